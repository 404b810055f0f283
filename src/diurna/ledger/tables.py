"""The tables of a ledger part, derived from the record types: Arrow schemas, and the rows that a reading gives.

One table per kind of record that a reading holds, plus `articles`, which also keeps the whole reading as JSON.
A span becomes `{start, end, words}`, so that a query sees the words without slicing the text.
"""

import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

import msgspec
import msgspec.inspect as inspected
import pyarrow as pa

from diurna.records import Article, Provenance, Reading, Span

LAYOUT = ("paragraphs", "sentences", "blocks")
"""Fields of an article whose spans go without words: they would repeat the whole text."""

SPAN = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("words", pa.string())])
BARE_SPAN = pa.struct([("start", pa.int64()), ("end", pa.int64())])

SCALARS: dict[type[inspected.Type], pa.DataType] = {
    inspected.StrType: pa.string(),
    inspected.LiteralType: pa.string(),
    inspected.IntType: pa.int64(),
    inspected.FloatType: pa.float64(),
    inspected.BoolType: pa.bool_(),
}

Cell = Callable[[Any, str], Any]


class Column(NamedTuple):
    """How one field is stored: its Arrow type, and the function from (value, text of the article) to a cell."""

    type: pa.DataType
    cell: Cell


class Table(NamedTuple):
    """One kind of record on disk: its schema and the columns that come from the record type."""

    schema: pa.Schema
    columns: dict[str, Column]


@cache
def tables() -> dict[str, Table]:
    """Return every table of a part by name; `part` and `article` say where a row belongs, `ordinal` its place there."""
    own = [("part", pa.string()), ("article", pa.string())]
    articles = _columns(Article) | {"provenance": _struct(Provenance, words=False)}
    made = {"articles": Table(_schema([*own, ("reading", pa.string())], articles), articles)}
    for field in msgspec.structs.fields(Reading):
        kind = inspected.type_info(field.type)
        if isinstance(kind, inspected.VarTupleType) and isinstance(kind.item_type, inspected.StructType):
            columns = _columns(kind.item_type.cls)
            made[field.name] = Table(_schema([*own, ("ordinal", pa.int64())], columns), columns)
    return made


@cache
def tables_sha256() -> str:
    """Return the hash of all schemas: two ledgers with the same hash can be read together."""
    told = "\n".join(f"{name} {_told(pa.struct(list(table.schema)))}" for name, table in sorted(tables().items()))
    return hashlib.sha256(told.encode()).hexdigest()


def _told(kind: pa.DataType) -> str:
    """Spell a type in our own words: Arrow's change from version to version."""
    if pa.types.is_struct(kind):
        return "{" + ", ".join(f"{field.name}: {_told(field.type)}" for field in kind) + "}"
    return f"[{_told(kind.value_type)}]" if pa.types.is_list(kind) else str(kind)


def arrow_tables(readings: Iterable[Reading], *, part: str) -> dict[str, pa.Table]:
    """Return the rows of some readings as one Arrow table per kind of record."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in tables()}
    for reading in readings:
        _collect(rows, reading, part)
    return {name: pa.Table.from_pylist(rows[name], schema=table.schema) for name, table in tables().items()}


def _collect(rows: dict[str, list[dict[str, Any]]], reading: Reading, part: str) -> None:
    article = reading.article
    own = {"part": part, "article": article.id}
    for name, table in tables().items():
        if name == "articles":
            cells = {field: getattr(article, field) for field in Article.__struct_fields__}
            cells["provenance"] = reading.provenance
            told = {field: column.cell(cells[field], article.text) for field, column in table.columns.items()}
            rows[name].append(own | {"reading": msgspec.json.encode(reading).decode()} | told)
            continue
        for ordinal, record in enumerate(getattr(reading, name)):
            told = {field: column.cell(getattr(record, field), article.text) for field, column in table.columns.items()}
            rows[name].append(own | {"ordinal": ordinal} | told)


def _schema(own: list[tuple[str, pa.DataType]], columns: dict[str, Column]) -> pa.Schema:
    return pa.schema([*own, *((name, column.type) for name, column in columns.items())])


def _columns(record: type) -> dict[str, Column]:
    return {
        field.name: _column(inspected.type_info(field.type), words=field.name not in LAYOUT)
        for field in msgspec.structs.fields(record)
    }


def _column(kind: inspected.Type, *, words: bool) -> Column:
    if isinstance(kind, inspected.StructType):
        return _struct(kind.cls, words=words)
    if isinstance(kind, inspected.VarTupleType):
        return _list(_column(kind.item_type, words=words))
    if isinstance(kind, inspected.UnionType):
        return _union(kind, words=words)
    return Column(SCALARS[type(kind)], _same)


def _struct(record: type, *, words: bool) -> Column:
    if record is Span:
        return Column(SPAN, _span) if words else Column(BARE_SPAN, _bare_span)
    members = {
        field.name: _column(inspected.type_info(field.type), words=words) for field in msgspec.structs.fields(record)
    }

    def cell(value: Any, text: str) -> dict[str, Any]:  # noqa: ANN401 - any record
        return {name: member.cell(getattr(value, name), text) for name, member in members.items()}

    return Column(pa.struct([(name, member.type) for name, member in members.items()]), cell)


def _list(item: Column) -> Column:
    def cell(value: Iterable[Any], text: str) -> list[Any]:
        return [item.cell(each, text) for each in value]

    return Column(pa.list_(item.type), cell)


def _union(kind: inspected.UnionType, *, words: bool) -> Column:
    """Store `X | None` as a nullable X, numbers as a double, and any other mixture as its JSON."""
    members = [member for member in kind.types if not isinstance(member, inspected.NoneType)]
    if all(isinstance(member, inspected.IntType | inspected.FloatType) for member in members):
        return Column(pa.float64(), _number) if len(members) > 1 else _optional(_column(members[0], words=words))
    if len(members) == 1:
        return _optional(_column(members[0], words=words))
    return Column(pa.string(), _json)


def _optional(column: Column) -> Column:
    def cell(value: Any, text: str) -> Any:  # noqa: ANN401 - any value
        return None if value is None else column.cell(value, text)

    return Column(column.type, cell)


def _same(value: Any, _: str) -> Any:  # noqa: ANN401 - any scalar
    return value


def _number(value: float | None, _: str) -> float | None:
    return None if value is None else float(value)


def _json(value: Any, _: str) -> str | None:  # noqa: ANN401 - any record
    return None if value is None else msgspec.json.encode(value).decode()


def _span(value: Span, text: str) -> dict[str, Any]:
    return {"start": value.start, "end": value.end, "words": value.of(text)}


def _bare_span(value: Span, _: str) -> dict[str, Any]:
    return {"start": value.start, "end": value.end}
