"""Events that recall an earlier one of the article: "the attack" is the attack of the paragraph before."""

import msgspec

from diurna.parse import Parse
from diurna.records import Event


def recalled(parse: Parse, events: list[Event]) -> list[Event]:
    """Return the events of an article, in text order, with what a recalled event told of its date.

    An event without a date takes that of the nearest earlier event of its type, if the two share a party or it names
    none and its trigger is definite ("the raid"); one in the headline takes that of the first such event below it.  The
    basis is then `article`, and the span stays with the words that gave the date.  In a report of a disaster, where nobody
    named does violence, a toll without a doer is the disaster's: it has no type.
    """
    disaster = next((event for event in events if event.type is None), None)
    violent = any(
        event.type == "ASSAULT" and (event.mode or any(party.span for party in event.actors)) for event in events
    )
    if disaster is not None and not violent:
        events = [_disastrous(event, disaster) for event in events]
    found: list[Event] = []
    for at, event in enumerate(events):
        near = [*reversed(found), *(events[at + 1 :] if _in_title(parse, event) else ())]
        source = next((other for other in near if _is_recalled(parse, event, other)), None)
        if event.date is None and event.status == "actual" and source is not None and source.date is not None:
            date = msgspec.structs.replace(source.date, basis="article")
            found.append(msgspec.structs.replace(event, date=date))
        else:
            found.append(event)
    return found


def _disastrous(event: Event, disaster: Event) -> Event:
    if event.type != "ASSAULT":
        return event
    return msgspec.structs.replace(
        event,
        type=None,
        contexts=disaster.contexts,
        cameo=None,
        quad=None,
        goldstein=None,
        plover_score=None,
        actors=(),
    )


def _in_title(parse: Parse, event: Event) -> bool:
    return parse.article.title is not None and parse.article.title.covers(event.trigger)


def _is_recalled(parse: Parse, event: Event, other: Event) -> bool:
    if other.type != event.type or other.date is None or other.status != "actual":
        return False
    parties, others = _parties(event), _parties(other)
    if parties & others:
        return True
    return not parties and _is_definite(parse, event)


def _parties(event: Event) -> set[str]:
    return {party.actor for party in (*event.actors, *event.recipients) if party.actor and not party.implied}


def _is_definite(parse: Parse, event: Event) -> bool:
    trigger = parse.token_at(event.trigger.start)
    if trigger is None or trigger.pos not in {"NOUN", "PROPN"}:
        return False
    noun = parse.root(event.trigger) or trigger
    article = parse.child(noun, "det")
    return article is not None and article.lemma in {"the", "that", "this"}
