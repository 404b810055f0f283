"""Who said what to whom: direct, mixed and indirect quotation, with cue, addressee, act and nesting."""

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from diurna.extract.statement_acts import act_of
from diurna.extract.statement_cues import verb_sayings
from diurna.extract.statement_headlines import headline_sayings
from diurna.extract.statement_inner import outspoken
from diurna.extract.statement_layout import LONGEST_SENTENCE, Layout
from diurna.extract.statement_nesting import with_ids, with_parents
from diurna.extract.statement_phrases import noun_sayings, phrase_sayings
from diurna.extract.statement_quoted import with_loose_quotations
from diurna.extract.statement_saying import Saying
from diurna.extract.statement_turns import turn_sayings
from diurna.mark.marks import Marks
from diurna.parse import Parse
from diurna.records import Problem, Span, Statement, StatementKind, covering

WHOLLY = 0.95
"""Share of a content's letters inside quotation marks from which it is direct: the rule of the public corpora."""


LONGEST_UNCLOSED = 2_000
"""Longest quotation without a closing mark that is no cause for remark, in code points."""


class Told(NamedTuple):
    """The statements of an article, and where none were looked for."""

    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]


def statements(parse: Parse, marks: Marks) -> tuple[Statement, ...]:
    """Find who said what to whom, in direct, mixed and indirect quotation, in text order.

    A quotation that stands alone goes on with the quoted statement right before it; beside one it goes to the same
    speaker, without a cue.  A saying inside another's content names the smallest such as its parent.
    """
    return told(parse, marks).statements


def told(parse: Parse, marks: Marks) -> Told:
    """Return the statements, and problems where something was given up: endless sentences, marks that nothing closes."""
    layout = Layout(parse)
    if layout.silent:
        return Told(statements=(), problems=())
    found = chain(
        verb_sayings(layout, marks),
        phrase_sayings(layout, marks),
        noun_sayings(layout, marks),
        list(turn_sayings(layout, marks)) or headline_sayings(layout, marks),
    )
    kept = outspoken(layout, with_loose_quotations(layout, outspoken(layout, list(found))))
    made = sorted((one for one in (_statement(layout, saying) for saying in kept) if one is not None), key=_order)
    return Told(statements=with_parents(with_ids(parse, made)), problems=(*_crowded(layout), *_unclosed(layout)))


def _crowded(layout: Layout) -> list[Problem]:
    """Return a problem for each stretch without a sentence's end in which no cue was looked at."""
    spans = sorted({span for token in layout.given_up for span in (layout.span(*layout.bounds(token)),) if span})
    message = f"more than {LONGEST_SENTENCE} words without an end: no statements were looked for"
    return [Problem(stage="extract", code="sentence-endless", span=span, message=message) for span in spans]


def _unclosed(layout: Layout) -> list[Problem]:
    message = "nothing closes the quotation mark: all to the end of the paragraph was taken for quoted"
    return [
        Problem(stage="extract", code="quotation-unclosed", span=quotation.span, message=message)
        for quotation in layout.quotations
        if not quotation.closed
        and quotation.depth == 1
        and quotation.span.end - quotation.span.start > LONGEST_UNCLOSED
    ]


def _order(statement: Statement) -> tuple[int, int, int]:
    cue = statement.cue.start if statement.cue else -1
    return statement.span.start, -statement.span.end, cue


def _statement(layout: Layout, saying: Saying) -> Statement | None:
    content = tuple(span for first, last in sorted(saying.ranges) if (span := layout.span(first, last)))
    if not content or not any(any(map(str.isalnum, span.of(layout.parse.text))) for span in content):
        return None
    quoted, kind = _quoted(layout, content, saying.cue_span)
    speaker = saying.speakers[0] if saying.speakers else None
    addressee = saying.addressees[0] if saying.addressees else None
    near = (
        speaker.span if speaker and saying.frame != "floating-quotation" else None,
        addressee.span if addressee else None,
    )
    return Statement(
        id="",
        span=covering(saying.cue_span, *content, *near),
        kind=kind,
        speaker=speaker,
        speakers=saying.speakers,
        addressee=addressee,
        addressees=saying.addressees,
        cue=saying.cue_span,
        content=content,
        quoted=quoted,
        antecedent=saying.antecedent,
        relay=saying.relay,
        act=act_of(layout.parse.text, saying.act, content),
        polarity=saying.polarity,
        parent=None,
        rule=saying.frame if saying.frame == saying.group else f"{saying.frame}/{saying.group}",
        confidence=saying.confidence,
    )


def _quoted(layout: Layout, content: tuple[Span, ...], cue: Span | None) -> tuple[tuple[Span, ...], StatementKind]:
    """Return the verbatim stretches of a content, outermost marks only, and the kind that they make it."""
    text = layout.parse.text
    spans: list[Span] = []
    for part in content:
        for quotation in layout.overlapping(part):
            inner = quotation.inner
            if (cue is not None and quotation.span.covers(cue)) or (spans and spans[-1].end >= inner.end):
                continue
            if part.overlaps(inner):
                spans.append(_trimmed(text, Span(max(part.start, inner.start), min(part.end, inner.end))))
    inside = _letters(text, spans)
    if not inside:
        return (), "indirect"
    total = _letters(text, content)
    return tuple(spans), "direct" if inside >= WHOLLY * total else "mixed"


def _letters(text: str, spans: Iterable[Span]) -> int:
    return sum(sum(map(str.isalnum, span.of(text))) for span in spans)


def _trimmed(text: str, span: Span) -> Span:
    """Return a stretch of text without white space at its ends."""
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))
