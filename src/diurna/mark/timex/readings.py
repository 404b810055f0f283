"""What each kind of pattern means: from a match to the TIMEX3 value and interval of its words."""

from collections.abc import Callable
from datetime import timedelta

from diurna.mark.timex import periods
from diurna.mark.timex.calendar_dates import calendar_date, named, narrowed, part_mod
from diurna.mark.timex.clock_times import clock_time, part_of_day
from diurna.mark.timex.lengths import duration, offset, repeated, trailing
from diurna.mark.timex.patterns import Match
from diurna.mark.timex.periods import UNITS, Period
from diurna.mark.timex.scene import Anchor, Meaning, Scene, of_period, unresolved
from diurna.records import Granularity, Span

Read = tuple[Span, Meaning]
CLOCK_SLOTS = ("clock", "hour", "hhmm", "noon", "daypart", "overnight", "tonight")


def read(match: Match, scene: Scene, *, year: int | None = None) -> list[Read]:
    """Return the expressions of a match with their meanings: mostly one, two for "March 3-5", none for numbers that fail."""
    span = Span(match.start, match.end)
    reads = match.rule.reads
    if reads == "pair":
        return _pair(match, scene, year=year)
    if reads == "beside":
        return _beside(match, scene)
    if reads == "calendar":
        of_day = match.has(*CLOCK_SLOTS) or "T" in (match.word("iso") or "")
        meaning = clock_time(match, scene, year=year) if of_day else calendar_date(match, scene, year=year)
    else:
        meaning = READINGS[reads](match, scene)
    return [(span, meaning)] if meaning else []


def _beside(match: Match, scene: Scene) -> list[Read]:
    """Return "three days after" as a date where nothing follows it, else "three days" as a length ("after the deal")."""
    after = scene.parse.token_at(match.end - 1)
    following = scene.parse.tokens[after.index + 1 : after.index + 2] if after else []
    if not following or following[0].pos in {"PUNCT", "CCONJ"}:
        meaning = offset(match, scene)
        return [(Span(match.start, match.end), meaning)] if meaning else []
    last = max(slot.end for name, slots in match.slots.items() if name != "behind" for slot in slots)
    return [(Span(match.start, last), duration(match, scene))]


def year_back(match: Match, scene: Scene) -> Meaning | None:
    """Return "the year-earlier quarter", "the 2020 period": the period told last, in the year before or the named one.

    Where no quarter, half or month was told, it is the whole year.  It is a comparison, so the story stays where it was.
    """
    told = scene.reference(match, "quarter", "half", "month")
    known = told.period if told else None
    if match.has("quarternth") and scene.today:
        known = periods.quarter(known.begin.year if known else scene.today.year, match.integer("quarternth"))
    year = match.integer("year") or None
    if known is None and year is None and scene.today is None:
        return unresolved("year")
    if known is None:
        found: Period | None = periods.year(year or (scene.today.year - 1 if scene.today else 0))
    else:
        found = periods.shifted(known, "year", year - known.begin.year if year else -1)
    return (
        of_period(found, anchor=told.span if told else "none" if year else "published", keep=False) if found else None
    )


def relative(match: Match, scene: Scene) -> Meaning | None:
    """Return "last week", "this year", "early next month": a period counted from the one that holds the publication."""
    size: Granularity = UNITS.get(str(match.first("unit"))) or "day"
    word = match.word("part")
    if scene.today is None:
        return unresolved(size, mod=part_mod(word))
    count = match.integer("rel") if match.has("rel") else _weekend_way(match, scene)
    target = periods.moved(scene.today, size, count)
    found = periods.around(size, target) if target else None
    return narrowed(found, word, scene, anchor="published") if found else None


def _weekend_way(match: Match, scene: Scene) -> int:
    """Return which weekend "the weekend" is: the last before the publication unless the clause speaks of the future."""
    if scene.today is None or scene.direction(match) == "future":
        return 0
    return 0 if scene.today.isoweekday() >= 6 else -1


def phrase(match: Match, scene: Scene) -> Meaning:
    """Return a fixed expression ("now", "recent weeks") with the rule's own value and days around the publication."""
    rule = match.rule
    value = rule.value or str(match.first("phrase"))
    begin = end = None
    if rule.days and scene.today:
        begin, end = (periods.moved(scene.today, "day", days) for days in rule.days)
    return Meaning(type=rule.type or "DATE", value=value, begin=begin, end=end)


def anaphor(match: Match, scene: Scene) -> Meaning | None:
    """Return "the same day", "the following year", "that month": a period counted from the date read last."""
    size: Granularity = UNITS.get(str(match.first("unit") or "D")) or "day"
    step = match.integer("which")
    word = match.word("part")
    told = _told(match, scene, size, step)
    if told is None:
        return None if match.rule.guard == "bare" else unresolved(size, mod=part_mod(word))
    period, anchor = told
    if match.has("weekday"):
        return _weekday_beside(match, period, step, anchor)
    start = periods.around(size, period.begin if step <= 0 else period.end)
    target = periods.moved(start.begin, size, step) if start else None
    found = periods.around(size, target) if target else None
    if found is None:
        return None
    if match.has("daypart"):
        code = str(match.first("daypart"))
        return part_of_day(found.value + code, found, anchor=anchor)
    return of_period(found, mod=part_mod(word), anchor=anchor)


