"""When a row of a table holds on a day, where its beginning and end are only as precise as they are known."""

from typing import Literal

from diurna.mark.tables import Dated

Validity = Literal["yes", "perhaps", "no"]

FIRST, LAST = "-01-01", "-12-31"
"""What completes a year, or from the fourth character on a month, to its first and last day (31 ends every month)."""


def validity(row: Dated, day: str) -> Validity:
    """Tell whether a row holds on a day (ISO): "perhaps" within an uncertain month or year, or where the row is doubtful.

    The days of beginning and end count.
    """
    if day < earliest(row.begin) or latest(row.end) < day:
        return "no"
    begun = not row.begin or latest(row.begin) <= day
    lasting = not row.end or day <= earliest(row.end)
    return "yes" if row.sure == "y" and begun and lasting else "perhaps"


def earliest(when: str | None) -> str:
    """Return the first day that a day, month or year may mean; before all days where it is unknown."""
    return when + FIRST[len(when) - 4 :] if when else ""


def latest(when: str | None) -> str:
    """Return the last day that a day, month or year may mean; after all days where it is unknown."""
    return when + LAST[len(when) - 4 :] if when else "9999"
