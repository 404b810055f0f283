from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diurna.extract.statement_rules import CueClass, Frame, NounClass, statement_rules
from diurna.extract.statements import statements
from diurna.mark.mark import mark
from diurna.mark.marks import Marks
from diurna.parse import parse
from diurna.readers.articles import article
from diurna.records import Span, Statement
from diurna.rules.load import Example

Ruled = Frame | CueClass | NounClass
RULES: list[tuple[str, Ruled]] = [
    *((f"{rule.id}", rule) for rule in statement_rules().frames),
    *((f"/{rule.id}", rule) for rule in statement_rules().classes),
    *((f"/noun-{rule.id}", rule) for rule in statement_rules().nouns),
]
ACTS = [(rule.id, example) for rule in statement_rules().acts for example in rule.examples]
EXAMPLES = [(name, example) for name, rule in RULES for example in rule.examples]


@cache
def found(text: str) -> tuple[Statement, ...]:
    nothing = Marks(actors=(), places=(), dates=(), quantities=())
    return statements(parse(article(text, source="test")), nothing)


def words(text: str, statement: Statement, field: str) -> Any:
    value = getattr(statement, field)
    if field in {"speaker", "addressee"}:
        value = value.span if value else None
    if isinstance(value, tuple):
        return " … ".join(span.of(text) for span in value)
    return value.of(text) if isinstance(value, Span) else "<none>" if value is None else value


def fits(text: str, statement: Statement, wanted: dict[str, Any]) -> bool:
    return all(words(text, statement, field) == value for field, value in wanted.items())


def of_rule(name: str, statement: Statement) -> bool:
    return statement.rule.endswith(name) if name.startswith("/") else statement.rule.split("/")[0] == name


@pytest.mark.parametrize(("name", "rule"), RULES, ids=[name for name, _ in RULES])
def test_statements_rules_have_both_kinds_of_example(name: str, rule: Ruled) -> None:
    assert any(example.gives for example in rule.examples), name
    assert any(not example.gives and example.because for example in rule.examples), name


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[f"{n} {e.text[:30]}" for n, e in EXAMPLES])
def test_statements_rules_give_their_examples(name: str, example: Example) -> None:
    fired = [statement for statement in found(example.text) if of_rule(name, statement)]
    for wanted in example.gives:
        assert any(fits(example.text, statement, wanted) for statement in fired), (wanted, found(example.text))
    if not example.gives:
        assert not fired


@pytest.mark.parametrize(("name", "example"), ACTS, ids=[f"{n} {e.text[:30]}" for n, e in ACTS])
def test_statements_read_the_act_from_plain_words(name: str, example: Example) -> None:
    rule = next(rule for rule in statement_rules().acts if rule.id == name)
    for wanted in example.gives:
        assert any(fits(example.text, statement, wanted) for statement in found(example.text)), found(example.text)
    if not example.gives:
        assert all(statement.act != rule.act for statement in found(example.text))


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content"),
    [
        ("“We will stay,” the miner said. “This is home.”", "miner", "said", "“We will stay,” … “This is home.”"),
        ("“We stay,” said Ana Ruiz, who runs the mine. “This is home.”", "Ana Ruiz", "said", "“We stay,” … “This is home.”"),
        ("“We,” the miner said, “will never leave.”", "miner", "said", "“We,” … “will never leave.”"),
        ("The dam, the engineer said, is about to break.", "engineer", "said", "The dam … is about to break"),
        ("Ana Ruiz said that the mine was safe.", "Ana Ruiz", "said", "that the mine was safe"),
        ("The mine was safe, according to Ana Ruiz.", "Ana Ruiz", "according to", "The mine was safe"),
        ("According to Ana Ruiz, the mine was safe.", "Ana Ruiz", "According to", "the mine was safe"),
        ("The mine, according to Ana Ruiz, was safe.", "Ana Ruiz", "according to", "The mine … was safe"),
        ("The union sued, with Ana Ruiz accusing managers of theft.", "Ana Ruiz", "accusing", "managers of theft"),
        ("The mine will close, the minister said, adding that pay would go on.", "minister", "adding", "that pay would go on"),
        ("Engineers told the council that the dam may break.", "Engineers", "told", "that the dam may break"),
        ("The council was told that the dam may break.", "<none>", "told", "that the dam may break"),
        ("It was reported that the dam had broken.", "<none>", "reported", "that the dam had broken"),
        ("The firm declined to comment on the report.", "firm", "declined", "to comment on the report"),
        ("“The vote was ‘a farce’ to the end,” the observer said.", "observer", "said", "“The vote was ‘a farce’ to the end,”"),
        ("State television quoted the general as saying the town had fallen.", "general", "saying", "the town had fallen"),
        ("The bank said profits had fallen to $9 million, a drop of a third.", "bank", "said", "profits had fallen to $9 million"),
        ("The bank said the branch would close, while other banks kept theirs.", "bank", "said", "the branch would close"),
        ("The plan met with scorn - “It is a joke,” the farmer said.", "farmer", "said", "“It is a joke,”"),
        ("The farmer said the plan would fail. “It is a joke.”", "farmer", "said", "the plan would fail … “It is a joke.”"),
        ("If it rains, the farmer said, “we will all stay.”", "farmer", "said", "If it rains … “we will all stay.”"),
        ("The farmer called the plan “a joke” in a radio interview.", "farmer", "called", "the plan “a joke”"),
        ("The farmer criticised the minister during the vote.", "farmer", "criticised", "the minister"),
        ("“We stay,” the miner said. “They told us, ‘Go home.’”", "miner", "said", "“We stay,” … “They told us, ‘Go home.’”"),
    ],
)  # fmt: skip
def test_statements_find_who_said_what(text: str, speaker: str, cue: str, content: str) -> None:
    given = [tuple(words(text, one, field) for field in ("speaker", "cue", "content")) for one in found(text)]
    assert (speaker, cue, content) in given


