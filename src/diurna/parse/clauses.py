"""Clauses: subject, object and prepositional partner of a verb or noun, through passives, conjunction and control.

All answers are head tokens, without the members coordinated with them (`Parse.conjuncts` gives those).
"Logical" means by role, not by form: the logical subject of a passive is its by-phrase.
"""

from diurna.parse.layout import Parse, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
"""Relations of a grammatical subject in spaCy's English scheme."""

OF_THE_OBJECT = frozenset({"for", "from", "of", "with"})
"""Prepositions before a verb whose subject is the object of the verb above ("accused X of", "kept X from killing")."""

CONTROLLED = ("xcomp", "advcl", "pcomp", "prep")
"""Relations through which a verb without a subject borrows that of the verb above it."""


def is_verbal(token: Token) -> bool:
    """Tell whether a token heads a clause."""
    return token.pos in {"VERB", "AUX"}


def is_passive(parse: Parse, verb: Token) -> bool:
    """Tell whether a verb is passive: by its auxiliary, by its subject's label, or as a participle behind its noun."""
    if parse.child(verb, "auxpass", "nsubjpass", "agent"):
        return True
    if verb.tag != "VBN" or parse.child(verb, "aux", "dobj"):
        return False
    if parse.child(verb, "nsubj"):
        return True  # a participle alone, as headlines have it: "Two men killed in raid"
    if verb.dep == "conj" and is_verbal(parse.head(verb)):
        return is_passive(parse, parse.head(verb))
    return verb.dep in {"acl", "advcl"}


def subject(parse: Parse, verb: Token) -> Token | None:
    """Return the grammatical subject's head, borrowed through coordination and control where the verb has none.

    A relative pronoun is returned as the noun that it stands for.
    """
    return _subject(parse, verb, depth=0)


def logical_subject(parse: Parse, verb: Token) -> Token | None:
    """Return who acts: the subject, or the by-phrase of a passive; None where a passive names nobody."""
    if is_passive(parse, verb):
        return agent(parse, verb)
    return subject(parse, verb)


def logical_object(parse: Parse, verb: Token) -> Token | None:
    """Return who or what is acted on: the direct object, or the subject of a passive."""
    if is_passive(parse, verb):
        if verb.dep == "acl" and not parse.child(verb, *SUBJECTS):
            return parse.head(verb)
        return subject(parse, verb)
    found = parse.child(verb, "dobj")
    if found is None and verb.dep == "relcl":
        found = _gap(parse, verb)
    return antecedent(parse, found) if found else _shared_object(parse, verb)


def agent(parse: Parse, verb: Token) -> Token | None:
    """Return the noun of a passive's by-phrase."""
    by = parse.child(verb, "agent")
    if by is None and verb.dep == "conj" and is_verbal(parse.head(verb)) and verb.tag == "VBN":
        by = parse.child(parse.head(verb), "agent")
    return parse.child(by, "pobj") if by else None


def dative(parse: Parse, verb: Token) -> Token | None:
    """Return the indirect object ("gave Ukraine weapons", "gave weapons to Ukraine")."""
    found = parse.child(verb, "dative", "iobj")
    if found is None:
        return None
    return parse.child(found, "pobj") if found.pos == "ADP" else found


def partner(parse: Parse, token: Token, preposition: str) -> Token | None:
    """Find the noun governed by a preposition of the token (for "with", "talks with Iran" gives "Iran").

    Looks through chains ("in the region around Kherson" stays with "in") and past coordinated prepositions.
    """
    for prep in parse.children(token, "prep", "dative", "agent", "prt"):
        for each in parse.conjuncts(prep):
            if each.lower == preposition or f"{each.lower} {_inner(parse, each)}" == preposition:
                noun = parse.child(each, "pobj") or _inner_object(parse, each)
                if noun:
                    return antecedent(parse, noun)
    return None


