"""Toponyms: the words of an article that may name a place, before it is decided which place.

They come from our tables (countries, divisions, regions, with their adjectives and demonyms), from the parser's
entities, and from the gazetteer of cities for capitalised words outside both.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

import msgspec

from diurna.mark.gazetteer import Gazetteer, Listed, Term, fold
from diurna.mark.place_rules import place_rules
from diurna.parse import Parse
from diurna.parse.layout import Token
from diurna.records import Actor, Problem, Span

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
NAME_LABELS = frozenset({"PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "EVENT", "LAW"})
"""Entities inside which a place name belongs to a longer name."""
SHORT = 4
"""Longest word of capitals that is rather an acronym than a shouted name."""
WELL_KNOWN = 100_000
"""People of a city that is recognised without the parser's help; half a million where the name is an alternate one."""
BEHIND_PREPOSITION = 5_000
"""The same behind a preposition of place."""


class Toponym(msgspec.Struct):
    """Words that may name a place: tokens `first` to `last` (half-open), `name` as it is looked up.

    `kind` is the precision that a word beside the name announces; `embedded` tells that it is part of a longer name;
    `inside` is the toponym that contains it by words ("Aleppo, Syria"); `place` is what it was resolved to.
    """

    span: Span
    first: int
    last: int
    name: str
    form: str
    terms: tuple[Term, ...] = ()
    cities: tuple[tuple[Listed, bool], ...] = ()
    kind: str | None = None
    embedded: bool = False
    inside: "Toponym | None" = None
    contents: list[Listed] = []
    place: Listed | None = None


class Entity(msgspec.Struct, frozen=True):
    """A stretch of tokens that the parser gave one label."""

    label: str
    first: int
    last: int


def toponyms(parse: Parse, actors: tuple[Actor, ...], gazetteer: Gazetteer) -> tuple[list[Toponym], list[Problem]]:
    """Return the toponyms of an article in text order, and place entities that no list knows."""
    return _Finder(parse, actors, gazetteer).found()


