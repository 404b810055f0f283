"""Statements without a verb of saying: "according to …" and its like, and nouns such as claim and call."""

from collections.abc import Iterator

from diurna.extract.statement_cues import TOLD_IN
from diurna.extract.statement_layout import COMMAS, Layout
from diurna.extract.statement_parties import party
from diurna.extract.statement_rules import frame_confidence, listed, noun_classes, statement_rules
from diurna.extract.statement_saying import Saying
from diurna.extract.statement_subjects import coordinated, subject_of
from diurna.mark.marks import Marks
from diurna.parse.layout import Token
from diurna.records import Span

FEWEST_WORDS = 3
NAMING = 2
"""Words of a phrase that only names a source ("according to"); longer ones speak of its words."""
NEAR = 3
"""How many tokens after the source its quotation may begin."""


def phrase_sayings(layout: Layout, marks: Marks) -> Iterator[Saying]:
    """Yield a statement for each "according to" and its like, in text order."""
    phrases = [phrase.words for phrase in statement_rules().phrases]
    openers = {words[0] for words in phrases}
    for sentence in layout.parse.sentences:
        if sentence.role not in TOLD_IN:
            continue
        for token in layout.parse.tokens_of(sentence):
            if token.lower not in openers:
                continue
            for words in phrases:
                if token.lower == words[0] and _stands(layout, token, words) and not layout.crowded(token):
                    saying = _phrase(layout, marks, token, len(words))
                    if saying is not None:
                        yield saying


def _stands(layout: Layout, token: Token, words: tuple[str, ...]) -> bool:
    return [item.lower for item in layout.tokens[token.index : token.index + len(words)]] == list(words)


def _phrase(layout: Layout, marks: Marks, token: Token, length: int) -> Saying | None:
    parse = layout.parse
    preposition = layout.tokens[token.index + length - 1]
    head = parse.child(preposition, "pobj") or parse.child(token, "pobj")
    first, last = layout.bounds(token)
    if head is None or head.index < token.index or head.lemma in listed("not_speakers"):
        return None
    after = min(_source_end(layout, head, preposition.index + 1), last)
    ranges = _quoted_after(layout, token, after, length) or _around(layout, token, after, first, last)
    if not ranges:
        return None
    cue = Span(token.start, layout.tokens[token.index + min(length, 2) - 1].end)
    return Saying(
        cue=token,
        cue_span=cue if length == 2 else Span(token.start, preposition.end),
        frame="according-to",
        group="according-to",
        act="assert",
        confidence=frame_confidence()["according-to"],
        words=(token.index, after),
        ranges=ranges,
        speakers=tuple(party(layout, marks, item) for item in coordinated(parse, head)),
    )


def _quoted_after(layout: Layout, token: Token, after: int, length: int) -> list[tuple[int, int]]:
    """Return the quotation right after "in the words of …": that is what the words are."""
    if length == NAMING or layout.inner[token.index] >= 0:
        return []
    for index in range(after, min(after + NEAR, layout.bounds(token)[1])):
        number = layout.quotation_over(index, -1)
        if number is not None and layout.ranges[number][0] == index:
            return [layout.ranges[number]]
    return []


def _source_end(layout: Layout, head: Token, first: int) -> int:
    """Return the token after the source's noun phrase, with its appositions."""
    end = layout.right[head.index] + 1
    for index in range(first, end):
        token = layout.tokens[index]
        if layout.outer[index] >= 0 and token.text != "," and layout.quotation_from(index, -1):
            return index
    return end


def _around(layout: Layout, token: Token, after: int, first: int, last: int) -> list[tuple[int, int]]:
    """Return the clause around the phrase: what follows it at the front, what precedes it, or both."""
    front = token.index
    while front > first and (
        layout.tokens[front - 1].text in COMMAS or layout.tokens[front - 1].lower in {"but", "and"}
    ):
        front -= 1
    tail = after
    while tail < last and layout.tokens[tail].pos == "PUNCT" and layout.outer[tail] < 0:
        tail += 1
    ranges = []
    if front > first:
        ranges.append((first, front))
    goes_on = tail < last and (front == first or _belongs(layout, token, tail, last))
    if goes_on:
        ranges.append((tail, last))
    words = sum(layout.tokens[i].pos != "PUNCT" for begin, end in ranges for i in range(begin, end))
    return ranges if words >= FEWEST_WORDS else []


def _belongs(layout: Layout, token: Token, tail: int, last: int) -> bool:
    """Tell whether the words after a phrase in mid-sentence are the main clause's: a word before depends on them."""
    if layout.tokens[tail].lower in {"which", "who"} or layout.tokens[tail].tag == "VBG":
        return False
    before = layout.tokens[layout.bounds(token)[0] : token.index]
    return any(tail <= item.head < last for item in before)


# --- nouns -----------------------------------------------------------------------------------------------------------


def noun_sayings(layout: Layout, marks: Marks) -> Iterator[Saying]:
    """Yield a statement for each cue noun with an owner and a content."""
    nouns = noun_classes()
    parse = layout.parse
    for sentence in parse.sentences:
        if sentence.role not in TOLD_IN:
            continue
        for token in parse.tokens_of(sentence):
            if (
                token.lemma not in nouns
                or token.pos != "NOUN"
                or layout.inner[token.index] >= 0
                or layout.crowded(token)
            ):
                continue
            group = nouns[token.lemma]
            begin = _noun_content(layout, token, group.prepositions)
            owners = _owners(layout, token)
            if begin is None or not owners:
                continue
            end = min(layout.right[token.index] + 1, layout.bounds(token)[1])
            first = min(layout.left[owner.index] for owner in owners)
            yield Saying(
                cue=token,
                cue_span=token.span,
                frame="noun",
                group=f"noun-{group.id}",
                act=group.act,
                confidence=round(frame_confidence()["noun"] * group.confidence, 2),
                words=(min(first, token.index), token.index + 1),
                ranges=[(begin, end)],
                speakers=tuple(party(layout, marks, owner) for owner in owners),
            )


def _noun_content(layout: Layout, noun: Token, prepositions: tuple[str, ...]) -> int | None:
    parse = layout.parse
    for child in parse.children(noun, "acl", "prep"):
        if child.index < noun.index:
            continue
        if child.dep in {"acl", "relcl", "ccomp"}:
            begin = layout.left[child.index]
            if begin > noun.index and layout.tokens[begin].lower in {"that", "to"}:
                return begin
        if child.dep == "prep" and child.lower in prepositions and parse.child(child, "pobj"):
            return child.index + 1
    return None


def _owners(layout: Layout, noun: Token) -> list[Token]:
    parse = layout.parse
    owner = parse.child(noun, "poss")
    if owner is not None:
        return coordinated(parse, owner)
    for child in parse.children(noun, "prep", "agent"):
        if child.lower in {"by", "from", "of"} and child.index > noun.index:
            head = parse.child(child, "pobj")
            return [head] if head is not None else []
    verb = parse.head(noun)
    issued = noun.dep == "dobj" and verb.lemma in listed("issuing_verbs")
    return subject_of(parse, verb) if issued else []
