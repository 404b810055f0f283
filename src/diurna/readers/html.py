"""A web page to an article: title, then the paragraphs that trafilatura finds in its precision mode."""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from diurna.errors import ReadError
from diurna.readers.articles import article
from diurna.readers.blocks import language as language_of
from diurna.readers.decoding import Decoded, cleaned, declared_charset, decoded, is_binary, replacement_problems
from diurna.readers.pages import FINAL, folded
from diurna.readers.reader import HEAD, Blob, Reader, whole, within
from diurna.records import Document, Published

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SENTENCE = 25
"""Code points from which an extracted line may be a sentence without a final mark."""

PAGE_TIMES = 10
"""How much longer than its article a page may be."""

START = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|article|main|section|header|div|p|h1|h2|meta|title|table)\b",
    re.IGNORECASE | re.DOTALL,
)
TAG = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9]*[\s/>]|!doctype)", re.IGNORECASE)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")


def looks_like_html(text: str) -> bool:
    """Tell whether a text is a web page or a piece of one."""
    return bool(START.match(text[:HEAD])) and len(TAG.findall(text, 0, HEAD)) > 1


def recognises(head: bytes) -> bool:
    """Tell whether the first bytes of an input are a web page."""
    return not is_binary(head) and looks_like_html(decoded(head, declared=declared_charset(head)).text)


def read_html(blob: Blob) -> Iterator[Document | ReadError]:
    """Read one web page."""
    raw = whole(blob, times=PAGE_TIMES)
    if is_binary(raw[:HEAD]):
        raise ReadError(blob.source, "a binary file")
    found = decoded(raw, declared=declared_charset(raw))
    yield page_document(found, raw=raw, source=blob.source, published=blob.published, longest=blob.longest)


def page_document(  # noqa: PLR0913 - what a caller may know of a page
    found: Decoded,
    *,
    raw: bytes,
    source: str,
    longest: int,
    row: str | None = None,
    url: str | None = None,
    title: str | None = None,
    published: Published | None = None,
) -> Document:
    """Extract the article of a decoded page, which came in the bytes `raw`; raise ReadError where the page has none.

    The text is the title, then the paragraphs, joined by blank lines; a paragraph that repeats the title is left out.
    """
    from diurna.readers.metadata import page_facts  # noqa: PLC0415 - trafilatura is heavy

    tree = _tree(found.text)
    facts = page_facts(tree, url=url) if tree is not None else None
    lines = _paragraphs(tree, url=url)
    if facts is None or not _is_article(lines):
        raise ReadError(source, "no article found in the page")
    heading = title or facts.title
    body = [line for line in lines if heading is None or folded(line) != folded(heading)]
    text, replaced = cleaned("\n\n".join([heading, *body] if heading else body))
    within(text, source=source, longest=longest)
    return Document(
        article=article(
            text,
            source=source,
            row=row,
            url=facts.url,
            outlet=facts.outlet,
            authors=facts.authors,
            language=language_of(text) or facts.language,
            published=published or facts.published,
            title=heading,
        ),
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        raw_encoding=found.encoding,
        extractor=_extractor(),
        problems=replacement_problems(text, found.replaced + replaced),
    )


def _is_article(lines: list[str]) -> bool:
    """Tell whether extracted lines hold a sentence, and not just a menu's words."""
    return any(len(line) >= SENTENCE or FINAL.search(line) for line in lines)


def _tree(page: str) -> "HtmlElement | None":
    from trafilatura import load_html  # noqa: PLC0415 - heavy

    tree: HtmlElement | None = load_html(DECLARATION.sub("", page).replace("\0", ""))
    return tree


def _paragraphs(tree: "HtmlElement | None", *, url: str | None) -> list[str]:
    from trafilatura import bare_extraction  # noqa: PLC0415 - heavy

    if tree is None:
        return []
    found = bare_extraction(tree, url=url, favor_precision=True, include_comments=False)
    lines = (getattr(found, "text", None) or "").splitlines()
    return [line.strip() for line in lines if line.strip()]


@cache
def _extractor() -> str:
    return f"trafilatura {version('trafilatura')}"


HTML = Reader(name="html", suffixes=(".html", ".htm", ".xhtml"), recognises=recognises, read=read_html)
