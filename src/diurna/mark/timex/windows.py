"""Windows: the parts of a text that can hold a time expression; most of a text is in none and need not be looked at."""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Literal

from diurna.mark.timex.words import Value

LETTERS_OR_DIGITS = re.compile(r"[^\W\d_]+|\d+")

Heat = Literal["known", "digits", "hot"]
"""A piece of a word of time, digits, or a piece without which there is no time expression."""

SUFFIXES: dict[str, Heat] = {
    "a": "known", "am": "hot", "fy": "hot", "m": "hot", "nd": "known", "p": "known", "pm": "hot", "rd": "known",
    "s": "known", "st": "known", "t": "known", "th": "known", "z": "known",
}  # fmt: skip
"""Letters that are read with the digits beside them."""

BESIDE = tuple(":/.’‘'s")
"""Marks and letters beside digits in clock times, numeric dates and decades."""

SPELLED = 10
"""The least number word that may begin a spelled year ("ten sixty-six", "nineteen ninety")."""

YEAR = 4
"""Digits of a year, or of an hour and its minutes."""


def windows(text: str, start: int, end: int, pieces: Mapping[str, Heat]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a text without unknown words that may hold a time expression, in text order."""
    first, hot = -1, False
    for found in LETTERS_OR_DIGITS.finditer(text, start, end):
        piece = found[0]
        heat = pieces.get(piece.lower())
        if heat is None and piece[0].isdigit():
            heat = "hot" if _may_be_time(text, found.start(), found.end()) else "digits"
        elif heat is None:
            if first < 0:
                continue
            if not text[found.start() - 1].isalnum():
                if hot:
                    yield first, found.start()
                first, hot = -1, False
                continue
        first = found.start() if first < 0 else first
        hot = hot or heat == "hot"
    if hot:
        yield first, end


def pieces_of(words: Iterable[tuple[str, Mapping[str, Value]]], triggers: AbstractSet[str]) -> dict[str, Heat]:
    """Return the pieces of words of time in lower case; `words` come with their classes, of which some are triggers.

    Of a trigger of several pieces ("at the moment") the longest is hot.
    """
    found = dict(SUFFIXES)
    for word, classes in words:
        pieces = [piece.lower() for piece in LETTERS_OR_DIGITS.findall(word)]
        for piece in pieces:
            found.setdefault(piece, "known")
        if pieces and (not triggers.isdisjoint(classes) or int(classes.get("cardinal", 0)) >= SPELLED):
            found[max(pieces, key=len)] = "hot"
    return found


def _may_be_time(text: str, start: int, end: int) -> bool:
    """Tell whether digits may be a year, a clock time, a numeric date or a decade."""
    return end - start >= YEAR or text[end : end + 1] in BESIDE or text[start - 1 : start] in BESIDE
