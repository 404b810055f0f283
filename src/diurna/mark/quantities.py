"""How many: numbers with the words that hedge them, as bounds; numbers that count nothing are left out."""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from diurna.mark.hedges import ExclusionRule, QualifierRule, grammar, tables
from diurna.mark.numerals import LARGEST, Numeral
from diurna.mark.vague import OURS
from diurna.parse import Parse, Sentence, Token
from diurna.records import Date, Problem, Qualifier, Quantity, Span

PLURALS = {"NNS", "NNPS"}
TIMES = {"DATE", "TIME"}

SMALL = 1000
"""A number below this shares the scale word of the other end of its range."""

BROKEN = re.compile(r"\d,\s\d")
"""A space that does not belong inside a number."""

BEFORE = 60
"""How many code points in front of a number may hold its qualifier or what excludes it."""


class _Hedge(NamedTuple):
    """A qualifier found at a number, and the stretch from its first word to the number's last."""

    qualifier: Qualifier
    start: int
    end: int


class _Bounds(NamedTuple):
    low: int | float | None
    best: int | float | None
    high: int | float | None


def quantities(
    parse: Parse, dates: tuple[Date, ...], *, impossible: tuple[Span, ...] = (), vague: str = OURS
) -> tuple[tuple[Quantity, ...], tuple[Problem, ...]]:
    """Return the numbers of an article that may count something, with their bounds, in text order, and problems.

    Numbers inside a time expression, ages, clock times, addresses, scores and the like are left out.  "no", "none" and
    "nobody" are numbers of value 0.  `impossible` are the words of days that no calendar has; `vague` names the profile
    of vague words.  A number too large for a record is the problem `number-too-large`, one with a break in it ("61, 000")
    is read as one and is the problem `number-broken`.
    """
    taken = _Taken((*(date.span for date in dates), *impossible))
    sheets = [_in_sentence(parse, sentence, taken, vague) for sentence in parse.sentences]
    found = [quantity for quantities, _ in sheets for quantity in quantities]
    problems = tuple(problem for _, problems in sheets for problem in problems)
    return tuple(sorted(found, key=lambda quantity: quantity.number)), problems


class _Taken:
    """The spans of the time expressions of an article, by position."""

    def __init__(self, spans: tuple[Span, ...]) -> None:
        self.spans = sorted(spans)
        self._ends = [span.end for span in self.spans]

    def overlapping(self, span: Span) -> Iterator[Span]:
        """Yield the time expressions that share a character with a span; none of them overlap each other."""
        for taken in self.spans[bisect_right(self._ends, span.start) :]:
            if taken.start >= span.end:
                return
            yield taken


def counted_noun(parse: Parse, token: Token) -> Token:
    """Return the noun that a number counts: the noun it modifies, the one behind "of", or the number itself."""
    noun = token
    while (
        noun.dep in {"nummod", "quantmod", "compound", "amod", "advmod", "nmod", "det", "poss"}
        and noun.head > noun.index
    ):
        noun = parse.head(noun)
    if any(child.tag == "CD" and child.index < noun.index for child in parse.children(token, "conj")):
        return token
    timed = noun.entity in TIMES and token.entity not in TIMES
    if noun is not token and noun.pos in {"NOUN", "PROPN", "ADJ", "PRON", "VERB", "X"} and not timed:
        return noun
    of = next(
        (child for child in parse.children(token, "prep") if child.tag == "IN" and child.head < child.index), None
    )
    below = parse.child(of, "pobj") if of is not None and of.index - token.index <= 1 else None
    if below is not None:
        return below
    after = parse.tokens[token.index + 1] if token.index + 1 < len(parse.tokens) else token
    if after.tag in PLURALS and after.sentence == token.sentence:
        return after
    return token


