"""Persons: names clustered inside the article and identified by the table at the day of publication."""

from diurna.mark.cast import Cast
from diurna.mark.names import Hits
from diurna.mark.people import People, leaders_by_surname
from diurna.mark.person_names import PersonName, given_of, person_names
from diurna.mark.place_words import PlaceWords, is_city, is_located
from diurna.mark.spelling import compatible, folded, is_initial, plain, without_article
from diurna.mark.tables import leaders, words
from diurna.mark.titles import is_title
from diurna.parse import Parse, Sentence, Token

SHORT = 2
"""Longest word that is never taken as a name by itself."""


def add_persons(cast: Cast, sentences: list[Sentence], hits: Hits, places: PlaceWords) -> None:
    """Find persons by name: full names first, so that surnames find them wherever they stand."""
    names = [name for name in person_names(cast.parse, sentences, hits) if not _is_headline_debris(cast.parse, name)]
    people = People(cast, hits, places)
    for name in names:
        if len(name.parts) > 1 or name.leaders:
            people.add_full(name)
    for name in names:
        if len(name.parts) == 1 and not name.leaders:
            _add_single(people, name, hits)
    _add_headline_surnames(people, sentences, hits)
    _add_leading_surnames(people, sentences, hits)
    _add_relatives(people, sentences, hits)
    _add_missed(people, sentences, hits)


def _is_headline_debris(parse: Parse, name: PersonName) -> bool:
    """Tell whether a label in a headline covers the surname of a leader and words that are not the leader's."""
    if parse.sentence_of(parse.tokens[name.first]).role != "title" or name.leaders:
        return False
    words_of = parse.tokens[name.first : name.last]
    keys = [
        key for token in words_of if token.text.isalpha() for key in leaders_by_surname().get(folded(token.text), ())
    ]
    own = [key for key in keys if compatible(given_of(name.parts), given_of(tuple(leaders()[key][0].name.split())))]
    return bool(keys) and not own and len(name.parts) > 1


def _add_headline_surnames(people: People, sentences: list[Sentence], hits: Hits) -> None:
    """Find leaders by surname in headlines, where title case hides them from the parser."""
    for sentence in sentences:
        if sentence.role != "title":
            continue
        for token in people.cast.parse.tokens[sentence.first : sentence.last]:
            fold = folded(token.text)
            known = token.text[0].isupper() and token.index not in hits.proper and not people.cast.over(token)
            if not known or fold in people.by_surname or fold not in leaders_by_surname() or token.index in hits.nouns:
                continue
            if token.index > sentence.first and _is_other_given_name(people, token, hits):
                continue
            name = _bare(token.index, token.text, initial=False)
            common = plain(token.text) in words().titles.common_surnames or people.places.is_no_name(token)
            if not common and people.leader_by_surname(name):
                people.add_single(name)


def _is_other_given_name(people: People, surname: Token, hits: Hits) -> bool:
    """Tell whether the word before a surname is a given name, so that a leader of another name is not meant."""
    before = people.cast.parse.tokens[surname.index - 1]
    known = before.index in hits.proper or before.index in hits.nouns or people.cast.over(before) is not None
    if known or before.tag != "NNP" or not before.text[0].isupper() or is_title(before):
        return False
    return all(
        plain(before.text) not in plain(leaders()[key][0].name).split()
        for key in leaders_by_surname()[folded(surname.text)]
    )


def _add_leading_surnames(people: People, sentences: list[Sentence], hits: Hits) -> None:
    """Find those who govern by surname alone where the parser has not labelled it ("Modi will visit")."""
    tokens = people.cast.parse.tokens
    for sentence in sentences:
        if sentence.role == "title":
            continue
        for token in tokens[sentence.first : sentence.last]:
            if (
                not token.text[0].isupper()
                or len(token.text) <= SHORT
                or folded(token.text) not in leaders_by_surname()
            ):
                continue
            if _is_lone_name(people, token, sentence, hits):
                name = _bare(token.index, token.text, initial=False)
                if plain(token.text) not in words().titles.common_surnames and people.leader_by_surname(name):
                    people.add_single(name)


def _is_lone_name(people: People, token: Token, sentence: Sentence, hits: Hits) -> bool:
    """Tell whether a word may be a surname alone: no part of a longer name, no word that the article uses otherwise."""
    tokens = people.cast.parse.tokens
    if token.index in hits.proper or token.index in hits.nouns or people.cast.over(token):
        return False
    if token.pos not in {"PROPN", "NOUN"} or token.entity in {"DATE", "TIME", "FAC", "LOC"} or token.text.isupper():
        return False
    beside = [tokens[index] for index in (token.index - 1, token.index + 1) if sentence.first <= index < sentence.last]
    if any(each.text[0].isupper() and each.pos == "PROPN" and each.index not in hits.proper for each in beside):
        return False
    opens = token.index == sentence.first and token.lower in people.places.small
    part = bool(token.entity) and _in_name(people.cast, token.index)
    return not (opens or part or is_located(people.cast.parse, token) or is_city(token.text))


