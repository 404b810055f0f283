"""Categories: which kind of thing a number counts, and what happened to it, from `rules/en/figures.toml`."""

from functools import cache, cached_property
from typing import Literal

from diurna.extract.governors import Governor, names
from diurna.mark.tables import Country
from diurna.parse import Parse, Token
from diurna.records import Category, Change, Measure, Modality, Quantity
from diurna.rules.load import Rule, Shaped, toml, tsv

Kind = Literal[
    "people",
    "households",
    "homes",
    "animals",
    "arms",
    "lives",
    "cases",
    "money",
    "percent",
    "bare",
    "agents",
    "thing",
    "skip",
]
"""What is counted: people, households, homes, animals, arms, lives, cases, money, a share, nothing named ("killed 12"),
nouns that look like people by their ending, some other thing, or something that never makes a figure."""

Relation = Literal["noun", "adjective", "object", "subject", "of", "prep", "copula", "toll", "agent", "kind"]

HUMAN: tuple[Kind, ...] = ("people", "households", "bare")
"""What a rule counts unless it says otherwise."""

ANY = "@any"
"""Stands in a rule for any word in its relation."""

NEAR = 14
"""How many words on either side of a number may hold a rule's `near` words."""

PLURALS = {"NNS", "NNPS"}


class FigureRule(Rule, frozen=True, kw_only=True):
    """Words that, in one relation to a number, give its category.

    `words` are lemmas or keys of several words; a keyed noun may stand with what is before it ("death toll").
    `counted` are the kinds it takes; `near` are words one of which must stand near,
    `followed` prepositions one of which must follow it or its verb; `least` is the smallest number it takes;
    `drop` says that such a number makes no figure; a `mild` rule
    yields to a plain one, a `weak` one to any other;
    `one` allows the number one.
    """

    category: Category
    relation: Relation
    words: tuple[str, ...]
    counted: tuple[Kind, ...] = HUMAN
    near: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()
    least: int = 0
    drop: bool = False
    mild: bool = False
    weak: bool = False
    one: bool = True
    unit: str | None = None


class CountedNoun(Shaped, frozen=True, kw_only=True):
    """A row of `en/counted_nouns.tsv`: a noun and its kind."""

    noun: str
    kind: Kind


class ModalityRule(Rule, frozen=True, kw_only=True):
    """Words that say that a figure is no plain report: modals on its verb, verbs and adjectives above it, words before it."""

    modality: Modality | None = None
    projected: bool = True
    modals: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()


class ChangeRule(Rule, frozen=True, kw_only=True):
    """Patterns before and after a number, or nouns and verbs of a running count, that say how it stands to older figures.

    `old` says that the number is the older one, `ahead` that the newer one follows it.
    """

    change: Change | None = None
    part: bool = False
    old: bool = False
    ahead: bool = False
    before: str | None = None
    after: str | None = None
    nouns: tuple[str, ...] = ()


class MeasureRule(Rule, frozen=True, kw_only=True):
    """Words near a number that make it a state (stock) or a happening (flow); `per` is the ISO duration of a rate."""

    measure: Measure
    per: str | None = None
    pattern: str
    anywhere: bool = False


class SourceRule(Rule, frozen=True, kw_only=True):
    """Words that name who reported: a preposition before the source, or verbs whose subject it is."""

    prepositions: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()


class FigureRules(Shaped, frozen=True, kw_only=True):
    """The file `en/figures.toml`.

    `transparent` nouns hand on what is behind their "of"; `copies` lend their kind from it; `among` and `comitative` are
    prepositions that put a number among others, `including` verbs that equate their object with their subject;
    `conversion` is what stands between a sum and the same in other money; `zero` are categories of which there may be
    none; `open` are determiners of what is told for the first time; `endings` are endings of nouns for people, `agents`
    endings that nouns for people share with nouns for things.
    """

    transparent: tuple[str, ...]
    among: tuple[str, ...]
    copies: tuple[str, ...]
    comitative: tuple[str, ...]
    including: tuple[str, ...]
    conversion: str
    zero: tuple[Category, ...]
    open: tuple[str, ...]
    agents: tuple[str, ...]
    endings: tuple[str, ...]
    rules: tuple[FigureRule, ...]
    modalities: tuple[ModalityRule, ...]
    changes: tuple[ChangeRule, ...]
    measures: tuple[MeasureRule, ...]
    defaults: dict[Category, Measure]
    sources: tuple[SourceRule, ...]


