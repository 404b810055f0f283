"""Parties: from a word in the tree to the actors that it names."""

from collections.abc import Iterator

from diurna.mark.marks import Marks
from diurna.parse import Parse, Token
from diurna.parse.clauses import antecedent
from diurna.records import ActorMention, Span

HOLDERS = ("poss", "amod", "compound", "nmod")
"""Relations through which a noun names whose it is ("Turkey's efforts", "Russian aggression")."""

HOLDING = frozenset({"by", "from", "of"})
"""Prepositions through which a noun names whose it is ("a raid by Chile", "a request from Peru")."""


def parties(parse: Parse, marks: Marks, head: Token | None) -> list[ActorMention]:
    """Return the actors that a noun phrase names, with all coordinated members, in text order, each once.

    Where the noun is no actor or a nameless group ("its rivals Chad and Mali"), an apposition to it may be; where it is
    no actor, what it stands in apposition to, its possessor or adjective, then its "of", "by" or "from" phrase.
    """
    if head is None:
        return []
    found: list[ActorMention] = []
    for member in parse.conjuncts(antecedent(parse, head)):
        found.extend(_named(parse, marks, member))
    return unique(found)


def unique(mentions: list[ActorMention]) -> list[ActorMention]:
    """Return mentions without repetition of the same words and actor."""
    return list(dict.fromkeys(mentions))


def mention_at(marks: Marks, token: Token) -> list[ActorMention]:
    """Return the actors of the longest mention that covers a token; several for "both countries"."""
    found = marks.actors_at(token.span)
    if found is None:
        return []
    span, actors = found
    return [ActorMention(span=span, actor=actor.id) for actor in actors]


def _named(parse: Parse, marks: Marks, token: Token) -> list[ActorMention]:
    own = mention_at(marks, token)
    if own and any(marks.by_id[mention.actor].kind != "group" for mention in own if mention.actor):
        return own
    for apposed in parse.children(token, "appos"):
        found = [mention for member in parse.conjuncts(apposed) for mention in mention_at(marks, member)]
        if found:
            return found
    if own:
        return own
    if token.dep == "appos" and (apposed_to := mention_at(marks, parse.head(token))):
        return apposed_to
    for holder in _holders(parse, token):
        found = [mention for member in parse.conjuncts(holder) for mention in mention_at(marks, member)]
        if found:
            return found
    return [ActorMention(span=span, actor=None) for span in _place_at(marks, token)]


def _place_at(marks: Marks, token: Token) -> list[Span]:
    """Return the words of a place that is no actor ("attacks on the Gaza Strip"): its people or holders are meant."""
    return [mention.span for place in marks.places for mention in place.mentions if mention.span.covers(token.span)][:1]


def _holders(parse: Parse, token: Token) -> Iterator[Token]:
    yield from parse.children(token, *HOLDERS)
    for preposition in parse.children(token, "prep"):
        if preposition.lower in HOLDING:
            yield from parse.children(preposition, "pobj")


def spans(mentions: tuple[ActorMention, ...]) -> list[Span]:
    """Return the words of the mentions that have any."""
    return [mention.span for mention in mentions if mention.span is not None]
