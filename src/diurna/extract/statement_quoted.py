"""Quotations that no verb has claimed: they go on with the one before, or float beside it."""

from bisect import bisect_right, insort
from itertools import pairwise

from diurna.extract.statement_layout import STOPS, Layout
from diurna.extract.statement_rules import frame_confidence
from diurna.extract.statement_saying import Saying
from diurna.parse.layout import Token

FRAME = "floating-quotation"
CLAUSES = {"clause-left", "clause-right"}
"""Frames of statements that a quotation right behind them goes on with."""
CLOSERS = "\"'’”»"
"""Marks that may close a quotation inside another one."""
MOST_MARKS = 20
"""Most tokens beside a quotation that stands alone: stray marks at most."""
FEWEST = 3
"""Fewest words of a quotation that stands alone as a sentence."""


class Attributed:
    """The attributed statements outside quotation marks, by the sentence that they end in, and the words they claim."""

    def __init__(self, layout: Layout, sayings: list[Saying]) -> None:
        self.layout = layout
        self.claimed = bytearray(len(layout.tokens))
        self.by_sentence: dict[int, list[Saying]] = {}
        self.sentences: list[int] = []
        for saying in sayings:
            self.add(saying)

    def add(self, saying: Saying) -> None:
        """Add a statement, or one whose content has grown."""
        for first, last in saying.ranges:
            self.claimed[first:last] = b"\1" * (last - first)
        sentence = self.layout.last[saying.end - 1]
        if sentence not in self.by_sentence:
            insort(self.sentences, sentence)
        self.by_sentence.setdefault(sentence, []).append(saying)

    def before(self, first: int) -> Saying | None:
        """Return the statement of the sentence nearest before a token: a quoted one first, then the earliest."""
        place = bisect_right(self.sentences, self.layout.last[first])
        for sentence in reversed(self.sentences[max(0, place - 2) : place]):
            found = [saying for saying in self.by_sentence[sentence] if saying.end <= first]
            if found:
                quoted = [saying for saying in found if _is_quoted(self.layout, saying)]
                return min(quoted or found, key=lambda saying: (saying.start, -saying.end))
        return None


def with_loose_quotations(layout: Layout, sayings: list[Saying]) -> list[Saying]:
    """Return the statements with every quotation that stands alone joined to one, or as one of its own."""
    told = Attributed(layout, [one for one in sayings if one.speakers and _outside(layout, one)])
    _reopen(layout, told)
    found = list(sayings)
    for number, quotation in enumerate(layout.quotations):
        first, last = layout.ranges[number]
        if quotation.depth != 1 or first == last or any(told.claimed[first:last]):
            continue
        before = told.before(first)
        if before is None or not _stands_alone(layout, number):
            continue
        near = _paragraph(layout, first) - _paragraph(layout, before.end - 1) <= 1
        if (near and _is_quoted(layout, before)) or _next_to(layout, before, first):
            before.ranges.append((first, last))
            told.add(before)
        elif near and before.cue is not None and _fills_paragraph(layout, first, last):
            floating = _floating(before, first, last)
            found.append(floating)
            told.add(floating)
    return found


def _reopen(layout: Layout, told: Attributed) -> None:
    """Join each quotation that its paragraph leaves open to the statement of the next paragraph, which opens it again."""
    starting = {one.start: one for found in told.by_sentence.values() for one in found}
    outer = [number for number, quotation in enumerate(layout.quotations) if quotation.depth == 1]
    for number, following in reversed(list(pairwise(outer))):
        first, last = layout.ranges[number]
        opened = layout.ranges[following][0]
        if layout.quotations[number].closed or first == last or any(told.claimed[first:last]):
            continue
        if _paragraph(layout, opened) != _paragraph(layout, first) + 1 or not _begins_paragraph(layout, opened):
            continue
        saying = starting.get(opened)
        if saying is not None and _begins_paragraph(layout, first):
            saying.ranges.insert(0, (first, last))
            starting[first] = saying
            told.claimed[first:last] = b"\1" * (last - first)


def _begins_paragraph(layout: Layout, index: int) -> bool:
    return index == 0 or _paragraph(layout, index - 1) != _paragraph(layout, index)


def _outside(layout: Layout, saying: Saying) -> bool:
    return saying.cue is None or layout.outer[saying.cue.index] < 0


def _is_quoted(layout: Layout, saying: Saying) -> bool:
    return any(layout.outer[begin] >= 0 or layout.outer[end - 1] >= 0 for begin, end in saying.ranges)


def _stands_alone(layout: Layout, number: int) -> bool:
    first, last = layout.ranges[number]
    words = layout.words_outside(layout.first[first], layout.last[first])
    if words > MOST_MARKS:
        return False
    sentence = range(layout.first[first], layout.last[first])
    outside = [i for i in sentence if layout.outer[i] < 0 and layout.tokens[i].pos != "PUNCT"]
    inner = layout.quotations[number].inner.of(layout.parse.text).rstrip().rstrip(CLOSERS)
    return (
        not outside
        and bool(_words(layout, first, last))
        and (inner[-1:] in STOPS or not layout.quotations[number].closed)
    )


def _fills_paragraph(layout: Layout, first: int, last: int) -> bool:
    """Tell whether a quotation of some length is a paragraph of its own."""
    here = _paragraph(layout, first)
    before = first > 0 and _paragraph(layout, first - 1) == here
    after = last < len(layout.tokens) and _paragraph(layout, last) == here
    return not before and not after and len(_words(layout, first, last)) >= FEWEST


def _words(layout: Layout, first: int, last: int) -> list[Token]:
    return [token for token in layout.tokens[first:last] if token.pos != "PUNCT"]


def _next_to(layout: Layout, saying: Saying, first: int) -> bool:
    """Tell whether a quotation follows the sentence of a statement that is quoted or a clause, in one paragraph."""
    told = saying.frame in CLAUSES or _is_quoted(layout, saying)
    if not told or _paragraph(layout, saying.end - 1) != _paragraph(layout, first):
        return False
    return layout.last[saying.end - 1] == layout.first[first] or all(
        token.pos == "PUNCT" for token in layout.tokens[saying.end : first]
    )


def _paragraph(layout: Layout, index: int) -> int:
    return layout.parse.sentences[layout.tokens[index].sentence].paragraph


def _floating(before: Saying, first: int, last: int) -> Saying:
    return Saying(
        cue=None,
        cue_span=None,
        frame=FRAME,
        group=before.group,
        act="assert",
        confidence=frame_confidence()[FRAME],
        words=(first, first),
        ranges=[(first, last)],
        speakers=before.speakers,
    )
