"""Vague words: what "dozens" or "hundreds" are taken to mean at the least, by a profile that the user chooses."""

from diurna.errors import SettingsError
from diurna.rules.load import Shaped, toml

OURS = "ours"
"""The profile in force unless a setting names another."""


class VagueProfiles(Shaped, frozen=True, kw_only=True):
    """The file `en/vague.toml`: for each profile the lowest number of each vague word."""

    profiles: dict[str, dict[str, int]]


def profile_names() -> tuple[str, ...]:
    """Return the names of the profiles, sorted."""
    return tuple(sorted(toml("en/vague.toml", VagueProfiles).profiles))


def vague_profile(name: str) -> dict[str, int]:
    """Return the lows of a profile's words; raise SettingsError where there is no such profile."""
    known = toml("en/vague.toml", VagueProfiles).profiles
    if name not in known:
        raise SettingsError(f"vague: no profile {name!r} (there are {', '.join(sorted(known))})")
    return known[name]
