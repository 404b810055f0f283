"""Governors: the words that decide what a number counts, read off the tree from the nearest to the farthest."""

from collections.abc import Iterator
from typing import NamedTuple

from diurna.mark.marks import Marks
from diurna.parse import Parse, Token
from diurna.parse.clauses import is_passive, is_verbal

DEPTH = 6
"""How many steps a number's phrase may climb through coordination, apposition and transparent nouns."""

GAP = 5
"""How many words may stand between a number and the participle that governs it where the tree does not say so."""

COMPLEMENTS = ("acomp", "oprd", "attr", "dobj", "prt", "advmod", "xcomp", "npadvmod", "dative")
"""Relations whose word joins the verb in a key ("take hostage", "go missing", "be dead")."""

PARTICIPLES = {"VBN", "VBD", "VBG"}


class Governor(NamedTuple):
    """A relation of a number's noun to a word, the keys to look it up by (longest first), and the word itself.

    Relations: noun (the counted noun itself), adjective, object and subject (of a verb, by role), of (under a noun's
    preposition), prep (under a verb's), copula (equated with a noun), toll (a figure that a verb gives to a noun),
    agent (the doer of a passive).
    """

    relation: str
    keys: tuple[str, ...]
    token: Token


def governors(parse: Parse, marks: Marks, number: Token, noun: Token, *, transparent: frozenset[str]) -> list[Governor]:
    """Return what governs a number, nearest first; `noun` is what it counts, or the number itself."""
    top = noun if any(above.index == noun.index for above in parse.ancestors(number)) else number
    found = [Governor("noun", _noun_keys(parse, noun), noun)]
    below = dict.fromkeys([noun.index, top.index, number.index])
    for index in below:
        found.extend(_below(parse, marks, parse.tokens[index]))
    found.extend(_above(parse, marks, top, transparent, depth=0))
    found.extend(_beside(parse, marks, noun, number))
    return found


def _noun_keys(parse: Parse, noun: Token) -> tuple[str, ...]:
    before = [child for child in parse.children(noun, "compound", "amod") if child.index < noun.index]
    return (*(f"{child.lower} {name}" for child in before for name in names(noun)), *names(noun))


def names(token: Token) -> tuple[str, ...]:
    """Return the forms by which a word may be listed: lemma, lower case, and a plain singular of capitals."""
    forms = [token.lemma, token.lower]
    if token.lower.endswith("s") and token.pos in {"NOUN", "PROPN", "NUM", "ADJ"}:
        forms.append(token.lower[:-1])
    return tuple(dict.fromkeys(forms))


def _below(parse: Parse, marks: Marks, noun: Token) -> Iterator[Governor]:
    for child in parse.children(noun):
        match child.dep:
            case "amod" | "acl" | "advcl" | "appos" if child.tag == "VBN" or child.pos == "ADJ" or child.tag == "VBD":
                yield Governor("adjective", names(child), child)
                if child.tag in PARTICIPLES:
                    yield from _predicates(parse, marks, child, "object")
            case "amod" | "acl" | "advcl" if child.tag == "VBG":
                yield Governor("adjective", names(child), child)
                yield from _predicates(parse, marks, child, "subject")
            case "relcl":
                yield from _relative(parse, marks, child)
            case "prep":
                yield from _prepositional(parse, child)


def _relative(parse: Parse, marks: Marks, verb: Token) -> Iterator[Governor]:
    own = parse.child(verb, "nsubj", "nsubjpass")
    pronoun = own is not None and own.tag in {"WDT", "WP", "WP$"}
    if own is None or (pronoun and own.dep == "nsubjpass"):
        yield from _predicates(parse, marks, verb, "object")
    elif pronoun:
        yield from _predicates(parse, marks, verb, "subject")
    elif not parse.child(verb, "dobj") or parse.children(verb, "dobj")[0].tag in {"WDT", "WP"}:
        yield from _predicates(parse, marks, verb, "object")


def _prepositional(parse: Parse, prep: Token) -> Iterator[Governor]:
    for noun in parse.children(prep, "pobj"):
        yield Governor("adjective", tuple(f"{prep.lower} {name}" for name in names(noun)), noun)


def _predicates(parse: Parse, marks: Marks, verb: Token, role: str) -> Iterator[Governor]:
    """Yield a verb and what it hands its subject or object on to ("were found dead", "forced 40 people to flee")."""
    yield Governor(role, verb_keys(parse, marks, verb), verb)
    for child in parse.children(verb, "acomp", "oprd", "attr", "advmod", "amod"):
        if child.pos in {"ADJ", "VERB"} or child.tag in PARTICIPLES:
            yield Governor("adjective", names(child), child)
    for child in parse.children(verb, "xcomp", "ccomp", "conj"):
        if child.dep == "conj" and (parse.child(child, "nsubj", "nsubjpass") or role == "object" and not is_passive(parse, verb)):
            continue
        if child.dep == "ccomp" and parse.child(child, "nsubj", "nsubjpass"):
            continue
        if is_verbal(child):
            passive = is_passive(parse, child) or child.tag == "VBN"
            yield Governor("object" if passive else "subject", verb_keys(parse, marks, child), child)
            for part in parse.children(child, "acomp", "oprd", "attr"):
                yield Governor("adjective", names(part), part)
        elif child.pos == "ADJ":
            yield Governor("adjective", names(child), child)
    for prep in parse.children(verb, "prep"):
        yield from _prepositional(parse, prep)


