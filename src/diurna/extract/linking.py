"""Figures to the events that they count: a toll belongs to the attack, the quake or the march of its sentence."""

import msgspec

from diurna.parse import Parse
from diurna.records import Event, Figure

TOLL = frozenset({"killed", "injured", "missing", "casualties", "displaced", "refugees", "evacuated", "homes_damaged"})
"""Categories that a violent or disastrous event explains, wherever it stands in the sentence."""


def linked(parse: Parse, figures: tuple[Figure, ...], events: tuple[Event, ...]) -> tuple[Figure, ...]:
    """Return the figures with `event` set where the sentence holds the event that they count.

    An event whose party the figure counts goes first, then the event whose trigger stands nearest in the same clause,
    then, for tolls, the sentence's only act of violence or disaster.
    """
    return tuple(msgspec.structs.replace(figure, event=_event(parse, figure, events)) for figure in figures)


def _event(parse: Parse, figure: Figure, events: tuple[Event, ...]) -> str | None:
    token = parse.token_at(figure.number.start)
    if token is None:
        return None
    sentence = parse.sentence_of(token).span
    near = [event for event in events if sentence.covers(event.trigger)]
    for event in near:
        counted = [party.span for party in (*event.recipients, *event.actors) if party.span is not None]
        if any(span.overlaps(figure.span) or (figure.counted and span.overlaps(figure.counted)) for span in counted):
            return event.id
    above = {each.index for each in parse.ancestors(token)}
    for event in near:
        trigger = parse.token_at(event.trigger.start)
        if trigger is not None and trigger.index in above:
            return event.id
    violent = [event for event in near if event.type in {"ASSAULT", None}]
    return violent[0].id if figure.category in TOLL and len(violent) == 1 else None
