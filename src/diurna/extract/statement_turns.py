"""Transcripts: paragraphs that begin with the name of whoever speaks, "JONES: …", "Q: …", "Jane Doe: …"."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from diurna.extract.statement_cues import TOLD_IN
from diurna.extract.statement_inner import TURN
from diurna.extract.statement_layout import Layout
from diurna.extract.statement_parties import party
from diurna.extract.statement_rules import frame_confidence, listed
from diurna.extract.statement_saying import Range, Saying
from diurna.mark.marks import Marks
from diurna.parse.layout import Token
from diurna.records import ActorMention, BlockRole

LONGEST_LABEL = 5
"""Most words of a speaker's label."""
LABELS: frozenset[BlockRole] = frozenset({"dateline"})
"""Blocks that a label may be taken for: a name in capitals before a colon looks like a place."""
LEAST_TURNS = 2
"""Fewest labels that make a transcript, and how often a label that is no known name must come back."""


class Paragraph(NamedTuple):
    """A paragraph's tokens (half-open), its block, and the tokens of the label that it begins with."""

    words: Range
    role: BlockRole
    label: list[Token]


def turn_sayings(layout: Layout, marks: Marks) -> Iterator[Saying]:
    """Yield a statement for each turn of a transcript; a turn goes on to the next label, the last one to its paragraph's end."""
    paragraphs = list(_paragraphs(layout))
    named = _speakers(marks, paragraphs)
    turns = [number for number, paragraph in enumerate(paragraphs) if _name(paragraph.label) in named]
    if len(turns) < LEAST_TURNS or len(named) < LEAST_TURNS:
        return
    for number, following in zip(turns, [*turns[1:], turns[-1] + 1], strict=True):
        here = paragraphs[number]
        rest = [item.words for item in paragraphs[number + 1 : following] if item.role == here.role != "title"]
        begin = here.label[-1].index + 2
        if begin >= here.words[1]:
            continue
        yield Saying(
            cue=None,
            cue_span=None,
            frame=TURN,
            group=TURN,
            act="assert",
            confidence=frame_confidence()[TURN],
            words=(here.words[0], begin),
            ranges=[(begin, here.words[1]), *rest],
            speakers=(_speaker(layout, marks, here.label[-1]),),
            addressees=_addressed(layout, marks, begin),
        )


def _paragraphs(layout: Layout) -> Iterator[Paragraph]:
    for _, group in groupby(layout.parse.sentences, key=lambda sentence: sentence.paragraph):
        run = [sentence for sentence in group if sentence.role in TOLD_IN | LABELS]
        if run and run[-1].role in TOLD_IN:
            first, last = run[0].first, run[-1].last
            yield Paragraph((first, last), run[-1].role, _label(layout, first, last))


def _label(layout: Layout, first: int, last: int) -> list[Token]:
    """Return the capitalised words before a colon at the beginning of a paragraph; none where there is no such label."""
    words: list[Token] = []
    for token in layout.tokens[first : min(last, first + LONGEST_LABEL + 1)]:
        if token.text == ":":
            return words
        if not token.text[0].isupper() or token.lower in listed("labels") or layout.outer[token.index] >= 0:
            return []
        words.append(token)
    return []


def _name(label: list[Token]) -> str:
    return " ".join(token.text for token in label)


def _speakers(marks: Marks, paragraphs: list[Paragraph]) -> frozenset[str]:
    """Return the labels that name a speaker: a questioner, a person, or a name that comes back."""
    labels = {_name(item.label): item.label for item in paragraphs if item.label}
    often = Counter(_name(item.label) for item in paragraphs)
    return frozenset(name for name, label in labels.items() if _speaks(marks, label, often[name]))


def _speaks(marks: Marks, label: list[Token], times: int) -> bool:
    last = label[-1]
    if last.lower in listed("turn_labels") or last.entity == "PERSON":
        return True
    found = marks.actor_at(last.span)
    if found is not None and found[1].kind == "person":
        return True
    return times >= LEAST_TURNS and (found is not None or last.tag == "NNP" or last.text.isupper())


def _speaker(layout: Layout, marks: Marks, name: Token) -> ActorMention:
    """Return a label as mention of the actor that it names, or of the one person who bears that surname."""
    found = party(layout, marks, name)
    if found.actor is not None:
        return found
    people = [actor for actor in marks.actors if actor.kind == "person"]
    bearers = [actor for actor in people if actor.name.split()[-1:] and actor.name.split()[-1].lower() == name.lower]
    return ActorMention(span=found.span, actor=bearers[0].id) if len(bearers) == 1 else found


def _addressed(layout: Layout, marks: Marks, begin: int) -> tuple[ActorMention, ...]:
    """Return who is called by name or title at the beginning of a turn: "Senator, you voted against the bill"."""
    sentence = layout.tokens[begin : layout.parse.sentence_of(layout.tokens[begin]).last]
    pause = next((number for number, token in enumerate(sentence[: LONGEST_LABEL + 1]) if token.text == ","), 0)
    called = sentence[:pause]
    if not called or any(token.pos not in {"NOUN", "PROPN"} or not token.text[0].isupper() for token in called):
        return ()
    spoken_to = any(token.lower in listed("second_person") for token in sentence[pause:])
    return (party(layout, marks, called[-1]),) if spoken_to else ()
