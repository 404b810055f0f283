"""What a speech act is about where it is no clause: infinitives, objects, and the verb's own preposition."""

from diurna.extract.statement_contents import Content, attribution_start
from diurna.extract.statement_ends import right_end
from diurna.extract.statement_layout import Layout
from diurna.extract.statement_rules import Entry, listed, noun_classes
from diurna.extract.statement_saying import Range
from diurna.extract.statement_subjects import antecedent
from diurna.parse.layout import Token

HANGING = {"prep", "oprd", "xcomp", "acl", "pcomp", "ccomp", "dative", "relcl", "punct"}
"""Relations to a verb of what may go on after its object: "accused X of Y", "praised X for Y", "called X a Y"."""
AMOUNTS = {"CARDINAL", "MONEY", "PERCENT", "QUANTITY"}
"""Entities that a number begins."""
SPAN_OF_TIME = {"DATE", "TIME"}


def infinitive(layout: Layout, cue: Token, entry: Entry) -> Content | None:
    """Return "to …" after the cue; the one asked stands before it."""
    parse = layout.parse
    for child in parse.children(cue, "xcomp", "ccomp", "advcl"):
        to = next((t for t in parse.children(child, "aux") if t.lower == "to"), None)
        if child.index < cue.index or to is None or to.index < cue.index or child.tag not in {"VB", "VBN", "JJ"}:
            continue
        first = to.index - 1 if layout.tokens[to.index - 1].lower == "not" else to.index
        asked = _asked(layout, cue, child, entry)
        if asked and layout.tokens[layout.left[asked[0].index] - 1].lower == "for":
            first, asked = layout.left[asked[0].index], []  # called for them to go: nobody is spoken to
        if _far(layout, cue, first, asked):
            continue
        return Content(
            frame="infinitive",
            ranges=[(first, _without_aside(layout, child, right_end(layout, cue, first)))],
            words=(attribution_start(layout, cue), cue.index + 1),
            addressees=tuple(asked),
        )
    return None


def _asked(layout: Layout, cue: Token, child: Token, entry: Entry) -> list[Token]:
    if entry.group.addressee is None:
        return []
    parse = layout.parse
    found = parse.child(child, "nsubj", "nsubjpass") or parse.child(cue, "dobj", "dative", "iobj")
    if found is None:
        prep = next(
            (
                t
                for t in parse.children(cue, "prep")
                if t.lower in {entry.particle, entry.group.addressee, "on", "to", "with"}
            ),
            None,
        )
        found = parse.child(prep, "pobj") if prep is not None else None
    return [found] if found is not None and cue.index < found.index < child.index else []


def _far(layout: Layout, cue: Token, first: int, asked: list[Token]) -> bool:
    """Tell whether an infinitive stands too far from its verb to belong to it (a purpose after a comma)."""
    gap = layout.tokens[cue.index + 1 : first]
    return not asked and any(token.text in {",", ";", ":"} for token in gap)


def oblique(layout: Layout, cue: Token, entry: Entry) -> Content | None:
    """Return what follows the verb's own preposition: "called for calm", "warned of a flood"."""
    parse = layout.parse
    prep = preposition(layout, cue, entry)
    if prep is None:
        return None
    head = parse.child(prep, "pobj", "pcomp")
    if head is None or head.index < prep.index or head.entity in SPAN_OF_TIME:
        return None
    end = _object_end(layout, cue, prep)
    if end <= prep.index + 1:
        return None
    words = (attribution_start(layout, cue), prep.index + 1)
    return Content(frame="oblique", ranges=[(prep.index + 1, end)], words=words)


def preposition(layout: Layout, cue: Token, entry: Entry) -> Token | None:
    """Return the entry's particle after the cue ("call … for"), or None."""
    if entry.particle is None:
        return None
    words = entry.particle.split(" ")
    for token in layout.tokens[cue.index + 1 : cue.index + 5]:
        if token.sentence != cue.sentence or token.text in {",", ".", ";"}:
            return None
        if token.lower == words[0]:
            near = [item.lower for item in layout.tokens[token.index : token.index + len(words)]]
            last = layout.tokens[min(token.index + len(words) - 1, len(layout.tokens) - 1)]
            return last if near == words and (token.head == cue.index or token.index == cue.index + 1) else None
        if token.pos not in {"ADV", "PRON", "DET", "NOUN", "PROPN", "ADJ", "PART"}:
            return None
    return None


