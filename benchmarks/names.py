"""How many speakers, actors and recipients bear their gold name: `python benchmarks/names.py [READINGS] [--errors] [--json]`.

The gold articles beside the repository give every speaker, actor and recipient a canonical name.  Statements and events
are paired with ours as the scorers of `../shared/score` pair them (statements by content, events by type and trigger);
optional gold is not asked for.  Each gold party with a name is one question, and three shares are printed:

  found      among the parties whose mention one of ours in that slot meets: the name alone is judged
  matched    among the parties of statements and events that have a partner: an empty slot is wrong
  all        among all: a statement or event that nobody found is wrong

A name is right when it agrees without case, diacritics, full stops, articles and plain titles, or when our own reading of
the gold name, alone, is the same actor of the tables ("Sergey Shoigu" is sergei-shoigu).  Words that no actor stands
behind ("reports") are their own name.
The kinds are those of the gold mention: a pronoun, a surname (part of a person's name), a role (a person without any of
it), a nationality (a state by its adjective, capital or acronym), a full name, or another description.  READINGS are JSON
lines; without them the gold articles are read.  Without `../shared` there is nothing to measure, and the script says so.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

import diurna

SHARED = Path(__file__).resolve().parents[2] / "shared"
sys.path[:0] = [str(SHARED / "score"), str(Path(__file__).parent)]
scorers: Any = [
    import_module(name) if SHARED.is_dir() else None
    for name in ("coreference", "events", "match", "statements", "scores")
]
coreference, events, match, statements, scores = scorers

SET = "articles/articles"
SLOTS = ("speaker", "actor", "recipient")
KINDS = ("pronoun", "surname", "role", "nationality", "full name", "description")
ROLES = {"actors": "actor", "recipients": "recipient"}
COUNTS = ("found", "matched", "all")

Row = dict[str, Any]


class Question(NamedTuple):
    """A gold party, its name and mention, and what we answer: names of the parties met, or None without a partner."""

    row: str
    slot: str
    kind: str
    name: str
    words: str
    met: bool
    answers: tuple[str, ...] | None
    ids: frozenset[str] = frozenset()

    def is_right(self) -> bool:
        """Tell whether one of our parties bears the gold name."""
        if _plain(self.name) in {_plain(answer) for answer in self.answers or ()}:
            return True
        return bool(self.answers) and identity(self.name) in self.ids


@cache
def identity(name: str) -> str | None:
    """Return the id of the actor whom a name names when it is read alone, or None."""
    reading = diurna.read(f"{name} agreed.")
    return next((actor.id for actor in reading.actors if any(m.span.start == 0 for m in actor.mentions)), None)


def main() -> int:
    """Print the shares by slot and kind, and the errors if asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readings", nargs="?", help="what `diurna read … --json` printed of the gold texts")
    parser.add_argument("--errors", action="store_true", help="print every party that has another name, or none")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(f"{SHARED}: no gold sets there, nothing to score")
        return 0
    gold = match.records(SHARED / "gold" / f"{SET}.jsonl")
    asked = list(questions(gold, match.Readings(match.records(options.readings) if options.readings else read())))
    match.report(table(asked), as_json=options.json)
    if options.errors:
        for question in asked:
            if not question.is_right():
                print(_error(question))
    return 0


