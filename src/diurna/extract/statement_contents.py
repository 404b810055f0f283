"""What is said: the words before, after and around a verb of saying."""

from dataclasses import dataclass

from diurna.extract.statement_apart import apart, has_object
from diurna.extract.statement_ends import comma, right_end
from diurna.extract.statement_layout import COMMAS, STOPS, Layout
from diurna.extract.statement_rules import Entry, listed
from diurna.extract.statement_saying import Range
from diurna.extract.statement_subjects import own_subject
from diurna.parse.layout import Token

FINITE = {"VBD", "VBZ", "VBP", "MD"}
PASSED = {"advmod", "npadvmod", "prt", "prep", "dative", "agent", "punct", "neg", "aux", "expl", "nsubj", "intj"}
"""Relations to the verb of saying of words that may stand between it and the content."""
CLAUSAL = {"ccomp", "xcomp", "pcomp", "parataxis"}
CROSSING = {"nsubj", "nsubjpass", "prep", "advmod", "csubj"}
"""Relations of words before an attribution to a verb after it."""
OPENERS = {"ADJ", "DET", "NOUN", "NUM", "PRON", "PROPN", "VERB"}
"""Parts of speech that a clause may begin with."""
NEAR = 12
"""Most tokens between a closing mark and the cue of its attribution."""
LONGEST_PASSED = 25
"""Longest phrase between verb and content, in tokens."""


@dataclass(kw_only=True)
class Content:
    """Where the content is (token ranges), by which frame, and the attribution's own words."""

    frame: str
    ranges: list[Range]
    words: Range
    addressees: tuple[Token, ...] = ()


def said(layout: Layout, cue: Token, entry: Entry) -> Content | None:
    """Return what stands as quotation or clause to the right of the cue, to its left, or around the attribution."""
    first = attribution_start(layout, cue)
    after, passed = group_end(layout, cue, entry)
    right = _right(layout, cue, entry, after)
    left = left_content(layout, cue, first)
    if left and left[0] == "quotation-left" and "quotation" not in entry.group.frames:
        left = None
    if left and (entry.group.whole or "clause" not in entry.group.frames) and not _whole(layout, cue, left, first):
        left = None
    if left and left[0] == "clause-left" and has_object(layout, cue, entry):
        left = None
    if left and left[0] == "quotation-left" and right and comma(layout, after - 1):
        if right == "quotation" and layout.tokens[after - 1].text == ":" and not _set_off(layout, first):
            left = None
        else:
            right = None
    if left is None and right is None and _holds_finite(layout, cue, entry, after):
        right = "clause"
    if right == "clause":
        return Content(
            frame="clause-right",
            ranges=[(after, right_end(layout, cue, after))],
            words=(first, after),
            addressees=passed,
        )
    if right == "quotation":
        return Content(
            frame="quotation-right",
            ranges=[*_front(layout, cue, first, after), (after, quoted_end(layout, cue, after))],
            words=(first, after),
            addressees=passed,
        )
    if left is None and right is None:
        found = apart(layout, cue, entry, (first, after))
        if found is not None:
            return Content(frame=found[0], ranges=[found[1]], words=(first, after), addressees=passed)
    if left is None or left[0] not in {"quotation-left", "clause-left"}:
        return None
    frame, begin = left
    rest = _rest(layout, cue, (begin, first), after)
    return Content(frame=frame, ranges=[(begin, first), *rest], words=(first, after), addressees=passed)


def _front(layout: Layout, cue: Token, first: int, after: int) -> list[Range]:
    """Return the beginning of a clause that an attribution breaks: "If it rains, he said, “we will stay”".

    Only a quotation that goes on with a small letter is no sentence of its own.
    """
    begin = layout.bounds(cue)[0]
    if layout.tokens[after - 1].text != "," or first <= begin + 1 or layout.tokens[first - 1].text != ",":
        return []
    opener = next((token for token in layout.tokens[after:] if token.pos != "PUNCT"), None)
    goes_on = opener is not None and opener.text[0].islower()
    return [(begin, first - 1)] if goes_on and layout.inner[first - 1] == layout.inner[cue.index] else []


def _set_off(layout: Layout, first: int) -> bool:
    """Tell whether the words before an attribution end with a comma or stop, inside marks or outside."""
    before = layout.tokens[first - 1]
    if before.pos == "PUNCT" and layout.quotation_over(first - 1, -1) is not None and first > 1:
        before = layout.tokens[first - 2]
    return before.text in COMMAS or before.text[-1] in STOPS


def _whole(layout: Layout, cue: Token, left: tuple[str, int], first: int) -> bool:
    """Tell whether content before the attribution is one quotation and nothing else."""
    frame, begin = left
    number = layout.quotation_over(begin, layout.inner[cue.index])
    return frame == "quotation-left" and number is not None and layout.ranges[number][1] >= first - 1


