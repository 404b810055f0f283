"""Golden figures: sentences of our own, and in words what diurna must count in them.

`python tests/golden/figure_sentences.py` rewrites `figures.jsonl` from its own sentences; read the diff before committing.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import diurna
from diurna.records import Figure, Reading

FILE = Path(__file__).parent / "figures.jsonl"
PUBLISHED = "2022-07-19"
PLAIN = ("category", "unit", "low", "best", "high", "qualifier", "status", "modality", "change")
"""Fields that are compared as they are; those without a value are left out."""


def rows() -> Iterator[dict[str, Any]]:
    """Yield the golden sentences with their figures."""
    for line in FILE.read_text(encoding="utf-8").split("\n"):
        if line:
            yield json.loads(line)


def told(text: str) -> list[dict[str, Any]]:
    """Return the figures of a sentence in words."""
    reading = diurna.read(text, published=PUBLISHED)
    return [_worded(figure, reading) for figure in reading.figures]


def _worded(figure: Figure, reading: Reading) -> dict[str, Any]:
    text = reading.article.text
    numbers = {one.id: one.number.of(text) for one in reading.figures}
    plain = {name: getattr(figure, name) for name in PLAIN}
    linked = {
        "source": figure.source.span.of(text) if figure.source and figure.source.span else None,
        "date": [figure.date.begin, figure.date.end] if figure.date else None,
        "part_of": numbers.get(figure.subset_of or ""),
        "revises": numbers.get(figure.revises.figure or "") if figure.revises else None,
    }
    found = {"words": figure.span.of(text), **plain, **linked}
    return {name: value for name, value in found.items() if value is not None}


def main() -> int:
    """Rewrite the golden file."""
    lines = [json.dumps({"text": row["text"], "figures": told(row["text"])}, ensure_ascii=False) for row in rows()]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
