"""Stretches: every example of the rules, and what figures and events make of them."""

from collections.abc import Iterator

import pytest

import diurna
from diurna.mark.dates import dates
from diurna.mark.timex.stretches import stretches
from diurna.mark.timex.words import date_rules
from diurna.parse import parse
from diurna.readers.articles import article
from diurna.records import Published
from diurna.rules.load import Example

TUESDAY = "2022-07-19"


def found(text: str) -> list[tuple[str, str | None, str | None]]:
    parsed = parse(article(text, source="-", published=Published(value=TUESDAY, basis="given")))
    given = stretches(text, dates(parsed)[0])
    return [(one.span.of(text), one.begin, one.end) for one in dict.fromkeys(given.values())]


def examples() -> Iterator[tuple[str, Example]]:
    for rule in date_rules().stretches:
        for example in rule.examples:
            yield rule.id, example


@pytest.mark.parametrize(("rule", "example"), list(examples()), ids=lambda item: item if isinstance(item, str) else "")
def test_stretches_of_rule_examples(rule: str, example: Example) -> None:
    wanted = [(one["span"], one["begin"] or None, one["end"] or None) for one in example.gives]
    assert found(example.text) == wanted, rule


def test_stretches_rules_have_both_kinds_of_examples() -> None:
    for rule in date_rules().stretches:
        assert {bool(example.gives) for example in rule.examples} == {True, False}, rule.id


FIGURES = [
    ("More than 12,000 miners have been killed since April 2021.", "April 2021", "2021-04-01", None),
    ("Since March, at least 40 nuns have been killed in Brod.", "March", "2022-03-01", None),
    ("Between 3 March and 5 April, 120 nuns were killed.", "3 March and 5 April", "2022-03-03", "2022-04-05"),
    ("Police arrested 300 rioters between Monday and Thursday.", "Monday and Thursday", "2022-07-11", "2022-07-14"),
    ("By Friday, 2,000 nuns had been evacuated.", "Friday", None, "2022-07-15"),
    ("As of 4 July, 90 nuns were missing.", "4 July", None, "2022-07-04"),
    ("The revolt, which began in 2014, has killed 14,000 nuns.", "2014", "2014-01-01", None),
    ("The raid, which began on 3 May 2021, killed 14 nuns.", "3 May 2021", "2021-05-03", "2021-05-03"),
    ("The floods have killed 14 nuns this week.", "this week", "2022-07-18", "2022-07-24"),
]


@pytest.mark.parametrize(("text", "words", "begin", "end"), FIGURES)
def test_stretches_date_figures(text: str, words: str, begin: str | None, end: str | None) -> None:
    (figure,) = diurna.read(text, published=TUESDAY).figures
    assert figure.date is not None
    assert figure.date.span is not None
    assert (figure.date.span.of(text), figure.date.begin, figure.date.end) == (words, begin, end)


def test_stretches_date_events() -> None:
    text = "Ruritanian troops shelled Kharkiv from 2 to 6 May."
    (event,) = [event for event in diurna.read(text, published=TUESDAY).events if event.type == "ASSAULT"]
    assert event.date is not None
    assert (event.date.begin, event.date.end) == ("2022-05-02", "2022-05-06")
