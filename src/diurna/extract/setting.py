"""Where and when: the place and date of a happening, from its clause, then its sentence, then its paragraph."""

from diurna.mark.marks import Marks
from diurna.parse import Parse, Token
from diurna.parse.clauses import clause_of, is_verbal
from diurna.records import Date, DateRef, Place, PlaceRef, Span

BY_VERB = 10
"""Added to the distance of what hangs on the trigger's verb and not on the trigger itself."""

DIRECT = frozenset({1, 2, BY_VERB + 1, BY_VERB + 2})
"""Distances of "in Geneva" on the trigger or its verb: the preposition and its noun."""


def place(parse: Parse, marks: Marks, trigger: Token, *, reach: bool = True) -> PlaceRef | None:
    """Return the literal place of what a trigger says happened.

    A place in the trigger's own clause goes first, the most closely attached one; then the sentence's nearest one, then
    one in debris of the same paragraph ("Place in Geneva.").  Without `reach` (talk about a war is not where the war is)
    only a place that hangs on the trigger or its verb counts, then debris.
    """
    sentence = parse.sentence_of(trigger)
    found = marks.places_in(sentence.span, use="literal")
    ranked = sorted((distance, abs(span.start - trigger.start), span, place) for span, place in found
                    if (distance := _distance(parse, trigger, span)) is not None and (reach or distance in DIRECT))  # fmt: skip
    if ranked:
        return _place_ref(ranked[0][2], ranked[0][3])
    if found and reach:
        span, nearest = min(found, key=lambda pair: abs(pair[0].start - trigger.start))
        return _place_ref(span, nearest)
    for other in parse.sentences:
        if other.paragraph == sentence.paragraph and other.role == "debris":
            for span, literal in marks.places_in(other.span, use="literal"):
                return _place_ref(span, literal)
    return None


def date(parse: Parse, marks: Marks, trigger: Token, *, reporting: frozenset[int] = frozenset()) -> DateRef | None:
    """Return when it happened: the date of the trigger's clause, else the only one of the clauses above it.

    `reporting` holds token indexes of verbs of saying: a date of theirs is the report's, not the event's.
    """
    sentence = parse.sentence_of(trigger)
    found = [each for each in marks.dates_in(sentence.span) if each.type in {"DATE", "TIME"}]
    ranked = sorted((distance, abs(each.span.start - trigger.start), each.span, each) for each in found
                    if (distance := _distance(parse, trigger, each.span)) is not None)  # fmt: skip
    if ranked:
        return _date_ref(ranked[0][3], basis="syntax")
    above = {each.index for each in parse.ancestors(trigger)} - reporting
    free = [each for each in found if _clause(parse, each.span) in above]
    return _date_ref(free[0], basis="sentence") if len(free) == 1 else None


def _distance(parse: Parse, trigger: Token, span: Span) -> int | None:
    """Return how many steps above a stretch its attachment to the trigger or the trigger's clause stands, or None."""
    token = parse.root(span)
    if token is None:
        return None
    verb = clause_of(parse, trigger)
    for steps, above in enumerate(parse.ancestors(token), 1):
        if above.index == trigger.index:
            return steps
        if above.index == verb.index:
            return steps + BY_VERB
        if is_verbal(above) and above.dep not in {"aux", "auxpass"}:
            return None
    return None


def _clause(parse: Parse, span: Span) -> int | None:
    token = parse.root(span)
    return clause_of(parse, token).index if token else None


def _place_ref(span: Span, found: Place) -> PlaceRef:
    return PlaceRef(span=span, place=found.id, precision=found.precision)


def _date_ref(found: Date, *, basis: str) -> DateRef:
    return DateRef(
        span=found.span,
        begin=found.begin,
        end=found.end,
        precision=found.granularity,
        basis="syntax" if basis == "syntax" else "sentence",
    )
