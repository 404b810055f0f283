"""Settings: who has the last word, and what is refused."""

from pathlib import Path

import pytest

from diurna.errors import SettingsError
from diurna.run.settings import Settings, in_force, settings


def test_settings_have_defaults(tmp_path: Path) -> None:
    assert settings(environment={}, folder=tmp_path) == Settings()


def test_settings_flag_beats_environment_beats_file(tmp_path: Path) -> None:
    (tmp_path / "diurna.toml").write_text(
        'ledger = "file"\nworkers = 3\nmax_characters = 500\npublished = 2022-07-19\nvague = "acled"\nmin_confidence = 1\n'
    )
    environment = {"DIURNA_LEDGER": "environment", "DIURNA_WORKERS": "2", "HOME": "/", "DIURNA_DEBUG": "1"}
    assert settings(environment=environment, folder=tmp_path, ledger="flag", workers=None) == Settings(
        ledger="flag", workers=2, max_characters=500, published="2022-07-19", vague="acled", min_confidence=1.0
    )
    told = {one.key: one.source for one in in_force(environment=environment, folder=tmp_path, ledger="flag")}
    assert told == {
        "ledger": "flag",
        "workers": "environment",
        "max_characters": "file",
        "published": "file",
        "vague": "file",
        "min_confidence": "file",
    }


def test_settings_take_an_empty_variable_for_unset(tmp_path: Path) -> None:
    assert settings(environment={"DIURNA_WORKERS": ""}, folder=tmp_path) == Settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("worker = 2", r"diurna.toml: unknown setting 'worker' \(did you mean workers\?\)"),
        ("zzz = 2", "unknown setting 'zzz' .*there are ledger, workers"),
        ("workers = 0", "diurna.toml: workers: 0 is not a whole number above 0"),
        ("workers = true", "workers: True is not"),
        ('workers = "many"', "workers: 'many' is not"),
        ("workers = 1.5", "workers: 1.5 is not"),
        ("ledger = 7", "ledger: 7 is not text"),
        ('ledger = " "', "ledger: ' ' is not text"),
        ('published = "next week"', "published: 'next week' is not a date"),
        ('vague = "acle"', r"vague: 'acle' is no profile of vague words \(did you mean acled\?\)"),
        ("min_confidence = 1.5", "diurna.toml: min_confidence: 1.5 is not a number between 0 and 1"),
        ("min_confidence = nan", "min_confidence: nan is not"),
        ("min_confidence = true", "min_confidence: True is not"),
        ('min_confidence = "high"', "min_confidence: 'high' is not"),
        ("workers = ", "diurna.toml: "),
        ("[workers]\nx = 1", "workers: "),
    ],
)
def test_settings_refuse_a_wrong_file(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "diurna.toml").write_text(text)
    with pytest.raises(SettingsError, match=message):
        settings(environment={}, folder=tmp_path)


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"DIURNA_LEGDER": "x"}, r"environment: unknown setting DIURNA_LEGDER \(did you mean DIURNA_LEDGER\?\)"),
        ({"DIURNA_WORKERS": "-1"}, "DIURNA_WORKERS: '-1' is not"),
        ({"DIURNA_PUBLISHED": "19 July"}, "DIURNA_PUBLISHED: '19 July' is not a date"),
        ({"DIURNA_MAX_CHARACTERS": "1e6"}, "DIURNA_MAX_CHARACTERS: '1e6' is not"),
    ],
)
def test_settings_refuse_a_wrong_environment(tmp_path: Path, environment: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        settings(environment=environment, folder=tmp_path)


def test_settings_refuse_a_wrong_flag(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--published: 'x' is not a date"):
        settings(environment={}, folder=tmp_path, published="x")
    with pytest.raises(SettingsError, match="--max-characters: 0 is not"):
        settings(environment={}, folder=tmp_path, max_characters=0)
