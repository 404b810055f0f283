"""The shapes of `rules/en/statements.toml`, and its verbs and nouns compiled for look-up."""

from functools import cache
from typing import Literal

from diurna.records import Act
from diurna.rules.load import Rule, Shaped, toml

FrameName = Literal["quotation", "clause", "infinitive", "object", "oblique"]


class Frame(Rule, frozen=True, kw_only=True):
    """A way in which a cue, its speaker and its content stand to each other."""


class CueClass(Rule, frozen=True, kw_only=True):
    """Verbs of one act that take the same frames.

    `addressee` says where those spoken to stand: the object, or after a preposition ("to", "of").  `needs` asks for a
    predicate beside the object ("called it a lie") or for an amount ("put it at nine"); `not_objects` are nouns of which
    the verb says nothing ("claimed 12 lives").  `passive` tells whether a passive must name who says it;
    a `personal` class does not take "it" or "this" as speaker;
    `speakers`, if any, are the only words that it takes ("I mean").  `inner` allows the class inside the words of somebody else.
    `whole` asks for a whole quotation, set off by a comma or colon ("…,” she sighed").
    """

    act: Act
    frames: tuple[FrameName, ...]
    verbs: tuple[str, ...]
    addressee: str | None = None
    needs: Literal["amount", "predicate"] | None = None
    not_objects: tuple[str, ...] = ()
    passive: Literal["any", "agent"] = "any"
    personal: bool = False
    speakers: tuple[str, ...] = ()
    inner: bool = True
    whole: bool = False


class NounClass(Rule, frozen=True, kw_only=True):
    """Nouns of one act whose content hangs on them: "the claim that …", "a call for …"."""

    act: Act
    nouns: tuple[str, ...]
    prepositions: tuple[str, ...] = ()


class SpeechAct(Rule, frozen=True, kw_only=True):
    """A regular expression, searched in the content of plain saying, that shows another act ("We urge …")."""

    act: Act
    pattern: str


class Phrase(Shaped, frozen=True, kw_only=True):
    """Words that introduce the source of a clause, in small letters."""

    words: tuple[str, ...]


class ClosedLists(Shaped, frozen=True, kw_only=True):
    """Small closed lists that the frames need; see the rule file."""

    absolute_openers: tuple[str, ...]
    occasions: tuple[str, ...]
    passive_prepositions: tuple[str, ...]
    quoting_verbs: tuple[str, ...]
    reporting_verbs: tuple[str, ...]
    not_speakers: tuple[str, ...]
    relatives: tuple[str, ...]
    negative_verbs: tuple[str, ...]
    negative_subjects: tuple[str, ...]
    asking: tuple[str, ...]
    telling: tuple[str, ...]
    complementizers: tuple[str, ...]
    temporal: tuple[str, ...]
    time_words: tuple[str, ...]
    speech_objects: tuple[str, ...]
    compilations: tuple[str, ...]
    impersonal: tuple[str, ...]
    inverted_sayings: tuple[str, ...]
    comparing: tuple[str, ...]
    contrasting: tuple[str, ...]
    indefinite: tuple[str, ...]
    plain_sayings: tuple[str, ...]
    headline_speakers: tuple[str, ...]
    labels: tuple[str, ...]
    continuing: tuple[str, ...]
    issuing_verbs: tuple[str, ...]
    turn_labels: tuple[str, ...]
    second_person: tuple[str, ...]


class StatementRules(Shaped, frozen=True, kw_only=True):
    """The whole rule file."""

    frames: tuple[Frame, ...]
    classes: tuple[CueClass, ...]
    nouns: tuple[NounClass, ...]
    acts: tuple[SpeechAct, ...]
    phrases: tuple[Phrase, ...]
    words: ClosedLists


class Entry:
    """A verb of a class, with the particle or preposition that belongs to it, if any."""

    __slots__ = ("group", "particle")

    def __init__(self, group: CueClass, particle: str | None) -> None:
        self.group = group
        self.particle = particle


@cache
def statement_rules() -> StatementRules:
    """Return the rule file."""
    return toml("en/statements.toml", StatementRules)


@cache
def verb_entries() -> dict[str, tuple[Entry, ...]]:
    """Return the classes by lemma; verbs with a particle come before those without."""
    entries: dict[str, list[Entry]] = {}
    for group in statement_rules().classes:
        for verb in group.verbs:
            lemma, _, particle = verb.partition(" ")
            entries.setdefault(lemma, []).append(Entry(group, particle or None))
    return {lemma: tuple(sorted(found, key=lambda entry: entry.particle is None)) for lemma, found in entries.items()}


@cache
def noun_classes() -> dict[str, NounClass]:
    """Return the class of each cue noun by lemma."""
    return {noun: group for group in statement_rules().nouns for noun in group.nouns}


@cache
def cue_words() -> frozenset[str]:
    """Return the lemmas of all cues, and the longest word of each phrase: without any of them nothing is said."""
    phrases = {max(phrase.words, key=len) for phrase in statement_rules().phrases}
    return frozenset({*verb_entries(), *noun_classes(), *phrases})


@cache
def weak_classes() -> frozenset[str]:
    """Return the ids of the classes that do not count inside the words of somebody else."""
    return frozenset(group.id for group in statement_rules().classes if not group.inner)


@cache
def frame_confidence() -> dict[str, float]:
    """Return the confidence of each frame."""
    return {frame.id: frame.confidence for frame in statement_rules().frames}


def listed(name: str) -> frozenset[str]:
    """Return one of the closed lists by name."""
    return _lists()[name]


@cache
def _lists() -> dict[str, frozenset[str]]:
    words = statement_rules().words
    return {name: frozenset(getattr(words, name)) for name in words.__struct_fields__}
