"""A participle of saying that the parser takes for an adjective: "…, with the union accusing managers of lying"."""

from diurna.extract.statement_ends import LONGEST_NAME, right_end
from diurna.extract.statement_layout import Layout
from diurna.extract.statement_parties import party
from diurna.extract.statement_rules import frame_confidence, listed, verb_entries
from diurna.extract.statement_saying import Saying
from diurna.mark.marks import Marks
from diurna.parse.layout import Token

FRAME = "with-participle"


def with_participle(layout: Layout, marks: Marks, cue: Token) -> Saying | None:
    """Return the statement of a participle after "with" and a name, where the parse hides it in a noun phrase."""
    entry = next((entry for entry in verb_entries()[cue.lemma] if "object" in entry.group.frames), None)
    if cue.tag != "VBG" or cue.dep != "amod" or entry is None or cue.index < 2:
        return None
    name = layout.tokens[cue.index - 1]
    first = _with(layout, cue)
    if first is None or name.pos not in {"NOUN", "PROPN"} or cue.index + 1 >= layout.bounds(cue)[1]:
        return None
    return Saying(
        cue=cue,
        cue_span=cue.span,
        frame=FRAME,
        group=entry.group.id,
        act=entry.group.act,
        confidence=round(frame_confidence()[FRAME] * entry.group.confidence, 2),
        words=(first, cue.index + 1),
        ranges=[(cue.index + 1, right_end(layout, cue, cue.index + 1))],
        speakers=(party(layout, marks, name),),
    )


def _with(layout: Layout, cue: Token) -> int | None:
    """Return the token after the "with" that opens the phrase, only names and nouns between it and the participle."""
    for index in range(cue.index - 1, max(layout.bounds(cue)[0], cue.index - LONGEST_NAME) - 1, -1):
        token = layout.tokens[index]
        if token.lower in listed("absolute_openers"):
            return index + 1
        if token.pos not in {"NOUN", "PROPN", "ADJ", "DET", "ADP", "NUM", "PART", "CCONJ"}:
            return None
    return None
