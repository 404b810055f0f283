"""Findings that rest on a doubtful office are less certain."""

from diurna.extract.doubt import weighed
from diurna.extract.statements import told
from diurna.mark.mark import mark
from diurna.parse import parse
from diurna.readers.articles import article
from diurna.records import Published


def confidence(text: str, day: str) -> float:
    parsed = parse(article(text, source="test", published=Published(value=day, basis="given")))
    marks = mark(parsed)
    said, _ = told(parsed, marks)
    return weighed(said, marks.actors)[0].confidence


def test_doubt_lowers_confidence_within_an_uncertain_month() -> None:
    text = "The Sudanese army chief said that talks had failed."
    assert confidence(text, "2018-02-14") < confidence(text, "2018-03-14")
