"""Who said what to whom."""

from diurna.mark.marks import Marks
from diurna.parse import Parse
from diurna.records import Statement


def statements(parse: Parse, marks: Marks) -> tuple[Statement, ...]:
    """Find who said what to whom, in direct, mixed and indirect quotation."""
    return ()
