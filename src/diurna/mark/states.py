"""States: by name, by adjective, and by a capital or a building that stands for the government."""

from functools import cache

from diurna.mark.cast import Cast, Member, Sighting
from diurna.mark.gazetteer import fold, gazetteer
from diurna.mark.mentions import references
from diurna.mark.names import Hit, Hits, Named, proper_names
from diurna.mark.people import leaders_by_surname
from diurna.mark.phrases import POSSESSIVES, head_of, is_head
from diurna.mark.place_words import CITY, SHORTEST
from diurna.mark.spelling import folded, plain
from diurna.mark.tables import Country, countries, former_states, leaders, organizations, words
from diurna.parse import Parse, Token
from diurna.records import MentionBy

BY: dict[str, MentionBy] = {
    "name": "name", "alias": "alias", "acronym": "acronym", "adjective": "demonym", "demonym": "demonym",
    "capital": "metonym", "metonym": "metonym",
}  # fmt: skip


def settle(parse: Parse, hits: Hits) -> None:
    """Decide which state an ambiguous name means, and drop doubtful names ("Georgia") without another sign of the state.

    A state that is no more acts nowhere where the text calls it former ("the former Yugoslavia").
    """
    for hit in set(hits.proper.values()):
        if hit.named[0].what == "country" and (_is_called_former(parse, hit) or _is_food(parse, hit)):
            hits.drop(hit)
    _settle_shared(parse, hits)
    found = sorted({hit for hit in hits.proper.values() if hit.named[0].what == "country"})
    certain = {named.key for hit in found for named in hit.named[:1] if not _is_doubtful(parse, hit)}
    certain.update(_led(hits))
    certain.update(hit.named[0].key for hit in found if _is_doubtful(parse, hit) and _acts(parse, hit, hits))
    for hit in found:
        if not _is_doubtful(parse, hit):
            continue
        named = _chosen(hit, certain)
        if named.key in certain or _has_neighbour(named.key, certain) or len(hit.named) > 1:
            better = hit._replace(named=(named, *(each for each in hit.named if each != named)))
            hits.proper.update(dict.fromkeys(range(hit.first, hit.last), better))
        else:
            hits.drop(hit)


def add_states(cast: Cast, hits: Hits) -> None:
    """Find the states that the article names, outside the names of persons and organisations."""
    for hit in sorted({hit for hit in hits.proper.values() if hit.named[0].what == "country"}):
        named = hit.named[0]
        if named.form == "people" or is_national(cast.parse, hit) or not _is_state(cast, hit, named, hits):
            continue
        cast.see(state(cast, named.key), Sighting(hit.first, hit.last, BY[named.form]))
    for hit in hits.open:
        if hit.named[0].form in {"name", "alias"} and _is_state(cast, hit, hit.named[0], hits):
            cast.see(_open_state(cast, hit), Sighting(hit.first, hit.last, "name"))


def is_national(parse: Parse, hit: Hit) -> bool:
    """Tell whether a name of the people stands for one person: "a Briton", "another Algerian"."""
    forms = {named.form for named in hit.named}
    if "demonym" not in forms or not is_head(parse, hit):
        return False
    token = parse.tokens[hit.last - 1]
    before = parse.tokens[hit.first - 1].lower if hit.first else ""
    return token.tag in {"NN", "NNP"} and ("adjective" not in forms or before in words().states.one)


def state(cast: Cast, code: str) -> Member:
    """Return a state of the cast, new if it is not in it yet."""
    row = countries()[code]
    key = slug(row)
    return cast.member(key) or cast.join(Member(id=key, name=row.name, kind="state", country=code, sectors=["GOV"]))


def _open_state(cast: Cast, hit: Hit) -> Member:
    """Return the state, of no country known, that a shared name means which nothing settles."""
    name = cast.parse.tokens[hit.first].text
    known = next(
        (each for each in cast.members if each.id is None and each.kind == "state" and each.name == name), None
    )
    return known or cast.join(Member(id=None, name=name, kind="state", sectors=["GOV"]))


