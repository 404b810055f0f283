"""Event rules: which verb or noun, with which words beside it, is an event, and where its parties stand.

The rules are `rules/en/events/*.toml`, the word classes that they name `rules/en/classes.toml`, the code book's scores
`rules/codebook/*.tsv`.
"""

from functools import cache

from diurna.errors import RuleError
from diurna.records import ActorKind, EventStatus, EventType
from diurna.rules.load import HERE, Rule, Shaped, toml, tsv


class EventRule(Rule, frozen=True, kw_only=True):
    """A frame: trigger words, words that must or must not stand beside them, the slots of the parties, the codes.

    `verbs` and `nouns` are lemmas or phrases of lemmas ("shoot down", "air strike", "state of emergency").
    `object`, `modifier`, `beside` and `unless` hold lemmas or classes (`<weapons>`): one of `object` must be the verb's
    logical object or a part of its name, one of `modifier` must modify the trigger, one of `beside` must stand in the
    trigger's clause, none of `unless` may.
    A slot is `subject`, `object` (logical, see `parse.clauses`), `dative`, `possessor`, `adjective`, a preposition
    (`with`), `object:with` or `object:possessor` for what hangs on the verb's object, `inner` for the subject of a
    clause that depends on the trigger, `inner:dative` for a slot of that clause.  `needs` names what must be there:
    `actor`, `recipient`, `partner` (two parties of a reciprocal act).  An `open` rule takes any verb that no other rule
    takes, and leaves the type to the model.  The first slot that holds a party fills the role;
    of a reciprocal rule all of them do.  Where no slot holds a recipient, `extract.reach` looks further.
    """

    type: EventType | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    modifier: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    actor: tuple[str, ...] | None = None
    recipient: tuple[str, ...] | None = None
    actor_kinds: tuple[ActorKind, ...] = ()
    recipient_kinds: tuple[ActorKind, ...] = ()
    needs: tuple[str, ...] = ()
    reciprocal: bool = False
    alone: bool = False
    open: bool = False
    status: EventStatus | None = None


class EventRules(Shaped, frozen=True, kw_only=True):
    """One file of event rules."""

    rules: tuple[EventRule, ...]


class Classes(Shaped, frozen=True, kw_only=True):
    """Word classes by name: lemmas that may stand for each other in a rule."""

    classes: dict[str, tuple[str, ...]]


class TypeRow(Shaped, frozen=True, kw_only=True):
    """A row of `codebook/plover_types.tsv`."""

    type: EventType
    quad: int
    score: float
    needs_recipient: str


class ModeRow(Shaped, frozen=True, kw_only=True):
    """A row of `codebook/plover_modes.tsv`; without a score the type's holds."""

    type: EventType
    mode: str
    score: float | None


class CameoRow(Shaped, frozen=True, kw_only=True):
    """A row of `codebook/cameo.tsv`."""

    code: str
    name: str
    goldstein: float | None
    quad_class: int | None
    plover_type: str | None
    plover_mode: str | None
    context: str | None


VERB_ACTOR = ("subject",)
VERB_RECIPIENT = ("object",)
NOUN_ACTOR = ("possessor", "by", "subject", "adjective", "between")
NOUN_RECIPIENT = ("against", "on", "object")


@cache
def event_rules() -> tuple[EventRule, ...]:
    """Return every event rule in file and text order; raise RuleError for an unknown mode, class, code or a double id."""
    found: list[EventRule] = []
    for path in sorted((HERE / "en" / "events").glob("*.toml")):
        found.extend(toml(f"en/events/{path.name}", EventRules).rules)
    modes = {(row.type, row.mode) for row in tsv("codebook/plover_modes.tsv", ModeRow)}
    codes = {row.code for row in tsv("codebook/cameo.tsv", CameoRow)}
    seen: set[str] = set()
    for rule in found:
        if rule.id in seen:
            raise RuleError(f"rules/en/events: two rules are called {rule.id}")
        seen.add(rule.id)
        if rule.mode and (rule.type, rule.mode) not in modes:
            raise RuleError(f"rules/en/events, rule {rule.id}: {rule.type} has no mode '{rule.mode}'")
        if rule.cameo and rule.cameo not in codes:
            raise RuleError(f"rules/en/events, rule {rule.id}: no CAMEO code '{rule.cameo}'")
    return tuple(found)


