"""Actors by description: holders of offices, persons by a noun, bodies of a state, groups of people."""

from functools import cache

from diurna.mark.cast import Cast, Member, Sighting
from diurna.mark.described_persons import DescribedPersons, agrees, organization_country
from diurna.mark.names import Hit, Hits, Named, plurals, proper_names
from diurna.mark.nominals import is_pair
from diurna.mark.organizations import known
from diurna.mark.phrases import Phrase, head_of, is_head, phrase, text_of, with_partitive
from diurna.mark.states import is_national
from diurna.mark.tables import countries, group_nouns, organizations, role_nouns, words
from diurna.mark.unlisted import unlisted_groups
from diurna.parse import Sentence, Token
from diurna.records import ActorKind, MentionBy

PLURAL_TAGS = frozenset({"NNS", "NNPS"})
PEOPLE = frozenset({"AGR", "CRM", "CVL", "ELI", "PRM", "REB", "REF", "UAF"})
"""Sectors whose nouns stand for people, not for a body."""

ARMED = frozenset({"PRM", "REB"})
"""Sectors whose groups are armed groups."""


def add_descriptions(cast: Cast, sentences: list[Sentence], hits: Hits) -> None:
    """Find in text order the actors that are described and not named."""
    finder = _Finder(cast, hits)
    finder.take_peoples()
    finder.take_communities(sentences)
    for hit in sorted(set(hits.nouns.values())):
        finder.take(hit)
    for hit, sectors in unlisted_groups(cast, sentences, hits):
        finder.take_unlisted(hit, sectors)


