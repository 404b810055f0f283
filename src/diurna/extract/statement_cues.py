"""Verbs of saying, and the statement that each of them makes."""

from collections.abc import Iterator

from diurna.extract.statement_complements import infinitive, obj, oblique, passive, preposition, relative
from diurna.extract.statement_contents import Content, said
from diurna.extract.statement_layout import COMMAS, Layout
from diurna.extract.statement_participles import with_participle
from diurna.extract.statement_parties import mention, parties, party
from diurna.extract.statement_relays import as_saying, cited, is_citing, quoted_by
from diurna.extract.statement_rules import Entry, frame_confidence, listed, verb_entries
from diurna.extract.statement_saying import Saying
from diurna.extract.statement_subjects import coordinated, is_relative, noun_before, own_subject, subject_of
from diurna.mark.marks import Marks
from diurna.parse.layout import Token
from diurna.records import BlockRole, Polarity

TOLD_IN: frozenset[BlockRole] = frozenset({"title", "body", "caption"})
"""Blocks that statements are read from."""

FINITE = {"VBD", "VBZ", "VBP"}
NOMINAL = {"NOUN", "PRON", "PROPN"}
INSIDE_NAME = {"amod", "compound", "nmod", "poss"}
LONGEST_NAME = 9
"""Longest name after an inverted cue, in tokens."""

COMPLEMENTS = {"infinitive": infinitive, "object": obj, "oblique": oblique}


def verb_sayings(layout: Layout, marks: Marks) -> Iterator[Saying]:
    """Yield a statement for each verb of saying that has a content, in text order."""
    entries = verb_entries()
    for sentence in layout.parse.sentences:
        if sentence.role not in TOLD_IN:
            continue
        for token in layout.parse.tokens_of(sentence):
            if token.lemma not in entries or not token.tag.startswith("VB") or layout.crowded(token):
                continue
            if is_citing(layout, marks, token):
                continue
            saying = as_saying(layout, marks, token) or with_participle(layout, marks, token)
            if saying is None and _is_verb(token):
                saying = _first_saying(layout, marks, token, entries[token.lemma])
            if saying is not None:
                yield saying


def _is_verb(token: Token) -> bool:
    return token.tag.startswith("VB") and token.dep not in {"amod", "compound", "aux", "auxpass"}


def _first_saying(layout: Layout, marks: Marks, cue: Token, entries: tuple[Entry, ...]) -> Saying | None:
    for entry in entries:
        if entry.particle is not None and preposition(layout, cue, entry) is None:
            continue
        if not entry.group.inner and layout.inner[cue.index] >= 0:
            continue
        saying = _saying(layout, marks, cue, entry)
        if saying is not None:
            return saying
    return None


def _saying(layout: Layout, marks: Marks, cue: Token, entry: Entry) -> Saying | None:
    parse = layout.parse
    subject = subject_of(parse, cue)
    is_passive = _passive(layout, cue)
    found, noun = _content(layout, cue, entry, subject)
    if is_passive and (found is None or found.frame in {"clause-left", "object"}):
        found = passive(layout, cue, entry) or found
    if found is None:
        return None
    speakers = _speakers(layout, cue, entry, found)
    if not _may_speak(entry, speakers) or (found.frame == "clause-left" and _is_object(cue, speakers)):
        return None
    if found.frame in COMPLEMENTS and _in_passing(layout, cue, entry, found, speakers):
        return None
    addressed = found.addressees
    if is_passive and entry.group.addressee == "object" and found.frame != "passive":
        patient = parse.child(cue, "nsubjpass")
        addressed = (patient,) if patient is not None and patient.lower != "it" else ()
    if not speakers and not is_passive and not _may_be_silent(cue, entry):
        return None
    reported = cue.lemma in listed("reporting_verbs")
    speakers, relay = cited(layout, marks, cue, found.words[1], speakers) if reported else (speakers, ())
    span = mention(layout, noun) if noun is not None and found.ranges[0][1] - found.ranges[0][0] == 1 else None
    return Saying(
        cue=cue,
        cue_span=cue.span,
        frame=found.frame,
        group=entry.group.id,
        act=entry.group.act,
        confidence=round(frame_confidence()[found.frame] * entry.group.confidence, 2),
        words=found.words,
        ranges=found.ranges,
        speakers=tuple(each for head in speakers for each in parties(layout, marks, head)),
        addressees=tuple(party(layout, marks, one) for head in addressed for one in coordinated(parse, head)),
        antecedent=span,
        polarity=_polarity(layout, cue, speakers),
        finite=cue.tag in FINITE or (parse.child(cue, "aux") is not None and cue.tag == "VBN"),
        named=all(head.pos in {"NOUN", "PROPN"} or is_relative(head) for head in speakers),
        proper=any(head.pos == "PROPN" for head in speakers),
        relay=relay or quoted_by(layout, marks, speakers),
    )


