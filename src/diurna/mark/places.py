"""Where: toponyms, literal or associative, with coordinates."""

from diurna.mark.gazetteer import Gazetteer, Listed, gazetteer
from diurna.mark.place_doubts import trusted
from diurna.mark.place_use import use
from diurna.mark.placing import placed
from diurna.mark.toponym_search import toponyms
from diurna.mark.toponyms import Toponym
from diurna.parse import Parse
from diurna.records import Actor, Place, PlaceMention, Problem


def places(
    parse: Parse, actors: tuple[Actor, ...], *, known: Gazetteer | None = None
) -> tuple[tuple[Place, ...], tuple[Problem, ...]]:
    """Return the places of an article with their mentions, and the place names that could not be placed.

    Places come in the order of their first mention, each once; a mention is literal (the place itself) or associative
    (its government, its people, or a word that only modifies).
    """
    known = known or gazetteer()
    found, problems = toponyms(parse, actors, known)
    placed(found, known, home=known.country_of(parse.article.url))
    groups: dict[str, list[Toponym]] = {}
    for toponym in trusted(parse, found):
        if toponym.place is not None:
            groups.setdefault(toponym.place.id, []).append(toponym)
    made = tuple(_place(parse, group) for group in groups.values())
    return made, tuple(problems)


def _place(parse: Parse, group: list[Toponym]) -> Place:
    listed = group[0].place
    assert listed is not None  # noqa: S101 - only resolved toponyms are grouped
    mentions = tuple(PlaceMention(span=toponym.span, use=use(parse, toponym)) for toponym in group)
    return _record(listed, mentions)


def _record(listed: Listed, mentions: tuple[PlaceMention, ...]) -> Place:
    return Place(
        id=listed.id,
        name=listed.name,
        kind=listed.kind,
        country=listed.country,
        lat=listed.lat,
        lon=listed.lon,
        precision=listed.precision,
        mentions=mentions,
    )
