"""Occasions: the place and date of what happened or was counted, by how its clause hangs together with theirs."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from diurna.mark.marks import Marks
from diurna.mark.timex.stretches import Stretch, stretches
from diurna.parse import Parse, Sentence, Token
from diurna.parse.clauses import clause_of, is_verbal
from diurna.records import Basis, Date, DateRef, PlaceRef, Span, Statement
from diurna.rules.load import Shaped, toml

SUBJECTS = ("nsubj", "nsubjpass", "csubj")

PRESENT = {"VBP", "VBZ"}

NEAR_BEHIND = 2
"""How many words may stand between an older value and its date ("from 40 dead on Friday")."""

BESIDE = 3
"""Level of a mark in the trigger's sentence whose clause stands neither above nor below the trigger's."""

BACK = 2
"""How many sentences of the paragraph a figure without a place or date of its own looks back."""


class Ground(NamedTuple):
    """Where to look, and the English prepositions that matter.

    `reporting` holds the indexes of verbs of saying, whose dates and places are the report's; `origins` tell where
    people come from ("two tourists from Canada"), `destinations` where they go.  `stretches` gives for a date the days
    that it stands for with the words around it; `perfect` are the auxiliaries of what has gone on up to
    now, `debris` the sentences of leftovers by paragraph.
    """

    parse: Parse
    marks: Marks
    reporting: frozenset[int]
    origins: frozenset[str]
    destinations: frozenset[str]
    stretches: dict[Span, Stretch]
    perfect: frozenset[str]
    debris: dict[int, tuple[Sentence, ...]]


class OccasionWords(Shaped, frozen=True, kw_only=True):
    """The file `en/occasions.toml`."""

    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    perfect: tuple[str, ...]


def ground(parse: Parse, marks: Marks, statements: tuple[Statement, ...]) -> Ground:
    """Return where to look for the places and dates of an article's findings."""
    words = toml("en/occasions.toml", OccasionWords)
    cues = (parse.root(statement.cue) for statement in statements if statement.cue is not None)
    reporting = frozenset(cue.index for cue in cues if cue is not None)
    return Ground(
        parse,
        marks,
        reporting,
        frozenset(words.origins),
        frozenset(words.destinations),
        stretches(parse.text, marks.dates),
        frozenset(words.perfect),
        _debris(parse),
    )


def _debris(parse: Parse) -> dict[int, tuple[Sentence, ...]]:
    found: dict[int, tuple[Sentence, ...]] = {}
    for sentence in parse.sentences:
        if sentence.role == "debris":
            found[sentence.paragraph] = (*found.get(sentence.paragraph, ()), sentence)
    return found


def place(ground: Ground, trigger: Token, *, direct: bool = False) -> PlaceRef | None:
    """Return the literal place of what a trigger says happened: of its clause, its sentence, or one just before.

    Talk about a war is not where the war is: with `direct` only a place that hangs on the trigger or its verb counts,
    then one in debris of the paragraph ("Place in Geneva.").
    """
    sentence = ground.parse.sentence_of(trigger)
    ranked = []
    for span, found in ground.marks.places_in(sentence.span, use="literal"):
        token = _head(ground.parse, span)
        if token is None or token.pos == "ADJ" or _is_origin(ground, token):
            continue
        level = _level(ground, trigger, token)
        if level is not None and (not direct or _hangs_on(ground.parse, token, trigger)):
            ranked.append((level, span.start < trigger.start, abs(span.start - trigger.start), span, found))
    if ranked:
        best = min(ranked, key=lambda each: each[:4])
        _, _, _, span, found = min(
            (each for each in ranked if _names_within(ground.parse, each[3], best[3])), key=lambda each: each[3]
        )
        return PlaceRef(span=span, place=found.id, precision=found.precision)
    return _earlier_place(ground, sentence, debris_only=direct)


def date(ground: Ground, trigger: Token) -> DateRef | None:
    """Return when it happened: the date of the trigger's clause, of one above or below it, else of a sentence just before."""
    sentence = ground.parse.sentence_of(trigger)
    ranked = []
    for found in _datable(ground.marks, sentence):
        token = _head(ground.parse, found.span)
        level = None if token is None else _level(ground, trigger, token)
        if level is not None:
            ranked.append((level, abs(found.span.start - trigger.start), found.span, found))
    if not ranked:
        return _earlier_date(ground, sentence)
    level, _, _, found = min(ranked, key=lambda each: each[:3])
    reference = _reference(ground, found, "syntax" if level < BESIDE else "sentence")
    return msgspec.structs.replace(reference, end=None) if _goes_on(ground, trigger, found) else reference


def date_behind(ground: Ground, number: Token, end: int) -> DateRef | None:
    """Return the date that follows a number in its sentence with at most two words and no comma between."""
    sentence = ground.parse.sentence_of(number)
    for found in _datable(ground.marks, sentence):
        between = ground.parse.text[end : found.span.start]
        if found.span.start >= end:
            near = "," not in between and len(between.split()) <= NEAR_BEHIND
            return _reference(ground, found, "syntax") if near else None
    return None


