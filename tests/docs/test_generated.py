"""The generated pages of the documentation are those that the rule files and records give now."""

import importlib.util
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_docs_are_generated_from_the_sources() -> None:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    stale = [
        name
        for name, text in generate.pages().items()
        if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != text.rstrip() + "\n"
    ]
    assert not stale, f"run `make docs`: {', '.join(stale)}"
