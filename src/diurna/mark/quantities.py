"""How many: numbers with their qualifier words."""

from diurna.parse import Parse
from diurna.records import Date, Quantity


def quantities(parse: Parse, dates: tuple[Date, ...]) -> tuple[Quantity, ...]:
    """Return the numbers of an article that may count something (no dates, ages, clock times …)."""
    return ()
