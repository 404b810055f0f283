"""The user's own table of office holders, which `diurna actors update` pulls and which overrides `leaders.tsv`.

It stands in the user's data folder (on Linux `$XDG_DATA_HOME/diurna/actors/leaders.tsv`), has the columns of our table
and one more, `wikidata`, and is read once per process.  Without the file nothing changes.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

import msgspec
import platformdirs

from diurna.errors import RuleError
from diurna.records import sha256

COLUMNS = ("id", "name", "aliases", "country", "title", "sector", "begin", "end", "sure", "wikidata")
LISTS = frozenset({"aliases", "sector"})


class Office(Protocol):
    """What a row of either table tells: a person and one office, held from `begin` to `end` (ISO, perhaps a year only)."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def aliases(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def country(self) -> str | None: ...  # noqa: D102
    @property
    def title(self) -> str | None: ...  # noqa: D102
    @property
    def begin(self) -> str | None: ...  # noqa: D102
    @property
    def end(self) -> str | None: ...  # noqa: D102


Row = TypeVar("Row", bound=Office)
Shape = TypeVar("Shape", bound=msgspec.Struct)


class UserTable(NamedTuple):
    """The file as it stands: `about` are its comment lines, `rows` its cells by column, `sha256` the hash over the rows."""

    path: Path
    about: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    sha256: str


def actors_folder() -> Path:
    """Return the folder of the user's table and of the pages it is pulled from; it need not exist."""
    return platformdirs.user_data_path("diurna", appauthor=False) / "actors"


def table_path() -> Path:
    """Return where the user's table stands, if there is one."""
    return actors_folder() / "leaders.tsv"


def read_table(path: Path) -> UserTable | None:
    """Return a user's table, None where there is no such file; raise RuleError naming file and line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(path, str(error)) from error
    about = tuple(line.lstrip("# ") for line in lines if line.startswith("#"))
    told = [(at, line.split("\t")) for at, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    header = told[0][1] if told else []
    for at, cells in told:
        if len(cells) != len(header):
            raise _wrong(path, f"line {at}: {len(cells)} cells, the header has {len(header)}")
    if told and not {"id", "name", "country", "title"} <= set(header):
        raise _wrong(path, "the header must name id, name, country and title")
    rows = tuple(dict(zip(header, cells, strict=True)) for _, cells in told[1:])
    return UserTable(path, about, rows, sha256("\n".join("\t".join(cells) for _, cells in told)))


@cache
def user_table() -> UserTable | None:
    """Return the user's table as this process uses it, None where there is none."""
    return read_table(table_path())


def user_rows(shape: type[Shape]) -> tuple[Shape, ...]:
    """Return the rows of the user's table in the shape of ours; columns that ours does not have are passed over."""
    table = user_table()
    return shaped(table, shape) if table else ()


def shaped(table: UserTable, shape: type[Shape]) -> tuple[Shape, ...]:
    """Return the rows of a table in a shape; raise RuleError naming the row that does not fit."""
    fields = msgspec.structs.fields(shape)
    rows = []
    for row in table.rows:
        cells = {field.name: _cell(field.name, row.get(field.name, "")) for field in fields}
        told = {field.name: cells[field.name] for field in fields if field.required or cells[field.name] is not None}
        try:
            rows.append(msgspec.convert(told, shape))
        except msgspec.ValidationError as error:
            raise _wrong(table.path, f"row {row['id']!r}: {error}") from error
    return tuple(rows)


@cache
def wikidata_ids() -> dict[str, str]:
    """Return the Wikidata items of the actors of the user's table by actor id."""
    table = user_table()
    return {row["id"]: row["wikidata"] for row in table.rows if row.get("wikidata")} if table else {}


def overriding(ours: Iterable[Row], users: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return our rows and the user's, where the user's override ours by country and title.

    From the first day that the user's rows know of an office, ours no longer count: those that begin on it or later are
    dropped, and one that is still open on it ends there.  What ours tell of the time before stays, and so does the
    name of a person whom both tables list; the other table's names become aliases.
    """
    ours = tuple(ours)
    if not users:
        return ours
    first: dict[tuple[str | None, str | None], str] = {}
    for row in users:
        office = row.country, row.title
        first[office] = min(first.get(office, "9999"), row.begin or "")
    left = []
    for row in ours:
        since = first.get((row.country, row.title), "9999")
        if (row.begin or "") < since:
            left.append(row if (row.end or "") and str(row.end) < since else _ended(row, since))
    return _named_once((*left, *users), ours)


def _ended(row: Row, since: str) -> Row:
    return row if since == "9999" else _replaced(row, end=since)


def _named_once(rows: tuple[Row, ...], ours: tuple[Row, ...]) -> tuple[Row, ...]:
    """Give all rows of one person the same name, ours where we have one, and the aliases of all."""
    names: dict[str, str] = {}
    aliases: dict[str, dict[str, None]] = {}
    for row in (*ours, *rows):
        names.setdefault(row.id, row.name)
        aliases.setdefault(row.id, {}).update(dict.fromkeys((row.name, *row.aliases)))
    return tuple(
        _replaced(row, name=names[row.id], aliases=tuple(name for name in aliases[row.id] if name != names[row.id]))
        for row in rows
    )


def _replaced(row: Row, **changes: object) -> Row:
    return msgspec.structs.replace(row, **changes)  # type: ignore[type-var]  # every row is a struct


def _wrong(path: Path, what: str) -> RuleError:
    return RuleError(f"{path}: {what} (mend it, or remove it with `diurna actors forget`)")


def _cell(key: str, cell: str) -> object:
    if key in LISTS:
        return tuple(part.strip() for part in cell.split("|") if part.strip())
    return cell.strip() or None
