"""Labels furniture in a text and never cuts it."""

import re
from collections.abc import Callable, Iterator, Sequence

from diurna.readers.credits import credit, dateline, tail
from diurna.readers.debris import debris
from diurna.readers.furniture import furniture
from diurna.readers.pages import folded, lines_with_roles
from diurna.records import Block, BlockRole, Record, Span

GLUED = re.compile(r"\s*[\r\n]|\s{2,}\S|$")
"""What may follow a known headline in its paragraph: a break, a gap, nothing."""


class Layout(Record, frozen=True, kw_only=True):
    """The blocks of a text, its title's words, and the words that credit somebody, the surest first."""

    blocks: tuple[Block, ...]
    title: Span | None
    bylines: tuple[Span, ...]
    credits: tuple[Span, ...]


def layout(text: str, paragraphs: tuple[Span, ...], *, title: str | None = None) -> Layout:
    """Return blocks that tile the text without overlap; `title` is a headline known from elsewhere.

    A block is a paragraph, several of one role, or a part of a paragraph (title, dateline, credit, debris).  White
    space between two blocks belongs to the body where one of them is body, else to the later one.
    """
    spans = _headed(text, paragraphs, title)
    lines, found = lines_with_roles([span.of(text) for span in spans], title=title)
    first = next((at for at, line in enumerate(lines) if line.prose), None)
    foreign = language(text) is None and sum(line.size for line in lines) >= furniture().page.foreign_words
    pieces: list[tuple[Span, BlockRole]] = []
    for at, (span, line) in enumerate(zip(spans, lines, strict=True)):
        role = line.role or "body"
        pieces += _parts(text, span, first=at == first, foreign=foreign) if role == "body" else [(span, role)]
    by_role = [span for wanted in ("dateline", "byline") for span, role in pieces if role == wanted]
    rights = [
        span for span, line in zip(spans, lines, strict=True) if line.rule is not None and line.rule.id == "rights"
    ]
    return Layout(
        blocks=tuple(_tiled(len(text), pieces)),
        title=None if found is None else spans[found],
        bylines=tuple(span for span, role in pieces if role == "byline"),
        credits=(*by_role, *rights),
    )


def _headed(text: str, paragraphs: tuple[Span, ...], title: str | None) -> tuple[Span, ...]:
    """Cut a known headline off the front of the first paragraph, where the text goes on behind it in the same line."""
    if not paragraphs or not title:
        return paragraphs
    first = paragraphs[0]
    end = _end_of(title, text, first)
    if end is None or end >= first.end or not _stands_alone(text, first.start, end):
        return paragraphs
    rest = end + len(text[end : first.end]) - len(text[end : first.end].lstrip())
    return (Span(first.start, end), Span(rest, first.end), *paragraphs[1:])


def _end_of(title: str, text: str, first: Span) -> int | None:
    wanted = folded(title)
    end = min(first.end, first.start + len(title.strip()))
    return end if wanted and folded(text[first.start : end]) == wanted else None


def _stands_alone(text: str, start: int, end: int) -> bool:
    if GLUED.match(text, end) or re.search(r"[.!?…:][\"'”’)\]]*$", text[start:end]):
        return text[end : end + 1].isspace()
    words = text[start:end].split()
    large = sum(not word[0].islower() for word in words)
    titled = large >= 4 and not any(word[0].islower() and len(word) > 3 for word in words)
    return titled and bool(re.match(r"\s+[\"“'‘]?[A-Z]", text[end : end + 4]))


def _parts(text: str, span: Span, *, first: bool, foreign: bool) -> Iterator[tuple[Span, BlockRole]]:
    """Cut a paragraph of the body into dateline, body, debris (told by English words only), credit and teaser."""
    front = dateline(text, span, first=first)
    start = front.end if front else span.start
    backs: list[tuple[Span, BlockRole]] = []
    end = span.end
    endings: tuple[tuple[Callable[[str, Span], Span | None], BlockRole], ...] = ((tail, "related"), (credit, "byline"))
    for ending, role in endings:
        back = ending(text, Span(start, end))
        if back is not None:
            backs.insert(0, (back, role))
            end = back.start - (len(text[start : back.start]) - len(text[start : back.start].rstrip()))
    marked: list[tuple[Span, BlockRole]] = [(front, "dateline")] if front else []
    if not foreign:
        marked += [(fragment, "debris") for fragment in debris(text, Span(start, end))]
    marked += backs
    at = span.start
    for part, role in marked:
        if at < part.start:
            yield Span(at, part.start), "body"
        yield part, role
        at = part.end
    if at < span.end:
        yield Span(at, span.end), "body"


def _tiled(size: int, pieces: Sequence[tuple[Span, BlockRole]]) -> Iterator[Block]:
    """Join neighbours of one role and give each gap of white space to one of its neighbours."""
    joined: list[tuple[int, int, BlockRole]] = []
    for span, role in pieces:
        if not joined:
            joined.append((0 if role == "body" else span.start, span.end, role))
        elif joined[-1][2] == role:
            joined[-1] = (joined[-1][0], span.end, role)
        elif joined[-1][2] == "body":
            joined[-1] = (joined[-1][0], span.start, "body")
            joined.append((span.start, span.end, role))
        else:
            joined.append((joined[-1][1], span.end, role))
    if not joined:
        joined = [(0, size, "body")] if size else []
    if joined:
        joined[0] = (0, *joined[0][1:])
        joined[-1] = (joined[-1][0], size, joined[-1][2])
    return (Block(span=Span(start, end), role=role) for start, end, role in joined)


def language(text: str) -> str | None:
    """Return "en" where enough of a text's words are English function words; None for others and for short texts."""
    rule = furniture().language
    words = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    if len(words) < rule.least:
        return None
    known = frozenset(rule.words)
    return rule.code if sum(word in known for word in words) >= rule.share * len(words) else None
