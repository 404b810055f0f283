"""Where an attribution may look for its content: sentences in which a quotation is one piece, and edges of subtrees."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, groupby

from diurna.extract.statement_rules import cue_words, verb_entries
from diurna.parse import Parse
from diurna.parse.layout import Sentence, Token
from diurna.parse.quotations import Quotation, quotations
from diurna.records import Span

STOPS = ".?!…"
"""Characters that end a sentence."""

STOP_TOKENS = set(STOPS)

COMMAS = {",", ":", ";", "-", "--", "–", "—"}
"""Marks inside a sentence that may set off an attribution."""

DEEPEST = 200
"""Most steps up a tree: a parse that is no tree must not keep the program busy for ever."""

LONGEST_SENTENCE = 300
"""Most words of a sentence, those of its quotations not counted, among which statements are looked for."""

NEAR = 9
"""How many tokens after a closing mark an attribution may begin: "“Really?” the old man asked"."""


SETTING_OFF = {":", "-", "--", "–", "—"}
"""Marks that may set off a speaker's name: "Okafor: Strike will end"."""


class Layout:
    """The quotations of a parse, and for each token the outermost and innermost one around it and its sentence.

    A surface sentence keeps a quotation whole even where the parser cuts it.  All numbers are token indexes.
    `given_up` holds the first word of each sentence that is too long to be looked at.
    """

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.tokens = parse.tokens
        self.given_up: list[Token] = []
        self.quotations = quotations(parse)
        self.busy = list(_busy(parse))
        if not self.silent:
            self._lay_out()

    @property
    def silent(self) -> bool:
        """Tell whether nothing can be said in the text: no quotation, no cue, no name set off.  The rest is not laid out then."""
        return not self.quotations and not self.busy

    def _lay_out(self) -> None:
        parse = self.parse
        count = len(parse.tokens)
        self.outer = [-1] * count
        self.inner = [-1] * count
        self._place_quotations()
        self._starts = [quotation.span.start for quotation in self.quotations]
        self._outside = list(accumulate((number < 0 for number in self.outer), initial=0))
        self.left = list(range(count))
        self.right = list(range(count))
        self._find_edges()
        self.first = [0] * count
        self.last = [0] * count
        for _, group in groupby(parse.sentences, key=lambda sentence: (sentence.paragraph, sentence.role)):
            run = list(group)
            self._cut_sentences(run[0].first, run[-1].last)

    def _place_quotations(self) -> None:
        self.ranges: list[tuple[int, int]] = []
        self._around: list[int] = []
        for number, quotation in enumerate(self.quotations):
            inside = self.parse.tokens_in(quotation.span)
            self._around.append(self.inner[inside[0].index] if inside else -1)
            self.ranges.append((inside[0].index, inside[-1].index + 1) if inside else (0, 0))
            for token in inside:
                if self.outer[token.index] < 0:
                    self.outer[token.index] = number
                self.inner[token.index] = number

    def _find_edges(self) -> None:
        """Find the first and last token of every subtree where something may be said: heads after all that hangs on them."""
        left, right, tokens = self.left, self.right, self.tokens
        below: dict[int, list[int]] = {}
        order: list[int] = []
        for sentence in self.busy:
            for token in tokens[sentence.first : sentence.last]:
                if token.head == token.index:
                    order.append(token.index)
                else:
                    below.setdefault(token.head, []).append(token.index)
        for index in order:
            if index in below:
                order += below[index]
        for index in reversed(order):
            head = tokens[index].head
            left[head] = min(left[head], left[index])
            right[head] = max(right[head], right[index])

    def _cut_sentences(self, first: int, last: int) -> None:
        begin = first
        for index in [*self._candidates(first, last), last]:
            if index == last or self._begins(index):
                self.first[begin:index] = [begin] * (index - begin)
                self.last[begin:index] = [index] * (index - begin)
                begin = index

    def _candidates(self, first: int, last: int) -> list[int]:
        """Return the tokens of a run before which a sentence may begin: after a stop, a quotation or a parsed sentence."""
        tokens, outer = self.tokens, self.outer
        return [
            index
            for index in range(first + 1, last)
            if outer[index - 1] != outer[index]
            or tokens[index - 1].sentence != tokens[index].sentence
            or tokens[index - 1].text in STOP_TOKENS
        ]

    def _begins(self, index: int) -> bool:
        before, token = self.tokens[index - 1], self.tokens[index]
        if self.outer[index] >= 0 and self.outer[index] == self.outer[index - 1]:
            return False
        if token.text[0].islower() or not (token.text[0].isalnum() or self.outer[index] >= 0):
            return False
        if self.outer[index - 1] >= 0:
            quotation = self.quotations[self.outer[index - 1]]
            stop = quotation.inner.of(self.parse.text).rstrip()[-1:]
            if not quotation.closed:
                return True
            return stop in STOPS and not (stop in "?!" and self._attributed(index))
        if before.text[-1] in STOPS and (len(before.text) == 1 or before.sentence != token.sentence):
            return True
        return before.sentence != token.sentence and before.text[-1] in ":;)]"

    def _attributed(self, index: int) -> bool:
        for token in self.tokens[index : index + NEAR]:
            if token.pos == "PUNCT":
                return False
            if any("quotation" in entry.group.frames for entry in verb_entries().get(token.lemma, ())):
                return token.tag != "VB"
        return False

    def under(self, token: Token, head: Token) -> Token | None:
        """Return the dependent of `head` whose subtree holds the token, or None."""
        for _ in range(DEEPEST):
            if token.head == token.index:
                return None
            if token.head == head.index:
                return token
            token = self.tokens[token.head]
        return None

    def bounds(self, token: Token) -> tuple[int, int]:
        """Return the tokens (half-open) among which the token's statement has its parts.

        Outside quotations that is the surface sentence; inside one the parser's sentence within the same marks.
        """
        number = self.inner[token.index]
        if number < 0:
            return self.first[token.index], self.last[token.index]
        sentence = self.parse.sentence_of(token)
        first, last = self.ranges[number]
        if self.quotations[number].closed:
            last -= 1
        return max(sentence.first, first + 1), min(sentence.last, last)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of the persons' names in the text."""
        return frozenset(token.text for token in self.tokens if token.entity == "PERSON" and token.pos == "PROPN")

    def words_outside(self, first: int, last: int) -> int:
        """Return how many of the tokens `first` to `last` (half-open) stand outside quotation marks."""
        return self._outside[last] - self._outside[first]

    def crowded(self, token: Token) -> bool:
        """Tell whether a token's statement would have to be looked for among too many words."""
        first, last = self.bounds(token)
        words = last - first if self.inner[token.index] >= 0 else self.words_outside(first, last)
        if words > LONGEST_SENTENCE and (not self.given_up or first != self.bounds(self.given_up[-1])[0]):
            self.given_up.append(token)
        return words > LONGEST_SENTENCE

    def overlapping(self, part: Span) -> list[Quotation]:
        """Return the quotations that share text with a span, in text order."""
        place = bisect_left(self._starts, part.start)
        numbers = list(range(place, bisect_left(self._starts, part.end)))
        above = place - 1
        while above >= 0:
            numbers.append(above)
            above = self._around[above]
        found = [self.quotations[number] for number in sorted(numbers)]
        return [quotation for quotation in found if part.overlaps(quotation.span)]

    def quotation_from(self, index: int, around: int) -> Quotation | None:
        """Return the quotation that starts at a token, one level below the quotation `around` (-1: none)."""
        for number in self._inside(index, around):
            if self.ranges[number][0] == index:
                return self.quotations[number]
        return None

    def quotation_over(self, index: int, around: int) -> int | None:
        """Return the number of the quotation over a token, one level below `around`, or None."""
        found = self._inside(index, around)
        return found[0] if found else None

    def _inside(self, index: int, around: int) -> list[int]:
        if index >= len(self.tokens) or self.outer[index] < 0 or self.inner[index] == around:
            return []
        found = []
        number = self.inner[index]
        while number >= 0 and number != around:
            found.append(number)
            number = self._around[number]
        return found[::-1]

    def span(self, first: int, last: int) -> Span | None:
        """Return the text of tokens `first` to `last` (half-open) without stops and commas at its ends.

        None if no word is left but "and".
        """
        if all(token.pos in {"CCONJ", "PUNCT"} for token in self.tokens[first:last]):
            return None
        while first < last and self._loose(first):
            first += 1
        while last > first and self._loose(last - 1):
            last -= 1
        return Span(self.tokens[first].start, self.tokens[last - 1].end) if first < last else None

    def _loose(self, index: int) -> bool:
        token = self.tokens[index]
        return token.text in {",", ".", ";", ":", "-", "--", "–", "—", "…", "..."} and self.inner[index] < 0


def _busy(parse: Parse) -> Iterator[Sentence]:
    """Return the sentences in which something may be said: with a cue, or with a mark that may set off a speaker's name."""
    words = cue_words() | SETTING_OFF
    numbers = {token.sentence for token in parse.tokens if token.lemma in words or token.lower in words}
    return (sentence for sentence in parse.sentences if sentence.index in numbers)
