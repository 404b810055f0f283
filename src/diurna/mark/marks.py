"""Marks: all that the mark stage found in one article, with look-ups by position."""

from bisect import bisect_left, bisect_right
from functools import cached_property

from diurna.records import Actor, Date, Place, PlaceMention, PlaceUse, Problem, Quantity, Span


class Marks:
    """The actors, places, dates and quantities of one article.

    Mentions may nest ("Chilean President Ana Silva" holds "Chilean"); look-ups prefer the longest.
    """

    def __init__(
        self,
        *,
        actors: tuple[Actor, ...],
        places: tuple[Place, ...],
        dates: tuple[Date, ...],
        quantities: tuple[Quantity, ...],
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self.actors = actors
        self.places = places
        self.dates = dates
        self.quantities = quantities
        self.problems = problems

    @cached_property
    def _actor_mentions(self) -> list[tuple[Span, Actor]]:
        return sorted(
            ((mention.span, actor) for actor in self.actors for mention in actor.mentions),
            key=lambda pair: (pair[0].start, -pair[0].end),
        )

    @cached_property
    def _actor_starts(self) -> list[int]:
        return [span.start for span, _ in self._actor_mentions]

    @cached_property
    def by_id(self) -> dict[str, Actor]:
        """Actors by id."""
        return {actor.id: actor for actor in self.actors}

    def actors_in(self, span: Span) -> list[tuple[Span, Actor]]:
        """Return the actor mentions that lie wholly inside a span, by start, longer before shorter."""
        first = bisect_right(self._actor_starts, span.start - 1)
        found = []
        for mention, actor in self._actor_mentions[first:]:
            if mention.start >= span.end:
                break
            if mention.end <= span.end:
                found.append((mention, actor))
        return found

    def actor_at(self, span: Span) -> tuple[Span, Actor] | None:
        """Return the longest actor mention that covers a span (a token's, say), or None."""
        last = bisect_right(self._actor_starts, span.start)
        found = None
        for mention, actor in self._actor_mentions[max(0, last - 30) : last]:
            if mention.covers(span) and (found is None or mention.end - mention.start > found[0].end - found[0].start):
                found = (mention, actor)
        return found

    def actors_at(self, span: Span) -> tuple[Span, list[Actor]] | None:
        """Return the longest mention that covers a span and every actor it names ("both countries"), or None."""
        found = self.actor_at(span)
        if found is None:
            return None
        return found[0], [actor for mention, actor in self.actors_in(found[0]) if mention == found[0]]

    def places_in(self, span: Span, *, use: PlaceUse | None = None) -> list[tuple[Span, Place]]:
        """Return the place mentions that lie wholly inside a span, in text order, of one use if given."""
        first = bisect_left(self._place_starts, span.start)
        last = bisect_left(self._place_starts, span.end)
        return [
            (mention.span, place)
            for mention, place in self._place_mentions[first:last]
            if mention.span.end <= span.end and (use is None or mention.use == use)
        ]

    @cached_property
    def _place_mentions(self) -> list[tuple[PlaceMention, Place]]:
        pairs = ((mention, place) for place in self.places for mention in place.mentions)
        return sorted(pairs, key=lambda pair: pair[0].span)

    @cached_property
    def _place_starts(self) -> list[int]:
        return [mention.span.start for mention, _ in self._place_mentions]

    @cached_property
    def _date_starts(self) -> list[int]:
        return [date.span.start for date in self.dates]

    def dates_in(self, span: Span) -> list[Date]:
        """Return the dates that lie wholly inside a span, in text order."""
        first, last = bisect_left(self._date_starts, span.start), bisect_left(self._date_starts, span.end)
        return [date for date in self.dates[first:last] if date.span.end <= span.end]

    def date_at(self, span: Span) -> Date | None:
        """Return the date that covers a span, or None."""
        return next((date for date in self.dates if date.span.covers(span)), None)

    def quantity_at(self, span: Span) -> Quantity | None:
        """Return the quantity that covers a span, or None."""
        return next((quantity for quantity in self.quantities if quantity.span.covers(span)), None)
