"""From what Wikidata says of offices to rows of the table of leaders: ids, titles, one row a term, and what to leave out.

Ids and titles are ours wherever our table lists the person, so that an actor keeps its id when the table is updated.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from diurna.mark.spelling import plain
from diurna.mark.tables import Term, role_nouns, words
from diurna.mark.validity import earliest
from diurna.run.wikidata import Holding, WantedOffice, wanted

NEAR = 400
"""Days at most between the beginnings of what may be one term in both tables: one of them may be known to the year only."""


class Held(NamedTuple):
    """A row of the user's table before it is written: as `Term`, with the doubt and the Wikidata item."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str
    title: str
    sector: str
    begin: str
    end: str | None
    sure: bool
    wikidata: str

    def cells(self) -> tuple[str, ...]:
        """Return the cells in the order of the table's columns."""
        sure = "y" if self.sure else "n"
        plain_cells = (self.country, self.title, self.sector, self.begin, self.end or "", sure, self.wikidata)
        return (self.id, self.name, "|".join(self.aliases), *plain_cells)


class Terms(NamedTuple):
    """Rows for the user's table, and the offices (country, title) that were left as our table has them."""

    rows: tuple[Held, ...]
    left: tuple[tuple[str, str], ...]


class _Ours:
    """Our table, by what the other one is compared with."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.by_name: dict[str, set[str]] = defaultdict(set)
        self.by_person: dict[str, list[Term]] = defaultdict(list)
        self.by_office: dict[tuple[str, str], list[Term]] = defaultdict(list)
        for term in terms:
            self.by_person[term.id].append(term)
            self.by_office[term.country or "", term.title or ""].append(term)
            for name in (term.name, *term.aliases):
                self.by_name[_key(name)].add(term.id)

    def title(self, key: str, country: str, begin: str) -> str | None:
        """Return under which title we list a person's term in a country, None where we do not."""
        near = [
            (abs(_number(begin) - _number(term.begin)), term.title)
            for term in self.by_person.get(key, ())
            if term.country == country and term.title and term.begin
        ]
        return min((each for each in near if each[0] <= NEAR), default=(0, None))[1]

    def lives_in(self, key: str, countries: set[str]) -> bool:
        return any(term.country in countries for term in self.by_person[key])


def terms(found: Sequence[tuple[str, Holding]], ours: Iterable[Term]) -> Terms:
    """Return the rows for what was found, (country, holding) each.

    An office is left as our table has it where none of its holders is one that we list for it, which means that it is
    another office, and where fewer people are told than we list since its first one, which means that it is incomplete.
    """
    known = _Ours(ours)
    ids = _ids(found, known)
    offices: dict[tuple[str, str], list[tuple[str, Holding]]] = defaultdict(list)
    for country, holding in found:
        offices[country, holding.office].append((country, holding))
    rows: dict[tuple[str, str], list[Held]] = defaultdict(list)
    strange: set[tuple[str, str]] = set()
    for office in sorted(offices):
        told = _titled(offices[office], ids, known)
        for key in sorted({(row.country, row.title) for row in told}):
            some = [row for row in told if (row.country, row.title) == key]
            if _is_known(some, known.by_office.get(key, [])):
                rows[key] += some
            else:
                strange.add(key)
    kept: list[Held] = []
    for key, told in sorted(rows.items()):
        if _is_complete(told, known.by_office.get(key, [])):
            kept += _closed(told)
        else:
            strange.add(key)
    return Terms(tuple(kept), tuple(sorted(strange - {(row.country, row.title) for row in kept})))


def _titled(office: list[tuple[str, Holding]], ids: dict[str, str], known: _Ours) -> list[Held]:
    """Return the rows of one office under the title that most of its holders have with us, each under its own there."""
    own = [known.title(ids[holding.holder], country, holding.begin) for country, holding in office]
    votes = Counter(title for title in own if title)
    common = min(votes, key=lambda title: (-votes[title], title)) if votes else None
    rows = []
    for (country, holding), title in zip(office, own, strict=True):
        head = next((head for head in wanted().organizations.heads if head.item == holding.kind), None)
        kind = next((each for each in wanted().offices if each.id == holding.kind), None)
        called = head.title if head else title or common or (_called(kind, holding.office_name) if kind else None)
        if called is None:
            continue
        listed = known.by_office.get((country, called), [])
        sector = "|".join(listed[0].sector) if listed else (head or kind or wanted().offices[0]).sector
        end = holding.end or holding.death
        key = ids[holding.holder]
        rows.append(
            Held(key, holding.name, _names(holding), country, called, sector, holding.begin, end, True, holding.holder)  # noqa: FBT003 - a row
        )
    return rows


