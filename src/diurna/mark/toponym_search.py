"""The search for toponyms in one article: in our tables first, then the parser's entities, then other capitalised words.

The longest match at a place wins.  Names of persons and of streets are passed over.
"""

from collections.abc import Iterator

from diurna.mark.gazetteer import Gazetteer, Listed, Term, fold
from diurna.mark.place_rules import not_places, other_name_end, place_rules
from diurna.mark.toponyms import (
    NAME_LABELS,
    PLACE_LABELS,
    Entity,
    Toponym,
    capitals_agree,
    entities,
    holds,
    link_containers,
    person_tokens,
    surnames,
)
from diurna.parse import Parse
from diurna.parse.layout import Token
from diurna.records import Actor, Problem, Span

SHORT = 4
"""Longest word of capitals that is rather an acronym than a shouted name."""
WELL_KNOWN = 100_000
"""People of a city that is recognised without the parser's help; five times as many for an alternate name."""
BEHIND_PREPOSITION = 5_000
"""The same behind a preposition of place."""
LOCAL = 15_000
"""The same where the article names the country."""
ENGLISH_SPEAKING = frozenset({"AUS", "CAN", "GBR", "IRL", "NZL", "USA"})
"""Countries whose towns are often called like persons."""
NAMED_COUNTRY = 500
"""The same behind such a preposition where the article names the country: every town of the gazetteer."""
LONGEST_CITY = 4
"""Longest name, in words, of a city that is looked for outside of entities."""
AROUND = frozenset({"the", "'s", "’s", "'", "’", ",", "-", "–", "—", ".", "--"})
"""What an entity may hold around a name."""


def toponyms(parse: Parse, actors: tuple[Actor, ...], gazetteer: Gazetteer) -> tuple[list[Toponym], list[Problem]]:
    """Return the toponyms of an article in text order, and the place entities that no list knows."""
    return Search(parse, actors, gazetteer).found()


