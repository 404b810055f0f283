"""What a reader is: bytes of one kind to documents."""

from collections.abc import Callable, Iterator
from typing import IO, NamedTuple

from diurna.errors import ReadError
from diurna.records import Document, Published

HEAD = 65_536
"""Bytes of an input that are looked at to tell its kind."""

COUNTED = 1 << 28
"""Bytes up to which the size of an input that is too long is counted, for the message: a small gzip file can hold more."""


class Blob(NamedTuple):
    """An input on its way in: how it is named in records, its bytes, what the caller says of it, and its limit.

    `published` is the caller's publication date; `longest` is the greatest number of code points of one article.
    """

    source: str
    stream: IO[bytes]
    published: Published | None
    longest: int


class Reader(NamedTuple):
    """One kind of input: its name, its file endings, how its first bytes look, and how it is read.

    An own reader is announced as an entry point of the group `diurna.readers` that holds a `Reader`.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[Blob], Iterator[Document | ReadError]]


def whole(blob: Blob, *, times: int = 1) -> bytes:
    """Read all bytes of one article; raise ReadError where they exceed `times` the limit at four bytes a code point."""
    limit = 4 * times * blob.longest
    raw = blob.stream.read(limit + 1)
    if len(raw) > limit:
        raise ReadError(
            blob.source, f"{_size(blob.stream, len(raw))}; one article may have {blob.longest:,} characters"
        )
    return raw


def _size(stream: IO[bytes], read: int) -> str:
    while read < COUNTED and (piece := stream.read(HEAD)):
        read += len(piece)
    return f"{read:,} bytes" if read < COUNTED else f"more than {COUNTED:,} bytes"


def within(text: str, *, source: str, longest: int) -> str:
    """Return a text that has words and is no longer than the limit; raise ReadError for another."""
    if not text.strip():
        raise ReadError(source, "no text" if text else "empty")
    if len(text) > longest:
        raise ReadError(source, f"{len(text):,} characters; one article may have {longest:,}")
    return text
