"""Names of persons with the titles before them: "Chilean President Ana Silva", "Gen. Mark Milley", "Ms Shaw"."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from diurna.mark.names import ACRONYM, Hit, Hits, is_shouted
from diurna.mark.place_words import is_city, is_site
from diurna.mark.spelling import gender_of, plain
from diurna.mark.tables import words
from diurna.mark.titles import TitleReader, is_title
from diurna.parse import Parse, Sentence, Token

PHRASE_POS = frozenset({"ADJ", "ADP", "DET", "NOUN", "PART", "PROPN"})
FAR = 10
"""Most words between a role and the name that stands behind it."""

LONGEST = 6
"""Most words that we take as one person's name."""


LONGEST_TEXT = 200
"""Most characters of a name; longer ones are run-together text."""


class PersonName(NamedTuple):
    """A person's name in the text: tokens `first` to `last` with titles, the name itself from `name_first`.

    `parts` are the words of the name; `leaders` the ids of the table's rows with exactly this name; `country` and
    `sectors` are what the words before it tell.
    """

    first: int
    last: int
    name_first: int
    parts: tuple[str, ...]
    titles: tuple[str, ...]
    sectors: tuple[str, ...]
    country: str | None
    gender: str | None
    former: bool
    leaders: tuple[str, ...]
    form: str | None


def person_names(parse: Parse, sentences: list[Sentence], hits: Hits) -> list[PersonName]:
    """Return the names of persons in text order, without overlap."""
    found: list[PersonName] = []
    for sentence in sentences:
        end = sentence.first
        for one in sorted(_ranges(parse, sentence, hits), key=_longest_first):
            if one[0] >= end and parse.tokens[one[1] - 1].end - parse.tokens[one[0]].start <= LONGEST_TEXT:
                found.append(_titled(parse, hits, one, sentence.first))
                end = one[1]
    return found


def name_words(tokens: list[Token]) -> tuple[str, ...]:
    """Return the words of a name, with hyphenated ones joined."""
    parts: list[str] = []
    joined = False
    for token in tokens:
        if token.text in {"-", "‐", "‑", "–"}:
            joined = bool(parts)
        elif joined:
            parts[-1] += "-" + token.text
            joined = False
        else:
            parts.append(token.text)
    return tuple(part for part in parts if plain(part) not in words().titles.suffixes)


def surname_of(parts: tuple[str, ...], *, country: str | None = None) -> str:
    """Return the family name: the last word, or the first where the country's names begin with it."""
    return parts[0] if len(parts) > 1 and _is_family_first(parts, country) else parts[-1]


def given_of(parts: tuple[str, ...], *, country: str | None = None) -> tuple[str, ...]:
    """Return the given names, without the small words between names."""
    given = parts[1:] if _is_family_first(parts, country) else parts[:-1]
    return tuple(part for part in given if plain(part) not in _particles())


def _is_family_first(parts: tuple[str, ...], country: str | None) -> bool:
    """Tell whether a name begins with the family's: by country, or as "Choi Soon-sil" is written."""
    if country in words().titles.family_first:
        return True
    _, hyphen, rest = parts[-1].partition("-")
    return bool(hyphen) and rest.islower() and plain(parts[0]) in words().titles.family_names


def _longest_first(found: tuple[int, int, Hit | None]) -> tuple[int, bool, int]:
    return found[0], found[2] is None, -found[1]


def _ranges(parse: Parse, sentence: Sentence, hits: Hits) -> Iterator[tuple[int, int, Hit | None]]:
    index = sentence.first
    while index < sentence.last:
        token = parse.tokens[index]
        hit = hits.proper.get(index)
        if hit and hit.first == index and hit.named[0].what == "leader":
            if hit.last - hit.first > 1 or token.pos == "PROPN":
                yield hit.first, hit.last, hit
        elif index in hits.namesakes:
            yield index, index + 2, None
        elif token.entity == "PERSON" and token.entity_start:
            last = index + 1
            while (
                last < sentence.last and parse.tokens[last].entity == "PERSON" and not parse.tokens[last].entity_start
            ):
                last += 1
            yield from _cleaned(parse, hits, index, last)
        elif last_described := _described(parse, hits, index, sentence):
            yield from _cleaned(parse, hits, index, last_described)
        elif _opens_name(parse, hits, index, sentence):
            yield from _cleaned(parse, hits, index, _run(parse, hits, index, sentence))
        index += 1


def _opens_name(parse: Parse, hits: Hits, index: int, sentence: Sentence) -> bool:
    """Tell whether a name that the parser did not label begins here: a capital behind a title."""
    token = parse.tokens[index]
    if _is_given_name(parse, hits, index, sentence) or _is_apposed(parse, hits, index, sentence):
        return True
    if token.entity == "PERSON" or not _is_capital(token) or index == sentence.first or index in hits.proper:
        return False
    before = parse.tokens[index - 1]
    if index in hits.nouns and hits.nouns[index].first < index:
        return False
    if before.lemma in words().titles.personal and before.tag.startswith("VB"):
        return token.tag == "NNP" and token.entity != "ORG" and _is_whole_name(parse, hits, index, sentence)
    if is_title(before):
        return before.text[:1].isupper()
    return hits.role_ending(index) is not None and _may_be_surname(parse, token, sentence)


