"""Who did what to whom."""

from diurna.mark.marks import Marks
from diurna.parse import Parse
from diurna.records import Event, Figure, Statement


def events(
    parse: Parse, marks: Marks, statements: tuple[Statement, ...], figures: tuple[Figure, ...]
) -> tuple[Event, ...]:
    """Find who did what to whom, in PLOVER's terms."""
    return ()
