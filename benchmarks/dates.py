"""Speed of the dates stage without the parse, against `dateparser.search`: `python benchmarks/dates.py [--limit N]`.

The texts are those of `../shared/gold/time`, else the bundled samples.  Both read the same documents in the same run, ours
from a parse made before the clock starts, dateparser (an optional package, not a dependency) from the bare text.  The
table gives documents per second of processor time, and the ratio; the best of `--repeats` turns counts.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from diurna.mark.dates import dates
from diurna.parse import parse
from diurna.readers.articles import article
from diurna.records import Published

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold" / "time"
SAMPLES = ROOT / "src" / "diurna" / "samples"

One = TypeVar("One")


def main() -> int:
    """Measure both and print documents per second of processor time and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=60, help="documents, spread over the sets (default 60)")
    parser.add_argument("--repeats", type=int, default=3, help="turns of each (default 3)")
    options = parser.parse_args()
    texts = documents(options.limit)
    parses = [parse(article(text, source="-", published=Published(value=day, basis="given"))) for text, day in texts]
    dates(parses[0])
    ours = rate(dates, parses, repeats=options.repeats)
    print(f"{'documents':<28}{len(texts):>10}")
    print(f"{'diurna, dates stage':<28}{ours:>10.1f} per CPU-second")
    search = dateparser_search()
    if search is None:
        print("dateparser.search           not installed: pip install dateparser")
        return 0
    search(texts[0][0])
    theirs = rate(lambda pair: search(pair[0]), texts, repeats=1)
    print(f"{'dateparser.search':<28}{theirs:>10.1f} per CPU-second\n{'ratio':<28}{ours / theirs:>10.1f}")
    return 0


def documents(limit: int) -> list[tuple[str, str]]:
    """Return texts with their publication days, spread evenly over the gold sets, else the plain samples."""
    found = [
        (row["text"], row["dct"][:10])
        for path in sorted(GOLD.glob("*.jsonl"))
        for row in map(json.loads, path.read_text(encoding="utf-8").split("\n")[:-1])
        if row["text"] and row.get("dct")
    ]
    if not found:
        found = [(path.read_text(encoding="utf-8"), "2024-03-14") for path in sorted(SAMPLES.glob("*.txt"))]
    return found[:: max(1, len(found) // limit)][:limit]


def rate(stage: Callable[[One], Any], inputs: Sequence[One], *, repeats: int) -> float:
    """Return how many inputs a stage reads per second of processor time, in the best of its turns."""
    spent = []
    for _ in range(max(1, repeats)):
        began = time.process_time()
        for one in inputs:
            stage(one)
        spent.append(time.process_time() - began)
    return len(inputs) / max(min(spent), 1e-9)


def dateparser_search() -> Callable[[str], Any] | None:
    """Return `dateparser.search.search_dates` for English, or None where the package is missing."""
    try:
        module = import_module("dateparser.search")
    except ImportError:
        return None
    return lambda text: module.search_dates(text, languages=["en"])


if __name__ == "__main__":
    sys.exit(main())
