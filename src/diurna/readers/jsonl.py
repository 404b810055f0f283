"""JSON lines to articles: rows {id, text or html, title, published, url}; other keys are ignored."""

import json
from collections.abc import Iterator
from typing import IO, Any

import msgspec

from diurna.errors import ReadError
from diurna.readers.decoding import MARKS, Decoded, cleaned, decoded, is_binary, words_or_none
from diurna.readers.html import page_document
from diurna.readers.plain import plain_document
from diurna.readers.published import WHAT_IS_READ, iso_date
from diurna.readers.reader import Blob, Reader
from diurna.records import Document, Problem, Published

BYTES_PER_CHARACTER = 12
"""Longest JSON spelling of one code point: two escapes of a surrogate pair."""

PIECE = 1 << 20


def recognises(head: bytes) -> bool:
    """Tell whether the first line of an input is a JSON object with a text."""
    line = head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    if not line.startswith(b"{"):
        return False
    try:
        row = json.loads(decoded(line).text)
    except (ValueError, RecursionError):
        return line.find(b'"text"') >= 0 or line.find(b'"html"') >= 0  # a line longer than the bytes looked at
    return isinstance(row, dict) and ("text" in row or "html" in row)


def read_jsonl(blob: Blob) -> Iterator[Document | ReadError]:
    """Read one article a line; a line that is none is an error that names file and line, and the others are read."""
    limit = BYTES_PER_CHARACTER * blob.longest
    for number, raw in enumerate(_lines(blob.stream, limit), 1):
        place = f"{blob.source}#{number}"
        if isinstance(raw, int):
            yield ReadError(place, f"a line of {raw:,} bytes; one article may have {blob.longest:,} characters")
        elif raw.strip():
            try:
                yield _document(raw, place=place, blob=blob)
            except ReadError as error:
                yield ReadError(place, error.reason)


def _document(raw: bytes, *, place: str, blob: Blob) -> Document:
    if is_binary(raw[:PIECE]):
        raise ReadError(place, "a binary file")
    found = decoded(raw)
    row = _row(found.text, place)
    text, page = row.get("text"), row.get("html")
    if not isinstance(text, str) and not isinstance(page, str):
        raise ReadError(place, "no text: a row needs a string under 'text' or 'html'")
    name = _identity(row.get("id"))
    published, problems = _published(row.get("published"), blob.published)
    words, replaced = cleaned(text if isinstance(text, str) else str(page))
    read = plain_document if isinstance(text, str) else page_document
    document = read(
        Decoded(text=words, encoding=found.encoding, replaced=found.replaced + replaced),
        raw=raw,
        source=name or place,
        longest=blob.longest,
        row=name,
        url=words_or_none(row.get("url")),
        title=words_or_none(row.get("title")),
        published=published,
    )
    return msgspec.structs.replace(document, problems=(*document.problems, *problems))


def _row(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except RecursionError:
        raise ReadError(place, "JSON that is nested too deep") from None
    except ValueError as error:
        raise ReadError(place, f"not JSON: {error}") from None
    if not isinstance(row, dict):
        raise ReadError(place, "not a JSON object")
    return row


def _identity(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return words_or_none(value)


def _published(value: object, given: Published | None) -> tuple[Published | None, tuple[Problem, ...]]:
    """Return a row's own date, else the caller's; a date that is none is a problem, and the date is unknown."""
    if value is None or value == "":
        return given, ()
    written = str(value) if isinstance(value, int) else value
    date = iso_date(written) if isinstance(written, str) else None
    if date is not None:
        return Published(value=date, basis="given"), ()
    message = f"{str(value)[:60]!r} is not a publication date; read are {WHAT_IS_READ}"
    problem = Problem(stage="read", code="published-unknown", span=None, message=words_or_none(message) or "")
    return Published(value=None, basis=None), (problem,)


def _lines(stream: IO[bytes], limit: int) -> Iterator[bytes | int]:
    """Yield the lines of a stream without their breaks; of one that is longer than the limit its size in bytes."""
    head = stream.readline(limit + 1)
    wide = next((name for mark, name in MARKS if head.startswith(mark) and name != "utf-8"), None)
    if wide is not None:
        text = decoded(head + stream.read(limit)).text
        yield from (line.encode() for line in text.split("\n"))
        return
    line = head.removeprefix(MARKS[0][0])
    while line:
        if len(line) > limit and not line.endswith(b"\n"):
            size = len(line)
            while line and not line.endswith(b"\n"):
                line = stream.readline(PIECE)
                size += len(line)
            yield size
        else:
            yield line.rstrip(b"\r\n")
        line = stream.readline(limit + 1)


JSONL = Reader(name="jsonl", suffixes=(".jsonl", ".ndjson", ".jsonlines"), recognises=recognises, read=read_jsonl)
