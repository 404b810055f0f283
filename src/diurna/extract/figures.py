"""How many were killed, displaced, in need …, according to whom, where and when."""

import re
from typing import NamedTuple

from diurna.extract.categories import FigureRule, table
from diurna.extract.drafts import Draft, drafts
from diurna.extract.hedging import status
from diurna.extract.occasions import Ground, date, date_behind, ground, place
from diurna.extract.sourcing import source
from diurna.mark.marks import Marks
from diurna.parse import Parse, Token
from diurna.records import Category, Change, DateRef, Figure, Measure, Revision, Span, Statement, finding_id

ITEMS: frozenset[Category] = frozenset({"arms", "homes_damaged", "animals"})
"""Categories that count things."""

HYPHENS = {"-", "‐", "‑"}
SMALL_WORDS = {"DET", "ADP", "CCONJ", "PUNCT"}


class _Sheet(NamedTuple):
    """What every figure of an article is read from; `older` gives for a figure the one that it replaces."""

    ground: Ground
    statements: tuple[Statement, ...]
    drafts: list[Draft]
    ids: list[str]
    older: dict[int, int]


def figures(parse: Parse, marks: Marks, statements: tuple[Statement, ...]) -> tuple[Figure, ...]:
    """Find the figures of an article with bounds, hedge, source, place and date.

    A number is a figure when a rule says what it counts, from what governs it in the tree.  `event` stays None.
    """
    found = drafts(parse, marks)
    ids = [finding_id("f", parse.article.id, (item.quantity.number.start, item.quantity.number.end)) for item in found]
    older = {item.newer: place for place, item in enumerate(found) if item.newer is not None}
    sheet = _Sheet(ground(parse, marks, statements), statements, found, ids, older)
    return tuple(_figure(sheet, at, draft.rule) for at, draft in enumerate(found) if draft.rule is not None)


def _figure(sheet: _Sheet, at: int, rule: FigureRule) -> Figure:
    draft, ids, found = sheet.drafts[at], sheet.ids, sheet.ground
    parse = found.parse
    quantity = draft.quantity
    said, speaker, relay = source(parse, found.marks, sheet.statements, draft)
    state, modality = status(parse, draft, said)
    measure, per = _measure(parse, draft, rule.category)
    old = sheet.older.get(at)
    trigger = draft.governor.token
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
        place=place(found, trigger),
        date=_date(sheet, draft, sheet.drafts[old] if old is not None else None),
        status=state,
        modality=modality,
        subset_of=ids[draft.whole] if draft.whole is not None else None,
        change=_change(draft, revised=old is not None),
        revises=_revision(sheet.drafts[old], ids[old]) if old is not None else None,
        event=None,
        statement=said.id if said else None,
        rule=rule.id,
        confidence=rule.confidence,
    )


def _date(sheet: _Sheet, draft: Draft, older: Draft | None) -> DateRef | None:
    """Return a figure's date; one right behind an older value is that value's alone ("up from 40 on Friday")."""
    own = _own_date(sheet, draft) if draft.newer is not None else None
    if own is not None:
        return own
    found = date(sheet.ground, draft.governor.token)
    return None if older is not None and found is not None and found == _own_date(sheet, older) else found


def _own_date(sheet: _Sheet, older: Draft) -> DateRef | None:
    return date_behind(sheet.ground, older.number, older.quantity.span.end)


def _change(draft: Draft, *, revised: bool) -> Change | None:
    """Return how a figure stands to older ones; an older value that a newer one replaces has no change of its own."""
    if revised:
        return "revision"
    if draft.newer is not None or draft.change is None or draft.change.old:
        return None
    return draft.change.change


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
    for index in range(noun.index - 1, -1, -1):
        token = parse.tokens[index]
        if token.end <= draft.quantity.span.end and noun.start >= draft.quantity.span.end:
            break
        if token.text in HYPHENS and token.end == parse.tokens[token.index + 1].start:
            continue
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
        if re.search(rule.pattern, whole if rule.anywhere else after, re.IGNORECASE):
            return (rule.measure, rule.per) if category in rules.defaults else (None, rule.per)
    return rules.defaults.get(category), None


def _revision(old: Draft, figure: str) -> Revision:
    quantity = old.quantity
    return Revision(span=quantity.span, low=quantity.low, best=quantity.best, high=quantity.high, figure=figure)
