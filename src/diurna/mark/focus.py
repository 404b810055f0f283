"""The country that an article is about: whose army "the army" is, and which Korea "the North" is."""

from collections import Counter

from diurna.mark.cast import Cast, Member, Sighting
from diurna.mark.names import Hit, Hits, singular
from diurna.mark.states import state
from diurna.mark.tables import countries, organizations, role_nouns, words
from diurna.parse import Sentence, Token

SHARE = 2 / 3
"""Least share of the words for states that must name the country of focus."""


def add_halves(cast: Cast, sentences: list[Sentence], hits: Hits) -> None:
    """Find "the North" and "the South" in articles that name one of the two states in full."""
    halves = words().states.halves
    named = {each.key for hit in hits.proper.values() for each in hit.named[:1] if each.form in {"name", "alias"}}
    if not named & set(halves.values()):
        return
    tokens = cast.parse.tokens
    for sentence in sentences:
        for token in tokens[sentence.first : sentence.last]:
            if token.text in halves and token.index not in hits.proper and _is_half(cast, token):
                code = halves[token.text]
                member = state(cast, code)
                before = [each for each in member.sightings if each.first < token.index]
                via = cast.span(max(before)) if before else None
                cast.see(member, Sighting(token.index, token.index + 1, "alias", via))


def give_countries(cast: Cast, hits: Hits) -> None:
    """Give the bodies and servants of a state that are named without one the country of their owner or of the article.

    The country enters the name: "the police" of an article about Chile are the "Chilean police".
    """
    named = sorted((hit.first, code) for hit in set(hits.proper.values()) if (code := _state_of(hit)))
    whole = _focus([code for _, code in named])
    for member in cast.members:
        if member.id is not None or member.noun is None or member.kind not in {"group", "organization", "person"}:
            continue
        if member.kind == "person" and not _serves_body(member):
            continue
        bare = member.country is None or (member.name.lower() == member.noun and _is_of_some_state(member))
        if member.country is None:
            member.country = _owner(cast, member)
        if member.country is None and (member.kind == "person" or _is_of_some_state(member)):
            member.country = _namesake(cast, member) or whole or _only_before(named, member)
        if bare and member.country in countries() and _is_body(member):
            member.name = _national(member.name, str(member.country))


def _state_of(hit: Hit) -> str | None:
    """Return the state that a name is of, or whose body it names."""
    named = hit.named[0]
    if named.what == "country":
        return named.key
    code = organizations()[named.key].country if named.what == "organization" else None
    return code if code in countries() else None


def _namesake(cast: Cast, member: Member) -> str | None:
    """Return the state of the other bodies of this noun, where they are all of one ("the new Polish government")."""
    found = {other.country for other in cast.members if other.noun == member.noun and other.country}
    return found.pop() if len(found) == 1 else None


def _only_before(named: list[tuple[int, str]], member: Member) -> str | None:
    """Return the one state that the article names before a body."""
    first = min((sighting.first for sighting in member.sightings), default=0)
    found = {code for index, code in named if index < first}
    return found.pop() if len(found) == 1 else None


def _serves_body(member: Member) -> bool:
    """Tell whether a person is described by a body of the state alone ("an army spokesman")."""
    return member.country is None and member.name.partition(" ")[0] in words().institutions.state_bodies


def _is_body(member: Member) -> bool:
    """Tell whether an actor is one body or speaks for it, not several people by their work ("officials")."""
    return member.kind in {"organization", "person"} or singular(member.noun or "") not in role_nouns()


def _national(name: str, code: str) -> str:
    """Return a name behind the adjective of a country; a sentence's capital is not the name's."""
    row = countries()[code]
    bare = name if any(word[0].isupper() for word in name.split()[1:]) else name[0].lower() + name[1:]
    return f"{(*row.adjectives, row.name)[0]} {bare}"


def _owner(cast: Cast, member: Member) -> str | None:
    """Return the state that the first mention of a body belongs to by "its" or "the country's"."""
    head = cast.head(member.sightings[0]) if member.sectors and member.sightings else None
    owner = cast.parse.child(head, "poss") if head else None
    held = cast.over(owner) if owner else None
    return held[1].country if held and held[1].kind == "state" else None


def _focus(codes: list[str]) -> str | None:
    if not codes:
        return None
    code, count = Counter(sorted(codes)).most_common(1)[0]
    return code if count >= SHARE * len(codes) and code in countries() else None


def _is_of_some_state(member: Member) -> bool:
    noun = member.noun or ""
    listed = words().institutions.focused
    return noun in listed or any(noun.endswith(" " + each) for each in listed)


def _is_half(cast: Cast, token: Token) -> bool:
    """Tell whether "North" stands alone behind "the", as a name does."""
    tokens = cast.parse.tokens
    before, behind = tokens[token.index - 1] if token.index else None, tokens[token.index + 1 : token.index + 2]
    if before is None or before.lower != "the" or before.sentence != token.sentence or cast.over(token):
        return False
    if any(each.text == "-" or (each.text[0].isupper() and each.pos == "PROPN") for each in behind):
        return False
    return not any(each.lower in {"of", "and"} for each in behind)
