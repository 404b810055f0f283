"""Bad input: numbers and dates that are none give no figure, no fault, and a problem where one helps."""

import time

import pytest

import diurna
from diurna.extract.figures import figures
from diurna.mark.dates import dates
from diurna.mark.marks import Marks
from diurna.mark.quantities import quantities
from diurna.parse import Parse, parse
from diurna.readers.articles import article
from diurna.records import Published, Reading

NO_FIGURE = [
    "He came on 30 February 2022 and left on 31 April.",
    "It happened on 2022-13-40.",
    "The raid of 2022-02-30 killed people.",
    "On 99/99/2022 people were killed.",
    f"{'9' * 400} people were killed.",
    f"0.{'9' * 400} people were killed.",
    f"{'9' * 400} million people were killed.",
    f"${'9' * 400} was pledged to the refugees.",
    "1e400 people were killed.",
    "The numbers were 1,2,3,4 killed.",
    "Rows 1,2,3,4 were displaced people.",
    "12,34 people were killed.",
    "1,00,00 people were killed.",
    "Call 1-800-555-0199 or +44 20 7946 0958 or (202) 555-0143 about those killed.",
    "Phone: 555 0143 killed.",
    "Tel. 0800 123 456 people killed.",
    "ISBN 978-3-16-148410-0 killed the refugees.",
    "ISBN 0-19-852663-6 tells how people were killed.",
    "The wreck lies at 34.0522° N, 118.2437° W, killing people.",
    "At 48.8566, 2.3522 people were killed.",
    "Flooding at 12°30'N 45°20'E killed people.",
    "The host 192.168.0.1 killed people.",
    "The card 4111 1111 1111 1111 was found on the wounded.",
    "The crash of Flight 370 killed people.",
]


def codes(reading: Reading) -> list[tuple[str, str]]:
    text = reading.article.text
    return [(problem.code, problem.span.of(text)) for problem in reading.problems if problem.span]


@pytest.mark.parametrize("text", NO_FIGURE)
def test_bad_numbers_give_no_figure(text: str) -> None:
    reading = diurna.read(text, published="2022-07-19")
    assert not reading.figures
    assert not [problem for problem in reading.problems if problem.stage == "run"]


PROBLEMS = [
    ("He came on 30 February 2022.", ("date-impossible", "30 February 2022")),
    ("He came on 2022-13-40.", ("date-impossible", "2022-13-40")),
    ("He came on 31 April.", ("date-impossible", "31 April")),
    (f"{'9' * 400} nuns were killed.", ("number-too-large", "9" * 400)),
    ("Some 61, 000 nuns were displaced.", ("number-broken", "61, 000")),
]


@pytest.mark.parametrize(("text", "problem"), PROBLEMS)
def test_bad_numbers_are_problems(text: str, problem: tuple[str, str]) -> None:
    assert codes(diurna.read(text, published="2022-07-19")) == [problem]


def test_a_broken_number_is_read_whole() -> None:
    reading = diurna.read("Some 61, 000 nuns were displaced.")
    assert [(figure.best, figure.category) for figure in reading.figures] == [(61000, "displaced")]


def test_a_bad_date_does_not_hide_a_good_number() -> None:
    reading = diurna.read("The raid of 2022-02-30 killed 12 nuns.")
    assert [figure.low for figure in reading.figures] == [12]
    assert not reading.dates


@pytest.mark.parametrize("text", ["9" * 5000, "1,2," * 2000, "30 February " * 500, "½" * 900, "$" * 900, "6 to " * 900])
def test_bad_numbers_by_the_thousand_are_survived(text: str) -> None:
    assert not [problem for problem in diurna.read(text).problems if problem.stage == "run"]


SENTENCE = (
    "Rebels killed 12 villagers at 3 p.m. on Tuesday, 4 May 2021, two days after shelling wounded 30 others, "
    "and at noon dozens of troops fled, officials said on Monday. "
)


def paragraph(size: int) -> Parse:
    published = Published(value="2022-07-19", basis="given")
    return parse(article((SENTENCE * (size // len(SENTENCE) + 1))[:size], source="-", published=published))


def seconds(parsed: Parse) -> float:
    """Return the CPU time of dates, numbers and figures of a parse, the best of three."""
    spent = []
    for _ in range(3):
        began = time.process_time()
        found, _ = dates(parsed)
        counted, _ = quantities(parsed, found)
        figures(parsed, Marks(actors=(), places=(), dates=found, quantities=counted), ())
        spent.append(time.process_time() - began)
    return min(spent)


def test_time_grows_with_the_length_of_a_paragraph() -> None:
    """A paragraph of 100,000 characters takes about eight times as long as one of 12,500, not sixty-four times."""
    short, long = paragraph(12_500), paragraph(100_000)
    seconds(short)
    assert seconds(long) < 2.5 * 8 * seconds(short)
