"""Placing: which of the places of one name is meant, by containment, the article's countries, nearness and size.

Every choice is by a score with ties broken by population, then id, so that the same article gives the same places.
"""

from math import asin, cos, log10, radians, sin, sqrt

import msgspec

from diurna.mark.gazetteer import Gazetteer, Listed, fold
from diurna.mark.toponyms import Toponym, holds

EARTH_KM = 6371.0
NEAR_KM = 300.0
"""Places of one report mostly lie within a day's drive of each other."""

PRIORS = {"country": 10.0, "region": 8.0, "sea": 8.0, "exact": 8.0, "admin1": 7.0, "admin2": 3.0, "city": 7.0}
"""How likely a name of our tables is meant, on the scale of a city's log10 of people (4 to 7); by inspection of news."""

COUNTY = 5.2
"""Prior of a county of our tables ("Norfolk"): below a large city, above a small one."""
BEHIND_CITY = 0.5
"""A division that has the name of a city in it comes behind it: the city is meant, unless "province" or so follows."""
GREAT = 500_000
"""People of a city that is meant before another division of the country of the same name ("Washington")."""
CAPITAL = 1.5
ALTERNATE = -1.2
NAMED_AS_COUNTRY = -6.0
"""For a city that has the name of a country: hardly anything but its own state behind a comma speaks for it."""
CONTAINED = 20.0
ANNOUNCED = 6.0
"""For the kind that a word beside the name announces ("Herat province")."""
COUNTRY_VOTE = 3.5
DIVISION_VOTE = 4.0
NEIGHBOUR_VOTE = 0.4
NEARNESS = 1.2
TOGETHER = 4.0
"""For a place near which all the other names of the article may lie."""
LEAST = 2
"""Other names that count as all of them, at least."""
SURE = 1.0
"""Lead of the best candidate from which a toponym may vote for its country in full."""


class Candidate(msgspec.Struct):
    """A place that a name may mean, with its score before the rest of the article is looked at."""

    place: Listed
    prior: float


class Focus(msgspec.Struct):
    """Which countries and divisions an article is about, as shares of its toponyms, and points already placed."""

    countries: dict[str, float]
    divisions: dict[tuple[str, str], float]
    points: list[tuple[str, float, float]]
    names: dict[str, tuple[float, Listed]]
    ids: dict[str, list[str]]
    total: float

    def country(self, code: str, name: str, place: Listed | None = None) -> float:
        """Return a country's share of the votes of all other names for other places."""
        voters = self._own(name, place)
        own = sum(weight for weight, voted in voters if voted.country == code)
        return (self.countries.get(code, 0.0) - own) / self._others(voters)

    def division(self, code: str, admin1: str, name: str, place: Listed | None = None) -> float:
        """Return a division's share of the votes of all other names for other places."""
        voters = self._own(name, place)
        own = sum(weight for weight, voted in voters if (voted.country, voted.admin1) == (code, admin1))
        return (self.divisions.get((code, admin1), 0.0) - own) / self._others(voters)

    def _own(self, name: str, place: Listed | None) -> list[tuple[float, Listed]]:
        """Return the votes of a name, and those of other names for the very place: neither speaks for it."""
        voters = {name, *(self.ids.get(place.id, ()) if place is not None else ())}
        return [self.names[voter] for voter in sorted(voters) if voter in self.names]

    def _others(self, voters: list[tuple[float, Listed]]) -> float:
        return max(self.total - sum(weight for weight, _ in voters), 1.0)