def _in_passing(layout: Layout, cue: Token, entry: Entry, found: Content, speakers: list[Token]) -> bool:
    """Tell whether a verb with an object or infinitive only describes somebody, or names a purpose or a time.

    "the senator who praised him", "he came to praise him", "after praising him"; or a naming without anybody who
    names: "a dish called stew".
    """
    if any(is_relative(head) for head in speakers):
        return True
    if found.frame != "object":
        return False
    purpose = any(word.lower == "to" for word in layout.parse.children(cue, "aux"))
    unsaid = not speakers and entry.group.passive == "agent"
    timed = cue.dep == "pcomp" and own_subject(layout.parse, cue) is None
    return purpose or timed or unsaid


def _passive(layout: Layout, cue: Token) -> bool:
    return layout.parse.child(cue, "nsubjpass", "auxpass") is not None


def _content(layout: Layout, cue: Token, entry: Entry, subject: list[Token]) -> tuple[Content | None, Token | None]:
    frames = entry.group.frames
    told = said(layout, cue, entry) if "quotation" in frames or "clause" in frames else None
    if told is not None and (told.frame != "clause-left" or _inverted(layout, cue, entry, told)):
        return told, None
    for frame in frames:
        if frame in COMPLEMENTS:
            found = COMPLEMENTS[frame](layout, cue, entry)
            if found is not None:
                return found, None
    if told is not None:
        return told, None
    by_relative = relative(layout, cue, entry, subject)
    return by_relative if by_relative is not None else (None, None)


def _speakers(layout: Layout, cue: Token, entry: Entry, found: Content | None) -> list[Token]:
    """Return the heads of the speakers, none of them inside marks that the cue stands outside of."""
    around = layout.inner[cue.index]
    heads = _inverted(layout, cue, entry, found) or subject_of(layout.parse, cue)
    if heads and all(layout.inner[head.index] == around for head in heads):
        return heads
    if found is None or not found.frame.endswith("-left"):
        near = [head for head in heads if layout.inner[head.index] == around]
        return near or (noun_before(layout, cue) if cue.tag in FINITE and not _passive(layout, cue) else [])
    return _bare_subject(layout, found.words[0], cue)


def _bare_subject(layout: Layout, first: int, cue: Token) -> list[Token]:
    """Return the last noun before a comma in the words between a quotation and its cue."""
    found: list[Token] = []
    for token in layout.tokens[first : cue.index]:
        if token.text in {",", "("} and found:
            break
        if token.pos in {"NOUN", "PROPN", "PRON"} and token.entity not in {"DATE", "TIME"}:
            found = [token]
        elif found and token.pos == "ADP":
            break
    return found


def _inverted(layout: Layout, cue: Token, entry: Entry, found: Content | None) -> list[Token]:
    """Return the noun right after a cue that follows a comma or closing mark: “…,” said the old man."""
    if found is None or not found.frame.endswith("-left") or cue.tag not in FINITE | {"VBN"}:
        return []
    named = any(token.pos in NOMINAL for token in layout.tokens[found.words[0] : cue.index])
    before = layout.tokens[cue.index - 1]
    set_off = before.text in COMMAS | {"?", "!"} or layout.inner[before.index] != layout.inner[cue.index]
    if named or not set_off or entry.group.addressee == "object":
        return []
    return _noun_after(layout, cue.index + 1, min(layout.bounds(cue)[1], cue.index + LONGEST_NAME))


def _noun_after(layout: Layout, first: int, last: int) -> list[Token]:
    for token in layout.tokens[first:last]:
        if token.text == "," or token.pos not in NOMINAL | {"DET", "ADJ", "NUM", "PUNCT", "PART"}:
            return []
        inside = token.dep in INSIDE_NAME and token.index < token.head < last
        if token.pos in NOMINAL and not inside:
            return [token] if token.entity not in {"DATE", "TIME"} and token.tag != "PRP$" else []
    return []


def _may_be_silent(cue: Token, entry: Entry) -> bool:
    """Tell whether an active cue without a speaker is still a statement: only "asked about …" is."""
    return cue.tag == "VBN" and entry.group.act == "ask"


def _may_speak(entry: Entry, speakers: list[Token]) -> bool:
    """Tell whether a class takes these speakers; a relative pronoun stands for a noun, which may speak."""
    if entry.group.speakers:
        return any(head.lower in entry.group.speakers for head in speakers)
    nobody = any(head.lower in listed("impersonal") and not is_relative(head) for head in speakers)
    return not (entry.group.personal and nobody)


def _is_object(cue: Token, speakers: list[Token]) -> bool:
    """Tell whether the noun after a verb that follows a clause is its object: "hosts a show, writes a column"."""
    plain = cue.lemma in listed("inverted_sayings")
    return not plain and any(head.index > cue.index and head.pos != "PROPN" for head in speakers)


def _polarity(layout: Layout, cue: Token, speakers: list[Token]) -> Polarity:
    parse = layout.parse
    if parse.child(cue, "neg") is not None:
        return "negative"
    above = parse.head(cue)
    if cue.dep == "xcomp" and above.lemma in listed("negative_verbs"):
        return "negative"
    for head in speakers:
        words = [head, *parse.children(head, "det", "preconj", "cc")]
        if any(word.lower in listed("negative_subjects") for word in words):
            return "negative"
    return "positive"
