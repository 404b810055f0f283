"""Which rules fired in a text, where, and in which file they stand."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from diurna.cli.account import passage_text
from diurna.cli.lines import line
from diurna.cli.resolution import paths
from diurna.cli.rulebook import rule_place
from diurna.cli.session import visible
from diurna.ledger.found import Found, in_context
from diurna.records import Finding, Reading


def print_rules(reading: Reading, console: Console) -> None:
    """Print every finding by its place in the text: rule, kind, confidence, file; what it says; who is who; its words."""
    findings: list[Finding] = sorted(
        (*reading.statements, *reading.events, *reading.figures), key=lambda finding: (finding.span, finding.id)
    )
    for finding in findings:
        _print_finding(reading, in_context(reading, finding), console)
    if not findings:
        console.print("no rule fired")
    for problem in reading.problems:
        console.print(Text(visible(f"{problem.stage} {problem.code}: {problem.message}"), style="yellow"))


def _print_finding(reading: Reading, found: Found, console: Console) -> None:
    record = found.record
    place = rule_place(record.rule)
    told = (found.kind.removesuffix("s"), f"{record.confidence:.2f}", str(place) if place else "in no rule file")
    console.print(Text.assemble((record.rule, "bold yellow"), "  ", ("  ".join(told), "dim")), soft_wrap=True)
    words = found.passage.words(record.span) or ""
    for text in (
        Text(visible(" ".join(words.split()))),
        Text(visible(line(found)), style="bold"),
        *(Text(visible(told), style="cyan") for told in paths(reading, record)),
        passage_text([found]),
    ):
        console.print(Padding(text, (0, 0, 0, 4), expand=False))