def obj(layout: Layout, cue: Token, entry: Entry) -> Content | None:
    """Return the object and what hangs on the verb after it, or a gerund: "denied taking bribes"."""
    parse = layout.parse
    for child in parse.children(cue, "dobj", "xcomp", "ccomp", "oprd", "attr"):
        if child.index < cue.index:
            continue
        gerund = child.dep in {"xcomp", "ccomp"} and _is_gerund(layout, child)
        small = child.dep in {"ccomp", "oprd", "attr", "xcomp"} and entry.group.needs == "predicate"
        if child.dep != "dobj" and not gerund and not small:
            continue
        if child.dep == "dobj" and (
            child.lower in listed("relatives") or child.tag in {"WP", "WDT"} or child.entity in SPAN_OF_TIME
        ):
            continue
        if child.lower in {"himself", "herself", "itself", "themselves"} and entry.group.needs is None:
            continue
        first = max(layout.left[child.index], cue.index + 1)
        end = _object_end(layout, cue, child)
        if cue.lemma in listed("quoting_verbs") and any(item.lower == "as" for item in layout.tokens[first:end]):
            return None  # "quoted X as saying": the saying is the statement
        if entry.group.needs == "predicate" and not _has_predicate(layout, cue, first, end):
            continue
        if entry.group.needs == "amount" and not _has_amount(layout, cue, entry):
            continue
        if child.lemma in entry.group.not_objects:
            continue
        words = (attribution_start(layout, cue), cue.index + 1)
        return Content(frame="object", ranges=[(first, end)], words=words)
    return None


def _is_gerund(layout: Layout, verb: Token) -> bool:
    """Tell whether a verb is a gerund, by itself or by the first word of its tense: "denied having taken bribes"."""
    own = layout.parse.children(verb, "aux", "auxpass")
    return (own[0] if own else verb).tag == "VBG" and layout.parse.child(verb, "nsubj") is None


def _has_predicate(layout: Layout, cue: Token, first: int, end: int) -> bool:
    """Tell whether something is said of the object: "called it a lie", "described them as lost"."""
    parse = layout.parse
    if parse.child(cue, "oprd", "ccomp") is not None:
        return True
    if any(token.lower in {"as", "to"} and token.head == cue.index for token in layout.tokens[first:end]):
        return True
    return any(layout.outer[index] >= 0 and layout.inner[cue.index] < 0 for index in range(first, end))


def _has_amount(layout: Layout, cue: Token, entry: Entry) -> bool:
    """Tell whether a number follows the verb's own preposition: "put the figure at 40"."""
    prep = preposition(layout, cue, entry)
    head = layout.parse.child(prep, "pobj") if prep is not None else None
    return head is not None and (head.entity in AMOUNTS or head.tag == "CD")


def _object_end(layout: Layout, cue: Token, head: Token) -> int:
    """Return where an object ends: with the last phrase that hangs on it or on the verb without a comma between."""
    last = layout.bounds(cue)[1]
    end = min(layout.right[head.index] + 1, last)
    for child in layout.parse.children(cue):
        if child.index <= head.index or layout.left[child.index] < end:
            continue
        if child.dep not in HANGING or layout.left[child.index] != end:
            break
        pobj = layout.parse.child(child, "pobj") if child.dep == "prep" else None
        if (pobj is not None and pobj.entity in SPAN_OF_TIME) or child.lower in listed("temporal"):
            break
        end = min(layout.right[child.index] + 1, last)
    cut = right_end(layout, cue, max(head.index, cue.index + 1)) if head.index + 1 < last else end
    end = _without_aside(layout, head, min(end, cut))
    number = layout.quotation_over(end - 1, layout.inner[cue.index])
    return max(end, layout.ranges[number][1]) if number is not None else end


