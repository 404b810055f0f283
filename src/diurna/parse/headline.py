"""Title-case headlines in sentence case, at equal length: title case breaks the tagger."""

import re
from collections import Counter

from diurna.records import Article, Span

WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
SHOUTED = 5
"""Longest word of capitals that is taken as an acronym in a headline that is not all capitals."""


def sentence_cased(article: Article, span: Span) -> str:
    """Return a headline's words, lower-cased where the body shows that they are no names; same length.

    A headline that is not in title case (a tenth or more of its longer words start small) is returned as it is.
    """
    title = span.of(article.text)
    words = [found for found in WORD.finditer(title) if len(found[0]) > 3]
    small = sum(found[0][0].islower() for found in words)
    if not words or small * 10 >= len(words):
        return title
    names = _names(article.text, span)
    shouting = title.isupper()
    first = WORD.search(title)
    pieces, at = [], 0
    for found in WORD.finditer(title):
        word = found[0]
        keep = found.start() == (first.start() if first else 0) or _is_name(word, names, shouting=shouting)
        pieces += [title[at : found.start()], _named(word, shouting=shouting) if keep else _lowered(word)]
        at = found.end()
    return "".join([*pieces, title[at:]])


def _is_name(word: str, names: Counter[str], *, shouting: bool) -> bool:
    if not shouting and len(word) <= SHOUTED and word.isupper() and len(word) > 1:
        return True
    base = re.sub(r"['’]s?$", "", word).lower()
    return names[base] > 0


def _names(text: str, title: Span) -> Counter[str]:
    """Count for each word how much oftener it is written with a capital inside sentences than without one."""
    names: Counter[str] = Counter()
    for found in WORD.finditer(text):
        if title.start <= found.start() < title.end:
            continue
        word = re.sub(r"['’]s?$", "", found[0])
        before = text[max(0, found.start() - 3) : found.start()].rstrip(" \t“\"'‘(")
        if word[0].islower():
            names[word] -= 1
        elif before and before[-1] not in ".!?:\n":
            names[word.lower()] += 1
    return names


def _lowered(word: str) -> str:
    small = word.lower()
    return small if len(small) == len(word) else word


def _named(word: str, *, shouting: bool) -> str:
    if not shouting:
        return word
    named = word[0] + word[1:].lower()
    return named if len(named) == len(word) else word