def attribution_start(layout: Layout, cue: Token) -> int:
    """Return the first token of speaker and cue: a quotation or comma to the left ends the walk."""
    parse = layout.parse
    own = own_subject(parse, cue) or parse.child(cue, "nsubjpass")
    start = cue.index
    for child in parse.children(cue, "aux", "auxpass", "neg", "advmod"):
        if layout.left[child.index] < start and not _comma_between(layout, child.index, cue.index):
            start = layout.left[child.index]
    around = layout.inner[cue.index]
    if own is None or own.index > cue.index or layout.inner[own.index] != around:
        return _bare_start(layout, cue, start) if own is None or own.index < cue.index else start
    begin = own.index
    while begin - 1 >= layout.left[own.index] and begin - 1 >= layout.bounds(cue)[0]:
        if layout.quotation_over(begin - 1, around) is not None:
            break
        begin -= 1
    while begin < own.index and layout.tokens[begin].pos in {"PUNCT", "CCONJ"}:
        begin += 1
    return min(start, begin)


def _bare_start(layout: Layout, cue: Token, start: int) -> int:
    """Return where a missed subject begins, between a closing mark and the cue, with an aside of its own or without."""
    around = layout.inner[cue.index]
    first = layout.bounds(cue)[0]
    opening = next((n for n in range(start - 1, first - 1, -1) if layout.quotation_over(n, around) is not None), None)
    if opening is None or opening + 1 >= start:
        return start
    between = layout.tokens[opening + 1 : start]
    if between[0].pos not in {"ADJ", "DET", "NOUN", "PRON", "PROPN"} or between[0].tag in {"WP", "WDT"}:
        return start
    pause = next((n for n, token in enumerate(between) if token.text == ","), len(between))
    name, aside = between[:pause], between[pause:]
    if any(token.tag in FINITE or token.pos == "CCONJ" for token in name) or len(name) > NEAR:
        return start
    return opening + 1 if not aside or aside[-1].text == "," else start


def group_end(layout: Layout, cue: Token, entry: Entry) -> tuple[int, tuple[Token, ...]]:
    """Return the first token after the cue and what belongs to it (adverbs, dates, those addressed), and the latter."""
    addressees: list[Token] = []
    around = layout.inner[cue.index]
    _, last = layout.bounds(cue)
    before = not _inverted(layout, cue) and any(
        child.index < cue.index for child in layout.parse.children(cue, "nsubj", "nsubjpass")
    )
    index = cue.index + 1
    while index < last and layout.quotation_from(index, around) is None:
        token = layout.tokens[index]
        if _is_source(layout, token):
            index = layout.right[index] + 1
            continue
        child = layout.under(token, cue)
        if child is None or token.lower == "that" or child.index <= cue.index:
            if token.text in COMMAS or token.lower == entry.particle:
                index += 1
                continue
            break
        if (
            child.dep in {"dobj", "dative", "iobj"}
            and entry.group.addressee == "object"
            and _person_like(layout, child)
        ):
            addressees.append(child)
        elif (child.dep == "nsubj" and (before or index != cue.index + 1)) or (
            child.dep not in PASSED and token.text not in COMMAS
        ):
            break
        if child.dep == "prep":
            addressees += _spoken_to(layout, child, entry)
        index = _phrase_end(layout, index, layout.right[child.index] + 1, around)
    return min(index, last), tuple(addressees)


def _is_source(layout: Layout, token: Token) -> bool:
    """Tell whether a participle between commas names a source: "reported, citing police, that …"."""
    return token.tag == "VBG" and token.lemma in listed("quoting_verbs") and comma(layout, token.index - 1)


def _inverted(layout: Layout, cue: Token) -> bool:
    """Tell whether the subject comes right after the verb: "The plan, said the mayor, will fail"."""
    own = own_subject(layout.parse, cue)
    return own is not None and own.index > cue.index


def _person_like(layout: Layout, child: Token) -> bool:
    return layout.right[child.index] - layout.left[child.index] < LONGEST_PASSED and child.pos in {
        "NOUN",
        "PROPN",
        "PRON",
        "DET",
        "NUM",
        "ADJ",
    }


def _spoken_to(layout: Layout, child: Token, entry: Entry) -> list[Token]:
    found = layout.parse.child(child, "pobj")
    if found is None or child.lower not in {entry.group.addressee, "to"}:
        return []
    named = {"PROPN", "PRON"} if child.lower != entry.group.addressee else {"PROPN", "NOUN", "PRON"}
    return [found] if found.pos in named else []