def _goes_on(ground: Ground, trigger: Token, found: Date) -> bool:
    """Tell whether a clause in the present perfect takes its date from another: then it has gone on since that day.

    As in "a raid that began on 3 May has killed 40".
    """
    verb, token = clause_of(ground.parse, trigger), _head(ground.parse, found.span)
    if found.begin is None or token is None or _clause(ground.parse, token).index == verb.index:
        return False
    return any(child.lower in ground.perfect and child.tag in PRESENT for child in ground.parse.children(verb, "aux"))


def _hangs_on(parse: Parse, place: Token, trigger: Token) -> bool:
    """Tell whether a place is the trigger's or its verb's own: object of a preposition that hangs there."""
    preposition = parse.head(place)
    return preposition.head in {trigger.index, clause_of(parse, trigger).index} or place.head == trigger.index


def _datable(marks: Marks, sentence: Sentence) -> Iterator[Date]:
    for found in marks.dates_in(sentence.span):
        if found.type in {"DATE", "TIME"} or (found.type == "DURATION" and (found.begin or found.end)):
            yield found


def _reference(ground: Ground, found: Date, basis: Basis) -> DateRef:
    stretch = ground.stretches.get(found.span)
    whole = stretch or found
    return DateRef(span=whole.span, begin=whole.begin, end=whole.end, precision=found.granularity, basis=basis)


def _head(parse: Parse, span: Span) -> Token | None:
    return parse.root(span) or parse.token_at(span.start)


def _level(ground: Ground, trigger: Token, token: Token) -> int | None:
    """Return how far a mark's clause stands from the trigger's: 0 the same, 1 shared, 2 above or below, 3 beside; or None."""
    parse = ground.parse
    own, other = clause_of(parse, trigger), _clause(parse, token)
    if other.index in ground.reporting and own.index != other.index:
        return 1 if _before_reporter(parse, token, other) else None
    if own.index == other.index or (own.dep == "relcl" and own.head == token.index):
        return 0
    if any(above.index == other.index for above in parse.ancestors(own)):
        return 1
    if any(above.index == own.index for above in parse.ancestors(other)):
        return _level_below(ground, own, other, token)
    return BESIDE


def _clause(parse: Parse, token: Token) -> Token:
    """Return the verb of a token's clause; an auxiliary stands for its verb."""
    verb = clause_of(parse, token)
    while verb.dep in {"aux", "auxpass"}:
        verb = parse.head(verb)
    return verb


def _level_below(ground: Ground, own: Token, other: Token, token: Token) -> int | None:
    """Return the level of a clause below the trigger's; where others went, in a clause of their own, is another place."""
    parse, verb = ground.parse, other
    while verb.index != own.index:
        if verb.dep in {"conj", "parataxis", "ccomp"} and is_verbal(verb) and parse.child(verb, *SUBJECTS):
            return None if parse.head(token).lower in ground.destinations else BESIDE
        verb = parse.head(verb)
    return 1 if other.dep in {"conj", "advcl", "prep", "pcomp"} else 2


def _before_reporter(parse: Parse, token: Token, verb: Token) -> bool:
    """Tell whether a mark on a verb of saying stands before its subject, behind other words ("…, on Friday, X said")."""
    subject = parse.child(verb, *SUBJECTS)
    sentence = parse.sentence_of(verb)
    if subject is None:
        return False
    return token.start < parse.subtree_span(subject).start and token.index - sentence.first > BESIDE


def _is_origin(ground: Ground, token: Token) -> bool:
    prep = ground.parse.head(token)
    return token.dep == "pobj" and prep.lower in ground.origins and not is_verbal(ground.parse.head(prep))


def _names_within(parse: Parse, span: Span, best: Span) -> bool:
    """Tell whether a place is the best one or more narrowly the same ("Brod, southern Ruritania", "Brod in Ruritania")."""
    if span == best:
        return True
    token, outer = _head(parse, best), _head(parse, span)
    if token is not None and outer is not None and token.dep == "pobj" and parse.head(token).head == outer.index:
        return True
    between = parse.text[span.end : best.start] if span.end <= best.start else ""
    return between.startswith(",") and between.count(",") == 1 and len(between.split()) <= 2


def _earlier(ground: Ground, sentence: Sentence) -> Iterator[Sentence]:
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - BACK), -1):
        other = ground.parse.sentences[index]
        if other.paragraph != sentence.paragraph or other.role != sentence.role:
            return
        yield other


def _earlier_place(ground: Ground, sentence: Sentence, *, debris_only: bool) -> PlaceRef | None:
    debris = ground.debris.get(sentence.paragraph, ())
    for other in debris if debris_only else (*debris, *_earlier(ground, sentence)):
        for span, found in ground.marks.places_in(other.span, use="literal"):
            return PlaceRef(span=span, place=found.id, precision=found.precision)
    return None


def _earlier_date(ground: Ground, sentence: Sentence) -> DateRef | None:
    for other in _earlier(ground, sentence):
        for found in _datable(ground.marks, other):
            token = _head(ground.parse, found.span)
            if token is not None and _clause(ground.parse, token).index not in ground.reporting:
                return _reference(ground, found, "paragraph")
    return None
