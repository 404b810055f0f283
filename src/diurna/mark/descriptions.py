"""Actors by description: holders of offices, persons by a noun, bodies of a state, groups of people."""

from functools import cache

from diurna.mark import offices
from diurna.mark.cast import Cast, Member, Sighting
from diurna.mark.names import Hit, Hits, Named, plurals
from diurna.mark.mentions import references
from diurna.mark.nominals import is_pair
from diurna.mark.person_names import gender_of_noun
from diurna.mark.persons import day_of, leader
from diurna.mark.phrases import Phrase, is_head, phrase, text_of, with_partitive
from diurna.mark.tables import countries, group_nouns, organizations, role_nouns, words
from diurna.parse import Token
from diurna.records import ActorKind, MentionBy, Role, Span

PLURAL_TAGS = frozenset({"NNS", "NNPS"})
FAR = 9
"""Most words between a description and the name that stands behind it."""

ARMED = frozenset({"PRM", "REB"})
"""Sectors whose groups are armed groups."""


def add_descriptions(cast: Cast, hits: Hits) -> None:
    """Find in text order the actors that are described and not named."""
    finder = _Finder(cast, hits)
    finder.take_peoples()
    for hit in sorted(set(hits.nouns.values())):
        finder.take(hit)


class _Finder:
    """Reads the nouns of one article in order, so that "the army" finds the army named before."""

    def __init__(self, cast: Cast, hits: Hits) -> None:
        self.cast, self.hits = cast, hits
        self.parse = cast.parse
        self.day = day_of(cast.parse)

    def take_peoples(self) -> None:
        """Take the people of a state: "three Tunisians", "a Briton"."""
        for hit in sorted(set(self.hits.proper.values())):
            named = hit.named[0]
            token = self.parse.tokens[hit.last - 1]
            if named.what != "country" or self.cast.over(token):
                continue
            if named.form == "people" or (
                named.form == "demonym" and token.tag in {"NN", "NNP"} and is_head(self.parse, hit)
            ):
                self._people(hit, named)

    def _people(self, hit: Hit, named: Named) -> None:
        many = named.form == "people"
        name = text_of(self.parse, hit.first, hit.last)
        kind: ActorKind = "group" if many else "person"
        known = [m for m in self.cast.members if m.kind == kind and m.noun == name.lower()]
        member = self._nearest(known, hit.first) if many else None
        if member is None:
            member = Member(id=None, name=name, kind=kind, country=named.key, sectors=["CVL"], plural=many)
            member.noun = name.lower()
            self.cast.join(member)
        self.cast.see(member, Sighting(hit.first, hit.last, "demonym"))

    def take(self, hit: Hit) -> None:
        """Take one noun of the tables as the mention of an actor, if it is one."""
        token = self.parse.tokens[hit.last - 1]
        if self.cast.over(token) or is_pair(self.parse, token):
            return
        if not is_head(self.parse, hit):
            self._modifier(hit)
            return
        group = next((each for each in hit.named if each.what == "group"), None)
        role = next((each for each in hit.named if each.what == "role"), None)
        many = token.tag in PLURAL_TAGS or (role is not None and role.form == "many")
        noun = group or role
        if group and not many and self._is_before_name(hit):
            return
        if noun is None or self._is_label(token, hit):
            return
        if group and (many or role is None):
            self._body(hit, group) if not many and (_is_body(group.key) or _is_countable(group.key)) else self._group(
                hit, group
            )
        elif role:
            self._group(hit, role) if many else self._person(hit, role)

    def _is_before_name(self, hit: Hit) -> bool:
        """Tell whether the noun introduces the name of a body: "the news agency Tass", "the rebel group FLN"."""
        following = self.parse.tokens[hit.last] if hit.last < len(self.parse.tokens) else None
        if following is None or following.sentence != self.parse.tokens[hit.first].sentence:
            return False
        known = self.hits.proper.get(hit.last)
        named = known is not None and known.first == hit.last and known.named[0].what == "organization"
        return named or (following.entity == "ORG" and following.entity_start and following.pos == "PROPN")

    def _is_label(self, token: Token, hit: Hit) -> bool:
        """Tell whether the noun is the end of a proper name that the parser labelled."""
        if token.entity not in {"ORG", "FAC", "LOC", "GPE", "EVENT", "LAW", "PRODUCT"}:
            return False
        if token.lower in words().institutions.state_bodies and token.entity == "ORG":
            return False
        if not token.text[0].isupper() or token.entity_start or hit.first in self.hits.proper:
            return False
        first = token.index
        while first > 0 and not self.parse.tokens[first].entity_start:
            first -= 1
        outside = [
            i for i in range(first, hit.first) if i not in self.hits.proper and self.parse.tokens[i].text[0].isupper()
        ]
        return bool(outside) or hit.named[0].key.rpartition(" ")[2] in words().institutions.weak

    def _modifier(self, hit: Hit) -> None:
        """Take a body or armed group before a noun that is no actor: "a police raid", "rebel shelling"."""
        token = self.parse.tokens[hit.last - 1]
        above = self.parse.head(token)
        if (
            token.dep != "compound"
            or above.index != hit.last
            or self.cast.over(above)
            or above.index in self.hits.nouns
        ):
            return
        group = next((each for each in hit.named if each.what == "group"), None)
        role = next((each for each in hit.named if each.what == "role"), None)
        if group and group.key in words().institutions.state_bodies:
            self._body(hit, group)
        elif role and role.form == "one" and set(role_nouns()[role.key].sector) & ARMED:
            many = next((each for each in plurals(role.key)), role.key)
            self._group(hit, Named("group", many, "many") if many in group_nouns() else role)

    # --- persons -------------------------------------------------------------------------------------------------

    def _person(self, hit: Hit, named: Named) -> None:
        found = phrase(self.parse, self.hits, hit, named.key)
        token = self.parse.tokens[found.head]
        if named.key in references().nouns.neighbour and found.definite:
            return
        if token.dep == "pobj" and self.parse.head(token).lower == "as":
            return
        if token.dep in {"attr", "oprd"} or (token.dep == "appos" and self._apposed(found)):
            return
        if self._apposed(found):
            return
        member, by = self._holder(found), "role"
        if member is None:
            member, by = self._titled(found), "role"
        if member is None:
            member, by = self._described(found), "description"
        self.cast.see(member, Sighting(found.first, found.last, by))  # type: ignore[arg-type]

    def _apposed(self, found: Phrase) -> bool:
        """Give the description to the name that it stands beside: "Lavrov, the foreign minister, …"."""
        member = self._neighbour(found)
        if member is None:
            return False
        country = found.country or self._organization_country(found)
        if member.id is None:
            member.country = member.country or country
            former = set(found.modifiers) & _former()
            member.add_sectors([offices.FORMER] if former else list(role_nouns()[found.noun].sector))
            member.roles.append(Role(title=found.noun, country=country, begin=None, end=None, by="text"))
        member.titles.append(found.noun)
        member.gender = member.gender or gender_of_noun(found.noun)
        self.cast.see(member, Sighting(found.first, found.last, "description", self._last_span(member)))
        return True

    def _neighbour(self, found: Phrase) -> Member | None:
        """Return the person whose name stands beside the description."""
        tokens = self.parse.tokens
        named = self._named_behind(found)
        if named:
            return named
        token = tokens[found.head]
        if token.dep == "appos":
            held = self.cast.over(self.parse.head(token))
            if held and held[1].kind == "person":
                return held[1]
        for child in self.parse.children(token, "appos"):
            held = self.cast.over(child)
            if held and held[1].kind == "person" and child.index - found.last <= 3:
                return held[1]
        before = found.first - 1
        while before > 0 and tokens[before].pos == "DET":
            before -= 1
        if before > 0 and tokens[before].text == "," and tokens[before].sentence == token.sentence:
            held = self.cast.over(tokens[before - 1])
            after = tokens[found.last] if found.last < len(tokens) else None
            closed = after is None or after.text in {",", ".", "—", "–"} or after.lower in {"of", "for", "at", "who"}
            if held and held[1].kind == "person" and closed and token.dep not in {"nsubj", "conj", "nsubjpass"}:
                return held[1]
        return None

    def _named_behind(self, found: Phrase) -> Member | None:
        """Return the person named behind the description: "the president of the region, Ugo Bellini, …"."""
        tokens = self.parse.tokens
        for index in range(found.last, min(found.last + FAR, len(tokens))):
            token = tokens[index]
            held = self.cast.over(token)
            if held and held[1].kind == "person" and not held[1].noun:
                near = index == found.last + 1 and tokens[index - 1].text == ","
                behind = index > found.last + 1 and tokens[found.last].lower in {"of", "at", "for", "in"}
                plain_name = tokens[index].entity == "PERSON" or held[0].last - held[0].first > 1
                closed = tokens[held[0].last].text in {",", ".", ")"} if held[0].last < len(tokens) else True
                alone = (near and closed) or (behind and tokens[index - 1].text in {",", ")"} or behind and not closed)  # noqa: RUF021
                return held[1] if alone and plain_name and not self._has_title(held[0]) else None
            if (
                token.pos not in {"ADP", "DET", "PROPN", "NOUN", "ADJ", "PUNCT", "PART"}
                or token.sentence != tokens[found.head].sentence
            ):
                return None
            if (
                token.text == ","
                and index + 1 < len(tokens)
                and index > found.last
                and not self.cast.over(tokens[index + 1])
            ):
                return None
        return None

    def _has_title(self, sighting: Sighting) -> bool:
        return any(
            any(each.what == "role" for each in self.hits.nouns[index].named)
            for index in range(sighting.first, sighting.last)
            if index in self.hits.nouns
        )

    def _holder(self, found: Phrase) -> Member | None:
        """Return who held the office that is described, on the day of the report."""
        if found.indefinite or set(found.modifiers) & _former() or not self._is_singled_out(found):
            return None
        for country in self._possible_countries(found):
            keys = offices.holders(found.noun, country, self.day)
            known = [key for key in keys if self.cast.member(key)]
            if known or len(keys) == 1 or (keys and self.day):
                return leader(self.cast, (known or list(keys))[0])
        return None

    def _is_singled_out(self, found: Phrase) -> bool:
        return found.definite or bool(found.countries) or bool(found.organizations) or not found.modifiers

    def _possible_countries(self, found: Phrase) -> list[str]:
        if found.countries:
            return list(found.countries) if len(found.countries) == 1 else []
        if found.organizations:
            return [c for key in found.organizations if (c := organizations()[key].country)]
        only = offices.only_country(found.noun)
        return [only] if only else []

    def _organization_country(self, found: Phrase) -> str | None:
        for key in found.organizations:
            country = organizations()[key].country
            if country in countries():
                return country
        return None

    def _titled(self, found: Phrase) -> Member | None:
        """Return the person of the article who has this title ("the president")."""
        if found.indefinite or found.organizations or set(found.modifiers) & _former():
            return None
        fitting = [
            member
            for member in self.cast.members
            if member.kind == "person"
            and (found.country is None or member.country == found.country)
            and not (found.modifiers and member.noun)
            and any(
                offices.is_same(title, found.noun) for title in (*member.titles, *(role.title for role in member.roles))
            )
        ]
        return self._nearest(fitting, found.first)

    def _described(self, found: Phrase) -> Member:
        member = (
            None
            if found.indefinite
            else self._nearest(
                [m for m in self.cast.members if m.kind == "person" and m.noun == found.noun and _agrees(m, found)],
                found.first,
            )
        )
        if member is None:
            name = text_of(self.parse, found.first, found.last)
            member = self.cast.join(Member(id=None, name=name, kind="person", noun=found.noun))
            member.country = found.country or self._organization_country(found)
            former = set(found.modifiers) & _former()
            member.sectors = [offices.FORMER] if former else list(role_nouns()[found.noun].sector)
            member.gender = gender_of_noun(found.noun)
        return member

    # --- bodies and groups -----------------------------------------------------------------------------------------

    def _body(self, hit: Hit, named: Named) -> None:
        """Take an institution: "the Israeli army", "Ukraine's defence ministry", "the army"."""
        found = self._with_of(phrase(self.parse, self.hits, hit, named.key))
        weak = named.key in words().institutions.weak
        alone = not (found.countries or found.organizations or found.modifiers)
        before = [
            m for m in self.cast.members
            if m.kind == "organization" and _ends_with(m, found.noun) and _agrees(m, found)
        ]  # fmt: skip
        exact = [m for m in before if m.noun == found.noun and m.given == _modifiers(found)]
        member = self._nearest(exact, found.first)
        by: MentionBy = "description"
        if member is None and not found.modifiers and not found.indefinite:
            member = self._nearest([m for m in before if m.country == found.country or alone], found.first)
        if member is None:
            if weak and (alone or found.indefinite):
                return
            member = self._join(found, "organization", _body_sectors(found))
        self.cast.see(member, Sighting(found.first, found.last, by))

    def _with_of(self, found: Phrase) -> Phrase:
        """Extend "ministry" to "ministry of foreign affairs"; a state behind "of" owns it instead."""
        if found.noun.rpartition(" ")[2] not in words().phrases.with_of or found.last >= len(self.parse.tokens):
            return found
        of = self.parse.tokens[found.last]
        if of.lower != "of" or of.head != found.head:
            return found
        noun = self.parse.child(of, "pobj")
        if noun is None or noun.index - of.index > 4 or noun.index in self.hits.proper:
            return found
        return found._replace(last=noun.index + 1, noun=f"{found.noun} of {noun.lower}")

    def _group(self, hit: Hit, named: Named) -> None:
        """Take many people: "Turkish soldiers", "protesters", "residents of Kharkiv"."""
        found = phrase(self.parse, self.hits, hit, named.key)
        if self.parse.tokens[found.head].dep in {"attr", "oprd"}:
            return
        sectors = group_nouns()[named.key].sectors if named.what == "group" else role_nouns()[named.key].sector
        kind: ActorKind = "armed_group" if set(sectors) & ARMED else "group"
        same = [m for m in self.cast.members if m.kind == kind and m.noun == found.noun and _agrees(m, found)]
        exact = [m for m in same if m.given == _modifiers(found) and m.country == found.country]
        member = self._nearest(exact, found.first)
        if member is None and found.definite and not found.modifiers and not found.countries:
            member = self._nearest(same, found.first)
        if member is None:
            member = self._join(found, kind, sectors)
            member.plural = True
            if self.parse.tokens[found.head].tag not in PLURAL_TAGS:
                member.name = self._name(found, plural=named.key)
        self.cast.see(member, Sighting(with_partitive(self.parse, found), found.last, "description"))

    def _join(self, found: Phrase, kind: ActorKind, sectors: tuple[str, ...]) -> Member:
        member = Member(
            id=None,
            name=self._name(found, body=kind == "organization"),
            kind=kind,
            noun=found.noun,
            sectors=list(sectors),
        )
        related = not sectors and kind == "group" and found.definite
        member.country = None if related else found.country or self._organization_country(found)
        member.given = _modifiers(found)
        return self.cast.join(member)

    def _name(self, found: Phrase, *, body: bool = False, plural: str | None = None) -> str:
        """Return the name of a described actor: "South Korea's military" is "South Korean military"."""
        if plural and found.first == found.last - 1:
            return plural
        own = self.hits.proper.get(found.first) if body else None
        last = self.parse.tokens[own.last] if own and own.last < found.last else None
        if own and last and last.text in {"'s", "’s"} and own.named[0].what == "country":
            row = countries()[own.named[0].key]
            adjective = (*row.adjectives, row.name)[0]
            return f"{adjective} {text_of(self.parse, own.last + 1, found.last)}"
        return text_of(self.parse, found.first, found.last)

    def _nearest(self, members: list[Member], first: int) -> Member | None:
        """Return the member with the last mention before a token, else the first that is mentioned later."""
        before = [(s.last, n) for n, member in enumerate(members) for s in member.sightings if s.first < first]
        if before:
            return members[max(before)[1]]
        return members[0] if members else None

    def _last_span(self, member: Member) -> Span | None:
        return self.cast.span(member.sightings[-1]) if member.sightings else None


