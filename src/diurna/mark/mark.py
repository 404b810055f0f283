"""Parse to marks: the order in which names, places, dates and numbers are found."""

from diurna.mark.actors import actors
from diurna.mark.dates import dates
from diurna.mark.marks import Marks
from diurna.mark.places import places
from diurna.mark.quantities import quantities
from diurna.mark.vague import OURS
from diurna.parse import Parse


def mark(parse: Parse, *, vague: str = OURS) -> Marks:
    """Find and identify who, where, when and how many; `vague` names the profile of vague words."""
    found_dates, date_problems = dates(parse)
    found_actors = actors(parse)
    found_places, place_problems = places(parse, found_actors)
    found_quantities, quantity_problems = quantities(
        parse, found_dates, impossible=tuple(problem.span for problem in date_problems if problem.span), vague=vague
    )
    return Marks(
        actors=found_actors,
        places=found_places,
        dates=found_dates,
        quantities=found_quantities,
        problems=(*date_problems, *place_problems, *quantity_problems),
    )
