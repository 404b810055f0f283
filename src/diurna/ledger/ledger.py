"""The ledger: readings kept on disk, each article once, and questions to them."""

import os
import secrets
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from diurna.errors import LedgerError, QueryError
from diurna.ledger.confidence import below, mended
from diurna.ledger.found import Found, in_context
from diurna.ledger.parts import Part, coding, part_names, sweep, sync_folder, write_part
from diurna.ledger.query import Kind, question
from diurna.ledger.tables import tables_sha256
from diurna.ledger.views import asked, connected
from diurna.records import SCHEMA, Article, Event, Figure, Filter, Finding, Reading, Record, Statement

LEDGER_SCHEMA = "diurna/ledger/1"
KIND_OF_PREFIX: dict[str, Kind] = {"s:": "statements", "e:": "events", "f:": "figures"}
ALL = Filter()
Wanted = TypeVar("Wanted", Statement, Event, Figure)


class LedgerFile(Record, frozen=True, kw_only=True):
    """What `ledger.json` says: the schema of the ledger, of its readings, and the hash of its tables."""

    schema: str
    reading: str
    tables: str


def open_ledger(folder: str | Path, *, create: bool = False) -> "Ledger":
    """Open a ledger; make it where `create` is set and there is none; raise LedgerError for anything else."""
    folder = Path(folder).absolute()
    if create and not (folder / "ledger.json").exists():
        _make(folder)
    _check(folder)
    return Ledger(folder)