@pytest.mark.parametrize(
    ("text", "kind", "quoted"),
    [
        ("“We will stay,” the miner said.", "direct", "We will stay,"),
        ("The miner called the plan “a theft” of land.", "mixed", "a theft"),
        ("The miner said the plan was bad.", "indirect", ""),
    ],
)
def test_statements_have_a_kind_by_their_marks(text: str, kind: str, quoted: str) -> None:
    assert [(one.kind, words(text, one, "quoted")) for one in found(text)] == [(kind, quoted)]


@pytest.mark.parametrize(
    "text",
    [
        "The senator who praised the judge left the room.",
        "He wrote a book to defend the church.",
        "After criticising the judge, he left the room.",
        "They ate a dish called stew.",
        "The singer whom critics praised left the stage.",
    ],
)
def test_statements_leave_out_what_is_told_in_passing(text: str) -> None:
    assert not found(text)


def test_statements_follow_a_relative_pronoun_to_its_noun() -> None:
    text = "Floods killed forty farmers, according to the Red Cross, which warns that the toll could rise."
    parsed = parse(article(text, source="test"))
    relief, warning = statements(parsed, mark(parsed))
    assert [words(text, one, "speaker") for one in (relief, warning)] == ["Red Cross", "which"]
    assert [words(text, one, "content") for one in (relief, warning)] == [
        "Floods killed forty farmers",
        "that the toll could rise",
    ]
    assert relief.speaker is not None
    assert relief.speaker.actor is not None
    assert warning.speaker is not None
    assert warning.speaker.actor == relief.speaker.actor


def test_statements_name_the_addressee() -> None:
    text = "“The road is open,” the guide insisted to the walkers."
    assert [(words(text, one, "cue"), words(text, one, "addressee")) for one in found(text)] == [
        ("insisted", "walkers")
    ]


def test_statements_name_every_speaker() -> None:
    text = "Farmers and fishermen said the river was dying."
    (one,) = found(text)
    assert [speaker.span and speaker.span.of(text) for speaker in one.speakers] == ["Farmers", "fishermen"]


def test_statements_name_the_relay() -> None:
    text = "State television quoted the general as saying the town had fallen."
    (one,) = (one for one in found(text) if one.relay)
    assert [(relay.span.of(text), relay.cue and relay.cue.of(text)) for relay in one.relay] == [
        ("State television", "quoted")
    ]


def test_statements_name_the_parent_of_an_inner_saying() -> None:
    text = "The minister said the envoy had told lawmakers that the border was shut."
    outer, inner = found(text)
    assert (outer.parent, inner.parent) == (None, outer.id)


def test_statements_go_on_over_reopened_marks() -> None:
    text = "“We dug all night,” the rescuer said. “Nobody slept.\n\n“At dawn we heard a voice.”"
    (one,) = found(text)
    assert words(text, one, "content") == "“We dug all night,” … “Nobody slept. … “At dawn we heard a voice.”"


def test_statements_keep_out_scare_quotes_and_titles() -> None:
    assert found("Tom “Shorty” Reed drove the “green” bus past the old mill.") == ()
    assert found("Her novel “The Last Winter of the World” sold well.") == ()


def test_statements_of_nobody_in_furniture_are_not_read() -> None:
    text = "The mayor said the bridge was safe.\n\nLeave a Reply\n\nYour email address will not be published."
    assert [words(text, one, "speaker") for one in found(text)] == ["mayor"]


def test_statements_have_ids_of_their_own() -> None:
    text = "“We will stay,” the miner said. The minister said the mine was safe and the miner denied it."
    assert len({one.id for one in found(text)}) == len(found(text))
    assert found(text) == statements(
        parse(article(text, source="test")), Marks(actors=(), places=(), dates=(), quantities=())
    )


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "said",
                "“",
                "”",
                '"',
                "'",
                ",",
                ".",
                "\n\n",
                "Ana Ruiz",
                "that",
                "told",
                "he",
                "according to",
                ":",
                "the dam broke",
                "—",
                "‘",
                "was",
            ]
        ),
        max_size=25,
    )
)
def test_statements_never_raise_and_slice_to_words(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for one in found(text):
        for part in (*one.content, *one.quoted, one.span):
            assert part.of(text).strip()
        assert all(one.span.covers(part) for part in one.content)
