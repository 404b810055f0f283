"""Who speaks and who is spoken to: the mention's words, and the actor they name."""

from diurna.extract.statement_layout import Layout
from diurna.extract.statement_rules import listed, verb_entries
from diurna.mark.marks import Marks
from diurna.parse import Parse
from diurna.parse.layout import Token
from diurna.records import ActorMention, Span

BEFORE = {"amod", "compound", "det", "nmod", "nummod", "poss", "predet", "quantmod", "advmod", "punct", "npadvmod"}
AFTER = {"prep", "nummod", "advmod", "npadvmod"}
ARTICLES = {"a", "an", "the"}
CLOSING = {",": ",", ")": "(", "-": "-", "–": "–", "—": "—"}
"""Marks that end an aside, with those that begin it."""
LONGEST = 14
"""Longest stretch after a mention's head that still belongs to it, in tokens."""


def mention(layout: Layout, head: Token) -> Span:
    """Return the words of a mention: its title and modifiers, no article before, no apposition or clause after."""
    parse = layout.parse
    first, last = head.index, head.index
    for child in reversed([child for child in parse.children(head) if child.index < head.index]):
        if child.dep not in BEFORE or layout.right[child.index] != first - 1 or child.lower in ARTICLES:
            break
        if child.dep == "punct" and child.text not in {"-", "'", "’"}:
            break
        first = layout.left[child.index]
    for child in parse.children(head):
        if child.index > last and child.dep in AFTER and layout.left[child.index] == last + 1:
            end = _closed_end(layout, child)
            if end is None:
                break
            last = end
    if layout.tokens[first].lower in ARTICLES and first < last:
        first += 1
    return Span(layout.tokens[first].start, layout.tokens[last].end)


def _closed_end(layout: Layout, child: Token) -> int | None:
    """Return the last token of what hangs on a mention's head, cut before a comma, clause or bracket."""
    first, last = layout.left[child.index], layout.right[child.index]
    for index in range(first, last + 1):
        token = layout.tokens[index]
        loose = token.dep in {"relcl", "acl", "appos"} or token.pos in {"VERB", "AUX"}
        if loose or token.text in {",", "(", "–", "—", "-LRB-", ":", ";"} or layout.outer[index] != layout.outer[first]:
            begin = layout.left[index] if loose else index
            last = max(begin, first) - 1
            break
    while last > first and layout.tokens[last].pos in {"ADP", "CCONJ", "DET", "PUNCT", "SCONJ"}:
        last -= 1
    if last <= first and child.dep == "prep":
        return None
    return last if first <= last < first + LONGEST else None


def party(layout: Layout, marks: Marks, head: Token) -> ActorMention:
    """Return a mention with the actor that it names, if any; a report or statement speaks for the actor it names."""
    span = mention(layout, head)
    found = marks.actor_at(head.span)
    noun = antecedent(layout.parse, head, layout.parse.head(head)) if is_relative(head) else None
    if noun is not None and found is None:
        found = marks.actor_at(noun.span)
    if found is None and head.lemma in listed("speech_objects"):
        found = next(iter(marks.actors_in(span)), None)
    return ActorMention(span=span, actor=found[1].id if found else None)


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
    return before[-1] if before else None


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
    if verb.dep in {"conj", "xcomp", "advcl", "ccomp", "dep", "parataxis", "prep", "pcomp"} and above.pos in {
        "VERB",
        "AUX",
        "ADP",
        "SCONJ",
        "ADJ",
    }:
        return _subject(parse, above, asked, depth + 1)
    if verb.dep in {"acl", "relcl"} and above.pos in {"NOUN", "PROPN", "PRON"}:
        if verb.tag == "VBN":
            return _agents(parse, verb) or (coordinated(parse, above) if _is_finite(parse, verb, above) else [])
        if verb.tag == "VB":
            return []
        owner = _issuer(parse, above, asked, depth)
        return owner or coordinated(parse, above)
    if verb.dep == "pcomp" or above.dep == "prep":
        return _subject(parse, above, asked, depth + 1)
    return []


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
    return found


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
