"""Mentions in the order of the text, for whatever leans on one before: pronouns and nouns such as "the country"."""

from bisect import bisect_left, insort
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from diurna.mark.cast import Cast, Member, Sighting
from diurna.parse import Token
from diurna.parse.clauses import is_verbal
from diurna.records import MentionBy, Span
from diurna.rules.load import Shaped, toml

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OPENING, CLOSING, STRAIGHT = frozenset("“«„"), frozenset("”»"), frozenset({'"', "``", "''"})


class Pronouns(Shaped, frozen=True, kw_only=True):
    """Pronouns by what they agree with."""

    masculine: tuple[str, ...]
    feminine: tuple[str, ...]
    neutral: tuple[str, ...]
    plural: tuple[str, ...]
    first: tuple[str, ...]
    first_plural: tuple[str, ...]
    second: tuple[str, ...]
    reflexive: tuple[str, ...]
    relative: tuple[str, ...]
    empty: tuple[str, ...]
    acting: tuple[str, ...]


class Pairs(Shaped, frozen=True, kw_only=True):
    """Words for two actors coordinated before."""

    before: tuple[str, ...]
    states: tuple[str, ...]
    persons: tuple[str, ...]


class Nouns(Shaped, frozen=True, kw_only=True):
    """Nouns that take up an actor named before."""

    state: tuple[str, ...]
    neighbouring: tuple[str, ...]
    neighbour: tuple[str, ...]
    group: tuple[str, ...]
    organization: tuple[str, ...]
    bloc: tuple[str, ...]
    plain: tuple[str, ...]
    representing: tuple[str, ...]


class Interviews(Shaped, frozen=True, kw_only=True):
    """Words that tell of a talk with somebody: alone, verbs with a partner, verbs with an object."""

    talk: tuple[str, ...]
    talking: tuple[str, ...]
    telling: tuple[str, ...]
    topics: tuple[str, ...]
    partners: tuple[str, ...]


class References(Shaped, frozen=True, kw_only=True):
    """`en/coreference.toml`."""

    pronouns: Pronouns
    pairs: Pairs
    nouns: Nouns
    interviews: Interviews


@cache
def references() -> References:
    """Return the words of `en/coreference.toml`."""
    return toml("en/coreference.toml", References)


class Seen(NamedTuple):
    """A mention: tokens `first` to `last`, the index of its head word, how it mentions, and a number into the cast."""

    first: int
    last: int
    head: int
    by: MentionBy
    number: int


class Mentions:
    """All mentions of one article so far, by place; new ones are found by those that follow."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.parse = cast, cast.parse
        self._numbers = {id(member): number for number, member in enumerate(cast.members)}
        self.all = sorted(
            Seen(s.first, s.last, cast.head(s).index, s.by, number)
            for number, member in enumerate(cast.members)
            for s in member.sightings
        )
        self.quoted = _quoted(self.parse.tokens, [sentence.paragraph for sentence in self.parse.sentences])

    def member(self, seen: Seen) -> Member:
        """Return whose mention it is."""
        return self.cast.members[seen.number]

    def add(self, member: Member, first: int, last: int, by: MentionBy, *, via: Seen | None) -> None:
        """Note a new mention, and what it leaned on."""
        leaned = self.span(via) if via else None
        sighting = Sighting(first, last, by, leaned)
        self.cast.see(member, sighting)
        insort(self.all, Seen(first, last, self.cast.head(sighting).index, by, self._numbers[id(member)]))

    def span(self, seen: Seen) -> Span:
        """Return the words of a mention."""
        return Span(self.parse.tokens[seen.first].start, self.parse.tokens[seen.last - 1].end)

    def before(self, index: int) -> Iterator[Seen]:
        """Yield the mentions that end before a token, the nearest first."""
        for seen in reversed(self.all[: bisect_left(self.all, (index,))]):
            if seen.last <= index:
                yield seen

    def between(self, first: int, last: int) -> list[Seen]:
        """Return the mentions that lie wholly between two tokens, by place."""
        return [
            seen
            for seen in self.all[bisect_left(self.all, (first,)) :][:_MANY]
            if first <= seen.first and seen.last <= last
        ]

    def headed(self, token: Token) -> Seen | None:
        """Return the longest mention with a head word."""
        found = self.cast.over(token)
        if found is None or self.cast.head(found[0]).index != token.index:
            return None
        sighting = found[0]
        return Seen(sighting.first, sighting.last, token.index, sighting.by, self._numbers[id(found[1])])

    def is_subject(self, seen: Seen) -> bool:
        """Tell whether a mention is the subject of a clause, or coordinated with it."""
        token = self.parse.tokens[seen.head]
        while token.dep == "conj" and token.head != token.index:
            token = self.parse.head(token)
        return token.dep in SUBJECTS

    def subjects_above(self, token: Token) -> Iterator[Token]:
        """Yield the subjects of the clauses that a token stands in, the innermost first, without those that hold it."""
        previous = token
        for above in self.parse.ancestors(token):
            if is_verbal(above):
                for child in self.parse.children(above, *SUBJECTS):
                    if child.index not in {previous.index, token.index}:
                        yield child
            previous = above


_MANY = 80
"""Mentions looked at in one stretch."""


def _quoted(tokens: list[Token], paragraphs: list[int]) -> set[int]:
    """Return the indexes of the tokens inside quotation marks; an open mark ends with its paragraph."""
    found: set[int] = set()
    inside, paragraph = False, -1
    for token in tokens:
        if paragraphs[token.sentence] != paragraph:
            inside, paragraph = False, paragraphs[token.sentence]
        if token.text in OPENING:
            inside = True
        elif token.text in CLOSING:
            inside = False
        elif token.text in STRAIGHT:
            inside = not inside
        elif inside:
            found.add(token.index)
    return found
