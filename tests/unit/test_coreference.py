"""Whom pronouns and nouns such as "the country" mean."""

import pytest

from diurna.mark.actors import actors
from diurna.parse import parse
from diurna.readers.articles import article
from diurna.records import Mention, Published


def meant(text: str, words: str) -> list[tuple[str, Mention]]:
    """Return the name of every actor that the words mention, with the mention, in text order."""
    known = Published(value="2022-07-19", basis="given")
    found = [
        (mention.span, actor.name, mention)
        for actor in actors(parse(article(text, source="test", published=known)))
        for mention in actor.mentions
        if mention.span.of(text) == words
    ]
    return [(name, mention) for _, name, mention in sorted(found, key=lambda one: one[:2])]


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        # he and she
        ("Marta Lindt resigned. She gave no reason.", "She", ["Marta Lindt"]),
        ("Marta Lindt met Piet Vos. He gave no reason.", "He", ["Piet Vos"]),
        ("Piet Vos told Marta Lindt that he would leave.", "he", ["Piet Vos"]),
        ("Piet Vos praised his deputy.", "his", ["Piet Vos"]),
        ("In her first speech, Marta Lindt promised tax cuts.", "her", ["Marta Lindt"]),
        ("“He is a liar,” Piet Vos said of Jan Maas.", "He", []),
        ("Jan Maas sued.\n\n“He is a liar,” Piet Vos said.", "He", ["Jan Maas"]),
        ("“I will not resign,” Marta Lindt said.", "I", ["Marta Lindt"]),
        ("A police officer was wounded. He is in hospital.", "He", ["police officer"]),
        # it and they
        ("Peru said it would vote.", "it", ["Peru"]),
        ("Peru condemned the raid. It called for talks.", "It", ["Peru"]),
        ("Peru condemned the raid. It was the third this year.", "It", []),
        ("Peru withdrew its envoy.", "its", ["Peru"]),
        ("It is clear that Peru must vote.", "It", []),
        ("The protesters burned tyres before they left.", "they", ["protesters"]),
        ("Piet Vos and Jan Maas met. They agreed to meet again.", "They", ["Jan Maas", "Piet Vos"]),
        ("The protesters burned tyres. The flames spread before they died.", "they", []),
        ("“We obey,” said Hezbollah spokesman Piet Vos.", "We", ["Hezbollah"]),
        ("“We obey,” said Piet Vos, a spokesman for Hezbollah.", "We", ["Hezbollah"]),
        ("“We obey,” said Piet Vos.", "We", []),
        ("“We obey,” said Piet Vos, the founder of Hezbollah.", "We", ["Hezbollah"]),
        ("“We obey,” said Piet Vos, the Peru coach.", "We", ["Peru"]),
        ("“We obey,” said Piet Vos, who met the head of Hezbollah.", "We", []),
        ("“We obey,” said Piet Vos, the founder, near Lima.", "We", []),
        # relative pronouns
        ("Teams came from Peru, who lost.", "who", []),
        ("Marta Lindt, who leads the party, agreed.", "who", ["Marta Lindt"]),
        ("Peru, which borders Chile, agreed.", "which", ["Peru"]),
        ("The report, which cost a fortune, appeared.", "which", []),
        # nouns
        ("Peru and Chile signed the pact. Both countries will vote.", "countries", ["Chile", "Peru"]),
        (
            "Ties between Seoul and Pyongyang froze as both countries armed.",
            "countries",
            ["North Korea", "South Korea"],
        ),
        ("Piet Vos met Jan Maas. The two leaders shook hands.", "leaders", ["Jan Maas", "Piet Vos"]),
        ("Peru expelled the envoy. The country also closed its border.", "country", ["Peru"]),
        ("Chile feared a Peruvian raid. Peru shelled the neighbouring country.", "neighbouring country", ["Chile"]),
        ("Hezbollah fired rockets. The group said nobody was hurt.", "group", ["Hezbollah"]),
        ("Hezbollah fired rockets. The Lebanese group denied it.", "Lebanese group", []),
        ("Hezbollah fired rockets. The group of experts agreed.", "group", []),
        ("Hezbollah fired rockets. The elite group agreed.", "group", []),
        ("The European Union met. The bloc imposed sanctions.", "bloc", ["European Union"]),
        ("The country has lakes.", "country", []),
        ("The Council of Elders met in Lima. Nobody spoke. The Council agreed.", "Council", ["Council of Elders"]),
        ("The Council of Elders met in Lima. The Council Tower fell.", "Council", []),
        # names of persons that the parser takes for places
        ("Paolo London, an engineer, fled. London said he was free.", "London", ["Paolo London"]),
        ("Paolo London, an engineer, fled. He was seen in London.", "London", []),
        ("Marta Lindt\n\nGazette interviews Ilvana Marik on the port.", "Ilvana Marik", ["Ilvana Marik"]),
        # a leader's surname behind another's given name
        ("Police arrest Marek Novak in Lima\n\nThe town was calm.", "Novak", []),
        ("Hungarian President Novak visits\n\nThe town was calm.", "Hungarian President Novak", ["Katalin Novák"]),
        # bodies named again before a noun
        ("Zentrix denied it. Zentrix officials left.", "Zentrix", ["Zentrix", "Zentrix"]),
        # the headline
        ("Teacher jailed\n\nUgo Bellini, a teacher, was jailed on Friday.", "Teacher", ["Ugo Bellini"]),
        ("Teacher sues Marta Lindt\n\nUgo Bellini, a teacher, was jailed on Friday.", "Teacher", ["Teacher"]),
        ("Driver killed\n\nA driver was killed in Lima.", "driver", ["Driver"]),
    ],
)
def test_coreference_finds_who_is_meant(text: str, words: str, names: list[str]) -> None:
    assert [name for name, _ in meant(text, words)] == names


