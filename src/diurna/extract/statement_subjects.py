"""Whose verb it is: the subject of a verb of saying, its own, shared, or missed by the parse."""

from diurna.extract.statement_layout import Layout
from diurna.extract.statement_rules import listed, verb_entries
from diurna.parse import Parse
from diurna.parse.layout import Token

SHARING = {"conj", "xcomp", "advcl", "ccomp", "dep", "parataxis", "prep", "pcomp"}
"""Relations of a verb that may share the subject of the one above."""
CLOSING = {",": ",", ")": "(", "-": "-", "–": "–", "—": "—"}
"""Marks that end an aside, with those that begin it."""
LONGEST = 30
"""Longest aside between a subject and its verb, in tokens."""


def coordinated(parse: Parse, head: Token) -> list[Token]:
    """Return the head and the nouns coordinated with it."""
    return [token for token in parse.conjuncts(head) if token.pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"}]


def antecedent(parse: Parse, token: Token, verb: Token) -> Token | None:
    """Return the noun that a relative pronoun stands for; None where the parse shows none."""
    for above in (verb, *parse.ancestors(verb)):
        if above.dep == "relcl":
            return parse.head(above)
        if above.dep not in {"ccomp", "conj", "xcomp", "aux"}:
            break
    before = parse.tokens[token.index - 1 : token.index] if token.index else []
    if before and before[0].text == "," and token.index > 1:
        return next((t for t in (parse.tokens[token.index - 2],) if t.pos in {"NOUN", "PROPN"}), None)
    return before[0] if before and before[0].pos in {"NOUN", "PROPN"} else None


def subject_of(parse: Parse, verb: Token) -> list[Token]:
    """Return the heads of those who say: own subject, else the one shared through coordination or a participle."""
    return _subject(parse, verb, verb, 0)


def own_subject(parse: Parse, verb: Token) -> Token | None:
    """Return the verb's own subject: the nearest before it, or the one after it where a comma or mark precedes it."""
    owns = parse.children(verb, "nsubj")
    before = [child for child in owns if child.index < verb.index]
    after = [child for child in owns if child.index > verb.index]
    inverted = bool(after) and verb.index > 0 and parse.tokens[verb.index - 1].pos == "PUNCT"
    if after and (inverted or not before):
        return after[0]
    return _after_comma(parse, before[-1]) if before else None


def _after_comma(parse: Parse, noun: Token) -> Token:
    """Return the noun after a comma without "and" that the parse coordinates with one of the clause before."""
    joined = parse.child(noun, "conj")
    if joined is None or parse.child(noun, "cc") is not None or parse.children(joined, "conj", "cc"):
        return noun
    return joined if any(mark.text == "," for mark in parse.children(noun, "punct")) else noun


def _subject(parse: Parse, verb: Token, asked: Token, depth: int) -> list[Token]:
    own = own_subject(parse, verb)
    if own is not None and own.index != asked.index:
        return _resolved(parse, own, verb)
    passive = parse.child(verb, "nsubjpass")
    if passive is not None and verb.index != asked.index and verb.tag == "VBN":
        return coordinated(parse, passive)
    if passive is not None or (depth == 0 and _is_passive_participle(parse, verb)):
        return _agents(parse, verb)
    if depth > 6 or verb.head == verb.index:
        return []
    outer = outer_cue(parse, verb) if depth == 0 else None
    if outer is not None:
        return _subject(parse, outer, asked, depth + 1)
    return _shared(parse, verb, parse.head(verb), asked, depth)


def _resolved(parse: Parse, own: Token, verb: Token) -> list[Token]:
    """Return a subject, for a relative pronoun the noun that it stands for."""
    if not is_relative(own) or own.index > verb.index:
        return coordinated(parse, own)
    return [own] if antecedent(parse, own, verb) is not None else []


def is_relative(token: Token) -> bool:
    """Tell whether a token is a pronoun that opens a relative clause."""
    return token.lower in listed("relatives") and token.tag != "DT"


def _agents(parse: Parse, verb: Token) -> list[Token]:
    agent = parse.child(verb, "agent")
    by = parse.child(agent, "pobj") if agent is not None else None
    return coordinated(parse, by) if by is not None else []


def _is_passive_participle(parse: Parse, verb: Token) -> bool:
    """Tell whether a participle is one to whom it is said: "Asked about the fire, he …"."""
    return verb.tag == "VBN" and verb.dep != "conj" and parse.child(verb, "aux") is None


def _shared(parse: Parse, verb: Token, above: Token, asked: Token, depth: int) -> list[Token]:
    if _beside_name(parse, verb, above):
        return [above]
    if verb.dep in SHARING and above.pos in {"VERB", "AUX", "ADP", "SCONJ", "ADJ"}:
        return _subject(parse, above, asked, depth + 1)
    if verb.dep in {"acl", "relcl"} and above.pos in {"NOUN", "PROPN", "PRON"}:
        return _described(parse, verb, above, asked, depth)
    if verb.dep == "pcomp" or above.dep == "prep":
        return _subject(parse, above, asked, depth + 1)
    return []


def _described(parse: Parse, verb: Token, noun: Token, asked: Token, depth: int) -> list[Token]:
    """Return who says what a participle on a noun says; an infinitive ("an attempt to say") is nobody's."""
    if verb.tag == "VBN":
        return _agents(parse, verb) or (coordinated(parse, noun) if _is_finite(parse, verb, noun) else [])
    if verb.tag == "VB":
        return []
    return _issuer(parse, noun, asked, depth) or coordinated(parse, noun)


def _beside_name(parse: Parse, verb: Token, above: Token) -> bool:
    """Tell whether a participle stands after a name and a comma, where the parse coordinates the two."""
    return (
        verb.dep == "conj" and verb.tag == "VBG" and above.pos == "PROPN" and parse.tokens[verb.index - 1].text == ","
    )


def _is_finite(parse: Parse, verb: Token, above: Token) -> bool:
    """Tell whether a participle after a noun is the sentence's verb: no other verb, and an object of its own."""
    comma = parse.tokens[verb.index - 1].text == ","
    return above.dep == "ROOT" and comma and parse.child(verb, "dobj", "oprd", "ccomp") is not None


def outer_cue(parse: Parse, verb: Token) -> Token | None:
    """Return the verb of saying that a verb after a comma and conjunction goes on with, over the clause between.

    "She said the plan is one that he backs, and accused him of …": the tense must be the same.
    """
    before = parse.tokens[max(0, verb.index - 2) : verb.index]
    if verb.dep != "conj" or len(before) < 2 or before[1].pos != "CCONJ" or before[0].pos != "PUNCT":
        return None
    found = None
    for above in parse.ancestors(verb):
        if above.sentence != verb.sentence:
            break
        if above.lemma in verb_entries() and above.tag == verb.tag and above.index < verb.index:
            found = above
    return found or _cue_before(parse, verb)


def _cue_before(parse: Parse, verb: Token) -> Token | None:
    """Return the verb of saying right before ", and" in the tense of a verb that the parse hangs on another tense."""
    if parse.head(verb).tag == verb.tag or verb.tag not in {"VBD", "VBZ", "VBP"}:
        return None
    for token in reversed(parse.tokens[parse.sentence_of(verb).first : verb.index]):
        if token.tag in {"VBD", "VBZ", "VBP"} and token.dep not in {"relcl", "acl"}:
            return token if token.tag == verb.tag and token.lemma in verb_entries() else None
    return None


def _issuer(parse: Parse, noun: Token, asked: Token, depth: int) -> list[Token]:
    """Return who issued the statement, letter or report that says something, where the sentence says so."""
    if noun.lemma not in listed("speech_objects"):
        return []
    if noun.dep == "dobj":
        return _subject(parse, parse.head(noun), asked, depth + 1)
    return []


def noun_before(layout: Layout, verb: Token) -> list[Token]:
    """Return the noun right before a verb, over adverbs and asides between commas or brackets: a missed subject."""
    first, _ = layout.bounds(verb)
    around = layout.inner[verb.index]
    index = verb.index - 1
    while index >= first and layout.inner[index] == around:
        token = layout.tokens[index]
        if (
            token.text in layout.names
            and token.tag != "NNP"
            and (index == first or layout.tokens[index - 1].pos == "PUNCT")
        ):
            return [token]
        if token.text in CLOSING:
            index = _over_aside(layout, index, first)
        elif token.pos in {"ADV", "AUX", "PART"} or (token.entity in {"DATE", "TIME"} and token.pos != "PRON"):
            index -= 1
        else:
            return [token] if token.pos in {"NOUN", "PROPN", "PRON"} and token.tag not in {"WP", "WDT"} else []
    return []


def _over_aside(layout: Layout, index: int, first: int) -> int:
    """Return the token before an aside that ends at `index`; before the sentence if it has no beginning."""
    opening = CLOSING[layout.tokens[index].text]
    for place in range(index - 1, max(first, index - LONGEST) - 1, -1):
        if layout.tokens[place].text == opening:
            return place - 1
    return first - 1
