"""Figures: every example of the rule file, and tables of what the records must say."""

from collections.abc import Iterator
from typing import Any

import pytest

from diurna.extract.categories import FigureRules
from diurna.extract.figures import figures
from diurna.mark.mark import mark
from diurna.parse import parse
from diurna.readers.articles import article
from diurna.records import ActorMention, Figure, PlaceRef, Published, Revision, Span, finding_id
from diurna.rules.load import Example, toml


def found(text: str, published: str | None = None) -> tuple[Figure, ...]:
    """Return the figures of a text as the whole stage finds them."""
    given = Published(value=published, basis="given" if published else None)
    parsed = parse(article(text, source="-", published=given))
    return figures(parsed, mark(parsed), ())


def examples() -> Iterator[tuple[str, Example]]:
    """Yield every example of the rule file with the id of its rule."""
    rules = toml("en/figures.toml", FigureRules)
    for group in (rules.rules, rules.modalities, rules.changes, rules.measures, rules.sources):
        for rule in group:
            for example in rule.examples:
                yield rule.id, example


def meets(text: str, figure: Figure, wanted: dict[str, Any], ids: dict[str, str]) -> bool:
    """Tell whether a figure has what an example wants; `false` wants nothing there."""
    return all(same(text, getattr(figure, name), value, ids) for name, value in wanted.items())


def same(text: str, value: Any, wanted: Any, ids: dict[str, str]) -> bool:
    if isinstance(value, Revision):
        return all(bool(getattr(value, name) == each) for name, each in wanted.items())
    if wanted is False:
        return value is None
    if isinstance(value, ActorMention | PlaceRef):
        value = value.span
    if isinstance(value, Span):
        return bool(value.of(text) == wanted)
    if isinstance(value, str) and value.startswith("f:"):
        return bool(ids.get(value) == wanted)
    return bool(value == wanted)


@pytest.mark.parametrize(
    ("rule", "example"), [pytest.param(*pair, id=f"{pair[0]}-{n}") for n, pair in enumerate(examples())]
)
def test_figures_rule_examples(rule: str, example: Example) -> None:
    figured = found(example.text, example.published)
    ids = {figure.id: figure.number.of(example.text) for figure in figured}
    for wanted in example.gives:
        assert any(meets(example.text, figure, wanted, ids) for figure in figured), (rule, wanted, figured)
    if not example.gives:
        assert not figured, rule


def test_figures_every_rule_has_examples_for_and_against() -> None:
    rules = toml("en/figures.toml", FigureRules)
    for rule in (*rules.rules, *rules.modalities, *rules.changes, *rules.measures, *rules.sources):
        assert len(rule.examples) > 1, rule.id
        assert any(example.gives for example in rule.examples), rule.id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mortars hit the depot, killing four porters and wounding dozens.", [("killed", 4), ("injured", 24)]),
        ("19 deaths, 7 missing, 31,500 evacuated.", [("killed", 19), ("missing", 7), ("evacuated", 31500)]),
        ("Nine were killed and 33 wounded.", [("killed", 9), ("injured", 33)]),
        ("Fire guts market, 14 dead, 30 hurt", [("killed", 14), ("injured", 30)]),
        ("Seven climbers who were swept off the ridge died.", [("killed", 7)]),
        ("The avalanche that buried the hut killed 11.", [("killed", 11)]),
        ("Police arrested 40 people who had fled the riot.", [("detained", 40)]),
        ("The two leaders met for two hours on May 2.", []),
        ("She won 3-1 and is 31 years old.", []),
    ],
)
def test_figures_take_the_category_from_the_governing_predicate(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(figure.category, figure.low) for figure in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "low", "best", "high", "qualifier"),
    [
        ("The mudslide killed more than 5,000 miners.", 5001, None, None, "more_than"),
        ("The mudslide killed at least 5,000 miners.", 5000, None, None, "at_least"),
        ("The mudslide killed fewer than 300 miners.", None, None, 299, "fewer_than"),
        ("The mudslide killed up to 300 miners.", None, None, 300, "at_most"),
        ("The mudslide killed nearly 400 miners.", None, 400, 400, "nearly"),
        ("The mudslide killed about 400 miners.", None, 400, None, "approx"),
        ("The mudslide killed between 20 and 30 miners.", 20, None, 30, "range"),
        ("The mudslide killed 12 miners.", 12, 12, 12, "exact"),
        ("The mudslide killed dozens of miners.", 24, None, None, "vague"),
        ("The state seized more than $5,000,000 of the bank's money.", 5000000, None, None, "more_than"),
    ],
)
def test_figures_set_bounds_by_qualifier(
    text: str, low: int | None, best: int | None, high: int | None, qualifier: str
) -> None:
    (figure,) = found(text)
    assert (figure.low, figure.best, figure.high, figure.qualifier) == (low, best, high, qualifier)


def test_figures_span_holds_the_qualifier_and_number_does_not() -> None:
    text = "The levy raised an estimated 160 million US dollars."
    (figure,) = found(text)
    assert (figure.span.of(text), figure.number.of(text)) == (
        "an estimated 160 million US dollars",
        "160 million US dollars",
    )
    assert figure.unit == "USD"


def test_figures_id_is_over_the_number() -> None:
    text = "The mudslide killed at least 12 miners."
    (figure,) = found(text)
    assert figure.id == finding_id("f", article(text, source="-").id, (figure.number.start, figure.number.end))


def test_figures_are_the_same_twice() -> None:
    text = (
        "Raiders killed 12 herders, including three boys, and abducted 40 others, bringing the toll to 88, up from 71."
    )
    assert found(text) == found(text)


@pytest.mark.parametrize(
    "text", ["", "   ", "12", "%", "$", "1,2,3,4,5,6,7", "to 5 to", "half", "no", "١٢ \ud800"[:3], "12 of 12 of 12"]
)
def test_figures_survive_strange_text(text: str) -> None:
    assert isinstance(found(text), tuple)
