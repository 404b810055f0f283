"""Statements inside the content of others: only clear ones stay, and of two cues for one content only one."""

from itertools import accumulate

from diurna.extract.statement_layout import Layout
from diurna.extract.statement_rules import weak_classes
from diurna.extract.statement_saying import Range, Saying

TURN = "turn"
NEIGHBOURS = 8
"""How many of the next cues may have the same content."""
SAME = 0.8
"""Share of common tokens from which two contents are the same."""


def outspoken(layout: Layout, sayings: list[Saying]) -> list[Saying]:
    """Return the statements without weak ones inside the words of others and without doubles."""
    weak = weak_classes()
    single = _without_doubles(sayings)
    covered = _covered(len(layout.tokens), single)
    return [one for one in single if not _inside(layout, one, covered) or _is_clear(layout, one, weak)]


def _covered(count: int, sayings: list[Saying]) -> list[int]:
    """Return for each token how many contents it lies in; a turn of a transcript is the report itself there."""
    steps = [0] * (count + 1)
    for saying in sayings:
        if saying.frame == TURN:
            continue
        for first, last in saying.ranges:
            steps[first] += 1
            steps[last] -= 1
    return list(accumulate(steps))


def _inside(layout: Layout, one: Saying, covered: list[int]) -> bool:
    if one.cue is None:
        return False
    index = one.cue.index
    own = sum(first <= index < last for first, last in one.ranges)
    return layout.inner[index] >= 0 or covered[index] > own


def _is_clear(layout: Layout, saying: Saying, weak: frozenset[str]) -> bool:
    """Tell whether a statement inside another is reported speech: a named speaker and a finite verb of saying."""
    if saying.relay or saying.group == "according-to":
        return True
    if saying.frame == "noun":
        return False
    if saying.cue is not None and layout.inner[saying.cue.index] >= 0:
        told = saying.frame.startswith(("clause", "quotation"))
        return told and saying.proper and saying.finite and saying.group not in weak
    return saying.group not in weak and saying.finite and saying.named and bool(saying.speakers)


def _without_doubles(sayings: list[Saying]) -> list[Saying]:
    cued = sorted((one for one in sayings if one.cue is not None), key=_place)
    doubled = {
        id(one)
        for number, one in enumerate(cued)
        if any(_doubled(one, other) for other in cued[number + 1 : number + 1 + NEIGHBOURS])
    }
    return [one for one in sayings if id(one) not in doubled]


def _place(saying: Saying) -> int:
    return saying.cue.index if saying.cue is not None else -1


def _doubled(one: Saying, other: Saying) -> bool:
    """Tell whether another cue further down the same sentence has the same content: "hit back, saying …"."""
    if one is other or one.cue is None or other.cue is None or one.cue.index >= other.cue.index:
        return False
    if one.cue.sentence != other.cue.sentence:
        return False
    mine, others = _tokens(one.ranges), _tokens(other.ranges)
    if other.cue.index in mine or one.cue.index in others:
        return False
    return len(mine & others) >= SAME * len(mine | others)


def _tokens(ranges: list[Range]) -> set[int]:
    return {index for first, last in ranges for index in range(first, last)}