class _Finder:
    """Reads the nouns of one article in order, so that "the army" finds the army named before."""

    def __init__(self, cast: Cast, hits: Hits) -> None:
        self.cast, self.hits = cast, hits
        self.parse = cast.parse
        self.persons = DescribedPersons(cast, hits)

    def take_peoples(self) -> None:
        """Take the people of a state: "three Tunisians", "a Briton"."""
        for hit in sorted(set(self.hits.proper.values())):
            named = hit.named[0]
            token = self.parse.tokens[hit.last - 1]
            if named.what != "country" or self.cast.over(token):
                continue
            if named.form == "people" or is_national(self.parse, hit):
                self._people(hit, named)

    def take_communities(self, sentences: list[Sentence]) -> None:
        """Take peoples and creeds that no table holds: "Kurds", "Latinos"."""
        for sentence in sentences:
            for token in self.parse.tokens[sentence.first : sentence.last]:
                if token.tag != "NNPS" or token.entity not in {"NORP", "PERSON"} or not token.entity_start:
                    continue
                if token.index in self.hits.proper or token.index in self.hits.nouns or self.cast.over(token):
                    continue
                self._join_people(token.index, token.index + 1, None, many=True, by="name")

    def _people(self, hit: Hit, named: Named) -> None:
        self._join_people(hit.first, hit.last, named.key, many=named.form == "people", by="demonym")

    def _join_people(self, first: int, last: int, country: str | None, *, many: bool, by: MentionBy) -> None:
        name = text_of(self.parse, first, last)
        kind: ActorKind = "group" if many else "person"
        known = [m for m in self.cast.members if m.kind == kind and m.noun == name.lower()]
        member = self.cast.nearest(known, first) if many else None
        if member is None:
            member = Member(id=None, name=name, kind=kind, country=country, sectors=["CVL"], plural=many)
            member.noun = name.lower()
            self.cast.join(member)
        self.cast.see(member, Sighting(first, last, by))

    def take(self, hit: Hit) -> None:
        """Take one noun of the tables as the mention of an actor, if it is one."""
        token = self.parse.tokens[hit.last - 1]
        if self.cast.over(token) or is_pair(self.parse, token):
            return
        if not is_head(self.parse, hit):
            self._modifier(hit)
            return
        if self._counts(token):
            return
        group = next((each for each in hit.named if each.what == "group"), None)
        role = next((each for each in hit.named if each.what == "role"), None)
        many = head_of(self.parse, hit).tag in PLURAL_TAGS or (role is not None and role.form == "many")
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
            self._group(hit, role) if many else self.persons.take(hit, role)

    def take_unlisted(self, hit: Hit, sectors: tuple[str, ...]) -> None:
        """Take people whom no table holds ("homeguards")."""
        found = phrase(self.parse, self.hits, hit, hit.named[0].key)
        self._see_group(found, "group", sectors, hit.named[0].key)

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
            each.index
            for each in self.parse.tokens[first : hit.first]
            if each.index not in self.hits.proper and each.text[0].isupper() and each.pos != "DET"
        ]
        return bool(outside) or hit.named[0].key.rpartition(" ")[2] in words().institutions.weak

    def _counts(self, token: Token) -> bool:
        """Tell whether a noun only counts the one behind it ("members of the security forces")."""
        of = self.parse.tokens[token.index + 1] if token.index + 1 < len(self.parse.tokens) else None
        if of is None or of.lower != "of" or of.head != token.index or token.lower not in words().phrases.partitives:
            return False
        noun = self.parse.child(of, "pobj")
        hit = self.hits.nouns.get(noun.index) if noun else None
        return hit is not None and any(each.what == "group" or each.form == "many" for each in hit.named)

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
            self._body(hit, group) if _is_body(group.key) else self._group(hit, group)
        elif role and role.form == "one" and set(role_nouns()[role.key].sector) & ARMED:
            many = next((each for each in plurals(role.key)), role.key)
            self._group(hit, Named("group", many, "many") if many in group_nouns() else role)

    # --- bodies and groups -----------------------------------------------------------------------------------------

    def _body(self, hit: Hit, named: Named) -> None:
        """Take an institution: "the Israeli army", "Ukraine's defence ministry", "the army"."""
        written = self._seated(self._with_of(phrase(self.parse, self.hits, hit, named.key)))
        found = _usual(written)
        weak = named.key in words().institutions.weak
        alone = not (found.countries or found.organizations or found.modifiers)
        before = [
            m for m in self.cast.members
            if m.kind == "organization" and _ends_with(m, found.noun) and agrees(m, found)
        ]  # fmt: skip
        exact = [m for m in before if m.noun == found.noun and m.given == _modifiers(found)]
        member = self._classified(found) or _listed(self.cast, found) or self.cast.nearest(exact, found.first)
        by: MentionBy = "description"
        if member is None and not found.indefinite:
            whole = " ".join((*found.modifiers, found.noun))
            same = [m for m in before if _ends_with(m, whole) and found.country in {None, m.country}]
            member = self.cast.nearest(same, found.first)
        if member is None:
            if weak and (alone or found.indefinite or not self._is_named(found)):
                return
            member = self._join(found, "organization", _body_sectors(found))
            if found is not written and written.noun != named.key and found.country in countries():
                member.name = " ".join((_adjective(str(found.country)), *found.modifiers, found.noun))
        elif member.id is None and member.country is None and found.country:
            member.country, member.name = found.country, self._name(found, body=True)
        self.cast.see(member, Sighting(found.first, found.last, by))

    def _classified(self, found: Phrase) -> Member | None:
        """Return the body whose name stands before a noun that only says what it is ("the Hamas movement")."""
        whole = " ".join(("", *found.modifiers, found.noun))
        classifies = any(whole.endswith(f" {noun}") for noun in words().phrases.classifying)
        if len(found.organizations) != 1 or not classifies:
            return None
        first = next(index for index in range(found.head, found.first - 1, -1) if index in self.hits.proper) + 1
        plain = all(token.text.islower() for token in self.parse.tokens[first : found.head])
        return known(self.cast, found.organizations[0]) if plain else None

    def _is_named(self, found: Phrase) -> bool:
        """Tell whether a weak noun is told apart: by an owner, a name before it, or an article and another word."""
        capital = any(token.text[0].isupper() for token in self.parse.tokens[found.first : found.head] if token.index)
        return bool(found.countries or found.organizations or found.definite or capital)

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
        return found._replace(
            last=noun.index + 1, noun=f"{found.noun} of {text_of(self.parse, of.index + 1, noun.index + 1).lower()}"
        )

    def _seated(self, found: Phrase) -> Phrase:
        """Extend "embassy" to "embassy in Quito": where it sits tells it from the others of its state."""
        if found.noun not in words().phrases.seated or found.last >= len(self.parse.tokens):
            return found
        prep = self.parse.tokens[found.last]
        seat = self.parse.child(prep, "pobj") if prep.head == found.head and prep.dep == "prep" else None
        if seat is None or seat.entity != "GPE" or seat.index > prep.index + 3 or prep.lower == "of":
            return found
        where = text_of(self.parse, prep.index, seat.index + 1)
        return found._replace(last=seat.index + 1, modifiers=(*found.modifiers, where.lower()))

    def _group(self, hit: Hit, named: Named) -> None:
        """Take many people: "Turkish soldiers", "protesters", "residents of Kharkiv"."""
        found = phrase(self.parse, self.hits, hit, named.key)
        if self.parse.tokens[found.head].dep in {"attr", "oprd"}:
            return
        if named.key in words().institutions.articled and not (found.definite or found.countries):
            return
        if named.what == "role":
            sectors = role_nouns()[named.key].sector
        elif named.key in group_nouns():
            sectors = group_nouns()[named.key].sectors
        else:
            sectors = words().institutions.sectors.get(named.key, ())
        self._see_group(found, "armed_group" if set(sectors) & ARMED else "group", sectors, named.key)

    def _see_group(self, found: Phrase, kind: ActorKind, sectors: tuple[str, ...], noun: str) -> None:
        same = [m for m in self.cast.members if m.kind == kind and m.noun == found.noun and agrees(m, found)]
        exact = [m for m in same if m.given == _modifiers(found) and m.country == found.country]
        member = self.cast.nearest(exact, found.first)
        again = found.definite or (found.noun in words().institutions.state_bodies and not found.indefinite)
        if member is None and again and not found.modifiers and not found.countries:
            member = self.cast.nearest(same, found.first)
        if member is None and self._is_bare(found) and len({m.country for m in same}) == 1 and same[0].country:
            member = self.cast.nearest(same, found.first)
        if member is None:
            member = self._join(found, kind, sectors)
            member.plural = True
            if self.parse.tokens[found.head].tag not in PLURAL_TAGS:
                member.name = self._name(found, plural=noun)
        self.cast.see(member, Sighting(with_partitive(self.parse, found), found.last, "description"))

    def _is_bare(self, found: Phrase) -> bool:
        """Tell whether a noun has no word that tells or counts ("farmers" behind "Polish farmers" are the same)."""
        told = found.modifiers or found.countries or found.organizations or found.indefinite
        counted = with_partitive(self.parse, found) < found.first
        return not told and not counted and self.parse.child(self.parse.tokens[found.head], "nummod") is None

    def _join(self, found: Phrase, kind: ActorKind, sectors: tuple[str, ...]) -> Member:
        member = Member(
            id=None,
            name=self._name(found, body=kind == "organization"),
            kind=kind,
            noun=found.noun,
            sectors=list(sectors),
        )
        related = not sectors and kind == "group" and found.definite
        member.country = None if related else found.country or organization_country(found)
        member.given = _modifiers(found)
        return self.cast.join(member)

    def _name(self, found: Phrase, *, body: bool = False, plural: str | None = None) -> str:
        """Return the name of a described actor: "South Korea's military" is "South Korean military"."""
        if plural and found.first == found.last - 1:
            return plural
        own = self.hits.proper.get(found.first) if body else None
        last = self.parse.tokens[own.last] if own and own.last < found.last else None
        if own and last and last.text in {"'s", "’s"} and own.named[0].what == "country":
            return f"{_adjective(own.named[0].key)} {text_of(self.parse, own.last + 1, found.last)}"
        name = text_of(self.parse, found.first, found.last)
        return " ".join(word for word in name.split() if not body or word.lower() not in words().phrases.passing)


