"""Strange text costs time in proportion to its length, never an exception, and says where something was given up."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from diurna.extract.statements import Told, told
from diurna.mark.marks import Marks
from diurna.parse import parse
from diurna.readers.articles import article

NOTHING = Marks(actors=(), places=(), dates=(), quantities=())
PIECES = {
    "unbalanced marks": 'The envoy said “we go and the ‘road said "no and ',
    "quotations": "“We go,” he said. ",
    "quotations in paragraphs": "“We go,” he said.\n\n",
    "unclosed paragraphs": "“We go and stay.\n\n",
    "opening marks": "“ ",
    "plain marks": '" ',
    "single marks": "'we go ",
    "marks without width": "\u200b“We\u200b go,”\u200d he said. ",
    "mixed scripts": "Он сказал «мы идём», he said “да”. 他说「好」。",
    "no end": "he said that ",
    "colons": "Ana Ruiz: ",
    "semicolons": "she said; he said; ",
}


def heard(text: str) -> Told:
    return told(parse(article(text, source="test")), NOTHING)


def steps(work: Callable[[], Any]) -> int:
    """Return how many functions are called, of ours and of the library."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_statements_take_steps_in_proportion_to_the_text(piece: str) -> None:
    short, long = (parse(article(piece * (length // len(piece)), source="test")) for length in (4_000, 12_000))
    told(short, NOTHING)
    few = steps(lambda: told(short, NOTHING))
    many = steps(lambda: told(long, NOTHING))
    assert many < 3 * 1.4 * few


def test_statements_read_ten_thousand_quotations() -> None:
    found = heard("“We go,” he said. “We stay.” " * 5_000)
    assert len(found.statements) == 5_000
    assert all(len(one.content) == 2 for one in found.statements)


def test_statements_give_up_a_sentence_without_an_end() -> None:
    text = "The envoy said the road was safe.\n\n" + "he said that " * 300 + "\n\nShe said the bridge was gone."
    found = heard(text)
    assert [one.cue.start for one in found.statements if one.cue] == [text.index("said"), text.rindex("said")]
    assert {(one.stage, one.code) for one in found.problems} == {("extract", "sentence-endless")}
    assert all(one.span and text.index("he said that") <= one.span.start for one in found.problems)


def test_statements_tell_of_a_mark_that_nothing_closes_in_a_long_paragraph() -> None:
    text = "The envoy said: “We go. " + "The road is long. " * 6_000
    found = heard(text)
    assert len(text) > 100_000
    assert [(one.code, one.span and one.span.start) for one in found.problems] == [
        ("quotation-unclosed", text.index("“"))
    ]


def test_statements_see_through_characters_without_width() -> None:
    text = "\u200b“We\u200b go,”\u200d the envoy\ufeff said."
    (one,) = heard(text).statements
    assert (one.speaker and one.speaker.span and one.speaker.span.of(text)) == "envoy"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The envoy said,“Look, the road is closed.”", "“Look, the road is closed.”"),
        ('The envoy said,"We leave tonight."', '"We leave tonight."'),
        ("“We never go back,”the envoy said.", "“We never go back,”"),
        ('" We never go back ", the envoy said.', '" We never go back "'),
    ],
)
def test_statements_need_no_space_beside_a_mark_and_bear_one_within(text: str, content: str) -> None:
    (one,) = heard(text).statements
    assert [part.of(text) for part in one.content] == [content]
