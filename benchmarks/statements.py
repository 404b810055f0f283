"""Speed of the statement stage on ready parses, against textacy's `direct_quotations`.

    python benchmarks/statements.py [--limit N] [--repeats N]

The texts are the paragraphs of `../shared/gold/quotes`, else of the bundled samples.  Both get the same paragraphs in the
same run, each as a document of its own and parsed before the clock starts: ours with its marks, textacy (an optional
package, not a dependency) the document of the same spaCy model.  Paragraphs on which textacy raises are left out for both,
and counted.  The turns of both alternate; the table gives paragraphs per second of processor time in the best turn of
each, and the ratio; then the same per statement found, since textacy finds direct quotations alone and passes over
paragraphs without quotation marks, while ours finds all kinds.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import spacy

from diurna.extract.statements import told
from diurna.mark.mark import mark
from diurna.mark.marks import Marks
from diurna.parse import Parse, parse
from diurna.parse.parser import model_version
from diurna.readers.articles import article
from diurna.records import Published

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold" / "quotes"
SAMPLES = ROOT / "src" / "diurna" / "samples"


def main() -> int:
    """Measure both and print paragraphs per second of processor time and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=1500, help="paragraphs, spread over the texts (default 1500)")
    parser.add_argument("--repeats", type=int, default=5, help="turns of each (default 5)")
    options = parser.parse_args()
    texts = paragraphs(options.limit)
    ready = [marked(text) for text in texts]
    direct_quotations = textacy_quotations()
    if direct_quotations is None:
        (ours,) = turns(options.repeats, lambda: each(ready, told))
        print(f"{'paragraphs':<34}{len(texts):>10}")
        print(f"{'diurna, statement stage':<34}{len(texts) / ours:>10.1f} per CPU-second")
        print("textacy direct_quotations         not installed: pip install textacy")
        return 0
    documents = [(document,) for document in spacy.load(model_version().name).pipe(texts)]
    alive = [number for number, (document,) in enumerate(documents) if survives(direct_quotations, document)]
    kept, theirs_ready = [ready[number] for number in alive], [documents[number] for number in alive]
    ours, theirs = turns(
        options.repeats,
        lambda: each(kept, told),
        lambda: each(theirs_ready, lambda document: list(direct_quotations(document))),
    )
    print(f"{'paragraphs':<34}{len(texts):>10}\n{'textacy raises on':<34}{len(texts) - len(alive):>10}")
    print(f"{'diurna, statement stage':<34}{len(alive) / ours:>10.1f} per CPU-second")
    print(f"{'textacy direct_quotations':<34}{len(alive) / theirs:>10.1f} per CPU-second")
    print(f"{'ratio':<34}{theirs / ours:>10.2f}")
    found = sum(len(told(*one).statements) for one in kept)
    quoted = sum(len(list(direct_quotations(*one))) for one in theirs_ready)
    print(f"{'diurna, statements found':<34}{found:>10}{1e6 * ours / max(found, 1):>10.1f} µs each")
    print(f"{'textacy, quotations found':<34}{quoted:>10}{1e6 * theirs / max(quoted, 1):>10.1f} µs each")
    return 0


def paragraphs(limit: int) -> list[str]:
    """Return paragraphs spread evenly over the gold texts, else over the plain samples."""
    texts = [
        row["text"]
        for path in sorted(GOLD.glob("*.jsonl"))
        for row in map(json.loads, path.read_text(encoding="utf-8").split("\n")[:-1])
        if row["text"]
    ]
    if not texts:
        texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    found = [paragraph.strip() for text in texts for paragraph in text.split("\n") if paragraph.strip()]
    return found[:: max(1, len(found) // limit)][:limit]


def marked(text: str) -> tuple[Parse, Marks]:
    """Return the parse and the marks of a paragraph."""
    parsed = parse(article(text, source="-", published=Published(value=None, basis=None)))
    return parsed, mark(parsed)


def each(inputs: Sequence[tuple[Any, ...]], stage: Callable[..., object]) -> None:
    """Give each input to a stage."""
    for one in inputs:
        stage(*one)


def turns(repeats: int, *stages: Callable[[], None]) -> list[float]:
    """Return the processor seconds of the best turn of each stage, their turns alternating."""
    spent: list[list[float]] = [[] for _ in stages]
    for _ in range(max(1, repeats)):
        for times, stage in zip(spent, stages, strict=True):
            began = time.process_time()
            stage()
            times.append(time.process_time() - began)
    return [max(min(times), 1e-9) for times in spent]


def survives(direct_quotations: Callable[[Any], Any], document: Any) -> bool:  # noqa: ANN401 - spaCy's Doc is untyped
    """Tell whether textacy reads a document without an exception."""
    try:
        list(direct_quotations(document))
    except Exception:  # noqa: BLE001 - whatever it raises, the paragraph does not count
        return False
    return True


def textacy_quotations() -> Callable[[Any], Any] | None:
    """Return `textacy.extract.direct_quotations`, or None where the package is missing."""
    try:
        module = import_module("textacy.extract")
    except ImportError:
        return None
    found: Callable[[Any], Any] = module.direct_quotations
    return found


if __name__ == "__main__":
    sys.exit(main())
