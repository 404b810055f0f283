"""Toponyms: words of an article that may name a place, before it is decided which place, and what holds them together."""

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from diurna.mark.gazetteer import Gazetteer, Listed, Term, fold
from diurna.parse import Parse
from diurna.parse.layout import Token
from diurna.records import Actor, Span

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
NAME_LABELS = frozenset({"PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "EVENT", "LAW", "FAC"})
"""Entities inside which a place name belongs to a longer name."""


JOINING = frozenset({"", "and", "or", "&"})
"""What stands between two members of a list, besides commas."""
LIST = 3
"""Members of the shortest list that is known from an apposition ("Washington, Pennsylvania")."""


class Toponym(msgspec.Struct):
    """Words that may name a place: tokens `first` to `last` (half-open), `name` as it is looked up.

    `kind` is the precision that a word beside the name announces; `whole` is the longer name of which it is a part
    ("Nairobi Chronicle"), else None; `inside` is the toponym that contains it by words ("Aleppo, Syria"), `contents`
    the places that it contains so, `content` the toponym of these; `place` is what it was resolved to.
    """

    span: Span
    first: int
    last: int
    name: str
    form: str
    terms: tuple[Term, ...] = ()
    cities: tuple[tuple[Listed, bool], ...] = ()
    kind: str | None = None
    whole: "Entity | None" = None
    inside: "Toponym | None" = None
    content: "Toponym | None" = None
    contents: tuple[Listed, ...] = ()
    place: Listed | None = None

    @property
    def embedded(self) -> bool:
        """Tell whether the name is part of a longer one."""
        return self.whole is not None


class Entity(msgspec.Struct, frozen=True):
    """A stretch of tokens, `first` to `last` (half-open), that the parser gave one label."""

    label: str
    first: int
    last: int


def entities(tokens: list[Token]) -> Iterator[Entity]:
    """Yield the parser's entities in text order."""
    first = 0
    while first < len(tokens):
        label, last = tokens[first].entity, first + 1
        while label and last < len(tokens) and tokens[last].entity == label and not tokens[last].entity_start:
            last += 1
        if label:
            yield Entity(label, first, last)
        first = last


def person_tokens(parse: Parse, actors: tuple[Actor, ...]) -> frozenset[int]:
    """Return the tokens that are words of a person's own name, without titles.

    A person of one word whom no table knows is passed over: often it is a place that the tagger took for a person.
    """
    found: set[int] = set()
    for actor in actors:
        own = fold(actor.name).split()
        if actor.kind != "person" or (len(own) < 2 and actor.id.startswith("x:")):
            continue
        for mention in actor.mentions:
            if mention.by in {"name", "surname", "spelling", "alias"}:
                inside = parse.tokens_in(mention.span)
                found.update(token.index for token in inside if len(inside) == 1 or fold(token.text) in own)
    return frozenset(found)


def surnames(tokens: list[Token], found: list[Entity]) -> frozenset[str]:
    """Return the last words of longer names of persons: "Jordan" is no country after "Michael Jordan"."""
    return frozenset(
        fold(tokens[entity.last - 1].text)
        for entity in found
        if entity.label == "PERSON" and entity.last - entity.first > 1
    )


def holds(container: Listed, place: Listed) -> bool:
    """Tell whether a country or division holds another place."""
    if container.country is None or container.country != place.country or container.id == place.id:
        return False
    if container.precision == "country":
        return place.precision != "country"
    return container.precision == "admin1" and container.admin1 is not None and container.admin1 == place.admin1


def link_containers(parse: Parse, found: list[Toponym], gazetteer: Gazetteer) -> None:
    """Link "X, Y" where some X lies in some Y, from the left: "Tampa, Florida, United States"; two countries are a list."""
    _read_lists(parse, found, gazetteer)
    for here, behind in pairwise(found):
        between = parse.text[here.span.end : behind.span.start].strip()
        if between not in {",", "("} or here.form != "name" or behind.form != "name":
            continue
        if (_is_a(here, "country") and _is_a(behind, "country")) or here.kind == behind.kind == "admin1":
            continue
        if not here.cities:
            here.cities = gazetteer.cities(here.name)
        inner = [city for city, _ in here.cities] + [term.place for term in here.terms]
        held = tuple(place for place in inner if any(holds(term.place, place) for term in behind.terms))
        if held:
            here.inside, behind.content, behind.contents = behind, here, held


def _read_lists(parse: Parse, found: list[Toponym], gazetteer: Gazetteer) -> None:
    """Note that divisions are meant by all names of a list where most can mean nothing else ("Oregon, New York and Idaho")."""
    listed: list[Toponym] = []
    for here, behind in pairwise([*found, None]):
        if here is None or not _is_a(here, "admin1"):
            continue
        listed.append(here)
        joined = behind is not None and parse.text[here.span.end : behind.span.start].strip(" ,") in JOINING
        if joined and behind is not None and _is_a(behind, "admin1"):
            continue
        if len(listed) >= LIST and 2 * sum(_is_division(member, gazetteer) for member in listed) > len(listed):
            for member in listed:
                member.kind = member.kind or "admin1"
        listed = []


def _is_a(toponym: Toponym, precision: str) -> bool:
    return toponym.form == "name" and any(term.place.precision == precision for term in toponym.terms)


def _is_division(toponym: Toponym, gazetteer: Gazetteer) -> bool:
    """Tell whether no city in it has a division's name."""
    cities = [(city.country, city.admin1) for city, alternate in gazetteer.cities(toponym.name) if not alternate]
    return not any((term.place.country, term.place.admin1) in cities for term in toponym.terms)


def capitals_agree(surface: str, text: str) -> bool:
    """Tell whether each word that the table writes with a capital has one here too ("Eastern Province")."""
    ours, theirs = surface.split(), text.split()
    if len(ours) != len(theirs):
        return text[0].isupper() or not surface[0].isupper()
    return all(their[0].isupper() or not our[0].isupper() for our, their in zip(ours, theirs, strict=True))
