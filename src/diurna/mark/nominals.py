"""Nouns that take up an actor named before: "the country", "the neighbouring country", "both sides", "the group"."""

from collections.abc import Callable, Iterator

from diurna.mark.cast import Member
from diurna.mark.mentions import Mentions, Seen, references
from diurna.mark.tables import countries, memberships
from diurna.parse import Parse, Token

NEAR = 4
"""Sentences back to which a noun may reach."""

APART = frozenset({"compound", "amod", "nmod", "nummod", "poss", "relcl", "acl", "appos"})
"""Relations of words that tell one body from another."""

NAMED = frozenset({"name", "alias", "acronym"})
DEFINITE = frozenset({"the", "this", "that"})


def add_nominal(mentions: Mentions, token: Token) -> None:
    """Resolve one noun, if it takes up an actor of the article."""
    nouns = references().nouns
    if is_pair(mentions.parse, token):
        _add_pair(mentions, token)
    elif mentions.cast.over(token) or token.tag not in {"NN", "NNP"} or _is_modifier(mentions.parse, token):
        return
    elif token.tag == "NNP":
        _add_short_name(mentions, token)
    elif token.lemma in nouns.neighbour or (token.lemma in nouns.state and _is_neighbouring(mentions.parse, token)):
        _add_neighbour(mentions, token)
    elif _article(mentions.parse, token) not in DEFINITE:
        return
    elif token.lemma in nouns.state:
        _add_state(mentions, token)
    elif not _is_taken_up(mentions, token):
        return
    elif token.lemma in nouns.bloc:
        _add_last(mentions, token, _is_bloc)
    elif token.lemma in nouns.group:
        _add_last(mentions, token, _is_armed, _is_organization)
    elif token.lemma in nouns.organization:
        _add_last(mentions, token, lambda member: _is_organization(member) and token.lemma in member.name.lower())
        if not mentions.cast.over(token):
            _add_last(mentions, token, _is_organization)


def _add_short_name(mentions: Mentions, token: Token) -> None:
    """Resolve a capitalised noun behind "the" to the body whose full name has that noun as its head: "the Council"."""
    if not token.index or mentions.parse.tokens[token.index - 1].lower != "the" or not _is_taken_up(mentions, token):
        return
    fitting = [each for each in mentions.cast.members if _is_organization(each) and _head_of(each.name) == token.lower]
    member = mentions.cast.nearest(fitting, token.index)
    if member:
        mentions.add(member, token.index, token.index + 1, "description", via=None)


def _head_of(name: str) -> str:
    """Return the word that a name's other words hang on: the last, or that before "of" or "for" ("Church of …")."""
    before = next((part for word in (" of ", " for ") if word in name for part in [name.partition(word)[0]]), name)
    return before.rpartition(" ")[2].lower() if " " in name else ""


def _is_taken_up(mentions: Mentions, token: Token) -> bool:
    """Tell whether a noun only takes up what was named: not one told apart by other words ("the elite group within …")."""
    parse = mentions.parse
    following = parse.tokens[token.index + 1] if token.index + 1 < len(parse.tokens) else None
    if following and following.pos == "PROPN" and following.sentence == token.sentence:
        return False
    return all(
        child.lower in references().nouns.plain or _country(mentions, child) is not None
        if child.dep in APART
        else not (child.dep == "prep" and child.index == token.index + 1 and child.lower in {"of", "within", "behind"})
        for child in parse.children(token)
    )


def _country(mentions: Mentions, token: Token) -> str | None:
    """Return the country of a state that a word names ("the Lebanese group")."""
    seen = mentions.headed(token)
    member = mentions.member(seen) if seen else None
    return member.country if member and member.kind == "state" else None


def _agrees(mentions: Mentions, token: Token, member: Member) -> bool:
    """Tell whether an actor is of the country named before the noun, if one is."""
    named = [country for child in mentions.parse.children(token) if (country := _country(mentions, child))]
    return not named or member.country in named


def is_pair(parse: Parse, token: Token) -> bool:
    """Tell whether a plural noun stands for two actors: "both countries", "the two leaders"."""
    pairs = references().pairs
    if token.tag != "NNS" or not (token.lemma in pairs.states or token.lemma in pairs.persons):
        return False
    before = [each.lower for each in parse.tokens[max(0, token.index - 3) : token.index]]
    return any(word in pairs.before for word in before[-2:]) or ("both" in before and "of" in before)


