"""A reading as a person wants to read it: who, where, what was said, done and counted, with the words in colour."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from diurna.cli.lines import highlights, line
from diurna.cli.session import visible
from diurna.ledger.found import Found, head, in_context
from diurna.records import Actor, Finding, Place, Reading

HEADINGS = (("statements", "Said"), ("events", "Done"), ("figures", "Counted"))
SHOWN_NAMES = 8
"""How many actors and places are named before "and 3 more"."""


def print_account(reading: Reading, console: Console) -> None:
    """Print the account of one reading."""
    for text in account(reading):
        console.print(text)


def account(reading: Reading) -> Iterator[RenderableType]:
    """Yield the account of a reading line by line."""
    yield _title(reading)
    yield from _names("Who", [_actor(actor) for actor in reading.actors])
    yield from _names("Where", [_place(place) for place in reading.places])
    for kind, heading in HEADINGS:
        findings: tuple[Finding, ...] = getattr(reading, kind)
        if findings:
            yield Text()
            yield Text(f"{heading} ({len(findings)})", style="bold underline")
        found = [in_context(reading, finding) for finding in sorted(findings, key=lambda finding: finding.span)]
        for _, alike in groupby(found, key=lambda one: one.passage):
            yield from shown(list(alike))
    if not (reading.statements or reading.events or reading.figures):
        yield Text("nothing was found to be said, done or counted", style="dim")
    yield from _problems(reading)
    yield Text()


def shown(findings: list[Found]) -> Iterator[RenderableType]:
    """Yield the lines of findings that stand in one passage, and then the passage with their words in colour."""
    for found in findings:
        yield Text.assemble(("• ", "dim"), (visible(line(found)), "bold"))
    yield Padding(passage_text(findings), (0, 0, 0, 4), expand=False)


def passage_text(findings: list[Found]) -> Text:
    """Return the passage that findings share, their slots in colour, on one line."""
    text = Text(visible(findings[0].passage.text), style="dim")
    for start, end, style in highlights(findings):
        text.stylize(f"not dim {style}", start, end)
    return Text(" ").join(part for part in text.split() if part.plain.strip())


def _title(reading: Reading) -> Text:
    top = head(reading)
    published = top.published.value
    when = f"{published} ({top.published.basis})" if published else "no date"
    told = [part for part in (top.source, top.outlet, top.url, when, reading.article.id) if part]
    return Text.assemble(
        (visible(top.title or "(no title)"), "bold white on blue"), "\n", (visible("  ".join(told)), "dim")
    )


def _names(heading: str, names: list[str]) -> Iterable[Text]:
    if not names:
        return
    more = f"; and {len(names) - SHOWN_NAMES} more" if len(names) > SHOWN_NAMES else ""
    yield Text.assemble((f"{heading:<6}", "bold"), visible("; ".join(names[:SHOWN_NAMES])) + more)


def _actor(actor: Actor) -> str:
    codes = " ".join(part for part in (actor.country, *actor.sectors) if part)
    return f"{actor.name} ({', '.join(part for part in (actor.kind, codes) if part)})"


def _place(place: Place) -> str:
    return f"{place.name} ({', '.join(part for part in (place.precision, place.country) if part)})"


def _problems(reading: Reading) -> Iterable[Text]:
    if not reading.problems:
        return
    counts = Counter(f"{problem.stage} {problem.code}" for problem in reading.problems)
    told = ", ".join(f"{name}{f' ×{count}' if count > 1 else ''}" for name, count in sorted(counts.items()))
    yield Text()
    yield Text.assemble((f"Problems ({len(reading.problems)}) ", "bold yellow"), (told, "yellow"))
