"""An article's text to tokens, sentences, clauses and quotation layout; the only room that knows spaCy."""

from diurna.parse.layout import Parse, Sentence, Token
from diurna.parse.parser import parse

__all__ = ["Parse", "Sentence", "Token", "parse"]
