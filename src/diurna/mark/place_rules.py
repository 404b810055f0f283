"""The shapes of `en/places.toml`: words around place names, and the rules of their use."""

from functools import cache

from diurna.mark.gazetteer_rows import fold
from diurna.parse.layout import Token
from diurna.records import PlaceUse
from diurna.rules.load import Rule, Shaped, toml


class Heads(Shaped, frozen=True, kw_only=True):
    """Nouns that announce a kind of place."""

    admin1: tuple[str, ...]
    admin2: tuple[str, ...]
    city: tuple[str, ...]


class Words(Shaped, frozen=True, kw_only=True):
    """Word lists for finding toponyms."""

    not_places: tuple[str, ...]
    also_persons: tuple[str, ...]
    modifiers: tuple[str, ...]
    trailing: tuple[str, ...]
    locative: tuple[str, ...]
    other_names: tuple[str, ...]
    titles: tuple[str, ...]
    streets: tuple[str, ...]
    within: tuple[str, ...]
    companies: tuple[str, ...]
    dedicated: tuple[str, ...]
    patrons: tuple[str, ...]
    attributes: tuple[str, ...]
    illnesses: tuple[str, ...]


class Nouns(Shaped, frozen=True, kw_only=True):
    """Nouns that tell how a name beside them is used."""

    locational: tuple[str, ...]
    sites: tuple[str, ...]
    borders: tuple[str, ...]
    governing: tuple[str, ...]
    dealings: tuple[str, ...]


class Verbs(Shaped, frozen=True, kw_only=True):
    """Verbs that tell how their subject or object is used."""

    addressing: tuple[str, ...]
    going: tuple[str, ...]
    settled: tuple[str, ...]
    dealing: tuple[str, ...]
    being: tuple[str, ...]
    speaking: tuple[str, ...]


class UseRule(Rule, frozen=True, kw_only=True):
    """How a name is used, by its relation in the clause; empty conditions are no conditions.

    `heads` names the word list of what the name hangs on, `whole` that of the last word of a longer name around it.
    """

    use: PlaceUse
    relations: tuple[str, ...]
    prepositions: tuple[str, ...] = ()
    heads: str | None = None
    forms: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    embedded: bool = False
    whole: str | None = None


class PlaceRules(Shaped, frozen=True, kw_only=True):
    """`en/places.toml`."""

    heads: Heads
    words: Words
    nouns: Nouns
    verbs: Verbs
    rules: tuple[UseRule, ...]


@cache
def place_rules() -> PlaceRules:
    """Return the rules of places."""
    return toml("en/places.toml", PlaceRules)


@cache
def not_places() -> frozenset[str]:
    """Return the folded words that the tagger takes for places and that are none."""
    return frozenset(map(fold, place_rules().words.not_places))


@cache
def other_names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the names that only hold a place's name, as words, by their first word, longest first."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for name in place_rules().words.other_names:
        words = tuple(name.split())
        found[words[0]] = tuple(sorted((*found.get(words[0], ()), words), key=len, reverse=True))
    return found


def other_name_end(tokens: list[Token], first: int) -> int | None:
    """Return the end of a longer name at a token that only holds the name of a place ("Stockholm syndrome"), or None."""
    for words in other_names().get(tokens[first].lower, ()):
        last = first + len(words)
        if tuple(token.lower for token in tokens[first:last]) == words:
            return last
    return None
