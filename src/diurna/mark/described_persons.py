"""Persons by description: the holder of an office, the one with that title in the article, an apposition, or nobody known."""

from functools import cache
from itertools import product

from diurna.mark import offices
from diurna.mark.cast import Cast, Member, Sighting
from diurna.mark.mentions import references
from diurna.mark.names import Hit, Hits, Named
from diurna.mark.people import day_of, leader
from diurna.mark.phrases import Phrase, phrase, text_of, with_body
from diurna.mark.tables import countries, organizations, role_nouns, words
from diurna.mark.titles import gender_of_noun
from diurna.records import MentionBy, Role, Span

FAR = 9
"""Most words between a description and the name that stands behind it."""

NEAR = 3
"""Words between a description and its apposition in the tree: a comma, a title."""

OPENING = 3
"""Paragraphs, the headline and a dateline among them, in which a report says whom its headline means."""

PHRASE_POS = frozenset({"ADJ", "ADP", "DET", "NOUN", "PART", "PROPN", "PUNCT"})
CLOSING = frozenset({",", ".", "—", "–", "of", "for", "at", "who"})
"""What follows an apposition."""


class DescribedPersons:
    """Finds whom a noun for one person means."""

    def __init__(self, cast: Cast, hits: Hits) -> None:
        self.cast, self.hits, self.parse = cast, hits, cast.parse
        self.day = day_of(cast.parse)

    def take(self, hit: Hit, named: Named) -> None:
        """Take a singular noun for a person as the mention of an actor, unless it only says what somebody is."""
        found = phrase(self.parse, self.hits, hit, named.key)
        token = self.parse.tokens[found.head]
        if named.key in references().nouns.neighbour and found.definite:
            return
        if token.dep in {"attr", "oprd"} or (token.dep == "pobj" and self.parse.head(token).lower == "as"):
            return
        whole = with_body(self.parse, self.hits, found)
        if self._apposed(found, whole):
            return
        by: MentionBy = "role"
        member = self._holder(whole) or self._titled(whole)
        if member is None:
            member, by = self._described(whole), "description"
        self.cast.see(member, Sighting(whole.first, whole.last, by))

    def _apposed(self, found: Phrase, whole: Phrase) -> bool:
        """Give the description to the name that it stands beside: "Lavrov, the foreign minister, …"."""
        member = self._neighbour(found)
        if member is None:
            return False
        country = found.country or organization_country(whole)
        if member.id is None:
            member.country = member.country or country
            member.body = _body(whole)
            former = set(found.modifiers) & _former()
            member.add_sectors([offices.FORMER] if former else list(role_nouns()[found.noun].sector))
            member.roles.append(Role(title=found.noun, country=country, begin=None, end=None, by="text"))
        member.titles.append(found.noun)
        member.gender = member.gender or gender_of_noun(found.noun)
        self.cast.see(member, Sighting(whole.first, whole.last, "description", self._last_span(member)))
        if headlined := self._in_headline(found):
            self.cast.merge(member, headlined)
        return True

    def _in_headline(self, found: Phrase) -> Member | None:
        """Return whom the headline alone describes by the same noun ("Teacher jailed", "Ugo Bellini, a teacher, …").

        The description stands in the opening, and the headline names nobody.
        """
        sentence = self.parse.sentence_of(self.parse.tokens[found.head])
        titled = [member for member in self.cast.members if member.kind == "person" and self._is_titled(member)]
        if sentence.role == "title" or sentence.paragraph > OPENING or len(titled) != 1:
            return None
        member = titled[0]
        return member if member.noun == found.noun and agrees(member, found) and len(member.sightings) == 1 else None

    def _is_titled(self, member: Member) -> bool:
        """Tell whether the headline mentions a person."""
        return any(self.parse.sentence_of(self.parse.tokens[each.first]).role == "title" for each in member.sightings)

    def _neighbour(self, found: Phrase) -> Member | None:
        """Return the person whose name stands beside the description."""
        return self._named_behind(found) or self._apposed_in_tree(found) or self._named_before(found)

    def _apposed_in_tree(self, found: Phrase) -> Member | None:
        token = self.parse.tokens[found.head]
        near = [child for child in self.parse.children(token, "appos") if child.index - found.last <= NEAR]
        for other in [self.parse.head(token), *near] if token.dep == "appos" else near:
            held = self.cast.over(other)
            if held and held[1].kind == "person":
                return held[1]
        return None

    def _named_before(self, found: Phrase) -> Member | None:
        """Return the person named before a comma and the description: "Ugo Bellini, the mayor, …"."""
        tokens, before = self.parse.tokens, found.first - 1
        while before > 0 and tokens[before].pos == "DET":
            before -= 1
        head = tokens[found.head]
        if before <= 0 or tokens[before].text != "," or tokens[before].sentence != head.sentence:
            return None
        held = self.cast.over(tokens[before - 1])
        closed = found.last >= len(tokens) or tokens[found.last].lower in CLOSING
        if before == found.first - 1 and head.pos == "PROPN" and closed and tokens[found.last].text[0].isalpha():
            return None  # the next of a list of names with titles
        if held is None or held[1].kind != "person" or head.dep in {"nsubj", "conj", "nsubjpass"}:
            return None
        return held[1] if closed else None

    def _named_behind(self, found: Phrase) -> Member | None:
        """Return the person named behind the description: "the president of the region, Ugo Bellini, …"."""
        tokens = self.parse.tokens
        for index in range(found.last, min(found.last + FAR, len(tokens))):
            held = self.cast.over(tokens[index])
            if held and held[1].kind == "person" and not held[1].noun:
                return held[1] if self._is_apposed(found, index, held[0]) else None
            if tokens[index].pos not in PHRASE_POS or tokens[index].sentence != tokens[found.head].sentence:
                return None
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            if tokens[index].text == "," and index > found.last and following and not self.cast.over(following):
                return None
        return None

    def _is_apposed(self, found: Phrase, index: int, name: Sighting) -> bool:
        tokens = self.parse.tokens
        if self._has_title(name) or not (tokens[index].entity == "PERSON" or name.last - name.first > 1):
            return False
        closed = name.last >= len(tokens) or tokens[name.last].text in CLOSING
        if index == found.last + 1 and tokens[index - 1].text == ",":
            return closed
        behind = index > found.last + 1 and tokens[found.last].lower in words().phrases.attached
        return behind and (tokens[index - 1].text in {",", ")"} or not closed)

    def _has_title(self, sighting: Sighting) -> bool:
        return any(
            any(each.what == "role" for each in self.hits.nouns[index].named)
            for index in range(sighting.first, sighting.last)
            if index in self.hits.nouns
        )

    def _holder(self, found: Phrase) -> Member | None:
        """Return who held the office that is described, on the day of the report."""
        if (
            found.indefinite
            or set(found.modifiers) & _former()
            or not self._is_singled_out(found)
            or self._is_said(found, words().offices.coming)
        ):
            return None
        if (key := self._head(found)) is not None:
            return leader(self.cast, key)
        for title, country in product(self._titles(found), self._possible_countries(found)):
            keys = offices.holders(title, country, self.day)
            if self._is_said(found, words().offices.outgoing):
                keys = keys[-1:]
            known = [key for key in keys if self.cast.member(key)]
            if known or len(keys) == 1 or (keys and self.day):
                return leader(self.cast, (known or list(keys))[0])
        return None

    def _is_said(self, found: Phrase, listed: tuple[str, ...]) -> bool:
        """Tell whether a word of the phrase, or the one before it, is listed ("the next secretary-general")."""
        return any(token.lower in listed for token in self.parse.tokens[max(0, found.first - 1) : found.head])

    def _head(self, found: Phrase) -> str | None:
        """Return who heads a body of the world ("the IMF managing director", "the pope") or was elected to an office."""
        elect = words().offices.elect
        if found.noun.endswith(elect) and found.country:
            return offices.elected(found.noun.removesuffix(elect), found.country, self.day)
        if found.countries or not (found.organizations or found.noun in words().offices.sole):
            return None
        for title in self._titles(found):
            keys = offices.heads(title, self.day)
            if keys and (self.day or len(keys) == 1):
                return keys[0]
        return None

    def _titles(self, found: Phrase) -> list[str]:
        """Return the titles that a description may mean: those of the body that it names before the state's."""
        if not found.organizations:
            return [found.noun]
        rows = [organizations()[key] for key in found.organizations]
        names = [name.lower() for row in rows for name in (row.name, *row.aliases)]
        whole = " ".join((*found.modifiers, found.noun))
        noun = " ".join((*(word for word in found.modifiers if word not in words().offices.plain), found.noun))
        own = [f"{name} {form}" for form in offices.headings(noun) for name in names]
        return [*own, *(title for title in (whole, noun) if title not in words().offices.common)]

    def _is_singled_out(self, found: Phrase) -> bool:
        return found.definite or bool(found.countries) or bool(found.organizations) or not found.modifiers

    def _possible_countries(self, found: Phrase) -> list[str]:
        if found.countries:
            return list(found.countries) if len(found.countries) == 1 else []
        if found.organizations:
            return [c for key in found.organizations if (c := organizations()[key].country)]
        return []

    def _titled(self, found: Phrase) -> Member | None:
        """Return the person of the article who has this title ("the president"); of a body, who was described as its own."""
        if found.indefinite or set(found.modifiers) & _former() or self._is_told_apart(found):
            return None
        fitting = [
            member
            for member in self.cast.members
            if member.kind == "person"
            and (not found.organizations or member.body == _body(found))
            and (found.country is None or member.country == found.country)
            and not (found.modifiers and member.noun)
            and any(
                offices.is_same(title, found.noun) for title in (*member.titles, *(role.title for role in member.roles))
            )
        ]
        return self.cast.nearest(fitting, found.first)

    def _is_told_apart(self, found: Phrase) -> bool:
        """Tell whether a clause right behind the noun says which one is meant ("the driver to beat")."""
        clauses = self.parse.children(self.parse.tokens[found.head], "acl", "relcl")
        comma = found.last < len(self.parse.tokens) and self.parse.tokens[found.last].text == ","
        return bool(clauses) and not comma

    def _described(self, found: Phrase) -> Member:
        body = _body(found)
        same = [
            m
            for m in self.cast.members
            if m.kind == "person" and m.noun == found.noun and agrees(m, found) and (body is None or m.body == body)
        ]
        member = self._in_headline(found) if found.indefinite else self.cast.nearest(same, found.first)
        if member is None:
            name = text_of(self.parse, found.first, found.last)
            member = self.cast.join(Member(id=None, name=name, kind="person", noun=found.noun))
            member.country, member.body = found.country or organization_country(found), body
            former = set(found.modifiers) & _former()
            member.sectors = [offices.FORMER] if former else list(role_nouns()[found.noun].sector)
            member.gender = gender_of_noun(found.noun)
        return member

    def _last_span(self, member: Member) -> Span | None:
        return self.cast.span(member.sightings[-1]) if member.sightings else None


def agrees(member: Member, found: Phrase) -> bool:
    """Tell whether an actor may be of the country that a phrase names."""
    return found.country is None or member.country in {None, found.country}


def organization_country(found: Phrase) -> str | None:
    """Return the state of the organisation that a phrase names."""
    for key in found.organizations:
        country = organizations()[key].country
        if country in countries():
            return country
    return None


def _body(found: Phrase) -> str | None:
    return found.organizations[0] if found.organizations else None


@cache
def _former() -> frozenset[str]:
    return frozenset(words().titles.former)