def _phrase_end(layout: Layout, first: int, last: int, around: int) -> int:
    """Return where a passed phrase ends: before a quotation that a comma or colon introduces, or a "that"."""
    for index in range(first + 1, min(last, first + LONGEST_PASSED)):
        if layout.quotation_from(index, around) and comma(layout, index - 1):
            return index
        token = layout.tokens[index]
        if token.lower == "that" and (token.dep == "mark" or _opens_clause(layout, token)):
            return index
    return last


def _opens_clause(layout: Layout, that: Token) -> bool:
    """Tell whether a "that" taken for a relative pronoun has no gap to fill: its verb has subject and object already."""
    verb = layout.parse.head(that)
    own = layout.parse.child(verb, "nsubj", "nsubjpass")
    others = layout.parse.children(verb, "dobj", "attr", "acomp")
    return that.dep == "dobj" and own is not None and (own.dep == "nsubjpass" or any(o is not that for o in others))


def _right(layout: Layout, cue: Token, entry: Entry, after: int) -> str | None:
    """Tell what begins after the attribution: a quotation, a clause, or nothing that is said."""
    if after >= layout.bounds(cue)[1]:
        return None
    clause = "clause" in entry.group.frames
    if layout.quotation_from(after, layout.inner[cue.index]) is not None:
        free = clause and "object" not in entry.group.frames and not entry.group.whole
        return "quotation" if free or comma(layout, after - 1) else None
    return "clause" if clause and _begins_clause(layout, cue, entry, after) else None


def _begins_clause(layout: Layout, cue: Token, entry: Entry, after: int) -> bool:
    """Tell whether a clause that is said begins at a token: by "that", by the parse, or by a verb soon after a noun."""
    token = layout.tokens[after]
    if token.lower == "that" and (token.dep == "mark" or token.tag == "IN"):
        return True
    child = layout.under(token, cue)
    if child is None:
        return False
    of_what = any(item.tag in {"WP", "WDT"} for item in layout.parse.children(cue))
    verb_next = token.tag in FINITE and after == cue.index + 1 and of_what
    if verb_next or (child.dep in CLAUSAL and child.index > cue.index and _is_clause(layout, child, entry)):
        return True
    if comma(layout, after - 1):
        return False
    if child.dep in {"advcl", "relcl"} and token.lower in listed("telling"):
        return True
    loose = child.dep in {"dobj", "nsubj", "attr", "dep", "npadvmod"} and child.entity not in {"DATE", "TIME"}
    loose = loose and child.lemma not in listed("time_words") and "object" not in entry.group.frames
    loose = loose and entry.group.inner
    return loose and _finite_after(layout, child, layout.bounds(cue)[1])


def _holds_finite(layout: Layout, cue: Token, entry: Entry, after: int) -> bool:
    """Tell whether words right after a plain verb of saying hold a finite verb that the parse hangs elsewhere."""
    last = layout.bounds(cue)[1]
    if cue.lemma not in listed("plain_sayings") and (cue.dep != "parataxis" or own_subject(layout.parse, cue) is None):
        return False
    if after != cue.index + 1 or after >= last or "clause" not in entry.group.frames:
        return False
    opener = layout.tokens[after]
    if opener.pos not in OPENERS or opener.tag in {"WP", "WDT"}:
        return False
    for token in layout.tokens[after + 1 : last]:
        if token.tag in FINITE and token.dep not in {"relcl", "advcl", "acl"}:
            return not (token.dep == "conj" and token.head == cue.index)
        if layout.quotation_from(token.index, layout.inner[cue.index]) is not None:
            return True
    return False


def _is_clause(layout: Layout, child: Token, entry: Entry) -> bool:
    parse = layout.parse
    if any(mark.lower not in listed("complementizers") for mark in parse.children(child, "mark")):
        return False
    finite = child.tag in FINITE or any(t.tag in FINITE for t in parse.children(child, "aux", "auxpass", "cop"))
    maybe = child.tag in {"VB", "VBN"} and parse.child(child, "nsubj", "nsubjpass", "expl") is not None
    if finite or maybe:
        with_subject = entry.group.personal and parse.child(child, "nsubj", "nsubjpass") is not None
        return with_subject or not any(t.lower == "to" for t in parse.children(child, "aux"))
    return any(t.lower in listed("asking") for t in parse.children(child))


def _finite_after(layout: Layout, child: Token, last: int) -> bool:
    return any(
        token.tag in FINITE and token.dep not in {"relcl", "acl"}
        for token in layout.tokens[layout.right[child.index] + 1 : min(last, layout.right[child.index] + 4)]
    )