def read() -> list[Row]:
    """Return our readings of the gold articles."""
    rows = scores.sample(SET, None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "readings.jsonl"
        path.write_bytes(b"\n".join(map(msgspec.json.encode, diurna.read_many(rows))))
        found: list[Row] = match.records(path)
    return found


def table(asked: list[Question]) -> dict[str, dict[str, Any]]:
    """Return the shares: all parties, each slot, each kind of mention, and each kind in each slot."""
    parts = {"all parties": asked}
    parts |= {slot: [each for each in asked if each.slot == slot] for slot in SLOTS}
    parts |= {kind: [each for each in asked if each.kind == kind] for kind in KINDS}
    parts |= {
        f"{slot}, {kind}": [each for each in asked if (each.slot, each.kind) == (slot, kind)]
        for slot in SLOTS
        for kind in KINDS
    }
    return {name: _shares(part) for name, part in parts.items()}


def _shares(asked: list[Question]) -> dict[str, Any]:
    right, of = Counter[str](), Counter[str]()
    for question in asked:
        counts = {"all": True, "matched": question.answers is not None, "found": question.met}
        of.update({name: int(counted) for name, counted in counts.items()})
        right.update({name: int(counted and question.is_right()) for name, counted in counts.items()})
    shares = {name: match.percent(right[name], of[name]) for name in COUNTS}
    return shares | {f"of {name}": of[name] for name in COUNTS}


def questions(gold: list[Row], readings: Any) -> Iterator[Question]:  # noqa: ANN401 - the scorers of ../shared are not typed
    """Yield every named party of the gold that is not optional, with our answer."""
    for row in gold:
        article = Article(row, readings.of(row))
        yield from article.speakers()
        yield from article.parties()


class Article:
    """One gold article and our reading of it."""

    def __init__(self, row: Row, reading: Row | None) -> None:
        self.row, self.reading = row, reading
        self.words = match.Words(match.reading_text(row, reading))
        self.names = {actor["id"]: actor["name"] for actor in (reading or {}).get("actors", [])}

    def speakers(self) -> Iterator[Question]:
        """Yield a question for each speaker."""
        whole = statements.document(self.row, self.reading, merge=True)
        asked = statements.part(whole, kind=None, speech=True)
        partner = {asked.gold[i].key: asked.predicted[j].key for i, j in statements.paired(asked.gold, asked.predicted)}
        ours = {each["id"]: each["speakers"] for each in (self.reading or {}).get("statements", [])}
        for number in sorted(each.key for each in asked.gold):
            found = ours[partner[number]] if number in partner else None
            yield from self._ask("speaker", self.row["statements"][number].get("speaker"), found)

    def parties(self) -> Iterator[Question]:
        """Yield a question for each actor and recipient; two-sided events may hold either side as the other."""
        article = events.Article(self.row, self.reading)
        partner = {i: article.predicted[j] for i, j in article.pairs()}
        for number, event in enumerate(article.gold):
            for role, slot in ROLES.items():
                found = article.compared(event, partner[number], role)[1] if number in partner else None
                for party in event.get(role) or []:
                    yield from self._ask(slot, party, found)

    def _ask(self, slot: str, party: Row | None, found: list[Row] | None) -> Iterator[Question]:
        """Yield the question of one gold party, and one for each further name that its words hold ("Japan and Peru")."""
        if party is None or party.get("name") is None:
            return
        span = match.span_of(party)
        meeting = [each for each in found or [] if self.words.mentions_meet(span, match.span_of(each))]
        ours = tuple(
            self.names.get(each["actor"]) or self._told(match.span_of(each)) for each in meeting or found or []
        )
        answers, told = None if found is None else ours, self._told(span)
        ids = frozenset(each["actor"] for each in meeting or found or [] if each["actor"])
        for name in (party["name"], *(party.get("also") or ())):
            kind = _kind(name, told, self.row)
            yield Question(self.row["id"], slot, kind, name, told, bool(meeting), answers, ids)

    def _told(self, span: Any) -> str:  # noqa: ANN401 - the scorers of ../shared are not typed
        return " ".join(match.slice_of(self.words.text, span).split())


def _kind(name: str, told: str, row: Row) -> str:
    kind = next((actor["kind"] for actor in row["actors"] if actor["name"] == name), None)
    wanted, given = set(_plain(name).split()), set(_plain(told).split())
    if told.lower() in coreference.PRONOUNS and not told.isupper():
        return "pronoun"
    if wanted <= given and not name.islower():
        return "full name"
    if kind == "person" and not name.islower():
        return "surname" if wanted & given else "role"
    return "nationality" if kind == "state" else "description"


def _plain(name: str) -> str:
    return str(match.folded(name.replace(".", "")))


def _error(question: Question) -> str:
    told = "not found" if question.answers is None else " + ".join(question.answers) or "nobody"
    met = "" if question.met or question.answers is None else ", elsewhere"
    return f"{question.row}  {question.slot}, {question.kind}: {question.words!r} is {question.name!r}, not {told}{met}"


if __name__ == "__main__":
    sys.exit(main())
