"""How well events are told apart in four gold sets: `python benchmarks/events.py [SET …] [--limit N] [--json]`.

  india_police  did the police kill, arrest, use force, fail to intervene, do anything at all?  Asked of every sentence
                of reports in lower case; whole reports are read, and an event answers for the sentence of its trigger
  acled         snippets with one subtype of ACLED: distinct types found against the type that the subtype amounts to
                (other true events of a snippet cost precision), and modes where the type was found
  muc4          templates of attacks in Latin America, 1988-91, in capitals: kind of incident by report; perpetrators,
                victims and targets by head word ("?" in the keys may be missed)
  plover_gsr    modes, and sectors of actors and recipients, of the event that `../shared/score/events.py` judges

`benchmarks/event_labels.py` says which of our types, modes and roles answer for a label, and why.  Figures of other
systems are printed below a table where there are any that compare; for the other sets none is known that was not trained
on the rest of the same set.  Without `../shared` there is nothing to measure, and the script says so.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.progress import track

import diurna

SHARED = Path(__file__).resolve().parents[2] / "shared"
sys.path[:0] = [str(SHARED / "score"), str(Path(__file__).parent)]
scorers: Any = [import_module(name) if SHARED.is_dir() else None for name in ("events", "match", "event_labels")]
events, match, labels = scorers

Row = dict[str, Any]
Table = dict[str, dict[str, Any]]


def main() -> int:
    """Read and score the sets named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(SETS)}; default: all")
    parser.add_argument("--limit", type=int, help="read only N texts of each set, spread evenly over it")
    parser.add_argument("--workers", type=int, default=2, help="reading processes (default 2)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(f"{SHARED}: no gold sets there, nothing to score")
        return 0
    unknown = [name for name in options.sets if name not in SETS]
    if unknown:
        print(f"no such set: {', '.join(unknown)}", file=sys.stderr)
        return 2
    tables = {
        name: SETS[name](options.limit, options.workers) for name in SETS if name in options.sets or not options.sets
    }
    if options.json:
        print(msgspec.json.encode(tables).decode())
        return 0
    for name, table in tables.items():
        print(f"\n## {name}\n{match.printed(table)}")
        if name in labels.OTHER_SYSTEMS:
            print(f"for comparison: {labels.OTHER_SYSTEMS[name]}")
    return 0


def gold_rows(name: str, limit: int | None) -> list[Row]:
    """Return the rows of a gold set, at most `limit`, spread evenly over the set."""
    return spread(match.records(SHARED / "gold" / "events" / f"{name}.jsonl"), limit)


def spread(rows: list[Row], limit: int | None) -> list[Row]:
    """Return at most `limit` rows, evenly spread."""
    return rows if limit is None or limit >= len(rows) else rows[:: len(rows) // limit][:limit]


def read(name: str, rows: list[Row], workers: int) -> list[Row]:
    """Return our reading of each row's text, as plain JSON, with a bar on stderr where that is a terminal."""
    screen = Console(stderr=True)
    asked = [{"id": row["id"], "text": row["text"]} for row in rows]
    found = track(
        diurna.read_many(asked, workers=workers),
        description=name,
        total=len(asked),
        console=screen,
        transient=True,
        disable=not screen.is_terminal,
    )
    return [msgspec.to_builtins(reading) for reading in found]


# India Police Events


def india_police(limit: int | None, workers: int) -> Table:
    """Rates of each question over sentences; `any event` is an answer to any question against a label of any kind."""
    documents = spread(list(_documents(match.records(SHARED / "gold/events/india_police_sents.jsonl"))), limit)
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("any event", *labels.POLICE)}
    for document, reading in zip(documents, read("india_police", documents, workers), strict=True):
        answers = labels.police_answers(reading)
        for span, wanted in document["sentences"]:
            given = {name for start, name in answers if span[0] <= start < span[1]}
            _count(counts["any event"], bool(wanted), bool(given))
            for name in labels.POLICE:
                _count(counts[name], name in wanted, name in given)
    rows = {"documents": len(documents), "sentences": sum(len(document["sentences"]) for document in documents)}
    return {"rows": rows} | {name: _rates(count) for name, count in counts.items()}


def _documents(sentences: Iterable[Row]) -> Iterator[Row]:
    """Yield whole reports: sentences joined by a space, each with its span and its labels."""
    documents: dict[str, Row] = {}
    for sentence in sentences:
        row = documents.setdefault(
            str(sentence["doc_id"]), {"id": f"ipe-{sentence['doc_id']}", "text": "", "sentences": []}
        )
        start = len(row["text"])
        row["text"] += sentence["text"] + " "
        row["sentences"].append(((start, len(row["text"])), set(sentence["labels"])))
    return (row for row in documents.values() if row["text"].strip())


def _count(counts: Counter[str], wanted: bool, given: bool) -> None:
    counts.update({"hits": wanted and given, "gold": wanted, "predicted": given})


def _rates(counts: Counter[str]) -> dict[str, Any]:
    rates: dict[str, Any] = match.rates(counts["hits"], counts["predicted"], counts["gold"])
    return rates


# ACLED


def acled(limit: int | None, workers: int) -> Table:
    """Micro and macro rates of types over snippets whose subtype amounts to a type, and modes of those found."""
    rows = [row for row in gold_rows("case2021_acled", limit) if row["subtype"] in labels.ACLED]
    counts: dict[str, Counter[str]] = {}
    modes: Counter[str] = Counter()
    for row, reading in zip(rows, read("acled", rows, workers), strict=True):
        answer = labels.ACLED[row["subtype"]]
        told = {event["type"] or labels.DISASTER for event in reading["events"]}
        hit = bool(told & set(answer.types))
        _count(counts.setdefault(answer.types[0], Counter()), wanted=True, given=hit)
        for other in told - set(answer.types):
            _count(counts.setdefault(other, Counter()), wanted=False, given=True)
        if answer.modes and hit:
            named = {mode for event in reading["events"] for mode in event["modes"]}
            modes.update({"asked": 1, "right": bool(named & set(answer.modes))})
    asked = {name: count for name, count in counts.items() if count["gold"]}
    f1 = [2 * count["hits"] / (count["predicted"] + count["gold"]) for count in asked.values()]
    whole: Counter[str] = sum(counts.values(), Counter())
    table = {"rows": {"snippets": len(rows)}, "type, micro": _rates(whole)}
    table["type, macro-F1"] = {"F1": match.percent(sum(f1), len(f1))}
    table["mode, of types found"] = match.accuracy(modes["right"], modes["asked"])
    return table | {name: _rates(count) for name, count in sorted(asked.items())}


# MUC-4


def muc4(limit: int | None, workers: int) -> Table:
    """Rates of incident kinds over reports, and of the heads of their perpetrators, victims and targets."""
    rows = gold_rows("muc4", limit)
    kinds: Counter[str] = Counter()
    slots: dict[str, Counter[str]] = {name: Counter() for name in labels.MUC_SLOTS}
    for row, reading in zip(rows, read("muc4", rows, workers), strict=True):
        wanted = {kind for incident in row["incidents"] for kind in incident["type"].split(" / ")}
        acts = [event for event in reading["events"] if labels.is_incident(event)]
        given = {labels.incident_kind(event) for event in acts}
        kinds.update({"hits": len(wanted & given), "gold": len(wanted), "predicted": len(given)})
        for name, slot in labels.MUC_SLOTS.items():
            keys = [key for incident in row["incidents"] for field in slot.fields for key in incident[field]]
            slots[name].update(_slot(keys, labels.parties(reading, acts, slot.roles)))
    table = {"rows": {"reports": len(rows)}, "incident kind": _rates(kinds)}
    for name, n in slots.items():
        table[name] = match.split_rates(n["hits"], n["gold"], n["right"], n["predicted"])
    return table


def _slot(keys: Collection[str], parties: Collection[frozenset[str]]) -> Counter[str]:
    """Count one slot of one report: keys that a party answers, and parties that answer a key."""
    fills = {key: labels.heads(key) for key in keys}
    asked = [heads for key, heads in fills.items() if heads and not key.startswith("?")]
    return Counter(
        {
            "gold": len(asked),
            "hits": sum(any(heads & words for words in parties) for heads in asked),
            "predicted": len(parties),
            "right": sum(any(heads & words for heads in fills.values()) for words in parties),
        }
    )


# PLOVER's gold standard records


def plover_gsr(limit: int | None, workers: int) -> Table:
    """Accuracy of the type, of the mode, of all and of those with the right type, and of the sectors of the parties that meet."""
    rows = gold_rows("plover_gsr", limit)
    n: Counter[str] = Counter()
    for row, reading in zip(rows, read("plover_gsr", rows, workers), strict=True):
        words, gold = match.Words(row["text"]), events.gold_parties(row)
        told = [event for event in reading["events"] if event["type"]]
        met = [events.Roles(words, gold, events.event_parties(event)).met() for event in told]
        judged = told[met.index(max(met))] if told else None
        n["type right"] += judged is not None and judged["type"] == row["event"]
        mode = labels.GSR_MODES.get(row["mode"], row["mode"])
        if mode:
            right = judged is not None and mode in judged["modes"]
            same = judged is not None and judged["type"] == row["event"]
            n.update({"mode": 1, "mode right": right, "typed": same, "typed right": same and right})
        for role in ("actor", "recipient"):
            n.update(_sectors(row, role, words, reading, judged))
    table = {"rows": {"sentences": len(rows)}, "type": match.accuracy(n["type right"], len(rows))}
    table["mode"] = match.accuracy(n["mode right"], n["mode"])
    table["mode, right type"] = match.accuracy(n["typed right"], n["typed"])
    for role in ("actor", "recipient"):
        table[f"{role} sector, parties met"] = match.accuracy(n[f"{role} right"], n[f"{role} met"])
        table[f"{role} sector, all"] = match.accuracy(n[f"{role} right"], n[f"{role} asked"])
    return table


def _sectors(row: Row, role: str, words: Any, reading: Row, judged: Row | None) -> Counter[str]:  # noqa: ANN401 - not typed
    """Count one role: gold parties with a sector and a place in the text, those met, those with the sector."""
    spans = row[f"{role}_spans"]
    asked = zip(row[role], spans, strict=True) if len(row[role]) == len(spans) else ()
    sectors = {actor["id"]: set(actor["sectors"]) for actor in reading["actors"]}
    ours = [*judged["actors"], *judged["recipients"]] if judged else []
    counts: Counter[str] = Counter()
    for party, span in asked:
        if not party.get("sector"):
            continue
        meeting = [each for each in ours if words.mentions_meet(match.span_of(span), match.span_of(each))]
        right = any(party["sector"][:3] in sectors.get(each["actor"], ()) for each in meeting)
        counts.update({f"{role} asked": 1, f"{role} met": bool(meeting), f"{role} right": right})
    return counts


SETS: dict[str, Callable[[int | None, int], Table]] = {
    "india_police": india_police,
    "acled": acled,
    "muc4": muc4,
    "plover_gsr": plover_gsr,
}

if __name__ == "__main__":
    sys.exit(main())
