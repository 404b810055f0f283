"""Compare what diurna reads in the labelled reports with their labels.

    python tests/golden/statements/matcher.py            # the rates
    python tests/golden/statements/matcher.py --misses   # and every disagreement

A hit is a labelled statement whose found partner has a content of token Jaccard 0.8 or more, shares a word with its
speaker (both may have none) and, where a cue is labelled, a word with its cue. Partners are chosen one to one, best
content first. Addressee, act, name and parent are asked where the contents of a pair agree and the label has one.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import diurna
from diurna.records import ActorMention, Reading, Statement
from diurna.records import Span as Place

sys.path.insert(0, str(Path(__file__).parent))
from gold import Record, Span, rows

AGREE = 0.8
ASKED = ("addressee", "act", "name", "parent", "none")
"""What is asked besides the triple; `none`: quoted words that nobody says give no statement."""
STOP = frozenset({"a", "an", "the", "of", "and", "mr", "in", "for"})


@dataclass(kw_only=True)
class Tally:
    """Counts over all reports and the disagreements in words."""

    hits: int = 0
    labelled: int = 0
    found: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ASKED, 0))
    asked: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ASKED, 0))
    misses: list[str] = field(default_factory=list)

    def ask(self, what: str, *, right: bool, miss: str) -> None:
        """Count one question; keep the words of a wrong answer."""
        self.asked[what] += 1
        self.right[what] += right
        if not right:
            self.misses.append(f"{what}: {miss}")

    def rates(self) -> dict[str, float]:
        """Percentages: triple precision, recall and F1, and the share right of each thing asked."""
        precision, recall = 100 * self.hits / max(self.found, 1), 100 * self.hits / max(self.labelled, 1)
        both = precision + recall
        return {
            "triple precision": precision,
            "triple recall": recall,
            "triple F1": 2 * precision * recall / both if both else 0.0,
        } | {f"{what} accuracy": 100 * self.right[what] / max(self.asked[what], 1) for what in ASKED}


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A labelled statement and its partner, by number in their lists."""

    gold: int
    found: int
    fit: float


def measured() -> Tally:
    """Read every report and count."""
    tally = Tally()
    for row in rows():
        compare(row, diurna.read(row["text"], published=row["published"]), tally)
    return tally


def compare(row: Record, reading: Reading, tally: Tally) -> None:
    """Add one report to the counts."""
    text, labels, found = row["text"], row["statements"], reading.statements
    pairs = paired(text, labels, found)
    met = {pair.found: labels[pair.gold] for pair in pairs}
    tally.labelled += sum(not label.get("optional") for label in labels)
    tally.found += sum(not (number in met and met[number].get("optional")) for number in range(len(found)))
    hit = set()
    for pair in pairs:
        label, statement = labels[pair.gold], found[pair.found]
        if pair.fit < AGREE:
            continue
        told(row, reading, pair, tally, pairs)
        if speakers_meet(text, label, statement, reading) and cues_meet(text, label, statement):
            hit.add(pair.gold)
            tally.hits += not label.get("optional")
    partner = {pair.gold: found[pair.found] for pair in pairs}
    for number, label in enumerate(labels):
        if number not in hit and not label.get("optional"):
            tally.misses.append(
                f"{row['id']} missed: {worded(text, label)}\n      got: {in_words(text, partner.get(number))}"
            )
    strays = [found[number] for number in range(len(found)) if number not in met]
    tally.misses += [f"{row['id']} stray: {in_words(text, statement)}" for statement in strays]
    for spans in row["none"]:
        said = [statement for n, statement in enumerate(found) if taken(text, spans, statement, stray=n not in met)]
        miss = f"{row['id']} {text[slice(*spans[0])]} -> {[in_words(text, statement) for statement in said]}"
        tally.ask("none", right=not said, miss=miss)


def told(row: Record, reading: Reading, pair: Pair, tally: Tally, pairs: Sequence[Pair]) -> None:
    """Ask addressee, act, name and parent of a pair whose contents agree."""
    text, label, statement = row["text"], row["statements"][pair.gold], reading.statements[pair.found]
    if label.get("optional"):
        return
    where = f"{row['id']} {worded(text, label)} -> "
    if label["addressee"]:
        right = share(text, [label["addressee"]["span"]], mentioned([statement.addressee]))
        tally.ask("addressee", right=right, miss=where + str(addressed(text, statement)))
    acts = [label["act"], *label.get("alt_acts", [])]
    tally.ask("act", right=statement.act in acts, miss=f"{where}{statement.act}, not {acts}")
    if label["speaker"] and label["speaker"]["name"]:
        name = name_of(reading, statement.speaker)
        tally.ask(
            "name",
            right=same_name(label["speaker"]["name"], name),
            miss=f"{where}{name}, not {label['speaker']['name']}",
        )
    parents = [reading.statements[other.found].id for other in pairs if other.gold == label["parent"]]
    if parents:
        tally.ask("parent", right=statement.parent in parents, miss=f"{where}parent {statement.parent is not None}")


