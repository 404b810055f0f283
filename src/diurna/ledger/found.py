"""A finding in its context: the article's head, the words of its slots, the names behind its ids."""

from collections.abc import Iterator
from typing import Any

import msgspec

from diurna.ledger.query import Kind
from diurna.records import Event, Figure, Finding, Published, Reading, Record, Span, Statement, covering

KIND_OF: dict[type, Kind] = {Statement: "statements", Event: "events", Figure: "figures"}


class ArticleHead(Record, frozen=True, kw_only=True):
    """What a reader must know of the article to find it again."""

    id: str
    source: str
    url: str | None
    outlet: str | None
    published: Published
    title: str | None


class Passage(Record, frozen=True, kw_only=True):
    """The whole sentences that a finding stands in; `span` says where in the article."""

    span: Span
    text: str

    def words(self, span: Span) -> str | None:
        """Return the words of a span of the article, None where it lies outside the passage."""
        if not self.span.covers(span):
            return None
        return self.text[span.start - self.span.start : span.end - self.span.start]


class Found(Record, frozen=True, kw_only=True):
    """A finding with the article it stands in, its passage, the words of every slot, and the names of its ids."""

    kind: Kind
    record: Statement | Event | Figure
    article: ArticleHead
    passage: Passage
    words: dict[str, tuple[str, ...]]
    names: dict[str, str]


def in_context(reading: Reading, record: Finding) -> Found:
    """Return a finding of a reading with its context."""
    text = reading.article.text
    words: dict[str, tuple[str, ...]] = {}
    for slot, span in slots(record):
        words[slot] = (*words.get(slot, ()), span.of(text))
    known = {actor.id: actor.name for actor in reading.actors} | {place.id: place.name for place in reading.places}
    return Found(
        kind=KIND_OF[type(record)],
        record=record,
        article=head(reading),
        passage=_passage(reading, record.span),
        words=words,
        names={name: known[name] for name in sorted(set(_ids(record))) if name in known},
    )


def head(reading: Reading) -> ArticleHead:
    """Return what a reader must know of an article to find it again."""
    article = reading.article
    return ArticleHead(
        id=article.id,
        source=article.source,
        url=article.url,
        outlet=article.outlet,
        published=article.published,
        title=article.title.of(article.text) if article.title else article.headline,
    )


def slots(record: Finding) -> Iterator[tuple[str, Span]]:
    """Yield every span of a finding with the field it stands in, `span` left out, fields in their order."""
    for name in record.__struct_fields__:
        if name != "span":
            yield from ((name, span) for span in _spans(getattr(record, name)))


def _passage(reading: Reading, span: Span) -> Passage:
    """Return the sentences that a span touches, or its own words where no sentence does."""
    touched = [sentence for sentence in reading.article.sentences if sentence.overlaps(span)]
    whole = covering(span, *touched)
    return Passage(span=whole, text=whole.of(reading.article.text))


def _spans(value: Any) -> Iterator[Span]:  # noqa: ANN401 - any field of a record
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _spans(each)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _spans(getattr(value, name))


def _ids(value: Any) -> Iterator[str]:  # noqa: ANN401 - any field of a record
    if isinstance(value, tuple):
        for each in value:
            yield from _ids(each)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            member = getattr(value, name)
            if name in {"actor", "place"} and isinstance(member, str):
                yield member
            else:
                yield from _ids(member)
