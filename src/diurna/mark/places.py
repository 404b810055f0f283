"""Where: toponyms, literal or associative, with coordinates."""

from diurna.parse import Parse
from diurna.records import Actor, Place, Problem


def places(parse: Parse, actors: tuple[Actor, ...]) -> tuple[tuple[Place, ...], tuple[Problem, ...]]:
    """Return the places of an article with their mentions, and what could not be placed."""
    return (), ()
