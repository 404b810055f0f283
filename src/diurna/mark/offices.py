"""Offices: who held which one on a day, and which titles mean the same."""

from datetime import date
from functools import cache

from diurna.mark.tables import Term, countries, leaders, words
from diurna.mark.validity import Validity, earliest, latest, validity
from diurna.records import Role

LEAD = 300
"""Most days between an election and the day on which the one elected enters the office."""

FORMER = "ELI"
"""PLOVER's sector of those who held an office once."""


def begun(rows: tuple[Term, ...], day: str | None) -> list[Term]:
    """Return the offices that a person had entered by a day; all where the day is unknown."""
    return [row for row in rows if row.title and (day is None or earliest(row.begin) <= day)]


def held(rows: tuple[Term, ...], day: str | None) -> list[Term]:
    """Return the offices that a person held, or perhaps held, on a day; all where the day is unknown."""
    return [row for row in rows if row.title and (day is None or validity(row, day) != "no")]


def roles(rows: tuple[Term, ...], day: str | None) -> list[Role]:
    """Return a person's roles on a day: those held, else the last one left, else none."""
    now = held(rows, day)
    return [
        Role(
            title=str(row.title),
            country=row.country,
            begin=row.begin,
            end=row.end,
            by="table",
            sure=row.sure == "y" if day is None or not now else validity(row, day) == "yes",
        )
        for row in now or begun(rows, day)[-1:]
    ]


def sectors(rows: tuple[Term, ...], day: str | None) -> list[str]:
    """Return a person's sectors on a day; ELI where every office has been left."""
    terms = held(rows, day)
    if not terms:
        return [FORMER] if begun(rows, day) else []
    return list(dict.fromkeys(sector for row in terms for sector in row.sector))


def holders(title: str, country: str | None, day: str | None) -> tuple[str, ...]:
    """Return the ids of those who held an office of a country on a day, the last to enter first.

    Where the day is unknown, all who ever held it.  One who perhaps held it counts where nobody else may have.
    """
    for wanted in _wanted(title, country):
        known = _answers(_by_office().get((country, wanted), []), day)
        if any(answer != "no" for _, answer in known):
            return _certain(known)
    return ()


def heads(title: str, day: str | None) -> tuple[str, ...]:
    """Return the ids of those who held an office of the world ("pope", "nato secretary general") on a day."""
    for wanted in _wanted(title, None):
        found = _certain(_answers(_by_world_office().get(wanted, []), day))
        if found:
            return found
    return ()


def elected(title: str, country: str | None, day: str | None) -> str | None:
    """Return the id of who was next to enter an office of a country after a day, None where that was long after."""
    if day is None:
        return None
    coming = [
        (row.begin, row.id)
        for wanted in _wanted(title, country)
        for row in _by_office().get((country, wanted), ())
        if row.begin and day < row.begin and _days(day, row.begin) <= LEAD
    ]
    return min(coming)[1] if coming else None


def _days(day: str, when: str) -> int:
    try:
        return (date.fromisoformat(earliest(when)) - date.fromisoformat(day)).days
    except ValueError:
        return LEAD + 1


def _answers(rows: list[Term], day: str | None) -> list[tuple[str, Validity]]:
    """Return the holders of an office, the last to enter first, and whether each held it on a day.

    One without an end holds it no longer than the tables can know.
    """
    last_first = sorted(rows, key=lambda row: row.begin or "", reverse=True)
    if day and day > latest(words().offices.until):
        return [(row.id, validity(row, day) if row.end else "no") for row in last_first]
    return [(row.id, validity(row, day) if day else "yes") for row in last_first]


def _certain(known: list[tuple[str, Validity]]) -> tuple[str, ...]:
    """Return who certainly held an office, else the one who perhaps did, else nobody."""
    certain = tuple(dict.fromkeys(key for key, answer in known if answer == "yes"))
    perhaps = tuple(dict.fromkeys(key for key, answer in known if answer == "perhaps"))
    return certain or (perhaps if len(perhaps) == 1 else ())


def is_same(title: str, asked: str) -> bool:
    """Tell whether a title answers the one asked for: the same office, or a kind of it ("foreign minister", "minister")."""
    return title == asked or asked in _forms(title) or title.endswith(" " + asked)


@cache
def headings(noun: str) -> tuple[str, ...]:
    """Return the nouns by which a body may call the one whom a noun means ("head" is its director or its president)."""
    groups, anybody = words().offices.heads, words().offices.any_head
    if noun in anybody:
        return (*anybody, *(form for group in groups for form in group))
    return next((group for group in groups if noun in group), (noun,))


@cache
def _wanted(title: str, country: str | None) -> tuple[str, ...]:
    offices = words().offices
    if title in offices.leader:
        special = offices.leader_of.get(country or "")
        return (special, *offices.leader_offices) if special else offices.leader_offices
    return (title, *sorted(_forms(title) - {title}))


@cache
def _forms(title: str) -> frozenset[str]:
    forms = {title}
    for group in words().offices.same:
        if title in group:
            forms.update(group)
    return frozenset(forms)


@cache
def _by_office() -> dict[tuple[str | None, str], list[Term]]:
    found: dict[tuple[str | None, str], list[Term]] = {}
    for rows in leaders().values():
        for row in rows:
            if row.title:
                found.setdefault((row.country, row.title), []).append(row)
    return found


@cache
def _by_world_office() -> dict[str, list[Term]]:
    """Return the holders of offices that are no state's, and of those that the world has one of, by title."""
    found: dict[str, list[Term]] = {}
    for (country, title), rows in _by_office().items():
        if country not in countries() or title in words().offices.sole:
            found.setdefault(title, []).extend(rows)
    return found
