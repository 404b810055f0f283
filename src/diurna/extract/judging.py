"""Type and mode of an event candidate: what its rule says, weighed with what the model of event types says."""

import msgspec

from diurna.extract.frames import cameo, goldstein, modes, plover_score, quad, types
from diurna.models.event_types import EventTypes, Guess, marked
from diurna.parse import Parse, Token
from diurna.records import Event, EventType, Span

TRUST = 1000.0
"""Odds by which the type of a rule counts more than the model alone would have it: high, so that the model settles what no
rule does and overrules one only where it is all but certain.  Chosen by measuring, as are the two below."""

DOUBT = 0.9
"""Probability of no event from which a candidate is dropped."""

OPEN = 0.8
"""Least probability of its type for a candidate that no rule gives a type."""

SAID_AHEAD: frozenset[EventType] = frozenset({"AGREE", "CONCEDE", "REQUEST", "REJECT", "THREATEN"})
"""Types that say what lies ahead or will not be: told now, such an event is actual ("will not release" rejects)."""

SURE_MODE = 0.5
"""Least probability of a mode, among those of its type."""


def judged(parse: Parse, model: EventTypes | None, trigger: Token, event: Event) -> Event | None:
    """Return the event with its likeliest type and mode, or None where most likely nothing happened.

    Without a model an event stays as its rule made it, and a candidate without a type goes.  One that did not happen (its
    status is not `actual`) stays where the model sees no event, since that is what its status says.
    """
    if model is None:
        return event if event.type is not None else None
    guess = model.guess(_marked(parse, trigger, event))
    odds = {kind: share * (TRUST if kind and kind == event.type else 1.0) for kind, share in guess.types.items()}
    total = sum(odds.values())
    kind = max(types(), key=lambda kind: odds.get(kind, 0.0))
    share = odds.get(kind, 0.0) / total
    if odds.get(None, 0.0) / total >= DOUBT:
        return event if event.type is not None and event.status != "actual" else None
    if event.type is None and share < OPEN:
        return None
    return event if kind == event.type else _typed(event, kind, guess, share)


def _typed(event: Event, kind: EventType, guess: Guess, share: float) -> Event:
    named = modes(kind)
    likely = max(named, key=lambda name: guess.modes.get((kind, name), 0.0), default=None)
    among = sum(guess.modes.get((kind, name), 0.0) for name in (*named, None))
    mode = likely if among and guess.modes.get((kind, likely), 0.0) / among >= SURE_MODE else None
    code = cameo(kind, mode)
    return msgspec.structs.replace(
        event,
        type=kind,
        mode=mode,
        modes=(mode,) if mode else (),
        cameo=code,
        quad=quad(kind),
        goldstein=goldstein(code),
        plover_score=plover_score(kind, mode),
        status="actual" if kind in SAID_AHEAD else event.status,
        confidence=round(event.confidence * share, 3),
    )


def _marked(parse: Parse, trigger: Token, event: Event) -> str:
    sentence = parse.sentence_of(trigger).span
    text = sentence.of(parse.text)

    def inside(span: Span | None) -> tuple[int, int] | None:
        if span is None or not sentence.covers(span):
            return None
        return span.start - sentence.start, span.end - sentence.start

    first = next((party.span for party in event.actors if party.span), None)
    second = next(
        (party.span for party in (*event.recipients, *event.actors) if party.span and party.span != first), None
    )
    phrase = event.trigger if sentence.covers(event.trigger) else trigger.span
    return marked(text, (phrase.start - sentence.start, phrase.end - sentence.start), inside(first), inside(second))
