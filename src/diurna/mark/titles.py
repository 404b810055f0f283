"""Titles before a name: roles, ranks, honorifics, a country or body, and whether it was long ago."""

from functools import cache

from diurna.mark.names import Hits
from diurna.mark.phrases import POSSESSIVES
from diurna.mark.tables import organizations, role_nouns, words
from diurna.parse import Parse, Token

NAME_LENGTH = 6
"""Words of a name within which the head of a title may stand."""


def is_title(token: Token) -> bool:
    """Tell whether a word is an honorific or an abbreviated rank ("Mr", "Gen.")."""
    return _plain(token) in _honorifics() or _plain(token) in words().titles.abbreviations


class TitleReader:
    """The words before a name, read from right to left."""

    def __init__(self, parse: Parse, hits: Hits, first: int, limit: int) -> None:
        self.parse, self.hits, self.limit = parse, hits, limit
        self.name, self.first = first, first
        self.titles: list[str] = []
        self.sectors: list[str] = []
        self.country: str | None = None
        self.gender: str | None = None
        self.former = False

    def read(self) -> None:
        """Extend the mention to the left as far as the title goes."""
        while self.first > self.limit and self._step():
            pass
        while self.first < self.name and not self.parse.tokens[self.first].text[0].isalnum():
            self.first += 1

    def _step(self) -> bool:
        token = self.parse.tokens[self.first - 1]
        return self._role() or self._honorific(token) or self._country() or self._organization() or self._between(token)

    def _honorific(self, token: Token) -> bool:
        titles, dotted = words().titles, token.text == "." and self.first - 2 >= self.limit
        token = self.parse.tokens[self.first - 2] if dotted else token
        title = _plain(token)
        if not (title in _honorifics() or title in titles.abbreviations) or not token.text[0].isupper():
            return False
        gender = "masculine" if title in titles.masculine else "feminine" if title in titles.feminine else None
        self.gender = self.gender or gender
        self._add(titles.abbreviations.get(title, ()))
        self.first -= 2 if dotted else 1
        return True

    def _role(self) -> bool:
        hit = self.hits.role_ending(self.first)
        if hit is None or hit.first < self.limit:
            return False
        noun = next(each.key for each in hit.named if each.what == "role")
        self.titles.append(noun)
        self._add(role_nouns()[noun].sector)
        self.gender = self.gender or gender_of_noun(noun)
        self.first = hit.first
        return True

    def _country(self) -> bool:
        last = self.first
        if last - 1 > self.limit and self.parse.tokens[last - 1].lower in POSSESSIVES:
            last -= 1
        hit = self.hits.country_ending(last)
        if hit is None or hit.first < self.limit:
            return False
        named = hit.named[0]
        if not self.titles and self.first == self.name:
            if named.form == "adjective" or last < self.first:
                self.country = named.key
            return False
        self.country = self.country or named.key
        self.first = hit.first
        return True

    def _organization(self) -> bool:
        if not self.titles:
            return False
        last = self.first
        if last - 1 > self.limit and self.parse.tokens[last - 1].lower in {"'s", "’s"}:
            last -= 1
        hit = self.hits.proper.get(last - 1)
        if hit is None or hit.first < self.limit or hit.last != last or hit.named[0].what != "organization":
            return False
        row = organizations()[hit.named[0].key]
        self.country = self.country or row.country
        if not self.sectors or row.kind == "armed_group":
            self.sectors = list(row.sectors)
        self.first = hit.first
        return True

    def _between(self, token: Token) -> bool:
        titles, word = words().titles, token.lower.strip("-")
        if word in titles.former:
            self.former = True
        if word in titles.between and (self.titles or word in titles.former):
            self.first -= 1
            return True
        if token.text == "-" and self.titles and self.first - 1 > self.limit:
            self.first -= 1
            return True
        return self._modifier(token)

    def _modifier(self, token: Token) -> bool:
        """Take a noun or adjective of the same phrase: "security consultant X", "Aleppo Mayor X"."""
        if token.pos not in {"NOUN", "PROPN", "ADJ"} or token.text[0].isdigit() or token.entity in {"DATE", "TIME"}:
            return False
        if not self.first - 1 < token.head < self.name + NAME_LENGTH or token.dep not in {"compound", "amod", "nmod"}:
            return False
        if not self.titles and token.pos != "NOUN":
            return False
        if token.text[0].isupper() and self.parse.sentence_of(token).role == "title":
            return False
        if not self.titles:
            self.titles.append(token.lower)
        self.first -= 1
        return True

    def _add(self, sectors: tuple[str, ...]) -> None:
        self.sectors.extend(sector for sector in sectors if sector not in self.sectors)


def gender_of_noun(noun: str) -> str | None:
    """Return "masculine" or "feminine" for a noun that tells it ("spokeswoman")."""
    last = noun.rpartition(" ")[2]
    if last.endswith("woman") or last in words().titles.feminine_nouns:
        return "feminine"
    if last.endswith("man") or last in words().titles.masculine_nouns:
        return "masculine"
    return None


def _plain(token: Token) -> str:
    return token.lower.rstrip(".")


@cache
def _honorifics() -> frozenset[str]:
    titles = words().titles
    return frozenset([*titles.masculine, *titles.feminine, *titles.neutral])
