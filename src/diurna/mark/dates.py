"""When: time expressions with TIMEX3 type, value and modifier, and the interval of days that they stand for.

Words and patterns are in `rules/en/dates.toml`; `timex/` cuts the text into words of time, matches the patterns and reads
what they mean.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise

import msgspec

from diurna.mark.timex import periods
from diurna.mark.timex.calendar_dates import names_day
from diurna.mark.timex.clock_times import DAY_SLOTS
from diurna.mark.timex.patterns import Match, grammar
from diurna.mark.timex.readings import CLOCK_SLOTS, Read, read
from diurna.mark.timex.refusals import refused
from diurna.mark.timex.scene import Meaning, Scene, of_period
from diurna.mark.timex.stamps import stamped_day
from diurna.mark.timex.stretches import joined
from diurna.parse import Parse
from diurna.records import Article, Date, Problem, Published, Span


def dated(article: Article) -> Article:
    """Return an article with the publication date that its text proves, where nothing else told one.

    Only a dateline or a line that is a stamp proves it ("GENEVA, 3 March 2022 (AFP) -", "Published: 3 May 2021"), never
    a date of the running text.
    """
    if article.published.value is not None:
        return article
    day = stamped_day(article)
    if day is None:
        return article
    return msgspec.structs.replace(article, published=Published(value=day.isoformat(), basis="text"))


def dates(parse: Parse) -> tuple[tuple[Date, ...], tuple[Problem, ...]]:
    """Return the time expressions of an article in text order, none overlapping another, and problems.

    They are resolved against the publication day; where that is unknown, the value stays partial ("XXXX-02-24") and the
    bounds None.  Clock times without a day are read last, when the days around them are known.  A day that no calendar
    has ("30 February") is the problem `date-impossible`.
    """
    scene = Scene(parse)
    found: list[Read] = []
    waiting: list[Match] = []
    problems: list[Problem] = []
    matches = [match for match in _matches(parse) if not refused(parse, match)]
    for place, match in enumerate(matches):
        if match.rule.reads == "calendar" and match.has(*CLOCK_SLOTS) and not match.has(*DAY_SLOTS):
            waiting.append(match)
            continue
        following = matches[place + 1] if place + 1 < len(matches) else None
        pairs = _read(match, scene, year=_shared_year(parse.text, match, following))
        if not pairs and names_day(match):
            problems.append(_impossible(parse.text, match))
        found += _kept(pairs, scene)
    found = _ordered(parse.text, found)
    for match in waiting:
        found += _read(match, scene)
    return tuple(_record(span, meaning) for span, meaning in sorted(found, key=lambda pair: pair[0])), tuple(problems)


def _ordered(text: str, found: list[Read]) -> list[Read]:
    """Return the dates with the first weekday of a stretch before its last ("between Monday and Thursday")."""
    for place, ((span, first), (other, last)) in enumerate(pairwise(found)):
        if first.period is None or last.period is None or first.anchor != last.anchor != "none":
            continue
        sizes = {first.period.granularity, last.period.granularity}
        late = timedelta(0) < first.period.begin - last.period.begin < timedelta(days=7)
        if sizes == {"day"} and late and joined(text, span, other):
            earlier = periods.day(first.period.begin - timedelta(days=7))
            found[place] = (span, of_period(earlier, anchor=first.anchor))
    return found


def _impossible(text: str, match: Match) -> Problem:
    span = Span(match.start, match.end)
    message = f"no calendar has the day {span.of(text)!r}"
    return Problem(stage="mark", code="date-impossible", span=span, message=message)


def _matches(parse: Parse) -> Iterator[Match]:
    """Yield the matches of every paragraph, or of every block of one."""
    for _, group in groupby(parse.sentences, key=lambda sentence: (sentence.paragraph, sentence.role)):
        sentences = list(group)
        yield from grammar().matches(parse.text, sentences[0].start, sentences[-1].end)


def _read(match: Match, scene: Scene, *, year: int | None = None) -> list[Read]:
    try:
        return read(match, scene, year=year)
    except (ValueError, OverflowError):  # a day outside the calendar: year 0, year 10000
        return []


def _kept(pairs: list[Read], scene: Scene) -> list[Read]:
    for span, meaning in pairs:
        scene.remember(span, meaning)
    return pairs


def _shared_year(text: str, match: Match, following: Match | None) -> int | None:
    """Return the year that only the second of two dates names: "from 3 March to 5 April 2022"."""
    if following is None or not match.has("month") or match.has("year", "yrel", "rel") or not following.has("month"):
        return None
    between = text[match.end : following.start].strip().lower()
    year = following.first("year")
    if year is None or between not in grammar().joints:
        return None
    first, second = match.first("month"), following.first("month")
    return int(year) - (int(first or 0) > int(second or 0))


def _record(span: Span, meaning: Meaning) -> Date:
    return Date(
        span=span,
        type=meaning.type,
        value=meaning.value,
        mod=meaning.mod,
        granularity=meaning.granularity,
        begin=_iso(meaning.begin),
        end=_iso(meaning.end),
        anchor=meaning.anchor,  # type: ignore[arg-type]
    )


def _iso(bound: date | str | None) -> str | None:
    return bound.isoformat() if isinstance(bound, date) else bound
