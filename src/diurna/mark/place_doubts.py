"""Toponyms taken back: names that towns have too, but that this article uses for persons, houses, companies, illnesses."""

from functools import cache
from itertools import pairwise

from diurna.mark.gazetteer import fold
from diurna.mark.place_rules import place_rules
from diurna.mark.place_use import in_dateline
from diurna.mark.tables import GivenNames
from diurna.mark.toponyms import Toponym
from diurna.parse import Parse
from diurna.rules.load import tsv

GREAT = 100_000
"""People of a city whose name is taken for the city whatever stands around it."""
AGES = range(10, 110)
"""Ages that stand in commas behind a person's name."""


def trusted(parse: Parse, found: list[Toponym]) -> list[Toponym]:
    """Return the toponyms without those that the article uses for something else, in the same order.

    Places of our tables and great cities are hardly doubted.  What one mention tells holds for all of the name, but for
    those that stand where only a place can.
    """
    groups: dict[str, list[Toponym]] = {}
    for toponym in found:
        if toponym.form == "name" and toponym.place is not None and toponym.place.precision == "city":
            groups.setdefault(fold(toponym.name), []).append(toponym)
    doubted = {id(toponym) for toponym in found if _is_illness(parse, toponym) or _is_money(parse, toponym)}
    houses = _houses(parse)
    for name, group in groups.items():
        small = not _is_great(group[0]) and not any(map(_is_sure, group))
        person = small and (_is_person(parse, group) or _is_house(parse, group, name in houses))
        company = any(_is_company(parse, toponym) for toponym in group)
        alone = small and all(toponym.embedded for toponym in group)
        doubted |= {id(toponym) for toponym in group if person and not _is_within(parse, toponym)}
        doubted |= {id(toponym) for toponym in group if company and toponym.embedded}
        doubted |= {id(toponym) for toponym in group if _is_patron(parse, toponym, alone=alone)}
    return [toponym for toponym in found if id(toponym) not in doubted]


def _is_great(toponym: Toponym) -> bool:
    return toponym.place is not None and toponym.place.population >= GREAT


def _is_sure(toponym: Toponym) -> bool:
    """Tell whether the kind or the container of a place is said beside it."""
    return toponym.inside is not None or toponym.kind is not None


def _is_person(parse: Parse, group: list[Toponym]) -> bool:
    """Tell whether one mention of a single word is that of a person: by title, age, what he says; or all are, by the name."""
    if any(toponym.last - toponym.first > 1 for toponym in group):
        return False
    if any(_is_titled(parse, toponym) or _is_aged(parse, toponym) or _speaks(parse, toponym) for toponym in group):
        return True
    return fold(group[0].name) in _given() and not any(_is_within(parse, toponym) for toponym in group)


def _is_titled(parse: Parse, toponym: Toponym) -> bool:
    return toponym.first > 0 and parse.tokens[toponym.first - 1].lower in place_rules().words.titles


def _is_aged(parse: Parse, toponym: Toponym) -> bool:
    behind = [token.text for token in parse.tokens[toponym.last : toponym.last + 3]]
    if len(behind) < 3 or behind[0] != "," or behind[2] not in {",", "."} or not behind[1].isdecimal():
        return False
    return len(behind[1]) < 4 and int(behind[1]) in AGES


def _speaks(parse: Parse, toponym: Toponym) -> bool:
    if toponym.embedded:
        return False
    token = parse.tokens[toponym.last - 1]
    return token.dep == "nsubj" and parse.head(token).lemma in place_rules().verbs.speaking


def _is_within(parse: Parse, toponym: Toponym) -> bool:
    """Tell whether a toponym stands where only a place can: "in X", "south of X", a dateline, beside container or kind."""
    words = place_rules().words
    before = [token.lower for token in parse.tokens[max(0, toponym.first - 2) : toponym.first]]
    if _is_sure(toponym) or in_dateline(parse, toponym):
        return True
    if toponym.embedded or not before:
        return False
    return before[-1] in words.within or (before[-1] == "of" and before[0] in words.modifiers)


def _is_house(parse: Parse, group: list[Toponym], named: bool) -> bool:
    """Tell whether one word is that of a house which may be dedicated to a person, and nowhere said to be a place."""
    single = all(toponym.last - toponym.first == 1 for toponym in group)
    return named and single and not any(_is_within(parse, toponym) for toponym in group)


def _houses(parse: Parse) -> frozenset[str]:
    """Return the words before the kind of a house that is mostly dedicated to a person ("Jefferson Elementary School")."""
    patrons = place_rules().words.patrons
    return frozenset(
        fold(token.text)
        for token, behind in pairwise(parse.tokens)
        if behind.lower in patrons and token.text[0].isupper() and behind.text[0].isupper()
    )


def _is_company(parse: Parse, toponym: Toponym) -> bool:
    """Tell whether the longer name around a toponym is a company's ("Bristol Widgets Ltd")."""
    words, last = place_rules().words.companies, toponym.whole.last if toponym.whole is not None else 0
    return any(token.lower in words for token in parse.tokens[toponym.last : last])


def _is_patron(parse: Parse, toponym: Toponym, *, alone: bool) -> bool:
    """Tell whether a word is part of a longer name in that of a house ("Abel Tarrant Hospital"); `alone` if always in names."""
    whole, words = toponym.whole, place_rules().words
    if whole is None or toponym.last >= whole.last or parse.tokens[whole.last - 1].lower not in words.dedicated:
        return False
    between = [token for token in parse.tokens[toponym.last : whole.last - 1] if token.lower not in words.attributes]
    before = [token for token in parse.tokens[whole.first : toponym.first] if token.lower not in words.modifiers]
    return any(token.text[0].isupper() for token in (*before, *(between if alone else ())))


def _is_illness(parse: Parse, toponym: Toponym) -> bool:
    """Tell whether an illness bears the name of a town ("Lyme disease")."""
    if toponym.form != "name" or toponym.embedded or toponym.last >= len(parse.tokens):
        return False
    country = any(term.place.precision == "country" for term in toponym.terms)
    return not country and parse.tokens[toponym.last].lower in place_rules().words.illnesses


def _is_money(parse: Parse, toponym: Toponym) -> bool:
    """Tell whether a sign of money stands at a country's letters ("US$")."""
    ahead = parse.text[: toponym.span.start][-1:]
    return "$" in {ahead, parse.text[toponym.span.end : toponym.span.end + 1]}


@cache
def _given() -> frozenset[str]:
    return frozenset(fold(name) for row in tsv("actors/given_names.tsv", GivenNames) for name in row.names)
