"""Laws that hold for any text: spans slice to words, nothing raises, the same input gives the same bytes."""

from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import diurna

PIECES = st.sampled_from(
    [
        "Kenya said ", "“We will leave,” ", "the minister told reporters. ", "More than 12 people were killed ",
        "in Nairobi on March 3, ", "according to the UN. ", "🙂 ", "e\u0301le\u0301ve ", "\r\n", "\n\n", "שלום עולם ",
        "مرحبا ", "\u200b", "\x00", "\ud800", "’’ ", "''", "« oui » ", "Turkey and Iran met. ", "See also ", "- ", "٣٤ ",
        "١٢٬٠٠٠ people fled ", "U.S. President Joe Biden visited Israel. ", "1,2,3-4 ", "\u0000\ufeff", "Ⅷ ", "ﬁre ",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=12), min_size=1, max_size=14).map("".join)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_spans_slice_and_nothing_raises(text: str) -> None:
    if not text.strip():
        return
    try:
        reading = diurna.read(text, published="2024-06-15")
    except diurna.errors.ReadError:
        return
    own = reading.article.text
    plain = msgspec.to_builtins(reading)
    spans = list(_spans(plain))
    assert all(0 <= start <= end <= len(own) for start, end in spans)
    for block, following in zip(reading.article.blocks, reading.article.blocks[1:], strict=False):
        assert block.span.end <= following.span.start
    for statement in reading.statements:
        parts = [*statement.content, *([statement.cue] if statement.cue else [])]
        assert all(statement.span.covers(part) for part in parts)
    for figure in reading.figures:
        assert figure.span.covers(figure.number)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_same_text_gives_same_bytes(text: str) -> None:
    if not text.strip():
        return
    try:
        first = msgspec.json.encode(diurna.read(text, published="2024-06-15"))
    except diurna.errors.ReadError:
        return
    assert first == msgspec.json.encode(diurna.read(text, published="2024-06-15"))


def _spans(value: Any) -> Any:
    if isinstance(value, dict):
        for member in value.values():
            yield from _spans(member)
    elif isinstance(value, list | tuple):
        if len(value) == 2 and all(type(member) is int for member in value):
            yield value
        else:
            for member in value:
                yield from _spans(member)
