"""The same article gives the same bytes: alone, shuffled, in batches of any size, in one process or several, twice."""

import random
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import diurna
from diurna.errors import ReadError
from diurna.ledger import open_ledger
from diurna.ledger.parts import part_name
from diurna.ledger.tables import tables
from diurna.readers.sources import document_of, documents
from diurna.records import Document, Reading
from diurna.run.ingest import ingest
from diurna.run.shards import read_all

SAMPLES = Path(diurna.__file__).parent / "samples"
MORE = [
    "Kenya shelled a village in Ethiopia on Tuesday, killing at least 12 people, the Red Cross said.",
    "“We will not stop,” the minister told reporters in Nairobi.\n\nHe denied that 40 to 50 people had died.",
    "Nothing much.",
    "",
]


@pytest.fixture(scope="module")
def inputs() -> list[Document]:
    sampled = [one for one in documents([SAMPLES], published="2024-03-14") if isinstance(one, Document)]
    return sampled + [document_of(text, published="2024-03-14", source=text[:9]) for text in MORE if text]


@pytest.fixture(scope="module")
def expected(inputs: list[Document]) -> dict[str, bytes]:
    return {document.article.id: encoded([document])[0] for document in inputs}


def encoded(given_documents: Sequence[Document], *, workers: int = 1, batch: int = 4) -> list[bytes]:
    return [msgspec.json.encode(reading) for reading in read_all(given_documents, workers=workers, batch=batch)]


def test_same_bytes_in_any_order(inputs: list[Document], expected: dict[str, bytes]) -> None:
    shuffled = random.Random(7).sample(inputs, len(inputs))  # noqa: S311 - an order, not a secret
    assert encoded(shuffled) == [expected[document.article.id] for document in shuffled]


@pytest.mark.parametrize(("workers", "batch"), [(2, 1), (2, 4), (2, 32)])
def test_same_bytes_in_batches_of_any_size(
    inputs: list[Document], expected: dict[str, bytes], workers: int, batch: int
) -> None:
    assert encoded(inputs, workers=workers, batch=batch) == [expected[document.article.id] for document in inputs]


def test_same_bytes_through_json(expected: dict[str, bytes]) -> None:
    for told in expected.values():
        assert msgspec.json.encode(msgspec.json.decode(told, type=Reading)) == told


def test_same_parts_with_one_worker_or_two(inputs: list[Document], tmp_path: Path) -> None:
    for workers in (1, 2):
        with open_ledger(tmp_path / str(workers), create=True) as ledger:
            ingest(inputs, ledger, workers=workers, shard=4)
    one, two = (sorted((tmp_path / name / "parts").iterdir()) for name in ("1", "2"))
    assert [part.name for part in one] == [part.name for part in two]
    for table in tables():
        assert [(part / f"{table}.parquet").read_bytes() for part in one] == [
            (part / f"{table}.parquet").read_bytes() for part in two
        ]


def test_same_part_name_before_and_after_storing(inputs: list[Document], tmp_path: Path) -> None:
    readings = list(read_all(inputs[:2]))
    with open_ledger(tmp_path / "l", create=True) as ledger:
        part = ledger.write(readings)
        assert part is not None
        assert part.name == part_name(list(ledger.readings()))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            ["“We", "”", "'", "killed", "12", "5,000", "Russia", "said", "Tuesday", "\n\n", "\r\n", "😀", "e\u0301", "\x00",
             "\u200b", "\ufeff", "…", "more than", "in", "Paris", ".", ",", "<b>", "&amp;", "the UN", "\ud800"]
        ),
        min_size=1,
        max_size=25,
    ).map(" ".join)
)  # fmt: skip
def test_any_text_is_read_twice_alike_and_every_span_lies_inside(text: str) -> None:
    try:
        one, two = diurna.read(text, published="2022-07-19"), diurna.read(text, published="2022-07-19")
    except ReadError:
        return
    told = msgspec.json.encode(one)
    assert told == msgspec.json.encode(two)
    assert msgspec.json.decode(told, type=Reading) == one
    assert not [problem for problem in one.problems if problem.stage == "run"]
    for start, end in spans(msgspec.to_builtins(one)):
        assert 0 <= start <= end <= len(one.article.text)


def spans(tree: object) -> list[tuple[int, int]]:
    """Return every pair of whole numbers of a reading: spans are the only ones."""
    if isinstance(tree, dict):
        return [span for branch in tree.values() for span in spans(branch)]
    if not isinstance(tree, list | tuple):
        return []
    if len(tree) == 2 and all(isinstance(number, int) for number in tree):
        return [(tree[0], tree[1])]
    return [span for branch in tree for span in spans(branch)]