def verb_keys(parse: Parse, marks: Marks, verb: Token) -> tuple[str, ...]:
    """Return a verb's keys: with its complements ("lose life", "flee to @country"), then alone."""
    keys = []
    for child in parse.children(verb):
        if child.dep in COMPLEMENTS:
            keys += [f"{verb.lemma} {name}" for name in (*names(child), *_abroad(marks, child))]
        elif child.dep == "prep":
            for noun in parse.children(child, "pobj"):
                keys += [f"{verb.lemma} {child.lower} {name}" for name in (*names(noun), *_abroad(marks, noun))]
            keys.append(f"{verb.lemma} {child.lower}")
    return (*keys, verb.lemma, verb.lower)


def _abroad(marks: Marks, token: Token) -> tuple[str, ...]:
    for span, place in marks.places_in(token.span):
        if place.precision == "country" and span.end == token.end:
            return ("@country",)
    return ()


def _above(parse: Parse, marks: Marks, top: Token, transparent: frozenset[str], *, depth: int) -> Iterator[Governor]:
    if depth > DEPTH:
        return
    above = parse.head(top)
    match top.dep:
        case "nsubjpass":
            yield from _predicates(parse, marks, above, "object")
        case "nsubj":
            yield from _of_subject(parse, marks, above)
        case "dobj" | "dative" | "oprd":
            yield from _predicates(parse, marks, above, "object")
        case "attr":
            subject = parse.child(above, "nsubj")
            if subject is not None:
                yield Governor("copula", _noun_keys(parse, subject), subject)
            yield from _predicates(parse, marks, above, "subject")
        case "pobj" | "pcomp":
            yield from _under(parse, marks, above, transparent, depth=depth)
        case "conj" | "appos" | "compound" | "nmod" | "amod" | "nummod" | "quantmod":
            if top.dep in {"conj", "appos"}:
                yield from _below(parse, marks, above)
            else:
                yield Governor("noun", _noun_keys(parse, above), above)
            yield from _above(parse, marks, above, transparent, depth=depth + 1)
        case "ROOT":
            return
        case _ if is_verbal(above):
            yield from _predicates(parse, marks, above, "object")


def _of_subject(parse: Parse, marks: Marks, above: Token) -> Iterator[Governor]:
    """Yield the governors of a subject; a bare participle behind it is a passive without its auxiliary (headlines)."""
    if above.pos == "ADJ":
        yield Governor("adjective", names(above), above)
        return
    bare = above.tag in {"VBN", "VBD"} and not parse.child(above, "aux", "dobj", "auxpass", "ccomp")
    if bare:
        yield from _predicates(parse, marks, above, "object")
    yield from _predicates(parse, marks, above, "subject")


def _under(parse: Parse, marks: Marks, prep: Token, transparent: frozenset[str], *, depth: int) -> Iterator[Governor]:
    """Yield the governors of what stands behind a preposition."""
    above = parse.head(prep)
    if prep.dep == "agent":
        yield Governor("agent", (above.lemma,), above)
    elif is_verbal(above):
        yield Governor("prep", (f"{above.lemma} {prep.lower}",), above)
        yield from _toll(parse, above)
    elif above.pos in {"NOUN", "PROPN", "NUM", "PRON", "ADJ"}:
        keys = tuple(f"{name} {prep.lower}" for name in _noun_keys(parse, above))
        yield Governor("of", (*keys, *(_noun_keys(parse, above) if prep.lower == "of" else ())), above)
        if names(above)[0] in transparent or above.pos == "NUM":
            yield from _below(parse, marks, above)
            yield from _above(parse, marks, above, transparent, depth=depth + 1)
        elif (verb := parse.head(above)) is not above and is_verbal(verb):
            yield from _toll(parse, verb)
    elif above.dep == "prep" or above.pos == "ADP":
        yield from _under(parse, marks, above, transparent, depth=depth + 1)


def _toll(parse: Parse, verb: Token) -> Iterator[Governor]:
    """Yield the nouns to which a verb gives a figure ("the toll rose to 40", "bringing the number of dead to 40")."""
    for noun in parse.children(verb, "nsubj", "dobj", "nsubjpass"):
        inner = [below for prep in parse.children(noun, "prep") for below in parse.children(prep, "pobj", "pcomp", "amod")]
        keys = [f"{name} {part}" for below in inner for part in names(below) for name in names(noun)]
        yield Governor("toll", (*keys, *_noun_keys(parse, noun)), noun)


def _beside(parse: Parse, marks: Marks, noun: Token, number: Token) -> Iterator[Governor]:
    """Yield what stands right behind or before a number where the tree does not tell ("25 missing, 600 moved")."""
    sentence = parse.sentence_of(number)
    last = max(noun.index, number.index)
    for token in parse.tokens[last + 1 : min(last + 1 + GAP, sentence.last)]:
        if token.tag == "VBN" or token.pos == "ADJ" or token.tag in {"VBD", "VBG"}:
            yield Governor("adjective", names(token), token)
            if token.tag != "VBG":
                yield Governor("object", (token.lemma, token.lower), token)
            break
        if token.pos not in {"AUX", "ADV", "NOUN", "PRON", "PART", "ADJ"}:
            break
    for token in reversed(parse.tokens[max(sentence.first, number.index - GAP) : number.index]):
        if token.pos == "VERB":
            yield Governor("object", verb_keys(parse, marks, token), token)
            break
        if token.pos not in {"ADV", "DET", "ADJ", "NUM", "SCONJ", "ADP"}:
            break
