"""Text to the word pieces of BERT's uncased vocabulary."""

import re
import unicodedata
from collections.abc import Sequence

from curated_tokenizers import WordPieceProcessor

WORD = re.compile(r"\[unused\d+\]|\w+|[^\w\s]")
"""What BERT's tokenizer takes as a word before it cuts pieces: letters and digits, or one other sign; marks stay whole."""

LONGEST_WORD = 100
"""Longest word that is cut into pieces, in code points: the limit of the original tokenizer."""


class WordPieces:
    """The pieces of a vocabulary, and the numbers of a text's pieces.

    Args:
        pieces: the vocabulary, in the order of its numbers; `[UNK]`, `[CLS]` and `[SEP]` are among them.
    """

    def __init__(self, pieces: Sequence[str]) -> None:
        self.vocabulary = tuple(pieces)
        self._processor = WordPieceProcessor(list(pieces))
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        self.unknown, self.first, self.last = (self._numbers[name] for name in ("[UNK]", "[CLS]", "[SEP]"))

    def number(self, piece: str) -> int:
        """Return the number of a piece of the vocabulary."""
        return self._numbers[piece]

    def encoded(self, text: str) -> list[int]:
        """Return the numbers of a text's pieces, between those of its beginning and its end."""
        plain = unicodedata.normalize("NFD", text.lower())
        bare = "".join(character for character in plain if unicodedata.category(character) != "Mn")
        numbers = [self.first]
        for word in WORD.findall(bare):
            numbers += self._word(word)
        return [*numbers, self.last]

    def _word(self, word: str) -> list[int]:
        if word in self._numbers:
            return [self._numbers[word]]
        if len(word) > LONGEST_WORD:
            return [self.unknown]
        found, _ = self._processor.encode(word)
        return [self.unknown] if -1 in found else found
