"""How many examples the rules of dates, numbers and figures carry."""

from collections.abc import Iterable

from diurna.extract.categories import FigureRules
from diurna.mark.hedges import QuantityRules
from diurna.mark.timex.words import date_rules
from diurna.rules.load import Rule, toml


def count(*groups: Iterable[Rule]) -> int:
    return sum(len(rule.examples) for group in groups for rule in group)


def test_rules_of_dates_numbers_and_figures_carry_300_examples() -> None:
    dates, numbers = date_rules(), toml("en/quantities.toml", QuantityRules)
    figures = toml("en/figures.toml", FigureRules)
    counts = (
        count(dates.rules, dates.stretches),
        count(numbers.vague, numbers.qualifiers, numbers.ranges, numbers.exclusions),
        count(figures.rules, figures.modalities, figures.changes, figures.measures, figures.sources),
    )
    assert min(counts) >= 100, counts
    assert sum(counts) >= 300, counts
