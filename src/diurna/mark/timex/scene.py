"""What a time expression may lean on: the publication date, the tense around it, and the dates read before it."""

import re
from bisect import bisect_left
from datetime import date

import msgspec

from diurna.mark.timex import periods
from diurna.mark.timex.patterns import Match
from diurna.mark.timex.periods import UNKNOWN, Period
from diurna.mark.timex.tense import Direction, direction
from diurna.parse import Parse
from diurna.records import DateType, Granularity, Span

Anchor = str | Span


STORY_REACH = 120
"""How many code points behind a date its year still holds for a date without one: about a sentence."""


class Meaning(msgspec.Struct, frozen=True, kw_only=True):
    """What a time expression says: the fields of `Date` without its span, and its period if it is one."""

    type: DateType
    value: str | None
    mod: str | None = None
    granularity: Granularity | None = None
    begin: date | str | None = None
    end: date | str | None = None
    anchor: Anchor = "published"
    period: Period | None = None


class Known(msgspec.Struct, frozen=True):
    """A date that has been read, where it stands, and whether it named its year itself."""

    span: Span
    period: Period
    paragraph: int
    explicit: bool


class Scene:
    """An article while its dates are read, in text order."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.today = published_day(parse)
        self.known: list[Known] = []
        self._days: list[Known] = []
        self._day_starts: list[int] = []

    def direction(self, match: Match) -> Direction | None:
        """Return whether the clause around a match speaks of past or future."""
        return direction(self.parse, match.start)

    def paragraph(self, position: int) -> int:
        """Return the paragraph of a position; -1 outside every sentence."""
        token = self.parse.token_at(position)
        return self.parse.sentence_of(token).paragraph if token else -1

    def reference(self, match: Match, *granularities: str) -> Known | None:
        """Return the latest date before a match, of one of the sizes if any is given, in its paragraph or the one before."""
        paragraph = self.paragraph(match.start)
        for known in reversed(self.known):
            if known.span.start >= match.start or (granularities and known.period.granularity not in granularities):
                continue
            return known if paragraph - known.paragraph <= 1 else None
        return None

    def told_year(self, match: Match) -> Known | None:
        """Return the date before a match in its paragraph that named its year itself, if it is the latest date there."""
        paragraph = self.paragraph(match.start)
        for known in reversed(self.known):
            if known.span.start < match.start:
                near = known.paragraph == paragraph and match.start - known.span.end < STORY_REACH
                return known if known.explicit and near else None
        return None

    def nearest_day(self, match: Match) -> Known | None:
        """Return the day named in the same sentence nearest to a match, else the last one before it in its paragraph."""
        token = self.parse.token_at(match.start)
        sentence = self.parse.sentence_of(token) if token else None
        if sentence is not None:
            first = max(0, bisect_left(self._day_starts, sentence.start) - 1)
            last = bisect_left(self._day_starts, sentence.end)
            near = [known for known in self._days[first:last] if known.span.overlaps(sentence.span)]
            if near:
                return min(near, key=lambda known: (abs(known.span.start - match.start), known.span.start))
        before = bisect_left(self._day_starts, match.start)
        known = self._days[before - 1] if before else None
        return known if known and known.paragraph == self.paragraph(match.start) else None

    def remember(self, span: Span, meaning: Meaning) -> None:
        """Keep a date that later ones may lean on."""
        if meaning.period is not None and meaning.type in {"DATE", "TIME"}:
            known = Known(span, meaning.period, self.paragraph(span.start), meaning.anchor == "none")
            self.known.append(known)
            if known.period.granularity == "day":
                self._days.append(known)
                self._day_starts.append(span.start)


def published_day(parse: Parse) -> date | None:
    """Return the article's publication day as written (its own calendar); None where unknown or no whole date."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)", parse.article.published.value or "")
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def of_period(period: Period, *, mod: str | None = None, anchor: Anchor = "published", keep: bool = True) -> Meaning:
    """Return a period as a DATE, cut to its part where the modifier names one; `keep` lets later words lean on it."""
    begin, end = periods.part(period, mod) if mod in {"START", "MID", "END"} else (period.begin, period.end)
    return Meaning(
        type="DATE",
        value=period.value,
        mod=mod,
        granularity=period.granularity,
        begin=begin,
        end=end,
        anchor=anchor,
        period=period if keep else None,
    )


def unresolved(
    granularity: Granularity, *, value: str | None = None, mod: str | None = None, anchor: Anchor = "published"
) -> Meaning:
    """Return a DATE of which only the size (and some of the value) is known."""
    return Meaning(type="DATE", value=value or UNKNOWN[granularity], mod=mod, granularity=granularity, anchor=anchor)