def _add_pair(mentions: Mentions, token: Token) -> None:
    persons = token.lemma in references().pairs.persons
    kinds = {"person"} if persons else {"state"}
    found = _coordinated(mentions, token, kinds) or _last_two(mentions, token, kinds)
    if len(found) == 2:
        for seen in found:
            mentions.add(mentions.member(seen), token.index, token.index + 1, "description", via=seen)


def _coordinated(mentions: Mentions, token: Token, kinds: set[str]) -> list[Seen]:
    """Return the last two actors that are joined by "and", or named one after the other between two words."""
    heads: dict[int, Seen] = {}
    for seen in _near(mentions, token):
        member = mentions.member(seen)
        if member.kind not in kinds:
            continue
        heads.setdefault(seen.head, seen)
        other = next((each for each in _conjuncts(mentions, seen) if each in heads and each != seen.head), None)
        if other is not None and mentions.member(heads[other]) is not member:
            return [seen, heads[other]]
    return []


def _conjuncts(mentions: Mentions, seen: Seen) -> list[int]:
    return [each.index for each in mentions.parse.conjuncts(mentions.parse.tokens[seen.head])]


def _last_two(mentions: Mentions, token: Token, kinds: set[str]) -> list[Seen]:
    found: list[Seen] = []
    for seen in _near(mentions, token):
        member = mentions.member(seen)
        named = member.kind in kinds and member.noun is None
        if named and all(mentions.member(each) is not member for each in found):
            found.append(seen)
        if len(found) == 2:
            return found[::-1]
    return []


def _add_neighbour(mentions: Mentions, token: Token) -> None:
    """Resolve "the neighbouring country" to the neighbour, of those in the article, of the state that acted last."""
    for seen in mentions.before(token.index):
        code = mentions.member(seen).country
        if code not in countries():
            continue
        around = [
            member
            for member in mentions.cast.members
            if member.kind == "state" and member.country in countries()[str(code)].neighbours
        ]
        if around:
            chosen = max(around, key=lambda member: len(member.sightings))
            first = _start(mentions.parse, token)
            mentions.add(chosen, first, token.index + 1, "description", via=seen)
            return


def _add_state(mentions: Mentions, token: Token) -> None:
    following = mentions.parse.tokens[token.index + 1] if token.index + 1 < len(mentions.parse.tokens) else None
    if following is not None and following.lower in {"of", "that", "which", "where"}:
        return
    for subject in mentions.subjects_above(token):
        seen = mentions.headed(subject)
        if seen and mentions.member(seen).kind == "state":
            mentions.add(mentions.member(seen), token.index, token.index + 1, "description", via=seen)
            return
    _add_last(mentions, token, lambda member: member.kind == "state", whole=True)


def _add_last(mentions: Mentions, token: Token, *tests: Callable[[Member], bool], whole: bool = False) -> None:
    """Resolve a noun to the last actor that passes a test; the first test that anybody passes decides.

    With `whole`, mentions that only stand before another noun ("US flags") come after all others.
    """
    near = list(_near(mentions, token))
    if whole:
        near.sort(key=lambda seen: _is_modifier(mentions.parse, mentions.parse.tokens[seen.head]))
    for test in tests:
        fitting = [
            seen for seen in near if test(mentions.member(seen)) and _agrees(mentions, token, mentions.member(seen))
        ]
        named = [seen for seen in fitting if seen.by in NAMED] or fitting
        if named:
            mentions.add(mentions.member(named[0]), token.index, token.index + 1, "description", via=named[0])
            return


def _near(mentions: Mentions, token: Token) -> Iterator[Seen]:
    for seen in mentions.before(token.index):
        if token.sentence - mentions.parse.tokens[seen.first].sentence > NEAR:
            return
        yield seen


def _is_bloc(member: Member) -> bool:
    return member.kind == "bloc" or member.id in memberships()


def _is_armed(member: Member) -> bool:
    return member.kind == "armed_group" and member.noun is None


def _is_organization(member: Member) -> bool:
    return member.kind in {"organization", "bloc"} and member.noun is None


def _is_modifier(parse: Parse, token: Token) -> bool:
    return token.dep in {"compound", "amod", "nmod", "npadvmod"} and parse.head(token).index > token.index


def _is_neighbouring(parse: Parse, token: Token) -> bool:
    return any(child.lower in references().nouns.neighbouring for child in parse.children(token, "amod", "compound"))


def _article(parse: Parse, token: Token) -> str:
    before = parse.child(token, "det")
    return before.lower if before else ""


def _start(parse: Parse, token: Token) -> int:
    return min([token.index, *(child.index for child in parse.children(token, "amod", "compound"))])