def placed(found: list[Toponym], gazetteer: Gazetteer, *, home: str | None = None) -> None:
    """Resolve every toponym in place; a name means one place throughout, but where its containing place is given.

    `home` is the country of the outlet, where it is known: it votes like one name of the article.
    """
    for toponym in found:
        if not toponym.cities and toponym.form == "name":
            toponym.cities = gazetteer.cities(toponym.name)
    candidates = {id(toponym): _candidates(toponym, gazetteer) for toponym in found}
    _draw_together(found, candidates)
    focus = _focus([], {}, home)
    for _ in range(2):
        for toponym in found:
            ranked = _ranked(toponym, candidates[id(toponym)], focus, gazetteer)
            toponym.place = ranked[0][1].place if ranked else None
        _agree(found)
        focus = _focus(found, candidates, home)
    for toponym in found:
        ranked = _ranked(toponym, candidates[id(toponym)], focus, gazetteer)
        toponym.place = ranked[0][1].place if ranked else None
    _agree(found)


def _candidates(toponym: Toponym, gazetteer: Gazetteer) -> list[Candidate]:
    listed = [Candidate(city, _city_prior(city, alternate, toponym, gazetteer)) for city, alternate in toponym.cities]
    terms = [Candidate(term.place, _term_prior(term.place, toponym, listed)) for term in toponym.terms]
    known = {candidate.place.id for candidate in terms}
    return terms + [candidate for candidate in listed if candidate.place.id not in known]


def _draw_together(found: list[Toponym], candidates: dict[int, list[Candidate]]) -> None:
    """Lift the candidates beside which other names of the article may lie: "Athens" near a "Clarke County"."""
    names: dict[str, list[Candidate]] = {}
    for toponym in found:
        names.setdefault(fold(toponym.name), []).extend(candidates[id(toponym)])
    cells: dict[tuple[int, int], set[str]] = {}
    for name, listed in names.items():
        for candidate in listed:
            for cell in _cells(candidate.place)[:1]:
                cells.setdefault(cell, set()).add(name)
    most = max(len({name for here in cells.values() for name in here}) - 1, LEAST)
    for name, listed in names.items():
        for candidate in listed:
            around = {other for cell in _cells(candidate.place) for other in cells.get(cell, ())}
            candidate.prior += TOGETHER * len(around - {name}) / most


