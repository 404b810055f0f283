"""Repairs of attachments that the parser gets wrong."""

from diurna.parse import parse
from diurna.readers.articles import article


def head_of(text: str, word: str) -> str:
    parsed = parse(article(text, source="-"))
    token = next(token for token in parsed.tokens if token.text == word)
    return parsed.head(token).text


def test_repairs_addressee_hangs_on_the_verb_of_talking() -> None:
    text = "The chancellor discussed the war in Yemen with King Salman on Friday."
    assert head_of(text, "with") == "discussed"


def test_repairs_relative_clause_never_modifies_a_date() -> None:
    text = "The rebels began a siege of the town on March 3 that starved hundreds of families."
    assert head_of(text, "starved") in {"siege", "town"}


def test_repairs_leave_a_tree() -> None:
    text = "In a contest between Adams and Sen. Maria Sanders, Adams was preferred 51 percent."
    parsed = parse(article(text, source="-"))
    for token in parsed.tokens:
        assert len(list(parsed.ancestors(token))) < len(parsed.tokens)
