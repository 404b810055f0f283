"""How long and how often: counts of units, durations, sets, and stretches that end or begin with the publication."""

from datetime import date

import msgspec

from diurna.mark.timex import periods
from diurna.mark.timex.patterns import Match
from diurna.mark.timex.periods import UNITS, Period
from diurna.mark.timex.scene import Anchor, Meaning, Scene, of_period, unresolved
from diurna.mark.timex.words import date_rules

FACTORS = {"DE": (10, "Y"), "CE": (100, "Y"), "FN": (2, "W"), "WE": (1, "WE")}
"""Units that are written in another one where their number is known."""

HALVES = {"Y": "6M", "D": "T12H", "TH": "30M", "TM": "30S", "Q": "45D", "M": "15D", "W": "3D"}
"""Half of a unit in the next smaller one; half a month and half a week are rounded."""


class Count:
    """A number of units as a pattern filled it: exact or vague."""

    def __init__(self, match: Match) -> None:
        vague = match.first("vague")
        number = match.first("number")
        self.unit = str(match.first("units", "unit") or "D")
        self.vague = str(vague) if vague is not None else None
        self.half = match.has("plushalf")
        if number is not None:
            self.number: float | None = float(number)
        elif vague is not None:
            known = date_rules().vague[str(vague)]
            self.number = float(known.low) if known.low == known.high else None
        elif match.has("halfword"):
            self.number = 0.5
        else:
            self.number = 1.0 if match.has("article") or not match.has("units") else None

    def reach(self) -> tuple[int, int]:
        """Return the least and the greatest number of units meant."""
        if self.number is not None:
            return int(self.number), int(self.number)
        known = date_rules().vague[self.vague or "bare"]
        return known.low, known.high

    def value(self) -> str:
        """Return the TIMEX3 duration: "P3D", "PT2H", "P2Y6M", "PXM" where the number is vague."""
        unit = self.unit
        if self.number is None:
            unit = {"FN": "W"}.get(unit, unit)
            return f"PTX{unit[1:]}" if unit.startswith("T") else f"PX{unit}"
        times, unit = FACTORS.get(unit, (1, unit))
        amount = (self.number + (0.5 if self.half else 0)) * times
        whole, rest = int(amount), amount - int(amount)
        letter = unit.removeprefix("T")
        head = "PT" if unit.startswith("T") else "P"
        if rest == 0.5 and unit in HALVES:
            tail = HALVES[unit]
            return f"{head}{whole}{letter}{tail}" if whole else f"{head}{tail}"
        return f"{head}{whole if rest == 0 else round(amount, 2)}{letter}"


def duration(match: Match, scene: Scene) -> Meaning:
    """Return how long something lasts: a length without a place in the calendar."""
    del scene
    count = Count(match)
    known = date_rules().vague.get(count.vague or "")
    mod = match.word("approx") or ("APPROX" if known and known.low == known.high else None)
    return Meaning(
        type="DURATION", value=count.value(), mod=mod, granularity=UNITS.get(count.unit), anchor="none"
    )  # fmt: skip


def trailing(match: Match, scene: Scene) -> Meaning:
    """Return a length that ends ("the past three weeks") or begins ("the next two days") with the publication."""
    count = Count(match)
    size = UNITS.get(count.unit)
    begin, end = _stretch(scene.today, size or "day", match.integer("rel"), count.reach()[1])
    mod = match.word("approx")
    return Meaning(type="DURATION", value=count.value(), mod=mod, granularity=size, begin=begin, end=end)


