"""Who said what to whom: direct, mixed and indirect quotation, with cue, addressee, act and nesting."""

from collections import Counter
from itertools import chain

import msgspec

from diurna.extract.statement_acts import act_of
from diurna.extract.statement_cues import verb_sayings
from diurna.extract.statement_headlines import headline_sayings
from diurna.extract.statement_inner import outspoken
from diurna.extract.statement_layout import Layout
from diurna.extract.statement_phrases import noun_sayings, phrase_sayings
from diurna.extract.statement_quoted import with_loose_quotations
from diurna.extract.statement_saying import Saying
from diurna.mark.marks import Marks
from diurna.parse import Parse
from diurna.records import Span, Statement, StatementKind, covering, finding_id

WHOLLY = 0.95
"""Share of a content's letters inside quotation marks from which it is direct: the rule of the public corpora."""


def statements(parse: Parse, marks: Marks) -> tuple[Statement, ...]:
    """Find who said what to whom, in direct, mixed and indirect quotation, in text order.

    A quotation that stands alone goes on with the quoted statement right before it; beside one it goes to the same
    speaker, without a cue.  A saying inside another's content names the smallest such as its parent.
    """
    layout = Layout(parse)
    found = chain(
        verb_sayings(layout, marks),
        phrase_sayings(layout, marks),
        noun_sayings(layout, marks),
        headline_sayings(layout, marks),
    )
    kept = outspoken(layout, with_loose_quotations(layout, outspoken(layout, list(found))))
    made = [_statement(layout, saying) for saying in kept]
    return _with_parents(_with_ids(parse, sorted((one for one in made if one is not None), key=_order)))


def _order(statement: Statement) -> tuple[int, int, int]:
    cue = statement.cue.start if statement.cue else -1
    return statement.span.start, -statement.span.end, cue


def _statement(layout: Layout, saying: Saying) -> Statement | None:
    content = tuple(span for first, last in sorted(saying.ranges) if (span := layout.span(first, last)))
    if not content or not any(character.isalnum() for span in content for character in span.of(layout.parse.text)):
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
    for quotation in layout.quotations:
        if cue is not None and quotation.span.covers(cue):
            continue
        if spans and spans[-1].end >= quotation.inner.end:
            continue
        inner = quotation.inner
        spans.extend(
            Span(max(part.start, inner.start), min(part.end, inner.end)) for part in content if part.overlaps(inner)
        )
    total = sum(character.isalnum() for span in content for character in span.of(text))
    inside = sum(character.isalnum() for span in spans for character in span.of(text))
    if not inside:
        return (), "indirect"
    return tuple(spans), "direct" if inside >= WHOLLY * total else "mixed"


def _with_ids(parse: Parse, found: list[Statement]) -> list[Statement]:
    seen: Counter[tuple[int, ...]] = Counter()
    named = []
    for statement in found:
        cue = (statement.cue.start, statement.cue.end) if statement.cue else (-1, -1)
        anchor = (*cue, statement.content[0].start)
        identity = finding_id("s", parse.article.id, anchor, seen[anchor])
        seen[anchor] += 1
        named.append(msgspec.structs.replace(statement, id=identity))
    return named


def _with_parents(found: list[Statement]) -> tuple[Statement, ...]:
    return tuple(msgspec.structs.replace(statement, parent=_parent(statement, found)) for statement in found)


def _parent(statement: Statement, found: list[Statement]) -> str | None:
    """Return the id of the smallest statement whose content holds this one's cue (without a cue: its content)."""
    anchor = statement.cue or statement.content[0]
    holding = [
        (part.end - part.start, other.id)
        for other in found
        if other.id != statement.id
        for part in other.content
        if part.covers(anchor) and other.content != statement.content
    ]
    return min(holding)[1] if holding else None
