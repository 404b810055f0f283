"""Ingest and pull with a bar on stderr and a summary at the end."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from diurna.cli.session import complain, console
from diurna.errors import ReadError
from diurna.ledger.ledger import Ledger
from diurna.records import Document
from diurna.run import actors
from diurna.run.endpoint import Endpoint
from diurna.run.ingest import Outcome, What, ingest


class Summary(NamedTuple):
    """How many inputs were new, known, unreadable or broken off, and how many problems the new ones have."""

    counts: Counter[What]
    problems: int

    @property
    def usable(self) -> bool:
        """Tell whether anything at all could be read."""
        return bool(self.counts["new"] or self.counts["duplicate"])

    def line(self) -> str:
        """Return the summary in one line."""
        failed = self.counts["unreadable"] + self.counts["broken"]
        told = f"{self.counts['new'] + self.counts['broken']} read: {self.counts['new']} new"
        return f"diurna: {told}, {self.counts['duplicate']} duplicate, {failed} failed, {self.problems} problems"


def ingest_shown(
    inputs: Iterable[Document | ReadError], ledger: Ledger, *, workers: int, recode: bool = False
) -> Summary:
    """Ingest and show on stderr how far it is; complain of every input that failed."""
    counts: Counter[What] = Counter()
    problems = 0
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading …", total=None)

        def told(outcome: Outcome) -> None:
            nonlocal problems
            counts[outcome.what] += 1
            problems += outcome.problems
            if outcome.what == "unreadable":
                complain(f"{outcome.source}: {outcome.reason}")
            elif outcome.what == "broken":
                complain(f"{outcome.source}: reading broke off: {outcome.reason}")
            progress.update(task, description=Summary(counts, problems).line().removeprefix("diurna: "))

        ingest(inputs, ledger, workers=workers, recode=recode, told=told)
    return Summary(counts, problems)


def update_shown(countries: Collection[str], endpoint: Endpoint, *, organizations: bool) -> actors.Update:
    """Pull office holders and show on stderr how far it is."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    screen = console(stderr=True)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task("asking …", total=None)

        def told(at: actors.Progress) -> None:
            progress.update(task, description=at.page, completed=at.done, total=at.total)

        return actors.update(countries, endpoint, organizations=organizations, told=told)
