"""Documents into a ledger: what is known is passed over, the rest is read and written part by part."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

import msgspec

from diurna.errors import ReadError
from diurna.ledger.ledger import Ledger
from diurna.ledger.parts import coding, failed
from diurna.mark.dates import dated
from diurna.records import Document, Reading, Record
from diurna.run.pipeline import provenance
from diurna.run.shards import SHARD, read_all

What = Literal["new", "duplicate", "unreadable", "broken"]


class Outcome(Record, frozen=True, kw_only=True):
    """What became of one input.

    new: read and stored; duplicate: the ledger has it; unreadable: the input cannot be read; broken: reading it broke
    off, which is stored with the reason.
    """

    what: What
    source: str
    reason: str | None = None
    problems: int = 0


def _nobody(_: Outcome) -> None:
    """Listen to nothing."""


def ingest(  # noqa: PLR0913 - two things and how to do it
    inputs: Iterable[Document | ReadError],
    ledger: Ledger,
    *,
    workers: int = 1,
    recode: bool = False,
    shard: int = SHARD,
    told: Callable[[Outcome], None] = _nobody,
) -> None:
    """Read inputs into a ledger; `told` hears what became of each, once it is safe on disk.

    An article is known by its id; with `recode` only by its id and the coding in force, so that it is read again after
    rules or models have changed.  Interrupted, the articles that have been read are still written.
    """
    read: list[Reading] = []
    try:
        for reading in read_all(_unknown(inputs, ledger, told, recode=recode), workers=workers):
            read.append(reading)
            if len(read) == shard:
                _store(read, ledger, told)
    finally:
        _store(read, ledger, told)


def _unknown(
    inputs: Iterable[Document | ReadError], ledger: Ledger, told: Callable[[Outcome], None], *, recode: bool
) -> Iterator[Document]:
    """Yield the documents that must be read, and tell of those that need not or cannot be."""
    taken: set[str] = set()
    for document in inputs:
        if isinstance(document, ReadError):
            told(Outcome(what="unreadable", source=document.source, reason=document.reason))
            continue
        article = dated(document.article)
        coded = coding(article, provenance(document))
        if article.id in taken or ledger.knows(article.id, coded) or (not recode and ledger.knows(article.id)):
            told(Outcome(what="duplicate", source=article.source))
            continue
        taken.add(article.id)
        yield msgspec.structs.replace(document, article=article)


def _store(read: list[Reading], ledger: Ledger, told: Callable[[Outcome], None]) -> None:
    stored = tuple(read)
    read.clear()
    ledger.write(stored)
    for reading in stored:
        what: What = "broken" if failed(reading) else "new"
        reason = reading.problems[-1].message.strip().splitlines()[-1] if what == "broken" else None
        told(Outcome(what=what, source=reading.article.source, reason=reason, problems=len(reading.problems)))