def _add_relatives(people: People, sentences: list[Sentence], hits: Hits) -> None:
    """Find two-word names labelled as bodies that end with the surname of a person of the article."""
    tokens = people.cast.parse.tokens
    for sentence in sentences:
        for first, last in zip(tokens[sentence.first :], tokens[sentence.first + 1 : sentence.last], strict=False):
            labelled = first.entity == last.entity == "ORG" and first.entity_start and not last.entity_start
            if not labelled or people.cast.over(last) or first.index in hits.proper:
                continue
            longer = last.index + 1 < sentence.last and tokens[last.index + 1].entity == "ORG"
            known = people.by_surname.get(folded(last.text), ())
            if not longer and any(plain(member.surname or "") == plain(last.text) for member in known):
                name = _bare(last.index, last.text, initial=False)
                people.add_full(name._replace(first=first.index, name_first=first.index, parts=(first.text, last.text)))


def _add_missed(people: People, sentences: list[Sentence], hits: Hits) -> None:
    """Find further mentions of surnames and given names that the parser did not label."""
    for sentence in sentences:
        for token in people.cast.parse.tokens[sentence.first : sentence.last]:
            if token.text[0].isupper() and token.pos in {"PROPN", "NOUN"} and _is_missed(people, token, hits):
                _add_single(people, _bare(token.index, token.text, initial=_initial(people.cast.parse, token)), hits)


def _add_single(people: People, name: PersonName, hits: Hits) -> None:
    """Take a single word, with the given name before it that nobody labelled."""
    own = _given_before(people, people.cast.parse.tokens[name.name_first], hits)
    if own is None or len(name.titles) or folded(name.parts[0]) not in people.by_surname:
        people.add_single(name)
    else:
        people.add_full(name._replace(first=own.index, name_first=own.index, parts=(own.text, *name.parts)))


def _given_before(people: People, token: Token, hits: Hits) -> Token | None:
    """Return the given name before a surname of the article that nobody labelled: another person of that surname."""
    before = people.cast.parse.tokens[token.index - 1] if token.index else None
    if before is None or before.head != token.index or before.tag != "NNP" or before.dep != "compound":
        return None
    free = before.index not in hits.proper and before.index not in hits.nouns and not people.cast.over(before)
    named = free and before.text.isalpha() and len(before.text) > SHORT and not before.text.isupper()
    return before if named and not is_title(before) else None


def _is_missed(people: People, token: Token, hits: Hits) -> bool:
    if len(token.text) <= SHORT or people.cast.over(token):
        return False
    if token.index in hits.proper and not _is_capital_city(people.cast.parse, token, hits):
        return False
    if token.entity in {"ORG", "GPE", "FAC"} and _in_name(people.cast, token.index):
        return False
    if token.pos == "NOUN" and token.index in hits.nouns:
        return False
    fold, word = folded(token.text), without_article(token.text)
    if any(without_article(member.surname or "") == word for member in people.by_surname.get(fold, ())):
        return True
    return (
        token.pos == "PROPN"
        and token.entity != "NORP"
        and any(
            member.id is None and word in {plain(each) for each in member.given}
            for member in people.by_given.get(fold, ())
        )
        and not is_located(people.cast.parse, token)
    )


def _is_capital_city(parse: Parse, token: Token, hits: Hits) -> bool:
    """Tell whether a word names a capital, and stands where a person may: "Paris told the court", not "in Paris"."""
    hit = hits.proper[token.index]
    capital = hit.named[0].form == "capital" and hit.last - hit.first == 1
    return capital and token.dep in {"nsubj", "nsubjpass", "poss"} and not is_located(parse, token)


def _in_name(cast: Cast, index: int) -> bool:
    """Tell whether a labelled name has more words than this one."""
    tokens = cast.parse.tokens
    following = index + 1 < len(tokens) and bool(tokens[index + 1].entity) and not tokens[index + 1].entity_start
    return following or not tokens[index].entity_start


def _initial(parse: Parse, token: Token) -> bool:
    """Tell whether an initial stands before a surname."""
    before = parse.tokens[token.index - 1] if token.index else None
    return before is not None and before.sentence == token.sentence and is_initial(before.text) and "." in before.text


def _bare(index: int, word: str, *, initial: bool) -> PersonName:
    index, last = index - initial, index + 1
    return PersonName(
        first=index, last=last, name_first=index, parts=(word,), titles=(), sectors=(), country=None, gender=None,
        former=False, leaders=(), form=None,
    )  # fmt: skip
