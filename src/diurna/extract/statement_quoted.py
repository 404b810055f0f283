"""Quotations that no verb has claimed: they go on with the one before, or float beside it."""

from diurna.extract.statement_layout import STOPS, Layout
from diurna.extract.statement_rules import frame_confidence
from diurna.extract.statement_saying import Saying

FRAME = "floating-quotation"
FEWEST = 3
"""Fewest words of a quotation that stands alone as a sentence."""


def with_loose_quotations(layout: Layout, sayings: list[Saying]) -> list[Saying]:
    """Return the statements with every quotation that stands alone joined to one, or as one of its own."""
    sayings = sorted(sayings, key=lambda saying: (saying.start, saying.end))
    for number, quotation in enumerate(layout.quotations):
        first, last = layout.ranges[number]
        if quotation.depth != 1 or first == last or _claimed(sayings, first, last):
            continue
        before = _before(layout, sayings, first)
        if before is None or not _stands_alone(layout, number):
            continue
        near = _next_to(layout, before, first)
        if near or quotation.continued:
            before.ranges.append((first, last))
        elif _paragraph(layout, first) - _paragraph(layout, before.end - 1) <= 1:
            sayings.append(_floating(before, first, last))
            sayings.sort(key=lambda saying: (saying.start, saying.end))
    return sayings


def _claimed(sayings: list[Saying], first: int, last: int) -> bool:
    return any(begin < last and first < end for saying in sayings for begin, end in saying.ranges)


def _before(layout: Layout, sayings: list[Saying], first: int) -> Saying | None:
    """Return the statement that ends last before a token and is nobody's inner one."""
    found = [s for s in sayings if s.end <= first and s.speakers and (s.cue is None or layout.outer[s.cue.index] < 0)]
    return max(found, key=lambda saying: (saying.end, -saying.start), default=None)


def _stands_alone(layout: Layout, number: int) -> bool:
    first, last = layout.ranges[number]
    sentence = range(layout.first[first], layout.last[first])
    outside = [i for i in sentence if layout.outer[i] < 0 and layout.tokens[i].pos != "PUNCT"]
    words = [token for token in layout.tokens[first:last] if token.pos != "PUNCT"]
    inner = layout.quotations[number].inner.of(layout.parse.text).rstrip()
    return not outside and len(words) >= FEWEST and (inner[-1:] in STOPS or not layout.quotations[number].closed)


def _next_to(layout: Layout, saying: Saying, first: int) -> bool:
    """Tell whether only marks stand between a quoted statement and the next quotation, in one paragraph."""
    between = layout.tokens[saying.end : first]
    quoted = any(layout.outer[begin] >= 0 or layout.outer[end - 1] >= 0 for begin, end in saying.ranges)
    same = _paragraph(layout, saying.end - 1) == _paragraph(layout, first)
    return same and quoted and all(token.pos == "PUNCT" for token in between)


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
