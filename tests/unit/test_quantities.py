"""Quantities: every example of the rule file, and tables of numbers and bounds."""

from collections.abc import Iterator
from typing import Any

import pytest

from diurna.mark.hedges import QuantityRules
from diurna.mark.quantities import quantities
from diurna.parse import parse
from diurna.readers.articles import article
from diurna.records import Date, Published, Quantity, Span
from diurna.rules.load import Example, toml


def found(text: str, *dated: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text without those of value 0; `dated` are words that are dates."""
    parsed = parse(article(text, source="-", published=Published(value=None, basis=None)))
    dates = tuple(date(text, words) for words in dated)
    return tuple(quantity for quantity in quantities(parsed, dates)[0] if quantity.best != 0)


def date(text: str, words: str) -> Date:
    span = Span(text.index(words), text.index(words) + len(words))
    return Date(span=span, type="DATE", value=None, mod=None, granularity=None, begin=None, end=None, anchor="none")


def examples() -> Iterator[tuple[str, Example]]:
    """Yield every example of the rule file with the id of its rule."""
    rules = toml("en/quantities.toml", QuantityRules)
    for group in (rules.vague, rules.qualifiers, rules.ranges, rules.exclusions):
        for rule in group:
            for example in rule.examples:
                yield rule.id, example


def meets(text: str, quantity: Quantity, wanted: dict[str, Any]) -> bool:
    values = {name: getattr(quantity, name) for name in wanted}
    return {name: value.of(text) if isinstance(value, Span) else value for name, value in values.items()} == wanted


@pytest.mark.parametrize(
    ("rule", "example"), [pytest.param(*pair, id=f"{pair[0]}-{n}") for n, pair in enumerate(examples())]
)
def test_quantities_rule_examples(rule: str, example: Example) -> None:
    seen = found(example.text)
    for wanted in example.gives:
        assert any(meets(example.text, quantity, wanted) for quantity in seen), (rule, wanted, seen)
    if not example.gives:
        assert not seen, rule


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12", 12),
        ("5,000", 5000),
        ("47, 000", 47000),
        ("3 900", 3900),
        ("1.234.567", 1234567),
        ("3.25 lakh", 325000),
        ("3,25,000", 325000),
        ("eighty-three million", 83000000),
        ("half a million", 500000),
        ("three quarters of a million", 750000),
        ("two and a half million", 2500000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("two hundred and five", 205),
        ("1.2 million", 1200000),
        ("FORTY-TWO", 42),
    ],
)
def test_quantities_read_numbers(words: str, value: int) -> None:
    text = f"The flood displaced {words} villagers."
    (quantity,) = found(text)
    assert (quantity.low, quantity.best, quantity.high) == (value, value, value)
    assert quantity.number.of(text) == words


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("$1.2bn", 1_200_000_000, "USD"),
        ("US$9 million", 9_000_000, "USD"),
        ("€70m", 70_000_000, "EUR"),
        ("160 million US dollars", 160_000_000, "USD"),
        ("318,000 marks", 318_000, "DEM"),
        ("3.5 percent", 3.5, "percent"),
        ("12 per cent", 12, "percent"),
        ("two-thirds of the sum", 66.667, "percent"),
        ("three in ten", 30, "percent"),
        ("half of the sum", 50, "percent"),
    ],
)
def test_quantities_read_money_and_shares(words: str, value: float, unit: str) -> None:
    (quantity, *_) = found(f"The bank lost {words}.")
    assert (quantity.low, quantity.unit) == (value, unit)


@pytest.mark.parametrize(
    ("words", "low", "best", "high"),
    [
        ("more than 5,000", 5001, None, None),
        ("at least 5,000", 5000, None, None),
        ("fewer than 300", None, None, 299),
        ("up to 300", None, None, 300),
        ("nearly 400", None, 400, 400),
        ("about 400", None, 400, None),
        ("between 20 and 30", 20, None, 30),
        ("20 to 30 thousand", 20000, None, 30000),
        ("dozens of", 24, None, None),
        ("several", 3, None, None),
        ("hundreds of thousands of", 200000, None, None),
        ("12", 12, 12, 12),
    ],
)
def test_quantities_read_bounds(words: str, low: int | None, best: int | None, high: int | None) -> None:
    (quantity,) = found(f"The flood displaced {words} villagers.")
    assert (quantity.low, quantity.best, quantity.high) == (low, best, high)


def test_quantities_leave_out_dates() -> None:
    assert not found("The dam broke in the fall of 77.", "the fall of 77")


def test_quantities_keep_a_year_like_count() -> None:
    assert [quantity.low for quantity in found("The dam drowned 1064 cottages.", "1064")] == [1064]


def test_quantities_head_is_the_counted_noun() -> None:
    text = "Scores of angry local farmers marched."
    parsed = parse(article(text, source="-"))
    ((quantity,), _) = quantities(parsed, ())
    assert parsed.tokens[quantity.head].text == "farmers"


@pytest.mark.parametrize(
    "text", ["", " ", "12", "%", "$", "½", "no", "half", "9" * 40, "a a million", "to to 7", "１２"]
)
def test_quantities_survive_strange_text(text: str) -> None:
    assert isinstance(found(text), tuple)
