"""Persons whose given name is also a place's: "Paris" or "India" before a surname, with a sign of a person beside them."""

from functools import cache

from diurna.mark.mentions import references
from diurna.mark.names import Hits
from diurna.mark.place_words import is_site
from diurna.mark.tables import words
from diurna.mark.titles import is_title
from diurna.parse import Parse, Sentence


def settle_namesakes(parse: Parse, sentences: list[Sentence], hits: Hits) -> None:
    """Note in `hits.namesakes` where such a name begins, and forget the state or capital that its first word names.

    A name that is a person's once in the article, and not only in a headline, is the person's everywhere.
    """
    found = [
        (token.index, sentence)
        for sentence in sentences
        for token in parse.tokens[sentence.first : sentence.last - 1]
        if token.text in _given() and _is_named(parse, hits, token.index, sentence)
    ]
    persons = {
        parse.tokens[index + 1].text
        for index, sentence in found
        if sentence.role != "title"
        and (_is_titled(parse, hits, index, sentence) or _is_told(parse, index + 1, sentence))
    }
    for index, _ in found:
        if parse.tokens[index + 1].text in persons:
            hits.namesakes.add(index)
            if hit := hits.proper.get(index):
                hits.drop(hit)


def _is_named(parse: Parse, hits: Hits, index: int, sentence: Sentence) -> bool:
    """Tell whether one word that may be a surname follows, none of an institution, a site or an agreement."""
    surname = parse.tokens[index + 1]
    hit = hits.proper.get(index)
    if surname.tag != "NNP" or not surname.text.istitle() or not surname.text.isalpha():
        return False
    if (hit and hit.last > index + 1) or surname.index in hits.proper or surname.index in hits.nouns:
        return False
    beside = [each for each in (index - 1, index + 2) if sentence.first < each < sentence.last]
    longer = [parse.tokens[each] for each in beside if parse.tokens[each].tag == "NNP" and each not in hits.nouns]
    if any(not is_title(token) for token in longer) or surname.entity in {"DATE", "TIME", "EVENT", "LAW"}:
        return False
    return not is_site(surname.text) and surname.text not in _no_surnames()


def _is_titled(parse: Parse, hits: Hits, index: int, sentence: Sentence) -> bool:
    """Tell whether a title or occupation stands before the name, or an age behind it ("Paris Hilton, 41, …")."""
    if index > sentence.first and (is_title(parse.tokens[index - 1]) or hits.role_ending(index)):
        return True
    behind = [token.text for token in parse.tokens[index + 2 : min(index + 5, sentence.last)]]
    return len(behind) == 3 and behind[0] == behind[2] == "," and behind[1].isdecimal() and len(behind[1]) <= 2


def _is_told(parse: Parse, index: int, sentence: Sentence) -> bool:
    """Tell whether the name does what only a person does, or is "he" or "she" in the same sentence."""
    surname = parse.tokens[index]
    if surname.dep not in {"nsubj", "nsubjpass"}:
        return False
    verb = parse.head(surname)
    later = {token.lower for token in parse.tokens[verb.index + 1 : sentence.last]}
    return verb.lemma in words().namesakes.verbs or bool(later & _pronouns())


@cache
def _given() -> frozenset[str]:
    return frozenset(words().namesakes.given)


@cache
def _no_surnames() -> frozenset[str]:
    return frozenset({*words().institutions.endings, *words().namesakes.never_before})


@cache
def _pronouns() -> frozenset[str]:
    pronouns = references().pronouns
    return frozenset({*pronouns.masculine, *pronouns.feminine})
