"""What is installed, in force, and missing."""

import platform
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from diurna.cli.rulebook import check_tsv, read_toml, rule_files, rule_places
from diurna.errors import DiurnaError
from diurna.ledger.ledger import open_ledger
from diurna.mark.user_table import user_table
from diurna.models.event_types import event_card
from diurna.run.settings import in_force

PACKAGES = (
    "diurna",
    "spacy",
    "onnxruntime",
    "msgspec",
    "duckdb",
    "pyarrow",
    "trafilatura",
    "htmldate",
    "lxml",
    "numpy",
    "typer",
    "rich",
)
SENTENCE = "Rebels killed at least 12 people in Goma on Tuesday, the UN said."
"""Read once, so that every stage loads every table that it uses."""


class Finding(NamedTuple):
    """One thing that was looked at; `well` is False where something must be done."""

    name: str
    told: str
    well: bool = True


def print_findings(console: Console) -> bool:
    """Print what was found; tell whether all is well."""
    findings = [finding for look in LOOKS for finding in _looked(look)]
    for name, told, well in findings:
        mark = ("ok     ", "green") if well else ("MISSING", "bold red")
        console.print(Text.assemble(mark, "  ", (f"{name:<18}", "bold"), told), soft_wrap=True)
    return all(finding.well for finding in findings)


def _looked(look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from look()
    except (DiurnaError, ImportError) as error:
        yield Finding(look.__name__.strip("_").replace("_", " "), str(error), well=False)


def _versions() -> Iterator[Finding]:
    yield Finding("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    for package in PACKAGES:
        try:
            yield Finding(package, version(package))
        except PackageNotFoundError:
            yield Finding(package, f"not installed: pip install {package}", well=False)


def _model() -> Iterator[Finding]:
    parser = import_module("diurna.parse.parser")
    model = parser.model_version()
    strange = parser._weight_problems()  # noqa: SLF001 - the parser's own check
    told = strange[0].message if strange else f"{model.name}, weights sha256 {model.sha256[:12]}, as published"
    yield Finding("model", told, well=not strange)
    card = event_card()
    told = f"sha256 {card.sha256[:12]}, trained on {card.sentences} sentences" if card else "no weights: rules alone"
    yield Finding("event types", told)


def _rule_files() -> Iterator[Finding]:
    files = rule_files()
    for path in files:
        if path.suffix == ".toml":
            read_toml(path)
        else:
            check_tsv(path)
    yield Finding("rule files", f"{len(files)} load, {len(rule_places())} rules", well=bool(files))


def _reading() -> Iterator[Finding]:
    reading = import_module("diurna.run.reading").read(SENTENCE, published="2022-07-19")
    faults = [problem for problem in reading.problems if problem.stage == "run"]
    found = f"{len(reading.statements)} statements, {len(reading.events)} events, {len(reading.figures)} figures"
    told = faults[0].message.strip().splitlines()[-1] if faults else f"a sentence gives {found}"
    yield Finding("reading", told, well=not faults)
    gazetteer = reading.provenance.gazetteer_sha256
    yield Finding("gazetteer", f"sha256 {gazetteer[:12]}" if gazetteer else "not part of provenance")
    yield Finding("rules", f"sha256 {reading.provenance.rules_sha256[:12]}")


def _settings() -> Iterator[Finding]:
    for key, value, source in in_force():
        yield Finding(key, f"{'not set' if value is None else value} ({source})")
        if key == "ledger" and isinstance(value, str):
            yield from _ledger(value)


def _office_holders() -> Iterator[Finding]:
    table = user_table()
    yield Finding("office holders", f"ours and {len(table.rows)} rows in {table.path}" if table else "ours")


def _ledger(folder: str) -> Iterator[Finding]:
    with open_ledger(folder) as ledger:
        count = ledger.sql("select count(*) as count from articles").to_pylist()[0]["count"]
    yield Finding("ledger", f"{count} articles in {folder}")


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _versions,
    _model,
    _rule_files,
    _office_holders,
    _reading,
    _settings,
)
