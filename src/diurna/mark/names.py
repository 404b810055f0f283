"""Names of the tables in the text: a token trie that knows case, accents, hyphens and shouted text.

Words are compared in pieces of letters and digits without accents, so that "Jong-un" is "Jong Un" and "U.S." is "U. S.";
other marks end a name.  A piece that the table writes with a capital must have one in the text; an acronym must be in
capitals.  In text all in capitals any case goes, but a short acronym must have been tagged as a name.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal, NamedTuple

from diurna.mark.spelling import plain
from diurna.mark.tables import countries, former_states, group_nouns, leaders, organizations, role_nouns, words
from diurna.parse import Parse, Sentence, Token

What = Literal["country", "leader", "organization", "role", "group"]
Form = Literal["name", "alias", "acronym", "adjective", "demonym", "people", "capital", "metonym", "one", "many"]

PIECE = re.compile(r"[^\W_]+|[^\w\s.'’‘`´\-‐‑‒–]")
ACRONYM = 6
"""Longest piece of capitals that is taken as an acronym."""

SHORT = 4
"""Longest acronym that in shouted text must be tagged as a name."""


class Named(NamedTuple):
    """What a name in a table names: the table, the row's key, and which form of its name."""

    what: What
    key: str
    form: Form


class Hit(NamedTuple):
    """A name found: tokens `first` to `last` (half-open) and everything that it may name, in the order of the tables."""

    first: int
    last: int
    named: tuple[Named, ...]


class Piece(NamedTuple):
    """Letters and digits of one token, or one mark: folded, as written, the token's index, whether it ends the token."""

    plain: str
    written: str
    token: int
    opens: bool
    ends: bool


class _Entry(NamedTuple):
    written: tuple[str, ...]
    article: bool
    named: Named


class Names:
    """A table of names, looked up longest first."""

    def __init__(self, names: Iterable[tuple[str, Named]], *, cased: bool = True) -> None:
        self._cased = cased
        self._longest: dict[str, int] = {}
        self._entries: dict[tuple[str, ...], list[_Entry]] = {}
        for name, named in names:
            self._add(name, named)

    def hits(
        self, pieces: list[Piece], tokens: list[Token], *, shouted: bool = False, title: bool = False
    ) -> list[Hit]:
        """Return the names in the pieces of one sentence, the longest at each place, without overlap."""
        found: list[Hit] = []
        at, end = 0, len(pieces)
        while at < end:
            hit, length = None, 0
            if pieces[at].opens and (longest := self._longest.get(pieces[at].plain)):
                for length in range(min(longest, end - at), 0, -1):
                    hit = self._hit(pieces, at, length, tokens, shouted=shouted, title=title)
                    if hit:
                        break
            if hit:
                found.append(hit)
                at += length
            else:
                at += 1
        return found

    def named(self, name: str) -> tuple[Named, ...]:
        """Return what a name names, whatever its case."""
        bare = name[4:] if name.lower().startswith("the ") else name
        key = tuple(plain(piece) for piece in PIECE.findall(bare))
        return tuple(entry.named for entry in self._entries.get(key, ()))

    def _add(self, name: str, named: Named) -> None:
        article = name.lower().startswith("the ")
        written = tuple(PIECE.findall(name[4:] if article else name))
        if not written:
            return
        key = tuple(plain(piece) for piece in written)
        entries = self._entries.setdefault(key, [])
        if all(entry.named != named for entry in entries):
            entries.append(_Entry(written, article, named))
        self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))

    def _hit(  # noqa: PLR0913 - one place of a sentence, and how it is written
        self, pieces: list[Piece], at: int, length: int, tokens: list[Token], *, shouted: bool, title: bool
    ) -> Hit | None:
        here = pieces[at : at + length]
        if not here[-1].ends:
            return None
        entries = self._entries.get(tuple(piece.plain for piece in here))
        if not entries:
            return None
        article = title or (at > 0 and pieces[at - 1].plain == "the")
        fits = [
            entry.named
            for entry in entries
            if (article or not entry.article) and self._is_written(entry, here, tokens, shouted=shouted)
        ]
        return Hit(here[0].token, here[-1].token + 1, tuple(fits)) if fits else None

    def _is_written(self, entry: _Entry, here: list[Piece], tokens: list[Token], *, shouted: bool) -> bool:
        if not self._cased:
            return True
        if shouted:
            short = len(here) == 1 and len(here[0].plain) <= SHORT
            return not short or tokens[here[0].token].pos == "PROPN"
        return all(_fits(name, piece.written) for name, piece in zip(entry.written, here, strict=True))


def pieces(parse: Parse, sentence: Sentence) -> list[Piece]:
    """Return the pieces of a sentence that names are compared by."""
    found: list[Piece] = []
    for token in parse.tokens[sentence.first : sentence.last]:
        text = token.text
        if text.isascii() and text.isalnum():
            found.append(Piece(text.lower(), text, token.index, opens=True, ends=True))
            continue
        parts = PIECE.findall(text)
        last = len(parts) - 1
        found.extend(Piece(plain(part), part, token.index, n == 0, n == last) for n, part in enumerate(parts))
    return found


def is_shouted(parse: Parse, sentence: Sentence) -> bool:
    """Tell whether a sentence is written all in capitals."""
    text = sentence.span.of(parse.text)
    return len(text) > 2 * ACRONYM and text.isupper() and " " in text


