"""Who did what to whom: triggers by rule, their parties by slot, PLOVER's codes with CAMEO beside them."""

from functools import cache

import msgspec

from diurna.extract.frames import (
    NOUN_ACTOR,
    NOUN_RECIPIENT,
    VERB_ACTOR,
    VERB_RECIPIENT,
    EventRule,
    cameo,
    goldstein,
    needs_recipient,
    open_rules,
    plover_score,
    quad,
    words,
)
from diurna.extract.joining import joined
from diurna.extract.judging import judged
from diurna.extract.occasions import Ground, date, ground, place
from diurna.extract.parties import mention_at, parties, spans, unique
from diurna.extract.reach import reached
from diurna.extract.recalling import recalled
from diurna.extract.slots import slot, support_verb
from diurna.extract.status import shifted, status
from diurna.extract.triggers import triggers
from diurna.mark.marks import Marks
from diurna.models.event_types import event_types
from diurna.parse import Parse, Token
from diurna.parse.clauses import clause_of, is_verbal
from diurna.records import (
    ActorKind,
    ActorMention,
    Claim,
    DateRef,
    Event,
    EventStatus,
    Span,
    Statement,
    covering,
    finding_id,
)
from diurna.rules.load import Shaped, toml

ARMED = frozenset({"firearms", "explosives", "suicide-attack", "abduct", "heavy-weapons", "targeted"})
"""Modes of ASSAULT whose unnamed actor is an armed one (sector UAF, else UNK)."""


MATERIAL_COOPERATION = 2
MATERIAL = frozenset({MATERIAL_COOPERATION, 4})
"""Quad classes of deeds: a place named in their sentence is theirs; talk about a place need not be held there."""


PLACING = frozenset({"across", "in", "near"})
"""Slots that hold a place as often as a party: there only states and organisations are parties."""

ADJECTIVAL: frozenset[ActorKind] = frozenset({"state", "armed_group", "bloc", "organization"})
"""Kinds that name whose deed it is from before the noun ("the Israeli raid", "a Boko Haram attack")."""


class ContextWords(Shaped, frozen=True, kw_only=True):
    """The file `en/contexts.toml`: words that put a sentence's events into one of PLOVER's contexts."""

    contexts: dict[str, tuple[str, ...]]


def events(parse: Parse, marks: Marks, statements: tuple[Statement, ...]) -> tuple[Event, ...]:
    """Find who did what to whom: one event a trigger, in text order.

    What is reported speech becomes an event with `claims`.
    """
    where_and_when = ground(parse, marks, statements)
    model = event_types()
    found: dict[int, Event] = {}
    for trigger, candidates in triggers(parse):
        options: list[tuple[tuple[int, int, bool], EventRule, Event]] = []
        for level, rule, phrase in candidates:
            if rule.open and (options or model is None or _is_cue(statements, phrase)):
                continue
            event = _event(parse, marks, statements, trigger=trigger, rule=rule, phrase=phrase, grounds=where_and_when)
            if event is not None:
                rank = (_lacks(event), level, not (event.recipients and spans(event.actors)))
                options.append((rank, rule, event))
                if rank[0] == 0 and not rank[2]:
                    break
        if options:
            _, rule, event = min(options, key=lambda option: option[0])
            if rule.type is not None and not rule.reciprocal and not event.recipients:
                event = _reaching(parse, marks, trigger, event)
            kept = event if rule.type is None and not rule.open else judged(parse, model, trigger, event)
            if kept is not None:
                found[trigger.index] = kept
    return tuple(recalled(parse, joined(parse, _without_carriers(parse, found))))


def _without_carriers(parse: Parse, found: dict[int, Event]) -> dict[int, Event]:
    """Leave out what an open rule took for an event where the verb only carries that of a noun ("opened an inquiry")."""
    open_ids = {rule.id for rule in open_rules()}
    carriers = {
        clause_of(parse, parse.tokens[index]).index
        for index, event in found.items()
        if event.rule not in open_ids and not is_verbal(parse.tokens[index])
    }
    return {index: event for index, event in found.items() if event.rule not in open_ids or index not in carriers}


def _is_cue(statements: tuple[Statement, ...], phrase: Span) -> bool:
    return any(said.cue is not None and said.cue.overlaps(phrase) for said in statements)


