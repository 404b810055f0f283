"""What a confidence is worth: `python benchmarks/reliability.py [--limit N] [--json] [--svg FILE]`.

Findings in the gold sets beside the repository are put into bins of a tenth by their confidence, and each bin's share of
right ones is printed.  A finding is right twice over:

  core   the statement's content, the event's type and trigger, the figure's number agree with gold
  whole  and so do speaker and cue; actors and recipients; category and qualifier: what confidence estimates

The expected calibration error (ECE) is the mean distance between a bin's share and its mean confidence, weighed by the
bin's size.  Findings that answer optional gold are not asked; of a sentence of PLV, which labels one event each, the one
that `../shared/score/events.py` judges is asked.  `--svg` draws the shares.  Without `../shared` there is nothing to
measure, and the script says so.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from rich.console import Console
from rich.progress import track

import diurna

SHARED = Path(__file__).resolve().parents[2] / "shared"
sys.path[:0] = [str(SHARED / "score"), str(Path(__file__).parent)]
scorers: Any = [
    import_module(name) if SHARED.is_dir() else None for name in ("events", "figures", "match", "scores", "statements")
]
events, figures, match, scores, statements = scorers

KINDS = ("statements", "events", "figures")
DEGREES = ("core", "whole")

Row = dict[str, Any]


class Judged(NamedTuple):
    """A finding of ours that gold can judge."""

    kind: str
    confidence: float
    core: bool
    whole: bool


class Bin(NamedTuple):
    """Findings of like confidence (0 to 1): how many, their mean confidence, and the shares that are right."""

    findings: int
    confidence: float
    core: float
    whole: float


def main() -> int:
    """Print the shares of each kind of finding by confidence, and draw them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, help="read only N texts of each set, spread evenly over it")
    parser.add_argument("--workers", type=int, default=2, help="reading processes (default 2)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--svg", metavar="FILE", type=Path, help="draw the shares into this file")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(f"{SHARED}: no gold sets there, nothing to score")
        return 0
    found = [each for name in SETS for each in judged(name, options.limit, options.workers)]
    by_kind = {kind: bins([each for each in found if each.kind == kind]) for kind in KINDS}
    match.report(table(by_kind), as_json=options.json)
    if options.svg:
        options.svg.write_text(drawing(by_kind), encoding="utf-8")
    return 0


def judged(name: str, limit: int | None, workers: int) -> Iterator[Judged]:
    """Read a gold set and judge the findings of every row, with a bar on stderr where that is a terminal."""
    rows, screen = scores.sample(name, limit), Console(stderr=True)
    gold = {row["id"]: row for row in match.records(SHARED / "gold" / f"{name}.jsonl")}
    shown = track(
        diurna.read_many(rows, workers=workers),
        description=name,
        total=len(rows),
        console=screen,
        transient=True,
        disable=not screen.is_terminal,
    )
    for row, reading in zip(rows, shown, strict=True):
        plain = msgspec.json.decode(msgspec.json.encode(reading))
        for judge in SETS[name]:
            yield from judge(gold[row["id"]], plain)


def statements_of(row: Row, reading: Row) -> Iterator[Judged]:
    """Judge statements: content, then speaker and cue."""
    document = statements.part(statements.document(row, reading, merge=False), kind=None, speech=True)
    confidence = {each["id"]: each["confidence"] for each in reading["statements"]}
    partner = {j: document.gold[i] for i, j in statements.paired(document.gold, document.predicted)}
    for j, ours in enumerate(document.predicted):
        counts = statements.pair_counts(document.words, partner[j], ours) if j in partner else {"close": 0, "triple": 0}
        yield Judged("statements", confidence[ours.key], bool(counts["close"]), bool(counts["triple"]))


def events_of(row: Row, reading: Row) -> Iterator[Judged]:
    """Judge events of a whole article: type and trigger, then actors and recipients."""
    article = events.Article(row, reading)
    partner = {j: article.gold[i] for i, j in article.pairs()}
    for j, ours in enumerate(article.predicted):
        gold = partner.get(j)
        whole = gold is not None and article.actors_agree(gold, ours) and article.recipients_agree(gold, ours)
        yield Judged("events", ours["confidence"], gold is not None, whole)


def event_of(row: Row, reading: Row) -> Iterator[Judged]:
    """Judge the one event of a sentence that gold is compared with: its type, then actors and recipients."""
    words, gold = match.Words(row["text"]), events.gold_parties(row)
    told = [event for event in reading["events"] if event["type"]]
    if not told:
        return
    roles = [events.Roles(words, gold, events.event_parties(event)) for event in told]
    best = max(range(len(told)), key=lambda j: roles[j].met())
    right = events.type_of(told[best], merge_yield=row["event"] == "YIELD") == row["event"]
    yield Judged("events", told[best]["confidence"], right, right and roles[best].agree())


def figures_of(row: Row, reading: Row) -> Iterator[Judged]:
    """Judge figures: the number, then category and qualifier."""
    compared = figures.Row(row, reading)
    partner = {j: compared.gold[i] for i, j in compared.pairs()}
    for j, ours in enumerate(compared.predicted):
        gold = partner.get(j)
        if gold is not None and match.is_optional(gold):
            continue
        counts = figures.pair_counts(compared, gold, ours) if gold is not None else {"value": 0, "qualifier": 0}
        yield Judged("figures", ours["confidence"], bool(counts["value"]), bool(counts["qualifier"]))


