"""Repairs of attachments that the parser gets wrong more often than not.

They come from reading the parser's errors on news: a title before a coordinated name belongs to that name; a "with"
phrase of persons belongs to the verb of speaking or meeting, not to that verb's object; a relative clause never modifies
a date.
"""

from diurna.parse.clauses import is_verbal
from diurna.parse.layout import Parse, Token
from diurna.rules.load import Shaped, toml

PARTIES = frozenset({"PERSON", "GPE", "NORP", "ORG"})
"""Entity labels that can be talked with."""


class Repairs(Shaped, frozen=True, kw_only=True):
    """Word lists of `en/repairs.toml`."""

    talk_verbs: tuple[str, ...]


def repaired(parse: Parse) -> Parse:
    """Return the parse with its tree repaired in place."""
    rules = toml("en/repairs.toml", Repairs)
    verbs = frozenset(rules.talk_verbs)
    changed = False
    for token in parse.tokens:
        if token.dep == "conj" and token.tag == "NNP":
            changed |= _join_title(parse, token)
    for token in parse.tokens:
        if token.lower == "with" and token.dep == "prep":
            changed |= _lift_addressee(parse, token, verbs)
        elif token.dep == "relcl":
            changed |= _move_from_date(parse, token)
    if changed:
        parse.changed()
    return parse


def _join_title(parse: Parse, title: Token) -> bool:
    """Join "President" to the name behind it that the parser hung elsewhere ("… X and Turkish President Y")."""
    following = title.index + 1
    if following >= len(parse.tokens) or title.entity == "PERSON":
        return False
    name = parse.tokens[following]
    if name.entity != "PERSON" or not name.entity_start or name.sentence != title.sentence:
        return False
    while name.dep in {"compound", "flat"} and name.head > name.index:
        name = parse.head(name)
    if name.head > title.index or name.head == name.index or name.index - title.index > 4:
        return False
    above = parse.head(title)
    if above is name or name in parse.ancestors(above):
        return False  # hung there, the name would depend on itself
    name.head, name.dep = title.head, "conj"
    title.head, title.dep = name.index, "compound"
    for child in parse.children(title):
        child.head = name.index
    parse.changed()
    return True


def _lift_addressee(parse: Parse, preposition: Token, verbs: frozenset[str]) -> bool:
    """Hang "with X" on the verb of talking above ("weighed the drought in Kenya with X")."""
    partner = parse.child(preposition, "pobj")
    if partner is None or partner.entity not in PARTIES:
        return False
    for above in parse.ancestors(preposition):
        if is_verbal(above):
            if above.lemma not in verbs or above.index == preposition.head:
                return False
            preposition.head = above.index
            parse.changed()
            return True
    return False


def _move_from_date(parse: Parse, clause: Token) -> bool:
    """Move a relative clause from a date to the nearest noun before it that is no date."""
    date = parse.head(clause)
    if date.entity not in {"DATE", "TIME"}:
        return False
    sentence = parse.sentence_of(date)
    verb = next((above for above in parse.ancestors(date) if is_verbal(above)), None)
    candidates = [parse.child(verb, "dobj"), parse.child(verb, "nsubjpass", "nsubj")] if verb else []
    for noun in candidates:
        if noun is not None and noun.index < date.index and _may_hold(parse, noun, clause):
            clause.head = noun.index
            parse.changed()
            return True
    for noun in reversed(parse.tokens[sentence.first : date.index]):
        if noun.pos in {"NOUN", "PROPN"} and _may_hold(parse, noun, clause):
            clause.head = noun.index
            parse.changed()
            return True
    return False


def _may_hold(parse: Parse, noun: Token, clause: Token) -> bool:
    """Tell whether a noun may take a relative clause: it is no date, and it does not depend on the clause itself."""
    return noun.entity not in {"DATE", "TIME"} and clause not in parse.ancestors(noun)
