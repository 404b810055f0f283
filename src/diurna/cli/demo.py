"""The sample reports that come with diurna, read into a ledger and told."""

import shlex
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

from rich.console import Console
from rich.text import Text

from diurna.cli.account import print_account
from diurna.cli.progress import ingest_shown
from diurna.errors import ReadError
from diurna.ledger.ledger import Ledger, open_ledger
from diurna.readers.sources import documents
from diurna.records import Document

PUBLISHED = "2024-03-14"
"""Given for the plain texts, which carry no date that a program can trust; the other samples tell their own."""


def print_demo(folder: Path, console: Console) -> None:
    """Ingest the samples, print the account of each, and say what to type next."""
    with as_file(files("diurna") / "samples") as samples, open_ledger(folder, create=True) as ledger:
        summary = ingest_shown(_samples(samples), ledger, workers=1)
        for reading in ledger.readings():
            print_account(reading, console)
        console.print(Text(summary.line().removeprefix("diurna: "), style="dim"))
        _print_next(ledger, folder, console)


def _samples(folder: Path) -> Iterator[Document | ReadError]:
    for path in sorted(folder.iterdir()):
        yield from documents([path], published=PUBLISHED if path.suffix == ".txt" else None)


def _print_next(ledger: Ledger, folder: Path, console: Console) -> None:
    where = f"--ledger {shlex.quote(str(folder))}"
    record = next((found.record.id for found in ledger.query("events")), None)
    console.print(Text("\nNext, try", style="bold"))
    for command in (
        f"diurna query figures --type killed {where}",
        f"diurna query statements --actor UN {where}",
        f'diurna query --sql "select type, count(*) from events group by all" {where}',  # noqa: S608 - shown, not asked
        *([f"diurna show {record} {where}"] if record else []),
        'diurna explain "At least 12 people were killed in Goma on Tuesday, the UN said."',
        "diurna read YOUR-REPORT.txt --published 2024-03-14",
    ):
        console.print(f"  {command}", soft_wrap=True)
