"""Where content after a verb of saying ends: with the sentence, or before words that belong to the report again."""

from functools import cache

from diurna.extract.statement_layout import COMMAS, Layout
from diurna.extract.statement_rules import listed, verb_entries
from diurna.extract.statement_subjects import outer_cue
from diurna.parse.layout import Token

SUBORDINATE = {"advcl", "relcl", "acl", "pcomp", "csubj"}
"""Relations of clauses that end before the sentence does."""


CUT_DEPS = {"conj", "advcl", "prep"}
CUT_TAGS = {"VBG", "WDT", "WP"}
CUT_TEXTS = COMMAS | {";"}
APPOSED = {"appos", "attr", "dep", "dobj", "npadvmod"}
"""Relations that the parse gives to a noun set beside a whole clause behind a comma."""

FEWEST = 3
"""Fewest tokens of content before what a report adds to it."""

CLOSING = 2
"""Most tokens, stops and marks, behind an addition that ends the content."""

NEAR = 6
"""How many tokens after a quotation the verb of its own attribution may stand."""

LONGEST_NAME = 8
"""Longest name between "with" and a participle, in tokens."""


def right_end(layout: Layout, cue: Token, start: int) -> int:
    """Return the token after content that begins at `start`, to the right of the cue."""
    around = layout.inner[cue.index]
    end = layout.bounds(cue)[1]
    if cue.dep in SUBORDINATE and layout.right[cue.index] > start:
        end = min(end, layout.right[cue.index] + 1)
    for index in range(start + 1, end):
        token = layout.tokens[index]
        if not _may_cut(token) or layout.quotation_over(index, around) is not None:
            continue
        for cut in CUTS:
            at = cut(layout, cue, start, index)
            if at is not None and start < at < end:
                return _without_addition(layout, start, at)
    return _without_addition(layout, start, end)


def _without_addition(layout: Layout, start: int, end: int) -> int:
    """Return where content ends before what the report sets beside all of it: ", a rise of …", ", while others …"."""
    for index in range(start + FEWEST, end):
        token = layout.tokens[index]
        if layout.tokens[index - 1].text != "," or layout.inner[index] != layout.inner[start - 1]:
            continue
        head = layout.tokens[token.head]
        apposed = token.lower in listed("indefinite") and head.dep in APPOSED
        contrasted = token.lower in listed("contrasting") and token.dep == "mark"
        if (apposed or contrasted) and layout.right[head.index] >= end - 1 - CLOSING:
            return index - 1
    return end


def _may_cut(token: Token) -> bool:
    """Tell whether any of the cuts could be made at a token: a quick test before the thorough ones."""
    return token.dep in CUT_DEPS or token.tag in CUT_TAGS or token.text in CUT_TEXTS or token.lower in _cut_words()


@cache
def _cut_words() -> frozenset[str]:
    return frozenset({"according"}) | listed("comparing") | listed("absolute_openers")


def comma(layout: Layout, index: int) -> bool:
    """Tell whether a token is a comma, colon or dash."""
    return 0 <= index < len(layout.tokens) and layout.tokens[index].text in COMMAS


def _at_according(layout: Layout, cue: Token, start: int, index: int) -> int | None:
    del cue, start
    pair = [token.lower for token in layout.tokens[index : index + 2]]
    return index if pair == ["according", "to"] else None


def _at_coordinate(layout: Layout, cue: Token, start: int, index: int) -> int | None:
    """Cut before a verb coordinated with the cue, "said … and left the room", unless it has a subject of its own."""
    token = layout.tokens[index]
    if layout.parse.child(token, "nsubj", "nsubjpass") is not None and token.lemma not in verb_entries():
        return None
    if token.dep != "conj" or token.pos not in {"VERB", "AUX"}:
        return None
    over = outer_cue(layout.parse, token) if token.lemma in verb_entries() else None
    if over is not cue and not _coordinated(layout, token, cue):
        return None
    return _back(layout, max(layout.left[token.index], start + 1), start)


def _at_second_cue(layout: Layout, cue: Token, start: int, index: int) -> int | None:
    """Cut before ", and warned": a verb of saying in the cue's tense without a subject of its own."""
    token = layout.tokens[index]
    entries = verb_entries().get(token.lemma, ())
    if token.tag != cue.tag or token.tag not in {"VBD", "VBZ"} or token.dep != "conj":
        return None
    if not any("quotation" in entry.group.frames for entry in entries):
        return None
    if layout.tokens[index - 1].pos != "CCONJ" or not comma(layout, index - 2):
        return None
    if layout.parse.child(token, "nsubj", "nsubjpass") is not None:
        return None
    return _back(layout, index, start)


def _at_participle(layout: Layout, cue: Token, start: int, index: int) -> int | None:
    """Cut before ", adding …"."""
    del cue
    token = layout.tokens[index]
    if token.tag != "VBG" or token.lemma not in listed("continuing"):
        return None
    before = index - 1
    while before > start and layout.tokens[before].pos == "PUNCT" and layout.tokens[before].text not in COMMAS:
        before -= 1
    return index - 1 if layout.tokens[before].text in COMMAS else None


