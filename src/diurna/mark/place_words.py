"""Words that the article uses as places, so that a wrong label does not make a person or a body of them."""

from collections import Counter
from functools import cache

from diurna.mark.tables import words
from diurna.parse import Parse, Sentence, Token

PLACES = frozenset({"GPE", "LOC", "FAC"})


def place_words(parse: Parse, sentences: list[Sentence]) -> frozenset[str]:
    """Return the capitalised words that in half of their uses or more are labelled or used as places."""
    uses: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for sentence in sentences:
        for token in parse.tokens[sentence.first : sentence.last]:
            if token.pos == "PROPN" and token.text[0].isupper():
                uses[token.text] += 1
                places[token.text] += token.entity in PLACES or _is_located(parse, token)
    return frozenset(word for word, count in places.items() if count * 2 >= uses[word])


def is_site(word: str) -> bool:
    """Tell whether a last word makes a name one of a site ("Castle", "Street")."""
    return word in _sites()


def _is_located(parse: Parse, token: Token) -> bool:
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