@cache
def proper_names() -> Names:
    """Return the names of countries, leaders and organisations."""
    return Names([*_country_names(), *_leader_names(), *_organization_names()])


@cache
def nouns() -> Names:
    """Return the nouns of roles and groups, singular and plural."""
    return Names([*_institution_names(), *_group_names(), *_role_names()], cased=False)


def plurals(noun: str) -> tuple[str, ...]:
    """Return the plural of a noun phrase by its last word, as English spells it; () for what has none."""
    if noun.endswith("man"):
        return (noun[:-3] + "men",)
    if noun.endswith(("s", "sh", "ch", "x", "z")):
        return (noun + "es",) if noun.endswith(("ess", "x", "z")) else ()
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return (noun[:-1] + "ies",)
    return (noun + "s",)


def singular(noun: str) -> str | None:
    """Return the singular of a plural noun phrase, or None where it does not look like a plural."""
    if noun.endswith("men"):
        return noun[:-3] + "man"
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("ches", "sses", "shes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith("ss"):
        return noun[:-1]
    return None


def _country_names() -> Iterable[tuple[str, Named]]:
    for code, row in countries().items():
        yield row.name, Named("country", code, "name")
        for name in row.aliases:
            yield name, Named("country", code, "acronym" if _is_acronym(name) else "alias")
        for name in row.adjectives:
            yield name, Named("country", code, "adjective")
        for name in row.demonyms:
            yield name, Named("country", code, "demonym")
            yield from ((each, Named("country", code, "people")) for each in plurals(name))
        for name in row.capital:
            yield name, Named("country", code, "capital")
        for name in row.metonyms:
            yield name, Named("country", code, "metonym")
    for old in former_states():
        if old.name != countries()[old.code].name:
            yield from ((name, Named("country", old.code, "alias")) for name in (old.name, *old.aliases))
            yield from ((name, Named("country", old.code, "adjective")) for name in old.adjectives)
            yield from ((each, Named("country", old.code, "people")) for name in old.demonyms for each in plurals(name))


def _leader_names() -> Iterable[tuple[str, Named]]:
    for key, rows in leaders().items():
        for row in rows:
            yield row.name, Named("leader", key, "name")
            yield from ((name, Named("leader", key, "alias")) for name in row.aliases)


def _organization_names() -> Iterable[tuple[str, Named]]:
    for key, row in organizations().items():
        rest = row.name.removeprefix("The ")
        yield rest if " " in rest else row.name, Named("organization", key, "name")
        for name in row.aliases:
            if f"the {name}" in {row.name, *row.aliases}:
                continue  # "West" is the bloc behind an article only
            yield name, Named("organization", key, "acronym" if _is_acronym(name) else "alias")


def _role_names() -> Iterable[tuple[str, Named]]:
    for noun in role_nouns():
        yield noun, Named("role", noun, "one")
        yield from ((each, Named("role", noun, "many")) for each in plurals(noun))


def _group_names() -> Iterable[tuple[str, Named]]:
    for noun in group_nouns():
        yield noun, Named("group", noun, "many")


def _institution_names() -> Iterable[tuple[str, Named]]:
    for noun in words().institutions.nouns:
        if noun not in group_nouns():
            yield noun, Named("group", noun, "one")


def _is_acronym(name: str) -> bool:
    bare = name.replace(".", "").replace("-", "")
    return bare.isupper() and " " not in name


def _fits(name: str, written: str) -> bool:
    if name.isupper() and 1 < len(name) <= ACRONYM:
        return written.isupper()
    return not name[0].isupper() or written[0].isupper()


class Hits:
    """All names of the tables in one article: `proper` names and common `nouns` by each token that they cover.

    `open` holds the names shared by two states of which the article shows neither, `namesakes` the first tokens of
    persons' names that begin as a place's.
    """

    def __init__(self, parse: Parse, sentences: list[Sentence]) -> None:
        self.proper: dict[int, Hit] = {}
        self.nouns: dict[int, Hit] = {}
        self.open: list[Hit] = []
        self.namesakes: set[int] = set()
        for sentence in sentences:
            cut = pieces(parse, sentence)
            shouted, title = is_shouted(parse, sentence), sentence.role == "title"
            for hit in proper_names().hits(cut, parse.tokens, shouted=shouted, title=title):
                self.proper.update(dict.fromkeys(range(hit.first, hit.last), hit))
            for hit in nouns().hits(cut, parse.tokens):
                self.nouns.update(dict.fromkeys(range(hit.first, hit.last), hit))

    def drop(self, hit: Hit) -> None:
        """Forget a proper name."""
        for index in range(hit.first, hit.last):
            self.proper.pop(index, None)

    def country_ending(self, last: int) -> Hit | None:
        """Return the hit of a country's name or adjective whose last token is just before `last`."""
        hit = self.proper.get(last - 1)
        return hit if hit and hit.last == last and hit.named[0].what == "country" else None

    def role_ending(self, last: int) -> Hit | None:
        """Return the hit of a role noun for one person whose last token is just before `last`."""
        hit = self.nouns.get(last - 1)
        return hit if hit and hit.last == last and any(each.what == "role" for each in hit.named) else None
