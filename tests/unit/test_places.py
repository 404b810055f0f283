"""Places: toponyms found, placed, and told literal from associative."""

import pytest

from diurna.mark.actors import actors
from diurna.mark.place_rules import place_rules
from diurna.mark.places import places
from diurna.parse import parse
from diurna.readers.articles import article
from diurna.records import Place, Problem, Published


def _places(text: str) -> tuple[tuple[Place, ...], tuple[Problem, ...]]:
    parsed = parse(article(text, source="-", published=Published(value=None, basis=None)))
    return places(parsed, actors(parsed))


def _found(text: str) -> dict[str, tuple[str, str | None, str]]:
    """Words of each mention -> place id, country, use."""
    return {
        mention.span.of(text): (place.id, place.country, mention.use)
        for place in _places(text)[0]
        for mention in place.mentions
    }


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("A market burned down in Tripoli, Lebanon, on Friday.", "Tripoli", "LBN"),
        ("Libyan officials met in Tripoli on Friday. Libya has had two governments.", "Tripoli", "LBY"),
        ("Students marched in Athens, Georgia, on Friday.", "Athens", "USA"),
        ("Students marched in Athens on Friday.", "Athens", "GRC"),
        ("He flew from Melbourne, Fla., to Atlanta.", "Melbourne", "USA"),
        ("Two were hurt in Guelph, Ont., police said.", "Guelph", "CAN"),
        ("Shelling was heard near Lugansk.", "Lugansk", "UKR"),
        ("Officials from Iraq, Iran and Kuwait met.", "Iraq", "IRQ"),
        ("Oregon farmers in Salem and Eugene sell to Peru.", "Peru", "PER"),
        ("Floods hit Athens and Watkinsville in Clarke County, Georgia.", "Athens", "USA"),
    ],
)
def test_places_resolves_by_context(text: str, words: str, country: str) -> None:
    assert _found(text)[words][1] == country


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("Fighting went on in Herat on Monday.", "Herat", "city"),
        ("Fighting went on in Herat province on Monday.", "Herat", "admin1"),
        ("Fighting went on in the province of Herat on Monday.", "Herat", "admin1"),
        ("Two ships met in the Gulf of Aden.", "Gulf of Aden", "sea"),
        ("Rain is rare in the Sahel.", "Sahel", "region"),
        ("Rain is rare in Niger.", "Niger", "country"),
        ("A fire broke out in Fresno County, California.", "Fresno County", "admin2"),
        ("The plane landed in Kansas City on Monday.", "Kansas City", "city"),
        ("The ban holds in Oregon, Washington, Idaho and Montana.", "Washington", "admin1"),
        ("The ban holds in Washington.", "Washington", "city"),
    ],
)
def test_places_tells_how_precise(text: str, words: str, precision: str) -> None:
    assert [
        place.precision for place in _places(text)[0] if words in {mention.span.of(text) for mention in place.mentions}
    ] == [precision]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Michael Jordan said he would play. Jordan was tired.", "Jordan"),
        ("Paris Hilton laughed.", "Paris"),
        ("They spoke in English.", "English"),
        ("The car stopped on Oxford Street.", "Oxford"),
        ("Many states voted for the treaty.", "states"),
        ("The West has no answer.", "West"),
        ("He told us to wait.", "us"),
        ("The eastern province was quiet.", "eastern province"),
        ("The hostages had Stockholm syndrome.", "Stockholm"),
        ("She wrote for the Voice of America in the nineties.", "America"),
        ("The ticket costs US$40.", "US"),
        ("Doctors look for a cure of Lyme disease.", "Lyme"),
        ("Parents met at Lincoln Elementary School. Teachers from Lincoln came too.", "Lincoln"),
        ("Bristol Widgets Ltd closed two plants.", "Bristol"),
        ("Coach Camden praised the team. Camden said it would win.", "Camden"),
        ("Stafford, 41, had gone missing.", "Stafford"),
    ],
)
def test_places_leaves_alone(text: str, words: str) -> None:
    assert words not in _found(text)


def test_places_counts_one_place_once() -> None:
    text = "Kenya sent police. Kenyan officers arrived from Kenya on Tuesday."
    found, _ = _places(text)
    assert [place.id for place in found] == ["geonames:192950"]
    spans = [mention.span for mention in found[0].mentions]
    assert [span.of(text) for span in spans] == ["Kenya", "Kenyan", "Kenya"]
    assert spans == sorted(spans)


def test_places_reports_what_it_does_not_know() -> None:
    text = "The patrol was ambushed near Qwertybad, in northern Mali. Nobody in Qwertybad saw it."
    _, problems = _places(text)
    assert [(problem.code, problem.span.of(text)) for problem in problems if problem.span] == [
        ("place-unknown", "Qwertybad")
    ]


def test_places_reads_a_dateline_literally() -> None:
    text = "OSLO (XY) - The government has resigned."
    assert _found(text)["OSLO"] == ("geonames:3143244", "NOR", "literal")


def test_places_are_the_same_twice() -> None:
    text = "Springfield and Richmond are twinned with Bath, Victoria and San Jose."
    assert _places(text) == _places(text)


@pytest.mark.parametrize(
    ("rule", "number"), [(rule.id, number) for rule in place_rules().rules for number in range(len(rule.examples))]
)
def test_places_rules_keep_their_examples(rule: str, number: int) -> None:
    example = next(item for item in place_rules().rules if item.id == rule).examples[number]
    found = _found(example.text)
    for expected in example.gives:
        assert found.get(expected["words"], (None, None, None))[2] == expected["use"], example.text