def _cells(place: Listed) -> list[tuple[int, int]]:
    """Return the square of half a degree in which a city or county lies, first, and those around it."""
    if place.lat is None or place.lon is None or place.precision not in {"city", "admin2"}:
        return []
    row, column = int(2 * place.lat), int(2 * place.lon)
    beside = [(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j]
    return [(row, column), *beside]


def _city_prior(city: Listed, alternate: bool, toponym: Toponym, gazetteer: Gazetteer) -> float:
    prior = log10(city.population + 10) + (ALTERNATE if alternate else 0.0)
    prior += CAPITAL if gazetteer.is_capital(city) else 0.0
    prior += NAMED_AS_COUNTRY if any(term.place.precision == "country" for term in toponym.terms) else 0.0
    return prior + (ANNOUNCED if toponym.kind == city.precision and toponym.kind != "city" else 0.0)


def _term_prior(place: Listed, toponym: Toponym, cities: list[Candidate]) -> float:
    prior = COUNTY if place.kind == "county" else PRIORS[place.precision]
    if place.precision == "admin1":
        prior += log10(place.population + 10) / 10
        rivals = [candidate.prior for candidate in cities if _rivals(candidate.place, place)]
        prior = min(prior, max(rivals) - BEHIND_CITY) if rivals else prior
    return prior + (ANNOUNCED if toponym.kind == place.precision else 0.0)


def _rivals(city: Listed, division: Listed) -> bool:
    """Tell whether a city of the same name is meant before the division: its own, or a great one of the country."""
    great = city.population > GREAT and city.country == division.country
    return great or (city.precision == "city" and _same_division(city, division))


def _same_division(one: Listed, other: Listed) -> bool:
    return one.country == other.country and one.admin1 is not None and one.admin1 == other.admin1


def _ranked(
    toponym: Toponym, candidates: list[Candidate], focus: Focus, gazetteer: Gazetteer
) -> list[tuple[float, Candidate]]:
    scored = [
        (candidate.prior + _support(toponym, candidate.place, focus, gazetteer), candidate) for candidate in candidates
    ]
    return sorted(scored, key=lambda pair: (-pair[0], -pair[1].place.population, pair[1].place.id))


def _support(toponym: Toponym, place: Listed, focus: Focus, gazetteer: Gazetteer) -> float:
    support = 0.0
    if toponym.inside is not None:
        containers = toponym.inside.terms
        if any(holds(term.place, place) for term in containers):
            support += CONTAINED
    support += _contains_bonus(toponym, place)
    if place.country is None:
        return support
    name = fold(toponym.name)
    support += COUNTRY_VOTE * focus.country(place.country, name, place)
    support += NEIGHBOUR_VOTE * _neighbouring(place.country, name, focus, gazetteer)
    if place.precision != "country" and place.admin1 is not None:
        support += DIVISION_VOTE * focus.division(place.country, place.admin1, name, place)
    return support + (NEARNESS if _is_near(place, focus) else 0.0)


def _neighbouring(country: str, name: str, focus: Focus, gazetteer: Gazetteer) -> float:
    """Return the largest share of votes among the neighbours of a country."""
    shares = [focus.country(code, name) for code in focus.countries if gazetteer.neighbours(code, country)]
    return max(shares, default=0.0)


def _contains_bonus(toponym: Toponym, place: Listed) -> float:
    """Lift the container that holds the place before its comma: "Athens, Georgia" is the state."""
    return CONTAINED if any(holds(place, city) for city in toponym.contents) else 0.0


def _is_near(place: Listed, focus: Focus) -> bool:
    if place.lat is None or place.lon is None or place.precision not in {"city", "admin2"}:
        return False
    return any(
        id != place.id and abs(lat - place.lat) < 4 and kilometres(lat, lon, place.lat, place.lon) < NEAR_KM
        for id, lat, lon in focus.points  # noqa: A001 - the record's word
    )


def _agree(found: list[Toponym]) -> None:
    """Give all mentions of a name the place of its mention with a container, else of the most."""
    groups: dict[tuple[str, str | None, bool], list[Toponym]] = {}
    for toponym in found:
        groups.setdefault((fold(toponym.name), toponym.kind, toponym.form == "name"), []).append(toponym)
    for group in groups.values():
        contained = [toponym for toponym in group if toponym.inside is not None and toponym.place is not None]
        for toponym in group if contained else ():
            if toponym.inside is None and not toponym.contents:
                toponym.place = contained[0].place


def _focus(found: list[Toponym], candidates: dict[int, list[Candidate]], home: str | None) -> Focus:
    """Count the votes: each name once, however often it stands there."""
    names: dict[str, tuple[float, Listed]] = {}
    for toponym in found:
        place = toponym.place
        if place is None or place.country is None:
            continue
        name, weight = fold(toponym.name), _weight(toponym, candidates[id(toponym)])
        if name not in names or weight > names[name][0]:
            names[name] = (weight, place)
    countries = {home: 1.0} if home else {}
    divisions: dict[tuple[str, str], float] = {}
    points = set()
    for weight, place in names.values():
        code = place.country or ""
        countries[code] = countries.get(code, 0.0) + weight
        if place.admin1 and place.precision != "country":
            divisions[code, place.admin1] = divisions.get((code, place.admin1), 0.0) + weight
        if weight >= 1.0 and place.precision in {"city", "admin2"} and place.lat is not None and place.lon is not None:
            points.add((place.id, place.lat, place.lon))
    ids: dict[str, list[str]] = {}
    for name, (_, place) in names.items():
        ids.setdefault(place.id, []).append(name)
    total = sum(countries.values())
    return Focus(countries, divisions, sorted(points), names, ids, total)


def _weight(toponym: Toponym, candidates: list[Candidate]) -> float:
    if toponym.inside is not None or toponym.contents:
        return 1.0
    priors = sorted((candidate.prior for candidate in candidates), reverse=True)
    sure = len(priors) < 2 or priors[0] - priors[1] >= SURE
    return (1.0 if sure else 0.3) * (0.3 if toponym.embedded else 1.0)


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance of two points given in degrees."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