def quoted_end(layout: Layout, cue: Token, start: int) -> int:
    """Return where content ends that opens with a quotation: with it, or with the clause that it is a part of."""
    number = layout.quotation_over(start, layout.inner[cue.index])
    assert number is not None  # noqa: S101 - the caller saw it open here
    quotation = layout.quotations[number]
    end = layout.ranges[number][1]
    whole = quotation.inner.of(layout.parse.text).rstrip()[-1:] in ".?!,…—" and comma(layout, start - 1)
    following = layout.tokens[end] if end < len(layout.tokens) else None
    if whole or not quotation.closed or following is None or following.text in {",", ".", ";"}:
        return end
    return max(end, right_end(layout, cue, start))


# --- content before the attribution ----------------------------------------------------------------------------------


def left_content(layout: Layout, cue: Token, first: int) -> tuple[str, int] | None:
    """Return the frame and first token of content before the attribution, or None."""
    begin, _ = layout.bounds(cue)
    around = layout.inner[cue.index]
    if first <= begin:
        return None
    if layout.tokens[first - 1].lower == "as" and first - 1 > begin:
        first -= 1
    opener = layout.tokens[first]
    if layout.tokens[first - 1].pos == "CCONJ" or opener.tag in {"WRB", "WP", "WDT"} or opener.lower == "that":
        return None
    before = first - 1
    while before > begin and layout.tokens[before].text in COMMAS and layout.quotation_over(before, around) is None:
        before -= 1
    number = layout.quotation_over(before, around)
    if number is not None and layout.ranges[number][1] == before + 1 and cue.tag != "VBG":
        return _quoted_left(layout, number, begin)
    if before == first - 1 or cue.tag not in {"VBD", "VBZ", "VBP", "VBN", "VB"}:
        return None
    if cue.tag in {"VBN", "VB"} and not layout.parse.child(cue, "aux"):
        return None
    return ("clause-left", begin) if _is_said_clause(layout, cue, begin, first) else None


def _quoted_left(layout: Layout, number: int, begin: int) -> tuple[str, int] | None:
    """Return where content begins that ends with a quotation: with it where a colon or dash introduces it."""
    first, last = layout.ranges[number]
    if last - first < 4 and begin == first:
        inner = layout.quotations[number].inner.of(layout.parse.text).rstrip()
        if inner[-1:] not in ",.?!…—":
            return None
    introduced = first > begin and layout.tokens[first - 1].text in COMMAS - {","}
    return "quotation-left", first if introduced else min(begin, first)


def _is_said_clause(layout: Layout, cue: Token, begin: int, first: int) -> bool:
    """Tell whether the words before an attribution hold a clause that is said, beside adverbials of the cue."""
    loose = cue.dep == "advcl" and layout.parse.child(cue, "mark", "advmod") is None
    if begin <= cue.head < first and not loose and cue.dep not in {"ccomp", "conj", "parataxis", "dep"}:
        return False
    for token in layout.tokens[begin:first]:
        child = layout.under(token, cue)
        if child is not None and (child.dep == "ccomp" or (child.dep == "nsubj" and first == cue.index)):
            return True
        beside = child is not None and child.dep in {"advcl", "prep", "advmod", "npadvmod", "mark"}
        if not beside and token.tag in FINITE and token.dep not in {"relcl", "advcl", "acl"}:
            return True
    return _crosses(layout, begin, first, cue)


def _crosses(layout: Layout, begin: int, first: int, cue: Token) -> bool:
    """Tell whether a word before the attribution depends on one after the cue: "The plan, he said, will fail"."""
    last = layout.bounds(cue)[1]
    outer = CROSSING | ({"advcl"} if cue.dep == "parataxis" else set())
    if _inverted(layout, cue) and any(begin <= child.index for child in layout.parse.children(cue, "nsubj")[:-1]):
        return True
    return any(cue.index < token.head < last and token.dep in outer for token in layout.tokens[begin:first]) or any(
        begin <= token.head < first and token.dep == "conj" for token in layout.tokens[cue.index + 1 : last]
    )


def _rest(layout: Layout, cue: Token, before: Range, after: int) -> list[Range]:
    """Return the content that goes on after an attribution set between commas."""
    last = layout.bounds(cue)[1]
    around = layout.inner[cue.index]
    if after >= last:
        return []
    number = layout.quotation_over(after, around)
    if number is not None and layout.ranges[number][0] == after:
        return [(after, quoted_end(layout, cue, after))]
    quoted = (
        layout.quotation_over(before[1] - 1, around) is not None
        or layout.quotation_over(before[1] - 2, around) is not None
    )
    if not quoted and comma(layout, after - 1) and _crosses(layout, *before, cue):
        return [(after, right_end(layout, cue, after))]
    return []


def _comma_between(layout: Layout, first: int, last: int) -> bool:
    return any(comma(layout, index) for index in range(first, last))
