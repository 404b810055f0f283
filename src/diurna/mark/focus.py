"""The country that an article is about: whose army "the army" is, and which Korea "the North" is."""

from collections import Counter

from diurna.mark.cast import Cast, Member, Sighting
from diurna.mark.names import Hits
from diurna.mark.states import state
from diurna.mark.tables import countries, words
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
    """Give the bodies and servants of a state that are named without one the country of the sentence or the article."""
    whole = _focus([hit.named[0].key for hit in set(hits.proper.values()) if hit.named[0].what == "country"])
    if whole is None:
        return
    for member in cast.members:
        if _is_of_some_state(member):
            member.country = whole


def _focus(codes: list[str]) -> str | None:
    if not codes:
        return None
    code, count = Counter(sorted(codes)).most_common(1)[0]
    return code if count >= SHARE * len(codes) and code in countries() else None


def _is_of_some_state(member: Member) -> bool:
    if member.id is not None or member.country is not None or member.kind not in {"group", "organization"}:
        return False
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
