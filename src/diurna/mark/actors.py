"""Who: persons, states, organisations, groups and blocs."""

from diurna.parse import Parse
from diurna.records import Actor


def actors(parse: Parse) -> tuple[Actor, ...]:
    """Return the actors of an article with their mentions."""
    return ()