@cache
def word_class(name: str) -> frozenset[str]:
    """Return the lemmas of `<name>`; classes may name other classes."""
    classes = toml("en/classes.toml", Classes).classes
    if name not in classes:
        raise RuleError(f"rules/en/classes.toml: no class <{name}>")
    return words(classes[name])


@cache
def words(entries: tuple[str, ...]) -> frozenset[str]:
    """Return entries with every `<class>` replaced by its members."""
    found: set[str] = set()
    for entry in entries:
        found |= word_class(entry[1:-1]) if entry.startswith("<") else {entry}
    return frozenset(found)


@cache
def rules_by_trigger() -> tuple[dict[str, list[tuple[EventRule, str]]], dict[str, list[tuple[EventRule, str]]]]:
    """Return verb rules by the lemma of the verb, and noun rules by the lemma of the head noun, with the whole phrase."""
    verbs: dict[str, list[tuple[EventRule, str]]] = {}
    nouns: dict[str, list[tuple[EventRule, str]]] = {}
    for rule in event_rules():
        for phrase in sorted(words(rule.verbs)):
            verbs.setdefault(phrase.split()[0], []).append((rule, phrase))
        for phrase in sorted(words(rule.nouns)):
            parts = phrase.split()
            nouns.setdefault(parts[0] if "of" in parts else parts[-1], []).append((rule, phrase))
    return verbs, nouns


@cache
def types() -> tuple[EventType, ...]:
    """Return the types, in the order of the code book."""
    return tuple(row.type for row in tsv("codebook/plover_types.tsv", TypeRow))


@cache
def modes(kind: EventType) -> tuple[str, ...]:
    """Return the modes of a type, in the order of the code book."""
    return tuple(row.mode for row in tsv("codebook/plover_modes.tsv", ModeRow) if row.type == kind)


@cache
def open_rules() -> tuple[EventRule, ...]:
    """Return the rules without words of their own, in file order."""
    return tuple(rule for rule in event_rules() if rule.open)


@cache
def quad(kind: EventType) -> int:
    """Return a type's quad class, 1 to 4."""
    return next(row.quad for row in tsv("codebook/plover_types.tsv", TypeRow) if row.type == kind)


@cache
def needs_recipient(kind: EventType) -> bool:
    """Tell whether the code book asks for a recipient of a type."""
    return next(row.needs_recipient == "yes" for row in tsv("codebook/plover_types.tsv", TypeRow) if row.type == kind)


@cache
def plover_score(kind: EventType, mode: str | None) -> float:
    """Return PLOVER's score, -10 (conflict) to 10 (cooperation): the mode's where it has one, else the type's."""
    for row in tsv("codebook/plover_modes.tsv", ModeRow):
        if (row.type, row.mode) == (kind, mode) and row.score is not None:
            return row.score
    return next(row.score for row in tsv("codebook/plover_types.tsv", TypeRow) if row.type == kind)


@cache
def cameo(kind: EventType, mode: str | None) -> str | None:
    """Return the CAMEO code that stands for a type and mode in general: the first of the table that maps to both."""
    rows = tsv("codebook/cameo.tsv", CameoRow)
    exact = [row.code for row in rows if (row.plover_type, row.plover_mode) == (kind, mode) and len(row.code) == 3]
    general = [row.code for row in rows if row.plover_type == kind and len(row.code) == 3]
    return next(iter([*exact, *general]), None)


@cache
def goldstein(code: str | None) -> float | None:
    """Return the Goldstein value of a CAMEO code, -10 to 10."""
    return next((row.goldstein for row in tsv("codebook/cameo.tsv", CameoRow) if row.code == code), None)