def _usual(found: Phrase) -> Phrase:
    """Return the phrase with the usual name of its ministry ("ministry of foreign affairs" is the "foreign ministry")."""
    own = " ".join((*found.modifiers, found.noun))
    usual = words().institutions.same.get(own)
    if usual is None:
        return found
    before, _, noun = usual.rpartition(" ")
    return found._replace(noun=noun, modifiers=(before,))


def _listed(cast: Cast, found: Phrase) -> Member | None:
    """Return the body of the table that a state and a noun name ("Russia's foreign ministry")."""
    if found.country not in countries() or found.organizations or len(found.modifiers) > 1:
        return None
    noun = " ".join((*found.modifiers, found.noun))
    for adjective in countries()[str(found.country)].adjectives[:1]:
        for named in proper_names().named(f"{adjective} {noun}"):
            if named.what == "organization" and organizations()[named.key].country == found.country:
                return known(cast, named.key)
    return None


def _adjective(code: str) -> str:
    row = countries()[code]
    return (*row.adjectives, row.name)[0]


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
    """Tell whether the singular of a plural in the table is one body ("hospital"), not a number of people ("crowd")."""
    several = any(each in group_nouns() for each in plurals(noun))
    return several and not set(group_nouns()[noun].sectors) & PEOPLE and bool(group_nouns()[noun].sectors)


@cache
def _is_body(noun: str) -> bool:
    return noun in words().institutions.nouns or noun.rpartition(" ")[2] in words().institutions.nouns
