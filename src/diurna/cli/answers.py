"""Answers of the ledger as a table, as JSON lines or as CSV."""

import csv
import io
import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

import msgspec

from diurna.cli.lines import bounds, content, days, event_type, figure_words, number, party_name, place_name, who
from diurna.cli.session import console, told
from diurna.ledger.found import Found
from diurna.records import Event, Figure, Statement


class Format(StrEnum):
    """How answers are written."""

    table = "table"
    json = "json"
    csv = "csv"


Cells = dict[str, str | None]


def write_found(answers: Iterable[Found], kind: str, form: Format) -> int:
    """Write findings in their context; return how many there were."""
    if form is Format.json:
        return _json_lines(answers)
    return _rows((cells(found) for found in answers), list(COLUMNS[kind]), form)


def write_table(columns: list[str], rows: Iterable[dict[str, Any]], form: Format) -> int:
    """Write rows of a SELECT; nested values become JSON; return how many there were."""
    if form is Format.json:
        return _json_lines(rows)
    plain = ({name: _plain(value) for name, value in row.items()} for row in rows)
    return _rows(plain, columns, form)


def cells(found: Found) -> Cells:
    """Return a finding as one row of plain cells."""
    record, article = found.record, found.article
    row = ROWS[type(record)](found, record) | {
        "published": article.published.value,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "article": article.id,
        "id": record.id,
        "rule": record.rule,
        "confidence": f"{record.confidence:.2f}",
    }
    return {name: row.get(name) for name in COLUMNS[found.kind]}


def _statement(found: Found, record: Statement) -> Cells:
    return {
        "speaker": who(found, record.speakers),
        "addressee": who(found, record.addressees),
        "act": record.act,
        "polarity": record.polarity,
        "kind": record.kind,
        "cue": "; ".join(found.words.get("cue", ())),
        "content": content(found),
    }


def _event(found: Found, record: Event) -> Cells:
    return {
        "actor": who(found, record.actors),
        "event": event_type(record),
        "recipient": who(found, record.recipients),
        "place": place_name(found, record.place),
        "date": days(record.date),
        "status": record.status,
        "claimed_by": party_name(found, record.claimed_by),
        "cameo": record.cameo,
        "trigger": "; ".join(found.words.get("trigger", ())),
    }


def _figure(found: Found, record: Figure) -> Cells:
    return {
        "figure": figure_words(found, record),
        "category": record.category,
        "bounds": bounds(record),
        "low": number(record.low),
        "best": number(record.best),
        "high": number(record.high),
        "unit": record.unit,
        "according_to": party_name(found, record.source),
        "place": place_name(found, record.place),
        "date": days(record.date),
        "status": record.status,
    }


ROWS: dict[type, Callable[[Found, Any], Cells]] = {Statement: _statement, Event: _event, Figure: _figure}

ARTICLE = ("published", "source", "url", "title", "article", "id", "rule", "confidence")
COLUMNS: dict[str, tuple[str, ...]] = {
    "statements": ("speaker", "addressee", "act", "polarity", "kind", "cue", "content", *ARTICLE),
    "events": (
        "actor", "event", "recipient", "place", "date", "status", "claimed_by", "cameo", "trigger", *ARTICLE,
    ),
    "figures": (
        "figure", "category", "bounds", "low", "best", "high", "unit", "according_to", "place", "date", "status", *ARTICLE,
    ),
}  # fmt: skip
"""Every column of the CSV, in order."""

IN_TABLE: dict[str, tuple[str, ...]] = {
    "statements": ("published", "speaker", "addressee", "act", "content", "id"),
    "events": ("date", "actor", "event", "recipient", "place", "status", "id"),
    "figures": ("date", "figure", "bounds", "according_to", "place", "id"),
}
"""The columns that fit on a screen."""


def _json_lines(answers: Iterable[Any]) -> int:
    count = 0
    for answer in answers:
        told(msgspec.json.encode(answer, enc_hook=str) + b"\n")
        count += 1
    return count


def _rows(rows: Iterable[Cells], columns: list[str], form: Format) -> int:
    return _csv(rows, columns) if form is Format.csv else _table(rows, columns)


def _csv(rows: Iterable[Cells], columns: list[str]) -> int:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow(row)
        count += 1
        told(buffer.getvalue().encode())
        buffer.seek(0)
        buffer.truncate()
    told(buffer.getvalue().encode())
    return count


def _table(rows: Iterable[Cells], columns: list[str]) -> int:
    from rich.table import Table  # noqa: PLC0415 - heavy

    kind = next((kind for kind, names in COLUMNS.items() if columns == list(names)), None)
    shown = IN_TABLE[kind] if kind else tuple(columns)
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in shown:
        table.add_column(name.replace("_", " "), overflow="fold", no_wrap=name in {"id", "published"})
    listed = [tuple(row.get(name) or "" for name in shown) for row in rows]
    for row in listed:
        table.add_row(*row)
    if listed:
        console().print(table)
        sys.stdout.flush()
    return len(listed)


def _plain(value: Any) -> str | None:  # noqa: ANN401 - any value of a SELECT
    if value is None or isinstance(value, str):
        return value
    return msgspec.json.encode(value, enc_hook=str).decode().strip('"')
