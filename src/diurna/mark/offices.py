"""Offices: who held which one on a day, and which titles mean the same."""

from functools import cache

from diurna.mark.tables import Term, leaders, words
from diurna.mark.validity import earliest, validity
from diurna.records import Role

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
        rows = sorted(_by_office().get((country, wanted), ()), key=lambda row: row.begin or "", reverse=True)
        known = [(row.id, validity(row, day) if day else "yes") for row in rows]
        for answer in ("yes", "perhaps"):
            keys = tuple(dict.fromkeys(key for key, held_then in known if held_then == answer))
            if keys:
                return keys if answer == "yes" or len(keys) == 1 else ()
    return ()


def is_same(title: str, asked: str) -> bool:
    """Tell whether a title answers the one asked for: the same office, or a kind of it ("foreign minister", "minister")."""
    return title == asked or asked in _forms(title) or title.endswith(" " + asked)


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
