"""Patterns over classified words: rules compiled once, matched longest first."""

import re
from functools import cache, lru_cache

import msgspec

from diurna.errors import RuleError
from diurna.mark.timex.windows import pieces_of, windows
from diurna.mark.timex.words import (
    TOKEN,
    DateRules,
    Item,
    TimeRule,
    Value,
    date_rules,
    number_classes,
    ordinal_classes,
    probes,
)  # fmt: skip

PIECE = re.compile(r"<(\w+)(?::(\w+))?>|\{(\w+)\}|(!\(|[()|?*\[\]])|([^\s<>{}()|?*!\[\]]+)")
PLAIN = frozenset({"word", "mark"})
"""Tokens that mean something only where the rule file lists them."""

FIRST_SYMBOL = 0x4E00
"""Symbols are plain letters of the CJK block, so that none has a meaning in a regular expression."""

LONGEST = 40
"""Items of one stretch that are matched together; a longer one is cut (tables of dates)."""

Group = tuple[str, str]
CORE: Group = ("", "core")
"""The group of the brackets that enclose the expression in a pattern with context."""


class Slot(msgspec.Struct, frozen=True):
    """A word that filled a place of a pattern: its value in the class asked for, and its code points."""

    value: Value
    start: int
    end: int


class Match(msgspec.Struct, frozen=True):
    """What a rule matched: code points, the rule, and its filled slots by name, in text order."""

    start: int
    end: int
    rule: TimeRule
    slots: dict[str, tuple[Slot, ...]]
    items: tuple[Item, ...]

    def first(self, *names: str) -> Value | None:
        """Return the value of the first filled slot of the given names, or None."""
        return next((self.slots[name][0].value for name in names if name in self.slots), None)

    def word(self, *names: str) -> str | None:
        """Return the value of the first filled slot as a word, or None."""
        value = self.first(*names)
        return None if value is None else str(value)

    def integer(self, *names: str) -> int:
        """Return the value of the first filled slot as a whole number, 0 where none is filled."""
        return int(self.first(*names) or 0)

    def has(self, *names: str) -> bool:
        """Tell whether any of the slots is filled."""
        return any(name in self.slots for name in names)


class Hit(msgspec.Struct, frozen=True):
    """A match in a string of symbols: rule number, bounds of the expression, and (slot, class, item) triples."""

    rule: int
    start: int
    end: int
    filled: tuple[tuple[str, str, int], ...]


