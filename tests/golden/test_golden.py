"""The bundled samples give the blessed records, word for word."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from readings import HERE, golden, readings

CASES = list(readings())


@pytest.mark.parametrize(("name", "reading"), CASES, ids=[name for name, _ in CASES])
def test_golden_sample(name: str, reading: object) -> None:
    blessed = (HERE / f"{name}.json").read_text(encoding="utf-8")
    assert golden(reading) == blessed, "run `make bless` and read the diff"  # type: ignore[arg-type]
