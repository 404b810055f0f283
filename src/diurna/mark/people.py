"""The persons of one article by surname and given name, and the leaders whom a name or a bare surname may mean."""

from functools import cache

from diurna.mark import offices
from diurna.mark.cast import Cast, Member, Sighting
from diurna.mark.names import Hits
from diurna.mark.person_names import PersonName, given_of, surname_of
from diurna.mark.place_words import PlaceWords
from diurna.mark.spelling import compatible, folded, gender_of, plain, without_article
from diurna.mark.tables import countries, leaders, words
from diurna.parse import Parse
from diurna.records import MentionBy, Role


def day_of(parse: Parse) -> str | None:
    """Return the day of publication (ISO), None where unknown."""
    value = parse.article.published.value
    return value[:10] if value else None


def leader(cast: Cast, key: str) -> Member:
    """Return a person of the leaders' table, new in the cast if not there yet."""
    found = cast.member(key)
    if found is None:
        rows, day = leaders()[key], day_of(cast.parse)
        found = Member(id=key, name=rows[0].name, kind="person", country=_home(key, day))
        found.sectors, found.roles = offices.sectors(rows, day), offices.roles(rows, day)
        parts = tuple(rows[0].name.split())
        found.surname = surname_of(parts, country=rows[-1].country)
        found.given = given_of(parts, country=rows[-1].country)
        found.gender = next((gender for part in found.given if (gender := gender_of(part))), None)
        cast.join(found)
    return found


