"""Times of day: clock times and parts of a day, on the day that the words or the story give."""

import re
from datetime import date

import msgspec

from diurna.mark.timex import periods
from diurna.mark.timex.calendar_dates import named, part_mod
from diurna.mark.timex.patterns import Match
from diurna.mark.timex.periods import Period
from diurna.mark.timex.scene import Anchor, Meaning, Scene

DAY_SLOTS = ("iso", "slashed", "month", "weekday", "deictic", "holiday", "knownday")
"""Slots that name a day of their own."""


def clock_time(match: Match, scene: Scene, *, year: int | None = None) -> Meaning | None:
    """Return a time of day; without a day of its own it is on the day read last in the paragraph, else the publication's."""
    found = _day(match, scene, year=year)
    if found is None:
        return None
    day, text, anchor = found
    mod = part_mod(match.word("part")) or match.word("approx")
    written = iso_clock(match)
    if written is None:
        code = match.word("daypart", "overnight", "tonight") or ""
        if match.has("overnight") and day and anchor == "published" and scene.direction(match) != "future":
            before = periods.moved(day.begin, "day", -1) or day.begin
            night = part_of_day(f"{before}{code}", day, anchor=anchor, mod=mod)
            return msgspec.structs.replace(night, begin=before)
        return part_of_day(f"{text}{code}", day, anchor=anchor, mod=mod)
    zone = "Z" if match.first("zone") == "Z" or (match.word("iso") or "").endswith("Z") else ""
    at = _moment(day.begin, written) if day else None
    value = f"{text}T{written}{zone}"
    return Meaning(
        type="TIME",
        value=value,
        mod=mod,
        granularity="second" if written.count(":") > 1 else "minute",
        begin=at,
        end=at,
        anchor=anchor,
        period=day,
    )


def _moment(day: date, clock: str) -> str:
    """Return a date-time; midnight at the end of a day is the first minute of the next."""
    if clock.startswith("24"):
        return f"{(periods.moved(day, 'day', 1) or day).isoformat()}T00{clock[2:]}"
    return f"{day.isoformat()}T{clock}"


def part_of_day(value: str, day: Period | None, *, anchor: Anchor, mod: str | None = None) -> Meaning:
    """Return a morning, an evening …: a TIME whose bounds are its day."""
    begin, end = (day.begin, day.end) if day else (None, None)
    return Meaning(
        type="TIME", value=value, mod=mod, granularity="daypart", begin=begin, end=end, anchor=anchor, period=day
    )


def _day(match: Match, scene: Scene, *, year: int | None) -> tuple[Period | None, str, Anchor] | None:
    """Return the day of a time as a period (None where unknown), as written in its value, and its anchor."""
    if match.has(*DAY_SLOTS):
        found = named(match, scene, year=year)
        if found is None:
            return None
        what, anchor = found
        if isinstance(what, Meaning):
            return None, what.value or "XXXX-XX-XX", anchor
        return what, what.value, anchor
    told = None if match.has("shift", "tonight", "overnight") else scene.nearest_day(match)
    if told:
        return told.period, told.period.value, told.span
    if scene.today is None:
        return None, "XXXX-XX-XX", "published"
    day = periods.moved(scene.today, "day", match.integer("shift"))
    return (periods.day(day), day.isoformat(), "published") if day else None


def iso_clock(match: Match) -> str | None:
    """Return the clock time of a match as "15:00"; None where it only names a part of the day or an impossible time."""
    iso = re.search(r"T(\d\d:\d\d(?::\d\d)?)", (match.word("iso") or ""))
    if iso:
        return iso[1]
    if match.has("noon"):
        return str(match.first("noon"))
    if match.has("hhmm"):
        return str(match.first("hhmm"))
    if match.has("clock"):
        pieces = [int(piece) for piece in re.split(r"[:.]", str(match.first("clock")))]
    elif match.has("hour"):
        pieces = [match.integer("hour"), 0]
    else:
        return None
    hour = _in_24(pieces[0], (match.word("meridiem") or ""), (match.word("daypart") or ""))
    if hour > 24 or any(piece > 59 for piece in pieces[1:]):
        return None
    return ":".join(f"{piece:02}" for piece in (hour, *pieces[1:]))


def _in_24(hour: int, meridiem: str, daypart: str) -> int:
    """Return an hour of the 24-hour clock from a.m. or p.m., or from the part of the day ("8 in the evening")."""
    if meridiem == "a":
        return 0 if hour == 12 else hour
    if meridiem == "p" or daypart in {"TAF", "TEV"} or (daypart == "TNI" and 5 < hour < 12):
        return hour + 12 if hour < 12 else hour
    return hour
