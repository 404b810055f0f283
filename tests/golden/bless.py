"""Rewrite the golden files; read the diff aloud before committing."""

from readings import HERE, golden, readings

for name, reading in readings():
    (HERE / f"{name}.json").write_text(golden(reading), encoding="utf-8")