class People:
    """The persons of one article, by surname."""

    def __init__(self, cast: Cast, hits: Hits, places: PlaceWords) -> None:
        self.cast, self.places = cast, places
        self.day = day_of(cast.parse)
        self.by_surname: dict[str, list[Member]] = {}
        self.by_given: dict[str, list[Member]] = {}
        self.states = {
            hit.named[0].key for hit in hits.proper.values() if hit.named[0].what == "country"
        }  # fmt: skip

    def add_full(self, name: PersonName) -> None:
        """Take a name of several words, or one that a table holds."""
        key = self._chosen(tuple(key for key in name.leaders if self._may_be(key, name)), name)
        by: MentionBy = "name" if key is None or name.form == "name" or len(name.parts) > 1 else "surname"
        if name.form == "alias" and len(name.parts) > 1:
            by = "alias"
        member = self.cast.member(key) if key else self._known(name)
        if member is None and key is None:
            key = self._variant(name)
            by = "spelling" if key else by
            member = self.cast.member(key) if key else None
        if member is None:
            member = self._new(name, key)
        elif member.id and key is None and not self._is_spelled(member, name):
            by = "spelling"
        if by == "name" and key and not self._is_spelled(member, name):
            by = "alias"
        self._see(member, name, by)

    def add_single(self, name: PersonName) -> None:
        """Take a single word: a surname, or a given name, of somebody in the article, else of a leader, else alone."""
        member = self.find(name)
        by: MentionBy = "surname"
        if member is None:
            key = self.leader_by_surname(name)
            bare = key is None and name.first == name.name_first
            token = self.cast.parse.tokens[name.first]
            if bare and (token.tag == "NNPS" or self.places.is_no_name(token)):
                return
            member = (self.cast.member(key) if key else None) or self._new(name, key)
            by = "surname" if key else "name"
        elif plain(name.parts[0]) != plain(member.surname or ""):
            by = "name"
        self._see(member, name, by)

    def find(self, name: PersonName) -> Member | None:
        """Return whom of the article a single word names: the last one mentioned before it, if several have it."""
        word = name.parts[-1]
        found = self.by_surname.get(folded(word)) or self.by_given.get(folded(word)) or []
        found = [member for member in found if not (name.gender and member.gender) or name.gender == member.gender]
        if len(found) > 1 and name.titles:
            found = [member for member in found if set(member.titles) & set(name.titles)] or found
        before = [(s.last, n) for n, m in enumerate(found) for s in m.sightings if s.first < name.first]
        return found[max(before)[1]] if before else (found[0] if found else None)

    def _known(self, name: PersonName) -> Member | None:
        """Return who in the article has the same surname and a given name that may be the same."""
        for member in self.by_surname.get(folded(surname_of(name.parts)), []):
            if not (name.gender and member.gender and name.gender != member.gender) and compatible(
                given_of(name.parts), member.given
            ):
                return member
        for member in self.by_surname.get(folded(name.parts[0]), []):
            same = folded("".join(name.parts)) == folded("".join((member.surname or "", *member.given)))
            if same:
                return member
        return None

    def _chosen(self, keys: tuple[str, ...], name: PersonName) -> str | None:
        """Choose among leaders of one name: in office, of the country named, else the last to enter office."""
        if len(keys) <= 1:
            return keys[0] if keys else None
        ranked = [
            (
                bool(offices.held(leaders()[key], self.day)),
                any(term.country == name.country for term in leaders()[key]),
                max((term.begin or "" for term in offices.begun(leaders()[key], self.day)), default=""),
                key,
            )
            for key in keys
        ]
        return max(ranked)[3]

    def _may_be(self, key: str, name: PersonName) -> bool:
        """Tell whether a full name is that of a leader: a common one only of a minister whose state the article names."""
        rows, surname = leaders()[key], plain(_surname(key))
        if surname not in words().titles.common_surnames and not gender_of(surname):
            return True
        minor = {row.title for row in rows} <= set(words().offices.ministers)
        states = {row.country for row in rows}
        return not minor or name.country in states or bool(states & self.states) or self._context(key, name)

    def _variant(self, name: PersonName) -> str | None:
        """Return the leader whose name this spells: same folded surname, and given name or country and title agree."""
        found = []
        last, first = (leaders_by_surname().get(folded(name.parts[n]), ()) for n in (-1, 0))
        for key in (*last, *(key for key in first if _is_family_first(key))):
            term = leaders()[key][-1]
            parts = tuple(term.name.split())
            surname = surname_of(parts, country=term.country)
            own = (
                name.parts[1:] if folded(name.parts[0]) == folded(surname) and len(name.parts) > 1 else name.parts[:-1]
            )
            given = given_of((*own, surname))
            if not given or not (compatible(given, given_of(parts, country=term.country)) or self._context(key, name)):
                continue
            if term.country in words().titles.family_first and folded("".join(given)) != folded(
                "".join(given_of(parts, country=term.country))
            ):
                continue
            if self._may_be(key, name):
                found.append(key)
        return self._chosen(tuple(dict.fromkeys(found)), name)

    def _context(self, key: str, name: PersonName) -> bool:
        """Tell whether country and title before a name are those of a leader on the day."""
        terms = offices.held(leaders()[key], self.day)
        return any(
            term.country == name.country and offices.is_same(term.title or "", title)
            for term in terms
            for title in name.titles
        )

    def leader_by_surname(self, name: PersonName) -> str | None:
        """Return the leader that a bare surname means: alone with it in office, and the article speaks of the country."""
        known = leaders_by_surname().get(folded(name.parts[-1]), ())
        exact = [key for key in known if without_article(_surname(key)) == without_article(name.parts[-1])] or list(
            known
        )
        keys = [key for key in exact if offices.held(leaders()[key], self.day)]
        if not keys or self._speaks_of(keys) is False:
            keys = [key for key in exact if offices.begun(leaders()[key], self.day)]
        keys = [key for key in keys if self._fits(key, name)]
        governing = [key for key in keys if self._governs(key)]
        if len(governing) != 1 and len([key for key in keys if offices.held(leaders()[key], self.day)]) > 1:
            keys = (
                [] if self.day and not name.titles else keys
            )  # two ministers of one name, and nothing to tell them apart
        return self._chosen(tuple(governing if len(governing) == 1 else keys), name)

    def _governs(self, key: str) -> bool:
        """Tell whether somebody heads a state or government on the day."""
        titles = {term.title for term in offices.held(leaders()[key], self.day)} if self.day else set()
        return bool(titles & {*words().offices.leader_offices, *words().offices.governing})

    def _speaks_of(self, keys: list[str]) -> bool:
        return any(term.country in self.states for key in keys for term in leaders()[key])

    def _fits(self, key: str, name: PersonName) -> bool:
        rows = leaders()[key]
        if name.country and name.country in countries() and all(term.country != name.country for term in rows):
            return False
        if name.titles and not any(offices.is_same(term.title or "", title) for term in rows for title in name.titles):
            return False
        states = {term.country for term in rows}
        if name.titles or name.country or states & self.states:
            return True
        return self._is_well_known(key) if states & set(countries()) else self._is_alone(key)

    def _is_alone(self, key: str) -> bool:
        """Tell whether an uncommon surname is one leader's alone: in the whole table, or in office on the day."""
        surname = plain(_surname(key))
        if surname in words().titles.common_surnames or gender_of(surname):
            return False
        others = [other for other in leaders_by_surname()[folded(surname)] if other != key]
        held = [each for each in (key, *others) if offices.held(leaders()[each], self.day)]
        return not others or held == [key]

    def _is_well_known(self, key: str) -> bool:
        """Tell whether a surname alone names somebody: who governs on the day, with no namesake in office.

        A minister must be the only one of the surname in the whole table.
        """
        surname = plain(_surname(key))
        if surname in words().titles.common_surnames or gender_of(surname):
            return False
        others = [other for other in leaders_by_surname()[folded(surname)] if other != key]
        if not {term.country for term in leaders()[key]} & _in_the_news():
            return False
        titles = {term.title for term in offices.held(leaders()[key], self.day)}
        if titles & {*words().offices.leader_offices, *words().offices.governing}:
            same = [other for other in others if without_article(_surname(other)) == without_article(surname)]
            return not any(offices.held(leaders()[other], self.day) for other in same)
        return not others and bool(titles & {*words().offices.prominent})

    def _is_spelled(self, member: Member, name: PersonName) -> bool:
        """Tell whether a name is one of the spellings of the table (or the actor is in no table)."""
        if member.id is None:
            return True
        own = " ".join(plain(part) for part in name.parts)
        term = leaders()[member.id][0]
        if own.replace("-", " ") in {plain(each).replace("-", " ") for each in (term.name, *term.aliases)}:
            return True
        surname = plain(surname_of(tuple(term.name.split()), country=term.country))
        return plain(name.parts[-1]) == surname and set(own.split()) <= set(plain(term.name).split())

    def _new(self, name: PersonName, key: str | None) -> Member:
        if key:
            member = leader(self.cast, key)
            parts = tuple(member.name.split())
        else:
            parts = name.parts
            member = self.cast.join(Member(id=None, name=" ".join(parts), kind="person", country=name.country))
            member.surname = surname_of(parts, country=name.country)
            member.given = given_of(parts, country=name.country)
        self._index(member, parts)
        return member

    def _index(self, member: Member, parts: tuple[str, ...]) -> None:
        known = self.by_surname.setdefault(folded(member.surname or parts[-1]), [])
        if member not in known:
            known.append(member)
        for part in parts:
            given = self.by_given.setdefault(folded(part), [])
            if folded(part) != folded(member.surname or "") and member not in given and len(parts) > 1:
                given.append(member)

    def _see(self, member: Member, name: PersonName, by: MentionBy) -> None:
        if member.id is None:
            self._learn(member, name)
        member.gender = member.gender or name.gender
        member.titles.extend(title for title in name.titles if title not in member.titles)
        self.cast.see(member, Sighting(name.first, name.last, by))

    def _learn(self, member: Member, name: PersonName) -> None:
        """Take from a mention what no table tells: a fuller name, country, sectors, roles."""
        if len(name.parts) > len(member.name.split()):
            member.name = " ".join(name.parts)
            member.surname, member.given = surname_of(name.parts), given_of(name.parts)
            self._index(member, name.parts)
        member.country = member.country or name.country
        member.add_sectors([offices.FORMER] if name.former and name.titles else name.sectors)
        for title in name.titles:
            if all(role.title != title for role in member.roles):
                member.roles.append(Role(title=title, country=name.country, begin=None, end=None, by="text"))


def _home(key: str, day: str | None) -> str | None:
    """Return the country of a person: that of the office held on the day, else the first that is a state."""
    rows = leaders()[key]
    held = [term.country for term in offices.held(rows, day) if term.country] if day else []
    if held:
        return held[-1]
    found = [term.country for term in reversed(rows) if term.country]
    if day is None and found:
        return found[0]
    return next((country for country in found if country in countries()), found[0] if found else None)


def _is_family_first(key: str) -> bool:
    return any(term.country in words().titles.family_first for term in leaders()[key])


@cache
def _in_the_news() -> frozenset[str]:
    """Return the countries whose foreign ministers, or bodies whose heads, the table lists: those often in the news."""
    titles = set(words().offices.prominent)
    return frozenset(str(term.country) for rows in leaders().values() for term in rows if term.title in titles)


def _surname(key: str) -> str:
    term = leaders()[key][-1]
    return surname_of(tuple(term.name.split()), country=term.country)


@cache
def leaders_by_surname() -> dict[str, tuple[str, ...]]:
    """Return the leaders by folded surname."""
    found: dict[str, tuple[str, ...]] = {}
    for key in leaders():
        fold = folded(_surname(key))
        found[fold] = (*found.get(fold, ()), key)
    return found
