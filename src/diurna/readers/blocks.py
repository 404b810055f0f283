"""Labels furniture in a text and never cuts it."""

import re

from diurna.records import Block, Span


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs: stretches between line breaks, without white space at their ends."""
    return tuple(Span(found.start(), found.end()) for found in re.finditer(r"\S(?:[^\n]*\S)?", text))


def labelled_blocks(text: str, spans: tuple[Span, ...], *, title: str | None) -> tuple[Block, ...]:
    """Return blocks that tile the text."""
    if not spans:
        return (Block(span=Span(0, len(text)), role="body"),) if text else ()
    first = spans[0]
    if len(spans) > 1 and (first.of(text) == title or not re.search(r"[.!?]\W*$", first.of(text))):
        return Block(span=first, role="title"), Block(span=Span(first.end, len(text)), role="body")
    return (Block(span=Span(0, len(text)), role="body"),)
