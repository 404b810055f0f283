"""Feasts: holidays of the year by their codes, from the civil calendar, from Easter, and from a table year by year."""

from datetime import date, timedelta
from functools import cache

from diurna.mark.timex import periods
from diurna.mark.timex.periods import Period
from diurna.rules.load import Shaped, tsv

SIGHTED = "moon/"
"""Feasts that begin when the new moon is seen: the table may be a day off."""

WEEK = 7
TABLED = ("feast/", SIGHTED)


class Feast(Shaped, frozen=True, kw_only=True):
    """A row of `en/feasts.tsv`: a feast, and its first and last day in one year (ISO)."""

    feast: str
    begin: str
    end: str


def feast(code: str, of: int) -> Period | None:
    """Return a holiday of a year by its code; None where the year has none or the table does not know it.

    Codes: "12-25", "11/4/4" (November, Thursday, fourth; -1 the last), "easter-2", "orthodox+0", "feast/diwali" and
    "moon/ramadan" (of the table).  A trailing "+1" counts days on ("11/1/1+1": the day after the first Monday).
    """
    if code.startswith(TABLED):
        days = _table().get((code.partition("/")[2], of))
        if days is None:
            return None
        size = (days[1] - days[0]).days
        return periods.day(days[0]) if not size else Period("month" if size > WEEK else "week", *days, f"{of:04}-XX")
    found = _civil(code, of)
    return periods.day(found) if found else None


def _civil(code: str, of: int) -> date | None:
    base, _, plus = code.partition("+")
    extra = timedelta(days=int(plus or 0))
    try:
        if base.startswith("orthodox"):
            return orthodox_easter(of) + extra
        if base.startswith("easter"):
            return easter(of) + timedelta(days=int(base[6:] or 0)) + extra
        if "/" in base:
            number, weekday, nth = (int(piece) for piece in base.split("/"))
            return periods.nth_weekday(of, number, weekday, nth) + extra
        number, day_number = (int(piece) for piece in base.split("-"))
        return date(of, number, day_number) + extra
    except ValueError:
        return None


def easter(of: int) -> date:
    """Return Easter Sunday of a year in the Gregorian calendar (the anonymous algorithm, Nature 1876)."""
    a, b, c = of % 19, of // 100, of % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    rest = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * rest) // 451
    number = h + rest - 7 * m + 114
    return date(of, number // 31, number % 31 + 1)


def orthodox_easter(of: int) -> date:
    """Return Easter Sunday of the Julian calendar as a Gregorian day (Meeus), for 1900 to 2099, where they are 13 apart."""
    d = (19 * (of % 19) + 15) % 30
    e = (2 * (of % 4) + 4 * (of % 7) - d + 34) % 7
    number = d + e + 114
    return date(of, number // 31, number % 31 + 1) + timedelta(days=13)


@cache
def _table() -> dict[tuple[str, int], tuple[date, date]]:
    """Return the days of each feast by the year in which it begins; where it begins twice, the first."""
    found: dict[tuple[str, int], tuple[date, date]] = {}
    for row in tsv("en/feasts.tsv", Feast):
        begin = date.fromisoformat(row.begin)
        found.setdefault((row.feast, begin.year), (begin, date.fromisoformat(row.end)))
    return found
