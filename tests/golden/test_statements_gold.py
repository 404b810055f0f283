"""Statements in the labelled reports: rates never fall below their floors, and floors only rise."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "statements"))
from gold import Record, rows
from matcher import measured

HERE = Path(__file__).parent / "statements"
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
ROWS = rows()


@pytest.fixture(scope="module")
def rates() -> dict[str, float]:
    return measured().rates()


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_statements_floor_holds(name: str, rates: dict[str, float]) -> None:
    assert rates[name] >= FLOORS[name], "see `python tests/golden/statements/matcher.py --misses`"


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_statements_labels_stand_in_their_report(row: Record) -> None:
    text = row["text"]
    assert len(ROWS) == 28
    assert 6 <= len(row["statements"]) <= 16
    for statement in row["statements"]:
        speaker = statement["speaker"] and statement["speaker"]["span"]
        start, end = statement["span"]
        for span in [speaker, statement["cue"], *statement["content"]]:
            assert span is None or (text[span[0] : span[1]].strip() and start <= span[0] < span[1] <= end)
    assert all(row["none"])
