"""The gazetteer: compiled once, safely, and the same every time."""

import multiprocessing
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from diurna.mark.gazetteer import Gazetteer, compiled, fold, gazetteer, gazetteer_sha256


def _content(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return list(connection.iterdump())


def _compile(folder: str) -> str:
    path = compiled(Path(folder))
    opened = Gazetteer(path)
    found = opened.cities("Nairobi")[0][0].id
    opened.close()
    return found


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("São Paulo", "sao paulo"),
        ("St. Gallen", "saint gallen"),
        ("Deir ez-Zor", "deir ez zor"),
        ("the Gaza Strip", "gaza strip"),
        ("U.S.", "us"),
        ("Łódź", "lodz"),
        ("Sana’a", "sanaa"),
        ("The", "the"),
        ("", ""),
    ],
)
def test_gazetteer_folds_names(name: str, key: str) -> None:
    assert fold(name) == key


def test_gazetteer_is_safe_when_two_processes_compile_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        found = list(pool.map(_compile, [str(tmp_path)] * 2))
    assert found[0] == found[1] == "geonames:184745"
    assert [path.suffix for path in tmp_path.iterdir()] == [".sqlite"]
    assert _content(compiled(tmp_path)) == _content(gazetteer().path), "the same rows every time"


def test_gazetteer_is_compiled_once(tmp_path: Path) -> None:
    fake = tmp_path / f"gazetteer-{gazetteer_sha256()[:16]}.sqlite"
    fake.write_bytes(b"here already")
    assert compiled(tmp_path).read_bytes() == b"here already"


def test_gazetteer_finds_cities_by_alternate_names() -> None:
    city, alternate = gazetteer().cities("Kiev")[0]
    assert (city.name, city.country, alternate) == ("Kyiv", "UKR", True)


def test_gazetteer_gives_countries_their_geonames_id() -> None:
    terms = gazetteer().terms
    assert {term.place.id for term in terms.get("norway")} == {"geonames:3144096"}
    assert {term.place.country for term in terms.get("kosovo")} == {"KOS"}
    assert {(term.form, term.place.country) for term in terms.get("norwegians")} == {("demonym", "NOR")}
    assert not terms.get("no such place")


def test_gazetteer_gives_counties_their_own_point() -> None:
    county, _ = gazetteer().cities("Cook County")[0]
    points = [(city.lat, city.lon) for city, _ in gazetteer().cities("Cook County")]
    assert county.precision == "admin2"
    assert (41.84, -87.82) in points


def test_gazetteer_knows_neighbours_and_capitals() -> None:
    assert gazetteer().neighbours("FRA", "BEL")
    assert not gazetteer().neighbours("FRA", "PRT")
    assert gazetteer().is_capital(gazetteer().cities("Lima")[0][0])


def test_gazetteer_hash_is_stable() -> None:
    assert gazetteer_sha256() == gazetteer_sha256()
    assert len(gazetteer_sha256()) == 64
