"""Days, months, years and their parts: what the calendar words of a match name."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import msgspec

from diurna.mark.timex import periods
from diurna.mark.timex.feasts import SIGHTED, feast
from diurna.mark.timex.patterns import Match
from diurna.mark.timex.periods import Period
from diurna.mark.timex.scene import Anchor, Meaning, Scene, of_period, unresolved
from diurna.records import Granularity

Named = Period | Meaning
"""A period, or what remains of one that cannot be placed."""

PIVOT = 69
"""Two-digit years up to here are 20xx, the rest 19xx (the POSIX convention)."""


def named(match: Match, scene: Scene, *, year: int | None = None) -> tuple[Named, Anchor] | None:
    """Return the period that a match names and what it leans on; None where the numbers are no date.

    `year` is a year known from the words that follow ("from 3 March to 5 April 2022").
    """
    for slots, read in READERS:
        if match.has(*slots):
            return read(match, scene, year)
    return None


def _numeric(match: Match, scene: Scene, year: int | None) -> tuple[Named, Anchor] | None:
    del scene, year
    found = numeric_day(str(match.first("iso", "slashed")))
    return (periods.day(found), "none") if found else None


def names_day(match: Match) -> bool:
    """Tell whether a match names a day by numbers alone or by its month, so that it should have a place in the calendar."""
    return match.rule.reads == "calendar" and (match.has("iso", "slashed") or (match.has("month") and match.has("day")))


FUTURE_WEIGHT = 1.5
"""How much farther a coming day counts than a past one where the tense does not tell."""

LONG_PAST = 275
"""A day or month without its year that would be longer ago than this (nine months) is rather the coming one."""


def numeric_day(written: str) -> date | None:
    """Return the day of "2022-02-24", "24/2/2022" (day first unless impossible), "24.2.2022"; None if there is none."""
    pieces = [int(piece) for piece in written.split("T", maxsplit=1)[0].replace("/", "-").replace(".", "-").split("-")]
    first, second, third = pieces
    orders = [(first, second, third)] if first > 999 else [(third, second, first), (third, first, second)]
    for number, month, day in orders:
        full = number if number > 99 else number + (2000 if number <= PIVOT else 1900)
        try:
            return date(full, month, day)
        except ValueError:
            continue
    return None


def _month(match: Match, scene: Scene, year: int | None) -> tuple[Named, Anchor] | None:
    number = match.integer("month")
    day = match.integer("day") or None
    weekday = match.integer("weekday") or None

    def build(of: int) -> Period | None:
        try:
            return periods.day(date(of, number, day)) if day is not None else periods.month(of, number)
        except ValueError:
            return None

    if day is not None and build(2000) is None:
        return None
    value = f"XXXX-{number:02}" + (f"-{day:02}" if day is not None else "")
    return in_year(match, scene, build, size="day" if day else "month", value=value, year=year, weekday=weekday)


def in_year(  # noqa: PLR0913 - what may decide the year
    match: Match,
    scene: Scene,
    build: Callable[[int], Period | None],
    *,
    size: Granularity,
    value: str,
    year: int | None = None,
    weekday: int | None = None,
) -> tuple[Named, Anchor] | None:
    """Return a period that recurs every year in the year that the words, the story or the tense tell."""
    explicit = (match.integer("year") or None) or year
    if explicit:
        found = build(explicit)
        return (found, "none") if found else None
    if (told := scene.reference(match)) and match.has("thatyear"):
        found = build(told.period.begin.year + match.integer("thatyear"))
        return (found, told.span) if found else None
    if scene.today is None:
        return unresolved(size, value=value), "published"
    if match.has("yrel"):
        found = build(scene.today.year + match.integer("yrel"))
    elif match.has("rel"):
        found = _by_rel(scene.today, build, match.integer("rel"))
    else:
        if story := _story_year(match, scene):
            found = build(story[0])
            return (found, story[1]) if found else None
        found = _by_tense(match, scene, scene.today, build)
    if weekday and found and found.begin.isoweekday() != weekday:
        others = [other for n in (-1, 1, -2, 2) if (other := build(found.begin.year + n))]
        found = next((other for other in others if other.begin.isoweekday() == weekday), found)
    return (found, "published") if found else None


def _story_year(match: Match, scene: Scene) -> tuple[int, Anchor] | None:
    """Return the year of the date just before in the same paragraph, if that one named it and lies in a past year."""
    told = scene.told_year(match)
    if told is None or scene.today is None or told.period.granularity not in {"day", "month"}:
        return None
    year = told.period.begin.year
    return (year, told.span) if year < scene.today.year and scene.direction(match) == "past" else None


def _candidates(today: date, build: Callable[[int], Period | None]) -> list[Period]:
    years = range(max(1, today.year - 5), today.year + 6)
    return [found for year in years if (found := build(year)) is not None]


def _by_rel(today: date, build: Callable[[int], Period | None], rel: int) -> Period | None:
    found = _candidates(today, build)
    if rel < 0:
        return last_of(period for period in found if period.end < today)
    if rel > 0:
        return first_of(period for period in found if period.begin > today)
    return build(today.year)


def _by_tense(match: Match, scene: Scene, today: date, build: Callable[[int], Period | None]) -> Period | None:
    found = _candidates(today, build)
    way = scene.direction(match)
    nearest = min(found, key=lambda period: (_weighed(period, today), period.begin), default=None)
    if way == "past":
        past = last_of(period for period in found if period.begin <= today)
        return past if past and _distance(past, today) <= LONG_PAST else nearest
    if way == "future" and not match.has("quarternth", "halfnth"):
        return first_of(period for period in found if period.end >= today)
    return nearest


def _distance(period: Period, today: date) -> int:
    if period.begin <= today <= period.end:
        return 0
    return (period.begin - today).days if period.begin > today else (today - period.end).days


def _weighed(period: Period, today: date) -> float:
    """Return the distance, longer for what is to come: news tells more of what has been."""
    return _distance(period, today) * (FUTURE_WEIGHT if period.begin > today else 1)


def first_of(found: Iterable[Period]) -> Period | None:
    """Return the first of some periods, or None."""
    return next(iter(found), None)


def last_of(found: Iterable[Period]) -> Period | None:
    """Return the last of some periods, or None."""
    return next(reversed(list(found)), None)


def _holiday(match: Match, scene: Scene, year: int | None) -> tuple[Named, Anchor] | None:
    code = str(match.first("holiday"))
    fixed = code.count("-") == 1 and code[0].isdigit() and "+" not in code
    value = f"XXXX-{code}" if fixed else "XXXX-XX-XX"
    found = in_year(match, scene, lambda of: feast(code, of), size="day", value=value, year=year)
    if found is None and match.has("year"):
        return periods.year(match.integer("year")), "none"
    return found


def _known_day(match: Match, scene: Scene, year: int | None) -> tuple[Named, Anchor] | None:
    del scene, year
    found = numeric_day(str(match.first("knownday")))
    return (periods.day(found), "none") if found else None


def _deictic(match: Match, scene: Scene, year: int | None) -> tuple[Named, Anchor] | None:
    del year
    if scene.today is None:
        return unresolved("day"), "published"
    found = periods.moved(scene.today, "day", match.integer("deictic"))
    return (periods.day(found), "published") if found else None


def _weekday(match: Match, scene: Scene, year: int | None) -> tuple[Named, Anchor] | None:
    del year
    number = match.integer("weekday")
    today = scene.today
    if today is None:
        return unresolved("day", value=f"XXXX-WXX-{number}"), "published"
    told = scene.reference(match, "day")
    if told and told.period.begin.isoweekday() == number and _beside(scene, told.span.end, match.start):
        return told.period, told.span
    if match.has("wrel"):
        found = periods.week(today).begin + timedelta(days=number - 1 + 7 * match.integer("wrel"))
        return periods.day(found), "published"
    back, ahead = (today.isoweekday() - number) % 7, (number - today.isoweekday()) % 7
    rel = match.first("rel")
    if rel is not None and rel != 0:
        days = -(back or 7) if int(rel) < 0 else (ahead or 7)
    else:
        way = scene.direction(match)
        days = ahead if way == "future" or (rel == 0 and way != "past") else -back
    found = today + timedelta(days=days)
    return periods.day(found), "published"


def _beside(scene: Scene, end: int, start: int) -> bool:
    """Tell whether a weekday only names a day once more ("the next day, Wednesday"; "4 May, a Wednesday")."""
    return scene.parse.text[end:start].strip() in {",", "(", ", a"}


def _season(match: Match, scene: Scene, year: int | None) -> tuple[Named, Anchor] | None:
    code = str(match.first("season"))
    return in_year(match, scene, lambda of: periods.season(of, code), size="season", value=f"XXXX-{code}", year=year)


def _quarter(match: Match, scene: Scene, year: int | None) -> tuple[Named, Anchor] | None:
    return _share(match, scene, year, slot="quarternth", last=4, build=periods.quarter, letter="Q")


def _half(match: Match, scene: Scene, year: int | None) -> tuple[Named, Anchor] | None:
    return _share(match, scene, year, slot="halfnth", last=2, build=periods.half, letter="H")


def _share(  # noqa: PLR0913 - quarters and halves differ in all of these
    match: Match,
    scene: Scene,
    year: int | None,
    *,
    slot: str,
    last: int,
    build: Callable[[int, int], Period],
    letter: str,
) -> tuple[Named, Anchor] | None:
    number = match.integer(slot)
    number = last if number < 0 else number
    if not 1 <= number <= last:
        return None
    size: Granularity = "quarter" if letter == "Q" else "half"
    return in_year(match, scene, lambda of: build(of, number), size=size, value=f"XXXX-{letter}{number}", year=year)


def _year_end(match: Match, scene: Scene, year: int | None) -> tuple[Named, Anchor] | None:
    return in_year(match, scene, periods.year, size="year", value="XXXX", year=year)


def _decade(match: Match, scene: Scene, year: int | None) -> tuple[Named, Anchor] | None:
    del scene, year
    number = match.integer("decade")
    return (periods.decade(number), "none") if number % 10 == 0 else None


def _century(match: Match, scene: Scene, year: int | None) -> tuple[Named, Anchor] | None:
    del scene, year
    number = match.integer("centurynth")
    return (periods.century((number - 1) * 100), "none") if 2 <= number <= 30 else None


def _year(match: Match, scene: Scene, year: int | None) -> tuple[Named, Anchor] | None:
    del scene, year
    return periods.year(match.integer("year")), "none"


Reader = Callable[[Match, Scene, int | None], tuple[Named, Anchor] | None]
READERS: tuple[tuple[tuple[str, ...], Reader], ...] = (
    (("iso", "slashed"), _numeric),
    (("knownday",), _known_day),
    (("holiday",), _holiday),
    (("month",), _month),
    (("deictic",), _deictic),
    (("weekday",), _weekday),
    (("season",), _season),
    (("quarternth",), _quarter),
    (("halfnth",), _half),
    (("yearend",), _year_end),
    (("decade",), _decade),
    (("centurynth",), _century),
    (("year",), _year),
)
"""Which slots ask for which reader, the most telling first."""


def calendar_date(match: Match, scene: Scene, *, year: int | None = None) -> Meaning | None:
    """Return the date that a match names, with its early, middle or late part."""
    found = named(match, scene, year=year)
    if found is None:
        return None
    what, anchor = found
    mod = match.word("part", "yearend") or _sighted(match, what)
    if match.has("dayshift") and isinstance(what, Period):
        moved = periods.moved(what.begin, "day", match.integer("dayshift"))
        return of_period(periods.day(moved), anchor=anchor) if moved else None
    if isinstance(what, Meaning):
        return unresolved(what.granularity or "day", value=what.value, mod=part_mod(mod))
    return narrowed(what, mod, scene, anchor=anchor)


def _sighted(match: Match, what: Named) -> str | None:
    """Return the modifier of a feast that may be a day off."""
    sighted = str(match.first("holiday") or "").startswith(SIGHTED)
    return "APPROX" if sighted and isinstance(what, Period) and what.granularity != "year" else None


def part_mod(word: str | None) -> str | None:
    """Return the TIMEX3 modifier of a part: "earlier" and "later" in a period are its START and END."""
    return {"EARLIER": "START", "LATER": "END"}.get(word or "", word)


def narrowed(period: Period, word: str | None, scene: Scene, *, anchor: Anchor) -> Meaning:
    """Return a period cut to a part; "earlier this year" ends, and "later this year" begins, with the publication."""
    meaning = of_period(period, mod=part_mod(word), anchor=anchor)
    today = scene.today
    if word not in {"EARLIER", "LATER"} or today is None or not period.begin <= today <= period.end:
        return meaning
    begin, end = (period.begin, today) if word == "EARLIER" else (today, period.end)
    return msgspec.structs.replace(meaning, begin=begin, end=end)