def _in_sentence(parse: Parse, sentence: Sentence, taken: _Taken, vague: str) -> tuple[list[Quantity], list[Problem]]:
    text = sentence.span.of(parse.text)
    found: list[Quantity | None] = []
    written = [item for item in grammar(vague).numerals(text) if not _is_dated(parse, item, sentence.start, taken)]
    numerals = deque(numeral for numeral in written if numeral.value is not None)
    while numerals:
        numeral = numerals.popleft()
        hedge = _hedge(parse, text, numeral, sentence.start)
        joined = _joined(text, numeral, numerals[0]) if numerals else None
        if joined and not _excluded(text, joined[1]):
            numerals.popleft()
            found.append(_ranged(parse, sentence.start, joined, hedge))
        elif not _excluded(text, numeral):
            found.append(_quantity(parse, sentence.start, numeral, hedge))
    problems = [problem for numeral in written if (problem := _problem(text, sentence.start, numeral))]
    return [*(item for item in found if item is not None), *_zeros(parse, sentence, text)], problems


def _problem(text: str, start: int, numeral: Numeral) -> Problem | None:
    """Return what is strange about a number: too large for a record, or broken by a space."""
    span = Span(start + numeral.start, start + numeral.end)
    if numeral.value is None:
        return Problem(stage="mark", code="number-too-large", span=span, message=f"a number above {LARGEST}: left out")
    if BROKEN.search(text, numeral.start, numeral.end):
        return Problem(stage="mark", code="number-broken", span=span, message=f"read as {numeral.value}")
    return None


def _is_dated(parse: Parse, numeral: Numeral, start: int, taken: _Taken) -> bool:
    """Tell whether a number belongs to a time expression; "three quarters of a million" and "2000 monks" do not."""
    span = Span(start + numeral.start, start + numeral.end)
    return any(not (span.covers(date) and (date != span or _counts(parse, span))) for date in taken.overlapping(span))


def _counts(parse: Parse, span: Span) -> bool:
    """Tell whether a bare number modifies a plural noun right behind it."""
    token = parse.root(span)
    if token is None or token.dep != "nummod":
        return False
    noun = parse.head(token)
    return noun.tag in PLURALS and noun.index > token.index and not noun.entity


def _excluded(text: str, numeral: Numeral) -> ExclusionRule | None:
    """Return the rule that says that a number counts nothing, or None."""
    if numeral.strong or numeral.unit not in {None, "percent"}:
        return None
    number = text[numeral.start : numeral.end]
    ahead = text[max(0, numeral.start - BEFORE) : numeral.start]
    if (
        numeral.unit is None
        and re.match(r"\s?[-‑][^\W\d]", text[numeral.end :])
        and not tables().after.match(text, numeral.end)
    ):
        return tables().rules.exclusions[0]
    for rule, shape, before, after in tables().exclusions:
        if rule.shares != (numeral.unit == "percent") or (rule.words and not numeral.spelled):
            continue
        if (
            (shape is None or shape.fullmatch(number))
            and (before is None or before.search(ahead))
            and (after is None or after.match(text, numeral.end))
        ):
            return rule
    return None


def _hedge(parse: Parse, text: str, numeral: Numeral, start: int) -> _Hedge:
    ahead = text[max(0, numeral.start - BEFORE) : numeral.start]
    offset = numeral.start - len(ahead)
    before = tables().before.search(ahead)
    if before:
        words = re.sub(r"\s+", " ", before["words"].lower())
        rule = tables().hedges["before"][words]
        first = offset + before.start("words")
        if not _is_particle(parse, start + first, rule):
            return _Hedge(rule.qualifier, first, numeral.end)
    after = tables().after.match(text, numeral.end)
    if after:
        words = re.sub(r"\s+", " ", after["words"].lower())
        return _Hedge(tables().hedges["after"][words].qualifier, numeral.start, after.end())
    return _Hedge("exact", numeral.start, numeral.end)


def _is_particle(parse: Parse, position: int, rule: QualifierRule) -> bool:
    token = parse.token_at(position)
    if token is None or not rule.not_after:
        return False
    previous = parse.tokens[token.index - 1] if token.index else token
    if previous is token or previous.sentence != token.sentence:
        return False
    return token.dep == "prt" or previous.lemma in rule.not_after or previous.lower in rule.not_after