@pytest.mark.parametrize(
    ("text", "words", "by", "via"),
    [
        ("Marta Lindt resigned. She gave no reason.", "She", "pronoun", "Marta Lindt"),
        ("Peru, which borders Chile, agreed.", "which", "relative", "Peru"),
        ("Hezbollah fired rockets. The group denied it.", "group", "description", "Hezbollah"),
    ],
)
def test_coreference_says_how_and_through_what(text: str, words: str, by: str, via: str) -> None:
    ((_, mention),) = meant(text, words)
    assert mention.by == by
    assert mention.via is not None
    assert mention.via.of(text) == via


INTERVIEW = """Marta Lindt speaks to the Gazette about her harbour

Marta Lindt has run the port since 2019.

Why did you buy the port?

I grew up there, and my father said, "I will own it."

And what do you plan now?

I will dredge it. You never know."""


def test_coreference_i_and_you_in_an_interview_mean_who_is_interviewed() -> None:
    assert [name for name, _ in meant(INTERVIEW, "I")] == ["Marta Lindt", "father", "Marta Lindt"]
    assert [name for name, _ in meant(INTERVIEW, "you")] == ["Marta Lindt", "Marta Lindt"]
    assert meant(INTERVIEW, "You") == []


def test_coreference_an_answer_may_end_in_a_question() -> None:
    text = INTERVIEW + "\n\nDo you fear the storm?\n\nI am what I am. Who would you be?"
    assert [name for name, _ in meant(text, "you")][2:] == ["Marta Lindt"]
    assert len(meant(text, "I")) == 5


@pytest.mark.parametrize(
    "opening",
    [
        "Piet Vos interviews Marta Lindt",  # who asks whom is not told by the pronouns
        "Who owns the port?",
        "The port changes hands\n\nMarta Lindt bought the port, she said in an interview.",
        "An interview about Marta Lindt",
    ],
)
def test_coreference_no_interview_without_one_person_who_is_asked(opening: str) -> None:
    text = INTERVIEW.replace(INTERVIEW[: INTERVIEW.index("Why")], opening + "\n\n")
    assert meant(text, "you") == []


def test_coreference_we_of_who_leads_a_body_means_the_body() -> None:
    text = INTERVIEW.replace("Marta Lindt has", "Marta Lindt, head of the Acme Company, has").replace(
        "I will dredge", "We will dredge"
    )
    assert [name for name, _ in meant(text, "We")] == ["Acme Company"]