def _may_be_surname(parse: Parse, token: Token, sentence: Sentence) -> bool:
    """Tell whether a capital behind a role may be a name, though the parser may call it a place ("President Buhari")."""
    if token.entity != "GPE":
        return token.tag in {"NNP", "NNPS"} and token.entity not in {"ORG", "FAC", "LOC", "DATE"}
    following = parse.tokens[token.index + 1] if token.index + 1 < sentence.last else None
    alone = following is None or following.entity != "GPE" or following.entity_start
    capital = parse.tokens[token.index - 1].text[0].isupper()
    return token.tag == "NNP" and alone and capital and not is_city(token.text)


def _is_given_name(parse: Parse, hits: Hits, index: int, sentence: Sentence) -> bool:
    """Tell whether a given name that we know is followed by another name ("Christian Marchand" labelled otherwise)."""
    if index + 1 >= sentence.last or gender_of(parse.tokens[index].text) is None:
        return False
    token, following = parse.tokens[index], parse.tokens[index + 1]
    fits = all(
        each.entity in {"", "PERSON", "NORP", "GPE", "ORG"}
        and each.tag in {"NNP", "NNPS"}
        and _is_capital(each)
        and each.index not in hits.proper
        for each in (token, following)
    )
    after = parse.tokens[index + 2] if index + 2 < sentence.last else None
    longer = after is not None and after.entity == "ORG" and not after.entity_start
    return (
        fits
        and not longer
        and token.entity != "PERSON"
        and following.index not in hits.nouns
        and following.text.isalpha()
    )


def _is_apposed(parse: Parse, hits: Hits, index: int, sentence: Sentence) -> bool:
    """Tell whether a capital opens a name behind a role and a comma: "the president of the region, Ugo Bellini, …"."""
    token, at = parse.tokens[index], index - 2
    if (
        index - 2 < sentence.first
        or parse.tokens[index - 1].text != ","
        or token.tag != "NNP"
        or not _is_capital(token)
    ):
        return False
    while at >= sentence.first and index - at < FAR and parse.tokens[at].pos in PHRASE_POS:
        hit = hits.nouns.get(at)
        if hit and hit.last == at + 1 and hit.named[-1].form == "one" and parse.tokens[at].pos == "NOUN":
            last = _run(parse, hits, index, sentence)
            behind = at == index - 2 or parse.tokens[at + 1].pos == "ADP"
            closed = last < sentence.last and parse.tokens[last].text == ","
            return behind and closed and last - index > 1 and hits.role_ending(at + 1) is not None
        at -= 1
    return False


def _is_whole_name(parse: Parse, hits: Hits, index: int, sentence: Sentence) -> bool:
    """Tell whether two or more capitals stand alone, not before a noun ("arrest Red Star members")."""
    last = _run(parse, hits, index, sentence)
    final = parse.tokens[last - 1]
    alone = final.dep != "compound" or final.head < last
    return last - index > 1 and alone and all(_is_proper(each) for each in parse.tokens[index:last])


def _described(parse: Parse, hits: Hits, index: int, sentence: Sentence) -> int | None:
    """Return where a name ends that a noun for one person explains: "Marta Lindt, a teacher, …", however labelled."""
    tokens = parse.tokens
    if not _is_proper(tokens[index]) or index in hits.proper or index in hits.nouns:
        return None
    if index > sentence.first and tokens[index - 1].pos == "PROPN":
        return None
    last = index + 1
    while last < sentence.last and last - index < LONGEST and _is_proper(tokens[last]):
        last += 1
    if last - index == 1 or last >= sentence.last or tokens[last].text != ",":
        return None
    for child in parse.children(tokens[last - 1], "appos"):
        hit = hits.nouns.get(child.index)
        one = hit is not None and hit.last == child.index + 1 and any(each.form == "one" for each in hit.named)
        if one and child.pos == "NOUN" and last < child.index <= last + FAR:
            return last
    return None


def _is_proper(token: Token) -> bool:
    return token.tag == "NNP" and _is_capital(token) and token.text.replace(".", "").isalpha()


def _run(parse: Parse, hits: Hits, index: int, sentence: Sentence) -> int:
    last = index
    while last < sentence.last and last - index < LONGEST:
        token = parse.tokens[last]
        named = _is_capital(token) and token.pos in {"PROPN", "NOUN", "ADJ"} and last not in hits.proper
        named = named and token.entity not in {"DATE", "TIME"}
        small = plain(token.text) in _particles() and last + 1 < sentence.last and _is_capital(parse.tokens[last + 1])
        hyphen = token.text == "-" and last + 1 < sentence.last and parse.tokens[last + 1].text.isalpha()
        if last > index and not (named or small or hyphen):
            break
        last += 1
    return last


