"""Text and what is known about it to an `Article`: paragraphs, blocks, title, credits, ids."""

from diurna.readers.blocks import language as language_of
from diurna.readers.blocks import layout
from diurna.readers.credits import authors as authors_of
from diurna.readers.credits import origin
from diurna.readers.decoding import words_or_none
from diurna.readers.paragraphs import paragraphs
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
    """Make an article of a text that has been decoded and has no lone surrogates.

    `title` is a headline known from elsewhere: `Article.title` where the text has it, else `Article.headline`.
    Authors and language that nobody gave are taken from bylines and from the words of the text.
    """
    spans = paragraphs(text)
    title = words_or_none(title)
    found = layout(text, spans, title=title)
    named = (name for byline in found.bylines for name in authors_of(byline.of(text)))
    return Article(
        id=article_id(url=url, row=row, text=text),
        source=source,
        url=url,
        outlet=outlet,
        authors=authors or tuple({name.casefold(): name for name in reversed(list(named))}.values())[::-1],
        language=language or language_of(text),
        published=published or Published(value=None, basis=None),
        title=found.title,
        headline=title if found.title is None else None,
        text=text,
        text_sha256=sha256(text),
        origin=origin(text, found.credits),
        paragraphs=spans,
        sentences=(),
        blocks=found.blocks,
    )