class Ledger:
    """Readings in a folder of immutable parts; open it with `diurna.open`, use it in a `with` block.

    Every question sees all parts that were whole when it was asked, also those of other processes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._parts = folder / "parts"
        self._names: tuple[str, ...] | None = None
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._known: dict[str, set[str]] = {}
        self._broken: set[str] = set()
        self._known_parts: set[str] = set()
        self._looked: int | None = None
        self._swept = False
        self._json_of = lru_cache(maxsize=64)(self._read_part)
        self._reading_of = lru_cache(maxsize=256)(self._decoded)
        self._below_of = lru_cache(maxsize=256)(self._below)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection; the ledger may be used again and opens a new one."""
        if self._connection is not None:
            self._connection.close()
        self._connection, self._names = None, None

    # --- writing

    def write(self, readings: Iterable[Reading]) -> Part | None:
        """Add readings as one part, at once or not at all; None where nothing was new."""
        if not self._swept:
            sweep(self._parts)
            self._swept = True
        new: dict[str, Reading] = {}
        for reading in readings:
            if not self.knows(reading.article.id, coding(reading.article, reading.provenance)):
                new.setdefault(reading.article.id, reading)
        self._looked = None
        return write_part(self._parts, tuple(new.values())) if new else None

    def knows(self, article: str, coded: str | None = None) -> bool:
        """Tell whether the ledger holds an article: by this coding, or by any that did not fail where none is given."""
        self._learn()
        if coded is not None:
            return coded in self._known.get(article, ())
        return article in self._known and article not in self._broken

    def _learn(self) -> None:
        """Take note of the articles in parts that have appeared since the last look."""
        changed = self._parts.stat().st_mtime_ns
        if changed == self._looked:
            return
        names = set(part_names(self._parts)) - self._known_parts
        for name in sorted(names):
            rows = _parquet(self._parts / name / "seen.parquet", ["article", "coding", "failed"])
            for row in rows.to_pylist():
                codings = self._known.setdefault(row["article"], set())
                if not row["failed"]:
                    self._broken.discard(row["article"])
                elif not codings:
                    self._broken.add(row["article"])
                codings.add(row["coding"])
        self._known_parts |= names
        self._looked = changed

    # --- asking

    def query(self, kind: Kind, wanted: Filter = ALL) -> Iterator[Found]:
        """Yield the findings that a filter wants, each in its context, by date, part and place in the article."""
        for reading, record in self._findings(kind, wanted):
            yield in_context(reading, record)

    def statements(self, wanted: Filter = ALL) -> Iterator[Statement]:
        """Yield the statements that a filter wants."""
        return (record for _, record in self._findings("statements", wanted) if isinstance(record, Statement))

    def events(self, wanted: Filter = ALL) -> Iterator[Event]:
        """Yield the events that a filter wants."""
        return (record for _, record in self._findings("events", wanted) if isinstance(record, Event))

    def figures(self, wanted: Filter = ALL) -> Iterator[Figure]:
        """Yield the figures that a filter wants."""
        return (record for _, record in self._findings("figures", wanted) if isinstance(record, Figure))

    def articles(self) -> Iterator[Article]:
        """Yield every article once."""
        return (reading.article for reading in self.readings())

    def readings(self) -> Iterator[Reading]:
        """Yield every reading in force, part by part, in the order in which a part's articles were read."""
        current = set(self._rows("select part, id from articles"))
        for part in sorted({part for part, _ in current}):
            for article in self._json_of(part):
                if (part, article) in current:
                    yield self._reading_of(part, article)

    def reading(self, name: str) -> Reading:
        """Return the reading that holds an id: an article's or a finding's; raise QueryError where none does."""
        kind = KIND_OF_PREFIX.get(name[:2])
        text = f"select part, article from {kind}" if kind else "select part, id from articles"  # noqa: S608 - our names
        for part, article in self._rows(f"{text} where id = $id order by part limit 1", {"id": name}):
            return self._reading_of(part, article)
        raise QueryError(f"{name}: not in the ledger {self.folder}")

    def found(self, name: str) -> Found:
        """Return the finding that has an id, in its context; raise QueryError where the ledger has none."""
        reading, record = self.reading(name), self.record(name)
        if isinstance(record, Article):
            raise QueryError(f"{name}: an article, not a finding")
        return in_context(reading, record)

    def first_seen(self, article: str) -> str | None:
        """Return when the ledger first took in an article, UTC, None where it has not."""
        rows = self._rows("select cast(first_seen as varchar) from articles where id = $id", {"id": article})
        return rows[0][0] if rows else None

    def record(self, name: str) -> Article | Finding:
        """Return the article or finding that has an id; raise QueryError where the ledger has none."""
        reading = self.reading(name)
        kind = KIND_OF_PREFIX.get(name[:2])
        findings: tuple[Finding, ...] = getattr(reading, kind) if kind else ()
        return next((finding for finding in findings if finding.id == name), reading.article)

    def sql(self, text: str) -> pa.Table:
        """Answer one SELECT over the views `articles`, `readings` and one per kind of record (`actors`, `events`, …).

        Raise QueryError for anything that could write or reach outside the ledger.
        """
        return asked(self._connected(), text)

    def _findings(self, kind: Kind, wanted: Filter) -> Iterator[tuple[Reading, Finding]]:
        text, parameters = question(kind, wanted, self._connected())
        for part, article, number in self._rows(text, parameters):
            reading = self._reading_of(part, article)
            yield reading, mended(getattr(reading, kind)[number], self._below_of(part, article, wanted.min_confidence))

    def _below(self, part: str, article: str, least: float | None) -> dict[str, str | None]:
        return below(self._reading_of(part, article), least)

    def _rows(self, text: str, parameters: dict[str, str | int | float] | None = None) -> list[tuple[Any, ...]]:
        try:
            return self._connected().execute(text, parameters or {}).fetchall()
        except duckdb.Error as error:
            raise LedgerError(f"{self.folder}: {error}") from error

    def _connected(self) -> duckdb.DuckDBPyConnection:
        names = part_names(self._parts)
        if self._connection is None or names != self._names:
            self.close()
            try:
                self._connection = connected(self._parts, names)
            except duckdb.Error as error:
                raise LedgerError(f"{self.folder}: {error}") from error
            self._names = names
        return self._connection

    def _decoded(self, part: str, article: str) -> Reading:
        try:
            return msgspec.json.decode(self._json_of(part)[article], type=Reading)
        except (KeyError, msgspec.DecodeError) as error:
            raise LedgerError(f"{self._parts / part}: article {article}: {error}") from error

    def _read_part(self, name: str) -> dict[str, str]:
        rows = _parquet(self._parts / name / "articles.parquet", ["article", "reading"])
        return dict(zip(rows["article"].to_pylist(), rows["reading"].to_pylist(), strict=True))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        strange = [path.name for path in folder.iterdir() if path.name != "parts" and not path.name.startswith(".")]
        if strange and strange != ["ledger.json"]:
            raise LedgerError(f"{folder}: not a ledger, and not empty (it holds {strange[0]!r}); name a new folder")
        (folder / "parts").mkdir(exist_ok=True)
        told = LedgerFile(schema=LEDGER_SCHEMA, reading=SCHEMA, tables=tables_sha256())
        temporary = folder / f".ledger.json.{secrets.token_hex(4)}.tmp"
        with temporary.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(told)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / "ledger.json")
        sync_folder(folder)
    except OSError as error:
        raise LedgerError(f"{folder}: cannot make a ledger here: {error.strerror}") from error


def _check(folder: Path) -> None:
    try:
        told = msgspec.json.decode((folder / "ledger.json").read_bytes(), type=LedgerFile)
    except FileNotFoundError:
        raise LedgerError(f"{folder}: no ledger here; `diurna ingest` makes one") from None
    except (OSError, msgspec.DecodeError) as error:
        raise LedgerError(f"{folder / 'ledger.json'}: {error}") from error
    here = LedgerFile(schema=LEDGER_SCHEMA, reading=SCHEMA, tables=tables_sha256())
    if told != here:
        raise LedgerError(
            f"{folder}: made by another version of diurna ({told.schema}, {told.reading}, tables {told.tables[:8]}); "
            f"this one reads {here.schema}, {here.reading}, tables {here.tables[:8]}: ingest into a new folder"
        )
    if not (folder / "parts").is_dir():
        raise LedgerError(f"{folder}: damaged: its folder 'parts' is missing")


def _parquet(path: Path, columns: list[str]) -> pa.Table:
    try:
        return pq.read_table(path, columns=columns)
    except (OSError, pa.ArrowInvalid) as error:
        raise LedgerError(f"{path}: {error}") from error
