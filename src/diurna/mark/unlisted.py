"""Groups of people that no table holds: plural nouns of persons ("homeguards", "loggers") under verbs of violence."""

from functools import cache

from diurna.mark.cast import Cast
from diurna.mark.names import Hit, Hits, Named
from diurna.mark.tables import words
from diurna.parse import Sentence, Token

OBJECTS = frozenset({"dobj", "nsubj", "nsubjpass", "pobj"})


def unlisted_groups(cast: Cast, sentences: list[Sentence], hits: Hits) -> list[tuple[Hit, tuple[str, ...]]]:
    """Return the plural nouns of persons that do or suffer violence and are in no table, each with its sectors."""
    found: list[tuple[Hit, tuple[str, ...]]] = []
    for sentence in sentences:
        for token in cast.parse.tokens[sentence.first : sentence.last]:
            if token.tag != "NNS" or token.index in hits.nouns or token.index in hits.proper or cast.over(token):
                continue
            ending = _ending(token.lower)
            if ending is not None and _is_under_violence(cast, token):
                named = Named("group", token.lower, "many")
                found.append((Hit(token.index, token.index + 1, (named,)), words().people.endings[ending]))
    return found


@cache
def _ending(noun: str) -> str | None:
    """Return the ending that makes a plural noun one of persons, None for nouns of things."""
    if noun in words().people.things:
        return None
    return next(
        (ending for ending in words().people.endings if noun.endswith(ending) and len(noun) > len(ending) + 1), None
    )


def _is_under_violence(cast: Cast, token: Token) -> bool:
    parse = cast.parse
    head = token
    while head.dep == "conj" and head.head != head.index:
        head = parse.head(head)
    if head.dep not in OBJECTS:
        return False
    above = parse.head(head)
    if head.dep == "pobj":
        if above.dep != "agent" and above.lower not in {"against", "by", "with"}:
            return False
        above = parse.head(above)
    return above.pos == "VERB" and above.lemma in words().people.verbs
