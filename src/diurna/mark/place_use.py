"""How a place name is used: the place itself, or its government, people, or a word that only modifies."""

from functools import cache

import msgspec

from diurna.mark.place_rules import UseRule, place_rules
from diurna.mark.toponyms import Toponym
from diurna.parse import Parse
from diurna.parse.layout import Token
from diurna.records import PlaceUse, Span

JOINED = frozenset({"conj", "appos"})
"""Relations along which a name stands in the place of another one."""

OPENING = frozenset({"(", "-", "–", "—", "--"})
"""What follows the place in a dateline."""
FARTHEST = 4
"""Words before a place in a dateline, at most; also the letters of an acronym, which is no dateline."""


class Position(msgspec.Struct, frozen=True):
    """Where a name stands in its clause: relation, preposition if any, and the word that it hangs on."""

    relation: str
    preposition: str | None
    anchor: Token | None


def use(parse: Parse, toponym: Toponym) -> PlaceUse:
    """Return how a toponym is used; leftovers of scraping and datelines always mean the place.

    The "Y" of "X, Y" is used as its "X".
    """
    while toponym.content is not None and not toponym.embedded:
        toponym = toponym.content
    if in_dateline(parse, toponym):
        return "literal"
    position = _position(parse, toponym)
    return next(rule.use for rule in place_rules().rules if _fits(rule, parse, toponym, position))


def in_dateline(parse: Parse, toponym: Toponym) -> bool:
    """Tell whether a toponym stands in a dateline: a block of that role, or the capitalised start of a sentence.

    Such a start ends in a dash or bracket ("OSLO, Norway (XY) -"), or its first word is all in capitals, others not.
    """
    sentence = parse.sentence_of(parse.tokens[toponym.first])
    if sentence.role in {"debris", "dateline"}:
        return True
    if toponym.form != "name" or toponym.first - sentence.first > FARTHEST:
        return False
    before = parse.tokens[sentence.first : toponym.first]
    if any(token.text[0].islower() for token in before):
        return False
    last = toponym.inside.last if toponym.inside is not None else toponym.last
    if last < sentence.last and parse.tokens[last].text in OPENING:
        return True
    following = parse.text[toponym.span.end : sentence.end]
    return not before and toponym.name.isupper() and len(toponym.name) > FARTHEST and not following.isupper()


def _fits(rule: UseRule, parse: Parse, toponym: Toponym, position: Position) -> bool:
    place = toponym.place
    return (
        (not rule.embedded or toponym.embedded)
        and (rule.whole is None or _is_land(parse, toponym, rule.whole))
        and ("any" in rule.relations or position.relation in rule.relations)
        and (not rule.prepositions or position.preposition in rule.prepositions)
        and (not rule.forms or toponym.form in rule.forms)
        and (not rule.precisions or (place is not None and place.precision in rule.precisions))
        and (rule.heads is None or _hangs_on(position.anchor, rule.heads))
    )


def _is_land(parse: Parse, toponym: Toponym, name: str) -> bool:
    """Tell whether the longer name around a toponym is one of a list's kinds ("Nairobi Hospital")."""
    whole = toponym.whole
    words, _ = _heads(name)
    return whole is not None and (whole.label == "FAC" or parse.tokens[whole.last - 1].lower in words)


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
    whole, tokens = toponym.whole, parse.tokens
    span = Span(tokens[whole.first].start, tokens[whole.last - 1].end) if whole is not None else toponym.span
    token = parse.root(span) or tokens[toponym.first]
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
