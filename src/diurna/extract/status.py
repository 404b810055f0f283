"""Did it happen?  Negation, plans, demands and conditions over a trigger, from `rules/en/status.toml`."""

from functools import cache

from diurna.extract.frames import words
from diurna.extract.slots import support_verb
from diurna.parse import Parse, Token
from diurna.parse.clauses import clause_of, is_verbal
from diurna.records import EventStatus, EventType
from diurna.rules.load import Example, Shaped, toml


class StatusWords(Shaped, frozen=True, kw_only=True):
    """Words that give one status: modals on the verb, verbs and nouns above it, conjunctions over it, modifiers."""

    id: str
    status: EventStatus
    modals: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()


class Shift(Shaped, frozen=True, kw_only=True):
    """A type that becomes another one under a status: the code book's way of saying that something lies ahead."""

    id: str
    status: EventStatus
    types: tuple[EventType, ...]
    becomes: EventType
    examples: tuple[Example, ...] = ()


class StatusRules(Shaped, frozen=True, kw_only=True):
    """The file `en/status.toml`: rules in order of precedence, shifts of type, prepositions that complete a verb."""

    rules: tuple[StatusWords, ...]
    shifts: tuple[Shift, ...]
    complementing: tuple[str, ...]


REACH = 3
"""How many verbs above the trigger may change its status."""


def status(parse: Parse, trigger: Token) -> EventStatus:
    """Return the status of what a trigger word says happened; `historical` is left to its date."""
    chain = _chain(parse, trigger)
    for rule in _rules():
        layers = sum(_gives(parse, rule, verb, below, trigger) for verb, below in chain)
        if layers and (rule.status != "negated" or layers % 2):  # "failed to prevent the attack": it happened
            return rule.status
    return "actual"


def shifted(kind: EventType | None, found: EventStatus) -> EventType | None:
    """Return the type that the code book gives to a type under a status, or None where it stays."""
    shifts = toml("en/status.toml", StatusRules).shifts
    return next((shift.becomes for shift in shifts if kind in shift.types and shift.status == found), None)


@cache
def _rules() -> tuple[StatusWords, ...]:
    return toml("en/status.toml", StatusRules).rules


def _chain(parse: Parse, trigger: Token) -> list[tuple[Token, Token | None]]:
    """Return the trigger and the words above it whose status it shares, each with the word just below it."""
    chain: list[tuple[Token, Token | None]] = [(trigger, None)]
    below = trigger
    if not is_verbal(trigger):
        verb = clause_of(parse, trigger)
        if verb is not trigger and _carries(parse, trigger, verb):
            chain.append((verb, trigger))
            below = verb
        else:
            return chain
    for _ in range(REACH):
        above = parse.head(below)
        if above is below or below.dep not in {"xcomp", "ccomp", "pcomp", "acl", "conj", "prep", "dobj", "advcl"}:
            break
        if below.dep == "advcl":
            break
        chain.append((above, below))
        below = above
    return chain


def _carries(parse: Parse, noun: Token, verb: Token) -> bool:
    """Tell whether a verb's status is its noun's too: it carries the noun's event, or wants, plans or prevents it.

    "They did not hold talks" holds none; "they did not learn of the attack" leaves the attack as it was.
    """
    if support_verb(parse, noun) is verb:
        return True
    known = any(verb.lemma in words(rule.above) for rule in _rules())
    return known and is_verbal(verb) and _is_complement(parse, noun, verb)


def _is_complement(parse: Parse, noun: Token, verb: Token) -> bool:
    """Tell whether a noun is the verb's subject or object, or the object of a preposition that completes the verb."""
    while noun.dep in {"conj", "compound"}:
        noun = parse.head(noun)
    if noun.dep == "pobj":
        preposition = parse.head(noun)
        return preposition.head == verb.index and preposition.lower in words(_complementing())
    return noun.head == verb.index and noun.dep in {"dobj", "nsubjpass", "nsubj", "attr"}


@cache
def _complementing() -> tuple[str, ...]:
    return toml("en/status.toml", StatusRules).complementing


def _gives(parse: Parse, rule: StatusWords, word: Token, below: Token | None, trigger: Token) -> bool:
    modals, marks, modifiers = words(rule.modals), words(rule.marks), words(rule.modifiers)
    if below is not None and below.dep != "conj" and word.lemma in words(rule.above):
        return True
    below_conj = below is not None and below.dep == "conj"
    for child in parse.children(word):
        if child.index == (below.index if below else -1) or (below_conj and child.dep != "aux"):
            continue
        if child.dep in {"aux", "neg"} and (child.lower in modals or child.lemma in modals):
            return True
        if child.dep in {"mark", "advmod"} and child.lower in marks:
            return True
        if word is trigger and child.dep in {"amod", "det", "advmod", "compound"} and child.lower in modifiers:
            return True
    return False
