"""Rewrite the golden files; read the diff aloud before committing."""

import os

from readings import HERE, golden, readings

os.environ["XDG_DATA_HOME"] = str(HERE)  # where nobody has a table of office holders of their own

for name, reading in readings():
    (HERE / f"{name}.json").write_text(golden(reading), encoding="utf-8")
