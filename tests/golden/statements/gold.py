"""The labelled reports as rows of the scorers' gold format: words become offsets.

    python tests/golden/statements/gold.py > gold.jsonl

A statement begins at the first occurrence of its content after the one before it (inside its parent's content where it
has a parent), or after the words of its `at`. Its speaker and cue are the occurrences that stand in the fewest sentences
with the content and make the shortest stretch with it, its addressee is the occurrence nearest to the cue.
"""

import json
import re
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SENTENCE_END = re.compile(r"[.!?]\W*\s\W*(?=[A-Z])")
Span = tuple[int, int]
Record = dict[str, Any]


def rows() -> list[Record]:
    """All reports, in the order of their numbers."""
    return [row(labels) for labels in sorted(HERE.glob("[0-9]*.json"))]


def row(labels: Path) -> Record:
    """One report: `{id, published, text, statements, none}`, `none` being a list of lists of spans."""
    text = labels.with_suffix(".txt").read_text(encoding="utf-8")
    given = json.loads(labels.read_text(encoding="utf-8"))
    statements: list[Record] = []
    for statement in given["statements"]:
        parent = statement["parent"]
        after = statements[-1]["content"][0][0] if statements else 0
        inside = statements[parent]["content"] if parent is not None else [(0, len(text))]
        statements.append(placed(text, statement, after=inside[0][0] if parent is not None else after, inside=inside))
    return {
        "id": labels.stem,
        "published": given["published"],
        "text": text,
        "statements": statements,
        "none": [list(occurrences(text, words)) for words in given["none"]],
    }


def placed(text: str, statement: Record, *, after: int, inside: Sequence[Span]) -> Record:
    """Put spans in place of words; raise `ValueError` where words are not in the text."""
    if statement.get("at"):
        after = text.index(statement["at"])
    content = fragments(text, statement["content"], after=after, inside=inside)
    speaker, cue = closest(text, (statement["speaker"], statement["cue"]), content, inside=inside)
    anchor = [cue] if cue else content
    taken = [*content, *([speaker] if speaker else [])]
    addressee = nearest(text, statement["addressee"], anchor, avoid=taken, inside=inside)
    parts = [span for span in (speaker, cue, addressee, *content) if span]
    named = {"span": speaker, "name": statement["name"]} if speaker or statement["name"] else None
    return statement | {
        "span": (min(start for start, _ in parts), max(end for _, end in parts)),
        "speaker": named,
        "cue": cue,
        "content": content,
        "addressee": {"span": addressee, "name": None} if addressee else None,
    }


def fragments(text: str, words: Sequence[str], *, after: int, inside: Sequence[Span]) -> list[Span]:
    """Find the stretches of a content, each behind the one before it."""
    found: list[Span] = []
    for part in words:
        spans = [span for span in occurrences(text, part) if within(span, inside)]
        if not spans:
            raise ValueError(f"not in the text: {part!r}")
        found.append(next((span for span in spans if span[0] >= after), spans[-1]))
        after = found[-1][1]
    return found


def closest(
    text: str, words: Sequence[str | None], content: Sequence[Span], *, inside: Sequence[Span]
) -> tuple[Span | None, ...]:
    """Find speaker and cue in the fewest sentences, then the shortest stretch with the content."""
    choices = [candidates(text, part, avoid=content, inside=inside) for part in words]

    def length(chosen: tuple[Span | None, ...]) -> tuple[int, int, int]:
        spans = [span for span in chosen if span]
        start, end = min(s for s, _ in [*spans, *content]), max(e for _, e in [*spans, *content])
        return (
            len(SENTENCE_END.findall(text, start, end)),
            end - start,
            sum(gap(span, other) for span in spans for other in spans),
        )

    return min(product(*choices), key=length)


def nearest(
    text: str, words: str | None, anchor: Sequence[Span], *, avoid: Sequence[Span], inside: Sequence[Span]
) -> Span | None:
    """Find the occurrence with the fewest characters between it and the anchor."""
    found = [span for span in candidates(text, words, avoid=avoid, inside=inside) if span]
    return min(found, key=lambda span: min(gap(span, other) for other in anchor), default=None)


def candidates(
    text: str, words: str | None, *, avoid: Sequence[Span], inside: Sequence[Span]
) -> list[Span] | list[None]:
    """List the occurrences inside the parent's content and outside one's own, or all where that leaves none."""
    if words is None:
        return [None]
    spans = occurrences(text, words)
    if not spans:
        raise ValueError(f"not in the text: {words!r}")
    spans = [span for span in spans if within(span, inside)] or spans
    return [span for span in spans if not any(overlap(span, other) for other in avoid)] or spans


def occurrences(text: str, words: str) -> list[Span]:
    """Every place where the words stand whole, in order."""
    begin = r"(?<!\w)" if words[0].isalnum() else ""
    end = r"(?!\w)" if words[-1].isalnum() else ""
    return [match.span() for match in re.finditer(begin + re.escape(words) + end, text)]


def within(span: Span, spans: Sequence[Span]) -> bool:
    """Whether a span lies inside one of the others."""
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def gap(one: Span, other: Span) -> int:
    """How many characters lie between two spans."""
    return max(one[0] - other[1], other[0] - one[1], 0)


if __name__ == "__main__":
    for one in rows():
        sys.stdout.write(json.dumps(one, ensure_ascii=False) + "\n")
