"""Plain text to an article: the text is the input, whole and unchanged."""

import hashlib
from collections.abc import Iterator

from diurna.errors import ReadError
from diurna.readers.articles import article
from diurna.readers.decoding import Decoded, decoded, is_binary, replacement_problems
from diurna.readers.reader import HEAD, Blob, Reader, whole, within
from diurna.records import Document, Published


def read_plain(blob: Blob) -> Iterator[Document | ReadError]:
    """Read one plain text."""
    raw = whole(blob)
    if is_binary(raw[:HEAD]):
        raise ReadError(blob.source, "a binary file, or UTF-16 without a byte-order mark")
    yield plain_document(decoded(raw), raw=raw, source=blob.source, published=blob.published, longest=blob.longest)


def plain_document(  # noqa: PLR0913 - what a caller may know of a text
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
    """Make a document of a decoded text, which came in the bytes `raw`; raise ReadError for one without words."""
    text = within(found.text, source=source, longest=longest)
    return Document(
        article=article(text, source=source, row=row, url=url, title=title, published=published),
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        raw_encoding=found.encoding,
        extractor=None,
        problems=replacement_problems(text, found.replaced),
    )


def recognises(head: bytes) -> bool:
    """Tell whether the first bytes of an input are text of any kind."""
    return not is_binary(head)


PLAIN = Reader(name="plain", suffixes=(".txt", ".text"), recognises=recognises, read=read_plain)