@cache
def slug(row: Country) -> str:
    """Return the permanent id of a state: its name in small letters with hyphens."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in row.name.lower()).split())


def is_government(parse: Parse, hits: Hits, hit: Hit, *, building: bool = False) -> bool:
    """Tell whether a capital (or a government's building) stands for the government, not for the place."""
    head = head_of(parse, hit)
    if _is_joined_by(parse, hit, "-"):
        return parse.tokens[min(hit.last + 1, len(parse.tokens) - 1)].lower not in words().capitals.places
    while head.dep == "conj" and parse.head(head).pos == "PROPN":
        head = parse.head(head)
    if any(each.entity == "GPE" and each.index not in hits.proper for each in parse.conjuncts(head)):
        return False
    return _stands_for_government(parse, head, building=building)


def _stands_for_government(parse: Parse, head: Token, *, building: bool) -> bool:
    above = parse.head(head)
    if head.dep in {"nsubj", "nsubjpass"}:
        return not _is_place_subject(parse, head, above)
    if head.dep == "pobj":
        return _is_party(parse, above, building=building)
    if head.dep in {"dobj", "iobj", "dative"}:
        return above.lemma not in _reached()
    if head.dep == "poss":
        return above.lemma not in _sights()
    if head.dep in {"compound", "nmod", "amod"}:
        return building or above.lemma in _owned()
    return building and head.dep not in {"npadvmod", "ROOT", "dep"}


def _is_place_subject(parse: Parse, head: Token, verb: Token) -> bool:
    if verb.lemma == "be" and (what := parse.child(verb, "attr")):
        return what.lemma in _sights() | _motion()
    return verb.lemma in _reached() and (head.dep == "nsubjpass" or parse.child(verb, "dobj") is None)


def _is_party(parse: Parse, preposition: Token, *, building: bool) -> bool:
    capitals, word = words().capitals, preposition.lower
    if word in capitals.literal:
        return False
    if word not in capitals.either:
        return True
    above = parse.head(preposition)
    if above.lemma in _motion() or above.pos == "NUM":
        return False
    if above.pos == "ADP" or above.dep == "prep":
        return parse.head(above).lemma not in _motion() and not building
    return True


def _is_state(cast: Cast, hit: Hit, named: Named, hits: Hits) -> bool:
    parse = cast.parse
    if any(each.what == "organization" for each in hit.named) and named.form in {"metonym", "alias", "acronym"}:
        return False
    held = cast.over(parse.tokens[hit.first])
    if held and (held[1].kind != "person" or hit.last == held[0].last) and hit.last > held[0].first:
        return held[0].first == hit.first and hit.last < held[0].last and held[1].id is None
    if _is_other_name(parse, hit, named):
        return False
    if named.form in {"capital", "metonym"}:
        return is_government(parse, hits, hit, building=named.form == "metonym")
    return not (named.form == "adjective" and _follows(parse, hit) in _no_state())


def _chosen(hit: Hit, certain: set[str]) -> Named:
    states = [named for named in hit.named if named.what == "country"]
    if len({named.key for named in states}) > 1:
        return next((named for named in states if named.key in certain), states[0])
    return states[0]


def _is_doubtful(parse: Parse, hit: Hit) -> bool:
    written = parse.tokens[hit.first].text
    return (hit.last - hit.first == 1 and written in words().states.doubtful) or len(
        {each.key for each in hit.named if each.what == "country"}
    ) > 1


def _led(hits: Hits) -> set[str]:
    """Return the states whose leaders the article names in full."""
    keys = {named.key for hit in hits.proper.values() for named in hit.named if named.what == "leader"}
    return {str(term.country) for key in keys for term in leaders()[key]} & set(countries())


def _acts(parse: Parse, hit: Hit, hits: Hits) -> bool:
    """Tell whether a doubtful name does what only states do ("Jordan recalled its ambassador") and nobody bears it."""
    token = head_of(parse, hit)
    if hit.last - hit.first > 1 or hit.named[0].form != "name":
        return False
    joined = [*parse.conjuncts(token)[1:], *([parse.head(token)] if token.dep == "conj" else [])]
    beside = [other for each in joined if (other := hits.proper.get(each.index)) and other.named[0].what == "country"]
    if any(not _is_doubtful(parse, other) for other in beside):
        return True
    if token.dep != "nsubj":
        return False
    verb, states = parse.head(token).lemma, {each.named[0].key for each in hits.proper.values()}
    speaks = token.entity == "GPE" and verb in references().pronouns.acting and "USA" not in states
    if verb not in words().states.deeds and not speaks:
        return False
    alike = [each for each in parse.tokens if each.text == token.text and each.index > 0]
    return all(
        parse.tokens[each.index - 1].pos != "PROPN"
        or parse.tokens[each.index - 1].index in hits.proper
        or parse.tokens[each.index - 1].sentence != each.sentence
        for each in alike
    )


def _is_called_former(parse: Parse, hit: Hit) -> bool:
    before = [token.lower for token in parse.tokens[max(0, hit.first - 2) : hit.first] if token.text != "-"]
    return hit.named[0].key in _ended() and bool(before) and before[-1] in words().states.gone


def _is_food(parse: Parse, hit: Hit) -> bool:
    """Tell whether the sentence speaks of what else the name means ("Turkey was served at the Thanksgiving dinner")."""
    beside = words().states.beside.get(parse.tokens[hit.first].text)
    if beside is None or hit.named[0].form != "name":
        return False
    sentence = parse.sentence_of(parse.tokens[hit.first])
    return any(token.lower in beside for token in parse.tokens[sentence.first : sentence.last])


def _settle_shared(parse: Parse, hits: Hits) -> None:
    """Give a name that two states share to the one of them that the article shows otherwise; leave it open if none."""
    _part_bodies(parse, hits)
    found = sorted({hit for hit in hits.proper.values() if hit.named[0].what == "country"})
    of_two = [hit for hit in found if hit.last - hit.first == 1 and _sharers(parse, hit)]
    if not of_two:
        return
    named = {hit.named[0].key for hit in found if hit not in of_two}
    shown = named | _led(hits) | _surnamed(parse) | _housed(parse, hits) | _situated(parse)
    for hit in of_two:
        codes = _sharers(parse, hit)
        likely = [code for code in codes if code in shown]
        if not likely and parse.tokens[hit.first].text in words().states.neighbourly:
            likely = [code for code in codes if _has_neighbour(code, named - _common_neighbours(codes))]
        if len(likely) == 1:
            better = hit._replace(named=(hit.named[0]._replace(key=likely[0]),))
            hits.proper.update(dict.fromkeys(range(hit.first, hit.last), better))
        else:
            hits.drop(hit)
            hits.open.append(hit)


def _part_bodies(parse: Parse, hits: Hits) -> None:
    """Read a name that any state's body has behind a shared name as the two ("the Congolese army" is of either Congo)."""
    for hit in sorted({hit for hit in hits.proper.values() if hit.named[0].what == "organization"}):
        behind = hits.nouns.get(hit.last - 1)
        shared = hit.named[0].form == "alias" and _sharers(parse, hit)
        if not shared or behind is None or behind.named[0].key not in words().institutions.state_bodies:
            continue
        if all(token.text in POSSESSIVES for token in parse.tokens[hit.first + 1 : behind.first]):
            states = tuple(
                each for each in proper_names().named(parse.tokens[hit.first].text) if each.what == "country"
            )
            hits.drop(hit)
            hits.proper[hit.first] = Hit(hit.first, hit.first + 1, states)


def _sharers(parse: Parse, hit: Hit) -> tuple[str, ...]:
    return words().states.shared.get(parse.tokens[hit.first].text, ())


def _common_neighbours(codes: tuple[str, ...]) -> set[str]:
    return set.intersection(*({*countries()[code].neighbours} for code in codes))


def _surnamed(parse: Parse) -> set[str]:
    """Return the states of leaders whose bare surname is one state's alone."""
    found: set[str] = set()
    for token in parse.tokens:
        if token.pos == "PROPN" and plain(token.text) not in words().titles.common_surnames:
            keys = leaders_by_surname().get(folded(token.text), ())
            states = {str(term.country) for key in keys for term in leaders()[key]} & set(countries())
            found.update(states if len(states) == 1 else ())
    return found


def _housed(parse: Parse, hits: Hits) -> set[str]:
    """Return the states of the bodies that the article names, but for names that begin with a shared one."""
    keys = {
        each.named[0].key
        for each in hits.proper.values()
        if each.named[0].what == "organization" and not _sharers(parse, each)
    }
    return {str(organizations()[key].country) for key in keys}


def _situated(parse: Parse) -> set[str]:
    """Return the states of the provinces and larger cities that the article names, in its datelines too."""
    found: set[str] = set()
    for token in parse.tokens:
        if token.pos != "PROPN" or len(token.text) < SHORTEST:
            continue
        before = parse.tokens[token.index - 1].text if token.index else ""
        for name in (token.text, f"{before} {token.text}"):
            terms = gazetteer().terms.get(fold(name))
            found.update(str(term.place.country) for term in terms if term.place.admin1)
            cities = gazetteer().cities(name)
            found.update(
                str(city.country) for city, alternate in cities[:1] if city.population >= CITY and not alternate
            )
    return found


@cache
def _ended() -> frozenset[str]:
    """Return the codes of states that are no more."""
    return frozenset(row.code for row in former_states() if row.code not in row.successors)


def _has_neighbour(code: str, certain: set[str]) -> bool:
    return bool(certain & {*countries()[code].neighbours})


def _is_other_name(parse: Parse, hit: Hit, named: Named) -> bool:
    """Tell whether the words are part of another name: "New Mexico", "Gulf of Oman", "Jordan Peterson"."""
    tokens = parse.tokens
    before = [token.text for token in tokens[max(0, hit.first - 2) : hit.first]]
    if before and (before[-1] in words().states.never_after or " ".join(before) in words().states.never_after):
        return True
    behind = tokens[hit.last].text if hit.last < len(tokens) else ""
    if behind in words().states.never_before:
        return True
    token = tokens[hit.first]
    if named.form == "capital" and _is_surname(parse, hit):
        return True
    if token.entity != "PERSON" or named.form in {"adjective", "demonym", "acronym"}:
        return False
    inside = [hit.first - 1] if not token.entity_start else []
    if hit.last < len(tokens) and tokens[hit.last].entity == "PERSON" and not tokens[hit.last].entity_start:
        inside.append(hit.last)
    return any(tokens[index].pos == "PROPN" and tokens[index].text not in POSSESSIVES for index in inside)


def _is_surname(parse: Parse, hit: Hit) -> bool:
    """Tell whether a capital stands behind another name as a surname does ("Valerie Paris")."""
    if hit.first == 0 or hit.last - hit.first > 1:
        return False
    before = parse.tokens[hit.first - 1]
    return before.pos == "PROPN" and before.dep == "compound" and before.head == hit.first and before.entity == "PERSON"


def _is_joined_by(parse: Parse, hit: Hit, mark: str) -> bool:
    following = parse.tokens[hit.last] if hit.last < len(parse.tokens) else None
    return following is not None and following.text == mark and following.start == parse.tokens[hit.last - 1].end


def _follows(parse: Parse, hit: Hit) -> str:
    return parse.tokens[hit.last].lower if hit.last < len(parse.tokens) else ""


@cache
def _motion() -> frozenset[str]:
    return frozenset(words().capitals.motion)


@cache
def _reached() -> frozenset[str]:
    return frozenset(words().capitals.reached)


@cache
def _sights() -> frozenset[str]:
    return frozenset(words().capitals.sights)


@cache
def _owned() -> frozenset[str]:
    return frozenset(words().capitals.owned)


@cache
def _no_state() -> frozenset[str]:
    return frozenset(words().states.no_state)
