"""Golden figures: every sentence counts as the file says."""

from typing import Any

import pytest
from figure_sentences import rows, told

ROWS = list(rows())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_golden_sentences_count_as_told(row: dict[str, Any]) -> None:
    assert told(row["text"]) == row["figures"]


def test_golden_sentences_cover_the_thin_parts() -> None:
    figures = [figure for row in ROWS for figure in row["figures"]]
    of = [figure["category"] for figure in figures]
    assert len(ROWS) >= 40
    assert all(of.count(category) >= 4 for category in ("aid_money", "arms", "protesters", "troops"))
    assert [figure["qualifier"] for figure in figures].count("fewer_than") >= 6
    assert [figure.get("change") for figure in figures].count("revision") >= 3