def clause_of(parse: Parse, token: Token) -> Token:
    """Return the nearest verb above a token that heads a clause, or the sentence's root."""
    if is_verbal(token):
        return token
    for above in parse.ancestors(token):
        if is_verbal(above) and above.dep not in {"aux", "auxpass"}:
            return above
        token = above
    return token


def antecedent(parse: Parse, token: Token) -> Token:
    """Return the noun that a relative pronoun stands for; any other token returns itself."""
    if token.tag not in {"WDT", "WP"}:
        return token
    for above in parse.ancestors(token):
        if above.dep == "relcl":
            return parse.head(above)
    return token


def _subject(parse: Parse, verb: Token, *, depth: int) -> Token | None:
    own = parse.child(verb, *SUBJECTS)
    if own is not None:
        return antecedent(parse, own)
    if depth > 4 or verb.head == verb.index:
        return None
    above = parse.head(verb)
    if verb.dep == "conj" and is_verbal(above):
        return _subject(parse, above, depth=depth + 1)
    if verb.dep in {"acl", "relcl"} and not is_verbal(above):
        return _holder(parse, verb, above, depth=depth)
    if verb.dep in CONTROLLED or (verb.dep == "ccomp" and verb.tag in {"VB", "VBG"}):
        return _controller(parse, verb, above, depth=depth)
    return None


def _holder(parse: Parse, verb: Token, noun: Token, *, depth: int) -> Token | None:
    """Return the subject of a verb below a noun: the noun, or who holds the noun when the verb is "to do"."""
    if verb.tag == "VB" and verb.dep == "acl":
        if noun.dep in {"dobj", "attr"} and is_verbal(parse.head(noun)):
            return _subject(parse, parse.head(noun), depth=depth + 1)
        return parse.child(noun, "poss")
    return noun


def _controller(parse: Parse, verb: Token, above: Token, *, depth: int) -> Token | None:
    """Return who does an infinitive or participle: the object of the verb above ("urged X to go"), else its subject."""
    if above.pos == "ADP" or (above.pos == "SCONJ" and not is_verbal(above)):
        preposition, above = above, parse.head(above)
        if preposition.lower in OF_THE_OBJECT and is_verbal(above):
            return _object_of(parse, above) or logical_object(parse, above)
    if not is_verbal(above):
        return _holder(parse, verb, above, depth=depth) if above.pos in {"NOUN", "PROPN"} else None
    if verb.dep == "advcl" and verb.tag == "VB" and (given := dative(parse, above)):
        return given  # "gave weapons to X to fight": X fights
    if verb.dep == "xcomp" and (told := _object_of(parse, above)):
        return told
    by = agent(parse, above) if is_passive(parse, above) and verb.dep != "xcomp" else None
    return by or _subject(parse, above, depth=depth + 1)


def _object_of(parse: Parse, verb: Token) -> Token | None:
    """Return the verb's own object or passive subject ("accused X of killing", "X was urged to go")."""
    found = parse.child(verb, "dobj", "nsubjpass")
    return antecedent(parse, found) if found else None


def _gap(parse: Parse, verb: Token) -> Token | None:
    """Return the noun that an object relative clause modifies ("sanctions that Russia imposed")."""
    own = parse.child(verb, *SUBJECTS)
    if own is None or own.tag in {"WDT", "WP"}:
        return None
    return parse.head(verb)


def _shared_object(parse: Parse, verb: Token) -> Token | None:
    """Return the object of the next coordinated verb ("condemned and rejected the plan")."""
    following = next((child for child in parse.children(verb, "conj") if is_verbal(child)), None)
    if following is None or parse.child(verb, "prep", "ccomp", "xcomp") or following.index - verb.index > 3:
        return None
    return parse.child(following, "dobj")


def _inner(parse: Parse, prep: Token) -> str:
    inner = parse.child(prep, "prep", "pcomp")
    return inner.lower if inner else ""


def _inner_object(parse: Parse, prep: Token) -> Token | None:
    inner = parse.child(prep, "prep")
    return parse.child(inner, "pobj") if inner else None
