"""Persons whom a report introduces before it names them, and persons told by whose they are."""

import re

from diurna.mark.cast import Cast, Member, Sighting
from diurna.mark.mentions import SUBJECTS
from diurna.mark.tables import words
from diurna.parse import Parse, Sentence

AGE = re.compile(r", \d\d ,")

SOON = 3
"""Sentences behind the opening one in which a report names whom it opened with."""

NAMED = frozenset({"acronym", "alias", "name", "surname"})
OWNERS = frozenset({"armed_group", "organization", "person"})
"""Kinds of actor by which a relative, an aide or an ally is told."""


def name_introduced(cast: Cast, sentences: list[Sentence]) -> None:
    """Join whom the opening sentence introduces and the next ones name with an age: "A teacher was jailed … Ana Ríos, 30, …"."""
    body = [sentence for sentence in sentences if sentence.role == "body"][: SOON + 1]
    unnamed = _introduced(cast, body[0]) if body else None
    if unnamed is None:
        return
    for sentence in body[1:]:
        named = [member for member in cast.members if _is_told_with_age(cast.parse, member, sentence)]
        if named and (None in {unnamed.gender, named[0].gender} or unnamed.gender == named[0].gender):
            cast.merge(named[0], unnamed)
            return


def name_relatives(cast: Cast) -> None:
    """Name persons and groups that are told only by whose they are: "Bellini's wife" is "wife of Ugo Bellini"."""
    for member in cast.members:
        if (
            member.id is not None
            or member.noun is None
            or not member.sightings
            or member.kind not in {"person", "group"}
        ):
            continue
        possessor = cast.parse.child(cast.head(member.sightings[0]), "poss")
        held = cast.over(possessor) if possessor else None
        if held and held[0].by in NAMED and held[1] is not member and held[1].kind in OWNERS:
            member.name = words().phrases.related.format(noun=member.noun, owner=held[1].name)


def _introduced(cast: Cast, opening: Sentence) -> Member | None:
    """Return the first person of an opening sentence that names none, if it is an unnamed subject behind "a"."""
    found = [
        (sighting, member)
        for member in cast.members
        for sighting in member.sightings
        if member.kind == "person" and opening.first <= sighting.first < opening.last
    ]
    if not found or any(member.noun is None for _, member in found):
        return None
    sighting, member = min(found, key=lambda one: one[0][:2])
    article = cast.parse.tokens[sighting.first - 1].lower if sighting.first > opening.first else ""
    subject = cast.head(sighting).dep in SUBJECTS and article in words().states.one
    return member if subject and member.id is None else None


def _is_told_with_age(parse: Parse, member: Member, sentence: Sentence) -> bool:
    """Tell whether a sentence names a person with an age behind the name: "Ana Ríos, 30, …"."""
    return (
        member.kind == "person"
        and member.noun is None
        and any(sentence.first <= each.first < sentence.last and _has_age(parse, each) for each in member.sightings)
    )


def _has_age(parse: Parse, sighting: Sighting) -> bool:
    behind = " ".join(token.text for token in parse.tokens[sighting.last : sighting.last + 3])
    return AGE.fullmatch(behind) is not None
