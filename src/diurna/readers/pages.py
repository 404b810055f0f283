"""What stands around an article on a whole page: title, prose, runs of short lines, and how far a heading reaches."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from diurna.readers.furniture import FurnitureRule, furniture, rule_of

if TYPE_CHECKING:
    from diurna.records import BlockRole

FINAL = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]]*$|[”»]$")
INNER = re.compile(r"\w{3,}[.!?][\"'”’)\]]*\s+(?:[—–-]\s*)?[“\"'‘(\[]?[A-Z]")
BULLET = re.compile(r"[•·▪◦‣*–—-]\s")
WORD = re.compile(r"[^\W\d_]{4,}")
NUMBERED = re.compile(r"\W*\d{1,3}[.)]")
MARKED = re.compile(r"[^\W_]")


class Line:
    """A paragraph on its way to a role: its words, the rule that fired, whether it is prose."""

    __slots__ = ("ended", "prose", "role", "rule", "size", "words")

    def __init__(self, words: str) -> None:
        page = furniture().page
        self.words = words
        self.size = len(words.split())
        self.rule: FurnitureRule | None = rule_of(words)
        self.role: BlockRole | None = self.rule.role if self.rule else None
        self.ended = bool(FINAL.search(words) or INNER.search(words))
        long = self.size >= page.prose_words or len(words) >= page.prose_marks
        self.prose = self.rule is None and (
            (self.ended and long) or self.size >= page.prose_open or len(words) >= 2 * page.prose_marks
        )

    @property
    def short(self) -> bool:
        """No prose and not yet anything else."""
        return self.role is None and not self.prose

    @property
    def said(self) -> bool:
        """Short, but a sentence by its marks."""
        return self.ended and self.size >= furniture().page.said_words

    @property
    def opens(self) -> bool:
        """Short, but the words that open a list."""
        return self.rule is None and self.words.endswith(":") and self.size >= furniture().page.title_least


def lines_with_roles(paragraphs: Sequence[str], *, title: str | None) -> tuple[list[Line], int | None]:
    """Return the paragraphs with their roles (None is body), and which of them is the title.

    `title` is a headline known from elsewhere: then no other line is the title.
    """
    lines = [Line(words) for words in paragraphs]
    found = _title(lines, title)
    if found is not None:
        lines[found].role, lines[found].prose = "title", False
    _reach(lines)
    whole = _is_page(lines)
    if whole:
        _repeated(lines)
    _runs(lines, found, whole=whole)
    return lines, found


def folded(words: str) -> str:
    """Return a headline without the differences of case, quotation marks, dashes and white space."""
    plain = words.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x00A0: " ", 0x2013: "-", 0x2014: "-"})
    return " ".join(plain.casefold().split())


def _title(lines: list[Line], title: str | None) -> int | None:
    start = next((at for at, line in enumerate(lines) if line.prose), None)
    if title is not None:
        wanted = folded(title)
        head = lines if start is None else lines[: start + 1]
        return next((at for at, line in enumerate(head) if folded(line.words) == wanted), None)
    if start is None:
        start = next((at for at, line in enumerate(lines) if at and line.role is None and line.ended), 0)
    candidates = [at for at in range(start) if _titular(lines[at])]
    if len(candidates) <= furniture().page.run and start < furniture().page.long_run:
        least = furniture().page.title_least
        return next((at for at in candidates if lines[at].size >= least), candidates[0] if candidates else None)
    return _likest(lines, candidates, start) if candidates else None


def _titular(line: Line) -> bool:
    final = re.search(r"[.!;,:…。][\"'”’»)\]]*$", line.words) or INNER.search(line.words) or BULLET.match(line.words)
    return line.short and line.size <= furniture().page.title_words and not final and bool(MARKED.search(line.words))


def _likest(lines: list[Line], candidates: list[int], start: int) -> int | None:
    """Return the line of a page's head whose words come most often in the first paragraphs of prose."""
    body = " ".join([line.words for line in lines[start:] if line.prose][:8]).casefold()
    counts = Counter(WORD.findall(body))

    def likeness(at: int) -> float:
        words = set(WORD.findall(lines[at].words.casefold()))
        known = sum(word in counts for word in words)
        return known * known / max(1, len(words))

    best = max(candidates, key=lambda at: (likeness(at), at))
    return best if likeness(best) >= 1 and lines[best].size >= furniture().page.title_least else None


def _reach(lines: list[Line]) -> None:
    """Let headings of related stories take the headlines behind them, reply forms and comments all that follows."""
    taking: BlockRole | None = None
    before, behind = 0, sum(line.size for line in lines if line.prose)
    for at, line in enumerate(lines):
        rule = line.rule if line.rule is not None and line.role == line.rule.role else None
        if line.prose:
            before, behind, taking = before + line.size, behind - line.size, None
        elif line.role == "title":
            taking = None
        elif rule is not None and rule.reach == "rest" and _cuts(lines, at, before=before, behind=behind):
            for other in lines[at + 1 :]:
                other.role, other.prose = other.role or rule.role, False
            return
        elif rule is not None and rule.reach == "headlines":
            taking = rule.role
        elif taking is not None:
            line.role = line.role or taking


def _cuts(lines: list[Line], at: int, *, before: int, behind: int) -> bool:
    """Tell whether a reply form or a heading of comments ends the article; `before`, `behind`: words of prose there."""
    form = any(line.role == "form" for line in lines[at + 1 : at + 5])
    enough = before >= furniture().page.form_prose and (form or behind <= before)
    return before > 0 and (not behind or enough)


def _is_page(lines: list[Line]) -> bool:
    """Tell whether the text is that of a whole page: many of its lines are furniture by themselves."""
    page = furniture().page
    marked = sum(line.role is not None and line.role not in ("title", "byline", "caption") for line in lines)
    head = next((at for at, line in enumerate(lines) if line.prose or line.role == "title"), 0)
    return marked >= max(page.marked, page.marked_share * len(lines)) or head >= page.long_run


def _repeated(lines: list[Line]) -> None:
    page = furniture().page
    counts = Counter(line.words for line in lines if line.size <= page.repeated_words)
    for line in lines:
        if line.short and counts[line.words] >= page.repeated:
            line.role = "menu"


def _runs(lines: list[Line], title: int | None, *, whole: bool) -> None:
    """Call runs of short lines a menu: before the title, behind the last prose, and long ones between prose."""
    prose = [at for at, line in enumerate(lines) if line.prose]
    if not prose:
        return
    page = furniture().page
    head = title if title is not None else prose[0]
    if head >= page.run and (any(line.rule for line in lines[:head]) or head >= page.long_run):
        _label(lines, range(head), whole=whole)
    tail = range(prose[-1] + 1, len(lines))
    if len(tail) >= page.run and (any(lines[at].rule for at in tail) or len(tail) >= page.long_run):
        _label(lines, tail, whole=whole)
    for one, other in pairwise(prose) if whole else ():
        inner = range(max(one + 1, (title or 0) + 1), other)
        sizes = [lines[at].size for at in inner]
        if len(sizes) >= page.inner_run and sum(sizes) <= page.inner_words * len(sizes):
            _label(lines, inner, whole=whole)


def _label(lines: list[Line], places: range, *, whole: bool) -> None:
    """Call the short lines a menu, but not sentences, nor what a colon or numbers show to be a list of the report."""
    numbered = sum(bool(NUMBERED.match(lines[at].words)) for at in places)
    listing = 2 * numbered > len(places)
    for at in places:
        line = lines[at]
        listing = (listing or (line.opens and not whole)) and line.role is None
        if line.short and not line.said and not listing:
            line.role = "menu"
