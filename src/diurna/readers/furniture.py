"""The rules that tell furniture from the report, compiled once: `rules/en/furniture.toml`."""

import re
from functools import cache
from typing import Literal

import msgspec

from diurna.records import BlockRole, Span
from diurna.rules.load import Shaped, toml

FILE = "en/furniture.toml"
LONGEST = 900
"""Code points above which no paragraph is tried: every rule takes at most 90 words."""

OPENING = re.compile(r"[\s•·▪◦‣*>»→►▶■□●\[({\u200b\ufeff]*")
CLOSING = re.compile(r"[\s\])}.:…»›→►▶>|+\u200b]*$")
ENDED = re.compile(r"[.!。！][\"'”’)\]]*\s*$")


class FurnitureRule(Shaped, frozen=True, kw_only=True):
    """One rule of `[[rules]]`; the keys are explained at the top of the file."""

    id: str
    role: BlockRole
    match: tuple[str, ...]
    whole: bool = False
    case: bool = False
    words: int = 90
    open: bool = False
    reach: Literal["paragraph", "headlines", "rest"] = "paragraph"
    fires: tuple[str, ...]
    never: tuple[str, ...] = msgspec.field(name="not")


class Agency(Shaped, frozen=True, kw_only=True):
    """A news agency and the words that credit it."""

    name: str
    words: tuple[str, ...]


class Credit(Shaped, frozen=True, kw_only=True):
    """Agencies, how a paragraph's end credits them or the reporters, and what stands around names in a byline."""

    agencies: tuple[Agency, ...]
    by: str
    after_names: str
    match: tuple[str, ...]
    fires: tuple[str, ...]
    never: tuple[str, ...] = msgspec.field(name="not")


class Tail(Shaped, frozen=True, kw_only=True):
    """How a teaser stands behind the last sentence of a paragraph."""

    match: tuple[str, ...]
    fires: tuple[str, ...]
    never: tuple[str, ...] = msgspec.field(name="not")


class Excerpt(Shaped, frozen=True, kw_only=True):
    """A paragraph, and the words of it that the rule must give."""

    text: str
    gives: str


class Dateline(Shaped, frozen=True, kw_only=True):
    """How place, day and agency stand in front of a paragraph; `first` holds only for the first paragraph of the body."""

    match: tuple[str, ...]
    first: tuple[str, ...]
    not_places: tuple[str, ...]
    parts: dict[str, str]
    fires: tuple[Excerpt, ...]
    never: tuple[str, ...] = msgspec.field(name="not")


class Debris(Shaped, frozen=True, kw_only=True):
    """Word lists and limits that tell a stray fragment from a sentence."""

    most_words: int
    neighbour: int
    spoken: tuple[str, ...]
    links: tuple[str, ...]
    adjectives: tuple[str, ...]
    verbs: tuple[str, ...]
    abbreviations: tuple[str, ...]
    fires: tuple[Excerpt, ...]
    never: tuple[str, ...] = msgspec.field(name="not")


class Wrapped(Shaped, frozen=True, kw_only=True):
    """A text, and whether it is hard-wrapped."""

    text: str
    wrapped: bool


class HardWrap(Shaped, frozen=True, kw_only=True):
    """When most lines are of similar length and break in mid-sentence; lengths in code points, the rest as shares."""

    least_breaks: int
    narrowest: int
    widest: int
    similar: float
    mid_sentence: float
    small_starts: float
    examples: tuple[Wrapped, ...]


class Page(Shaped, frozen=True, kw_only=True):
    """Numbers that tell prose, titles and the menus around an article; each is explained in the file."""

    title_words: int
    title_least: int
    prose_words: int
    prose_open: int
    prose_marks: int
    form_prose: int
    said_words: int
    run: int
    long_run: int
    marked: int
    marked_share: float
    inner_run: int
    inner_words: int
    repeated: int
    repeated_words: int
    foreign_words: int


