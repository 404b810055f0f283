"""What is said apart from its verb: after a colon further on, below it, or after "as he noted,"."""

from diurna.extract.statement_layout import Layout
from diurna.extract.statement_rules import Entry
from diurna.extract.statement_saying import Range
from diurna.extract.statement_subjects import own_subject
from diurna.parse.layout import Token

FINITE = {"VBD", "VBZ", "VBP", "MD"}


def apart(layout: Layout, cue: Token, entry: Entry, words: Range) -> tuple[str, Range] | None:
    """Return frame and content of an attribution (its tokens) that has neither quotation nor clause beside it."""
    first, after = words
    told = None
    if "quotation" in entry.group.frames:
        told = _after_colon(layout, cue, entry) or _below(layout, cue, after)
    if told is not None:
        return "quotation-right", told
    if _is_as_said(layout, cue, entry, first, after):
        return "as-said", (after, layout.bounds(cue)[1])
    return None


def has_object(layout: Layout, cue: Token, entry: Entry) -> bool:
    """Tell whether a verb that does not take those spoken to as its object has an object after it: "writes a column"."""
    if entry.group.addressee == "object" or own_subject(layout.parse, cue) is None:
        return False
    return any(
        child.index > cue.index and child.entity not in {"DATE", "TIME"} for child in layout.parse.children(cue, "dobj")
    )


def _is_as_said(layout: Layout, cue: Token, entry: Entry, first: int, after: int) -> bool:
    """Tell whether an attribution opens its sentence after "as" and ends with a comma: "As he noted, the …"."""
    begin, last = layout.bounds(cue)
    if (
        first != begin + 1
        or layout.tokens[begin].lower != "as"
        or after >= last
        or layout.tokens[after - 1].text != ","
    ):
        return False
    free = "clause" in entry.group.frames and "object" not in entry.group.frames and not entry.group.personal
    return free and cue.tag in FINITE and not has_object(layout, cue, entry)


def _after_colon(layout: Layout, cue: Token, entry: Entry) -> Range | None:
    """Return the quotation after a colon that other words part from the verb: "posted this on his page: “…”"."""
    around = layout.inner[cue.index]
    if cue.tag not in FINITE or "object" in entry.group.frames:
        return None
    for index in range(cue.index + 1, layout.bounds(cue)[1] - 1):
        token = layout.tokens[index]
        if token.text == ":" and (number := layout.quotation_over(index + 1, around)) is not None:
            return layout.ranges[number] if layout.ranges[number][0] == index + 1 else None
        if token.tag in FINITE or layout.inner[index] != around:
            return None
    return None


def _below(layout: Layout, cue: Token, after: int) -> Range | None:
    """Return the quotation that opens the next paragraph where a colon after the cue ends this one."""
    last = layout.bounds(cue)[1]
    if layout.inner[cue.index] >= 0 or last >= len(layout.tokens) or layout.tokens[last - 1].text != ":":
        return None
    if any(token.tag in FINITE for token in layout.tokens[after:last]):
        return None
    here, below = (layout.parse.sentences[layout.tokens[n].sentence] for n in (last - 1, last))
    number = layout.quotation_over(last, -1)
    if below.paragraph != here.paragraph + 1 or below.role != here.role or number is None:
        return None
    return layout.ranges[number] if layout.ranges[number][0] == last else None
