"""The Python door: text to reading, many texts to many readings."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from diurna.errors import ReadError, SettingsError
from diurna.readers.articles import article
from diurna.records import Document, Published, Reading, sha256
from diurna.run.settings import iso_date
from diurna.run.shards import read_all

Item = str | tuple[str, str | dt.date | None] | Mapping[str, Any]
"""A report: its text, (text, date), or a row with `text` and maybe `id`, `url`, `title`, `published`, `outlet`."""

BATCH = 4
"""Articles that go to a worker together: few, so that the first readings come soon."""


def read(text: str, *, published: str | dt.date | None = None, url: str | None = None) -> Reading:
    """Read one report given as text or HTML; `published` is its ISO date, against which "Tuesday" is understood.

    Strange text is no error: see the reading's `problems`.  Raise SettingsError where `published` is not a date.
    """
    return next(read_all([_document(text, published=published, url=url, source="-")]))


def read_many(items: Iterable[Item], *, workers: int | None = None) -> Iterator[Reading]:
    """Read reports one after the other and yield their readings in the same order.

    `workers` above 1 reads in that many processes, to the same bytes; None reads in this one.
    """
    return read_all(map(_item, items), workers=workers or 1, shard=BATCH)


def _item(item: Item) -> Document:
    if isinstance(item, str):
        return _document(item, published=None, url=None, source="-")
    if isinstance(item, Mapping):
        return _row(item)
    if isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str):
        return _document(item[0], published=item[1], url=None, source="-")
    raise ReadError("-", f"cannot read {type(item).__name__}: give text, (text, published) or a row with 'text'")


def _row(row: Mapping[str, Any]) -> Document:
    if not isinstance(row.get("text"), str):
        raise ReadError(str(row.get("id") or "-"), "the row has no 'text'")
    return _document(row["text"], published=row.get("published"), url=row.get("url"), source=str(row.get("id") or "-"))


def _document(text: str, *, published: str | dt.date | None, url: str | None, source: str) -> Document:
    told = published.isoformat() if isinstance(published, dt.date) else published
    if told is not None and iso_date(told) is None:
        raise SettingsError(f"published: {told!r} is not a date (write YYYY-MM-DD)")
    basis = Published(value=told, basis="given" if told else None)
    made = article(text, source=source, url=url, published=basis)
    return Document(article=made, raw_sha256=sha256(text), raw_encoding="utf-8", extractor=None)
