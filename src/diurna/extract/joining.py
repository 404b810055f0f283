"""One happening of a sentence told by several words is one event."""

import msgspec

from diurna.extract.parties import spans
from diurna.extract.slots import inside_prepositions
from diurna.parse import Parse, Token
from diurna.parse.clauses import clause_of, is_verbal, logical_object, logical_subject
from diurna.records import ActorMention, Event, covering


def joined(parse: Parse, found: dict[int, Event]) -> list[Event]:
    """Return the events of an article with those of one happening joined; `found` has them by trigger token.

    A noun's event goes into that of its verb ("strengthened sanctions", "killed nine in an attack"), a verb's into that
    of its subject ("the attack that killed nine") or of the verb that it is coordinated with ("killed nine and wounded
    twelve"), if they have one type.  Where the types differ, what an event does its actor does ("the raid that displaced
    villagers").
    """
    events = dict(found)
    gone: dict[int, int] = {}
    for index in sorted(found):
        event = events.get(index)
        trigger = parse.tokens[index]
        if event is None:
            continue
        into = _same_happening(parse, trigger, event, events, gone)
        if into is not None:
            events[into] = _merged(events[into], event)
            gone[index] = into
            del events[index]
        elif is_verbal(trigger) and not spans(event.actors):
            doer = logical_subject(parse, trigger)
            source = events.get(doer.index) if doer else None
            if source is not None and spans(source.actors):
                taken = {party.actor for party in event.recipients}
                actors = tuple(party for party in source.actors if party.actor not in taken)
                events[index] = msgspec.structs.replace(event, actors=actors or event.actors)
    return [events[index] for index in sorted(events)]


def _same_happening(
    parse: Parse, trigger: Token, event: Event, events: dict[int, Event], gone: dict[int, int]
) -> int | None:
    """Return the trigger of the event that this one goes into, or None; `gone` tells where earlier ones went."""
    for other in _neighbours(parse, trigger):
        index = other.index
        while index in gone:
            index = gone[index]
        found = events.get(index)
        if found is not None and index != trigger.index and _may_be_one(event, found):
            return index
    return None


def _may_be_one(event: Event, other: Event) -> bool:
    """Tell whether two events can be one: same type and status, and no two different modes ("killed and abducted")."""
    modes = {event.mode, other.mode} - {None}
    return event.type == other.type and event.status == other.status and len(modes) < 2


def _neighbours(parse: Parse, trigger: Token) -> list[Token]:
    if not is_verbal(trigger):
        verb = clause_of(parse, trigger)
        held = logical_object(parse, verb) if is_verbal(verb) else None
        within = parse.head(trigger)
        inside = trigger.dep == "pobj" and within.head == verb.index and within.lower in inside_prepositions()
        return [verb] if inside or (held is not None and trigger in parse.conjuncts(held)) else []
    near = []
    doer = logical_subject(parse, trigger)
    if doer is not None:
        near.append(doer)
    above = parse.head(trigger)
    if trigger.dep == "conj" and is_verbal(above) and parse.child(trigger, "nsubj", "nsubjpass") is None:
        near.append(above)
    if trigger.dep == "advcl" and trigger.tag == "VBG":
        near.append(above)
    return near


def _merged(event: Event, other: Event) -> Event:
    """Return an event with the parties of another that tells the same happening; a named mode wins over none."""
    actors = event.actors if spans(event.actors) else other.actors
    taken = {party.actor for party in actors}
    recipients = _union(event.recipients, tuple(party for party in other.recipients if party.actor not in taken))
    mode = event if event.mode or not other.mode else other
    return msgspec.structs.replace(
        event,
        span=covering(event.span, other.span),
        mode=mode.mode,
        modes=tuple(dict.fromkeys([*event.modes, *other.modes])),
        cameo=mode.cameo,
        goldstein=mode.goldstein,
        plover_score=mode.plover_score,
        contexts=tuple(dict.fromkeys([*event.contexts, *other.contexts])),
        actors=actors,
        recipients=recipients,
        place=event.place or other.place,
        date=event.date or other.date,
    )


def _union(one: tuple[ActorMention, ...], other: tuple[ActorMention, ...]) -> tuple[ActorMention, ...]:
    return tuple(dict.fromkeys([*one, *other]))
