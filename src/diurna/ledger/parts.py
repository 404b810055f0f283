"""Parts: immutable folders of Parquet files that appear at once or not at all.

    DIR/ledger.json                  what kind of ledger this is
    DIR/parts/<name>/<table>.parquet one part: every table of some readings
    DIR/parts/.<name>.<mark>.tmp/    a part being written; ignored, and swept when old

A part is named by what went into it, so that the same readings written twice are one part.
"""

import hashlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from diurna.ledger.tables import arrow_tables, tables_sha256
from diurna.records import SCHEMA, Article, Provenance, Reading, Record

PART_NAME = re.compile(r"[0-9a-f]{32}")
OLD = 3_600.0
"""Seconds after which a folder that is still being written must belong to a process that died."""

SEEN = pa.schema(
    [
        ("part", pa.string()),
        ("article", pa.string()),
        ("coding", pa.string()),
        ("failed", pa.bool_()),
        ("seen", pa.timestamp("us")),
    ]
)
"""The ledger's own table: when (UTC) it took in a reading, by what coding, and whether reading had failed."""


class Part(Record, frozen=True, kw_only=True):
    """A part on disk, and the articles in it."""

    name: str
    path: str
    articles: tuple[str, ...]


def coding(article: Article, provenance: Provenance) -> str:
    """Return 24 hex digits for how an article is coded: version, rules, models, gazetteer, settings, date given."""
    how = (
        provenance.diurna,
        provenance.rules_sha256,
        provenance.models,
        provenance.gazetteer_sha256,
        provenance.settings_sha256,
        provenance.extractor,
        article.published,
    )
    return hashlib.sha256(msgspec.json.encode((SCHEMA, tables_sha256(), how))).hexdigest()[:24]


def failed(reading: Reading) -> bool:
    """Tell whether reading the article broke off, so that the reading holds nothing but the problem."""
    return any(problem.stage == "run" for problem in reading.problems)


def part_name(readings: Sequence[Reading]) -> str:
    """Return the name of a part: 32 hex digits over the articles in their order and how they were coded."""
    digest = hashlib.sha256(f"{SCHEMA}\n{tables_sha256()}\n".encode())
    for reading in readings:
        digest.update(msgspec.json.encode((reading.article, reading.provenance, failed(reading))))
    return digest.hexdigest()[:32]


def write_part(folder: Path, readings: Sequence[Reading]) -> Part | None:
    """Write readings as one part; return None where the part exists, whoever wrote it."""
    name = part_name(readings)
    part = Part(name=name, path=str(folder / name), articles=tuple(reading.article.id for reading in readings))
    if (folder / name).exists():
        return None
    temporary = folder / f".{name}.{secrets.token_hex(4)}.tmp"
    temporary.mkdir()
    try:
        for table, rows in {**arrow_tables(readings, part=name), "seen": _seen(readings, name)}.items():
            _write(temporary / f"{table}.parquet", rows)
        sync_folder(temporary)
        written = _renamed(temporary, folder / name)
        sync_folder(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return part if written else None


def part_names(folder: Path) -> tuple[str, ...]:
    """Return the names of all parts that are whole, sorted."""
    return tuple(sorted(path.name for path in folder.iterdir() if PART_NAME.fullmatch(path.name)))


def sweep(folder: Path, *, older_than: float = OLD) -> int:
    """Remove what dead processes left half written; return how many folders went."""
    left = [path for path in folder.glob(".*.tmp") if time.time() - _modified(path) > older_than]
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
    return len(left)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows has no such thing."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _seen(readings: Sequence[Reading], name: str) -> pa.Table:
    now = datetime.now(UTC).replace(tzinfo=None)
    rows = [
        {
            "part": name,
            "article": reading.article.id,
            "coding": coding(reading.article, reading.provenance),
            "failed": failed(reading),
            "seen": now,
        }
        for reading in readings
    ]
    return pa.Table.from_pylist(rows, schema=SEEN)


def _write(path: Path, rows: pa.Table) -> None:
    with path.open("wb") as file:
        pq.write_table(rows, file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())


def _renamed(temporary: Path, final: Path) -> bool:
    """Give the folder its name; False where another process was first."""
    try:
        temporary.rename(final)
    except OSError:
        if final.exists():
            return False
        raise
    return True


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return time.time()