class Language(Shaped, frozen=True, kw_only=True):
    """The function words of a language, and the share of them by which it is known."""

    code: str
    share: float
    least: int
    words: tuple[str, ...]


class Furniture(Shaped, frozen=True, kw_only=True):
    """The whole of `rules/en/furniture.toml`."""

    rules: tuple[FurnitureRule, ...]
    parts: dict[str, str]
    credit: Credit
    tail: Tail
    dateline: Dateline
    debris: Debris
    hard_wrap: HardWrap
    page: Page
    language: Language


@cache
def furniture() -> Furniture:
    """Return the rules of the English furniture file."""
    return toml(FILE, Furniture)


def rule_of(paragraph: str) -> FurnitureRule | None:
    """Return the first rule that calls a whole paragraph furniture; None for the report itself."""
    if len(paragraph) > LONGEST:
        return None
    words = len(paragraph.split())
    ended = bool(ENDED.search(paragraph))
    opening = OPENING.match(paragraph)
    start = opening.end() if opening else 0
    for rule, pattern in _compiled():
        if words <= rule.words and not (rule.open and ended) and _matches(rule, pattern, paragraph, start):
            return rule
    return None


def fires(rule: FurnitureRule, paragraph: str) -> bool:
    """Tell whether one rule fires on a paragraph, whatever the rules before it say."""
    opening = OPENING.match(paragraph)
    pattern = next(pattern for other, pattern in _compiled() if other.id == rule.id)
    return (
        len(paragraph.split()) <= rule.words
        and not (rule.open and bool(ENDED.search(paragraph)))
        and _matches(rule, pattern, paragraph, opening.end() if opening else 0)
    )


def teaser(line: str) -> bool:
    """Tell whether a line opens a teaser of another story."""
    rule = rule_of(line)
    return rule is not None and rule.role == "related"


def expanded(pattern: str, parts: dict[str, str] | None = None) -> str:
    """Return a pattern with each `<name>` replaced by the part of that name, and those of its own parts."""
    known = {**furniture().parts, **_agency_parts(), **(parts or {})}

    def part(found: re.Match[str]) -> str:
        return f"(?:{expanded(known[found[1]], parts)})" if found[1] in known else found[0]

    return re.sub(r"<([a-z_]+)>", part, pattern)


def agency_named(words: str) -> tuple[str, Span] | None:
    """Return the name of the first agency that a credit names, and where in the credit it stands."""
    found = _agency().search(words)
    return (_agency_names()[found[0]], Span(*found.span())) if found else None


def _matches(rule: FurnitureRule, pattern: re.Pattern[str], paragraph: str, start: int) -> bool:
    found = pattern.match(paragraph, start)
    return found is not None and (not rule.whole or bool(CLOSING.fullmatch(paragraph, found.end())))


@cache
def _compiled() -> tuple[tuple[FurnitureRule, re.Pattern[str]], ...]:
    return tuple((rule, _pattern(rule)) for rule in furniture().rules)


def _pattern(rule: FurnitureRule) -> re.Pattern[str]:
    words = "|".join(f"(?:{expanded(pattern)})" for pattern in rule.match)
    ending = r"(?=[\s\])}.:…»›→►▶>|+\u200b]*$)" if rule.whole else ""
    return re.compile(f"(?:{words}){ending}", re.DOTALL | (re.NOFLAG if rule.case else re.IGNORECASE))


@cache
def _agency_names() -> dict[str, str]:
    return {words: agency.name for agency in furniture().credit.agencies for words in agency.words}


@cache
def _agency_parts() -> dict[str, str]:
    words = "|".join(re.escape(words) for words in sorted(_agency_names(), key=lambda words: (-len(words), words)))
    one = rf"(?:{words})(?!\w)"
    return {"agency": one, "agency_line": rf"(?:From |Via )?{one}(?:\s*(?:/|,|and|&|\|)\s*{one})*"}


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_agency_parts()['agency']}")