def _at_absolute(layout: Layout, cue: Token, start: int, index: int) -> int | None:
    """Cut before ", with the union accusing …": another one's participle behind the report."""
    del cue
    if layout.tokens[index].lower not in listed("absolute_openers") or not comma(layout, index - 1):
        return None
    for token in layout.tokens[index + 1 : index + 1 + LONGEST_NAME]:
        if token.tag == "VBG":
            return index - 1 if token.lemma in verb_entries() and index - 1 > start else None
        if token.pos not in {"NOUN", "PROPN", "ADJ", "DET", "ADP", "NUM", "PART", "CCONJ"}:
            return None
    return None


def _at_adverbial(layout: Layout, cue: Token, start: int, index: int) -> int | None:
    """Cut before a clause of the cue's own after a comma: ", while others left"."""
    token = layout.tokens[index]
    if token.dep != "advcl" or token.head != cue.index:
        return None
    begin = layout.left[token.index]
    return begin - 1 if begin > start and layout.tokens[begin - 1].text == "," else None


def _at_occasion(layout: Layout, cue: Token, start: int, index: int) -> int | None:
    """Cut before words on where it was said, at the end: "in an interview with …", "on Twitter"."""
    token = layout.tokens[index]
    if token.dep != "prep" or index - start < 3:
        return None
    noun = layout.parse.child(token, "pobj")
    if noun is None or noun.lemma not in listed("occasions"):
        return None
    last = layout.bounds(cue)[1]
    ends = layout.right[token.index] + 1 >= last - 2
    apart = comma(layout, index - 1) or layout.inner[index - 1] != layout.inner[index]
    return index if ends and (token.head == cue.index or apart) else None


def _at_semicolon(layout: Layout, cue: Token, start: int, index: int) -> int | None:
    del cue, start
    return index if layout.tokens[index].text == ";" else None


def _at_dash(layout: Layout, cue: Token, start: int, index: int) -> int | None:
    """Cut at a single dash with spaces: an aside of the reporter."""
    token = layout.tokens[index]
    if token.text not in {"-", "--", "–", "—"} or layout.parse.text[token.start - 1 : token.start] != " ":
        return None
    last = layout.bounds(cue)[1]
    others = [item for item in layout.tokens[start:last] if item.text == token.text and item.index != index]
    return index if not others else None


def _at_attributed(layout: Layout, cue: Token, start: int, index: int) -> int | None:
    """Cut before a quotation after a colon or dash that has an attribution of its own: "… was lost: “Gone,” he said"."""
    del start
    token = layout.tokens[index]
    if token.text not in COMMAS or token.text == ",":
        return None
    number = layout.quotation_over(index + 1, layout.inner[cue.index])
    if number is None or layout.ranges[number][0] != index + 1:
        return None
    end = layout.ranges[number][1]
    following = layout.tokens[end : min(end + NEAR, layout.bounds(cue)[1])]
    own = any(
        item.tag in {"VBD", "VBZ", "VBP"} and "quotation" in entry.group.frames
        for item in following
        for entry in verb_entries().get(item.lemma, ())
    )
    return index if own and layout.tokens[end - 2].text in {",", "?", "!", "."} else None


def _at_relative(layout: Layout, cue: Token, start: int, index: int) -> int | None:
    """Cut before a relative clause in which somebody says something about the content: ", which she called a farce"."""
    del cue, start
    token = layout.tokens[index]
    if token.tag not in {"WDT", "WP"} or layout.tokens[index - 1].text != ",":
        return None
    verb = next((item for item in layout.tokens[index + 1 : index + NEAR] if item.tag in {"VBD", "VBZ", "VBP"}), None)
    if verb is None or verb.lemma not in verb_entries():
        return None
    own = layout.parse.child(verb, "nsubj")
    return index - 1 if own is not None and index < own.index < verb.index else None


def _at_comparison(layout: Layout, cue: Token, start: int, index: int) -> int | None:
    """Cut before ", compared with …": figures that the report sets beside it."""
    del cue, start
    compares = layout.tokens[index].lower in listed("comparing") and comma(layout, index - 1)
    return index - 1 if compares else None


CUTS = (
    _at_attributed,
    _at_comparison,
    _at_relative,
    _at_according,
    _at_coordinate,
    _at_second_cue,
    _at_participle,
    _at_absolute,
    _at_adverbial,
    _at_occasion,
    _at_semicolon,
    _at_dash,
)


def _coordinated(layout: Layout, token: Token, cue: Token) -> bool:
    while token.dep == "conj" and token.head != token.index:
        token = layout.tokens[token.head]
        if token.index == cue.index:
            return True
    return False


def _back(layout: Layout, index: int, start: int) -> int:
    while index - 1 > start and layout.tokens[index - 1].pos in {"CCONJ", "PUNCT"} and layout.outer[index - 1] < 0:
        index -= 1
    return index
