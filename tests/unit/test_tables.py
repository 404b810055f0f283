"""The tables of countries, leaders, organisations, role nouns and group nouns hold together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec
import pytest

from diurna.mark.offices import holders
from diurna.mark.tables import Dated, leaders
from diurna.mark.validity import earliest, latest, validity
from diurna.records import ActorKind
from diurna.rules import load
from diurna.rules.load import Shaped, tsv

PSEUDO_COUNTRIES = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}
SECTORS = {
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
}  # fmt: skip
UNIQUE_OFFICES = (
    "acting president", "army chief", "cabinet secretary", "caretaker prime minister", "chancellor", "chief executive",
    "chief of the general staff", "cia director", "crown prince", "defence minister", "defence secretary", "emir",
    "emperor", "european commission president", "external affairs minister", "foreign minister", "foreign policy chief",
    "foreign secretary", "general secretary", "governor-general", "home secretary", "iaea director general",
    "interim president", "interior minister", "king", "nato secretary general", "parliament speaker", "pope", "premier",
    "president", "prime minister", "queen", "secretary of defense", "secretary of state", "secretary-general",
    "sultan", "supreme leader", "taoiseach", "transitional president", "who director-general",
)  # fmt: skip
MINISTERS = {
    "defence minister",
    "external affairs minister",
    "foreign minister",
    "foreign secretary",
    "interior minister",
}
HEADS = ("leader", "military ruler", "junta leader", "chairman of the presidential council", "prince")
TABLES = ("countries", "former_states", "groups", "leaders", "memberships", "organizations", "roles")


class Country(Shaped, frozen=True, kw_only=True):
    """A row of countries.tsv."""

    code: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: tuple[str, ...]
    metonyms: tuple[str, ...]
    neighbours: tuple[str, ...]
    lat: float
    lon: float


class FormerState(Shaped, frozen=True, kw_only=True):
    """A row of former_states.tsv."""

    code: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: tuple[str, ...]
    metonyms: tuple[str, ...]
    successors: tuple[str, ...]
    begin: str | None
    end: str | None
    sure: Literal["y", "n"]


class Leader(Shaped, frozen=True, kw_only=True):
    """A row of leaders.tsv: one person in one office; both end days count."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str
    title: str
    sector: str | None
    begin: str | None
    end: str | None
    sure: Literal["y", "n"]


