"""How `explain` tells by which words a party was understood."""

import pytest

from diurna.cli.resolution import path, paths
from diurna.records import Actor, Finding, Span
from diurna.run.reading import read


def told(text: str, published: str | None = "2022-07-19") -> set[str]:
    reading = read(text, published=published)
    findings: tuple[Finding, ...] = (*reading.statements, *reading.events, *reading.figures)
    return {one for finding in findings for one in paths(reading, finding)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Peruvian Trade Minister Piet Vos denied the report. He said the talks had failed.",
            "He -> Peruvian Trade Minister Piet Vos (pronoun)",
        ),
        (
            "Mayor Piet Vos denied the report. Vos left. He said the talks had failed.",
            "He -> Vos (pronoun) -> Mayor Piet Vos (surname)",
        ),
        ("Moscow said it would help Serbia.", "Moscow -> Russia (metonym)"),
        ("The Russian president said the talks had failed.", "Russian president -> Vladimir Putin (role)"),
        (
            "“I will not resign,” Marta Lindt said.\n\nLindt denied the report.",
            "Lindt -> Marta Lindt (surname)",
        ),
        ("Hezbollah fired rockets. The group said that nobody was hurt.", "group -> Hezbollah (description)"),
    ],
)
def test_resolution_tells_the_path_to_the_actor(text: str, expected: str) -> None:
    assert expected in told(text)


def test_resolution_tells_nothing_of_an_actors_own_name() -> None:
    assert told("Piet Vos denied the report.") == set()


def test_resolution_ends_where_words_are_no_mention() -> None:
    actor = Actor(id="x:1", name="x", kind="person", country=None, sectors=(), wikidata=None, roles=(), mentions=())
    assert path("x", actor, Span(0, 1)) is None
