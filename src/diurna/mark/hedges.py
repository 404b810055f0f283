"""Hedges: the shape of `en/quantities.toml`, and its words around numbers compiled to patterns."""

import re
from functools import cache, cached_property

from diurna.mark.numerals import Grammar, NumeralRules, any_of
from diurna.mark.vague import vague_profile
from diurna.records import Qualifier
from diurna.rules.load import Rule, Shaped, toml

Pattern = re.Pattern[str] | None


class VagueRule(Rule, frozen=True, kw_only=True):
    """Vague words; their lows stand in the profiles of `en/vague.toml`."""

    words: tuple[str, ...]


class QualifierRule(Rule, frozen=True, kw_only=True):
    """Words right before or after a number that hedge it; `not_after` are lemmas that make them particles."""

    qualifier: Qualifier
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


class RangeRule(Rule, frozen=True, kw_only=True):
    """Words between two numbers that make them one range, and words that must or must not stand before the first."""

    joins: tuple[str, ...]
    opens: tuple[str, ...] = ()
    not_opens: tuple[str, ...] = ()


class ExclusionRule(Rule, frozen=True, kw_only=True):
    """A number that counts nothing: patterns on the number, on what stands right before it and right after it."""

    number: str | None = None
    before: str | None = None
    after: str | None = None
    case: bool = False
    words: bool = False
    shares: bool = False


class ZeroWords(Shaped, frozen=True, kw_only=True):
    """Words that say that there was none."""

    words: tuple[str, ...]


class QuantityRules(Shaped, frozen=True, kw_only=True):
    """The file `en/quantities.toml`."""

    numerals: NumeralRules
    vague: tuple[VagueRule, ...]
    qualifiers: tuple[QualifierRule, ...]
    ranges: tuple[RangeRule, ...]
    zero: ZeroWords
    exclusions: tuple[ExclusionRule, ...]


class Tables:
    """The rule file, compiled once."""

    def __init__(self, rules: QuantityRules) -> None:
        self.rules = rules

    @cached_property
    def before(self) -> re.Pattern[str]:
        """Qualifiers in front of a number, with the words that may stand between."""
        phrases = any_of(tuple(self._phrases("before")))
        return re.compile(
            rf"(?:^|(?<=[\s(\[“\"'‘—–-]))(?P<words>{phrases})(?:\s+(?:{any_of(self.rules.numerals.fillers)}))?\s*$",
            re.IGNORECASE,
        )

    @cached_property
    def after(self) -> re.Pattern[str]:
        """Qualifiers right behind a number."""
        return re.compile(rf"\s*(?P<words>{any_of(tuple(self._phrases('after')))})(?!\w)", re.IGNORECASE)

    def _phrases(self, side: str) -> dict[str, QualifierRule]:
        return {words.lower(): rule for rule in self.rules.qualifiers for words in getattr(rule, side)}

    @cached_property
    def hedges(self) -> dict[str, dict[str, QualifierRule]]:
        """The rule of each qualifier, by side and words."""
        return {side: self._phrases(side) for side in ("before", "after")}

    @cached_property
    def joins(self) -> list[tuple[re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None]]:
        """Return for each range rule what joins the numbers, what must open the range, and what must not."""
        return [
            (
                re.compile(rf"\s*(?:{any_of(rule.joins)})\s*", re.IGNORECASE),
                _opening(rule.opens),
                _opening(rule.not_opens),
            )
            for rule in self.rules.ranges
        ]

    @cached_property
    def exclusions(self) -> list[tuple[ExclusionRule, Pattern, Pattern, Pattern]]:
        """Each exclusion with its patterns for the number, before and after."""
        return [
            (rule, _compiled(rule, "number"), _compiled(rule, "before"), _compiled(rule, "after"))
            for rule in self.rules.exclusions
        ]

    @cached_property
    def zero(self) -> re.Pattern[str]:
        """Words that say that there was none."""
        return re.compile(rf"(?<!\w)(?:{any_of(self.rules.zero.words)})(?!\w|\.\s?\d)", re.IGNORECASE)


@cache
def tables() -> Tables:
    """Return the compiled rule file."""
    return Tables(toml("en/quantities.toml", QuantityRules))


@cache
def grammar(vague: str) -> Grammar:
    """Return the compiled patterns of numbers, with the lows of a profile of vague words."""
    return Grammar(tables().rules.numerals, vague_profile(vague))


def _opening(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile(rf"(?:^|(?<=\W))(?P<words>{any_of(words)})\s+$", re.IGNORECASE) if words else None


def _compiled(rule: ExclusionRule, part: str) -> re.Pattern[str] | None:
    pattern: str | None = getattr(rule, part)
    if pattern is None:
        return None
    return re.compile(pattern + "$" if part == "before" else pattern, 0 if rule.case else re.IGNORECASE)
