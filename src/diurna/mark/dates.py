"""When: time expressions with TIMEX3 value and interval."""

from diurna.parse import Parse
from diurna.records import Date


def dates(parse: Parse) -> tuple[Date, ...]:
    """Return the time expressions of an article, resolved against its publication date."""
    return ()