def paired(text: str, labels: Sequence[Record], found: Sequence[Statement]) -> list[Pair]:
    """Pair one to one, best content first; ties go to the agreeing cue, then to text order."""
    pairs = []
    for number, label in enumerate(labels):
        content = tokens(text, label["content"])
        for other, statement in enumerate(found):
            fit = jaccard(content, tokens(text, plain(statement.content)))
            if fit:
                pairs.append((-fit, not cues_meet(text, label, statement), bool(label.get("optional")), number, other))
    chosen: list[Pair] = []
    for fit, _, _, number, other in sorted(pairs):
        if not any(pair.gold == number or pair.found == other for pair in chosen):
            chosen.append(Pair(gold=number, found=other, fit=-fit))
    return sorted(chosen, key=lambda pair: pair.gold)


def tokens(text: str, spans: Sequence[Span]) -> frozenset[int]:
    """Where the words inside some spans begin."""
    return frozenset(start + match.start() for start, end in spans for match in re.finditer(r"\w+", text[start:end]))


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """Shared words by all words; 0 where there are none."""
    return len(one & other) / len(one | other) if one | other else 0.0


def share(text: str, one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Whether two mentions share a word that is not only an article, preposition or title."""
    shared = tokens(text, one) & tokens(text, other)
    return any(re.match(r"\w+", text[start:])[0].lower() not in STOP for start in shared)  # type: ignore[index]


def speakers_meet(text: str, label: Record, statement: Statement, reading: Reading) -> bool:
    """Whether the speakers share a word, or both are missing; without a cue the same name will do."""
    if not label["speaker"]:
        return statement.speaker is None
    span, name = label["speaker"]["span"], label["speaker"]["name"]
    if span and share(text, [span], mentioned([statement.speaker])):
        return True
    return not label["cue"] and bool(name) and same_name(name, name_of(reading, statement.speaker))


def cues_meet(text: str, label: Record, statement: Statement) -> bool:
    """Whether the cues share a word; waived where none is labelled."""
    if not label["cue"]:
        return True
    return bool(statement.cue and tokens(text, [label["cue"]]) & tokens(text, plain([statement.cue])))


def mentioned(mentions: Sequence[ActorMention | None]) -> list[Span]:
    """Where some mentions stand in the text."""
    return plain([mention.span for mention in mentions if mention and mention.span])


def plain(spans: Sequence[Place]) -> list[Span]:
    """Give records' spans as pairs."""
    return [(span.start, span.end) for span in spans]


def name_of(reading: Reading, mention: ActorMention | None) -> str | None:
    """Give the canonical name behind a mention."""
    return next((actor.name for actor in reading.actors if mention and actor.id == mention.actor), None)


def same_name(label: str, name: str | None) -> bool:
    """Whether all words of one name are in the other, accents, case and articles aside."""
    one, other = folded(label), folded(name or "")
    return bool(one and other) and (one <= other or other <= one)


def folded(name: str) -> frozenset[str]:
    """Lower-case words of a name without accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.replace(".", "")) if not unicodedata.combining(c))
    return frozenset(re.findall(r"\w+", plain.lower())) - STOP


def taken(text: str, spans: Sequence[Span], statement: Statement, *, stray: bool) -> bool:
    """Whether a content is no more than these quoted words, or twice as many; for a stray, whether it holds them."""
    content = tokens(text, plain(statement.content))
    quoted = [tokens(text, [span]) for span in spans]
    return any(jaccard(words, content) >= 0.5 or (stray and words <= content) for words in quoted)


def worded(text: str, label: Record) -> str:
    """Give the words of a label."""
    speaker = label["speaker"] and label["speaker"]["span"]
    return " | ".join(
        [slot(text, speaker), slot(text, label["cue"]), " // ".join(text[a:b] for a, b in label["content"])]
    )


def in_words(text: str, statement: Statement | None) -> str:
    """Give the words and the rule of a found statement."""
    if statement is None:
        return "nothing"
    speaker, cue = mentioned([statement.speaker]), plain([statement.cue] if statement.cue else [])
    content = " // ".join(text[a:b] for a, b in plain(statement.content))
    return " | ".join([slot(text, *speaker), slot(text, *cue), content, statement.rule])


def addressed(text: str, statement: Statement) -> str:
    """Give the words of the addressee."""
    return slot(text, *mentioned([statement.addressee]))


def slot(text: str, span: Span | None = None) -> str:
    """Give the words of a span, a dash for none."""
    return text[span[0] : span[1]] if span else "-"


def lines(tally: Tally, *, misses: bool) -> Iterator[str]:
    """Yield the rates, and the disagreements if wanted."""
    if misses:
        yield from tally.misses
    yield f"{tally.labelled} labelled, {tally.found} found, {tally.hits} hits"
    for name, rate in tally.rates().items():
        what = name.removesuffix(" accuracy")
        yield f"{name:20} {rate:5.1f}" + (f"  {tally.right[what]} of {tally.asked[what]}" if what in ASKED else "")


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines(measured(), misses="--misses" in sys.argv)) + "\n")