def _reaching(parse: Parse, marks: Marks, trigger: Token, event: Event) -> Event:
    """Return an event with the recipients that stand beyond the slots of its rule."""
    named = spans(event.actors)
    if not named:
        return event
    found = tuple(reached(parse, marks, trigger, event.actors))
    return msgspec.structs.replace(event, recipients=found, span=covering(event.span, *spans(found)))


def _lacks(event: Event) -> int:
    """Return 1 for an event of cooperation or aid without the recipient that the code book asks for, else 0."""
    return int(
        event.type is not None
        and needs_recipient(event.type)
        and quad(event.type) == MATERIAL_COOPERATION
        and not event.recipients
    )


def _event(  # noqa: PLR0913 - one place where everything known of an event comes together
    parse: Parse,
    marks: Marks,
    statements: tuple[Statement, ...],
    *,
    trigger: Token,
    rule: EventRule,
    phrase: Span,
    grounds: Ground,
) -> Event | None:
    actors, recipients = _roles(parse, marks, trigger, rule)
    if not actors and not recipients and not rule.alone:
        return None
    if "partner" in rule.needs and len({each.actor for each in actors}) < 2:
        return None
    if ("actor" in rule.needs and not actors) or ("recipient" in rule.needs and not recipients):
        return None
    said = _statement_over(statements, phrase)
    where = place(grounds, trigger, direct=rule.type is not None and quad(rule.type) not in MATERIAL)
    when = date(grounds, trigger)
    claims = _claims(said, phrase)
    found = _status(parse, trigger, rule, when)
    if found == "actual" and any(claim.stance == "denies" for claim in claims):
        found = "negated"
    new = shifted(rule.type, found) if actors else None
    kind, mode = (new, None) if new else (rule.type, rule.mode)
    code = (None if new else rule.cameo) or (cameo(kind, mode) if kind else None)
    stretch = _stretch(parse.sentence_of(trigger).span, phrase, (*actors, *recipients), when)
    return Event(
        id=finding_id("e", parse.article.id, (phrase.start, phrase.end)),
        span=stretch,
        type=kind,
        mode=mode,
        modes=(mode,) if mode else (),
        contexts=_contexts(parse, trigger, rule),
        cameo=code,
        quad=quad(kind) if kind else None,
        goldstein=goldstein(code) if kind else None,
        plover_score=plover_score(kind, mode) if kind else None,
        trigger=phrase,
        actors=tuple(actors) or _implied(rule, recipients),
        recipients=tuple(recipients),
        place=where,
        date=when,
        status="actual" if new else found,
        claimed_by=next((ActorMention(span=c.span, actor=c.actor) for c in claims if c.stance == "asserts"), None),
        claims=claims,
        statement=said.id if said else None,
        rule=rule.id,
        confidence=rule.confidence,
    )


def _roles(
    parse: Parse, marks: Marks, trigger: Token, rule: EventRule
) -> tuple[list[ActorMention], list[ActorMention]]:
    verbal = is_verbal(trigger)
    actor_slots = rule.actor if rule.actor is not None else VERB_ACTOR if verbal else NOUN_ACTOR
    recipient_slots = rule.recipient if rule.recipient is not None else VERB_RECIPIENT if verbal else NOUN_RECIPIENT
    if rule.reciprocal:
        everyone = [each for name in (*actor_slots, *recipient_slots)
                    for each in _fillers(parse, marks, trigger, rule, name, role="actor")]  # fmt: skip
        return _distinct(everyone), []
    actors = _first(parse, marks, trigger, rule, actor_slots, role="actor", taken=[])
    recipients = _first(parse, marks, trigger, rule, recipient_slots, role="recipient", taken=actors)
    if rule.open and actors and not recipients:
        recipients = reached(parse, marks, trigger, tuple(actors))
    return actors, recipients


def _first(  # noqa: PLR0913 - a question of slots needs all of these
    parse: Parse,
    marks: Marks,
    trigger: Token,
    rule: EventRule,
    slots: tuple[str, ...],
    *,
    role: str,
    taken: list[ActorMention],
) -> list[ActorMention]:
    """Return the parties of the first slot that holds any who do not fill the other role already."""
    actors, named = {each.actor for each in taken if each.actor}, {each.span for each in taken}
    for name in slots:
        found = _fillers(parse, marks, trigger, rule, name, role=role)
        others = [each for each in found if each.actor not in actors and each.span not in named]
        if others:
            return others
    return []


