"""The tables of who there is: countries, holders of offices, organisations, nouns of roles and groups, given names."""

from functools import cache
from typing import Annotated, Any, Literal

import msgspec

from diurna.mark.user_table import overriding, user_rows
from diurna.rules.load import Shaped, toml, tsv

When = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}(-[0-9]{2}){0,2}$")]
"""A day, month or year (ISO), only as precise as it is known."""


class Dated(Shaped, frozen=True, kw_only=True):
    """A row that holds from `begin` to `end` (inclusive, None where open or unknown); `sure` is "n" where it is doubtful."""

    begin: When | None = None
    end: When | None = None
    sure: Literal["y", "n"] = "y"


class Country(Shaped, frozen=True, kw_only=True):
    """A row of `actors/countries.tsv`: `code` ISO 3166-1 alpha-3; `lat` and `lon` of a representative point in degrees."""

    code: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: tuple[str, ...]
    metonyms: tuple[str, ...]
    neighbours: tuple[str, ...]
    lat: float | None
    lon: float | None


class FormerState(Dated, frozen=True, kw_only=True):
    """A row of `actors/former_states.tsv`: a state that is no more, or the old name of one that is.

    `code` is the alpha-3 code that ISO 3166 gave it then, or that of the state which bears another name today;
    `successors` are the codes of the states on its territory.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: tuple[str, ...]
    metonyms: tuple[str, ...]
    successors: tuple[str, ...]


class Term(Dated, frozen=True, kw_only=True):
    """A row of `actors/leaders.tsv`: a person and one office."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    title: str | None
    sector: tuple[str, ...]


class Organization(Dated, frozen=True, kw_only=True):
    """A row of `actors/organizations.tsv`; where `sure` is "n" it is the years that are doubtful."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str | None
    sectors: tuple[str, ...]


class Membership(Dated, frozen=True, kw_only=True):
    """A row of `actors/memberships.tsv`: a state (its code) in an organisation (its id)."""

    organization: str
    country: str


class RoleNoun(Shaped, frozen=True, kw_only=True):
    """A row of `actors/roles.tsv`: a noun for one person; `office` is "yes" where one holds it at a time."""

    noun: str
    sector: tuple[str, ...]
    office: str | None


class GroupNoun(Shaped, frozen=True, kw_only=True):
    """A row of `actors/groups.tsv`: a noun for many people or for a body."""

    noun: str
    sectors: tuple[str, ...]


class GivenNames(Shaped, frozen=True, kw_only=True):
    """A row of `actors/given_names.tsv`: names that stand for each other, and the usual gender."""

    names: tuple[str, ...]
    gender: str | None


class Titles(Shaped, frozen=True, kw_only=True):
    """What stands before a name."""

    masculine: tuple[str, ...]
    feminine: tuple[str, ...]
    neutral: tuple[str, ...]
    former: tuple[str, ...]
    between: tuple[str, ...]
    particles: tuple[str, ...]
    suffixes: tuple[str, ...]
    common_surnames: tuple[str, ...]
    family_first: tuple[str, ...]
    family_names: tuple[str, ...]
    masculine_nouns: tuple[str, ...]
    feminine_nouns: tuple[str, ...]
    personal: tuple[str, ...]
    abbreviations: dict[str, tuple[str, ...]]


class Offices(Shaped, frozen=True, kw_only=True):
    """Which titles mean the same office, and what "leader" means where."""

    heads: tuple[tuple[str, ...], ...]
    any_head: tuple[str, ...]
    common: tuple[str, ...]
    plain: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    leader: tuple[str, ...]
    leader_offices: tuple[str, ...]
    governing: tuple[str, ...]
    prominent: tuple[str, ...]
    leader_of: dict[str, str]
    doubt: float
    sole: tuple[str, ...]
    ministers: tuple[str, ...]
    elect: str
    coming: tuple[str, ...]
    outgoing: tuple[str, ...]
    until: str


class Institutions(Shaped, frozen=True, kw_only=True):
    """Nouns of bodies, and what their words say of their sector."""

    nouns: tuple[str, ...]
    state_bodies: tuple[str, ...]
    articled: tuple[str, ...]
    focused: tuple[str, ...]
    shared: tuple[str, ...]
    same: dict[str, str]
    weak: tuple[str, ...]
    sectors: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]
    endings: dict[str, tuple[str, ...]]
    openings: dict[str, tuple[str, ...]]


class Blocs(Shaped, frozen=True, kw_only=True):
    """Words for the members of an organisation."""

    members: tuple[str, ...]
    name: str


class Capitals(Shaped, frozen=True, kw_only=True):
    """What makes a capital the place and what the government."""

    literal: tuple[str, ...]
    either: tuple[str, ...]
    motion: tuple[str, ...]
    reached: tuple[str, ...]
    owned: tuple[str, ...]
    places: tuple[str, ...]
    sights: tuple[str, ...]


class States(Shaped, frozen=True, kw_only=True):
    """When the name of a country is not the country's."""

    never_after: tuple[str, ...]
    never_before: tuple[str, ...]
    doubtful: tuple[str, ...]
    no_state: tuple[str, ...]
    deeds: tuple[str, ...]
    halves: dict[str, str]
    one: tuple[str, ...]
    gone: tuple[str, ...]
    beside: dict[str, tuple[str, ...]]
    shared: dict[str, tuple[str, ...]]
    neighbourly: tuple[str, ...]


