"""Noun phrases that describe an actor: "Turkish soldiers", "Ukraine's defence ministry", "the Iranian supreme leader"."""

from functools import cache
from typing import NamedTuple

from diurna.mark.names import Hit, Hits
from diurna.mark.tables import words
from diurna.parse import Parse, Token
from diurna.records import Span

MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "case", "punct", "npadvmod", "advmod", "nn", "conj", "cc"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


class Phrase(NamedTuple):
    """A described actor: tokens `first` to `last` without article and count, the head's token index, the noun's words.

    `countries` are the codes of the states that the phrase names before the noun or, failing that, after it;
    `modifiers` the other words before the noun in lower case; `definite` tells a "the" or a possessor.
    """

    first: int
    last: int
    head: int
    noun: str
    countries: tuple[str, ...]
    organizations: tuple[str, ...]
    modifiers: tuple[str, ...]
    definite: bool
    indefinite: bool

    @property
    def country(self) -> str | None:
        """The one state that the phrase names, None where it names none or several."""
        return self.countries[0] if len(self.countries) == 1 else None


def is_head(parse: Parse, hit: Hit) -> bool:
    """Tell whether a noun is the head of its phrase and not a word before another noun."""
    token = parse.tokens[hit.last - 1]
    if all(each.pos not in {"NOUN", "PROPN"} for each in parse.tokens[hit.first : hit.last]):
        return False  # of "secretary-general" the last word is an adjective
    following = parse.tokens[hit.last] if hit.last < len(parse.tokens) else None
    if following is None or following.sentence != token.sentence:
        return True
    if following.text == "-" and following.start == token.end:
        return False
    if token.dep in {"compound", "nmod", "amod"} and token.head > token.index and _has_verb(parse, token):
        between = parse.tokens[token.index + 1 : token.head + 1]
        return not all(each.pos in {"NOUN", "PROPN", "ADJ"} or each.text == "-" for each in between)
    return True


def head_of(parse: Parse, hit: Hit) -> Token:
    """Return the word of a name or noun that the others depend on ("commissioner" of "commissioner for refugees")."""
    for token in parse.tokens[hit.first : hit.last]:
        if not hit.first <= token.head < hit.last or token.head == token.index:
            return token
    return parse.tokens[hit.last - 1]


def _has_verb(parse: Parse, token: Token) -> bool:
    """Tell whether a sentence has a verb; where none is found, a word that a noun is said to belong to is the verb."""
    sentence = parse.sentence_of(token)
    words_of = parse.tokens[sentence.first : sentence.last]
    return sentence.role == "title" or words_of[-1].text != "." or any(each.pos in {"VERB", "AUX"} for each in words_of)


def phrase(parse: Parse, hits: Hits, hit: Hit, noun: str) -> Phrase:
    """Return the phrase around a noun."""
    limit = parse.sentences[parse.tokens[hit.first].sentence].first
    first, own = _start(parse, hits, hit, limit)
    countries = _countries(hits, first, hit.last)
    before = parse.tokens[first - 1] if first > limit else None
    possessed = (
        own or (before is not None and before.tag == "PRP$") or (before is not None and before.text in POSSESSIVES)
    )
    inside = {index for index in range(first, hit.first) if index in hits.proper}
    modifiers = [
        token.lower
        for token in parse.tokens[first : hit.first]
        if token.index not in inside
        and token.text not in POSSESSIVES
        and token.text != "-"
        and token.lower not in words().phrases.passing
    ]
    return Phrase(
        first=first,
        last=hit.last,
        head=hit.last - 1,
        noun=noun,
        countries=countries or _owners(parse, hits, parse.tokens[hit.last - 1]),
        organizations=_organizations(hits, first, hit.last),
        modifiers=tuple(modifiers),
        definite=possessed or (before is not None and before.lower in {"the", "this", "that", "these", "those"}),
        indefinite=before is not None and before.lower in {"a", "an", "another", "some"},
    )