def _fillers(  # noqa: PLR0913 - a question of slots needs all of these
    parse: Parse, marks: Marks, trigger: Token, rule: EventRule, name: str, *, role: str
) -> list[ActorMention]:
    head = slot(parse, trigger, name)
    if head is None:
        return []
    if name == "adjective":
        return [each for each in mention_at(marks, head) if _kind(marks, each) in ADJECTIVAL]
    kinds = rule.actor_kinds if role == "actor" else rule.recipient_kinds
    found = parties(parse, marks, head)
    if name in PLACING:
        kinds = kinds or ("state", "organization", "armed_group", "bloc", "unknown")
    if kinds:
        found = [each for each in found if _kind(marks, each) in kinds]
    return unique(found)


def _kind(marks: Marks, party: ActorMention) -> ActorKind:
    """Return a party's kind; a place without a known actor is of unknown kind."""
    return marks.by_id[party.actor].kind if party.actor in marks.by_id else "unknown"


def _distinct(mentions: list[ActorMention]) -> list[ActorMention]:
    """Return mentions with every actor once, unless two share the same words ("both countries")."""
    seen: set[str | None] = set()
    found = []
    for mention in unique(mentions):
        if mention.actor is None or mention.actor not in seen:
            found.append(mention)
        seen.add(mention.actor)
    return found


def _implied(rule: EventRule, recipients: list[ActorMention]) -> tuple[ActorMention, ...]:
    """Return the unnamed actor that the code book asks for where only the recipient is known."""
    if not recipients or rule.type is None or rule.reciprocal:
        return ()
    code = "uaf" if rule.type == "ASSAULT" and rule.mode in ARMED else "unk"
    return (ActorMention(span=None, actor=code, implied=True),)


def _statement_over(statements: tuple[Statement, ...], phrase: Span) -> Statement | None:
    """Return the innermost statement whose content holds the trigger, else the one whose cue it is."""
    holding = [said for said in statements if any(part.covers(phrase) for part in said.content)]
    if holding:
        return min(holding, key=lambda said: sum(part.end - part.start for part in said.content))
    return next((said for said in statements if said.cue is not None and said.cue.overlaps(phrase)), None)


def _claims(said: Statement | None, phrase: Span) -> tuple[Claim, ...]:
    if said is None or said.polarity == "negative" or not any(part.covers(phrase) for part in said.content):
        return ()
    speaker = said.speaker
    stance = "denies" if said.act == "deny" else "asserts"
    return (
        Claim(
            span=speaker.span if speaker else None,
            actor=speaker.actor if speaker else None,
            statement=said.id,
            stance="denies" if stance == "denies" else "asserts",
        ),
    )


def _stretch(sentence: Span, phrase: Span, named: tuple[ActorMention, ...], when: DateRef | None) -> Span:
    parts = spans(named)
    if when is not None and when.span is not None and when.basis == "syntax":
        parts.append(when.span)
    return covering(phrase, *(part for part in parts if sentence.covers(part)))


def _status(parse: Parse, trigger: Token, rule: EventRule, when: DateRef | None) -> EventStatus:
    found = rule.status or status(parse, trigger)
    if found != "actual" and support_verb(parse, trigger) is None and rule.status is None:
        return found
    published = parse.article.published.value
    if found == "actual" and when and when.end and published and int(published[:4]) - int(when.end[:4]) > 1:
        return "historical"
    return found


def _contexts(parse: Parse, trigger: Token, rule: EventRule) -> tuple[str, ...]:
    sentence = parse.sentence_of(trigger)
    lemmas = {token.lemma for token in parse.tokens_of(sentence)}
    found = [name for name, wanted in _context_words() if lemmas & wanted]
    return tuple(dict.fromkeys([*rule.contexts, *found]))


@cache
def _context_words() -> tuple[tuple[str, frozenset[str]], ...]:
    table = toml("en/contexts.toml", ContextWords).contexts
    return tuple((name, words(entries)) for name, entries in table.items())