def _agrees(member: Member, found: Phrase) -> bool:
    return found.country is None or member.country in {None, found.country}


def _ends_with(member: Member, noun: str) -> bool:
    return member.noun == noun or (member.noun or member.name.lower()).endswith(" " + noun)


def _modifiers(found: Phrase) -> tuple[str, ...]:
    return (*found.organizations, *found.modifiers)


def _body_sectors(found: Phrase) -> tuple[str, ...]:
    institutions = words().institutions
    noun = found.noun.partition(" of ")[0]
    for word in (*found.noun.split()[:-1], *reversed(found.modifiers)):
        if word in institutions.words:
            return institutions.words[word]
    if noun in group_nouns() and group_nouns()[noun].sectors:
        return group_nouns()[noun].sectors
    return institutions.sectors.get(noun.rpartition(" ")[2], institutions.sectors.get(noun, ()))


@cache
def _is_countable(noun: str) -> bool:
    """Tell whether a noun for a body has a plural in the table, so that the singular is one body ("hospital")."""
    return (
        any(each in group_nouns() for each in plurals(noun))
        or noun.endswith("y")
        and noun[:-1] + "ies" in group_nouns()
    )  # noqa: RUF021


@cache
def _is_body(noun: str) -> bool:
    return noun in words().institutions.nouns or noun.rpartition(" ")[2] in words().institutions.nouns


@cache
def _former() -> frozenset[str]:
    return frozenset(words().titles.former)