def _cleaned(parse: Parse, hits: Hits, first: int, last: int) -> Iterator[tuple[int, int, None]]:
    """Yield the part of a labelled stretch that is a name, if any."""
    tokens = parse.tokens
    while first < last and _is_before_name(tokens[first], hits, last):
        hit = hits.proper.get(first) or hits.nouns.get(first)
        first = min(hit.last, last) if hit and hit.first == first else first + 1
    for index in range(first, last):
        token = tokens[index]
        if not (_is_capital(token) or token.text in {"-", "."} or plain(token.text) in _particles()):
            last = index
            break
    while first < last and (not tokens[last - 1].text[-1:].isalnum() or plain(tokens[last - 1].text) in _particles()):
        last -= 1
    if last - first == 2 and _is_hyphenated(tokens, first, last):
        last += 2
    if first < last and _is_name(parse, hits, first, last):
        yield first, last, None


def _is_hyphenated(tokens: list[Token], first: int, last: int) -> bool:
    """Tell whether a name goes on behind a hyphen, as Korean and Chinese names do ("Choi Soon-sil", "Chan Tai-man")."""
    if last + 1 >= len(tokens):
        return False
    hyphen, rest = tokens[last], tokens[last + 1]
    if plain(tokens[first].text) not in words().titles.family_names and rest.pos != "PROPN" and rest.entity != "PERSON":
        return False
    joined = hyphen.text == "-" and tokens[last - 1].end == hyphen.start and hyphen.end == rest.start
    return joined and rest.text.isalpha() and rest.text.islower() and len(rest.text) <= LONGEST and rest.pos != "VERB"


def _is_before_name(token: Token, hits: Hits, last: int) -> bool:
    if not _is_capital(token) or is_title(token):
        return True
    following = hits.nouns.get(token.index + 1)
    if token.lower in words().titles.between and following is not None and following.last < last:
        return True
    noun = hits.nouns.get(token.index)
    if noun and noun.first == token.index and noun.last < last:
        return any(each.what == "role" for each in noun.named)
    proper = hits.proper.get(token.index)
    adjective = proper is not None and proper.first == token.index and proper.last < last
    return adjective and proper is not None and proper.named[0].form in {"adjective", "acronym"}


def _is_name(parse: Parse, hits: Hits, first: int, last: int) -> bool:
    tokens = parse.tokens[first:last]
    hit = hits.proper.get(first)
    if hit and hit.first <= first and hit.last >= last and hit.named[0].what != "leader":
        return False
    letters = any(len(token.text) > 1 and token.text[0].isalpha() for token in tokens)
    if not letters or any(plain(token.text) in _not_names() for token in tokens) or _is_only_title(hits, tokens):
        return False
    if len(tokens) > 1:
        verbs = any(token.pos in {"VERB", "AUX", "DET"} for token in tokens)
        return len(tokens) <= LONGEST and not verbs and not is_site(tokens[-1].text)
    word = tokens[0]
    if word.text.isupper() and len(word.text) <= ACRONYM and not is_shouted(parse, parse.sentence_of(word)):
        return False
    behind_article = first > 0 and parse.tokens[first - 1].lower == "the"
    return not behind_article and word.pos in {"PROPN", "NOUN"} and not any(sign.isdigit() for sign in word.text)


def _is_only_title(hits: Hits, tokens: list[Token]) -> bool:
    """Tell whether a label covers a role and no name ("National Chairman")."""
    return hits.role_ending(tokens[-1].index + 1) is not None and gender_of(tokens[0].text) is None


def _titled(parse: Parse, hits: Hits, found: tuple[int, int, Hit | None], limit: int) -> PersonName:
    """Read the words before a name: roles, ranks, honorifics, a country, whether it was long ago."""
    first, last, hit = found
    parts = name_words(parse.tokens[first:last])
    before = TitleReader(parse, hits, first, limit)
    before.read()
    genders = [gender_of(part) for part in parts[:-1] or parts]
    leaders = tuple(each.key for each in hit.named if each.what == "leader") if hit else ()
    return PersonName(
        first=before.first,
        last=last,
        name_first=first,
        parts=parts,
        titles=tuple(before.titles),
        sectors=tuple(before.sectors),
        country=before.country,
        gender=before.gender or next((gender for gender in genders if gender), None),
        former=before.former,
        leaders=leaders,
        form=hit.named[0].form if hit else None,
    )


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper() or bool(re.match(r"[^\W\d_]['’][^\W\d_]", token.text))


@cache
def _particles() -> frozenset[str]:
    return frozenset(words().titles.particles)


@cache
def _not_names() -> frozenset[str]:
    return frozenset(words().debris.not_names)
