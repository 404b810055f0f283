"""Vague words: what they mean by each profile, and that the profile is part of what made a reading."""

import pytest

import diurna
from diurna.errors import SettingsError
from diurna.mark.vague import profile_names, vague_profile

LOWS = [
    ("Several", 3, 3),
    ("Tens of", 20, 10),
    ("Dozens of", 24, 12),
    ("Scores of", 40, 20),
    ("Hundreds of", 200, 100),
    ("Thousands of", 2000, 1000),
    ("Tens of thousands of", 20000, 10000),
    ("Hundreds of thousands of", 200000, 100000),
    ("Several hundred", 300, 300),
    ("100s of", 200, 100),
]


@pytest.mark.parametrize(("words", "ours", "acled"), LOWS)
def test_vague_words_have_the_low_of_the_profile(words: str, ours: int, acled: int) -> None:
    text = f"{words} villagers were killed."
    assert [figure.low for figure in diurna.read(text).figures] == [ours]
    assert [figure.low for figure in diurna.read(text, vague="acled").figures] == [acled]


def test_vague_profile_is_in_the_provenance() -> None:
    text = "Dozens of villagers were killed."
    ours, acled = diurna.read(text), diurna.read(text, vague="acled")
    assert ours.provenance.settings_sha256 != acled.provenance.settings_sha256
    assert ours.figures[0].id == acled.figures[0].id
    assert (acled.figures[0].qualifier, acled.figures[0].word) == ("vague", "dozens")


def test_vague_profile_reaches_worker_processes() -> None:
    texts = ["Dozens of villagers were killed."] * 2
    assert [reading.figures[0].low for reading in diurna.read_many(texts, workers=2, vague="acled")] == [12, 12]


def test_vague_profiles_name_the_same_words() -> None:
    words = {name: set(vague_profile(name)) for name in profile_names()}
    assert set(words) == {"acled", "ours"}
    assert words["acled"] == words["ours"]


def test_vague_profile_must_be_known() -> None:
    with pytest.raises(SettingsError, match=r"no profile 'theirs' \(there are acled, ours\)"):
        diurna.read("Dozens fled.", vague="theirs")
