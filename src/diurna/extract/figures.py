"""How many were killed, displaced, in need …, according to whom."""

from diurna.mark.marks import Marks
from diurna.parse import Parse
from diurna.records import Figure, Statement


def figures(parse: Parse, marks: Marks, statements: tuple[Statement, ...]) -> tuple[Figure, ...]:
    """Find the figures of an article with bounds, hedge, source, place and date."""
    return ()
