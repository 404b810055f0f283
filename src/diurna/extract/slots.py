"""Slots: the words of a clause that may hold an actor or a recipient, by their place in the tree."""

from collections.abc import Iterator

from diurna.parse import Parse, Token
from diurna.parse.clauses import (
    agent,
    dative,
    is_passive,
    is_verbal,
    logical_object,
    logical_subject,
    partner,
    subject,
)
from diurna.rules.load import Shaped, toml


class SupportVerbs(Shaped, frozen=True, kw_only=True):
    """The file `en/support.toml`: verbs that carry a noun's event."""

    active: tuple[str, ...]
    passive: tuple[str, ...]
    happening: tuple[str, ...]
    inside: tuple[str, ...]


def inside_prepositions() -> tuple[str, ...]:
    """Return the prepositions by which a verb's event happens within a noun's ("killed in an attack")."""
    return _support().inside


def slot(parse: Parse, trigger: Token, name: str) -> Token | None:
    """Return the head of what fills a slot of a verb or noun, or None; `EventRule` lists the names."""
    if name.startswith("inner:"):
        inner = parse.child(trigger, "xcomp", "ccomp", "pcomp")
        return slot(parse, inner, name.removeprefix("inner:")) if inner else None
    if name.startswith("object:"):
        held = logical_object(parse, trigger) if is_verbal(trigger) else None
        members = parse.conjuncts(held) if held else []
        found = (_attached(parse, member, name.removeprefix("object:")) for member in members)
        return next((each for each in found if each is not None), None)
    return _verbal(parse, trigger, name) if is_verbal(trigger) else _nominal(parse, trigger, name)


def _verbal(parse: Parse, verb: Token, name: str) -> Token | None:
    if name == "subject":
        return logical_subject(parse, verb)
    if name == "object":
        return logical_object(parse, verb)
    if name == "dative":
        return dative(parse, verb)
    if name == "inner":
        inner = parse.child(verb, "ccomp", "xcomp", "pcomp")
        return subject(parse, inner) if inner else None
    return partner(parse, verb, name)


def _attached(parse: Parse, noun: Token, name: str) -> Token | None:
    """Return what hangs on a noun itself."""
    if name == "possessor":
        return parse.child(noun, "poss")
    if name == "adjective":
        return next((child for child in parse.children(noun, "amod", "compound", "nmod") if _is_name(child)), None)
    return partner(parse, noun, name)


def _nominal(parse: Parse, noun: Token, name: str) -> Token | None:
    found = None if name in {"subject", "object"} else _attached(parse, noun, name)
    carrier = support_verb(parse, noun)
    if found is not None or carrier is None or name in {"possessor", "adjective"}:
        return found
    return _carried(parse, noun, carrier, name) if name in {"subject", "object"} else partner(parse, carrier, name)


def _carrier(parse: Parse, noun: Token) -> Token | None:
    """Return the verb over a noun ("launched an offensive", "sanctions were imposed", "was hit by a strike")."""
    for top in _phrase_heads(parse, noun):
        above = parse.head(top)
        if above is top:
            return None
        if is_verbal(above) and top.dep in {"dobj", "nsubjpass", "nsubj", "attr"}:
            return above
        if above.dep in {"agent", "prep"} and is_verbal(parse.head(above)):
            return parse.head(above)
    return None


def _phrase_heads(parse: Parse, noun: Token) -> Iterator[Token]:
    yield noun
    if noun.dep == "conj":
        yield parse.head(noun)


def _carried(parse: Parse, noun: Token, verb: Token, name: str) -> Token | None:
    support = _support()
    as_object = logical_object(parse, verb)
    is_object = as_object is not None and noun in parse.conjuncts(as_object)
    if verb.lemma in support.active and is_object:
        return logical_subject(parse, verb) if name == "subject" else dative(parse, verb)
    if verb.lemma in support.passive and name == "object":
        return subject(parse, verb) if not is_passive(parse, verb) else None
    if verb.lemma in support.happening and name == "subject" and not is_object:
        return agent(parse, verb)
    return None


def support_verb(parse: Parse, noun: Token) -> Token | None:
    """Return the verb that carries a noun's event, or None where the verb over it has a meaning of its own."""
    verb = _carrier(parse, noun)
    support = _support()
    known = {*support.active, *support.passive, *support.happening}
    return verb if verb is not None and verb.lemma in known else None


def _support() -> SupportVerbs:
    return toml("en/support.toml", SupportVerbs)


def _is_name(token: Token) -> bool:
    return token.pos == "PROPN" or token.entity in {"NORP", "GPE", "ORG", "PERSON"} or token.text[:1].isupper()