def _stretch(today: date | None, size: str, rel: int, units: int) -> tuple[date | None, date | None]:
    if today is None:
        return None, None
    if size in {"hour", "minute", "second"}:
        days = -(-units // 24) if size == "hour" else 0
        size, units = "day", days
    other = periods.moved(today, size, units if rel > 0 else -units)
    return (today, other) if rel > 0 else (other, today)


def offset(match: Match, scene: Scene) -> Meaning | None:
    """Return a date so many units from the publication ("three weeks ago") or from the story ("two days later")."""
    count = Count(match)
    way = match.integer("ago", "hence", "earlier", "later", "behind")
    size = UNITS.get({"FN": "W", "DE": "Y", "CE": "Y"}.get(count.unit, count.unit)) or "day"
    times = {"FN": 2, "DE": 10, "CE": 100}.get(count.unit, 1)
    mod = match.word("approx")
    base, anchor = _base(match, scene, size)
    if count.number is None:
        value = count.value() if not match.has("ago", "hence") else "PAST_REF" if way < 0 else "FUTURE_REF"
        return _vague_offset(base, anchor, size, value=value, way=way * times, reach=count.reach())
    if base is None and match.has("ago", "hence"):
        return unresolved(size, mod=mod, anchor=anchor)
    if base is None or size in {"hour", "minute", "second"}:
        return duration(match, scene)
    found = _moved(base, anchor, size, way * count.number * times)
    if found is None:
        return None
    # A comparison with the quarter a year ago leaves the story in place.
    meaning = of_period(found, anchor=anchor, keep=found.granularity == size)
    begin = None if mod == "MORE_THAN" and way < 0 else found.begin
    return msgspec.structs.replace(meaning, mod=mod, begin=begin)


def _moved(base: Period, anchor: Anchor, size: str, amount: float) -> Period | None:
    """Return the period so many units from a base; a quarter, half or month told before keeps its size over a year."""
    whole = int(amount)
    told = base.granularity in {"quarter", "half", "month"} and anchor != "published"
    if told and size == "year" and abs(whole) == 1:
        return periods.shifted(base, "year", whole)
    target = periods.moved(base.begin, size, whole)
    if target and amount != whole and size == "year":
        target = periods.moved(target, "month", 6 if amount > 0 else -6)
    return periods.around(size, target) if target else None


def _base(match: Match, scene: Scene, size: str) -> tuple[Period | None, Anchor]:
    """Return what an offset counts from: the publication for "ago", the date read last for "later" and "earlier"."""
    story = scene.reference(match)
    told = story is not None and story.period.granularity in {"quarter", "half", "month"} and size == "year"
    if match.has("hence") or (match.has("ago") and not told):
        return (periods.day(scene.today), "published") if scene.today else (None, "published")
    fitting = scene.reference(match, *_fine_enough(size))
    if fitting:
        return fitting.period, fitting.span
    if match.has("earlier") and size in {"year", "month", "week", "quarter"} and scene.today:
        return periods.day(scene.today), "published"
    return None, "published"


def _fine_enough(size: str) -> tuple[str, ...]:
    sizes = ("daypart", "day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade")
    if size in {"hour", "minute", "second"}:
        return ("daypart", "day")
    return sizes[: sizes.index(size) + 1] if size in sizes else sizes


def _vague_offset(  # noqa: PLR0913 - what makes up a vague distance
    base: Period | None, anchor: Anchor, size: str, *, value: str, way: int, reach: tuple[int, int]
) -> Meaning:
    vague = Meaning(type="DATE" if value.endswith("REF") else "DURATION", value=value, anchor=anchor)
    if base is None or size not in {"day", "week", "month", "year"}:
        return vague
    begin, end = sorted(moved for units in reach if (moved := periods.moved(base.begin, size, way * units)))
    return msgspec.structs.replace(vague, granularity=periods.around(size, begin).granularity, begin=begin, end=end)


def repeated(match: Match, scene: Scene) -> Meaning:
    """Return how often something happens: "P1D" for daily, "XXXX-WXX-1" for every Monday."""
    del scene
    daypart = match.word("daypart") or ""
    if match.has("often"):
        value = str(match.first("often"))
    elif match.has("weekday", "weekdays"):
        value = f"XXXX-WXX-{match.first('weekday', 'weekdays')}{daypart}"
    elif match.has("month"):
        month = f"XXXX-{match.integer('month'):02}"
        value = month + (f"-{match.integer('day'):02}" if match.has("day") else "")
    elif match.has("season"):
        value = f"XXXX-{match.first('season')}"
    elif daypart:
        value = f"XXXX-XX-XX{daypart}"
    elif match.first("unit", "units") == "WE":
        value = "XXXX-WXX-WE"
    else:
        value = Count(match).value()
    return Meaning(type="SET", value=value, granularity=UNITS.get(match.word("unit", "units") or ""), anchor="none")
