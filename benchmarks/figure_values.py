"""How many gold numbers are found: `python benchmarks/figure_values.py [--limit N]`.

Two sets beside the repository name numbers without category or source, so that only their values can be compared:

  idetect_displacement  excerpts of humanitarian reports, each with one displacement figure; looked for among figures
  newsquant             sentences of news with every quantity, measures, ages and scores among them; looked for among
                        the numbers that may count something (`quantities`) and the words of time

A gold value is found when low, best or high of something equals it, or a strict bound one beside it.  Without `../shared`
there is nothing to measure, and the script says so.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from diurna.extract.figures import figures
from diurna.mark.mark import mark
from diurna.mark.marks import Marks
from diurna.parse import parse
from diurna.readers.articles import article
from diurna.records import Figure, Quantity

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "figures"
CLOSE = 1e-6
"""Two values nearer than this share of the larger are equal."""

AMOUNTS = {"dollar", "euro", "japanese yen", "pound sterling", "percentage"}
"""Units of newsquant that figures have too."""

Row = dict[str, Any]


def main() -> int:
    """Print the share of gold values found in both sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, help="read only the first N rows of each set")
    options = parser.parse_args()
    if not GOLD.is_dir():
        print(f"{GOLD}: no gold sets there, nothing to score")
        return 0
    for line in (*idetect(options.limit), *newsquant(options.limit)):
        print(line)
    return 0


def idetect(limit: int | None) -> Iterator[str]:
    """Yield the lines for displacement figures: all gold values, and those that stand in the text."""
    found, in_text, there = 0, 0, 0
    rows = list(_rows("idetect_displacement", limit))
    for row in rows:
        _, counted = _read(row["text"])
        hit = _has(row["value"], counted)
        found += hit
        in_text += hit and row["span"] is not None
        there += row["span"] is not None
    yield _line("idetect_displacement", "figures", found, len(rows))
    yield _line("idetect_displacement", "figures, of values in the text", in_text, there)


def newsquant(limit: int | None) -> Iterator[str]:
    """Yield the lines for quantities of any kind, and for those that are no measure or time."""
    found = total = counted_found = counted_total = 0
    for row in _rows("newsquant", limit):
        marks, _ = _read(row["text"])
        for gold in row["quantities"]:
            values = _values(gold["value"])
            hit = all(_has(value, marks.quantities) or _dated(value, marks, row["text"]) for value in values)
            total += 1
            found += hit
            if gold["normalized_unit"] in AMOUNTS:
                counted_total += 1
                counted_found += hit
    yield _line("newsquant", "numbers and words of time", found, total)
    yield _line("newsquant", "of these: money and per cent", counted_found, counted_total)


def _values(written: str) -> tuple[float, ...]:
    """Return the value of a gold quantity, or both ends of its range ("1000000-10000000")."""
    low, dash, high = written[1:].partition("-")
    return (float(written[0] + low), float(high)) if dash else (float(written),)


def _rows(name: str, limit: int | None) -> Iterator[Row]:
    with (GOLD / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit is None or number < limit:
                yield json.loads(line)


def _read(text: str) -> tuple[Marks, tuple[Figure, ...]]:
    parsed = parse(article(text, source="-"))
    marks = mark(parsed)
    return marks, figures(parsed, marks, ())


def _has(value: float, found: Iterable[Figure | Quantity]) -> bool:
    return any(
        bound is not None and _equal(value, bound - step)
        for one in found
        for step in _steps(one)
        for bound in (one.low, one.best, one.high)
    )


def _steps(one: Figure | Quantity) -> tuple[int, ...]:
    """Return how far a bound may lie from the number as written ("more than 5" is 6)."""
    return {"more_than": (0, 1), "fewer_than": (0, -1)}.get(one.qualifier, (0,))


def _dated(value: float, marks: Marks, text: str) -> bool:
    """Tell whether a number stands in a word of time ("three years", "19 May")."""
    written = f"{value:g}"
    return any(written in date.span.of(text) or written in (date.value or "") for date in marks.dates)


def _equal(one: float, other: float) -> bool:
    return abs(one - other) <= CLOSE * max(abs(one), abs(other))


def _line(name: str, what: str, found: int, total: int) -> str:
    return f"{name:<22}{what:<36}{100 * found / max(1, total):5.1f}  ({found} of {total})"


if __name__ == "__main__":
    sys.exit(main())