SETS: dict[str, tuple[Callable[[Row, Row], Iterator[Judged]], ...]] = {
    "articles/articles": (statements_of, events_of, figures_of),
    "quotes/polnear": (statements_of,),
    "events/plv": (event_of,),
    "figures/figures_gold": (figures_of,),
}
"""Gold set -> what it can judge."""


def bins(found: Iterable[Judged]) -> list[Bin]:
    """Return the bins that hold anything, by tenths of confidence; 1.0 falls into the highest."""
    members: dict[int, list[Judged]] = {}
    for each in found:
        members.setdefault(min(9, round(100 * each.confidence) // 10), []).append(each)
    return [
        Bin(len(each), *(sum(getattr(one, name) for one in each) / len(each) for name in ("confidence", *DEGREES)))
        for _, each in sorted(members.items())
    ]


def table(by_kind: dict[str, list[Bin]]) -> dict[str, dict[str, Any]]:
    """Return a row for each bin and a row with the ECE for each kind, in per cent."""
    rows: dict[str, dict[str, Any]] = {}
    for kind, found in by_kind.items():
        for each in found:
            shares = {name: match.percent(getattr(each, name), 1) for name in ("confidence", *DEGREES)}
            tenth = min(9, int(each.confidence * 10 + 1e-9))
            rows[f"{kind} {tenth / 10:.1f}-{(tenth + 1) / 10:.1f}"] = shares | {"findings": each.findings}
        rows[f"{kind} ECE"] = calibration_error(found)
    return rows


def calibration_error(found: list[Bin]) -> dict[str, Any]:
    """Return the expected calibration error of each degree, in per cent; None where nothing was found."""
    total = sum(each.findings for each in found)
    return {
        name: match.percent(sum(each.findings * abs(each.confidence - getattr(each, name)) for each in found), total)
        for name in DEGREES
    }


SIDE, GAP, TOP, LEFT = 200, 60, 48, 46
"""Side of a panel, gap between two, room above and to the left, in units of the drawing."""

COLOURS = {"core": "#5b8db8", "whole": "#1f3a5f"}


def drawing(by_kind: dict[str, list[Bin]]) -> str:
    """Return the shares as an SVG: a panel for each kind, right by confidence, a dot's area for the bin's size."""
    width, height = LEFT + len(KINDS) * (SIDE + GAP), TOP + SIDE + 62
    size = f'viewBox="0 0 {width} {height}" role="img" font-family="sans-serif" font-size="11" fill="#333"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>',
        "<title>Share of findings that are right, by confidence</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for number, (kind, found) in enumerate(by_kind.items()):
        parts += _panel(LEFT + number * (SIDE + GAP), kind, found)
    for number, (degree, told) in enumerate(
        (("core", "core: content, type, number"), ("whole", "whole: and every key slot"))
    ):
        x = LEFT + 8 + number * 190
        parts.append(f'<circle cx="{x}" cy="{height - 14}" r="5" fill="{COLOURS[degree]}"/>')
        parts.append(f'<text x="{x + 10}" y="{height - 10}">{told}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(x: int, kind: str, found: list[Bin]) -> Iterator[str]:
    bottom = TOP + SIDE
    errors = ", ".join(f"{name} {error}" for name, error in calibration_error(found).items())
    yield f'<text x="{x}" y="{TOP - 24}" font-weight="bold">{kind} ({sum(each.findings for each in found)})</text>'
    yield f'<text x="{x}" y="{TOP - 9}">error: {errors} %</text>'
    yield f'<rect x="{x}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#999"/>'
    yield f'<path d="M{x} {bottom}L{x + SIDE} {TOP}" stroke="#999" stroke-dasharray="4 4"/>'
    for tick in (0, 50, 100):
        at = SIDE * tick // 100
        yield f'<text x="{x + at}" y="{bottom + 15}" text-anchor="middle">{tick / 100:g}</text>'
        yield f'<text x="{x - 6}" y="{bottom - at + 4}" text-anchor="end">{tick} %</text>'
    yield f'<text x="{x + SIDE // 2}" y="{bottom + 30}" text-anchor="middle">confidence</text>'
    most = max((each.findings for each in found), default=1)
    for degree in DEGREES:
        dots = [(x + SIDE * each.confidence, bottom - SIDE * getattr(each, degree), each) for each in found]
        line = " ".join(f"{across:.1f},{up:.1f}" for across, up, _ in dots)
        yield f'<polyline points="{line}" fill="none" stroke="{COLOURS[degree]}" stroke-width="1.5"/>'
        for across, up, each in dots:
            radius = 2 + 6 * (each.findings / most) ** 0.5
            yield (
                f'<circle cx="{across:.1f}" cy="{up:.1f}" r="{radius:.1f}" fill="{COLOURS[degree]}" fill-opacity="0.85">'
                f"<title>{each.findings} findings of confidence {each.confidence:.2f}: "
                f"{100 * getattr(each, degree):.0f} % right</title></circle>"
            )


if __name__ == "__main__":
    sys.exit(main())
