"""The model of event types: marks, word pieces, labels, and that it never depends on what was read before."""

import json
import re
from pathlib import Path

import pytest

import diurna
from diurna.extract import events as stage
from diurna.extract.frames import modes, types
from diurna.models.event_types import EventTypes, encoded, event_card, event_types, marked

ROOT = Path(__file__).resolve().parents[2]
SENTENCE = "Rebels {shelled} <the port of Bandar> on Sunday, [the army] said."
REPORTS = (
    "Rebels shelled the port of Beira on Sunday, Mozambique's army said. Malawi condemned the attack.",
    "Kenya's president met his Ugandan counterpart in Nairobi and agreed to send him 40 engineers.",
    "Police in Lima arrested two union leaders after teachers blocked a bridge.",
)


@pytest.fixture(scope="module")
def model() -> EventTypes:
    found = event_types()
    assert found is not None, "the weights are part of the package"
    return found


@pytest.mark.parametrize(
    ("actor", "recipient", "wanted"),
    [
        ((0, 4), (12, 16), "[Peru] {struck} <Chad>."),
        (None, (12, 16), "Peru {struck} <Chad>."),
        ((0, 4), (2, 8), "[Peru] {struck} Chad."),
        (None, (5, 9), "Peru {struck} Chad."),
    ],
)
def test_event_types_marked(actor: tuple[int, int] | None, recipient: tuple[int, int] | None, wanted: str) -> None:
    assert marked("Peru struck Chad.", (5, 11), actor, recipient)[: len(wanted)].replace("  ", " ") == wanted


def test_event_types_brackets_of_the_text_are_no_marks() -> None:
    assert marked("[Peru] {struck} <Chad>", (8, 14)) == "(Peru) ({struck}) (Chad)"


def test_event_types_word_pieces(model: EventTypes) -> None:
    pieces = model.pieces
    assert [pieces.vocabulary[number] for number in pieces.encoded("São Tomé's [unused1] mobilisation ☃")] == [
        *("[CLS]", "sao", "tome", "'", "s", "[unused1]", "mob", "##ilis", "##ation", "[UNK]", "[SEP]")
    ]


@pytest.mark.parametrize("before", [0, 40, 3000])
def test_event_types_long_sentences_are_cut_around_the_trigger(model: EventTypes, before: int) -> None:
    ids = encoded(model.pieces, model.card.marks, "word " * before + SENTENCE + " word" * before, model.card.longest)
    assert len(ids) <= model.card.longest
    assert model.pieces.number(model.card.marks["{"]) in ids
    assert (ids[0], ids[-1]) == (model.pieces.first, model.pieces.last)


def test_event_types_labels_are_those_of_the_code_book(model: EventTypes) -> None:
    guess = model.guess(SENTENCE)
    assert set(guess.types) == {None, *types()}
    assert all(mode is None or mode in modes(kind) for kind, mode in guess.modes if kind in types())
    assert sum(guess.types.values()) == pytest.approx(1)
    assert max(guess.types, key=lambda kind: guess.types[kind]) == "ASSAULT"


def test_event_types_do_not_depend_on_neighbours() -> None:
    alone = [diurna.read(report, published="2022-07-19").events for report in REPORTS]
    after = [diurna.read(report, published="2022-07-19").events for report in reversed(REPORTS)]
    assert alone == after[::-1]


def test_event_types_without_weights_the_rules_alone_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "event_types", lambda: None)
    found = diurna.read("Malawi condemned Chad. Ugandan officers handcuffed four Kenyan traders at the border.").events
    assert [(event.type, event.rule) for event in found] == [("ACCUSE", "accuse-condemn")]


def test_event_types_card_and_provenance() -> None:
    card = event_card()
    assert card is not None
    versions = diurna.read(REPORTS[0]).provenance.models
    assert [(each.name, each.sha256) for each in versions][1:] == [("event_types", card.sha256)]


def test_training_sentences_are_well_formed() -> None:
    files = sorted((ROOT / "training" / "events").glob("*.jsonl"))
    rows = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    bad = [
        row
        for row in rows
        if not re.fullmatch(r"[^{}]*\{[^{}]+\}[^{}]*", row["sentence"])
        or row["sentence"].count("[") != row["sentence"].count("]")
        or row["sentence"].count("[") > 1
        or row["sentence"].count("<") != row["sentence"].count(">")
        or row["sentence"].count("<") > 1
        or (row["type"] is None and row["mode"] is not None)
        or (row["type"] is not None and row["mode"] not in {None, *modes(row["type"])})
    ]
    assert bad == []
    sentences = [row["sentence"] for row in rows]
    assert [sentence for sentence in set(sentences) if sentences.count(sentence) > 1] == []
