"""The gazetteer: every place that can be recognised, looked up by folded name in one SQLite file."""

import logging
import os
import sqlite3
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from diurna.mark.gazetteer_file import compiled, gazetteer_sha256
from diurna.mark.gazetteer_rows import Listed, Wording, fold

__all__ = ["Gazetteer", "Listed", "Term", "Terms", "compiled", "fold", "gazetteer", "gazetteer_sha256"]

log = logging.getLogger(__name__)


class Term(msgspec.Struct, frozen=True):
    """A name of a listed place as our tables write it; `form` is name, alias, adjective or demonym."""

    surface: str
    form: str
    place: Listed


class Terms:
    """The names of our tables by folded name; an entry is made when it is first asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        ((content,),) = connection.execute("SELECT content FROM packed WHERE name = 'terms'")
        self._connection = connection
        self._packed = msgspec.msgpack.decode(content, type=dict[str, msgspec.Raw])
        self._made: dict[str, tuple[Term, ...]] = {}

    def __len__(self) -> int:
        return len(self._packed)

    def get(self, key: str) -> tuple[Term, ...]:
        """Return the terms of a folded name, in the order of our tables; none where no table has it."""
        if key not in self._packed:
            return ()
        if key not in self._made:
            wordings = msgspec.msgpack.decode(self._packed[key], type=tuple[Wording, ...])
            self._made[key] = tuple(Term(word.surface, word.form, self._place(word.number)) for word in wordings)
        return self._made[key]

    def _place(self, number: int) -> Listed:
        (row,) = self._connection.execute(
            "SELECT id, name, kind, precision, country, admin1, lat, lon, population FROM place WHERE number = ?",
            (number,),
        )
        return Listed(*row)


class Gazetteer:
    """An open gazetteer: look-ups by name; nothing is ever written to it.

    `terms` are the names of our tables by folded name, `starts` the length in words of the longest by first word.
    Opening reads these two packed rows only; everything else is read when it is first asked for.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self.terms = Terms(self._connection)
        ((starts,),) = self._connection.execute("SELECT content FROM packed WHERE name = 'starts'")
        self.starts = msgspec.msgpack.decode(starts, type=dict[str, int])
        self._cities: dict[str, tuple[tuple[Listed, bool], ...]] = {}

    @cached_property
    def _neighbours(self) -> frozenset[tuple[str, str]]:
        return frozenset(self._connection.execute("SELECT country, other FROM adjacent"))

    @cached_property
    def _capitals(self) -> frozenset[tuple[str, str]]:
        return frozenset(self._connection.execute("SELECT country, key FROM capital"))

    @cached_property
    def _domains(self) -> dict[str, str]:
        return dict(self._connection.execute("SELECT ending, country FROM domain"))

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


def gazetteer() -> Gazetteer:
    """Return this process's gazetteer, compiled now if the cache folder lacks it (some seconds, once a version)."""
    return _opened(os.getpid())


@cache
def _opened(_process: int) -> Gazetteer:
    path = compiled()
    try:
        return Gazetteer(path)
    except (sqlite3.DatabaseError, msgspec.MsgspecError, ValueError):
        log.warning("gazetteer: %s is damaged and is compiled again", path)
        path.unlink(missing_ok=True)
        return Gazetteer(compiled())