def with_body(parse: Parse, hits: Hits, found: Phrase) -> Phrase:
    """Extend "head" to "head of the bank": the organisation of the table behind "of" is the one that is headed."""
    if found.organizations or found.last >= len(parse.tokens):
        return found
    of = parse.tokens[found.last]
    body = parse.child(of, "pobj") if of.lower == "of" and found.first <= of.head < found.last else None
    hit = hits.proper.get(body.index) if body else None
    if hit is None or hit.named[0].what != "organization":
        return found
    if any(token.pos != "DET" for token in parse.tokens[of.index + 1 : hit.first]):
        return found
    return found._replace(last=hit.last, countries=(), organizations=(hit.named[0].key,), definite=True)


def with_partitive(parse: Parse, found: Phrase) -> int:
    """Return where the phrase begins with what counts it: "thousands of people", "a group of soldiers"."""
    head = parse.tokens[found.head]
    of = parse.head(head)
    if head.dep != "pobj" or of.lower != "of" or of.index >= found.first:
        return found.first
    counted = parse.head(of)
    if counted.lower in words().phrases.partitives and counted.index == of.index - 1:
        return counted.index
    return found.first


def text_of(parse: Parse, first: int, last: int) -> str:
    """Return the words of a stretch of tokens on one line."""
    return " ".join(Span(parse.tokens[first].start, parse.tokens[last - 1].end).of(parse.text).split())


def _start(parse: Parse, hits: Hits, hit: Hit, limit: int) -> tuple[int, bool]:
    """Return where the phrase begins, and whether a state or organisation possesses it there."""
    tokens, first, last = parse.tokens, hit.first, hit.last - 1
    across = hits.proper.get(first)
    if across and across.first < first:
        first = across.first
    while first > limit:
        token = tokens[first - 1]
        if token.text in POSSESSIVES:
            owner = hits.proper.get(first - 2)
            if owner and owner.last == first - 1 and owner.named[0].what in {"country", "organization"}:
                return owner.first, True
            break
        named = hits.proper.get(first - 1)
        if named and named.last == first and named.named[0].what in {"country", "organization"}:
            if named.named[0].what == "country" and named.named[0].form == "people":
                break
            first = named.first
            continue
        if not _is_modifier(tokens, token, first, last, hits):
            break
        first -= 1
    while first < hit.first and (tokens[first].text == "-" or tokens[first].dep == "cc"):
        first += 1
    return first, False


def _is_modifier(tokens: list[Token], token: Token, first: int, last: int, hits: Hits) -> bool:
    if token.lower in _quantifiers() or (
        token.pos in {"DET", "PRON", "NUM", "ADP", "VERB", "AUX", "ADV"} and token.dep != "amod"
    ):
        return False
    if token.entity in {"DATE", "TIME", "CARDINAL", "PERCENT", "ORDINAL"} or token.dep not in MODIFIERS:
        return False
    if token.dep == "cc":
        return (first - 2) in hits.proper and first in hits.proper
    if token.pos == "PUNCT":
        return token.text == "-" and first - 2 >= 0 and tokens[first - 2].sentence == token.sentence
    return first <= token.head <= last


def _countries(hits: Hits, first: int, last: int) -> tuple[str, ...]:
    found = [
        hits.proper[index].named[0].key
        for index in range(first, last)
        if index in hits.proper and hits.proper[index].named[0].what == "country"
    ]
    return tuple(dict.fromkeys(found))


def _organizations(hits: Hits, first: int, last: int) -> tuple[str, ...]:
    found = [
        each.key
        for index in range(first, last)
        if index in hits.proper
        for each in hits.proper[index].named
        if each.what == "organization"
    ]
    return tuple(dict.fromkeys(found))


def _owners(parse: Parse, hits: Hits, head: Token) -> tuple[str, ...]:
    """Return the states of an "of", "from" or "in" phrase behind the noun."""
    for prep in parse.children(head, "prep"):
        if prep.lower in words().phrases.owners and prep.index - head.index == 1:
            noun = parse.child(prep, "pobj")
            named = [hits.proper.get(each.index) for each in parse.conjuncts(noun)] if noun else []
            found = [hit.named[0].key for hit in named if hit and hit.named[0].what == "country"]
            if found:
                return tuple(dict.fromkeys(found))
    return ()


@cache
def _quantifiers() -> frozenset[str]:
    return frozenset(words().phrases.quantifiers)
