"""According to whom: the source of a figure, from the statement that holds it, else from words of its own sentence."""

from functools import cache

from diurna.extract.categories import table
from diurna.extract.drafts import Draft
from diurna.mark.marks import Marks
from diurna.parse import Parse, Token
from diurna.records import ActorMention, Relay, Span, Statement


def source(
    parse: Parse, marks: Marks, statements: tuple[Statement, ...], draft: Draft
) -> tuple[Statement | None, ActorMention | None, tuple[Relay, ...]]:
    """Return the innermost statement whose content holds a figure, who said it, and who passed it on."""
    said = _statement(statements, draft.quantity.number)
    if said is not None and said.speaker is not None:
        return said, said.speaker, said.relay
    token = _according(parse, draft) or _saying(parse, draft)
    return said, _mention(parse, marks, token) if token else None, said.relay if said else ()


def _statement(statements: tuple[Statement, ...], number: Span) -> Statement | None:
    holding = [
        (part.end - part.start, -part.start, place)
        for place, statement in enumerate(statements)
        for part in statement.content
        if part.covers(number)
    ]
    return statements[min(holding)[2]] if holding else None


@cache
def _verbs() -> frozenset[str]:
    return frozenset(verb for rule in table().rules.sources for verb in rule.verbs)


@cache
def _prepositions() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words.split()) for rule in table().rules.sources for words in rule.prepositions)


def _according(parse: Parse, draft: Draft) -> Token | None:
    """Return the noun behind "according to" in the figure's sentence."""
    sentence = parse.sentence_of(draft.number)
    for token in parse.tokens[sentence.first : sentence.last - 1]:
        following = parse.tokens[token.index + 1]
        if (token.lower, following.lower) in _prepositions():
            noun = parse.child(following, "pobj") or parse.child(token, "pobj")
            if noun is not None and (
                noun.entity or noun.pos == "PROPN" or parse.children(noun, "det", "amod", "compound", "poss")
            ):
                return noun
    return None


def _saying(parse: Parse, draft: Draft) -> Token | None:
    """Return the subject of a verb of saying above the figure."""
    token = draft.number
    for above in parse.ancestors(draft.number):
        if above.lemma in _verbs() and above.pos == "VERB" and (token.dep in {"ccomp", "parataxis", "advcl", "dep"}):
            subject = parse.child(above, "nsubj")
            if subject is not None:
                return subject
        token = above
    root = token
    for child in parse.children(root, "parataxis", "ccomp"):
        subject = parse.child(child, "nsubj")
        if child.lemma in _verbs() and subject is not None and child.start > draft.number.start:
            return subject
    return None


def _mention(parse: Parse, marks: Marks, token: Token) -> ActorMention:
    found = marks.actor_at(token.span)
    if found is not None:
        return ActorMention(span=found[0], actor=found[1].id)
    before = [
        child
        for child in parse.children(token, "amod", "compound", "poss", "nmod", "nummod")
        if child.index < token.index
    ]
    first = min((parse.subtree_span(child).start for child in before), default=token.start)
    return ActorMention(span=Span(first, token.end), actor=None)
