"""The cast of one article: its actors while they are being found, and which words belong to whom."""

from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from diurna.mark.user_table import wikidata_ids
from diurna.parse import Parse, Token
from diurna.records import Actor, ActorKind, Mention, MentionBy, Role, Span, local_actor_id

SKIPPED_ROLES = frozenset({"byline", "dateline", "debris"})
"""Blocks that are parsed but name no actors."""

DEFINITE = frozenset({"both", "that", "the", "these", "this", "those"})

TOLD: dict[MentionBy, frozenset[MentionBy]] = {
    "surname": frozenset({"name", "alias", "spelling"}),
    "acronym": frozenset({"name", "alias"}),
    "alias": frozenset({"name"}),
    "spelling": frozenset({"name"}),
    "metonym": frozenset({"name", "alias", "acronym"}),
    "role": frozenset({"name", "alias", "spelling", "surname", "role", "description"}),
    "description": frozenset({"name", "alias", "acronym", "spelling", "surname", "description", "role"}),
}
"""By which other mentions of the same actor a mention of each kind is understood."""


class Sighting(NamedTuple):
    """Tokens `first` to `last` (half-open) that mention an actor, how, and the span that this leaned on."""

    first: int
    last: int
    by: MentionBy
    via: Span | None = None


@dataclass(eq=False, kw_only=True)
class Member:
    """One actor of the article; `id` is None for one that no table holds.

    `gender` is "masculine", "feminine" or None; `plural` tells "they" from "it"; `noun` is the head noun of one known
    by a description only; `body` is the id of the organisation that this description names.
    """

    id: str | None
    name: str
    kind: ActorKind
    country: str | None = None
    sectors: list[str] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    gender: str | None = None
    plural: bool = False
    noun: str | None = None
    body: str | None = None
    surname: str | None = None
    given: tuple[str, ...] = ()
    titles: list[str] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)

    def add_sectors(self, sectors: tuple[str, ...] | list[str]) -> None:
        """Add sectors that the actor does not have yet."""
        self.sectors.extend(sector for sector in sectors if sector not in self.sectors)


class Cast:
    """The actors found so far, in the order of finding, and the longest mention over each token."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.members: list[Member] = []
        self._by_id: dict[str, Member] = {}
        self._over: dict[int, tuple[Sighting, Member]] = {}
        self._seen: set[tuple[int, int, int]] = set()

    def member(self, key: str) -> Member | None:
        """Return the actor of a table that is already in the cast."""
        return self._by_id.get(key)

    def join(self, member: Member) -> Member:
        """Take an actor into the cast."""
        self.members.append(member)
        if member.id is not None:
            self._by_id[member.id] = member
        return member

    def identify(self, member: Member, key: str) -> None:
        """Give an actor of the cast the id of a table."""
        member.id = key
        self._by_id[key] = member

    def see(self, member: Member, sighting: Sighting) -> None:
        """Note a mention; the same words count once for one actor."""
        mark = (id(member), sighting.first, sighting.last)
        if mark in self._seen or sighting.first >= sighting.last:
            return
        self._seen.add(mark)
        member.sightings.append(sighting)
        length = sighting.last - sighting.first
        for index in range(sighting.first, sighting.last):
            held = self._over.get(index)
            if held is None or held[0].last - held[0].first < length:
                self._over[index] = (sighting, member)

    def merge(self, member: Member, other: Member) -> None:
        """Give one actor all mentions of another that turns out to be the same."""
        member.sightings.extend(other.sightings)
        self._seen.update((id(member), each.first, each.last) for each in other.sightings)
        other.sightings.clear()
        self._over.update({index: (held[0], member) for index, held in self._over.items() if held[1] is other})

    def over(self, token: Token) -> tuple[Sighting, Member] | None:
        """Return the longest mention that covers a token, and whose it is."""
        return self._over.get(token.index)

    def is_taken(self, first: int, last: int) -> bool:
        """Tell whether a mention covers any of the tokens."""
        return any(index in self._over for index in range(first, last))

    def span(self, sighting: Sighting) -> Span:
        """Return the words of a mention."""
        tokens = self.parse.tokens
        return Span(tokens[sighting.first].start, tokens[sighting.last - 1].end)

    def head(self, sighting: Sighting) -> Token:
        """Return the word of a mention that the rest of the sentence attaches to."""
        tokens = self.parse.tokens
        for token in tokens[sighting.first : sighting.last]:
            if not sighting.first <= token.head < sighting.last or token.head == token.index:
                return token
        return tokens[sighting.last - 1]

    def nearest(self, members: list[Member], first: int) -> Member | None:
        """Return the member with the last mention before a token, else the first that is mentioned later."""
        before = [(s.last, n) for n, member in enumerate(members) for s in member.sightings if s.first < first]
        if before:
            return members[max(before)[1]]
        return members[0] if members else None

    def actors(self) -> tuple[Actor, ...]:
        """Return the actors as records, by first mention; mentions by place in the text."""
        found = [actor for member in self.members if member.sightings for actor in [self._actor(member)]]
        found.sort(key=lambda actor: (actor.mentions[0].span, actor.id))
        ids: set[str] = set()
        return tuple(actor for actor in found if not (actor.id in ids or ids.add(actor.id)))  # type: ignore[func-returns-value]

    def _actor(self, member: Member) -> Actor:
        seen: dict[Span, Mention] = {}
        for sighting in member.sightings:
            span = self.span(sighting)
            seen.setdefault(span, Mention(span=span, by=sighting.by, via=sighting.via))
        mentions = tuple(seen[span] for span in sorted(seen))
        generic = {each.span for each in mentions if member.kind == "group" and not self._is_definite(each.span)}
        mentions = _leaning(mentions, listed=member.id is not None, generic=generic)
        return Actor(
            id=member.id or local_actor_id(self.parse.article.id, mentions[0].span),
            name=member.name,
            kind=member.kind,
            country=member.country,
            sectors=tuple(member.sectors),
            wikidata=wikidata_ids().get(member.id or ""),
            roles=tuple(member.roles),
            mentions=mentions,
        )

    def _is_definite(self, span: Span) -> bool:
        """Tell whether an article or the like stands before a mention."""
        before = self.parse.text[max(0, span.start - 2 * len("those ")) : span.start].split()
        return bool(before) and before[-1].lower() in DEFINITE


def _leaning(mentions: tuple[Mention, ...], *, listed: bool, generic: set[Span]) -> tuple[Mention, ...]:
    """Say of each mention which other one told whom it means: the nearest before it, else (of a name) the first behind.

    An acronym or alias of an actor that a table lists needs no other mention; `generic` are words for many people
    without an article, which lean on nothing ("people").
    """
    found: list[Mention] = []
    last: dict[MentionBy, Mention] = {}
    for mention in mentions:
        told = mention.span in generic or (listed and mention.by in {"acronym", "alias", "spelling"})
        if mention.via is None and mention.by in TOLD and not told:
            before = [last[by] for by in TOLD[mention.by] if by in last]
            via = max((each.span for each in before), default=None) or _named_behind(mention, mentions)
            mention = msgspec.structs.replace(mention, via=via)  # noqa: PLW2901 - the same mention, completed
        last[mention.by] = mention
        found.append(mention)
    return tuple(found)


def _named_behind(mention: Mention, mentions: tuple[Mention, ...]) -> Span | None:
    """Return the first full name behind a surname, acronym or office ("Duale" in a headline)."""
    if mention.by not in {"surname", "acronym", "alias", "spelling", "role"}:
        return None
    behind = (each.span for each in mentions if each.span > mention.span and each.by == "name")
    return next(behind, None)