class PhraseWords(Shaped, frozen=True, kw_only=True):
    """Words in a noun phrase that are not its name."""

    quantifiers: tuple[str, ...]
    owners: tuple[str, ...]
    partitives: tuple[str, ...]
    attached: tuple[str, ...]
    with_of: tuple[str, ...]
    related: str
    classifying: tuple[str, ...]
    seated: tuple[str, ...]
    passing: tuple[str, ...]


class People(Shaped, frozen=True, kw_only=True):
    """Plural nouns that no table holds and that mean people: by ending, under verbs of violence."""

    endings: dict[str, tuple[str, ...]]
    verbs: tuple[str, ...]
    things: tuple[str, ...]


class Namesakes(Shaped, frozen=True, kw_only=True):
    """Places that share their names with persons, and what tells which is meant."""

    given: tuple[str, ...]
    verbs: tuple[str, ...]
    never_before: tuple[str, ...]


class Debris(Shaped, frozen=True, kw_only=True):
    """Words that are no names."""

    not_names: tuple[str, ...]
    locating: tuple[str, ...]
    place_nouns: tuple[str, ...]
    sites: tuple[str, ...]


class ActorWords(Shaped, frozen=True, kw_only=True):
    """`en/actors.toml`."""

    titles: Titles
    offices: Offices
    institutions: Institutions
    blocs: Blocs
    capitals: Capitals
    states: States
    debris: Debris
    namesakes: Namesakes
    people: People
    phrases: PhraseWords


@cache
def words() -> ActorWords:
    """Return the word lists of `en/actors.toml`."""
    return toml("en/actors.toml", ActorWords)


@cache
def countries() -> dict[str, Country]:
    """Return the countries by code, those of today before states that are no more."""
    found = {row.code: row for row in tsv("actors/countries.tsv", Country)}
    return found | {row.code: _as_country(row) for row in former_states() if row.code not in found}


@cache
def former_states() -> tuple[FormerState, ...]:
    """Return the states that are no more and the old names of those that are."""
    return tsv("actors/former_states.tsv", FormerState)


def _as_country(row: FormerState) -> Country:
    return Country(
        code=row.code,
        name=row.name,
        aliases=row.aliases,
        adjectives=row.adjectives,
        demonyms=row.demonyms,
        capital=row.capital,
        metonyms=row.metonyms,
        neighbours=(),
        lat=None,
        lon=None,
    )


def our_terms() -> tuple[Term, ...]:
    """Return the rows of `actors/leaders.tsv`, without the user's."""
    return tsv("actors/leaders.tsv", Term)


@cache
def leaders() -> dict[str, tuple[Term, ...]]:
    """Return the holders of offices by id, ours and the user's, each with the offices in the order of their beginning."""
    rows = overriding(our_terms(), user_rows(Term))
    return {key: tuple(sorted(held, key=_begin)) for key, held in _by(rows, "id").items()}


@cache
def organizations() -> dict[str, Organization]:
    """Return the organisations by id."""
    return {row.id: row for row in tsv("actors/organizations.tsv", Organization)}


@cache
def memberships() -> dict[str, tuple[Membership, ...]]:
    """Return the memberships of states by the organisation's id."""
    return {key: tuple(rows) for key, rows in _by(tsv("actors/memberships.tsv", Membership), "organization").items()}


@cache
def role_nouns() -> dict[str, RoleNoun]:
    """Return the role nouns by their words."""
    return {row.noun: row for row in tsv("actors/roles.tsv", RoleNoun)}


@cache
def group_nouns() -> dict[str, GroupNoun]:
    """Return the group nouns by their words."""
    return {row.noun: row for row in tsv("actors/groups.tsv", GroupNoun)}


def _begin(term: Term) -> tuple[str, str]:
    return term.begin or "", term.title or ""


def _by(rows: tuple[Any, ...], field: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, field), []).append(row)
    return found
