"""The gazetteer: every place that can be recognised, looked up by folded name in one SQLite file."""

import logging
import os
import sqlite3
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from diurna.mark.gazetteer_file import compiled, gazetteer_sha256
from diurna.mark.gazetteer_rows import Listed, fold

__all__ = ["Gazetteer", "Listed", "Term", "compiled", "fold", "gazetteer", "gazetteer_sha256"]

log = logging.getLogger(__name__)


class Term(msgspec.Struct, frozen=True):
    """A name of a listed place as our tables write it; `form` is name, alias, adjective or demonym."""

    surface: str
    form: str
    place: Listed


class Gazetteer:
    """An open gazetteer: look-ups by name; nothing is ever written to it.

    `terms` are the names of our tables by folded name, `starts` the length in words of the longest by first word.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self.terms = self._terms()
        self.starts = self._starts()
        self._neighbours = frozenset(self._connection.execute("SELECT country, other FROM adjacent"))
        self._capitals = frozenset(self._connection.execute("SELECT country, key FROM capital"))
        self._domains = dict(self._connection.execute("SELECT ending, country FROM domain"))
        self._cities: dict[str, tuple[tuple[Listed, bool], ...]] = {}

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def cities(self, name: str) -> tuple[tuple[Listed, bool], ...]:
        """Return the cities and counties of a name, each with whether the name is an alternate one; most populous first."""
        key = fold(name)
        if key not in self._cities:
            rows = self._connection.execute(
                "SELECT id, name, kind, precision, country, admin1, lat, lon, population, alternate FROM city_name"
                " JOIN place USING (number) WHERE key = ? ORDER BY alternate, population DESC, number",
                (key,),
            )
            self._cities[key] = tuple((Listed(*row[:-1]), bool(row[-1])) for row in rows)
        return self._cities[key]

    def neighbours(self, country: str, other: str) -> bool:
        """Tell whether two countries have a common border."""
        return (country, other) in self._neighbours

    def country_of(self, url: str | None) -> str | None:
        """Return the country whose domain a URL has, or None."""
        try:
            host = urlsplit(url).hostname if url else None
        except ValueError:  # a malformed address tells nothing
            return None
        return self._domains.get(host.rsplit(".", 1)[-1]) if host else None

    def is_capital(self, city: Listed) -> bool:
        """Tell whether a city has the name of its country's capital."""
        return (city.country, fold(city.name)) in self._capitals

    def _starts(self) -> dict[str, int]:
        """Return for each first word of a term, with and without a genitive's "s", the words of the longest such term."""
        longest: dict[str, int] = {}
        for key, terms in self.terms.items():
            first, words = key.split()[0], key.count(" ") + 1
            bare = fold(terms[0].surface.replace("’", "'").split("'")[0]).split(" ", 1)[0]
            for start in (first, bare):
                longest[start] = max(longest.get(start, 0), words)
        return longest

    def _terms(self) -> dict[str, tuple[Term, ...]]:
        found: dict[str, tuple[Term, ...]] = {}
        rows = self._connection.execute(
            "SELECT key, surface, form, id, name, kind, precision, country, admin1, lat, lon, population FROM term"
            " JOIN place USING (number) ORDER BY key, number, form"
        )
        places: dict[str, Listed] = {}
        for key, surface, form, *place in rows:
            listed = places.setdefault(place[0], Listed(*place))
            found[key] = (*found.get(key, ()), Term(surface, form, listed))
        return found


def gazetteer() -> Gazetteer:
    """Return this process's gazetteer, compiled now if the cache folder lacks it (some seconds, once a version)."""
    return _opened(os.getpid())


@cache
def _opened(_process: int) -> Gazetteer:
    path = compiled()
    try:
        return Gazetteer(path)
    except sqlite3.DatabaseError:
        log.warning("gazetteer: %s is damaged and is compiled again", path)
        path.unlink(missing_ok=True)
        return Gazetteer(compiled())
