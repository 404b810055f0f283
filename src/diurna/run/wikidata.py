"""What is asked of Wikidata, and what its answers say: who held which office from when to when.

The query and the offices stand in `rules/wikidata/`.  A page is one query: all offices of one country, or the heads of
some organisations.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from diurna.errors import RuleError
from diurna.rules.load import HERE, Shaped, toml

PRECISIONS = {11: 10, 10: 7, 9: 4}
"""Wikidata's precision of a point in time -> length of its ISO form: day, month, year; what is coarser tells nothing."""
CODE = re.compile(r"[A-Z]{3}")
LETTER = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
ALIAS = re.compile(rf"[{LETTER}][{LETTER}'’.\-]*(?: [{LETTER}][{LETTER}'’.\-]*)+")
"""Two words at least, of Latin letters: single words and nicknames in quotation marks stand for too many others."""
LONGEST_ALIAS = 40
"""Characters; what is longer is a description or a full style."""
MOST_ALIASES = 16


class WantedOffice(Shaped, frozen=True, kw_only=True):
    """An office that many countries have; `pattern` tells ?office from ?country."""

    id: str
    pattern: str
    titles: tuple[str, ...]
    title: str | None = None
    sector: str = ""


class Head(Shaped, frozen=True, kw_only=True):
    """The head of an organisation, which is a Wikidata item."""

    item: str
    country: str
    title: str
    sector: str = ""


class Heads(Shaped, frozen=True, kw_only=True):
    """The heads of organisations; `pattern` tells ?office from %ITEM%, `together` how many are asked for at once."""

    pattern: str
    together: int
    heads: tuple[Head, ...]


class Wanted(Shaped, frozen=True, kw_only=True):
    """`wikidata/offices.toml`."""

    endpoint: str
    since: str
    never_first: frozenset[str]
    codes: dict[str, str]
    offices: tuple[WantedOffice, ...]
    organizations: Heads


class Page(NamedTuple):
    """One query; `country` is our code of the country that it asks for, None for organisations."""

    name: str
    country: str | None
    query: str


class Cell(msgspec.Struct, frozen=True):
    """A value of an answer."""

    value: str


class Bindings(msgspec.Struct, frozen=True):
    """The rows of an answer by variable."""

    bindings: tuple[dict[str, Cell], ...]


class Answer(msgspec.Struct, frozen=True):
    """An answer in the SPARQL 1.1 Query Results JSON Format."""

    results: Bindings


class Holding(NamedTuple):
    """One person in one office as Wikidata has it; `kind` is the office's or organisation's id in offices.toml.

    `begin`, `end` and `death` are ISO and as precise as they are known; `office` and `holder` are items.
    """

    statement: str
    kind: str
    office: str
    office_name: str
    holder: str
    name: str
    aliases: tuple[str, ...]
    begin: str
    end: str | None
    death: str | None


def wanted() -> Wanted:
    """Return what is asked for."""
    return toml("wikidata/offices.toml", Wanted)


def pages(countries: Iterable[str], *, organizations: bool = True) -> Iterator[Page]:
    """Yield the queries: one a country, in order of the codes, then those of the organisations."""
    told = wanted()
    for code in sorted(set(countries)):
        asked = told.codes.get(code, code)
        if CODE.fullmatch(asked):
            yield Page(code, code, _query((f'?country wdt:P298 "{asked}" .', *_united(told.offices))))
    heads = told.organizations
    for at in range(0, len(heads.heads) if organizations else 0, heads.together):
        some = heads.heads[at : at + heads.together]
        patterns = ((head.item, heads.pattern.replace("%ITEM%", head.item)) for head in some)
        yield Page(f"organizations {at // heads.together + 1}", None, _query(_unions(patterns)))


def holdings(answer: Answer) -> tuple[Holding, ...]:
    """Return the holdings of an answer, each once, in the order of their statements; a row without a usable day is left out.

    A statement that answers to several kinds of office counts for the first in offices.toml.
    """
    order = {office.id: number for number, office in enumerate(wanted().offices)}
    found: dict[str, Holding] = {}
    aliases: dict[str, set[str]] = {}
    for row in answer.results.bindings:
        one = _holding({key: cell.value for key, cell in row.items()})
        if one is None:
            continue
        known = found.get(one.statement)
        if known is None or order.get(one.kind, 0) < order.get(known.kind, 0):
            found[one.statement] = one
        alias = row.get("alias")
        if alias is not None and len(alias.value) <= LONGEST_ALIAS and ALIAS.fullmatch(alias.value):
            aliases.setdefault(one.statement, set()).add(alias.value)
    return tuple(
        found[key]._replace(aliases=tuple(sorted(aliases.get(key, set()) - {found[key].name})[:MOST_ALIASES]))
        for key in sorted(found)
    )


def day(value: str | None, precision: str | None) -> str | None:
    """Return a point in time as precise as it is known ("2019-05-24", "2019-05", "2019"); None where it tells nothing."""
    length = PRECISIONS.get(int(precision) if precision and precision.isdecimal() else 0)
    if not value or length is None or not re.match(r"\+?\d{4}-\d\d-\d\dT", value):
        return None
    told = value.lstrip("+")[:length]
    return None if "-00" in told or told.startswith("0000") else told


def _holding(row: dict[str, str]) -> Holding | None:
    begin = day(row.get("begin"), row.get("beginPrecision"))
    told = [
        " ".join(row.get(key, "").split()) for key in ("statement", "kind", "office", "officeName", "holder", "name")
    ]
    if begin is None or not all(told) or not told[-1].isprintable() or "|" in told[-1]:
        return None
    statement, kind, office, office_name, holder, name = told
    end = day(row.get("end"), row.get("endPrecision"))
    death = day(row.get("death"), row.get("deathPrecision"))
    return Holding(statement, kind, _item(office), office_name, _item(holder), name, (), begin, end, death)


def _item(address: str) -> str:
    return address.rsplit("/", 1)[-1]


def _united(offices: tuple[WantedOffice, ...]) -> tuple[str, ...]:
    return _unions((office.id, office.pattern) for office in offices)


def _unions(patterns: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    parts = [f'{{ {pattern} BIND("{kind}" AS ?kind) }}' for kind, pattern in patterns]
    return (parts[0], *(f"UNION {part}" for part in parts[1:]))


def _query(lines: tuple[str, ...]) -> str:
    try:
        template = (HERE / "wikidata" / "holders.rq").read_text(encoding="utf-8")
    except OSError as error:
        raise RuleError(f"rules/wikidata/holders.rq: {error}") from error
    return template.replace("%OFFICES%", "\n    ".join(lines)).replace("%SINCE%", wanted().since)
