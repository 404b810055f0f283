"""Stamps: the publication date that a text itself proves, in its dateline or in a line that only tells when it appeared."""

import re
from datetime import date
from functools import cache

from diurna.mark.timex.calendar_dates import numeric_day
from diurna.mark.timex.patterns import Match, grammar
from diurna.mark.timex.words import date_rules
from diurna.records import Article, BlockRole, Span

STAMPED: frozenset[BlockRole] = frozenset({"dateline", "byline"})
"""Blocks that tell when a report appeared; a date of the running text tells when something happened."""

FIRST, LAST = 1900, 2100
"""Years between which a publication date lies."""

LATER = 20
"""How many code points before a date may hold the word that makes it the date of a change ("Updated: 3 May 2021")."""

CLOSED = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:[–—:]|--?\s)")
"""What closes a dateline behind its date."""

BEHIND = 40
"""How many code points behind a dateline may hold its date ("LONDON — 18 July 2022 — The envoy")."""


def stamped_day(article: Article) -> date | None:
    """Return the day on which a report appeared by its own datelines and bylines: the first whole date, changes last.

    None where they name no day with its year, or one that could be read in two ways ("03/04/2022").
    """
    changed: date | None = None
    for place, block in enumerate(article.blocks):
        if block.role not in STAMPED:
            continue
        text = article.text
        for match in grammar().matches(text, block.span.start, block.span.end):
            day = _whole_day(match)
            if day is not None and not _changes().search(
                text[max(block.span.start, match.start - LATER) : match.start]
            ):
                return day
            changed = changed or day
        following = article.blocks[place + 1].span if place + 1 < len(article.blocks) else None
        if block.role == "dateline" and following and (day := _right_behind(article.text, following)):
            return day
    return changed


def _right_behind(text: str, following: Span) -> date | None:
    """Return the date with which the block behind a dateline begins, where a dash or colon closes it."""
    end = min(following.end, following.start + BEHIND)
    match = next(iter(grammar().matches(text, following.start, end)), None)
    if match is None or text[following.start : match.start].strip() or not CLOSED.match(text, match.end):
        return None
    return _whole_day(match)


def _whole_day(match: Match) -> date | None:
    """Return the day that a match names with its year; None for anything less, and where the numbers may be swapped."""
    if match.rule.reads != "calendar":
        return None
    try:
        if match.has("iso", "slashed"):
            found = (
                None
                if _is_double(str(match.first("iso", "slashed")))
                else numeric_day(str(match.first("iso", "slashed")))
            )
        elif match.has("month") and match.has("day") and match.has("year"):
            found = date(match.integer("year"), match.integer("month"), match.integer("day"))
        else:
            return None
    except ValueError:
        return None
    return found if found and FIRST <= found.year <= LAST else None


def _is_double(written: str) -> bool:
    """Tell whether a slashed date may be day first or month first ("03/04/2022")."""
    first, second, *_ = (int(piece) for piece in re.findall(r"\d+", written))
    return "/" in written and first != second and max(first, second) <= 12


@cache
def _changes() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in date_rules().changes)
    return re.compile(rf"\b(?:{words})\b[^\d]*$", re.IGNORECASE)