def _joined(text: str, first: Numeral, second: Numeral) -> tuple[Numeral, Numeral, int] | None:
    """Return the two ends of a range, the first with the scale and unit of the second, and where it opens; or None."""
    if first.word or second.word or (first.unit and second.unit and first.unit != second.unit):
        return None
    between, ahead = text[first.end : second.start], text[max(0, first.start - BEFORE) : first.start]
    for joins, opens, not_opens in tables().joins:
        opened = opens.search(ahead) if opens else None
        if not joins.fullmatch(between) or (opens and not opened) or (not_opens and not_opens.search(ahead)):
            continue
        low, high, unit = _low_end(first, second), second.value or 0, first.unit or second.unit
        if low < high:
            start = first.start - len(ahead) + opened.start("words") if opened else first.start
            return first._replace(value=low, unit=unit), second._replace(unit=unit), start
    return None


def _low_end(first: Numeral, second: Numeral) -> int | float:
    """Return the first end of a range in the scale of the second ("20 to 30 million")."""
    low, high = first.value or 0, second.value or 0
    if first.scaled or not second.scaled or low >= SMALL:
        return low
    return low * next((scale for scale in (10**12, 10**9, 10**6, 10**3) if high >= scale), 1)


def _ranged(parse: Parse, start: int, joined: tuple[Numeral, Numeral, int], hedge: _Hedge) -> Quantity | None:
    first, second, opening = joined
    number = Span(start + first.start, start + second.end)
    span = Span(start + min(first.start, hedge.start, opening), number.end)
    return _made(parse, second, (span, number), "range", _Bounds(first.value, None, second.value))


def _quantity(parse: Parse, start: int, numeral: Numeral, hedge: _Hedge) -> Quantity | None:
    number = Span(start + numeral.start, start + numeral.end)
    span = Span(start + hedge.start, start + hedge.end)
    qualifier: Qualifier = "vague" if numeral.word else hedge.qualifier
    return _made(parse, numeral, (span, number), qualifier, _bounds(qualifier, numeral))


def _bounds(qualifier: Qualifier, numeral: Numeral) -> _Bounds:
    """Return low, best and high: strict bounds of counts move by one, money and shares keep the number."""
    value = numeral.value or 0
    step = 1 if numeral.unit is None and isinstance(value, int) else 0
    bounds: dict[Qualifier, _Bounds] = {
        "more_than": _Bounds(value + step, None, None),
        "at_least": _Bounds(value, None, None),
        "vague": _Bounds(value, None, None),
        "fewer_than": _Bounds(None, None, value - step),
        "at_most": _Bounds(None, None, value),
        "nearly": _Bounds(None, value, value),
        "approx": _Bounds(None, value, None),
    }
    return bounds.get(qualifier, _Bounds(value, value, value))


def _made(
    parse: Parse, numeral: Numeral, stretch: tuple[Span, Span], qualifier: Qualifier, bounds: _Bounds
) -> Quantity | None:
    """Return the quantity of a number; `stretch` is its span with the qualifier and without."""
    span, number = stretch
    token = parse.root(number) or parse.token_at(number.start)
    if token is None or (numeral.word and token.pos == "VERB") or _is_name(parse, token):
        return None
    head = token if numeral.unit else counted_noun(parse, token)
    return Quantity(
        span=span,
        number=number,
        low=bounds.low,
        best=bounds.best,
        high=bounds.high,
        qualifier=qualifier,
        word=numeral.word,
        unit=numeral.unit,
        head=head.index,
    )


def _is_name(parse: Parse, token: Token) -> bool:
    """Tell whether a number belongs to a name right before it ("Vostok 6")."""
    if token.dep not in {"nummod", "appos"} or not token.index:
        return False
    name = parse.tokens[token.index - 1]
    return token.head == name.index and name.pos == "PROPN" and name.end + 1 == token.start


def _zeros(parse: Parse, sentence: Sentence, text: str) -> list[Quantity]:
    found = []
    for word in tables().zero.finditer(text):
        number = Span(sentence.start + word.start(), sentence.start + word.end())
        made = _made(parse, Numeral(word.start(), word.end(), 0), (number, number), "exact", _Bounds(0, 0, 0))
        if made:
            found.append(made)
    return found