def _without_aside(layout: Layout, head: Token, end: int) -> int:
    """Return where an object ends before what the report adds to it after a comma: ", who …", ", a longtime ally"."""
    for index in range(head.index + 2, end):
        token = layout.tokens[index]
        if layout.tokens[index - 1].text != "," or layout.inner[index] != layout.inner[head.index]:
            continue
        apposition = token.dep == "det" and layout.tokens[token.head].dep == "appos"
        if token.tag in {"WDT", "WP", "WP$"} or apposition:
            return index - 1
    return end


def passive(layout: Layout, cue: Token, entry: Entry) -> Content | None:
    """Return the content of a passive: "X was accused of Y", "the plan was rejected", "X is said to be Y"."""
    patient = layout.parse.child(cue, "nsubjpass")
    if patient is None or cue.tag != "VBN" or patient.index > cue.index or entry.group.frames == ("quotation",):
        return None
    unnamed = entry.group.passive == "agent" and layout.parse.child(cue, "agent") is None
    if unnamed or patient.lemma in entry.group.not_objects:
        return None
    told = entry.group.addressee == "object"
    tail = _passive_tail(layout, cue)
    if tail is None and (told or entry.group.needs or "object" not in entry.group.frames):
        return None
    if tail is not None and tail.dep != "xcomp" and not told and "object" not in entry.group.frames:
        return None
    ranges = [] if told else _patient(layout, cue, patient)
    if tail is not None:
        begin = max(layout.left[tail.index], cue.index + 1)
        ranges.append((begin, _object_end(layout, cue, tail)))
    if not ranges:
        return None
    addressees = (patient,) if told else ()
    return Content(frame="passive", ranges=ranges, words=(cue.index, cue.index + 1), addressees=addressees)


def _passive_tail(layout: Layout, cue: Token) -> Token | None:
    for child in layout.parse.children(cue, "prep", "xcomp", "oprd", "ccomp"):
        if child.index > cue.index and (child.dep != "prep" or child.lower in listed("passive_prepositions")):
            return child
    return None


def _patient(layout: Layout, cue: Token, patient: Token) -> list[Range]:
    if patient.tag not in {"WP", "WDT"} and patient.lower not in listed("relatives"):
        return [(layout.left[patient.index], min(layout.right[patient.index] + 1, cue.index))]
    found = antecedent(layout.parse, patient, cue)
    return [(layout.left[found.index], patient.index)] if found is not None else []


def relative(layout: Layout, cue: Token, entry: Entry, subject: list[Token]) -> tuple[Content, Token] | None:
    """Return the noun that a clause on it says something about: "a charge (that) the party denies", ", which X denies".

    Without "which", the noun must itself be one of saying: "the singer whom critics praise" only describes her.
    """
    parse = layout.parse
    if cue.dep not in {"relcl", "acl"} or "object" not in entry.group.frames or not subject:
        return None
    if entry.group.needs or (entry.group.act == "assert" and not entry.group.inner):
        return None
    if any(child.index > cue.index for child in parse.children(cue, "dobj", "ccomp", "xcomp")):
        return None
    noun = parse.head(cue)
    own = parse.child(cue, "nsubj")
    of_owner = own is not None and own.index < cue.index and own.lower not in listed("relatives")
    if not of_owner and not (cue.tag == "VBN" and parse.child(cue, "agent") is not None):
        return None
    pronoun = next(
        (t for t in parse.children(cue, "dobj", "nsubjpass") if t.lower == "which" and t.index < cue.index), None
    )
    if pronoun is None and noun.lemma not in noun_classes():
        return None
    ranges = [(layout.left[noun.index], noun.index + 1)] if pronoun is None else [(pronoun.index, pronoun.index + 1)]
    words = (attribution_start(layout, cue), cue.index + 1)
    return Content(frame="relative-object", ranges=ranges, words=words), noun