class _Finder:
    """One article's search; the longest match at a place wins."""

    def __init__(self, parse: Parse, actors: tuple[Actor, ...], gazetteer: Gazetteer) -> None:
        self.parse = parse
        self.tokens = parse.tokens
        self.gazetteer = gazetteer
        self.words = place_rules().words
        self.entities = list(_entities(parse.tokens))
        self.entity_of = {index: entity for entity in self.entities for index in range(entity.first, entity.last)}
        self.persons = frozenset(_person_tokens(parse, actors))
        self.surnames = _surnames(self.tokens, self.entities)
        self.toponyms: list[Toponym] = []
        self.taken: set[int] = set()
        self.problems: list[Problem] = []

    def found(self) -> tuple[list[Toponym], list[Problem]]:
        self._terms()
        self._entity_names()
        self._other_names()
        self.toponyms.sort(key=lambda toponym: toponym.span)
        _mark_containment(self.parse, self.toponyms, self.gazetteer)
        return self.toponyms, self.problems

    # --- names of our tables ---

    def _terms(self) -> None:
        starts = _first_words(self.gazetteer)
        index = 0
        while index < len(self.tokens):
            longest = starts.get(_first_word(self.tokens[index].text), 0)
            found = self._longest_term(index, longest) if longest else None
            if found is not None:
                self._add(found)
                index = found.last
            else:
                index += 1

    def _longest_term(self, first: int, words: int) -> Toponym | None:
        sentence = self.parse.sentence_of(self.tokens[first])
        for last in range(min(sentence.last, first + 2 * words), first, -1):
            text = self._text(first, last)
            terms = self.gazetteer.terms.get(fold(text))
            if not terms or self._before_street(last):
                continue
            fitting = tuple(term for term in terms if self._fits(term, text, first, last))
            if fitting and self._stands_free(fitting[0], first, last):
                form = "name" if any(term.form in {"name", "alias"} for term in fitting) else fitting[0].form
                if form == "name" and self.tokens[last - 1].tag in {"JJ", "NNPS"}:
                    form = next((term.form for term in fitting if term.form in {"adjective", "demonym"}), form)
                kept = tuple(term for term in fitting if (term.form in {"adjective", "demonym"}) != (form == "name"))
                return Toponym(self._span(first, last), first, last, text, form, terms=kept or fitting)
        return None

    def _fits(self, term: Term, text: str, first: int, last: int) -> bool:
        """Tell whether the spelling agrees: an acronym in capitals, a short state name only behind a comma."""
        letters = [letter for letter in term.surface if letter.isalpha()]
        if all(letter.isupper() for letter in letters):
            if not text.replace(".", "").isupper():
                return False
        elif (text.isupper() and len(text) <= SHORT and not self._labelled(first, last, PLACE_LABELS)) or (
            term.surface[0].isupper() and not text[0].isupper()
        ):
            return False
        short = term.form == "alias" and term.place.precision == "admin1" and (
            len(letters) <= 2 or (term.surface.endswith(".") and self.tokens[last - 1].text.endswith("."))
            or term.surface.endswith(".")
        )  # fmt: skip
        return not short or self._behind_comma(first)

    def _behind_comma(self, first: int) -> bool:
        if first < 2 or self.tokens[first - 1].text not in {",", "("}:
            return False
        before = self.tokens[first - 2].text
        return before[0].isupper() or before == ")"

    def _stands_free(self, term: Term, first: int, last: int) -> bool:
        """Tell whether the words are no part of a person's name."""
        if term.form in {"adjective", "demonym"}:
            return not self._is_language(first, last)
        if any(index in self.persons for index in range(first, last)):
            return False
        entity = self.entity_of.get(first)
        key = fold(self._text(first, last))
        if key in self.surnames and (entity is None or entity.label not in PLACE_LABELS):
            return False
        if entity is None or entity.label != "PERSON":
            return True
        return (entity.first, entity.last) == (first, last) and key not in self.words.also_persons

    def _is_language(self, first: int, last: int) -> bool:
        """Tell whether an adjective stands alone for a language ("in English", "speaks Arabic")."""
        token = self.tokens[last - 1]
        if token.entity == "LANGUAGE":
            return True
        if (
            last - first > 1
            or token.lower.endswith("s")
            or token.dep in {"amod", "compound", "nmod", "poss", "npadvmod"}
        ):
            return False
        return token.tag in {"NN", "NNP"} and token.dep in {"dobj", "pobj"} and self.parse.child(token, "det") is None

    # --- the parser's place entities ---

    def _entity_names(self) -> None:
        for entity in self.entities:
            if entity.label not in PLACE_LABELS or all(index in self.taken for index in self._range(entity)):
                continue
            first, last = self._bare(entity)
            if first >= last or fold(self._text(first, last)) in self.words.not_places:
                continue
            if any(index in self.taken for index in range(first, last)):
                self._grow(entity, first, last)
                continue
            found = self._city(first, last) or self._city_within(first, last)
            if found is not None:
                self._add(found)
            elif not any(index in self.persons for index in range(first, last)):
                self._unknown(first, last)

    def _range(self, entity: Entity) -> range:
        return range(entity.first, entity.last)

    def _bare(self, entity: Entity) -> tuple[int, int]:
        """Return the entity without articles, directions and genitive marks, unless the whole is a known name."""
        first, last = entity.first, entity.last
        while last > first and self.tokens[last - 1].text in {"'s", "’s", "'", "’", ",", "-", "–", "."}:
            last -= 1
        while first < last and self.tokens[first].lower in self.words.modifiers:
            known = self.gazetteer.cities(self._text(first, last))
            if known and not known[0][1] and first + 1 not in self.taken:
                break
            first += 1
        return first, last

    def _grow(self, entity: Entity, first: int, last: int) -> None:
        """Take the whole entity where it holds a table name and a longer city name is known ("Panama City")."""
        inside = [toponym for toponym in self.toponyms if first <= toponym.first and toponym.last <= last]
        longer = self._city(first, last)
        if longer is not None and len(inside) == 1 and inside[0].last - inside[0].first < last - first:
            self._remove(inside[0])
            self._add(longer)
        elif inside and entity.label != "GPE":
            for toponym in inside:
                toponym.embedded = toponym.embedded or entity.label == "FAC"

    def _before_street(self, last: int) -> bool:
        """Tell whether the name goes on as that of a street ("Hertford Road")."""
        behind = self.tokens[last] if last < len(self.tokens) else None
        return behind is not None and behind.text[0].isupper() and behind.lower.rstrip(".") in self.words.streets

    def _city(self, first: int, last: int) -> Toponym | None:
        text = self._text(first, last)
        if self._before_street(last):
            return None
        cities = self.gazetteer.cities(text)
        if not cities:
            return None
        return Toponym(self._span(first, last), first, last, text, "name", cities=cities)

    def _city_within(self, first: int, last: int) -> Toponym | None:
        """Return the known name left when a kind of place is taken off ("Idlib city", "Sirte town")."""
        heads = place_rules().heads
        kinds = {*heads.admin1, *heads.admin2, *heads.city}
        if last - first > 1 and self.tokens[last - 1].lower in kinds:
            return self._city(first, last - 1)
        if last - first > 2 and self.tokens[first].lower in kinds and self.tokens[first + 1].lower == "of":
            return self._city(first + 2, last)
        return None

    def _unknown(self, first: int, last: int) -> None:
        span = self._span(first, last)
        message = f"no list knows the place {span.of(self.parse.text)!r}"
        self.problems.append(Problem(stage="mark", code="place-unknown", span=span, message=message))

    # --- capitalised words outside of entities ---

    def _other_names(self) -> None:
        known = {fold(toponym.name) for toponym in self.toponyms}
        for first, last in self._runs():
            index = first
            while index < last:
                found = self._known_city(index, min(last, index + 4), known)
                if found is not None:
                    self._add(found)
                    index = found.last
                else:
                    index += 1

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Yield stretches of proper nouns that are neither taken nor part of a person's name."""
        start: int | None = None
        for token in [*self.tokens, None]:
            free = token is not None and self._may_name(token)
            broken = token is None or (start is not None and token.sentence != self.tokens[start].sentence)
            if start is not None and (not free or broken):
                yield start, token.index if token is not None else len(self.tokens)
                start = None
            if free and start is None and token is not None:
                start = token.index

    def _may_name(self, token: Token) -> bool:
        if token.index in self.taken or token.index in self.persons or not token.text[0].isupper():
            return False
        return token.pos == "PROPN" and token.entity not in {"PERSON", "WORK_OF_ART", "DATE", "LAW", "LANGUAGE"}

    def _known_city(self, first: int, limit: int, known: set[str]) -> Toponym | None:
        for last in range(limit, first, -1):
            found = self._city(first, last)
            if found is not None and self._is_known(found, known):
                return found
        return None

    def _is_known(self, toponym: Toponym, known: set[str]) -> bool:
        key = fold(toponym.name)
        if key in self.words.not_places or key in self.surnames or len(key) < 3:
            return False
        if toponym.name.isupper() and len(toponym.name) <= SHORT:
            return False
        if key in known or self._before_containing(toponym):
            return True
        before = self.tokens[toponym.first - 1].lower if toponym.first else ""
        least = BEHIND_PREPOSITION if before in self.words.locative else WELL_KNOWN
        people = max(city.population if not alternate else city.population // 5 for city, alternate in toponym.cities)
        return people >= least and key not in self.words.also_persons

    def _before_containing(self, toponym: Toponym) -> bool:
        """Tell whether a comma and the name of a country or division that holds such a city follow."""
        behind = next((other for other in self.toponyms if other.first == toponym.last + 1), None)
        if behind is None or self.tokens[toponym.last].text not in {",", "("}:
            return False
        return any(_holds(term.place, city) for term in behind.terms for city, _ in toponym.cities)

    # --- all ---

    def _add(self, toponym: Toponym) -> None:
        toponym.embedded = toponym.embedded or self._is_embedded(toponym)
        self._widen(toponym)
        self.toponyms.append(toponym)
        self.taken.update(range(toponym.first, toponym.last))

    def _remove(self, toponym: Toponym) -> None:
        self.toponyms.remove(toponym)
        self.taken.difference_update(range(toponym.first, toponym.last))

    def _is_embedded(self, toponym: Toponym) -> bool:
        entity = self.entity_of.get(toponym.first)
        if entity is None or entity.label not in NAME_LABELS:
            return False
        return (entity.first, entity.last) != (toponym.first, toponym.last) and not self._closes(entity, toponym)

    def _closes(self, entity: Entity, toponym: Toponym) -> bool:
        """Tell whether an entity is the toponym with an article or genitive mark around it."""
        around = [*range(entity.first, toponym.first), *range(toponym.last, entity.last)]
        return all(self.tokens[index].lower in {"the", "'s", "’s", "'", "’"} for index in around)

    def _widen(self, toponym: Toponym) -> None:
        """Note the kind that a word beside the name announces, and take the word in where it is part of the name."""
        if toponym.form != "name":
            return
        heads = place_rules().heads
        behind = self.tokens[toponym.last] if toponym.last < len(self.tokens) else None
        ahead = [token.lower for token in self.tokens[max(0, toponym.first - 2) : toponym.first]]
        for kind, nouns in (("admin1", heads.admin1), ("admin2", heads.admin2), ("city", heads.city)):
            if behind is not None and behind.lower in nouns:
                toponym.kind = kind
                if behind.text[0].isupper() and (kind == "admin2" or not self._titled(behind)):
                    self._take_head(toponym, behind)
            elif len(ahead) == 2 and ahead[1] == "of" and ahead[0] in nouns:
                toponym.kind = kind

    def _take_head(self, toponym: Toponym, head: Token) -> None:
        whole = self._text(toponym.first, head.index + 1)
        counties = self.gazetteer.cities(whole) if toponym.kind == "admin2" else ()
        if counties:
            toponym.name, toponym.cities, toponym.terms = whole, counties, ()
        toponym.last = head.index + 1
        toponym.span = self._span(toponym.first, toponym.last)

    def _titled(self, head: Token) -> bool:
        """Tell whether a longer name goes on behind the word ("Kano State University")."""
        behind = self.tokens[head.index + 1] if head.index + 1 < len(self.tokens) else None
        return behind is not None and behind.pos == "PROPN" and behind.sentence == head.sentence

    def _labelled(self, first: int, last: int, labels: Iterable[str]) -> bool:
        return all(self.tokens[index].entity in labels for index in range(first, last))

    def _text(self, first: int, last: int) -> str:
        return self.parse.text[self.tokens[first].start : self.tokens[last - 1].end]

    def _span(self, first: int, last: int) -> Span:
        return Span(self.tokens[first].start, self.tokens[last - 1].end)


def _entities(tokens: list[Token]) -> Iterator[Entity]:
    first = 0
    while first < len(tokens):
        label, last = tokens[first].entity, first + 1
        while label and last < len(tokens) and tokens[last].entity == label and not tokens[last].entity_start:
            last += 1
        if label:
            yield Entity(label, first, last)
        first = last


def _person_tokens(parse: Parse, actors: tuple[Actor, ...]) -> Iterator[int]:
    for actor in actors:
        if actor.kind == "person":
            for mention in actor.mentions:
                if mention.by in {"name", "surname", "spelling", "alias"}:
                    yield from (token.index for token in parse.tokens_in(mention.span))


def _surnames(tokens: list[Token], entities: list[Entity]) -> frozenset[str]:
    """Return the last words of longer names of persons: "Jordan" is no country after "Michael Jordan"."""
    return frozenset(
        fold(tokens[entity.last - 1].text)
        for entity in entities
        if entity.label == "PERSON" and entity.last - entity.first > 1
    )


@cache
def _first_words(gazetteer: Gazetteer) -> dict[str, int]:
    """Return for each first word of a term the words of the longest term that starts with it."""
    longest: dict[str, int] = {}
    for key in gazetteer.terms:
        words = key.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def _first_word(text: str) -> str:
    words = fold(text).split(" ", 1)
    return words[0]


def _holds(container: Listed, city: Listed) -> bool:
    """Tell whether a country or division holds a city."""
    if container.country != city.country or container.id == city.id:
        return False
    return container.precision == "country" or (container.precision == "admin1" and container.admin1 == city.admin1)


def _mark_containment(parse: Parse, found: list[Toponym], gazetteer: Gazetteer) -> None:
    """Link "X, Y" where some X lies in some Y, from the left: "Newark, New Jersey, United States"."""
    for here, behind in pairwise(found):
        between = parse.text[here.span.end : behind.span.start].strip()
        if between not in {",", "("} or here.form != "name" or behind.form != "name":
            continue
        if not here.cities:
            here.cities = gazetteer.cities(here.name)
        inner = [city for city, _ in here.cities] + [
            term.place for term in here.terms if term.place.precision != "country"
        ]
        held = [place for place in inner if any(_holds(term.place, place) for term in behind.terms)]
        if held:
            here.inside = behind
            behind.contents = held
