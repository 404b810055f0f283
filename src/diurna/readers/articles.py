"""Text and what is known about it to an `Article`: paragraphs, blocks, title, ids."""

from diurna.readers.blocks import labelled_blocks, paragraphs
from diurna.records import Article, Published, article_id, sha256


def article(  # noqa: PLR0913 - an article has that many known facts
    text: str,
    *,
    source: str,
    row: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    authors: tuple[str, ...] = (),
    language: str | None = None,
    published: Published | None = None,
    title: str | None = None,
) -> Article:
    """Make an article of a text that has been decoded; `title` is a known headline, in the text or not."""
    spans = paragraphs(text)
    blocks = labelled_blocks(text, spans, title=title)
    found = next((block.span for block in blocks if block.role == "title"), None)
    return Article(
        id=article_id(url=url, row=row, text=text),
        source=source,
        url=url,
        outlet=outlet,
        authors=authors,
        language=language,
        published=published or Published(value=None, basis=None),
        title=found,
        headline=title if title and not (found and found.of(text) == title) else None,
        text=text,
        text_sha256=sha256(text),
        origin=None,
        paragraphs=spans,
        sentences=(),
        blocks=blocks,
    )
