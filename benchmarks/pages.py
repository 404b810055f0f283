"""Cost of reading web pages as a ratio to the parser alone: `python benchmarks/pages.py [--repeats N] [--limit N]`.

The 85 pages of `../shared/gold/ingest/article_benchmark/html` are read, page to reading; without that folder the
bundled samples are.  Beside it spaCy's whole English pipeline alone parses the same extracted texts, four at a time.
Each measurement has a process of its own, the two kinds take turns, and every turn gives one ratio:

  CPU       processor time of the process, after models, rules and gazetteer are loaded and one short text is read
  memory    peak resident memory of the whole process, models included
  start     processor time until then

The last table is the processor time of each stage per article, in milliseconds, also as a median over the repeats.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PAGES = Path(__file__).resolve().parents[2] / "shared" / "gold" / "ingest" / "article_benchmark" / "html"
BATCH = 4
"""Texts that the parser alone is given at a time: more take more memory and no less time."""
WARM = "Two officials met in Geneva on Monday. “We have agreed,” one of them said."
STAGES = ("parse", "mark", "told", "events", "figures", "linked")
"""The stages, by the names under which the pipeline calls them; reading the page comes before."""
MEGABYTE = 1024 if sys.platform != "darwin" else 1024**2
"""Units of the peak in a megabyte: Linux counts kilobytes, macOS bytes."""

Measured = dict[str, Any]


def main() -> int:
    """Measure in turns and print the ratios, or make one measurement in this process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5, help="turns (default 5)")
    parser.add_argument("--limit", type=int, help="read only the first N pages")
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    parser.add_argument("--one", choices=("reading", "parser", "texts"), help=argparse.SUPPRESS)
    parser.add_argument("--texts", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_measure(options.one, options.texts, options.limit)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        turns = _turns(Path(folder) / "texts.json", repeats=max(1, options.repeats), limit=options.limit)
    _report(turns, as_json=options.json)
    return 0


# --- the turns, each measurement in a process of its own ---


def _turns(texts: Path, *, repeats: int, limit: int | None) -> list[tuple[Measured, Measured]]:
    texts.write_text(json.dumps(_in_own_process("texts", texts, limit)["texts"]), encoding="utf-8")
    return [(_in_own_process("reading", texts, limit), _in_own_process("parser", texts, limit)) for _ in range(repeats)]


def _in_own_process(what: str, texts: Path, limit: int | None) -> Measured:
    command = [sys.executable, __file__, "--one", what, "--texts", str(texts)]
    command += ["--limit", str(limit)] if limit else []
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
    done = subprocess.run(command, env=os.environ | threads, stdout=subprocess.PIPE, check=True)  # noqa: S603 - ourselves
    found: Measured = json.loads(done.stdout)
    return found


def _measure(what: str, texts: Path, limit: int | None) -> Measured:
    if what == "texts":
        return {"texts": [document.article.text for document in _documents(limit)]}
    return _reading(limit) if what == "reading" else _parser(json.loads(texts.read_text(encoding="utf-8")))


def _reading(limit: int | None) -> Measured:
    """Read every page to its reading, with the processor time of each stage."""
    import diurna  # noqa: PLC0415 - loading is part of what is measured
    from diurna.run import pipeline  # noqa: PLC0415

    diurna.read(WARM, published="2024-01-15")
    spent = dict.fromkeys(("read", *STAGES), 0.0)
    for name in STAGES:
        setattr(pipeline, name, _timed(getattr(pipeline, name), name, spent))
    start = time.process_time()
    articles = 0
    for document in _clocked(_documents(limit), spent):
        pipeline.read_document(document)
        articles += 1
    return _result(start, articles) | {"stages": spent}


def _parser(texts: list[str]) -> Measured:
    """Parse every text with spaCy's whole pipeline and nothing else."""
    import spacy  # noqa: PLC0415 - loading is part of what is measured

    from diurna.parse.parser import MODELS  # noqa: PLC0415

    model = spacy.load(next(name for name in MODELS if find_spec(name)))
    model(WARM)
    start = time.process_time()
    articles = sum(1 for _ in model.pipe(texts, batch_size=BATCH))
    return _result(start, articles)


def _result(start: float, articles: int) -> Measured:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    return {"cpu": time.process_time() - start, "memory": peak, "start": start, "articles": articles}


def _documents(limit: int | None) -> Iterator[Any]:
    from diurna.errors import ReadError  # noqa: PLC0415 - loading is part of what is measured
    from diurna.readers.sources import documents  # noqa: PLC0415

    found = (item for item in documents(_inputs()[:limit]) if not isinstance(item, ReadError))
    yield from found


def _inputs() -> list[Path]:
    if PAGES.is_dir():
        return sorted(PAGES.glob("*.html*"))
    import diurna  # noqa: PLC0415 - only to find the samples

    return sorted((Path(diurna.__file__).parent / "samples").iterdir())


def _timed(stage: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever the stage takes and gives
        began = time.process_time()
        try:
            return stage(*arguments, **options)
        finally:
            spent[name] += time.process_time() - began

    return timed


def _clocked(documents: Iterable[Any], spent: dict[str, float]) -> Iterator[Any]:
    """Yield documents and add up the time that each took to come."""
    began = time.process_time()
    for document in documents:
        spent["read"] += time.process_time() - began
        yield document
        began = time.process_time()


# --- the tables ---


def _report(turns: list[tuple[Measured, Measured]], *, as_json: bool) -> None:
    ratios = {key: [reading[key] / parser[key] for reading, parser in turns] for key in ("cpu", "memory")}
    articles = turns[0][0]["articles"]
    stages = {
        name: statistics.median(reading["stages"][name] for reading, _ in turns) * 1000 / articles
        for name in turns[0][0]["stages"]
    }
    if as_json:
        print(json.dumps({"turns": turns, "ratios": ratios, "stages": stages}))
        return
    where = "pages" if PAGES.is_dir() else f"bundled samples, as {PAGES} is not there"
    print(f"{articles} {where}; {len(turns)} turns; spaCy's whole pipeline alone is 1")
    print(f"{'':12}{'min':>8}{'median':>8}{'max':>8}   {'diurna':>14}{'parser alone':>16}")
    for key, title, unit in (("cpu", "CPU", "ms/article"), ("memory", "memory", "MB")):
        row = ratios[key]
        print(f"{title:12}{min(row):8.2f}{statistics.median(row):8.2f}{max(row):8.2f}", end="   ")
        scale = 1000 / articles if key == "cpu" else 1
        both = [statistics.median(turn[side][key] for turn in turns) * scale for side in (0, 1)]
        print(f"{both[0]:8.1f} {both[1]:12.1f} {unit}")
    start = statistics.median(reading["start"] for reading, _ in turns)
    print(f"start {start:.1f} s of processor time")
    print("\nstage         ms/article")
    for name, cost in stages.items():
        print(f"{name:12}{cost:12.1f}")


if __name__ == "__main__":
    sys.exit(main())
