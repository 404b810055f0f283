"""Type and mode of an event candidate: what its rule says, weighed with what the model of event types says."""

import msgspec

from diurna.extract.frames import cameo, goldstein, modes, plover_score, quad, types
from diurna.models.event_types import EventTypes, Guess, marked
from diurna.parse import Parse, Token
from diurna.records import Event, EventType, Span

TRUST = 4.0
"""Odds by which the type of a rule counts more than the model alone would have it."""

DOUBT = 0.5
"""Probability of no event from which a candidate is dropped."""

OPEN = 0.6
"""Least probability of its type for a candidate that no rule gives a type."""

SURE_MODE = 0.5
"""Least probability of the mode of an event whose rule names none."""


def judged(parse: Parse, model: EventTypes | None, trigger: Token, event: Event) -> Event | None:
    """Return the event with its likeliest type and mode, or None where most likely nothing happened.

    Without a model an event stays as its rule made it, and a candidate without a type goes.
    """
    if model is None:
        return event if event.type is not None else None
    guess = model.guess(_marked(parse, trigger, event))
    odds = {kind: share * (TRUST if kind == event.type else 1.0) for kind, share in guess.types.items()}
    total = sum(odds.values())
    kind = max(types(), key=lambda kind: odds.get(kind, 0.0))
    share = odds.get(kind, 0.0) / total
    if odds.get(None, 0.0) / total >= DOUBT or (event.type is None and share < OPEN):
        return None
    return _typed(event, kind, guess, share)


def _typed(event: Event, kind: EventType, guess: Guess, share: float) -> Event:
    mode = event.mode if kind == event.type else None
    if mode is None and modes(kind):
        likely = max(modes(kind), key=lambda name: guess.modes.get((kind, name), 0.0))
        among = sum(guess.modes.get((kind, name), 0.0) for name in (*modes(kind), None))
        if among and guess.modes.get((kind, likely), 0.0) / among >= SURE_MODE:
            mode = likely
    confidence = round(event.confidence * share, 3) if event.confidence else round(share, 3)
    if (kind, mode) == (event.type, event.mode):
        return msgspec.structs.replace(event, confidence=confidence)
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
        confidence=confidence,
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
