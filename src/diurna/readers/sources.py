"""Paths, folders and the standard input to documents; what cannot be read is yielded as an error, and the rest goes on."""

import gzip
import io
import logging
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import entry_points
from itertools import chain
from pathlib import Path
from typing import IO, cast

from diurna.errors import ReadError
from diurna.readers.decoding import Decoded, cleaned, declared_charset, decoded, is_binary
from diurna.readers.html import HTML, TAG, looks_like_html, page_document
from diurna.readers.jsonl import JSONL
from diurna.readers.plain import PLAIN, plain_document
from diurna.readers.published import published_date
from diurna.readers.reader import HEAD, Blob, Reader
from diurna.records import Document, Problem, Published

READERS: tuple[Reader, ...] = (HTML, JSONL, PLAIN)
"""The readers of this package, in the order in which they look at bytes of no known kind."""

LONGEST = 1_000_000
"""Code points of the longest article that is read."""

GZIP = b"\x1f\x8b"
logger = logging.getLogger(__name__)


def documents(
    sources: Iterable[str | Path],
    *,
    published: str | None = None,
    max_characters: int = LONGEST,
    skipped: Callable[[Problem], None] | None = None,
) -> Iterator[Document | ReadError]:
    """Read files, folders and `-` (the standard input) in order; raise ReadError only where `published` is no date.

    Errors are yielded as values.  A folder gives its files of known kind, sorted; each other file in it is a problem
    `file-skipped`, handed to `skipped` or else logged.
    """
    given = published_date(published) if published else None
    return chain.from_iterable(
        _of_source(
            str(source) if isinstance(source, str) else source.as_posix(), given, max_characters, skipped or _logged
        )
        for source in sources
    )


def document_of(
    content: str | bytes,
    *,
    published: str | None = None,
    source: str = "-",
    url: str | None = None,
    max_characters: int = LONGEST,
) -> Document:
    """Make a document of one text or web page, told apart by its content; raise ReadError for what cannot be read."""
    given = published_date(published) if published else None
    if isinstance(content, bytes):
        raw = content
        if is_binary(raw[:HEAD]):
            raise ReadError(source, "a binary file, or UTF-16 without a byte-order mark")
        found = decoded(raw, declared=declared_charset(raw) if HTML.recognises(raw[:HEAD]) else None)
    else:
        text, replaced = cleaned(content)
        raw, found = text.encode(), Decoded(text=text, encoding="utf-8", replaced=replaced)
    read = page_document if looks_like_html(found.text) else plain_document
    return read(found, raw=raw, source=source, longest=max_characters, url=url, published=given)


@cache
def readers() -> tuple[Reader, ...]:
    """Return all readers: those announced as entry points of `diurna.readers`, by name, then `READERS`."""
    found = sorted(entry_points(group="diurna.readers"), key=lambda point: point.name)
    return (*(cast("Reader", point.load()) for point in found), *READERS)


def _of_source(
    source: str, given: Published | None, longest: int, skipped: Callable[[Problem], None]
) -> Iterator[Document | ReadError]:
    """Read one path as typed, or the standard input."""
    if source == "-":
        yield from _of_stream("-", "-", sys.stdin.buffer, given, longest)
    elif "://" in source[:12] and not Path(source).exists():
        yield ReadError(_named(source), "an address; save the page and give the file")
    elif Path(source).is_dir():
        yield from _of_folder(source, given, longest, skipped)
    else:
        yield from _of_file(source, given, longest)


def _of_folder(
    folder: str, given: Published | None, longest: int, skipped: Callable[[Problem], None]
) -> Iterator[Document | ReadError]:
    paths = list(_files(folder))
    if not paths:
        yield ReadError(_named(folder), "a folder without files")
    for path in paths:
        if _is_known(path):
            yield from _of_file(path, given, longest)
        else:
            message = f"{_named(path)}: no kind of file that diurna reads"
            skipped(Problem(stage="read", code="file-skipped", span=None, message=message))


def _files(folder: str) -> Iterator[str]:
    """Yield the files below a folder in the order of their paths; names that start with a dot are passed over."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = f"{folder.rstrip('/')}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(path)
        elif not entry.is_dir():
            yield path


def _is_known(path: str) -> bool:
    """Tell whether a file found in a folder is read: by its ending, else by bytes that only one kind has."""
    suffix = _suffix(path)
    if any(suffix in reader.suffixes for reader in readers()):
        return True
    try:
        with Path(path).open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return True  # reading it tells why it cannot be read
    return any(reader.recognises(head) for reader in readers() if reader is not PLAIN)


def _of_file(path: str, given: Published | None, longest: int) -> Iterator[Document | ReadError]:
    try:
        file = Path(path).open("rb")  # noqa: SIM115 - closed below; only opening it may fail here
    except FileNotFoundError:
        yield ReadError(_named(path), "no such file or folder")
        return
    except (OSError, ValueError) as error:
        yield ReadError(_named(path), f"cannot be opened: {getattr(error, 'strerror', None) or error}")
        return
    with file:
        yield from _of_stream(path, _named(path), file, given, longest)


def _of_stream(
    path: str, source: str, stream: IO[bytes], given: Published | None, longest: int
) -> Iterator[Document | ReadError]:
    """Read an open input, unpacked if it is gzip; its errors are yielded."""
    try:
        opened = _rewound(stream)
        if opened.peek(2).startswith(GZIP):
            opened = _rewound(cast("IO[bytes]", gzip.GzipFile(fileobj=opened)))
        head = opened.peek(HEAD)
        if not head:
            yield ReadError(source, "empty")
            return
        blob = Blob(source=source, stream=opened, published=given, longest=longest)
        yield from reader_of(path, head).read(blob)
    except ReadError as error:
        yield error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield ReadError(source, f"a damaged or cut gzip file: {error}")
    except OSError as error:
        yield ReadError(source, f"cannot be read: {error.strerror or error}")


def reader_of(path: str, head: bytes) -> Reader:
    """Return the reader for an input: by its ending, unless its first bytes plainly say otherwise."""
    suffix = _suffix(path)
    named = next((reader for reader in readers() if suffix in reader.suffixes), None)
    if named is HTML and not TAG.search(decoded(head, declared=declared_charset(head)).text):
        return PLAIN
    if named is not None and named is not PLAIN:
        return named
    return next((reader for reader in readers() if reader.recognises(head)), PLAIN)


class _Rewound(io.RawIOBase):
    """A stream whose first bytes have been looked at and are given again."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)


def _rewound(stream: IO[bytes]) -> io.BufferedReader:
    """Return the stream with its first `HEAD` bytes ready to be looked at, however little a pipe gives at a time."""
    head = b""
    while len(head) < HEAD and (piece := stream.read(HEAD - len(head))):
        head += piece
    return io.BufferedReader(_Rewound(head, stream), buffer_size=HEAD)


def _suffix(path: str) -> str:
    name = Path(path)
    return (Path(name.stem) if name.suffix.lower() == ".gz" else name).suffix.lower()


def _named(path: str) -> str:
    return cleaned(path.replace(os.sep, "/"))[0]


def _logged(problem: Problem) -> None:
    logger.warning("%s", problem.message)
