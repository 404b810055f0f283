"""Calendar periods: what a TIMEX3 date value stands for, from a day to a century, and arithmetic between them."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from diurna.records import Granularity

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of the northern seasons by TIMEX3 code; winter runs into the next year."""

QUARTERS = {"Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10}
HALVES = {"H1": 1, "H2": 7}

UNITS: dict[str, Granularity] = {
    "TS": "second", "TM": "minute", "TH": "hour", "D": "day", "WE": "weekend", "W": "week", "M": "month", "Q": "quarter",
    "Y": "year", "DE": "decade", "CE": "century",
}  # fmt: skip
"""Unit codes of the rule file (ISO 8601 letters, T for clock units) and what they are called in records."""

UNKNOWN = {
    "day": "XXXX-XX-XX", "weekend": "XXXX-WXX-WE", "week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX",
    "half": "XXXX-HX", "season": "XXXX-XX", "year": "XXXX", "decade": "XXX", "century": "XX", "hour": "XXXX-XX-XXTXX:XX",
    "minute": "XXXX-XX-XXTXX:XX", "second": "XXXX-XX-XXTXX:XX", "daypart": "XXXX-XX-XX",
}  # fmt: skip
"""The value of a period of which only the size is known."""

MONTHS_IN = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


class Period(msgspec.Struct, frozen=True):
    """A stretch of whole days, both inclusive, with its TIMEX3 value."""

    granularity: Granularity
    begin: date
    end: date
    value: str


def day(of: date) -> Period:
    """Return one day."""
    return Period("day", of, of, of.isoformat())


def week(of: date) -> Period:
    """Return the ISO week, Monday to Sunday, that holds a day."""
    monday = of - timedelta(days=of.weekday())
    year, number, _ = of.isocalendar()
    return Period("week", monday, monday + timedelta(days=6), f"{year:04}-W{number:02}")


def weekend(of: date) -> Period:
    """Return the Saturday and Sunday of the ISO week that holds a day."""
    inside = week(of)
    return Period("weekend", inside.begin + timedelta(days=5), inside.end, f"{inside.value}-WE")


def months(granularity: Granularity, year: int, first: int, value: str) -> Period:
    """Return a period of whole months that begins with a month of a year."""
    begin = date(year, first, 1)
    last = year * 12 + first - 1 + MONTHS_IN[granularity] - 1
    return Period(granularity, begin, _month_end(last // 12, last % 12 + 1), value)


def month(year: int, number: int) -> Period:
    """Return a month of a year."""
    return months("month", year, number, f"{year:04}-{number:02}")


def quarter(year: int, number: int) -> Period:
    """Return a calendar quarter, 1 to 4."""
    return months("quarter", year, number * 3 - 2, f"{year:04}-Q{number}")


def half(year: int, number: int) -> Period:
    """Return a half of a year, 1 or 2."""
    return months("half", year, number * 6 - 5, f"{year:04}-H{number}")


def season(year: int, code: str) -> Period:
    """Return a northern season by its TIMEX3 code; the winter of a year begins in its December."""
    return months("season", year, SEASONS[code], f"{year:04}-{code}")


def year(number: int) -> Period:
    """Return a year."""
    return months("year", number, 1, f"{number:04}")


def decade(first: int) -> Period:
    """Return the ten years that begin with a year such as 1990; the value is the year's first three digits."""
    return months("decade", first, 1, f"{first // 10:03}")


def century(first: int) -> Period:
    """Return the hundred years that begin with a year such as 1900; the value is the year's first two digits."""
    return months("century", first, 1, f"{first // 100:02}")


def _season_of(of: date) -> Period:
    code = next(code for code, first in SEASONS.items() if (of.month - first) % 12 < 3)
    return season(of.year - 1 if code == "WI" and of.month < 3 else of.year, code)


AROUND: dict[str, Callable[[date], Period]] = {
    "second": day, "minute": day, "hour": day, "daypart": day, "day": day, "week": week, "weekend": weekend,
    "month": lambda of: month(of.year, of.month),
    "quarter": lambda of: quarter(of.year, (of.month + 2) // 3),
    "half": lambda of: half(of.year, (of.month + 5) // 6),
    "season": _season_of,
    "year": lambda of: year(of.year),
    "decade": lambda of: decade(of.year // 10 * 10),
    "century": lambda of: century(of.year // 100 * 100),
}  # fmt: skip
"""The period of each size that holds a day."""


def around(granularity: str, of: date) -> Period:
    """Return the period of a size that holds a day."""
    return AROUND[granularity](of)


def moved(of: date, granularity: str, count: int) -> date | None:
    """Return a day moved by so many days, weeks, months or years; None outside the calendar.

    The day of the month is cut to what the target month has (31 January and a month is 28 February).
    """
    try:
        if granularity in {"day", "week", "weekend"}:
            return of + timedelta(days=count * (1 if granularity == "day" else 7))
        if granularity not in MONTHS_IN:
            return of
        index = of.year * 12 + of.month - 1 + count * MONTHS_IN[granularity]
        last = calendar.monthrange(index // 12, index % 12 + 1)[1]
        return date(index // 12, index % 12 + 1, min(of.day, last))
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


def shifted(period: Period, granularity: str, count: int) -> Period | None:
    """Return the period of the same size, moved by so many units ("third quarter", a year earlier)."""
    target = moved(period.begin, granularity, count)
    return around(period.granularity, target) if target else None


def part(period: Period, mod: str) -> tuple[date, date]:
    """Return the bounds of the early (START), middle (MID) or late (END) part of a period.

    A month is cut at the 10th and 20th; longer periods in thirds by months or years; a week into two, two and three days;
    a day is not cut.
    """
    number = ("START", "MID", "END").index(mod)
    if period.granularity == "month":
        first = (1, 11, 21)[number]
        begin = period.begin.replace(day=first)
        return begin, (period.end if number == 2 else begin.replace(day=first + 9))
    if period.granularity == "week":
        begin = period.begin + timedelta(days=(0, 2, 4)[number])
        return begin, begin + timedelta(days=(1, 1, 2)[number])
    if period.granularity in MONTHS_IN:
        size = MONTHS_IN[period.granularity]
        cuts = [round(size * n / 3) for n in range(4)] if size < 120 else [size * n // 10 for n in (0, 4, 7, 10)]
        begin_at = moved(period.begin, "month", cuts[number]) or period.begin
        after = moved(period.begin, "month", cuts[number + 1])
        return begin_at, (after - timedelta(days=1) if after else period.end)
    return period.begin, period.end


def nth_weekday(of: int, number: int, weekday: int, nth: int) -> date:
    """Return the nth (or with -1 the last) weekday (Monday 1 to Sunday 7) of a month."""
    if nth > 0:
        first = date(of, number, 1)
        return first + timedelta(days=(weekday - 1 - first.weekday()) % 7 + 7 * (nth - 1))
    last = _month_end(of, number)
    return last - timedelta(days=(last.weekday() - weekday + 1) % 7)


def _month_end(of: int, number: int) -> date:
    return date(of, number, calendar.monthrange(of, number)[1])
