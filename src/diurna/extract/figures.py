"""How many were killed, displaced, in need …, according to whom, where and when."""

import re

from diurna.extract.categories import table
from diurna.extract.drafts import Draft, drafts
from diurna.extract.hedging import status
from diurna.extract.setting import date, place
from diurna.extract.sourcing import source
from diurna.mark.marks import Marks
from diurna.parse import Parse, Token
from diurna.records import Category, Figure, Measure, Revision, Span, Statement, finding_id

ITEMS: frozenset[Category] = frozenset({"arms", "homes_damaged", "animals"})
"""Categories that count things."""

SMALL_WORDS = {"DET", "ADP", "CCONJ", "PUNCT"}


def figures(parse: Parse, marks: Marks, statements: tuple[Statement, ...]) -> tuple[Figure, ...]:
    """Find the figures of an article with bounds, hedge, source, place and date.

    A number is a figure when a rule says what it counts, from what governs it in the tree.  `event` stays None.
    """
    found = drafts(parse, marks)
    ids = [finding_id("f", parse.article.id, (item.quantity.number.start, item.quantity.number.end)) for item in found]
    reporting = _reporting(parse, statements)
    older = {item.newer: number for number, item in enumerate(found) if item.newer is not None}
    return tuple(
        _figure(parse, marks, statements, found, ids, number, reporting=reporting, older=older.get(number))
        for number in range(len(found))
    )


def _figure(  # noqa: PLR0913 - what a figure is made of
    parse: Parse,
    marks: Marks,
    statements: tuple[Statement, ...],
    found: list[Draft],
    ids: list[str],
    at: int,
    *,
    reporting: frozenset[int],
    older: int | None,
) -> Figure:
    draft = found[at]
    quantity, rule = draft.quantity, draft.rule
    assert rule is not None  # noqa: S101 - drafts without a rule were dropped
    said, speaker, relay = source(parse, marks, statements, draft)
    state, modality = status(parse, draft, said)
    measure, per = _measure(parse, draft, rule.category)
    trigger = _trigger(parse, draft)
    return Figure(
        id=ids[at],
        span=quantity.span,
        number=quantity.number,
        low=quantity.low,
        best=quantity.best,
        high=quantity.high,
        qualifier=quantity.qualifier,
        word=quantity.word,
        category=rule.category,
        unit=_unit(draft, rule.category, rule.unit),
        counted=_counted(parse, draft),
        measure=measure,
        per=per,
        source=speaker,
        relay=relay,
        place=place(parse, marks, trigger),
        date=date(parse, marks, trigger, reporting=reporting),
        status=state,
        modality=modality,
        subset_of=ids[draft.whole] if draft.whole is not None else None,
        change="revision" if older is not None else None if draft.newer is not None else draft.change and draft.change.change,
        revises=_revision(found[older], ids[older]) if older is not None else None,
        event=None,
        statement=said.id if said else None,
        rule=rule.id,
        confidence=rule.confidence,
    )


def _trigger(parse: Parse, draft: Draft) -> Token:
    """Return the word that says what happened: the governor, or for a bare noun the verb above it."""
    return draft.governor.token if draft.governor.relation != "kind" else draft.noun


def _unit(draft: Draft, category: Category, given: str | None) -> str | None:
    if draft.quantity.unit is not None:
        return draft.quantity.unit
    if given is not None:
        return given
    if draft.kind == "households":
        return "households"
    return "items" if category in ITEMS or draft.kind in {"animals", "arms", "homes"} else "people"


def _counted(parse: Parse, draft: Draft) -> Span | None:
    """Return the counted noun with the words before it, or None where nothing is named."""
    noun, number = draft.noun, draft.number
    if draft.quantity.unit is not None:
        noun = _share_of(parse, number) or noun
    if noun.index <= number.index and noun.start >= draft.quantity.number.start:
        return None
    first = noun
    for token in reversed(parse.tokens[:noun.index]):
        if token.end <= draft.quantity.span.end and noun.start >= draft.quantity.span.end:
            break
        if token.pos in SMALL_WORDS or not _hangs_on(parse, token, noun):
            break
        first = token
    return Span(first.start, noun.end)


def _share_of(parse: Parse, number: Token) -> Token | None:
    of = parse.child(number, "prep")
    return parse.child(of, "pobj") if of is not None else None


def _hangs_on(parse: Parse, token: Token, noun: Token) -> bool:
    return any(above.index == noun.index for above in parse.ancestors(token))


def _measure(parse: Parse, draft: Draft, category: Category) -> tuple[Measure | None, str | None]:
    """Return whether a figure is a state or a happening, and the ISO duration of a rate."""
    sentence = parse.sentence_of(draft.number)
    after = re.split(r"[,;:]|\d", parse.text[draft.quantity.number.end : sentence.end], maxsplit=1)[0]
    whole = sentence.span.of(parse.text)
    rules = table().rules
    for rule in sorted(rules.measures, key=lambda each: each.anywhere):
        if re.search(rule.pattern, whole if rule.anywhere else after, re.I):
            return (rule.measure, rule.per) if category in rules.defaults else (None, rule.per)
    return rules.defaults.get(category), None


def _revision(old: Draft, figure: str) -> Revision:
    quantity = old.quantity
    return Revision(span=quantity.span, low=quantity.low, best=quantity.best, high=quantity.high, figure=figure)


def _reporting(parse: Parse, statements: tuple[Statement, ...]) -> frozenset[int]:
    cues = (parse.root(statement.cue) for statement in statements if statement.cue is not None)
    return frozenset(cue.index for cue in cues if cue is not None)
