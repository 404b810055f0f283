"""Subjects, objects and partners through passives, coordination, control and relative clauses."""

import pytest

from diurna.parse import Parse, Token, parse
from diurna.parse.clauses import agent, dative, is_passive, logical_object, logical_subject, partner
from diurna.readers.articles import article


def read(text: str) -> Parse:
    return parse(article(text, source="-"))


def word(parsed: Parse, text: str) -> Token:
    return next(token for token in parsed.tokens if token.text == text)


@pytest.mark.parametrize(
    ("text", "verb", "doer", "done"),
    [
        ("Kenya attacked Somalia.", "attacked", "Kenya", "Somalia"),
        ("Somalia was attacked by Kenya.", "attacked", "Kenya", "Somalia"),
        ("Somalia was attacked.", "attacked", None, "Somalia"),
        ("The army entered the port and seized ships.", "seized", "army", "ships"),
        ("Kenya responded by sending tanks.", "sending", "Kenya", "tanks"),
        ("Kenya, which attacked Somalia, apologised.", "attacked", "Kenya", "Somalia"),
        ("Kenya urged Somalia to release the sailors.", "release", "Somalia", "sailors"),
        ("The army fought rebels accused of looting villages.", "accused", None, "rebels"),
        ("Kenya gave weapons to Somalia to fight pirates.", "fight", "Somalia", "pirates"),
    ],
)
def test_clauses_logical_roles(text: str, verb: str, doer: str | None, done: str) -> None:
    parsed = read(text)
    found = logical_subject(parsed, word(parsed, verb))
    held = logical_object(parsed, word(parsed, verb))
    assert (found.text if found else None) == doer
    assert held is not None
    assert held.text == done


def test_clauses_passive_and_agent() -> None:
    parsed = read("The town was shelled and burned by rebels.")
    shelled, burned = word(parsed, "shelled"), word(parsed, "burned")
    assert is_passive(parsed, shelled)
    assert is_passive(parsed, burned)
    found = agent(parsed, burned)
    assert found is not None
    assert found.text == "rebels"


def test_clauses_dative_and_partner() -> None:
    parsed = read("Poland gave the rebels money after talks with Germany.")
    found = dative(parsed, word(parsed, "gave"))
    assert found is not None
    assert found.text == "rebels"
    beside = partner(parsed, word(parsed, "talks"), "with")
    assert beside is not None
    assert beside.text == "Germany"
    assert partner(parsed, word(parsed, "talks"), "against") is None
