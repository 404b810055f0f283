"""The model of event types: what a marked trigger says was done, with probabilities.

Trained on our own sentences by `training/train_events.py`; `event_types/CARD.md` says on which, and how well it does.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import onnxruntime

from diurna.errors import SettingsError
from diurna.models.word_pieces import WordPieces

FOLDER = Path(__file__).with_name("event_types")
NONE = "-"
"""The label of no event, and of a type without a mode."""

ACTOR, RECIPIENT, TRIGGER = ("[", "]"), ("<", ">"), ("{", "}")
"""How actor, recipient and trigger are marked in a sentence."""

BRACKETS = str.maketrans("[]<>{}", "()()()")
"""Brackets of the text itself become round ones: they would be taken for marks."""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What the file beside the weights says: labels, marks, limits, how it was trained."""

    labels: dict[str, tuple[str, ...]]
    marks: dict[str, str]
    longest: int
    temperature: float
    sha256: str
    sentences: int


class Guess(NamedTuple):
    """The probability of each type (`None`: no event), and of each mode of a type (the empty mode is `None`)."""

    types: dict[str | None, float]
    modes: dict[tuple[str, str | None], float]


class EventTypes:
    """The weights, their labels and their word pieces.

    One sentence is run at a time: int8 scales are taken over a batch, so that a neighbour could change a label.
    """

    def __init__(self, folder: Path) -> None:
        self.card = read_card(folder)
        self.pieces = WordPieces((folder / "word_pieces.txt").read_text(encoding="utf-8").split("\n")[:-1])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            folder / "event_types.onnx", options, providers=["CPUExecutionProvider"]
        )
        self._trigger = self.pieces.number(self.card.marks[TRIGGER[0]])

    def guess(self, sentence: str) -> Guess:
        """Return what a sentence with a marked trigger (see `marked`) says was done."""
        ids = np.array([encoded(self.pieces, self.card.marks, sentence, self.card.longest)], dtype=np.int64)
        at = (ids == self._trigger).astype(np.int64)
        types, modes = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids), "trigger": at})
        shares = _shares(types[0] / self.card.temperature)
        of_modes = _shares(modes[0] / self.card.temperature)
        return Guess(
            types={_label(name): share for name, share in zip(self.card.labels["types"], shares, strict=True)},
            modes={_pair(name): share for name, share in zip(self.card.labels["modes"], of_modes, strict=True)},
        )


def marked(
    text: str,
    trigger: tuple[int, int],
    actor: tuple[int, int] | None = None,
    recipient: tuple[int, int] | None = None,
) -> str:
    """Return a sentence with marks around its trigger and parties, given as offsets; a party that overlaps another is left out."""
    parts: list[tuple[int, int, tuple[str, str]]] = [(*trigger, TRIGGER)]
    for span, mark in ((actor, ACTOR), (recipient, RECIPIENT)):
        if span is not None and all(span[1] <= start or end <= span[0] for start, end, _ in parts):
            parts.append((*span, mark))
    pieces, at = [], 0
    for start, end, (opening, closing) in sorted(parts):
        pieces += [text[at:start].translate(BRACKETS), opening, text[start:end].translate(BRACKETS), closing]
        at = end
    return "".join([*pieces, text[at:].translate(BRACKETS)])


def encoded(pieces: WordPieces, marks: dict[str, str], sentence: str, longest: int) -> list[int]:
    """Return the word pieces of a marked sentence, cut around its trigger where it has more than `longest`."""
    for mark, piece in marks.items():
        sentence = sentence.replace(mark, f" {piece} ")
    ids = pieces.encoded(sentence)
    if len(ids) <= longest:
        return ids
    at = ids.index(pieces.number(marks[TRIGGER[0]]))
    start = min(max(1, at - longest // 2), len(ids) - longest + 1)
    return [ids[0], *ids[start : start + longest - 2], ids[-1]]


def read_card(folder: Path) -> Card:
    """Return the card of a folder of weights."""
    return msgspec.json.decode((folder / "event_types.json").read_bytes(), type=Card)


@cache
def event_card() -> Card | None:
    """Return the card of the package's model, or None where its weights are missing."""
    return read_card(FOLDER) if (FOLDER / "event_types.onnx").is_file() else None


@cache
def event_types() -> EventTypes | None:
    """Return the model of the package, or None where its weights are missing: then the rules alone answer.

    Raises:
        SettingsError: the weights are there but cannot be read.
    """
    if not (FOLDER / "event_types.onnx").is_file():
        return None
    try:
        return EventTypes(FOLDER)
    except Exception as error:
        raise SettingsError(f"{FOLDER}: the model of event types cannot be read: {error}") from error


def _shares(logits: Sequence[float]) -> list[float]:
    values = np.exp(np.asarray(logits, dtype=np.float64) - np.max(logits))
    return [float(value) for value in values / values.sum()]


def _label(name: str) -> str | None:
    return None if name == NONE else name


def _pair(name: str) -> tuple[str, str | None]:
    kind, _, mode = name.partition("/")
    return kind, _label(mode)
