"""Text to paragraphs: at blank lines, and at single line breaks unless the text is hard-wrapped there."""

import re
from itertools import pairwise

from diurna.readers.furniture import furniture, teaser
from diurna.records import Span

LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
INNER = re.compile(r"\S(?:.*\S)?", re.DOTALL)
BREAK = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
BULLET = re.compile(r"[•·▪◦‣*–—-]\s|\(?\d{1,3}[.)]\s")
FINAL = re.compile(r"[.!?…:][\"'”’)\]]*$")
ROOM = 0.85
"""Share of the width that a line and the next word may fill for the break between them to be a deliberate one."""


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs in order, each without white space at its ends."""
    lines = [
        Span(inner.start(), inner.end()) for inner in (_inner(text, line) for line in LINE.finditer(text)) if inner
    ]
    width = wrap_width(text, lines)
    joined: list[Span] = []
    before = 0
    for line in lines:
        broken = before >= furniture().hard_wrap.narrowest and _is_broken(text, joined[-1], line)
        before = line.end - line.start
        if broken or (joined and width is not None and _goes_on(text, joined[-1], line, width)):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return tuple(joined)


def wrap_width(text: str, lines: list[Span]) -> int | None:
    """Return the width at which a text is hard-wrapped; None where each line is a paragraph.

    A text is hard-wrapped when most of its lines that another line follows at once are of similar length and break
    in mid-sentence; the numbers and examples stand in `rules/en/furniture.toml`.
    """
    rule = furniture().hard_wrap
    pairs = [(a, b) for a, b in pairwise(lines) if _adjacent(text, a, b)]
    if len(pairs) < rule.least_breaks:
        return None
    lengths = sorted(a.end - a.start for a, _ in pairs)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    if not rule.narrowest <= width <= rule.widest:
        return None
    full = sum(a.end - a.start >= rule.similar * width and not _ended(text, a) for a, _ in pairs)
    small = sum(_small(b.of(text)) for _, b in pairs)
    wrapped = full >= rule.mid_sentence * len(pairs) and small >= rule.small_starts * len(pairs)
    return max(width, *(length for length in lengths if length <= rule.widest)) if wrapped else None


def _inner(text: str, line: re.Match[str]) -> re.Match[str] | None:
    return INNER.search(text, line.start(), line.end())


def _adjacent(text: str, one: Span, other: Span) -> bool:
    return len(BREAK.findall(text[one.end : other.start])) == 1


def _small(line: str) -> bool:
    """Tell whether a line goes on in a small letter, behind the marks of a quoted mail."""
    return line.lstrip("> \t")[:1].islower()


def _ended(text: str, line: Span) -> bool:
    return bool(FINAL.search(line.of(text)))


def _is_broken(text: str, before: Span, line: Span) -> bool:
    """Tell whether a line ends in mid-sentence: without a mark, and the next goes on behind an indent in a small letter."""
    indented = text[line.start - 1] in " \t"
    return indented and _adjacent(text, before, line) and not _ended(text, before) and _small(line.of(text))


def _goes_on(text: str, before: Span, line: Span, width: int) -> bool:
    """Tell whether a line of hard-wrapped text belongs to the paragraph before it."""
    if not _adjacent(text, before, line) or BULLET.match(line.of(text)):
        return False
    window = text[max(before.start, before.end - 2 * width) : before.end]
    last = BREAK.split(window)[-1].strip()
    words = line.of(text)
    if teaser(words) and (_ended(text, before) or words[0].isupper()):
        return False
    if _small(words):
        return True
    fits = len(last) + 1 + len(words.split(None, 1)[0]) <= ROOM * width
    return not (fits or teaser(last))
