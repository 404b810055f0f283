"""Quotation layout: which stretches of a paragraph stand inside quotation marks, whatever marks the text uses.

Double marks (curly, straight, low, angle, doubled apostrophes, grave accents) are paired by one automaton; single
marks, which are mostly apostrophes, are paired afterwards, and never across a double one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby, islice

from diurna.parse.layout import Parse, Sentence
from diurna.records import Record, Span
from diurna.rules.load import Shaped, tsv

DOUBLE = re.compile(r"``|''|‘‘|’’|[“”„«»\"＂〝〞]")
SINGLE = re.compile(r"[‘’‚‹›'`]")
OPENING_SINGLE = re.compile(r"(?<![^\W_])[‘’‚‹'`](?=\S)|‹")
"""A single mark that may open: no letter before it, as in most apostrophes, and no space after it."""
FAMILIES = {
    "curly": ("“„‘‘〝", "”’’〞"),
    "angle": ("«", "»"),
    "plain": ("``", "\"''＂"),
}
"""Marks that pair with one another: those that open first; plain ones have no direction but for the grave accents."""

WIDTHLESS = "\u200b\u200c\u200d\u2060\ufeff"
"""Characters that nobody sees: beside a mark they count as spaces."""

NEXT = 50
"""Among how many of the next marks an inner quotation must be closed."""

LONGEST_SINGLE = 600
"""Longest stretch in single marks, in code points: beyond it the marks are taken for apostrophes."""


class Quotation(Record, frozen=True, kw_only=True):
    """A stretch in quotation marks: `span` with the marks, `inner` without; `depth` 1 is outermost.

    An unclosed one (`closed` false) ends with its paragraph, or where the same mark opens anew.  `continued` means
    that it goes on with the words of an unclosed one that ended the paragraph before.
    """

    span: Span
    inner: Span
    depth: int
    closed: bool
    continued: bool


class Elision(Shaped, frozen=True, kw_only=True):
    """A word that begins with an apostrophe, written here without it."""

    word: str


class Mark:
    """One quotation mark, and what the letters and spaces beside it allow: to open, to close, both, or neither."""

    __slots__ = ("closes", "digit", "end", "family", "opens", "start", "text")

    def __init__(self, text: str, found: re.Match[str], stretch: Span) -> None:
        self.text = found[0]
        self.start, self.end = found.span()
        before = text[self.start - 1] if self.start > stretch.start else " "
        after = text[self.end] if self.end < stretch.end else " "
        before, after = (" " if character in WIDTHLESS else character for character in (before, after))
        self.family = next((name for name, marks in FAMILIES.items() if any(self.text in part for part in marks)), "")
        self.opens = not (after.isspace() or after in ",;") and not (before.isalnum() or before in ".,;!?%)]…")
        self.closes = not before.isspace() and not after.isalnum()
        self.digit = before.isdigit()


class Pair:
    """An opening mark and where its quotation ends; a missing mark is an empty stretch at that place."""

    __slots__ = ("closed", "continued", "end", "inner_end", "inner_start", "start")

    def __init__(self, start: int, inner_start: int, inner_end: int, end: int, *, closed: bool) -> None:
        self.start, self.inner_start, self.inner_end, self.end = start, inner_start, inner_end, end
        self.closed = closed
        self.continued = False


class Edges:
    """Where double marks stand, to tell whether a stretch begins inside a quotation that it does not end in."""

    def __init__(self, pairs: list[Pair]) -> None:
        self.starts = sorted((pair.start, pair.inner_start, pair.end) for pair in pairs)
        self.ends = sorted((pair.end, pair.inner_end, pair.start) for pair in pairs)

    def crossed(self, start: int, end: int) -> bool:
        """Tell whether a quotation begins or ends between two positions, but not both."""
        begun = self.starts[bisect_left(self.starts, (start,)) : bisect_left(self.starts, (end,))]
        ended = self.ends[bisect_left(self.ends, (start + 1,)) : bisect_left(self.ends, (end + 1,))]
        return any(last > end for _, _, last in begun) or any(first < start for _, _, first in ended)


def quotations(parse: Parse) -> list[Quotation]:
    """Return every stretch in quotation marks, by start, outer before inner; each stays inside paragraph and block."""
    found: list[Quotation] = []
    unclosed = False
    last: Sentence | None = None
    for sentence, stretch in _stretches(parse):
        near = last is not None and last.role == sentence.role and sentence.paragraph - last.paragraph <= 1
        pairs = _double_pairs(parse.text, stretch, reopened=unclosed and near)
        unclosed = any(not pair.closed and pair.end == stretch.end for pair in pairs)
        found += _nested(pairs + _single_pairs(parse.text, stretch, pairs))
        last = sentence
    return found


def _stretches(parse: Parse) -> Iterator[tuple[Sentence, Span]]:
    for _, group in groupby(parse.sentences, key=lambda sentence: (sentence.paragraph, sentence.role)):
        sentences = list(group)
        yield sentences[0], Span(sentences[0].start, sentences[-1].end)


# --- double marks ---------------------------------------------------------------------------------------------------


def _double_pairs(text: str, stretch: Span, *, reopened: bool) -> list[Pair]:
    marks = [Mark(text, found, stretch) for found in DOUBLE.finditer(text, stretch.start, stretch.end)]
    stack: list[Mark] = []
    pairs: list[Pair] = []
    for place, mark in enumerate(marks):
        opened = next((n for n in reversed(range(len(stack))) if stack[n].family == mark.family), None)
        if opened is None and stack and mark.closes and not mark.opens:
            opened = len(stack) - 1  # mixed pairs: “so"
        if _opens(mark, stack[opened] if opened is not None else None):
            if opened is not None and not _nests(marks, place):
                pairs.append(_cut(text, stack[opened], mark.start))
                del stack[opened:]
            stack.append(mark)
        elif opened is not None:
            start = stack[opened]
            pairs.append(Pair(start.start, start.end, mark.start, mark.end, closed=True))
            del stack[opened:]
        elif reopened and not pairs and not stack:
            pairs.append(Pair(stretch.start, stretch.start, mark.start, mark.end, closed=True))
            pairs[0].continued = True
    if stack:
        pairs.append(Pair(stack[0].start, stack[0].end, stretch.end, stretch.end, closed=False))
    for pair in pairs:
        pair.continued |= reopened and pair.start == stretch.start
    return [pair for pair in pairs if text[pair.inner_start : pair.inner_end].strip()]


def _opens(mark: Mark, opened: Mark | None) -> bool:
    """Tell whether a mark opens a quotation; otherwise it closes the open one, or is stray."""
    opening, closing = FAMILIES[mark.family]
    if mark.family == "plain" and mark.text not in opening:
        if opened is None:
            return mark.opens or not mark.closes
        return mark.opens and not mark.closes
    if mark.text in opening:
        closes_here = opened is not None and (opened.text == "„" or (mark.closes and not mark.opens))
        return not closes_here and (mark.opens or not mark.closes or opened is None)
    return opened is None and mark.opens and not mark.closes and mark.text in closing


def _nests(marks: list[Mark], place: int) -> bool:
    """Tell whether a mark that opens inside its own kind is an inner quotation: then the next two of the kind close."""
    mark = marks[place]
    if mark.family == "plain":
        return False
    later = (marks[number] for number in range(place + 1, min(place + 1 + NEXT, len(marks))))
    following = list(islice((item for item in later if item.family == mark.family), 2))
    _, closing = FAMILIES[mark.family]
    return len(following) > 1 and all(item.text in closing for item in following)


def _cut(text: str, start: Mark, end: int) -> Pair:
    end = start.end + len(text[start.end : end].rstrip())
    return Pair(start.start, start.end, end, end, closed=False)


# --- single marks ---------------------------------------------------------------------------------------------------


@cache
def _elision() -> re.Pattern[str]:
    words = sorted(row.word for row in tsv("en/apostrophes.tsv", Elision))
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))}|\d\ds?)\b", re.IGNORECASE)


def _single_pairs(text: str, stretch: Span, doubles: list[Pair]) -> list[Pair]:
    if OPENING_SINGLE.search(text, stretch.start, stretch.end) is None:
        return []
    taken = {place for found in DOUBLE.finditer(text, stretch.start, stretch.end) for place in range(*found.span())}
    marks = [
        Mark(text, found, stretch)
        for found in SINGLE.finditer(text, stretch.start, stretch.end)
        if found.start() not in taken
    ]
    pairs: list[Pair] = []
    edges = Edges(doubles)
    done = stretch.start
    for place, mark in enumerate(marks):
        if mark.start < done or not _opens_single(text, mark):
            continue
        end = _single_end(text, mark, (marks[later] for later in range(place + 1, len(marks))))
        if end is None or edges.crossed(mark.start, end.end):
            continue
        pairs.append(Pair(mark.start, mark.end, end.start, end.end, closed=True))
        done = end.end
    return pairs


def _opens_single(text: str, mark: Mark) -> bool:
    if mark.text in "‚‹‘":
        return mark.opens or mark.text == "‹"
    return mark.text in "'`’" and mark.opens and not _elision().match(text, mark.end)


def _single_end(text: str, mark: Mark, later: Iterable[Mark]) -> Mark | None:
    """Return the mark that closes a single one: after a stop rather than after an "s", which may be a possessive."""
    closing = {"‹": "›", "‚": "‘’"}.get(mark.text, "'’")
    possible = []
    for item in later:
        if item.start - mark.start > LONGEST_SINGLE:
            break
        if item.text == "‘" and mark.text == "‘" and item.opens:
            break
        if item.text in closing and item.closes and text[mark.end : item.start].strip():
            possible.append(item)
    sure = [item for item in possible if text[item.start - 1] not in "sS"]
    possessive = [item for item in possible if not re.match(r"\s\w", text[item.end : item.end + 2])]
    first = min((group[0] for group in (sure, possessive) if group), key=lambda item: item.start, default=None)
    return first or (possible[0] if possible else None)


# --- nesting --------------------------------------------------------------------------------------------------------


def _nested(pairs: list[Pair]) -> list[Quotation]:
    found = []
    around: list[Pair] = []
    for pair in sorted(pairs, key=lambda pair: (pair.start, -pair.end)):
        around = [outer for outer in around if pair.end <= outer.end]
        around.append(pair)
        found.append(
            Quotation(
                span=Span(pair.start, pair.end),
                inner=Span(pair.inner_start, pair.inner_end),
                depth=len(around),
                closed=pair.closed,
                continued=pair.continued,
            )
        )
    return found