class Organization(Shaped, frozen=True, kw_only=True):
    """A row of organizations.tsv."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: ActorKind
    country: str | None
    sectors: tuple[str, ...]
    begin: str | None
    end: str | None
    sure: Literal["y", "n"]


class Membership(Shaped, frozen=True, kw_only=True):
    """A row of memberships.tsv."""

    organization: str
    country: str
    begin: str | None
    end: str | None
    sure: Literal["y", "n"]


class RoleNoun(Shaped, frozen=True, kw_only=True):
    """A row of roles.tsv."""

    noun: str
    sector: str | None
    office: str | None


class GroupNoun(Shaped, frozen=True, kw_only=True):
    """A row of groups.tsv."""

    noun: str
    sectors: tuple[str, ...]


COUNTRIES = tsv("actors/countries.tsv", Country)
LEADERS = tsv("actors/leaders.tsv", Leader)
ORGANIZATIONS = tsv("actors/organizations.tsv", Organization)
MEMBERSHIPS = tsv("actors/memberships.tsv", Membership)
FORMER_STATES = tsv("actors/former_states.tsv", FormerState)
ROLES = tsv("actors/roles.tsv", RoleNoun)
GROUPS = tsv("actors/groups.tsv", GroupNoun)
CODES = {row.code for row in COUNTRIES} | {row.code for row in FORMER_STATES}
DATED: tuple[Leader | Organization | Membership | FormerState, ...] = (
    *LEADERS,
    *ORGANIZATIONS,
    *MEMBERSHIPS,
    *FORMER_STATES,
)


def repeated(values: Iterable[str]) -> list[str]:
    return sorted(value for value, count in Counter(values).items() if count > 1)


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_sorted_and_clean(table: str) -> None:
    lines = (Path(load.__file__).parent / "actors" / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    rows = lines[1:]
    assert rows == sorted(set(rows), key=lambda line: line.split("\t"))
    cells = [cell for line in lines for cell in line.split("\t")]
    members = [member for cell in cells if cell for member in cell.split("|")]
    assert all(member and member == member.strip() for member in members)


@pytest.mark.parametrize("field", ["code", "name"])
def test_tables_countries_are_unique(field: str) -> None:
    assert repeated(getattr(row, field) for row in COUNTRIES) == []


@pytest.mark.parametrize("field", ["aliases", "adjectives", "demonyms", "capital", "metonyms"])
def test_tables_countries_share_no_word(field: str) -> None:
    assert repeated(word for row in COUNTRIES for word in getattr(row, field)) == []


def test_tables_countries_hold_all_states_and_some_more() -> None:
    assert len(COUNTRIES) >= 193 + 6
    assert {"ESH", "HKG", "KOS", "PSE", "TWN", "VAT"} <= CODES
    assert all(len(code) == 3 and code.isupper() for code in CODES)


def test_tables_neighbours_are_mutual() -> None:
    near = {row.code: set(row.neighbours) for row in COUNTRIES}
    one_sided = [(code, other) for code, others in near.items() for other in others if code not in near[other]]
    assert one_sided == []
    assert all(code not in others for code, others in near.items())


def test_tables_countries_lie_on_the_globe() -> None:
    assert [row.code for row in COUNTRIES if not (-90 <= row.lat <= 90 and -180 <= row.lon <= 180)] == []


def test_tables_leaders_have_one_name_for_one_id() -> None:
    names = defaultdict(set)
    for row in LEADERS:
        names[row.id].add((row.name, row.aliases))
    assert {key: value for key, value in names.items() if len(value) > 1} == {}
    assert repeated({row.id: row.name for row in LEADERS}.values()) == []


def test_tables_rows_begin_before_they_end() -> None:
    assert [row for row in DATED if row.begin and row.end and earliest(row.begin) > latest(row.end)] == []


def test_tables_leaders_have_known_titles_sectors_and_countries() -> None:
    nouns = {row.noun for row in ROLES}
    assert sorted({row.title for row in LEADERS} - nouns) == []
    assert sorted({row.country for row in LEADERS} - CODES - PSEUDO_COUNTRIES) == []
    assert {row.sector for row in LEADERS if row.sector} <= SECTORS


@pytest.mark.parametrize("title", UNIQUE_OFFICES)
def test_tables_leaders_share_at_most_the_day_of_handover(title: str) -> None:
    terms = defaultdict(list)
    for row in LEADERS:
        if row.title == title:
            terms[row.country].append(row)
    together = []
    for rows in terms.values():
        rows.sort(key=lambda row: earliest(row.begin))
        together += [
            (one.id, other.id)
            for one, other in pairwise(rows)
            if earliest(one.end or "9999") > latest(other.begin or "0001")
        ]
    assert together == []


@pytest.mark.parametrize(
    ("country", "title", "day", "name"),
    [
        ("TUR", "prime minister", "2014-08-20", "Recep Tayyip Erdogan"),
        ("TUR", "president", "2014-09-01", "Recep Tayyip Erdogan"),
        ("GBR", "prime minister", "2022-09-20", "Liz Truss"),
        ("GBR", "prime minister", "2022-11-20", "Rishi Sunak"),
        ("IRN", "president", "2022-01-19", "Ebrahim Raisi"),
        ("IRN", "acting president", "2024-06-01", "Mohammad Mokhber"),
        ("UNO", "secretary-general", "2016-12-01", "Ban Ki-moon"),
        ("USA", "secretary of state", "2003-02-05", "Colin Powell"),
        ("FRA", "president", "2010-01-01", "Nicolas Sarkozy"),
        ("RUS", "president", "2010-01-01", "Dmitry Medvedev"),
        ("BRA", "president", "2017-01-01", "Michel Temer"),
        ("NGA", "president", "2020-01-01", "Muhammadu Buhari"),
        ("ETH", "prime minister", "2021-01-01", "Abiy Ahmed"),
        ("EGY", "president", "2013-01-01", "Mohamed Morsi"),
    ],
)
def test_tables_leaders_tell_who_held_an_office(country: str, title: str, day: str, name: str) -> None:
    assert [leaders()[key][0].name for key in holders(title, country, day)] == [name]


def test_tables_organizations_are_unique() -> None:
    assert repeated(row.id for row in ORGANIZATIONS) == []
    assert repeated(name for row in ORGANIZATIONS for name in (row.name, *row.aliases)) == []


def test_tables_organizations_have_known_countries_and_sectors() -> None:
    assert sorted({row.country for row in ORGANIZATIONS if row.country} - CODES - PSEUDO_COUNTRIES) == []
    assert {sector for row in ORGANIZATIONS for sector in row.sectors} <= SECTORS
    assert sorted({row.country for row in MEMBERSHIPS} - CODES) == []
    assert sorted({row.organization for row in MEMBERSHIPS} - {row.id for row in ORGANIZATIONS}) == []


@pytest.mark.parametrize(("id", "size"), [("north-atlantic-treaty-organization", 32), ("european-union", 27)])
def test_tables_organizations_list_all_members(id: str, size: int) -> None:  # noqa: A002
    assert len([row for row in MEMBERSHIPS if row.organization == id and row.end is None]) == size


@pytest.mark.parametrize(
    ("begin", "end", "sure", "day", "expected"),
    [
        ("1989-06-04", "1989-08-03", "y", "1989-06-04", "yes"),
        ("1989-06-04", "1989-08-03", "y", "1989-08-03", "yes"),
        ("1989-06-04", "1989-08-03", "y", "1989-08-04", "no"),
        ("1989-06", None, "y", "1989-05-31", "no"),
        ("1989-06", None, "y", "1989-06-15", "perhaps"),
        ("1989-06", None, "y", "1989-07-01", "yes"),
        ("1989", "1991", "y", "1989-12-30", "perhaps"),
        ("1989", "1991", "y", "1990-01-01", "yes"),
        ("1989", "1991", "y", "1991-03-01", "perhaps"),
        ("1989", "1991", "y", "1992-01-01", "no"),
        (None, "1991-12", "y", "1950-01-01", "yes"),
        (None, None, "n", "1950-01-01", "perhaps"),
    ],
)
def test_tables_dates_are_as_precise_as_they_are_written(
    begin: str | None, end: str | None, sure: Literal["y", "n"], day: str, expected: str
) -> None:
    assert validity(Dated(begin=begin, end=end, sure=sure), day) == expected


def test_tables_refuse_dates_that_are_none() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"begin": "June 1989"}, Dated)


@pytest.mark.parametrize(
    ("rows", "least"),
    [
        (LEADERS, 4400),
        ([row for row in LEADERS if row.title in {"foreign minister", "foreign secretary"}], 1100),
        ([row for row in LEADERS if row.title in {"defence minister", "defence secretary"}], 480),
        ([row for row in ORGANIZATIONS if row.kind == "armed_group"], 300),
        ([row for row in ORGANIZATIONS if row.country in {"IGO", "UNO", "EUR"} or row.kind == "bloc"], 200),
        ([row for row in ORGANIZATIONS if {"MIL", "COP", "SPY", "GOV", "LEG"} & set(row.sectors)], 300),
        ([row for row in ORGANIZATIONS if "JRN" in row.sectors], 240),
        ([row for row in ORGANIZATIONS if row.country == "NGO"], 140),
        ([row for row in ROLES if row.sector], 500),
        (MEMBERSHIPS, 500),
    ],
)
def test_tables_are_as_large_as_they_were(rows: Sequence[object], least: int) -> None:
    assert len(rows) >= least


@pytest.mark.parametrize("year", range(2000, 2026))
def test_tables_leaders_tell_who_governed_the_states_most_in_the_news(year: int) -> None:
    titles = {row.title for row in LEADERS if row.title in {*HEADS, *UNIQUE_OFFICES} - MINISTERS}
    day = f"{year}-11-15"
    held = {row.country for row in LEADERS if row.title in titles and earliest(row.begin) <= day <= latest(row.end)}
    states = {row.country for row in LEADERS if row.title in {"foreign minister", "foreign secretary"}} & CODES
    gone = {"SUN", "YUG", "SCG", "CSK", "DDR"}
    assert len(states - held - gone) <= 3


def test_tables_states_that_are_no_more_have_successors() -> None:
    assert [row.name for row in FORMER_STATES if not set(row.successors) or not set(row.successors) <= CODES] == []


@pytest.mark.parametrize("rows", [ROLES, GROUPS])
def test_tables_nouns_are_unique_and_lower_case(rows: tuple[RoleNoun | GroupNoun, ...]) -> None:
    assert repeated(row.noun for row in rows) == []
    assert [row.noun for row in rows if row.noun != row.noun.lower()] == []


def test_tables_nouns_have_known_sectors() -> None:
    assert {row.sector for row in ROLES if row.sector} <= SECTORS
    assert {row.office for row in ROLES} == {None, "yes"}
    assert {sector for row in GROUPS for sector in row.sectors} <= SECTORS


def test_tables_no_name_of_a_state_is_an_organization() -> None:
    states = {word for row in COUNTRIES for word in (row.name, *row.aliases, *row.capital, *row.metonyms)}
    names = {name for row in ORGANIZATIONS for name in (row.name, *row.aliases)}
    assert sorted(states & names) == []


def test_tables_shapes_are_closed() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"noun": "judge", "sectors": ("JUD",), "kind": "x"}, GroupNoun)
