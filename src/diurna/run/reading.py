"""The Python door: text to reading, many texts to many readings."""

import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from diurna.errors import ReadError
from diurna.ledger.confidence import confident
from diurna.mark.vague import OURS, vague_profile
from diurna.readers.jsonl import read_jsonl
from diurna.readers.reader import Blob
from diurna.readers.sources import LONGEST, document_of
from diurna.records import Document, Reading
from diurna.run.settings import confidence, publication_date
from diurna.run.shards import read_all

Item = str | tuple[str, str | dt.date | None] | Mapping[str, Any]
"""A report: its text or page, (text, date), or a row as in JSON lines: `text` or `html`, `id`, `title`, `published`, `url`."""


def read(
    content: str | bytes,
    *,
    published: str | dt.date | None = None,
    url: str | None = None,
    vague: str = OURS,
    min_confidence: float | None = None,
) -> Reading:
    """Read one report given as text or as a web page; `published` is its date, against which "Tuesday" is understood.

    `vague` is the profile of vague words: "ours", or "acled" ("dozens" is 12).  `min_confidence` (0 to 1) leaves out
    findings below it, and links to them.  Strange text is no error: see the reading's `problems`.  Raise ReadError for
    what has no words or is no text, and SettingsError where `published` is not a date, there is no such profile, or
    `min_confidence` is not between 0 and 1.
    """
    least = _least(min_confidence)
    document = _document(content, published=published, url=url)
    return confident(next(read_all(worded([document], vague))), least)


def read_many(
    items: Iterable[Item], *, workers: int | None = None, vague: str = OURS, min_confidence: float | None = None
) -> Iterator[Reading]:
    """Read reports one after the other and yield their readings in the same order.

    `workers` above 1 reads in that many processes, to the same bytes; None reads in this one.  `vague` is the profile of
    vague words, `min_confidence` what a finding must have.  Raise ReadError naming the item (counted from 1) that cannot
    be read.
    """
    least = _least(min_confidence)
    documents = (_item(item, number) for number, item in enumerate(items, 1))
    return (confident(reading, least) for reading in read_all(worded(documents, vague), workers=workers or 1))


def worded(documents: Iterable[Document], vague: str) -> Iterator[Document]:
    """Return documents to be read by a profile of vague words; raise SettingsError at once where there is none such."""
    vague_profile(vague)
    return (msgspec.structs.replace(document, vague=vague) for document in documents)


def _least(min_confidence: float | None) -> float | None:
    return None if min_confidence is None else confidence(min_confidence)


def _item(item: Item, number: int) -> Document:
    try:
        if isinstance(item, str):
            return _document(item)
        if isinstance(item, Mapping):
            return _row(item)
        if isinstance(item, tuple) and len(item) == 2:
            return _document(item[0], published=item[1])
    except ReadError as error:
        raise ReadError(f"item {number}", error.reason) from None
    raise ReadError(f"item {number}", f"{type(item).__name__} is neither text, (text, published) nor a row")


def _row(row: Mapping[str, Any]) -> Document:
    line = json.dumps(dict(row), default=str).encode()
    document = next(read_jsonl(Blob(source="-", stream=io.BytesIO(line), published=None, longest=LONGEST)))
    if isinstance(document, ReadError):
        raise document
    return document


def _document(content: str | bytes, *, published: str | dt.date | None = None, url: str | None = None) -> Document:
    told = published.isoformat() if isinstance(published, dt.date) else published
    return document_of(content, published=publication_date(told) if told else None, url=url)
