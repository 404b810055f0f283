"""Leftovers of machine translation and scraping: fragments without a verb at the edge of a paragraph."""

import re
from functools import cache

from diurna.readers.furniture import furniture
from diurna.records import Span

BOUNDARY = re.compile(r"[.!?…][\"”’»)\]]*(\s+)(?=[–—-]*\s*[^\W\d_])")
WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
QUOTES = re.compile("[\"“”„«»‹›]|(?<!\\w)['‘’]|['’](?!\\w)")
STRAY = re.compile(r"[–—-]+\s*")
EDGE = 240
"""Code points at each edge of a paragraph in which a fragment may stand."""


def debris(text: str, paragraph: Span) -> tuple[Span, ...]:
    """Return the stray fragments that open or close a paragraph: "– Affected country." behind the last sentence.

    A fragment has at most four words and no finite verb, stands outside quotation marks, beside a whole sentence, and
    has at least one word that is no name.  Verbs are told by word lists and endings; no tagger has seen the text.
    """
    found = [_first(text, paragraph), _last(text, paragraph)]
    return tuple(span for span in found if span is not None)


def _last(text: str, paragraph: Span) -> Span | None:
    start = max(paragraph.start, paragraph.end - EDGE)
    window = text[start : paragraph.end]
    breaks = [found for found in BOUNDARY.finditer(window) if not _abbreviated(window[: found.start()])]
    if not breaks:
        return None
    end_before, at = start + breaks[-1].start(1), start + breaks[-1].end(1)
    fragment = text[at : paragraph.end]
    open_ended = fragment[-1] not in "!?:;,…"
    before = text[start + (breaks[-2].end(1) if len(breaks) > 1 else 0) : end_before]
    if open_ended and _is_fragment(fragment) and _is_neighbour(before) and _quotes_closed(text[paragraph.start : at]):
        return Span(at, paragraph.end)
    return None


def _first(text: str, paragraph: Span) -> Span | None:
    window = text[paragraph.start : min(paragraph.end, paragraph.start + EDGE)]
    breaks = [found for found in BOUNDARY.finditer(window) if not _abbreviated(window[: found.start()])]
    if not breaks or window[breaks[0].start()] != ".":
        return None
    fragment = window[: breaks[0].start(1)]
    after = window[breaks[0].end(1) : breaks[1].start() if len(breaks) > 1 else None]
    if _is_fragment(fragment) and _is_neighbour(after):
        return Span(paragraph.start, paragraph.start + len(fragment))
    return None


def _abbreviated(before: str) -> bool:
    word = re.search(r"[\w.’'-]*$", before)
    last = word[0].lower() if word else ""
    return len(last) == 1 or last in _listed("abbreviations") or bool(re.fullmatch(r"(?:\w\.)+\w", last))


def _is_neighbour(sentence: str) -> bool:
    return len(sentence.split()) >= furniture().debris.neighbour


def _quotes_closed(before: str) -> bool:
    straight = before.count('"') % 2 == 0
    return straight and before.count("“") <= before.count("”") and before.count("«") <= before.count("»")


def _is_fragment(sentence: str) -> bool:
    """Tell whether a short sentence has no finite verb, no spoken ellipsis, no quotation, no number, no mere name."""
    stray = STRAY.match(sentence)
    words = WORD.findall(sentence)
    least = 1 if stray else 2
    if not least <= len(words) <= furniture().debris.most_words or QUOTES.search(sentence):
        return False
    if re.search(r"[\d:;@/()\[\]&%$€£]", sentence) or not words[0][0].isupper():
        return False
    if words[0].lower() in _listed("spoken") or words[-1].lower() in _listed("links"):
        return False
    plain = any(word[0].islower() and word not in _listed("links") for word in words[1:])
    linked = any(word in _listed("links") for word in words[1:]) and words[0].lower() not in _listed("links")
    single = stray is not None and len(words) == 1
    told = len(words) - 1 if stray and len(words) > 1 and _is_participle(words[-1]) else len(words)
    return (plain or linked or single) and not any(_is_verb(words, at) for at in range(told))


def _is_participle(word: str) -> bool:
    """Tell whether a word may be a participle behind its noun, as after a stray dash ("– Region concerned.")."""
    return word[0].islower() and word.endswith(("ed", "hit", "struck"))


def _is_verb(words: list[str], at: int) -> bool:
    word = words[at].lower()
    if word in _listed("verbs") or re.search(r"['’](?:s|re|ve|ll|d|m|t)$", word):
        return True
    if at == 0 or words[at][0].isupper():
        return False
    before = words[at - 1].lower()
    if before in _listed("links") or before.endswith(tuple(furniture().debris.adjectives)):
        return False  # a noun, whatever its ending
    return bool(re.search(r"(?:ed|(?<![siu])s)$", word)) and word not in _listed("spoken")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(getattr(furniture().debris, name))
