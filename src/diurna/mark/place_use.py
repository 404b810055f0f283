"""How a place name is used: the place itself, or its government, people, or a word that only modifies."""

from functools import cache

import msgspec

from diurna.mark.place_rules import UseRule, place_rules
from diurna.mark.toponyms import Toponym
from diurna.parse import Parse
from diurna.parse.layout import Token
from diurna.records import PlaceUse

JOINED = frozenset({"conj", "appos"})
"""Relations along which a name stands in the place of another one."""


class Position(msgspec.Struct, frozen=True):
    """Where a name stands in its clause: relation, preposition if any, and the word that it hangs on."""

    relation: str
    preposition: str | None
    anchor: Token | None


def use(parse: Parse, toponym: Toponym) -> PlaceUse:
    """Return how a toponym is used; leftovers of scraping and datelines always mean the place."""
    token = parse.tokens[toponym.first]
    if parse.sentence_of(token).role in {"debris", "dateline"}:
        return "literal"
    position = _position(parse, toponym)
    rule = next(rule for rule in place_rules().rules if _fits(rule, toponym, position))
    return rule.use


def _fits(rule: UseRule, toponym: Toponym, position: Position) -> bool:
    place = toponym.place
    return (
        (not rule.embedded or toponym.embedded)
        and ("any" in rule.relations or position.relation in rule.relations)
        and (not rule.prepositions or position.preposition in rule.prepositions)
        and (not rule.forms or toponym.form in rule.forms)
        and (not rule.precisions or (place is not None and place.precision in rule.precisions))
        and (rule.heads is None or _hangs_on(position.anchor, rule.heads))
    )


def _hangs_on(anchor: Token | None, name: str) -> bool:
    words, pos = _heads(name)
    if anchor is None or not (anchor.lemma in words or anchor.lower in words):
        return False
    return pos == "noun" or anchor.pos in {"VERB", "AUX"}


@cache
def _heads(name: str) -> tuple[frozenset[str], str]:
    rules = place_rules()
    for part, pos in ((rules.nouns, "noun"), (rules.verbs, "verb")):
        words = getattr(part, name, None)
        if words is not None:
            return frozenset(words), pos
    raise KeyError(name)


def _position(parse: Parse, toponym: Toponym) -> Position:
    token = parse.root(toponym.span) or parse.tokens[toponym.first]
    for _ in range(6):
        head = parse.head(token)
        if token.dep not in JOINED or head.index == token.index or head.index > token.index:
            break
        token = head
    head = parse.head(token)
    if head.index == token.index:
        return Position("ROOT", None, None)
    if token.dep == "pobj":
        anchor = parse.head(head)
        while anchor.dep == "prep" and anchor.pos == "ADP" and anchor.head != anchor.index:
            anchor = parse.head(anchor)
        return Position("pobj", head.lower, anchor)
    return Position(token.dep, None, head)
