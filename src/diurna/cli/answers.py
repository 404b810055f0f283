"""Answers of the ledger as a table, as JSON lines or as CSV."""

import csv
import io
import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

import msgspec

from diurna.cli.lines import bounds, content, days, event_type, figure_words, line, number, party_name, place_name, who
from diurna.cli.session import console, told, visible
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
    if form is Format.csv:
        return _csv((cells(found) for found in answers), list(COLUMNS[kind]))
    return _table({"date": _day(found), "finding": line(found), "id": found.record.id} for found in answers)


def write_table(columns: list[str], rows: Iterable[dict[str, Any]], form: Format) -> int:
    """Write rows of a SELECT; nested values become JSON; return how many there were."""
    if form is Format.json:
        return _json_lines(rows)
    plain = ({name: _plain(value) for name, value in row.items()} for row in rows)
    return _csv(plain, columns) if form is Format.csv else _table(plain)


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


def _json_lines(answers: Iterable[Any]) -> int:
    count = 0
    for answer in answers:
        told(msgspec.json.encode(answer, enc_hook=str) + b"\n")
        count += 1
    return count


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


def _table(rows: Iterable[Cells]) -> int:
    from rich.table import Table  # noqa: PLC0415 - heavy

    table = Table(box=None, header_style="bold", pad_edge=False)
    for row in rows:
        if not table.columns:
            for name in row:
                table.add_column(name, overflow="fold", no_wrap=name in {"date", "id"})
        table.add_row(*(visible(value or "") for value in row.values()))
    if table.row_count:
        console().print(table)
        sys.stdout.flush()
    return table.row_count


def _day(found: Found) -> str | None:
    """Return the first day of a finding, else the day of publication."""
    date = None if isinstance(found.record, Statement) else found.record.date
    told = (date and (date.begin or date.end)) or found.article.published.value
    return told[:10] if told else None


def _plain(value: Any) -> str | None:  # noqa: ANN401 - any value of a SELECT
    if value is None or isinstance(value, str):
        return value
    return msgspec.json.encode(value, enc_hook=str).decode().strip('"')