class CategoryTable:
    """The rule file, indexed by relation and key."""

    def __init__(self, rules: FigureRules) -> None:
        self.rules = rules
        self.transparent = frozenset(rules.transparent)
        demonyms = (demonym.lower() for country in tsv("actors/countries.tsv", Country) for demonym in country.demonyms)
        self.kinds: dict[str, Kind] = dict.fromkeys(demonyms, "people")
        self.kinds |= {row.noun: row.kind for row in tsv("en/counted_nouns.tsv", CountedNoun)}

    @cached_property
    def index(self) -> dict[tuple[str, str], list[FigureRule]]:
        """Rules by relation and key."""
        index: dict[tuple[str, str], list[FigureRule]] = {}
        for rule in self.rules.rules:
            for word in rule.words:
                index.setdefault((rule.relation, word), []).append(rule)
        return index

    def kind(self, noun: Token, number: Token, quantity: Quantity) -> Kind:
        """Return what kind of thing a quantity counts."""
        if quantity.unit is not None:
            return "percent" if quantity.unit == "percent" else "money"
        if noun.index == number.index or noun.pos in {"NUM", "VERB", "ADP", "AUX", "PUNCT", "SYM"}:
            return "bare"
        listed = next((self.kinds[name] for name in names(noun) if name in self.kinds), None)
        return listed or self._unlisted(noun)

    def _unlisted(self, noun: Token) -> Kind:
        """Return the kind of a noun that no list holds, by its ending."""
        if noun.entity == "NORP":
            return "people"
        if noun.pos in {"ADJ", "PRON", "DET"}:
            return "bare"
        if any(name.endswith(self.rules.endings) for name in names(noun)):
            return "people"
        return "agents" if noun.tag in PLURALS and noun.lower.endswith(self.rules.agents) else "thing"

    def match(
        self, parse: Parse, found: list[Governor], kind: Kind, quantity: Quantity, noun: Token
    ) -> tuple[FigureRule, Governor] | None:
        """Return the rule of the nearest governor that decides, weak rules last, then the rule of the kind itself."""
        mild: tuple[FigureRule, Governor] | None = None
        weak: tuple[FigureRule, Governor] | None = None
        for governor in [*found, Governor("kind", (kind,), noun)]:
            for key in (*governor.keys, ANY):
                for rule in self.index.get((governor.relation, key), ()):
                    if not self._allows(parse, rule, kind, quantity, noun):
                        continue
                    if rule.weak:
                        weak = weak or (rule, governor)
                    elif rule.mild:
                        mild = mild or (rule, governor)
                    else:
                        return rule, governor
        return mild or weak

    def _takes(self, rule: FigureRule, kind: Kind) -> bool:
        return kind in rule.counted or (kind == "agents" and "people" in rule.counted and not rule.weak)

    def _allows(self, parse: Parse, rule: FigureRule, kind: Kind, quantity: Quantity, noun: Token) -> bool:
        if rule.relation != "kind" and not self._takes(rule, kind):
            return False
        value = quantity.best if quantity.best is not None else quantity.low
        value = quantity.high if value is None else value
        if (
            (value == 0 and rule.category not in self.rules.zero)
            or (value == 1 and not rule.one)
            or (value or 0) < rule.least
        ):
            return False
        if rule.followed and not _is_followed(parse, noun, rule.followed):
            return False
        return not rule.near or _is_near(parse, noun, frozenset(rule.near))


def _is_followed(parse: Parse, noun: Token, prepositions: tuple[str, ...]) -> bool:
    """Tell whether one of the prepositions hangs on a noun, or behind it on the verb whose object it is."""
    holders = [noun, parse.head(noun)] if noun.dep == "dobj" else [noun]
    return any(
        child.lower in prepositions and child.index > noun.index
        for holder in holders
        for child in parse.children(holder, "prep", "dative")
    )


def _is_near(parse: Parse, noun: Token, words: frozenset[str]) -> bool:
    sentence = parse.sentence_of(noun)
    window = parse.tokens[max(sentence.first, noun.index - NEAR) : min(sentence.last, noun.index + NEAR)]
    return any(token.lower in words or token.lemma in words for token in window)


@cache
def table() -> CategoryTable:
    """Return the indexed rule file."""
    return CategoryTable(toml("en/figures.toml", FigureRules))
