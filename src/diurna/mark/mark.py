"""Parse to marks: the order in which names, places, dates and numbers are found."""

from diurna.mark.actors import actors
from diurna.mark.dates import dates
from diurna.mark.marks import Marks
from diurna.mark.places import places
from diurna.mark.quantities import quantities
from diurna.parse import Parse


def mark(parse: Parse) -> Marks:
    """Find and identify who, where, when and how many."""
    found_dates = dates(parse)
    found_actors = actors(parse)
    found_places, problems = places(parse, found_actors)
    return Marks(
        actors=found_actors,
        places=found_places,
        dates=found_dates,
        quantities=quantities(parse, found_dates),
        problems=problems,
    )
