"""Statements of headlines that name the speaker beside a colon or dash: "Okafor: Strike will end", "… - Okafor"."""

from collections.abc import Iterator
from itertools import groupby

from diurna.extract.statement_layout import SETTING_OFF, Layout
from diurna.extract.statement_parties import party
from diurna.extract.statement_rules import frame_confidence, listed
from diurna.extract.statement_saying import Range, Saying
from diurna.mark.marks import Marks
from diurna.parse.layout import Sentence, Token

FRAME = "headline"
FEWEST_WORDS = 3
LONGEST_NAME = 5
"""Most words of a name beside a headline's colon or dash."""
LONGEST_HEADLINE = 30
"""Most tokens of a first paragraph that is taken for a headline where no block is labelled as one."""


def headline_sayings(layout: Layout, marks: Marks) -> Iterator[Saying]:
    """Yield the statement of each headline with the speaker before a colon, or after a colon or dash at its end."""
    known = _person_words(layout)
    for first, last in _headlines(layout.parse.sentences):
        found = _named_first(layout, marks, known, first, last) or _named_last(layout, marks, known, first, last)
        if found is None:
            continue
        speaker, content = found
        yield Saying(
            cue=None,
            cue_span=None,
            frame=FRAME,
            group=FRAME,
            act="assert",
            confidence=frame_confidence()[FRAME],
            words=(speaker.index, speaker.index + 1),
            ranges=[content],
            speakers=(party(layout, marks, speaker),),
        )


def _headlines(sentences: list[Sentence]) -> list[Range]:
    runs = [list(group) for _, group in groupby(sentences, key=lambda sentence: (sentence.paragraph, sentence.role))]
    titles = [run for run in runs if run[0].role == "title"]
    if not titles and len(runs) > 1 and runs[0][-1].last - runs[0][0].first <= LONGEST_HEADLINE:
        titles = runs[:1]
    return [(run[0].first, run[-1].last) for run in titles]


def _person_words(layout: Layout) -> frozenset[str]:
    """Return the last words of the persons that the text names outside headlines."""
    names = [token for token in layout.tokens if token.entity == "PERSON" and token.tag == "NNP"]
    return frozenset(token.lower for token in names if layout.parse.sentence_of(token).role != "title")


def _named_first(
    layout: Layout, marks: Marks, known: frozenset[str], first: int, last: int
) -> tuple[Token, Range] | None:
    tokens = layout.tokens
    colon = next((n for n in range(first, min(last, first + LONGEST_NAME + 3)) if tokens[n].text == ":"), None)
    if colon is None:
        return None
    dash = next((n for n in range(colon - 1, first, -1) if tokens[n].text in SETTING_OFF), None)
    begin = first if dash is None else dash + 1
    if last - colon <= FEWEST_WORDS or not _is_speaker(marks, known, tokens[begin:colon]):
        return None
    return tokens[colon - 1], (colon + 1, last)


def _named_last(
    layout: Layout, marks: Marks, known: frozenset[str], first: int, last: int
) -> tuple[Token, Range] | None:
    tokens = layout.tokens
    if last - first > 1 and tokens[last - 1].text == ".":
        last -= 1
    beginnings = range(last - 2, max(first, last - LONGEST_NAME - 2), -1)
    mark = next((n for n in beginnings if tokens[n].text in SETTING_OFF), None)
    if mark is None or mark - first < FEWEST_WORDS or layout.outer[mark] >= 0:
        return None
    if not _set_off(layout, mark) or not _is_speaker(marks, known, tokens[mark + 1 : last]):
        return None
    return tokens[last - 1], (first, mark)


def _set_off(layout: Layout, mark: int) -> bool:
    """Tell whether a dash has spaces around it, so that it is no hyphen; a colon always passes."""
    token = layout.tokens[mark]
    return token.text == ":" or layout.parse.text[token.start - 1 : token.start].isspace()


def _is_speaker(marks: Marks, known: frozenset[str], tokens: list[Token]) -> bool:
    """Tell whether words beside a colon name somebody who speaks, and not a topic ("Dam collapse: …")."""
    if not tokens or len(tokens) > LONGEST_NAME or any(token.lower in listed("labels") for token in tokens):
        return False
    last = tokens[-1]
    if last.lower in listed("headline_speakers"):
        return True
    found = marks.actor_at(last.span)
    if found is not None and found[1].kind in {"person", "organization"}:
        return True
    return all(token.text[0].isupper() for token in tokens) and (last.lower in known or last.entity == "PERSON")
