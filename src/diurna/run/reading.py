"""The Python door: text to reading, many texts to many readings."""

import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from diurna.errors import ReadError
from diurna.readers.jsonl import read_jsonl
from diurna.readers.reader import Blob
from diurna.readers.sources import LONGEST, document_of
from diurna.records import Document, Reading
from diurna.run.settings import publication_date
from diurna.run.shards import read_all

Item = str | tuple[str, str | dt.date | None] | Mapping[str, Any]
"""A report: its text or page, (text, date), or a row as in JSON lines: `text` or `html`, `id`, `title`, `published`, `url`."""


def read(content: str | bytes, *, published: str | dt.date | None = None, url: str | None = None) -> Reading:
    """Read one report given as text or as a web page; `published` is its date, against which "Tuesday" is understood.

    Strange text is no error: see the reading's `problems`.  Raise ReadError for what has no words or is no text, and
    SettingsError where `published` is not a date.
    """
    return next(read_all([_document(content, published=published, url=url)]))


def read_many(items: Iterable[Item], *, workers: int | None = None) -> Iterator[Reading]:
    """Read reports one after the other and yield their readings in the same order.

    `workers` above 1 reads in that many processes, to the same bytes; None reads in this one.  Raise ReadError naming
    the item (counted from 1) that cannot be read.
    """
    return read_all((_item(item, number) for number, item in enumerate(items, 1)), workers=workers or 1)


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
