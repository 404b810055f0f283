"""The parse: tokens slice to the text, sentences stay inside paragraphs and blocks."""

import pytest

from diurna.parse import parse
from diurna.parse.parser import PIECE, model_version
from diurna.readers.articles import article

TEXTS = [
    "One paragraph. Two sentences 🙂 here.\n\nAnother one\r\n\r\nand e\u0301 a third.",
    "x" * 20,
    "word " * 3000,
    "שלום. Kenya said no.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_parser_tokens_slice_and_sentences_stay_inside_paragraphs(text: str) -> None:
    report = article(text, source="-")
    parsed = parse(report)
    assert all(token.span.of(text) == token.text for token in parsed.tokens)
    assert [token.index for token in parsed.tokens] == list(range(len(parsed.tokens)))
    for sentence in parsed.sentences:
        assert any(paragraph.covers(sentence.span) for paragraph in report.paragraphs)
        assert sentence.end - sentence.start <= PIECE


def test_parser_furniture_is_not_parsed() -> None:
    text = "Kenya said no.\n\nLeave a Reply\n\nYour email address will not be published."
    parsed = parse(article(text, source="-"))
    assert "email" not in {token.lower for token in parsed.tokens}


def test_parser_model_is_the_pinned_one() -> None:
    version = model_version()
    assert version.name.startswith("en_core_web_sm")
    assert len(version.sha256) == 64
    assert parse(article("Kenya said no.", source="-")).problems == ()
