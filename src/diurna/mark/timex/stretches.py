"""Stretches: the days that a date stands for with the words around it ("since April", "until Friday", "from 3 to 5 May")."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import zip_longest

import msgspec

from diurna.mark.timex.words import StretchRule, date_rules
from diurna.records import Date, Span

BEFORE = 30
"""How many code points before a date may hold the words that open its stretch."""

OWNER = re.compile(r"['’]s?\b")
"""Behind a date: it belongs to what follows, and the words before it too ("since Monday's raid")."""


class Stretch(msgspec.Struct, frozen=True):
    """The words of one date or two, and the inclusive ISO bounds, None where open."""

    span: Span
    begin: str | None
    end: str | None


def stretches(text: str, dates: Sequence[Date]) -> dict[Span, Stretch]:
    """Return for each date that opens, closes or bounds a stretch of days that stretch; `dates` are in text order."""
    found: dict[Span, Stretch] = {}
    for one, following in zip_longest(dates, dates[1:]):
        if one.span in found:
            continue
        for spans, stretch in _read(text, one, following):
            found |= dict.fromkeys(spans, stretch)
            break
    return found


def joined(text: str, first: Span, second: Span) -> bool:
    """Tell whether two dates are the ends of one stretch ("between Monday and Thursday")."""
    return any(
        joins is not None and joins.fullmatch(text, first.end, second.start) and _is_open(opens, text, first)
        for _, opens, joins, _ in _patterns()
    )


def _read(text: str, one: Date, following: Date | None) -> Iterator[tuple[tuple[Span, ...], Stretch]]:
    for rule, opens, joins, closes in _patterns():
        if not _is_open(opens, text, one.span) or (closes and not closes.match(text, one.span.end)):
            continue
        if joins is not None:
            if following is not None and joins.fullmatch(text, one.span.end, following.span.start):
                yield from _between(one, following)
        elif (one.begin or one.end) and not OWNER.match(text, one.span.end):
            yield (one.span,), _bounded(rule, one)


def _between(one: Date, other: Date) -> Iterator[tuple[tuple[Span, ...], Stretch]]:
    if one.begin and other.end and one.begin[:10] <= other.end[:10]:
        span = Span(one.span.start, other.span.end)
        yield (one.span, other.span), Stretch(span, one.begin, other.end)


def _bounded(rule: StretchRule, one: Date) -> Stretch:
    if rule.bound == "since":
        return Stretch(one.span, one.begin, None)
    if rule.bound == "until":
        return Stretch(one.span, None, one.end)
    return Stretch(one.span, None, _day_before(one.begin))


def _day_before(begin: str | None) -> str | None:
    """Return the day before a bound; None where it is open or the first of the calendar."""
    try:
        return (date.fromisoformat((begin or "")[:10]) - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return None


def _is_open(opens: re.Pattern[str] | None, text: str, span: Span) -> bool:
    return opens is None or opens.search(text[max(0, span.start - BEFORE) : span.start]) is not None


Pattern = re.Pattern[str] | None


@cache
def _patterns() -> tuple[tuple[StretchRule, Pattern, Pattern, Pattern], ...]:
    """Return the rules with what opens, joins and closes a stretch; those with two ends first."""
    rules = sorted(date_rules().stretches, key=lambda rule: not rule.joins)
    return tuple(
        (
            rule,
            re.compile(rf"(?:^|(?<=[\s(—–,]))(?:{_any(rule.opens)})\s+(?:the\s+)?$", re.IGNORECASE)
            if rule.opens
            else None,
            re.compile(rf"\s*(?:{_any(rule.joins)})\s*(?:the\s+)?", re.IGNORECASE) if rule.joins else None,
            re.compile(rf"\s+(?:{_any(rule.closes)})\b", re.IGNORECASE) if rule.closes else None,
        )
        for rule in rules
    )


def _any(phrases: tuple[str, ...]) -> str:
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in sorted(phrases, key=len, reverse=True))
