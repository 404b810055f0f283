"""Those who pass words on: "state radio quoted the minister as saying …", "the minister, quoted by state radio, said …"."""

from diurna.extract.statement_contents import attribution_start, group_end, left_content
from diurna.extract.statement_ends import right_end
from diurna.extract.statement_layout import Layout
from diurna.extract.statement_parties import party
from diurna.extract.statement_rules import frame_confidence, listed, verb_entries
from diurna.extract.statement_saying import Range, Saying
from diurna.extract.statement_subjects import coordinated, subject_of
from diurna.mark.marks import Marks
from diurna.parse.layout import Token
from diurna.records import ActorKind, Relay

FRAME = "quoted-as-saying"
SOURCES: frozenset[ActorKind] = frozenset({"group", "organization", "person", "unknown"})
"""Kinds of actors that are cited for what they say."""


def as_saying(layout: Layout, marks: Marks, cue: Token) -> Saying | None:
    """Return the statement of a "saying" after "quoted … as", or None; the one quoted is the speaker."""
    parse = layout.parse
    preposition = parse.head(cue)
    verb = parse.head(preposition)
    if cue.tag != "VBG" or preposition.lower != "as" or verb.lemma not in listed("quoting_verbs"):
        return None
    passive = parse.child(verb, "nsubjpass")
    quoted = passive or parse.child(verb, "dobj")
    ranges = _ranges(layout, cue, verb)
    if quoted is None or not ranges:
        return None
    entry = verb_entries()[cue.lemma][0]
    return Saying(
        cue=cue,
        cue_span=cue.span,
        frame=FRAME,
        group=entry.group.id,
        act=entry.group.act,
        confidence=frame_confidence()[FRAME],
        words=(min(attribution_start(layout, verb), cue.index), cue.index + 1),
        ranges=ranges,
        speakers=tuple(party(layout, marks, head) for head in coordinated(parse, quoted)),
        relay=_relays(layout, marks, verb, subject_of(parse, verb)),
    )


def _ranges(layout: Layout, cue: Token, verb: Token) -> list[Range]:
    entry = verb_entries()[cue.lemma][0]
    after, _ = group_end(layout, cue, entry)
    last = layout.bounds(cue)[1]
    if after < last and any(layout.tokens[index].pos != "PUNCT" for index in range(after, last)):
        return [(after, right_end(layout, cue, after))]
    first = attribution_start(layout, verb)
    left = left_content(layout, verb, first)
    return [(left[1], first)] if left else []


def _relays(layout: Layout, marks: Marks, verb: Token, heads: list[Token]) -> tuple[Relay, ...]:
    found = [party(layout, marks, head) for head in heads]
    return tuple(Relay(span=one.span, actor=one.actor, cue=verb.span) for one in found if one.span is not None)


def cited(
    layout: Layout, marks: Marks, cue: Token, after: int, speakers: list[Token]
) -> tuple[list[Token], tuple[Relay, ...]]:
    """Return who is cited for what the speakers report, and the speakers as those who pass it on: "…, citing police".

    Without such a participle the speakers themselves, and nobody who passes their words on.
    """
    parse = layout.parse
    participles = [child for one in (cue, *speakers) for child in parse.children(one, "advcl", "acl")]
    participles += layout.tokens[cue.index + 1 : after]
    for verb in participles:
        source = parse.child(verb, "dobj")
        if speakers and source is not None and is_citing(layout, marks, verb):
            heads = coordinated(parse, source)
            found = [party(layout, marks, head) for head in speakers]
            return heads, tuple(Relay(span=one.span, actor=one.actor, cue=cue.span) for one in found if one.span)
    return speakers, ()


def is_citing(layout: Layout, marks: Marks, verb: Token) -> bool:
    """Tell whether a participle beside a verb of saying names a source, and no reason: "citing police", "citing rules"."""
    source = layout.parse.child(verb, "dobj")
    above = layout.parse.head(verb)
    reports = any(one.lemma in listed("reporting_verbs") for one in (above, layout.parse.head(above)))
    if source is None or verb.tag != "VBG" or verb.lemma not in listed("quoting_verbs") or not reports:
        return False
    found = marks.actor_at(source.span)
    return source.lower in listed("headline_speakers") or (found is not None and found[1].kind in SOURCES)


def quoted_by(layout: Layout, marks: Marks, speakers: list[Token]) -> tuple[Relay, ...]:
    """Return who quotes the speakers in a participle beside them: "the minister, quoted by state radio, said"."""
    parse = layout.parse
    for head in speakers:
        for verb in parse.children(head, "acl", "relcl"):
            agent = parse.child(verb, "agent")
            by = parse.child(agent, "pobj") if agent is not None else None
            if by is not None and verb.lemma in listed("quoting_verbs"):
                return _relays(layout, marks, verb, coordinated(parse, by))
    return ()
