"""The labelled reports as rows of the scorers' gold format: words become offsets.

    python tests/golden/statements/gold.py > gold.jsonl

A statement begins at the first occurrence of its content after the one before it (inside its parent's content where it
has a parent), or after the words of its `at`. Its cue is the occurrence nearest to the content and outside it, its
speaker and addressee are the occurrences nearest to the cue.
"""

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
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
    cue = nearest(text, statement["cue"], content, avoid=content, inside=inside)
    anchor = [cue] if cue else content
    speaker = nearest(text, statement["speaker"], anchor, avoid=content, inside=inside)
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


def nearest(
    text: str, words: str | None, anchor: Sequence[Span], *, avoid: Sequence[Span], inside: Sequence[Span]
) -> Span | None:
    """Find the occurrence with the fewest characters between it and the anchor; inside the content only if nowhere else."""
    if words is None:
        return None
    spans = [span for span in occurrences(text, words) if within(span, inside)] or list(occurrences(text, words))
    if not spans:
        raise ValueError(f"not in the text: {words!r}")
    free = [span for span in spans if not any(overlap(span, other) for other in avoid)] or spans
    return min(free, key=lambda span: min(gap(span, other) for other in anchor))


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
