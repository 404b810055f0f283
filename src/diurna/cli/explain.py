"""Which rules fired in a text, where, and in which file they stand."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from diurna.cli.account import shown
from diurna.cli.rulebook import rule_place
from diurna.cli.session import visible
from diurna.ledger.found import in_context
from diurna.records import Finding, Reading


def print_rules(reading: Reading, console: Console) -> None:
    """Print one row per finding, by its place in the text: rule, kind, confidence, words, file; then the problems."""
    findings: list[Finding] = sorted(
        (*reading.statements, *reading.events, *reading.figures), key=lambda finding: (finding.span, finding.id)
    )
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("rule", "kind", "confidence", "words", "rule file"):
        table.add_column(name, overflow="fold")
    for finding in findings:
        place = rule_place(finding.rule)
        words = visible(" ".join(finding.span.of(reading.article.text).split()))
        table.add_row(
            finding.rule,
            type(finding).__name__.lower(),
            f"{finding.confidence:.2f}",
            words,
            str(place) if place else "in no rule file",
        )
    if findings:
        console.print(table)
        console.print()
    else:
        console.print("no rule fired")
    for finding in findings:
        for text in shown([in_context(reading, finding)]):
            console.print(text)
    for problem in reading.problems:
        console.print(Text(visible(f"{problem.stage} {problem.code}: {problem.message}"), style="yellow"))