def _names(holding: Holding) -> tuple[str, ...]:
    """Return the aliases that are names alone, without an office or a title before them."""
    return tuple(alias for alias in holding.aliases if alias[0].isupper() and not _is_styled(alias))


def _is_styled(alias: str) -> bool:
    parts = alias.lower().split()
    return any(" ".join(parts[:length]).rstrip(".") in _styles() for length in range(1, len(parts)))


@cache
def _styles() -> frozenset[str]:
    titles = words().titles
    before = (*titles.masculine, *titles.feminine, *titles.neutral, *titles.former)
    return frozenset((*role_nouns(), *(title.lower().rstrip(".") for title in before), *wanted().never_first))


def _called(kind: WantedOffice, name: str) -> str | None:
    return next((title for title in kind.titles if re.match(rf"{re.escape(title)}\b", name.lower())), kind.title)


def _is_known(told: list[Held], listed: list[Term]) -> bool:
    """Tell whether an office is the one that we list: some holder is the same, or we list none."""
    return not listed or not {row.id for row in told}.isdisjoint(term.id for term in listed)


def _is_complete(told: list[Held], listed: list[Term]) -> bool:
    """Tell whether an office has as many holders as we list since its first one."""
    first = min(row.begin for row in told)
    return len({row.id for row in told}) >= len({term.id for term in listed if (term.begin or "") >= first})


def _closed(rows: list[Held]) -> list[Held]:
    """Return the terms of one office by their beginning: only the last ones open, a person's adjoining ones as one.

    A term without an end ends, not for sure, where the next person's begins.
    """
    ordered = sorted(set(rows), key=lambda row: (row.begin, row.end or "9999", row.id))
    found: list[Held] = []
    for at, row in enumerate(ordered):
        after = next(
            (later.begin for later in ordered[at + 1 :] if later.id != row.id and later.begin > row.begin), None
        )
        closed = row._replace(end=after, sure=False) if row.end is None and after else row
        last = found[-1] if found else None
        if last and last.id == closed.id and (last.end is None or last.end >= closed.begin[: len(last.end)]):
            ends = (last.end, closed.end)
            found[-1] = last._replace(end=None if None in ends else max(end for end in ends if end), sure=closed.sure)
        else:
            found.append(closed)
    return found


def _ids(found: Sequence[tuple[str, Holding]], known: _Ours) -> dict[str, str]:
    """Return an id for every holder: ours where our table knows the name, else made of the name; no two the same."""
    people: dict[str, tuple[Holding, set[str]]] = {}
    for country, holding in found:
        people.setdefault(holding.holder, (holding, set()))[1].add(country)
    ids: dict[str, str] = {}
    for at_home in (True, False):
        for item in sorted(people):
            holding, countries = people[item]
            if item in ids:
                continue
            own = _candidates(holding, known)
            own = [key for key in own if known.lives_in(key, countries)] if at_home else own
            free = [key for key in own if key not in ids.values()]
            if len(free) == 1:
                ids[item] = free[0]
    taken = set(ids.values()) | set(known.by_person)
    for item in sorted(set(people) - set(ids)):
        made = re.sub(r"[^a-z0-9]+", "-", plain(people[item][0].name)).strip("-")
        ids[item] = made if made and made not in taken else f"{made}-{item.lower()}".strip("-")
        taken.add(ids[item])
    return ids


def _candidates(holding: Holding, known: _Ours) -> list[str]:
    """Return whom of our table a name means, else whom the aliases mean."""
    exact = known.by_name.get(_key(holding.name), set())
    return sorted(exact or {key for name in holding.aliases for key in known.by_name.get(_key(name), ())})


def _number(begin: str) -> int:
    """Return the number of the first day that a day, month or year may mean."""
    year, month, of_month = (int(part) for part in earliest(begin).split("-"))
    return dt.date(year, 1, 1).toordinal() + 31 * (month - 1) + of_month


def _key(name: str) -> str:
    return "".join(letter for letter in plain(name) if letter.isalnum())
