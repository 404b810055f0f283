"""The parse: tokens with heads in one list for the whole article, and sentences that never cross a paragraph or block.

Token indexes are internal; every position that leaves the program is a `Span` of code points.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

import msgspec

from diurna.records import Article, BlockRole, Problem, Span


class Token(msgspec.Struct, gc=False):
    """One word or mark: code points `start`, `end`; part of speech and dependency in spaCy's English scheme.

    `index` and `head` are positions in `Parse.tokens` (a root is its own head); `sentence` in `Parse.sentences`.
    `text` is the article's own spelling (in a title-case headline the parser saw another case).  `entity` is the
    entity label ("" outside), `entity_start` marks the first token of one.
    """

    index: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int
    entity: str
    entity_start: bool

    @property
    def span(self) -> Span:
        """The token's place in the article's text."""
        return Span(self.start, self.end)


class Sentence(msgspec.Struct, gc=False):
    """A sentence: code points `start`, `end`; tokens `first` to `last` (half-open); its paragraph and block role."""

    index: int
    start: int
    end: int
    first: int
    last: int
    paragraph: int
    role: BlockRole

    @property
    def span(self) -> Span:
        """The sentence's place in the article's text."""
        return Span(self.start, self.end)


class Parse:
    """An article with its tokens and sentences, and the questions that later stages ask of the tree."""

    def __init__(
        self, *, article: Article, tokens: list[Token], sentences: list[Sentence], problems: tuple[Problem, ...] = ()
    ) -> None:
        self.article = article
        self.text = article.text
        self.tokens = tokens
        self.sentences = sentences
        self.problems = problems

    @cached_property
    def _children(self) -> list[list[int]]:
        children: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                children[token.head].append(token.index)
        return children

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def changed(self) -> None:
        """Forget what was derived from the heads; call after a repair of the tree."""
        self.__dict__.pop("_children", None)

    def children(self, token: Token, *deps: str) -> list[Token]:
        """Return the dependents of a token in text order, only those with one of the given relations if any is given."""
        tokens = self.tokens
        if not deps:
            return [tokens[child] for child in self._children[token.index]]
        return [tokens[child] for child in self._children[token.index] if tokens[child].dep in deps]

    def child(self, token: Token, *deps: str) -> Token | None:
        """Return the first dependent with one of the given relations, or None."""
        for index in self._children[token.index]:
            child = self.tokens[index]
            if not deps or child.dep in deps:
                return child
        return None

    def head(self, token: Token) -> Token:
        """Return the token that this one depends on; a root returns itself."""
        return self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """Yield the head, the head's head, and so on up to the root."""
        while token.head != token.index:
            token = self.tokens[token.head]
            yield token

    def subtree(self, token: Token) -> list[Token]:
        """Return the token and all that depends on it, in text order."""
        found = [token.index]
        for index in found:
            found.extend(self._children[index])
        return [self.tokens[index] for index in sorted(found)]

    def subtree_span(self, token: Token) -> Span:
        """Return the stretch of text from the first to the last token of a subtree."""
        tokens = self.subtree(token)
        return Span(tokens[0].start, tokens[-1].end)

    def conjuncts(self, token: Token) -> list[Token]:
        """Return the token and all coordinated with it to its right ("Russia, Turkey and Iran"), in text order."""
        found = [token]
        for item in found:
            found.extend(self.children(item, "conj"))
        return sorted(found, key=lambda item: item.index)

    def token_at(self, position: int) -> Token | None:
        """Return the token that covers a position of the text, or None (white space, furniture)."""
        place = bisect_right(self._starts, position) - 1
        if place < 0 or position >= self.tokens[place].end:
            return None
        return self.tokens[place]

    def tokens_in(self, span: Span) -> list[Token]:
        """Return the tokens that lie wholly inside a span, in text order."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [token for token in self.tokens[first:last] if token.end <= span.end]

    def sentence_of(self, token: Token) -> Sentence:
        """Return the sentence of a token."""
        return self.sentences[token.sentence]

    def tokens_of(self, sentence: Sentence) -> list[Token]:
        """Return a sentence's tokens."""
        return self.tokens[sentence.first : sentence.last]

    def root(self, span: Span) -> Token | None:
        """Return the head token of a span: the one whose own head lies outside it (the first such in text order)."""
        inside = self.tokens_in(span)
        found = [token for token in inside if token.head == token.index or not span.covers(self.head(token).span)]
        return found[0] if found else None
