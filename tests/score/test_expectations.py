"""The report that our users really have, and twenty rewritings of it: what must and must not be found."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

import diurna

SHARED = Path(__file__).resolve().parents[3] / "shared"
REWRITINGS = Path(__file__).parent / "rewritings"
SEED = next(iter(sorted((SHARED / "seed").glob("*.txt"))), None)

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared")


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    sys.path.insert(0, str(SHARED / "score"))
    spec = importlib.util.spec_from_file_location("article", SHARED / "score" / "article.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_seed_keeps_every_prohibition_and_most_demands(scorer: ModuleType) -> None:
    assert SEED is not None
    must, must_not = shares(scorer, SEED, SHARED / "seed" / "expected.json", "2022-07-19")
    assert must_not == 1.0
    assert must >= 0.85


def test_rewritings_reach_what_the_seed_reaches(scorer: ModuleType) -> None:
    assert SEED is not None
    seed, _ = shares(scorer, SEED, SHARED / "seed" / "expected.json", "2022-07-19")
    texts = sorted(REWRITINGS.glob("*.txt"))
    assert len(texts) == 20
    found = []
    for text in texts:
        expected = text.with_suffix(".json")
        published = json.loads(expected.read_text(encoding="utf-8"))["published"]
        found.append(shares(scorer, text, expected, published))
    mean = sum(must for must, _ in found) / len(found)
    assert mean >= seed - 0.10, [f"{text.stem}: {must:.2f}" for text, (must, _) in zip(texts, found, strict=True)]
    assert sum(must_not for _, must_not in found) / len(found) >= 0.95


def shares(scorer: ModuleType, text: Path, expected: Path, published: str) -> tuple[float, float]:
    """Return the share of demands met and of prohibitions kept."""
    rows = json.loads(expected.read_text(encoding="utf-8"))
    reading = json.loads(msgspec.json.encode(diurna.read(text.read_text(encoding="utf-8"), published=published)))
    table, _ = scorer.check(rows, reading)
    return tuple(table[name]["right"] / table[name]["of"] for name in ("must", "must_not"))