class Grammar:
    """The words and rules of dates, ready to match."""

    def __init__(self, rules: DateRules) -> None:
        self.rules = rules.rules
        self.joints = frozenset(rules.joints)
        self.dotted = frozenset(word.lower() for word in rules.dotted)
        self._macros = rules.macros
        words, self._phrases = _lexicon(rules)
        kinds = {frozenset(classes) for classes, _ in words.values()} | set(probes())
        kinds |= {frozenset(classes) for entries in self._phrases.values() for _, classes, _, _ in entries}
        self._symbols = {kind: chr(FIRST_SYMBOL + n) for n, kind in enumerate(sorted(kinds, key=sorted))}
        self._words = {
            word: (classes, capital, self._symbols[frozenset(classes)]) for word, (classes, capital) in words.items()
        }
        listed = [(word, classes) for word, (classes, _) in words.items()]
        listed += [(word, classes) for entries in self._phrases.values() for _, classes, _, word in entries]
        self._pieces = pieces_of(listed, frozenset(rules.triggers))
        self._triggers = frozenset(s for kind, s in self._symbols.items() if not kind.isdisjoint(rules.triggers))
        self._patterns = [self._compiled(rule) for rule in rules.rules]
        self.hits = lru_cache(maxsize=20_000)(self._hits)

    def matches(self, text: str, start: int, end: int) -> list[Match]:
        """Return the matches of all rules in a stretch of text, in text order, none overlapping another."""
        found = []
        for first, last in windows(text, start, end, self._pieces):
            for items in self._stretches(text, first, last):
                hits = self.hits("".join([item.symbol for item in items]))
                found += [self._match(hit, items) for hit in hits]
        return found

    def _match(self, hit: Hit, items: list[Item]) -> Match:
        slots: dict[str, tuple[Slot, ...]] = {}
        for slot, name, place in hit.filled:
            item = items[place]
            slots[slot] = (*slots.get(slot, ()), Slot(item.classes[name], item.start, item.end))
        inside = tuple(items[hit.start : hit.end])
        return Match(inside[0].start, inside[-1].end, self.rules[hit.rule], slots, inside)

    def _stretches(self, text: str, start: int, end: int) -> list[list[Item]]:
        """Cut a text into runs of classified words with nothing but white space between; runs without a trigger go."""
        runs: list[list[Item]] = []
        run: list[Item] = []
        hot = False
        for item in self._items(text, start, end):
            if (run and not (text[run[-1].reach : item.start].isspace() or run[-1].reach == item.start)) or len(
                run
            ) > LONGEST:
                if hot:
                    runs.append(run)
                run, hot = [], False
            run.append(item)
            hot = hot or item.symbol in self._triggers
        if hot:
            runs.append(run)
        return runs

    def _items(self, text: str, start: int, end: int) -> list[Item]:
        items: list[Item] = []
        skip = start
        words, phrases = self._words, self._phrases
        for token in TOKEN.finditer(text, start, end):
            name, piece = token.lastgroup, token[0]
            lower = piece.lower()
            known, begun = words.get(lower), phrases.get(lower)
            plain = name in PLAIN
            if (plain and known is None and begun is None) or (at := token.start()) < skip:
                continue
            if begun is not None and (longer := self._phrase(begun, text, at, end)) is not None:
                items.append(longer)
                skip = longer.end
            elif plain:
                if known is None or (known[1] and piece[0].islower()):
                    continue
                reach = token.end()
                if lower in self.dotted and text[reach : reach + 1] == ".":
                    reach += 1
                items.append(Item(at, token.end(), piece, known[0], known[2], reach))
            else:
                classes = _token_classes(name or "", piece)
                symbol = self._symbols.get(frozenset(classes))
                if symbol:
                    items.append(Item(at, token.end(), piece, classes, symbol, token.end()))
        return _numbers_joined(items, self._symbols)

    def _phrase(self, entries: "list[Entry]", text: str, at: int, end: int) -> Item | None:
        """Return the longest of some expressions of several words that begins at a position, or None."""
        for pattern, classes, capital, _ in entries:
            found = pattern.match(text, at, end)
            if found and not (capital and found[0][0].islower()):
                return Item(at, found.end(), found[0], classes, self._symbols[frozenset(classes)], found.end())
        return None

    def _hits(self, symbols: str) -> tuple[Hit, ...]:
        """Return the hits in a string of symbols: the first begins first, the longest of those, the earliest rule of those."""
        hits = [
            hit
            for at in range(len(symbols))
            for number, (pattern, groups) in enumerate(self._patterns)
            if (matched := pattern.match(symbols, at)) and (hit := _hit(number, groups, matched)).end > hit.start
        ]
        found: list[Hit] = []
        for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.rule)):
            if not found or hit.start >= found[-1].end:
                found.append(hit)
        return tuple(found)

    def _compiled(self, rule: TimeRule) -> tuple[re.Pattern[str], list[Group]]:
        groups: list[Group] = []
        source = self._source(rule.match, rule.id, groups)
        try:
            return re.compile(source), groups
        except re.error as error:
            raise RuleError(f"rules/en/dates.toml, rule {rule.id}: {error} in match") from error

    def _source(self, match: str, rule: str, groups: list[Group]) -> str:
        pieces = []
        for name, slot, macro, mark, word in PIECE.findall(match):
            if macro:
                if macro not in self._macros:
                    raise RuleError(f"rules/en/dates.toml, rule {rule}: no macro '{macro}'")
                pieces.append(f"(?:{self._source(self._macros[macro], rule, groups)})")
            elif mark == "[":
                groups.append(CORE)
                pieces.append("(")
            elif mark:
                pieces.append({"(": "(?:", "!(": "(?!", "]": ")"}.get(mark, mark))
            else:
                kind = name or f"={word.lower()}"
                chars = "".join(symbol for classes, symbol in self._symbols.items() if kind in classes)
                if not chars:
                    raise RuleError(f"rules/en/dates.toml, rule {rule}: no words of class '{kind}'")
                if name:
                    groups.append((slot or name, name))
                pieces.append(f"([{chars}])" if name else f"[{chars}]")
        return "".join(pieces)


def _hit(rule: int, groups: list[Group], matched: re.Match[str]) -> Hit:
    filled = sorted((matched.start(n), n) for n, group in enumerate(groups, 1) if group[0] and matched[n] is not None)
    core = next((n for n, group in enumerate(groups, 1) if group == CORE), 0)
    triples = tuple((*groups[n - 1], place) for place, n in filled)
    return Hit(rule, matched.start(core), matched.end(core), triples)


@cache
def grammar() -> Grammar:
    """Return the grammar of the shipped rules."""
    return Grammar(date_rules())


Entry = tuple[re.Pattern[str], dict[str, Value], bool, str]


