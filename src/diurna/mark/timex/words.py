"""The words of time: the shape of `en/dates.toml`, and text cut into classified words."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from diurna.rules.load import Rule, Shaped, toml

TOKEN = re.compile(
    r"""
    (?=\d)(?<![\w$€£¥₹#%@])(?<!\d[.:/])(?!(?<=\d,)\d{3}(?!\d))(?:
      (?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d))
    | (?P<slashed>\d{1,4}/\d{1,2}/\d{2,4}(?![\d/])|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d(?!\d))
    | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?![\d:])|\d{1,2}\.\d\d(?=\s?[apAP]\.?[mM]\b))
    | (?P<ordinal>\d{1,4}(?:st|nd|rd|th|ST|ND|RD|TH)\b)
    | (?P<decade>(?:\d\d)?\d0['’]?s\b)
    | (?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:[ -]\d/\d|\.\d+|\s?½)?(?:(?![\w%])|(?=[ap]\.?m\b|[AP]\.?M\b)))
    )
    | (?P<fiscalyear>\bFY[ -]?(?:(?:19|20)\d\d|\d\d)\b)
    | (?P<short>(?<!\w)['’‘]\d0s\b)
    | (?P<meridiem>[ap]\.m\.?|[AP]\.M\.?|(?<![^\W\d_])(?:[ap]m|[AP]M)\b)
    | (?P<word>[^\W\d_]+)
    | (?P<mark>['’]s\b|['’](?!\w)|[-–—/,])
    """,
    re.VERBOSE,
)
"""One word or mark.  Digits behind money signs, letters or the first part of a decimal are no word of time."""

FIRST_YEAR, LAST_YEAR = 1000, 2199
"""Four digits between these may be a year."""

Reads = Literal[
    "nothing", "calendar", "relative", "offset", "beside", "yearback", "trailing", "duration", "set", "phrase", "anaphor",
    "nth", "pair",
]  # fmt: skip
Value = int | str | float


class TimeRule(Rule, frozen=True, kw_only=True):
    """A pattern over classes of words, and how what it matches is read.

    In `match`, `<class>` is a word of that class, `<class:slot>` the same under another name, a bare word is itself,
    `{name}` a macro, `( | ) ? *` are as in regular expressions, `!( )` must not follow.  `[ ]` encloses the expression
    where the rest is only context.  The longest match wins, among equals the earlier rule.  `reads` names the reading, the
    other fields are its constants; `guard` names what the words around are asked.
    """

    match: str
    reads: Reads
    type: Literal["DATE", "TIME", "DURATION", "SET"] | None = None
    value: str | None = None
    days: tuple[int, int] | None = None
    guard: Literal["name", "year", "rate", "season", "bare", "noun", "next"] | None = None


class StretchRule(Rule, frozen=True, kw_only=True):
    """Words before, between or behind dates that make a stretch of days of them.

    `opens` stand before the (first) date, `joins` between two, `closes` behind.  The stretch is `between` the two,
    `since` the date on, `until` its last day, or `before` its first.
    """

    bound: Literal["since", "until", "before", "between"]
    opens: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()


class Reach(Shaped, frozen=True, kw_only=True):
    """How many units a vague number stands for."""

    low: int
    high: int


class DateRules(Shaped, frozen=True, kw_only=True):
    """The whole of `en/dates.toml`."""

    words: dict[str, dict[str, Value]]
    dotted: tuple[str, ...]
    joints: tuple[str, ...]
    changes: tuple[str, ...]
    triggers: tuple[str, ...]
    macros: dict[str, str]
    vague: dict[str, Reach]
    tense: dict[str, tuple[str, ...]]
    refused: dict[str, tuple[str, ...]]
    rules: tuple[TimeRule, ...]
    stretches: tuple[StretchRule, ...]


class Item(msgspec.Struct, frozen=True, gc=False):
    """A classified word: code points, its value in each of its classes, and where the next word may begin."""

    start: int
    end: int
    text: str
    classes: dict[str, Value]
    symbol: str
    reach: int


@cache
def date_rules() -> DateRules:
    """Return the rules of dates."""
    return toml("en/dates.toml", DateRules)


def number_classes(text: str, value: float) -> dict[str, Value]:
    """Return the classes of a number, given in digits or words: number, day, hour, year, hhmm, short year."""
    classes: dict[str, Value] = {"number": value}
    digits = text if text.isdigit() else ""
    whole = int(value) if value == int(value) else None
    if whole is None:
        return classes
    if len(digits) <= 2:
        if 1 <= whole <= 31 and digits:
            classes["day"] = whole
        if whole <= 24:
            classes["hour"] = whole
        if len(digits) == 2:
            classes["short"] = whole
    if len(digits) == 4:
        if FIRST_YEAR <= whole <= LAST_YEAR:
            classes["year"] = whole
        if whole // 100 < 24 and whole % 100 < 60:
            classes["hhmm"] = f"{whole // 100:02}:{whole % 100:02}"
    return classes


def ordinal_classes(value: int) -> dict[str, Value]:
    """Return the classes of an ordinal: nth, and day where a month can have so many."""
    return {"nth": value, "day": value} if 1 <= value <= 31 else {"nth": value}


def probes() -> Iterator[frozenset[str]]:
    """Yield every set of classes that numbers can have, so that patterns can be compiled before any text is seen."""
    samples = [
        "0", "5", "05", "12", "24", "30", "31", "45", "100",
        "0640", "0675", "1000", "1175", "1530", "1980", "2400", "9999", "10000",
    ]  # fmt: skip
    for sample in samples:
        yield frozenset(number_classes(sample, int(sample)))
        yield frozenset(number_classes("", int(sample)))
        yield frozenset(number_classes("", int(sample))) | {"year"}
    yield from (frozenset({"number"}), frozenset(ordinal_classes(1)), frozenset(ordinal_classes(99)))
    yield from (frozenset({name}) for name in ("iso", "slashed", "clock", "meridiem", "decade", "fiscalyear"))