def _weekday_beside(match: Match, period: Period, step: int, anchor: Anchor) -> Meaning:
    """Return "the previous Friday", "the following Monday", counted from a day."""
    weekday = match.integer("weekday")
    ahead = (weekday - period.begin.isoweekday()) % 7
    days = ahead or 7 * (step > 0) if step >= 0 else -((period.begin.isoweekday() - weekday) % 7 or 7)
    return of_period(periods.day(period.begin + timedelta(days=days)), anchor=anchor)


FINER: dict[str, tuple[str, ...]] = {
    "day": ("daypart", "day"),
    "week": ("daypart", "day", "weekend", "week"),
    "weekend": ("daypart", "day", "weekend", "week"),
    "month": ("daypart", "day", "weekend", "week", "month"),
    "quarter": ("quarter",),
    "year": ("daypart", "day", "week", "month", "quarter", "half", "season", "year"),
    "decade": ("year", "decade"),
}
"""Which sizes of an earlier date "that day", "that year" … can lean on."""


def _told(match: Match, scene: Scene, size: str, step: int) -> tuple[Period, Anchor] | None:
    """Return what an anaphor counts from: the date read last, or where the words allow it the publication."""
    bare, coming = match.rule.guard == "bare", match.rule.guard == "next"
    way = scene.direction(match) if coming else None
    leans = way != "future" and (not bare or size in {"day", "quarter"})
    known = scene.reference(match, *FINER.get(size, ("day",))) if leans else None
    if known:
        return known.period, known.span
    if scene.today is None or not (bare or (coming and way != "past") or (step and match.has("weekday"))):
        return None
    if size == "quarter" and bare:
        return periods.around("quarter", scene.today - timedelta(days=91)), "published"
    return periods.day(scene.today), "published"


def nth(match: Match, scene: Scene) -> Meaning | None:
    """Return "the first week of June", "the second Friday of May", "the last day of 2020", "the week of 6 March"."""
    outer = named(match, scene)
    if outer is None:
        return None
    whole, anchor = outer
    number = None if match.rule.id == "quarter-ended" else (match.integer("nth") or None)
    size: Granularity = UNITS.get(str(match.first("unit") or "D")) or "day"
    if isinstance(whole, Meaning):
        return unresolved(size)
    if number is None and size == "year":
        return duration(match, scene)
    weekday = match.integer("nthday") or None
    found = periods.around(size, whole.begin) if number is None else _nth_in(whole, number, size, weekday)
    return of_period(found, anchor=anchor) if found else None


def _nth_in(whole: Period, number: int, size: str, weekday: int | None) -> Period | None:
    if weekday is not None:
        ahead = (weekday - whole.begin.isoweekday()) % 7
        back = (whole.end.isoweekday() - weekday) % 7
        day = whole.begin + timedelta(days=ahead + 7 * (number - 1)) if number > 0 else whole.end - timedelta(days=back)
        return periods.day(day) if whole.begin <= day <= whole.end else None
    start = whole.begin if number > 0 else whole.end
    target = periods.moved(start, size, number - 1 if number > 0 else number + 1)
    found = periods.around(size, target) if target else None
    if size == "week" and found and not whole.begin <= found.begin + timedelta(days=3) <= whole.end:
        found = periods.shifted(found, "week", 1 if number > 0 else -1)  # a week is the month's that has its Thursday
    return found if found and found.begin <= whole.end and found.end >= whole.begin else None


def _pair(match: Match, scene: Scene, *, year: int | None) -> list[Read]:
    """Return both ends of "March 3-5", "3 to 5 March", "April 24 and 25", "1990-91"."""
    slot = "day" if match.has("day") else "year"
    ends = list(match.slots[slot])
    if slot == "year":
        return _two_years(match)
    month_first = match.slots["month"][0].start < ends[0].start
    cuts = (
        (Span(match.start, ends[0].end), Span(ends[1].start, match.end))
        if month_first
        else (Span(ends[0].start, ends[0].end), Span(ends[1].start, match.end))
    )
    found = []
    for end, span in zip(ends, cuts, strict=False):
        one = Match(match.start, match.end, match.rule, match.slots | {"day": (end,)}, match.items)
        if meaning := calendar_date(one, scene, year=year):
            found.append((span, meaning))
    return found


def _two_years(match: Match) -> list[Read]:
    first = match.slots["year"][0]
    number = int(first.value)
    second = match.slots.get("short", match.slots["year"])[-1]
    other = int(second.value)
    other = number // 100 * 100 + other if other < 100 else other
    if other <= number:
        return [(Span(first.start, first.end), of_period(periods.year(number), anchor="none"))]
    pairs = ((first, number), (second, other))
    return [(Span(end.start, end.end), of_period(periods.year(of), anchor="none")) for end, of in pairs]


READINGS: dict[str, Callable[[Match, Scene], Meaning | None]] = {
    "relative": relative,
    "offset": offset,
    "trailing": trailing,
    "duration": duration,
    "set": repeated,
    "phrase": phrase,
    "anaphor": anaphor,
    "nth": nth,
    "yearback": year_back,
}
"""What reads each kind of pattern that gives one expression."""
