"""Spellings: when two written names may be one, across transliterations and forms of a given name.

A similarity threshold cannot tell "Ibrahim" from "Ebrahim Raisi" without joining Khamenei to Khomeini; a fold of the
surname and classes of given names can.
"""

import re
import unicodedata
from functools import cache
from typing import Literal

from diurna.mark.tables import GivenNames
from diurna.rules.load import Shaped, toml, tsv

Where = Literal["any", "end"]


class Fold(Shaped, frozen=True, kw_only=True, rename={"source": "from", "target": "to"}):
    """Letters that are written in several ways (`from`, a regular expression), the way we compare (`to`), and where."""

    source: str
    target: str
    at: Where = "any"


class Spelling(Shaped, frozen=True, kw_only=True):
    """`en/spelling.toml`."""

    articles: tuple[str, ...]
    folds: tuple[Fold, ...]


@cache
def plain(word: str) -> str:
    """Return a word in lower case, without accents and apostrophes."""
    if word.isascii():
        return word.lower().replace("'", "")
    bare = unicodedata.normalize("NFKD", word.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("ß", "ss"))
    return "".join(letter for letter in bare if letter.isalnum() or letter in " -").lower()


@cache
def folded(name: str) -> str:
    """Return the form in which spellings of one surname agree ("Qaddafi", "Gaddafi"; "al-Assad", "Assad")."""
    word = without_article(name)
    word = word.replace("-", "").replace(" ", "")
    for pattern, target in _folds():
        word = pattern.sub(target, word)
    return re.sub(r"(.)\1", r"\1", word)


def without_article(name: str) -> str:
    """Return a surname in lower case without accents and without an Arabic article ("el-Sissi" is "sissi")."""
    word = plain(name)
    head, dash, rest = word.partition("-")
    return rest if dash and head in _articles() else word


@cache
def given_class(name: str) -> str:
    """Return what stands for all forms of a given name, or the name's own fold."""
    return _given().get(plain(name), (folded(name), None))[0]


@cache
def gender_of(given: str) -> str | None:
    """Return "masculine" or "feminine" for a given name that we know."""
    return _given().get(plain(given), ("", None))[1]


def is_initial(name: str) -> bool:
    """Tell whether a given name is written as an initial ("J.", "J.R.")."""
    return name[:1].isupper() and bool(re.fullmatch(r"(?:[^\W\d_]\.?){1,2}", name)) and (len(name) == 1 or "." in name)


def compatible(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two lists of given names may be one person's.

    They may where one is empty or each name of the shorter list answers one of the longer: the same, a form of it in
    another language, or its initial.
    """
    if folded("".join(one)) == folded("".join(other)):
        return True
    short, long = sorted((_pieces(one), _pieces(other)), key=len)
    return all(any(_answers(name, each) for each in long) for name in short)


def _pieces(given: tuple[str, ...]) -> list[str]:
    return [piece for name in given for piece in name.split("-") if piece]


def _answers(name: str, other: str) -> bool:
    if is_initial(name) or is_initial(other):
        return plain(name)[:1] == plain(other)[:1]
    return given_class(name) == given_class(other)


@cache
def _articles() -> frozenset[str]:
    return frozenset(toml("en/spelling.toml", Spelling).articles)


@cache
def _folds() -> tuple[tuple[re.Pattern[str], str], ...]:
    endings = {"any": "", "end": "$"}
    rules = toml("en/spelling.toml", Spelling).folds
    return tuple((re.compile(f"(?:{rule.source}){endings[rule.at]}"), rule.target) for rule in rules)


@cache
def _given() -> dict[str, tuple[str, str | None]]:
    found: dict[str, tuple[str, str | None]] = {}
    for row in tsv("actors/given_names.tsv", GivenNames):
        for name in row.names:
            found.setdefault(plain(name), ("=" + plain(row.names[0]), row.gender))
    return found