def _lexicon(rules: DateRules) -> tuple[dict[str, tuple[dict[str, Value], bool]], dict[str, list[Entry]]]:
    """Return single words with their classes, and longer phrases by their first word, longest first.

    A word that is written with a capital in the rule file needs one in the text.
    """
    classes: dict[str, dict[str, Value]] = {}
    capital: dict[str, bool] = {}
    for name, words in rules.words.items():
        for word, value in words.items():
            classes.setdefault(word.lower(), {})[name] = value
            capital[word.lower()] = capital.get(word.lower(), True) and word[:1].isupper()
    for match in [rule.match for rule in rules.rules] + list(rules.macros.values()):
        for *_, word in PIECE.findall(match):
            if word:
                classes.setdefault(word.lower(), {})[f"={word.lower()}"] = 0
                capital[word.lower()] = False
    for found in classes.values():
        if int(found.get("cardinal", 100)) < 100:
            found.update(number_classes("", int(found["cardinal"])))
    single = {word: (found, capital[word]) for word, found in classes.items() if " " not in word and not _odd(word)}
    phrases: dict[str, list[Entry]] = {}
    for word, found in sorted(classes.items(), key=lambda pair: (-len(pair[0]), pair[0])):
        if word not in single:
            source = r"\s+".join(re.escape(piece).replace("'", "['’]") for piece in word.split())
            first = TOKEN.match(word)
            phrases.setdefault(first[0].lower() if first else word, []).append(
                (re.compile(source + r"\b", re.IGNORECASE), found, capital[word], word)
            )
    single |= {word.replace("'", "’"): entry for word, entry in single.items() if "'" in word}
    return single, phrases


def _odd(word: str) -> bool:
    """Tell whether a word of the rule file is cut by TOKEN into several."""
    return TOKEN.fullmatch(word) is None


def _token_classes(name: str, piece: str) -> dict[str, Value]:
    if name == "ordinal":
        return ordinal_classes(int(re.sub(r"\D", "", piece)))
    if name == "number":
        return number_classes(piece, _amount(piece))
    if name in {"decade", "short"}:
        digits = int(re.sub(r"\D", "", piece))
        return {"decade": digits if digits > 100 else 1900 + digits if digits > 20 else 2000 + digits}
    if name == "fiscalyear":
        digits = int(re.sub(r"\D", "", piece))
        return {"fiscalyear": digits if digits > 100 else 2000 + digits}
    if name == "meridiem":
        return {"meridiem": piece[0].lower()}
    return {name: piece}


def _amount(piece: str) -> float:
    whole, _, rest = piece.replace(",", "").replace("½", " 1/2").replace("-", " ").partition(" ")
    fraction = re.search(r"(\d)/(\d)", rest)
    extra = int(fraction[1]) / max(1, int(fraction[2])) if fraction else 0
    amount = float(whole[:15]) + extra
    return int(amount) if amount == int(amount) else amount


def _numbers_joined(items: list[Item], symbols: dict[frozenset[str], str]) -> list[Item]:
    """Join number words: "twenty-one", "two hundred and ten", "nineteen ninety-six" (a year)."""
    if not any("cardinal" in item.classes for item in items):
        return items
    joined: list[Item] = []
    at = 0
    while at < len(items):
        stop, value, is_year = _number_words(items, at)
        if stop == at:
            joined.append(items[at])
            at += 1
            continue
        classes = number_classes("", value)
        if is_year:
            classes["year"] = value
        if stop == at + 1:
            classes = items[at].classes | classes
        symbol = symbols.get(frozenset(classes))
        if symbol:
            last = items[stop - 1]
            joined.append(Item(items[at].start, last.end, "", classes, symbol, last.reach))
        else:
            joined.append(items[at])
        at = stop
    return joined


def _number_words(items: list[Item], at: int) -> tuple[int, int, bool]:
    """Read the number words that begin at an item: the place behind them, their value, whether they spell a year."""
    total, part, stop, year = 0, 0, at, False
    previous = 0
    while stop < len(items):
        word = items[stop].classes.get("cardinal")
        gap = stop - 1 >= at and items[stop].start - items[stop - 1].reach > 1
        if word is None or gap:
            joins = items[stop].text in {"-", "and"} and stop > at and not gap
            follows = stop + 1 < len(items) and "cardinal" in items[stop + 1].classes
            if not (joins and follows and (items[stop].text == "-" or previous >= 100)):
                break
            stop += 1
            continue
        value = int(word)
        if value >= 100:
            if stop == at:
                break
            part = (part or 1) * value
            if value >= 1000:
                total, part = total + part, 0
        elif previous and previous < 100 and not (previous % 10 == 0 and previous >= 20 and value < 10):
            if not (stop - at >= 1 and 10 <= part < 21 and value >= 10) or year:
                break
            part, year = part * 100 + value, True
        else:
            part += value
        previous = value
        stop += 1
    if 1000 <= total <= 2100:
        year = True
    return stop, total + part, year