class Search:
    """One article's search."""

    def __init__(self, parse: Parse, actors: tuple[Actor, ...], gazetteer: Gazetteer) -> None:
        self.parse = parse
        self.tokens = parse.tokens
        self.gazetteer = gazetteer
        self.words = place_rules().words
        self.entities = list(entities(parse.tokens))
        self.entity_of = {index: entity for entity in self.entities for index in range(entity.first, entity.last)}
        self.persons = person_tokens(parse, actors)
        self.surnames = surnames(self.tokens, self.entities)
        self.toponyms: list[Toponym] = []
        self.taken: set[int] = set()
        self.problems: list[Problem] = []
        self.countries: set[str | None] = set()

    def found(self) -> tuple[list[Toponym], list[Problem]]:
        """Search; return toponyms in text order and problems."""
        self._find_terms()
        self._find_entities()
        self._find_cities()
        self.toponyms.sort(key=lambda toponym: toponym.span)
        link_containers(self.parse, self.toponyms, self.gazetteer)
        return self.toponyms, self.problems

    # --- names of our tables ---

    def _find_terms(self) -> None:
        starts = self.gazetteer.starts
        index = 0
        while index < len(self.tokens):
            words = starts.get(fold(self.tokens[index].text).split(" ", 1)[0], 0)
            other = other_name_end(self.tokens, index)
            found = self._longest_term(index, words) if words and other is None else None
            if found is not None:
                self._add(found)
            if other is not None:
                self.taken.update(range(index, other))
            index = found.last if found is not None else other or index + 1

    def _longest_term(self, first: int, words: int) -> Toponym | None:
        sentence = self.parse.sentence_of(self.tokens[first])
        for last in range(min(sentence.last, first + 2 * words), first, -1):
            text = self._text(first, last)
            terms = self.gazetteer.terms.get(fold(text)) if self._ends_well(first, last) else ()
            fitting = [term for term in terms if self._fits(term, text, first, last)]
            if fitting:
                return self._term_toponym(fitting, first, last)
        return None

    def _term_toponym(self, terms: list[Term], first: int, last: int) -> Toponym | None:
        naming = tuple(term for term in terms if term.form in {"name", "alias"})
        wording = tuple(term for term in terms if term.form in {"adjective", "demonym"})
        if wording and (not naming or self.tokens[last - 1].tag in {"JJ", "NNPS"}):
            if self._is_language(first, last):
                return None
            return self._toponym(first, last, form=wording[0].form, terms=wording)
        if self._names_person(first, last) or self._is_titled(first, last):
            return None
        if self._before_street(last) or self._is_company(naming[0], first, last):
            return None
        return self._toponym(first, last, terms=naming)

    def _fits(self, term: Term, text: str, first: int, last: int) -> bool:
        """Tell whether the spelling agrees: an acronym in capitals, a short state name only behind a comma."""
        letters = "".join(letter for letter in term.surface if letter.isalpha())
        shouted = text.isupper() and len(text) <= SHORT and not self._labelled(first, last)
        if letters.isupper() and not text.replace(".", "").isupper():
            return False
        if not letters.isupper() and (shouted or not capitals_agree(term.surface, text)):
            return False
        if term.form != "alias" or term.place.precision != "admin1":
            return True
        if len(letters) <= 2 and "." not in term.surface:
            return self._behind_comma(first)
        return not term.surface.endswith(".") or self._behind_comma(first) or self._labelled(first, last)

    def _behind_comma(self, first: int) -> bool:
        if first < 2 or self.tokens[first - 1].text not in {",", "("}:
            return False
        before = self.tokens[first - 2].text
        return before[0].isupper() or before == ")"

    def _names_person(self, first: int, last: int) -> bool:
        """Tell whether the words are part of a person's name."""
        if any(index in self.persons for index in range(first, last)):
            longer = first - 1 in self.persons or last in self.persons
            return longer or last - first == 1
        entity = self.entity_of.get(first)
        key = fold(self._text(first, last))
        if key in self.surnames and (entity is None or entity.label not in PLACE_LABELS):
            return True
        if entity is None or entity.label != "PERSON":
            return False
        return (entity.first, entity.last) != (first, last) or key in self.words.also_persons

    def _is_titled(self, first: int, last: int) -> bool:
        """Tell whether a single word follows a title ("coach Jordan")."""
        return last - first == 1 and first > 0 and self.tokens[first - 1].lower in self.words.titles

    def _is_company(self, term: Term, first: int, last: int) -> bool:
        """Tell whether a region's name stands alone as that of an organisation ("Amazon")."""
        entity = self.entity_of.get(first)
        if entity is None or entity.label != "ORG" or (entity.first, entity.last) != (first, last):
            return False
        return term.place.precision in {"region", "sea"} and term.place.kind != "world_region"

    def _is_language(self, first: int, last: int) -> bool:
        """Tell whether an adjective stands alone for a language ("in English", "speaks Arabic")."""
        token = self.tokens[last - 1]
        if token.entity == "LANGUAGE":
            return True
        if last - first > 1 or token.lower.endswith("s") or token.dep not in {"dobj", "pobj"}:
            return False
        return token.tag in {"NN", "NNP"} and self.parse.child(token, "det") is None

    # --- the parser's place entities ---

    def _find_entities(self) -> None:
        for entity in self.entities:
            if entity.label in PLACE_LABELS and not self._all_taken(entity.first, entity.last):
                self._find_entity(entity)

    def _find_entity(self, entity: Entity) -> None:
        first, last = self._bare(entity)
        text = self._text(first, last) if first < last else ""
        whole = fold(self._text(entity.first, entity.last))
        if not any(letter.isupper() for letter in text) or {fold(text), whole} & not_places():
            return
        if any(index in self.taken for index in range(first, last)):
            self._grow(first, last)
            return
        found = self._city(first, last) or self._city_within(first, last)
        if found is not None:
            self._add(found)
        elif sum(map(str.isalpha, text)) >= SHORT and not any(index in self.persons for index in range(first, last)):
            self.taken.update(range(first, last))
            self._report(first, last)

    def _report(self, first: int, last: int) -> None:
        """Report a name that no list knows, where it stands first."""
        span = self._span(first, last)
        message = f"no list knows the place {span.of(self.parse.text)!r}"
        if message not in {problem.message for problem in self.problems}:
            self.problems.append(Problem(stage="mark", code="place-unknown", span=span, message=message))

    def _bare(self, entity: Entity) -> tuple[int, int]:
        """Return the entity without articles, directions and marks, unless the whole is a city's own name."""
        first, last = entity.first, entity.last
        while last > first and self.tokens[last - 1].text in AROUND:
            last -= 1
        while first < last and self.tokens[first].lower in self.words.modifiers:
            known = self.gazetteer.cities(self._text(first, last))
            if known and not known[0][1] and first + 1 not in self.taken:
                break
            first += 1
        return first, last

    def _grow(self, first: int, last: int) -> None:
        """Take the whole entity where it holds a name of our tables and is itself a longer city's ("Panama City")."""
        inside = [toponym for toponym in self.toponyms if first <= toponym.first and toponym.last <= last]
        longer = self._city(first, last)
        if longer is not None and len(inside) == 1 and inside[0].last - inside[0].first < last - first:
            self.toponyms.remove(inside[0])
            self.taken.difference_update(range(inside[0].first, inside[0].last))
            self._add(longer)

    def _city_within(self, first: int, last: int) -> Toponym | None:
        """Return the known name left when a kind of place is taken off ("Idlib city", "city of Sirte")."""
        heads = place_rules().heads
        kinds = {*heads.admin1, *heads.admin2, *heads.city}
        if last - first > 1 and self.tokens[last - 1].lower in kinds:
            return self._city(first, last - 1)
        if last - first > 2 and self.tokens[first].lower in kinds and self.tokens[first + 1].lower == "of":
            return self._city(first + 2, last)
        return None

    # --- capitalised words outside of entities ---

    def _find_cities(self) -> None:
        known = {fold(toponym.name).removesuffix(" county") for toponym in self.toponyms if not toponym.embedded}
        self.countries = {term.place.country for toponym in self.toponyms for term in toponym.terms}
        for first, last in self._runs(known):
            index = first
            while index < last:
                found = self._known_city(index, min(last, index + LONGEST_CITY), known)
                if found is not None:
                    self._add(found)
                index = max(found.last, index + 1) if found is not None else index + 1

    def _runs(self, known: set[str]) -> Iterator[tuple[int, int]]:
        """Yield stretches of proper nouns of one sentence that are neither taken nor part of a person's name."""
        start: int | None = None
        for token in self.tokens:
            free = self._may_name(token, known)
            if start is not None and (not free or token.sentence != self.tokens[start].sentence):
                yield start, token.index
                start = None
            if free and start is None:
                start = token.index
        if start is not None:
            yield start, len(self.tokens)

    def _may_name(self, token: Token, known: set[str]) -> bool:
        if token.index in self.taken or not token.text[0].isupper():
            return False
        entity = self.entity_of.get(token.index)
        if entity is not None and (token.index in self.persons or entity.label == "PERSON"):
            text = self._text(entity.first, entity.last)
            if self._is_located(entity, text):
                return True
            if token.index in self.persons and entity.last - entity.first == 1:
                return False
            return fold(text) in known or self._is_local(self.gazetteer.cities(text), fold(text))
        if token.index in self.persons:
            return False
        return token.pos == "PROPN" and token.entity not in {"WORK_OF_ART", "DATE", "LAW", "LANGUAGE"}

    def _is_located(self, entity: Entity, text: str) -> bool:
        """Tell whether a preposition of place stands before what the parser took for a person and a city is called so."""
        before = self.tokens[entity.first - 1].lower if entity.first else ""
        if before not in self.words.locative or fold(text) in self.surnames:
            return False
        return any(city.population >= BEHIND_PREPOSITION and not other for city, other in self.gazetteer.cities(text))

    def _known_city(self, first: int, limit: int, known: set[str]) -> Toponym | None:
        for last in range(limit, first, -1):
            found = self._city(first, last)
            if found is not None and self._is_known(found, known):
                return found
        return None

    def _is_known(self, toponym: Toponym, known: set[str]) -> bool:
        key = fold(toponym.name)
        if key in not_places() or key in self.surnames or len(key) < 3:
            return False
        if key in known or self._before_container(toponym) or self._opens_dateline(toponym):
            return True
        before = self.tokens[toponym.first - 1].lower if toponym.first else ""
        least = NAMED_COUNTRY if before in self.words.locative else LOCAL
        if self._is_local(toponym.cities, key, least=least):
            return True
        if toponym.name.isupper() and len(toponym.name) <= SHORT:
            return False
        least = BEHIND_PREPOSITION if before in self.words.locative else WELL_KNOWN
        people = max(city.population if not alternate else city.population // 5 for city, alternate in toponym.cities)
        return people >= least and key not in self.words.also_persons

    def _is_local(self, cities: tuple[tuple[Listed, bool], ...], key: str, *, least: int = LOCAL) -> bool:
        """Tell whether a town of that name lies in a country that the article names and where towns have no English names."""
        if key in self.words.also_persons:
            return False
        return any(
            city.population >= least and city.country in self.countries and city.country not in ENGLISH_SPEAKING
            for city, _ in cities
        )

    def _before_container(self, toponym: Toponym) -> bool:
        """Tell whether a comma and the name of a country or division that holds such a city follow."""
        behind = next((other for other in self.toponyms if other.first == toponym.last + 1), None)
        if behind is None or self.tokens[toponym.last].text not in {",", "("}:
            return False
        return any(holds(term.place, city) for term in behind.terms for city, _ in toponym.cities)

    def _opens_dateline(self, toponym: Toponym) -> bool:
        """Tell whether a name in capitals opens a sentence and a dash or bracket follows ("ARRAS (XY) -")."""
        behind = self.tokens[toponym.last] if toponym.last < len(self.tokens) else None
        opens = self.parse.sentence_of(self.tokens[toponym.first]).first == toponym.first
        return opens and behind is not None and behind.text in {"(", "-", "–", "—", "--"} and toponym.name.isupper()

    # --- all ---

    def _toponym(self, first: int, last: int, *, form: str = "name", terms: tuple[Term, ...] = ()) -> Toponym:
        text = self._text(first, last)
        return Toponym(self._span(first, last), first, last, text, form, terms=terms)

    def _city(self, first: int, last: int) -> Toponym | None:
        if self._before_street(last) or not self._ends_well(first, last):
            return None
        cities = self.gazetteer.cities(self._text(first, last))
        if not cities:
            return None
        found = self._toponym(first, last)
        found.cities = cities
        found.terms = tuple(term for term in self.gazetteer.terms.get(fold(found.name)) if term.form == "name")
        return found

    def _add(self, toponym: Toponym) -> None:
        toponym.whole = self._longer_name(toponym)
        if toponym.form == "name":
            self._read_heads(toponym)
        self.toponyms.append(toponym)
        self.taken.update(range(toponym.first, toponym.last))

    def _longer_name(self, toponym: Toponym) -> Entity | None:
        entity = self.entity_of.get(toponym.first)
        if entity is None or entity.label not in NAME_LABELS:
            return None
        around = [*range(entity.first, toponym.first), *range(toponym.last, entity.last)]
        return None if all(self.tokens[index].lower in AROUND for index in around) else entity

    def _read_heads(self, toponym: Toponym) -> None:
        """Note the kind that a word beside the name announces, and take the word in where it is part of the name."""
        heads = place_rules().heads
        behind = self.tokens[toponym.last] if toponym.last < len(self.tokens) else None
        ahead = [token.lower for token in self.tokens[max(0, toponym.first - 2) : toponym.first]]
        for kind, nouns in (("admin1", heads.admin1), ("admin2", heads.admin2), ("city", heads.city)):
            if behind is not None and behind.lower in nouns:
                toponym.kind = kind
                if behind.text[0].isupper():
                    self._take_head(toponym, behind)
            elif len(ahead) == 2 and ahead[1] == "of" and ahead[0] in nouns:
                toponym.kind = kind

    def _take_head(self, toponym: Toponym, head: Token) -> None:
        """Take "County" or "City" into the name; "State" only where no longer name goes on ("Kano State University")."""
        whole = self._text(toponym.first, head.index + 1)
        cities = self.gazetteer.cities(whole) if toponym.kind in {"admin2", "city"} else ()
        behind = self.tokens[head.index + 1] if head.index + 1 < len(self.tokens) else None
        goes_on = behind is not None and behind.pos == "PROPN" and behind.sentence == head.sentence
        if not cities and (goes_on or toponym.embedded):
            return
        if cities:
            toponym.name, toponym.cities, toponym.terms = whole, cities, ()
        toponym.last = head.index + 1
        toponym.span = self._span(toponym.first, toponym.last)

    def _before_street(self, last: int) -> bool:
        """Tell whether the name goes on as that of a street ("Abbey Road")."""
        behind = self.tokens[last] if last < len(self.tokens) else None
        return behind is not None and behind.text[0].isupper() and behind.lower.rstrip(".") in self.words.streets

    def _ends_well(self, first: int, last: int) -> bool:
        """Tell whether a stretch starts and ends with a word."""
        return self.tokens[first].text[0].isalnum() and any(letter.isalnum() for letter in self.tokens[last - 1].text)

    def _all_taken(self, first: int, last: int) -> bool:
        return all(index in self.taken for index in range(first, last))

    def _labelled(self, first: int, last: int) -> bool:
        return all(self.tokens[index].entity in PLACE_LABELS for index in range(first, last))

    def _text(self, first: int, last: int) -> str:
        return self.parse.text[self.tokens[first].start : self.tokens[last - 1].end]

    def _span(self, first: int, last: int) -> Span:
        return Span(self.tokens[first].start, self.tokens[last - 1].end)
