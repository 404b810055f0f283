"""Words that the article uses as places, so that a wrong label does not make a person or a body of them."""

from collections import Counter
from functools import cache

from diurna.mark.gazetteer import gazetteer
from diurna.mark.mentions import references
from diurna.mark.tables import words
from diurna.parse import Parse, Sentence, Token

CITY = 20_000
"""Least population of a city whose name alone is taken for the city, not for a person."""

SHORTEST = 4
"""Letters of the shortest such name."""

PLACES = frozenset({"GPE", "LOC", "FAC"})


class PlaceWords:
    """What the article and the gazetteer say of single words that a label calls a person or a body."""

    def __init__(self, parse: Parse, sentences: list[Sentence]) -> None:
        self.parse = parse
        self.used = _used_as_places(parse, sentences)
        self.small = frozenset(token.text for token in parse.tokens if token.text.islower())

    def is_no_name(self, token: Token) -> bool:
        """Tell whether a single word with a capital is rather a place, or a common word at the head of a sentence."""
        opens = token.index == self.parse.sentence_of(token).first or self.parse.sentence_of(token).role == "title"
        if opens and token.lower in self.small and not token.text.isupper():
            return True
        if token.text in self.used:
            return True
        acts = token.dep == "nsubj" and self.parse.head(token).lemma in references().pronouns.acting
        return not acts and not token.text.isupper() and is_city(token.text)


@cache
def is_city(word: str) -> bool:
    """Tell whether the gazetteer has a city of this very name."""
    if len(word) < SHORTEST:
        return False
    return any(city.population >= CITY and not alternate for city, alternate in gazetteer().cities(word))


def _used_as_places(parse: Parse, sentences: list[Sentence]) -> frozenset[str]:
    """Return the capitalised words that in half of their uses or more are labelled or used as places."""
    uses: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for sentence in sentences:
        for token in parse.tokens[sentence.first : sentence.last]:
            if token.pos == "PROPN" and token.text[0].isupper():
                uses[token.text] += 1
                places[token.text] += token.entity in PLACES or is_located(parse, token)
    return frozenset(word for word, count in places.items() if count * 2 >= uses[word])


def is_site(word: str) -> bool:
    """Tell whether a last word makes a name one of a site ("Castle", "Street")."""
    return word in _sites()


def is_located(parse: Parse, token: Token) -> bool:
    """Tell whether a word stands where a place does: behind "in", behind "the city of", beside another place."""
    above = parse.head(token)
    if token.dep == "appos" or (token.dep == "conj" and above.pos == "PROPN"):
        return above.entity in PLACES
    if token.dep != "pobj":
        return False
    if above.lower in _locating():
        return True
    return above.lower == "of" and parse.head(above).lemma in _place_nouns()


@cache
def _sites() -> frozenset[str]:
    return frozenset(words().debris.sites)


@cache
def _locating() -> frozenset[str]:
    return frozenset(words().debris.locating)


@cache
def _place_nouns() -> frozenset[str]:
    return frozenset(words().debris.place_nouns)
