"""Golden readings: what diurna finds in each bundled sample, in words, so that a changed rule shows as a readable diff."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from diurna.readers.sources import documents
from diurna.records import Document, Reading
from diurna.run.pipeline import read_document

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "src" / "diurna" / "samples"


def readings() -> Iterator[tuple[str, Reading]]:
    """Yield each sample report's name and reading, in order of name."""
    for path in sorted(SAMPLES.iterdir()):
        for number, document in enumerate(documents([path])):
            assert isinstance(document, Document), document
            yield f"{path.stem}-{number}", read_document(document)


def golden(reading: Reading) -> str:
    """Return a reading as indented JSON, every span with its words, without text, hashes and provenance."""
    plain = msgspec.to_builtins(reading)
    plain.pop("provenance")
    article = plain["article"]
    for key in ("text", "text_sha256", "id", "source", "sentences", "paragraphs"):
        article.pop(key)
    return json.dumps(_worded(plain, reading.article.text), ensure_ascii=False, indent=1) + "\n"


def _worded(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        return {key: _worded(member, text) for key, member in value.items() if key != "id" or ":" not in str(member)}
    if isinstance(value, list | tuple):
        if len(value) == 2 and all(type(member) is int for member in value):
            return f"{value[0]}-{value[1]}: {text[value[0] : value[1]][:120]}"
        return [_worded(member, text) for member in value]
    return value
