"""Score every gold set that lies beside the repository: `python benchmarks/scores.py [SET …] [--limit N] [--workers N]`.

Each set is turned into inputs, read by diurna, and handed to its scorer in `../shared/score`; the tables are printed.
Without `../shared` there is nothing to measure, and the script says so.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

import diurna

SHARED = Path(__file__).resolve().parents[2] / "shared"
SCORERS = {
    "quotes/polnear": "statements", "quotes/gum": "statements",
    "events/plv": "events", "events/plover_gsr": "events", "events/cameo_who_whom": "events",
    "figures/figures_gold": "figures",
    "time/meantime": "dates", "time/tbaq_timebank": "dates", "time/tbaq_aquaint": "dates",
    "places/gwn": "places", "places/trnews": "places", "places/lgl": "places", "places/geovirus": "places",
    "coref/gum": "coreference",
    "ingest/lines_news_test": "blocks",
    "articles/articles": "article",
}  # fmt: skip
"""Gold set -> the scorer that measures it."""


def main() -> int:
    """Read and score the sets named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", help=f"of {', '.join(SCORERS)}; default: all")
    parser.add_argument("--limit", type=int, help="read only the first N rows of each set")
    parser.add_argument("--workers", type=int, default=2, help="reading processes (default 2)")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(f"{SHARED}: no gold sets there, nothing to score")
        return 0
    unknown = [name for name in options.sets if name not in SCORERS]
    if unknown:
        print(f"no such set: {', '.join(unknown)}", file=sys.stderr)
        return 2
    for name in options.sets or SCORERS:
        score(name, limit=options.limit, workers=options.workers)
    return 0


def score(name: str, *, limit: int | None, workers: int) -> None:
    """Read one gold set and print its table."""
    rows = sample(name, limit)
    began = time.perf_counter()
    printed = table(name, rows, workers=workers)
    print(f"\n## {name}: {len(rows)} rows in {time.perf_counter() - began:.0f} s\n{printed}", flush=True)


def sample(name: str, limit: int | None) -> list[dict[str, Any]]:
    """Return a set's rows {id, text, published}, at most `limit` of them, spread evenly over the set."""
    rows = [row for row in inputs(SHARED / "gold" / f"{name}.jsonl") if row["text"]]
    return rows if limit is None or limit >= len(rows) else rows[:: len(rows) // limit][:limit]


def table(name: str, rows: list[dict[str, Any]], *, workers: int, as_json: bool = False) -> str:
    """Read rows and return what the set's scorer prints of them."""
    with tempfile.TemporaryDirectory() as folder:
        readings, ids = Path(folder) / "readings.jsonl", Path(folder) / "ids"
        with readings.open("wb") as out:
            for reading in diurna.read_many(rows, workers=workers):
                out.write(msgspec.json.encode(reading) + b"\n")
        ids.write_text("\n".join(row["id"] for row in rows), encoding="utf-8")
        scorer, gold = SHARED / "score" / f"{SCORERS[name]}.py", SHARED / "gold" / f"{name}.jsonl"
        command = [sys.executable, str(scorer), str(gold), str(readings), "--ids", str(ids)]
        command += ["--json"] if as_json else []
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own


def inputs(gold: Path) -> Iterator[dict[str, Any]]:
    """Yield rows {id, text, published} as the program would be given them."""
    converter = SHARED / "score" / "gold_as_readings.py"
    command = [sys.executable, str(converter), str(gold), "--inputs"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own
    for line in filter(None, printed.split("\n")):  # not splitlines: texts hold other line marks
        yield json.loads(line)


if __name__ == "__main__":
    sys.exit(main())
