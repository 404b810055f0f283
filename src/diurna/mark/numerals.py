"""Numerals: how a number is written in digits, words, scales, money, per cent and fractions, and what it is worth."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from diurna.rules.load import Shaped, tsv

LARGEST = 2**63 - 1
"""The largest count that a record may hold."""


class NumeralRules(Shaped, frozen=True, kw_only=True):
    """The part `numerals` of `en/quantities.toml`: the words of numbers."""

    signs: tuple[str, ...]
    articles: tuple[str, ...]
    half: str
    hundreds: str
    joins: tuple[str, ...]
    of: tuple[str, ...]
    ratios: tuple[str, ...]
    wholes: tuple[int, ...]
    not_before_fraction: tuple[str, ...]
    money_only: tuple[str, ...]
    weights: tuple[str, ...]
    strong: tuple[str, ...]
    fillers: tuple[str, ...]
    ones: dict[str, int]
    scales: dict[str, int]
    abbreviated: dict[str, int]
    fractions: dict[str, float]
    written_fractions: dict[str, float]


class Currency(Shaped, frozen=True, kw_only=True):
    """A row of `en/currencies.tsv`: a word or sign of money, its ISO 4217 code, on which side of the number it stands."""

    name: str
    code: str
    place: str
    needs: str | None


class Numeral(NamedTuple):
    """A number as written: offsets in the text it was found in, its value, its unit and its vague word.

    A number above LARGEST has no value.  `unit` is "percent", an ISO 4217 code or None; `scaled` tells whether a scale
    word belongs to it; `spelled` whether it stands in words; `strong` whether a hyphen binds it to "-strong".
    """

    start: int
    end: int
    value: int | float | None
    unit: str | None = None
    word: str | None = None
    scaled: bool = False
    spelled: bool = False
    strong: bool = False


def phrase(words: str) -> str:
    """Return a pattern for words with any white space between them."""
    return r"\s+".join(re.escape(word) for word in words.split())


def any_of(phrases: object) -> str:
    """Return a pattern for any of the phrases, longest first."""
    assert isinstance(phrases, (tuple, list, dict, frozenset))  # noqa: S101 - the shapes of rule files
    return "|".join(phrase(item) for item in sorted(phrases, key=lambda item: (-len(item), item)))


class Grammar:
    """The patterns of numbers, compiled once from the rule file."""

    def __init__(self, rules: NumeralRules, profile: dict[str, int]) -> None:
        self.rules = rules
        self.profile = profile
        self.currencies = {row.name.lower(): row for row in tsv("en/currencies.tsv", Currency)}
        ones, scales = any_of(rules.ones), any_of(rules.scales)
        article = any_of(rules.articles)
        loose = [word for word in profile if " " in word or word in _singulars(profile)]
        plurals = any_of([word for word in profile if word not in loose])
        atom = f"(?:{ones}|{scales})"
        half = phrase(rules.half)
        fraction = any_of(rules.fractions)
        written = "".join(rules.written_fractions)
        digits = (
            r"\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)(?:\.\d+)?|\d{1,3}(?:,\s000)+(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\d)"
            r"|[1-9]\d{0,2}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\d,])|\d+(?:\.\d+)?"
        )
        self.scale_words = re.compile(scales, re.IGNORECASE)
        self.number = re.compile(
            rf"(?<![\w.,/:#&$€£])(?<![^\W\d]-)(?P<sign>{self._signs()})?(?:"
            rf"(?P<part>(?:(?:{article}|{ones}|\d+)[\s-]+)?(?:{fraction})s?\s+(?:of\s+)?(?:{article})\s+(?P<of_scale>{scales}))\b"
            rf"|(?P<vague>\b(?:(?:{any_of(loose)})(?:\s+of)?(?:\s+(?:{scales})\b)+|(?:{any_of(loose)})"
            rf"|(?:{plurals})(?:\s+of\s+(?:{plurals}))*|1,?0{{2,}}s))\b"
            rf"|(?P<ratio>\b(?:{ones}|\d{{1,3}})\s+(?:{any_of(rules.ratios)})\s+(?:{ones}|{scales}|\d{{1,4}}))\b"
            rf"|(?P<share>\b(?:(?:(?:{article}|{ones})[\s-]+)?(?:{fraction})s?)(?=\s+(?:{any_of(rules.of)})\b)"
            rf"|\b(?:{ones})[\s-](?:{fraction})s?(?=\s*(?:[-–—,.;:)]|$)))"
            rf"|(?P<digits>(?:{digits})(?:\s?[{written}])?|[{written}])"
            rf"(?:(?P<more>(?:(?:-|\s{{1,3}})?(?:{scales})\b)+)|\s?(?P<short>{any_of(rules.abbreviated)})\b)?"
            rf"|(?P<words>\b(?:(?:{article})\s+(?:{scales})|{ones}|{scales})\b(?:\s+{half}(?=\s+(?:{scales})))?"
            rf"(?:(?:[\s-]+|\s+(?:{any_of(rules.joins)})\s+){atom}\b)*)"
            rf")",
            re.IGNORECASE,
        )
        self.percent = re.compile(rf"[\s-]?(?:{any_of(rules.signs)})(?!\w)", re.IGNORECASE)
        self.money = re.compile(rf"[\s-]?(?P<money>{self._names()})(?:s|es)?(?!\w)", re.IGNORECASE)
        self.strong = re.compile(rf"\s?-\s?(?:{any_of(rules.strong)})\b", re.IGNORECASE)
        self.fraction_guard = re.compile(rf"(?:^|\W)(?:{any_of(rules.not_before_fraction)})[\s-]+$", re.IGNORECASE)
        self.weights = re.compile(rf"\b(?:{any_of(rules.weights)})\b", re.IGNORECASE)
        self.half = re.compile(half, re.IGNORECASE)

    def _signs(self) -> str:
        rows = [row for row in self.currencies.values() if row.place != "after"]
        return "|".join(phrase(row.name) + r"\s?" for row in sorted(rows, key=lambda row: (-len(row.name), row.name)))

    def _names(self) -> str:
        return any_of([row.name for row in self.currencies.values() if row.place != "before"])

    def numerals(self, text: str) -> Iterator[Numeral]:
        """Yield the numbers written in a text, in order, without overlap."""
        at = 0
        while found := self.number.search(text, at):
            numeral = self._numeral(text, found)
            at = numeral.end if numeral else max(found.end(), at + 1)
            if numeral:
                yield numeral

    def _numeral(self, text: str, found: re.Match[str]) -> Numeral | None:
        kind = found.lastgroup
        groups = found.groupdict()
        if groups["part"]:
            worth = self._fraction(groups["part"]) * self.rules.scales[groups["of_scale"].lower()]
            return self._with_unit(
                text, found, Numeral(found.start(), found.end(), _plain(worth), scaled=True, spelled=True)
            )
        if groups["vague"]:
            return self._with_unit(text, found, self._vague(found))
        if groups["ratio"]:
            return self._ratio(found)
        if groups["share"]:
            return self._share(text, found)
        if groups["digits"]:
            return self._digits(text, found)
        return self._spelled(text, found) if kind else None

    def _digits(self, text: str, found: re.Match[str]) -> Numeral | None:
        worth = self._worth(found["digits"])
        end = found.end()
        short = (found["short"] or "").lower()
        if worth is None or (found["digits"] and text[end : end + 1].isalpha()):
            return None
        for scale in self.scale_words.findall(found["more"] or ""):
            worth *= self.rules.scales[scale.lower()]
        if short:
            worth *= self.rules.abbreviated[short]
        if short in self.rules.money_only and not found["sign"] and not self.money.match(text, end):
            return None
        scaled = bool(found["more"] or short)
        numeral = self._with_unit(text, found, Numeral(found.start(), end, _plain(worth), scaled=scaled))
        grouped = re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", found["digits"])
        if numeral and numeral.value is not None and grouped and not scaled and numeral.unit is None:
            return numeral._replace(value=_plain(worth * 1000))
        return numeral

    def _worth(self, digits: str) -> Decimal | None:
        fraction = Decimal(0)
        if digits[-1] in self.rules.written_fractions:
            fraction = Decimal(str(self.rules.written_fractions[digits[-1]]))
            digits = digits[:-1].strip()
        if not digits:
            return fraction
        plain = re.sub(r"[,\s]", "", digits)
        if plain.count(".") > 1:
            plain = plain.replace(".", "")
        try:
            return Decimal(plain) + fraction if fraction else Decimal(plain)  # a sum is rounded to 28 digits
        except InvalidOperation:
            return None

    def _spelled(self, text: str, found: re.Match[str]) -> Numeral | None:
        words = self.half.sub(" \x00 ", found["words"])
        tokens = [word for word in re.split(r"[\s-]+", words.lower()) if word]
        total, current, scaled = Decimal(0), Decimal(0), False
        for word in tokens:
            if word == "\x00":
                current += Decimal("0.5")
            elif word in self.rules.ones:
                current += self.rules.ones[word]
            elif word in self.rules.scales:
                scale = self.rules.scales[word]
                scaled = True
                current = (current or Decimal(1)) * scale
                if scale > 100:
                    total, current = total + current, Decimal(0)
        value = _plain(total + current)
        return self._with_unit(text, found, Numeral(found.start(), found.end(), value, scaled=scaled, spelled=True))

    def _vague(self, found: re.Match[str]) -> Numeral:
        words = re.sub(r"\s+", " ", found["vague"].lower())
        if words[0].isdigit():
            value = self.profile[self.rules.hundreds] * int(re.sub(r"\D", "", words)) // 100
        else:
            value = 1
            rest = words
            for name in sorted(self.profile, key=lambda item: (-len(item), item)):
                if re.match(rf"{name}\b", words):
                    value, rest = self.profile[name], words[len(name) :]
                    break
            for scale in self.scale_words.findall(rest):
                value *= self.rules.scales[scale.lower()]
        word = re.sub(r"^((?:a|an) \w+) of ", r"\1 ", words)
        return Numeral(found.start(), found.end(), value, word=word, spelled=True, scaled=value >= 100)

    def _ratio(self, found: re.Match[str]) -> Numeral | None:
        parts = re.split(r"\s+", found["ratio"].strip())
        part, whole = (self._small(word) for word in (parts[0], parts[-1]))
        if part is None or whole not in self.rules.wholes or part >= whole:
            part_end = found.start() + len(parts[0])
            return Numeral(found.start(), part_end, part, spelled=not parts[0].isdigit()) if part is not None else None
        return Numeral(found.start(), found.end(), round(100 * part / whole, 3), unit="percent", spelled=True)

    def _small(self, word: str) -> int | None:
        word = word.lower()
        return int(word) if word.isdigit() else self.rules.ones.get(word) or self.rules.scales.get(word)

    def _share(self, text: str, found: re.Match[str]) -> Numeral | None:
        if self.fraction_guard.search(text[max(0, found.start() - 20) : found.start()]):
            return None
        value = round(float(self._fraction(found["share"])) * 100, 3)
        return Numeral(found.start(), found.end(), _plain(Decimal(str(value))), unit="percent", spelled=True)

    def _fraction(self, words: str) -> Decimal:
        tokens = re.split(r"[\s-]+", words.lower())
        count = 1
        for word in tokens:
            if word in self.rules.ones or word.isdigit():
                count = self._small(word) or 1
            name = word if word in self.rules.fractions else word.rstrip("s")
            if name in self.rules.fractions:
                return count * Decimal(str(self.rules.fractions[name]))
        return Decimal(1)

    def _with_unit(self, text: str, found: re.Match[str], numeral: Numeral) -> Numeral | None:
        """Add the money or the per cent that stands in front of or behind a number; one too large has no value."""
        if numeral.value is None or abs(numeral.value) > LARGEST:
            return numeral._replace(value=None)
        if found["sign"]:
            return numeral._replace(unit=self.currencies[found["sign"].strip().lower()].code)
        if sign := self.percent.match(text, numeral.end):
            return numeral._replace(end=sign.end(), unit="percent")
        if money := self._money(text, numeral):
            return money
        if strong := self.strong.match(text, numeral.end):
            return numeral._replace(strong=bool(strong))
        return numeral

    def _money(self, text: str, numeral: Numeral) -> Numeral | None:
        of = re.compile(r"\s+of\s+").match(text, numeral.end) if numeral.word else None
        found = self.money.match(text, of.end() - 1 if of else numeral.end)
        if found is None:
            return None
        row = self.currencies[re.sub(r"\s+", " ", found["money"].lower())]
        large = numeral.scaled or (numeral.value or 0) >= 1000
        if row.needs == "scale" and (
            not large or re.match(r"\s+of\b", text[found.end() :]) or self.weights.search(text)
        ):
            return None
        return numeral._replace(end=found.end(), unit=row.code)


def _singulars(profile: dict[str, int]) -> frozenset[str]:
    """Return the vague words that take a scale ("several hundred"), as against those that are scales ("hundreds")."""
    smallest = 10
    return frozenset(word for word, low in profile.items() if low < smallest)


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
