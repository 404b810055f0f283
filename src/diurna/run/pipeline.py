"""The one place with the order of the stages: article to reading."""

from collections.abc import Iterator
from functools import cache
from importlib.metadata import version

import msgspec

from diurna.extract.doubt import weighed
from diurna.extract.events import events
from diurna.extract.figures import figures
from diurna.extract.linking import linked
from diurna.extract.statements import told
from diurna.mark.dates import dated
from diurna.mark.gazetteer import gazetteer_sha256
from diurna.mark.mark import mark
from diurna.mark.user_table import user_table
from diurna.mark.vague import OURS
from diurna.models.event_types import event_card
from diurna.parse import parse
from diurna.parse.parser import model_version
from diurna.records import Document, ModelVersion, Provenance, Reading, sha256
from diurna.rules.load import rules_sha256


def read_document(document: Document) -> Reading:
    """Read one article from its text to its findings; the same input gives the same bytes."""
    article = dated(document.article)
    parsed = parse(article)
    marks = mark(parsed, vague=document.vague)
    said, unsaid = told(parsed, marks)
    done = events(parsed, marks, said)
    counted = linked(parsed, figures(parsed, marks, said), done)
    spans = tuple(sentence.span for sentence in parsed.sentences)
    return Reading(
        article=msgspec.structs.replace(article, sentences=spans),
        actors=marks.actors,
        places=marks.places,
        dates=marks.dates,
        statements=weighed(said, marks.actors),
        events=weighed(done, marks.actors),
        figures=weighed(counted, marks.actors),
        problems=(*document.problems, *parsed.problems, *marks.problems, *unsaid),
        provenance=provenance(document),
    )


def provenance(document: Document) -> Provenance:
    """Return what makes the reading of a document: known before it is read.

    The hash of the settings is over those that change a reading and are not the default, one `key=value` a line; the
    user's own table of office holders counts as one of them.
    """
    return Provenance(
        diurna=_version(),
        rules_sha256=rules_sha256(),
        models=_models(),
        gazetteer_sha256=gazetteer_sha256(),
        settings_sha256=sha256("\n".join(_settings(document))),
        raw_sha256=document.raw_sha256,
        raw_encoding=document.raw_encoding,
        extractor=document.extractor,
    )


def _settings(document: Document) -> Iterator[str]:
    table = user_table()
    if table is not None:
        yield f"actors={table.sha256}"
    if document.vague != OURS:
        yield f"vague={document.vague}"


@cache
def _models() -> tuple[ModelVersion, ...]:
    card = event_card()
    return (model_version(), *([ModelVersion(name="event_types", sha256=card.sha256)] if card else []))


@cache
def _version() -> str:
    return version("diurna")
