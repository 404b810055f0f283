"""Doubt: findings that rest on an office which an actor perhaps did not hold on the day are less certain."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from diurna.mark.tables import words
from diurna.records import Actor, ActorMention, Event, Figure, Finding, Statement

Found = TypeVar("Found", Statement, Event, Figure)


def weighed(findings: tuple[Found, ...], actors: tuple[Actor, ...]) -> tuple[Found, ...]:
    """Return the findings, with less confidence where a party is known by a doubtful office alone."""
    doubtful = {actor.id for actor in actors if actor.roles and not any(role.sure for role in actor.roles)}
    if not doubtful:
        return findings
    return tuple(_lowered(found) if doubtful & set(_parties(found)) else found for found in findings)


def _lowered(found: Found) -> Found:
    return msgspec.structs.replace(found, confidence=round(found.confidence * words().offices.doubt, 2))


def _parties(found: Finding) -> Iterator[str]:
    if isinstance(found, Statement):
        named: Iterable[ActorMention | None] = (*found.speakers, *found.addressees)
    elif isinstance(found, Event):
        named = (*found.actors, *found.recipients, found.claimed_by)
    else:
        named = (found.source,)
    return (each.actor for each in named if each and each.actor)
