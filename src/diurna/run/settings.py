"""Settings: flag, else `DIURNA_*`, else `./diurna.toml`, else default; unknown keys are errors."""

import datetime as dt
import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from diurna.errors import SettingsError
from diurna.mark.vague import OURS, profile_names
from diurna.readers.published import WHAT_IS_READ, iso_date
from diurna.records import Record

FILE = "diurna.toml"
PREFIX = "DIURNA_"
SWITCHES = ("DIURNA_DEBUG",)
"""Variables of the environment that are ours and not settings."""

Source = Literal["flag", "environment", "file", "default"]


class Settings(Record, frozen=True, kw_only=True):
    """What a user may set.

    `ledger` is a folder; `workers` a number of processes (None: one per core); `max_characters` the longest article
    that is read; `published` the ISO date of reports that do not tell their own; `vague` the profile of vague words
    ("dozens") in `rules/en/vague.toml`; `min_confidence` leaves findings below it out of answers, never out of a ledger.
    """

    ledger: str | None = None
    workers: int | None = None
    max_characters: int = 1_000_000
    published: str | None = None
    vague: str = OURS
    min_confidence: float | None = None


class InForce(NamedTuple):
    """One setting as it is in force, and who said so."""

    key: str
    value: str | int | float | None
    source: Source


def settings(*, environment: Mapping[str, str] | None = None, folder: Path | None = None, **flags: Any) -> Settings:  # noqa: ANN401 - checked below
    """Return the settings in force; a flag that is None was not given; raise SettingsError naming key and place."""
    return msgspec.convert(
        {one.key: one.value for one in in_force(environment=environment, folder=folder, **flags)}, Settings
    )


def in_force(
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    **flags: Any,  # noqa: ANN401 - checked below
) -> tuple[InForce, ...]:
    """Return every setting with its value and where it comes from, in the order of `Settings`."""
    told = {
        "flag": {key: value for key, value in flags.items() if value is not None},
        "environment": _from_environment(os.environ if environment is None else environment),
        "file": _from_file((folder or Path()) / FILE),
    }
    defaults = msgspec.structs.asdict(Settings())
    found = []
    for key, default in defaults.items():
        source: Source = next((name for name in ("flag", "environment", "file") if key in told[name]), "default")
        value = default if source == "default" else _checked(key, told[source][key], _place(source, key))
        found.append(InForce(key, value, source))
    return tuple(found)


def publication_date(value: str, place: str = "published") -> str:
    """Return a date as ISO 8601; raise SettingsError naming the value and where it stands."""
    date = iso_date(value)
    if date is None:
        raise SettingsError(f"{place}: {value!r} is not a date; give {WHAT_IS_READ}")
    return date


def confidence(value: Any, place: str = "min_confidence") -> float:  # noqa: ANN401 - from a file or the environment
    """Return a confidence between 0 and 1; raise SettingsError naming the value and where it stands."""
    try:
        number = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    except ValueError:
        number = None
    if number is None or not 0 <= number <= 1:
        raise SettingsError(f"{place}: {value!r} is not a number between 0 and 1")
    return number


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    names = {PREFIX + key.upper(): key for key in Settings.__struct_fields__}
    for name in sorted(environment):
        if name.startswith(PREFIX) and name not in names and name not in SWITCHES:
            raise SettingsError(f"environment: unknown setting {name}{_hint(name, [*names, *SWITCHES])}")
    return {key: environment[name] for name, key in names.items() if environment.get(name)}


def _from_file(path: Path) -> dict[str, Any]:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    for key in told:
        if key not in Settings.__struct_fields__:
            raise SettingsError(f"{path}: unknown setting {key!r}{_hint(key, Settings.__struct_fields__)}")
    return told


def _checked(key: str, value: Any, place: str) -> str | int | float:  # noqa: ANN401 - from a file or the environment
    if isinstance(value, dt.date):
        value = value.isoformat()
    if key in {"workers", "max_characters"}:
        return _positive(value, place)
    if key == "min_confidence":
        return confidence(value, place)
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(f"{place}: {value!r} is not text")
    if key == "vague":
        return _profile(value, place)
    return publication_date(value, place) if key == "published" else value


def _profile(value: str, place: str) -> str:
    known = profile_names()
    if value not in known:
        raise SettingsError(f"{place}: {value!r} is no profile of vague words{_hint(value, known)}")
    return value


def _positive(value: Any, place: str) -> int:  # noqa: ANN401 - from a file or the environment
    try:
        number = int(value) if isinstance(value, str | int) and not isinstance(value, bool) else 0
    except ValueError:
        number = 0
    if number < 1:
        raise SettingsError(f"{place}: {value!r} is not a whole number above 0")
    return number


def _place(source: Source, key: str) -> str:
    names: dict[Source, str] = {
        "flag": "--" + key.replace("_", "-"),
        "environment": PREFIX + key.upper(),
        "file": f"{FILE}: {key}",
    }
    return names[source]


def _hint(word: str, known: Any) -> str:  # noqa: ANN401 - any names
    near = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean {near[0]}?)" if near else f" (there are {', '.join(known)})"
