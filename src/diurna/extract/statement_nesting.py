"""Statements inside statements: each gets an id, and the id of the smallest one whose content holds it."""

from collections import Counter

import msgspec

from diurna.parse import Parse
from diurna.records import Span, Statement, finding_id


def with_ids(parse: Parse, found: list[Statement]) -> list[Statement]:
    """Return the statements with ids; those alike in cue and content are numbered."""
    seen: Counter[tuple[int, ...]] = Counter()
    named = []
    for statement in found:
        cue = (statement.cue.start, statement.cue.end) if statement.cue else (-1, -1)
        anchor = (*cue, statement.content[0].start)
        identity = finding_id("s", parse.article.id, anchor, seen[anchor])
        seen[anchor] += 1
        named.append(msgspec.structs.replace(statement, id=identity))
    return named


def with_parents(found: list[Statement]) -> tuple[Statement, ...]:
    """Return the statements with the smallest statement whose content holds their cue (without a cue: their content).

    One sweep over the text: only contents that have not ended are looked at.
    """
    parts = sorted(((part, number) for number, one in enumerate(found) for part in one.content), key=_place)
    parents: dict[int, str] = {}
    active: list[tuple[Span, int]] = []
    following = 0
    for number in sorted(range(len(found)), key=lambda number: _anchor(found[number])):
        anchor = _anchor(found[number])
        while following < len(parts) and parts[following][0].start <= anchor.start:
            active.append(parts[following])
            following += 1
        active = [(part, other) for part, other in active if part.end > anchor.start]
        holding = [
            (part.end - part.start, found[other].id)
            for part, other in active
            if other != number and part.covers(anchor) and found[other].content != found[number].content
        ]
        if holding:
            parents[number] = min(holding)[1]
    return tuple(msgspec.structs.replace(one, parent=parents.get(number)) for number, one in enumerate(found))


def _anchor(statement: Statement) -> Span:
    return statement.cue or statement.content[0]


def _place(part: tuple[Span, int]) -> tuple[int, int, int]:
    return part[0].start, part[0].end, part[1]
