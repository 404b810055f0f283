"""Scores on samples of the gold sets never fall below their floors; floors only rise."""

import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared")


@pytest.fixture(scope="module")
def scores() -> ModuleType:
    path = HERE.parents[1] / "benchmarks" / "scores.py"
    spec = importlib.util.spec_from_file_location("scores", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["scores"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_floors_hold(name: str, scores: ModuleType) -> None:
    floor = FLOORS[name]
    gold = SHARED / "gold" / f"{name}.jsonl"
    assert hashlib.sha256(gold.read_bytes()).hexdigest() == floor["sha256"], "another corpus: measure its floor anew"
    table = json.loads(scores.table(name, scores.sample(name, floor["rows"]), workers=1, as_json=True))
    low = {
        f"{row} {metric}": (table[row][metric], least)
        for row, metrics in floor["floors"].items()
        for metric, least in metrics.items()
        if table[row][metric] < least
    }
    assert not low
