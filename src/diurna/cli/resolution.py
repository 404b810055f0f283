"""How the words that name a party lead to an actor: `he -> Lavrov (pronoun) -> Sergei Lavrov (surname)`."""

from collections.abc import Iterator
from typing import Any

import msgspec

from diurna.records import Actor, ActorMention, Finding, Mention, Reading, Relay, Span


def paths(reading: Reading, finding: Finding) -> Iterator[str]:
    """Yield the path of every party of a finding whose words are not the actor's own name, in the order of the fields."""
    known = {actor.id: actor for actor in reading.actors}
    seen: set[str] = set()
    for party in _parties(finding):
        actor = known.get(party.actor or "")
        told = path(reading.article.text, actor, party.span) if actor and party.span else None
        if told and told not in seen:
            seen.add(told)
            yield told


def path(text: str, actor: Actor, span: Span) -> str | None:
    """Return how words were understood, step by step; None where they are the actor's name or no mention of it."""
    mention = _mention(actor, span)
    if mention is None:
        return None
    told, passed = [_words(text, mention.span)], {mention.span}
    while mention is not None:
        via = mention.via if mention.via not in passed else None
        if via is None:
            break
        passed.add(via)
        if _words(text, via) != told[-1].split(" -> ")[-1]:
            told.append(f"{_words(text, via)} ({mention.by})")
        mention = _mention(actor, via)
    if mention is not None and actor.name.casefold() not in _words(text, mention.span).casefold():
        told.append(f"{actor.name} ({mention.by})")
    return " -> ".join(told) if len(told) > 1 else None


def _parties(value: Any) -> Iterator[ActorMention | Relay]:  # noqa: ANN401 - any field of a record
    if isinstance(value, ActorMention | Relay):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _parties(each)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _parties(getattr(value, name))


def _mention(actor: Actor, span: Span) -> Mention | None:
    """Return the actor's mention with these words, else the longest of those inside or around them."""
    exact = next((each for each in actor.mentions if each.span == span), None)
    near = [each for each in actor.mentions if span.covers(each.span) or each.span.covers(span)]
    return exact or max(near, key=lambda each: (each.span.end - each.span.start, -each.span.start), default=None)


def _words(text: str, span: Span) -> str:
    return " ".join(span.of(text).split())
