"""The verbs of the command line; what they do stands in the rooms below."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from diurna.cli.actors import app as actors_app
from diurna.cli.session import FAILED, MISUSED, Verbs, complain, console, debugging, piped, tell_fault, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diurna.errors import ReadError
    from diurna.ledger.ledger import Ledger
    from diurna.records import Document, Reading
    from diurna.run.settings import Settings

app = typer.Typer(
    name="diurna",
    cls=Verbs,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Sources = Annotated[list[str], typer.Argument(metavar="SRC...", help="Files, folders, or - for standard input.")]
PublishedOption = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="Publication date of the reports (YYYY-MM-DD).")
]
LedgerOption = Annotated[str | None, typer.Option("--ledger", metavar="DIR", help="Folder of the ledger.")]
JsonOption = Annotated[
    bool | None, typer.Option("--json/--no-json", help="JSON lines, or words; in a pipe JSON is the default.")
]
VagueOption = Annotated[
    str | None,
    typer.Option("--vague", metavar="NAME", help='What "dozens" means at the least: ours (24) or acled (12).'),
]
LongestOption = Annotated[
    int | None, typer.Option("--max-characters", metavar="N", help="Longest article that is read.")
]

ConfidenceOption = Annotated[
    float | None,
    typer.Option("--min-confidence", metavar="X", help="Leave out findings below X (0 to 1); the ledger keeps them."),
]


def main() -> None:
    """Run the command line; the entry point of `diurna`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.excepthook = tell_fault
    typer.main.get_command(app)(prog_name="diurna")


def print_version(asked: bool) -> None:
    """Print the version and stop, where it was asked for."""
    if asked:
        from importlib.metadata import version  # noqa: PLC0415 - only here

        typer.echo(f"diurna {version('diurna')}")
        raise typer.Exit


VersionOption = Annotated[
    bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=print_version)
]


@app.callback()
def everywhere(
    *,
    _: VersionOption = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks (also DIURNA_DEBUG=1).")] = False,
) -> None:
    """News reports to checkable records: who said what, who did what to whom, how many, where and when.

    \b
    Examples:
      diurna read report.txt --published 2022-07-19
      diurna ingest reports/ --ledger news.diurna
      diurna query events --actor Russia --since 2022-02-01 --ledger news.diurna
      diurna demo
    """  # noqa: D301 - \b keeps the lines of the examples apart
    if debug:
        import os  # noqa: PLC0415 - only here

        os.environ["DIURNA_DEBUG"] = "1"


@app.command(short_help="Read reports and tell what they say.")
def read(  # noqa: PLR0913, PLR0917 - every flag is an argument
    sources: Sources,
    published: PublishedOption = None,
    as_json: JsonOption = None,
    max_characters: LongestOption = None,
    vague: VagueOption = None,
    min_confidence: ConfidenceOption = None,
) -> None:
    """Read reports and tell what they say; nothing is stored.

    \b
    Examples:
      diurna read report.txt --published 2022-07-19
      diurna read page.html rows.jsonl archive/ --json > readings.jsonl
      diurna read report.txt --min-confidence 0.7
      curl -s https://example.org/report.html | diurna read -
    """  # noqa: D301
    from diurna.cli.account import print_account  # noqa: PLC0415 - rich
    from diurna.ledger.confidence import confident  # noqa: PLC0415 - msgspec
    from diurna.run.shards import read_all  # noqa: PLC0415 - the pipeline

    in_force = _settings(published=published, max_characters=max_characters, vague=vague, min_confidence=min_confidence)
    lines = piped() if as_json is None else as_json
    terminal = None if lines else console()
    read_count = problems = 0
    failures: list[ReadError] = []
    for reading in read_all(_readable(_documents(sources, in_force), failures)):
        read_count += 1
        problems += len(reading.problems)
        _complain_of_fault(reading)
        shown = confident(reading, in_force.min_confidence)
        if terminal is None:
            told(_encoded(shown) + b"\n")
        else:
            print_account(shown, terminal)
    _summary(read=read_count, failed=len(failures), problems=problems)
    if not read_count:
        raise typer.Exit(FAILED)


@app.command(short_help="Read reports into a ledger.")
def ingest(  # noqa: PLR0913, PLR0917 - every flag is an argument
    sources: Sources,
    ledger: LedgerOption = None,
    published: PublishedOption = None,
    workers: Annotated[int | None, typer.Option(metavar="N", help="Processes; one per core unless said.")] = None,
    max_characters: LongestOption = None,
    vague: VagueOption = None,
    *,
    recode: Annotated[
        bool, typer.Option("--recode", help="Read known articles again where rules or models are newer.")
    ] = False,
) -> None:
    """Read reports into a ledger; what the ledger holds already is passed over.

    The ledger keeps every finding; `query` and `show` leave out those below --min-confidence.

    \b
    Examples:
      diurna ingest reports/ --ledger news.diurna
      diurna ingest rows.jsonl --ledger news.diurna --workers 4
      diurna ingest reports/ --ledger news.diurna --recode
    """  # noqa: D301
    from diurna.cli.progress import ingest_shown  # noqa: PLC0415 - rich
    from diurna.run.settings import usable_cores  # noqa: PLC0415 - only here

    in_force = _settings(
        ledger=ledger, published=published, workers=workers, max_characters=max_characters, vague=vague
    )
    with _ledger(in_force, create=True) as opened:
        documents = _documents(sources, in_force)
        summary = ingest_shown(documents, opened, workers=in_force.workers or usable_cores(), recode=recode)
    sys.stderr.write(summary.line() + "\n")
    if not summary.usable:
        raise typer.Exit(FAILED)


@app.command(short_help="Ask a ledger for statements, events or figures.")
def query(  # noqa: PLR0913, PLR0917 - the flags are the filter
    kind: Annotated[str | None, typer.Argument(metavar="statements|events|figures", help="What to look for.")] = None,
    actor: Annotated[str | None, typer.Option(help="A name, an actor id or a country code.")] = None,
    place: Annotated[str | None, typer.Option(help="A name, a place id or a country code.")] = None,
    of_type: Annotated[str | None, typer.Option("--type", help="Event type or mode, act, or category.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From this day on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Up to and with this day.")] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", help="At most so many.")] = None,
    min_confidence: ConfidenceOption = None,
    sql: Annotated[str | None, typer.Option("--sql", metavar="TEXT", help="One SELECT over the views instead.")] = None,
    ledger: LedgerOption = None,
    form: Annotated[str | None, typer.Option("--format", metavar="table|json|csv", help="In a pipe: json.")] = None,
) -> None:
    """Ask a ledger for statements, events or figures.

    \b
    Examples:
      diurna query events --actor Russia --type ASSAULT --since 2022-02-24 --ledger news.diurna
      diurna query statements --actor "Antonio Guterres" --format csv --ledger news.diurna > said.csv
      diurna query figures --place UKR --type killed --min-confidence 0.7 --ledger news.diurna
      diurna query --sql "select category, count(*) from figures group by all" --ledger news.diurna
    """  # noqa: D301
    import msgspec  # noqa: PLC0415 - light, but not for --help

    from diurna.cli.answers import Format, write_found, write_table  # noqa: PLC0415 - the ledger
    from diurna.ledger.query import KINDS  # noqa: PLC0415 - duckdb
    from diurna.records import Filter  # noqa: PLC0415 - msgspec

    wanted = Filter(
        actor=actor, place=place, type=of_type, since=since, until=until, limit=limit, min_confidence=min_confidence
    )
    _misused_if(kind is None and sql is None, "query: give statements, events or figures, or --sql TEXT")
    _misused_if(sql is not None and wanted != Filter(), "query: --sql takes no other filter")
    _misused_if(kind is not None and kind not in KINDS, f"query: {kind!r} is none of {', '.join(KINDS)}")
    form = form or ("json" if piped() else "table")
    _misused_if(form not in set(Format), f"--format: {form!r} is none of {', '.join(Format)}")
    in_force = _settings(ledger=ledger, min_confidence=min_confidence)
    wanted = msgspec.structs.replace(wanted, min_confidence=in_force.min_confidence)
    with _ledger(in_force) as opened:
        if sql is not None:
            answer = opened.sql(sql)
            rows = (row for batch in answer.to_batches() for row in batch.to_pylist())
            count = write_table(answer.column_names, rows, Format(form))
        else:
            found_kind = next(name for name in KINDS if name == kind)
            count = write_found(opened.query(found_kind, wanted), found_kind, Format(form))
    if not count:
        complain("nothing found")


@app.command(short_help="Show one record and where it comes from.")
def show(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="Id of an article (a:), statement (s:), event (e:) or figure (f:).")
    ],
    ledger: LedgerOption = None,
    as_json: JsonOption = None,
    min_confidence: ConfidenceOption = None,
) -> None:
    """Show one record: its words in the sentence, its source, the rule that found it.

    --min-confidence thins the findings of an article; one that is asked for by its own id is always shown, as it was read.

    \b
    Examples:
      diurna show e:0123456789abcdef01234567 --ledger news.diurna
      diurna show a:0123456789abcdef01234567 --ledger news.diurna --json
      diurna show a:0123456789abcdef01234567 --ledger news.diurna --min-confidence 0.7
    """  # noqa: D301
    from diurna.cli.account import print_account  # noqa: PLC0415 - rich
    from diurna.cli.show import print_found  # noqa: PLC0415 - rich
    from diurna.ledger.confidence import confident  # noqa: PLC0415 - msgspec

    in_force = _settings(ledger=ledger, min_confidence=min_confidence)
    with _ledger(in_force) as opened:
        whole = confident(opened.reading(name), in_force.min_confidence) if name.startswith("a:") else None
        if piped() if as_json is None else as_json:
            told(_encoded(whole or opened.found(name)) + b"\n")
        elif whole:
            print_account(whole, console())
        else:
            print_found(opened, name, console())


@app.command(short_help="Tell which rules fire in a text.")
def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A sentence or two, or - for standard input.")],
    published: PublishedOption = None,
) -> None:
    """Tell which rules fire in a text: rule, kind, confidence, words, and the rule's file.

    \b
    Examples:
      diurna explain "At least 12 people were killed in Kharkiv on Tuesday, the mayor said."
      diurna explain - --published 2022-07-19 < report.txt
    """  # noqa: D301
    from diurna.cli.explain import print_rules  # noqa: PLC0415 - rich
    from diurna.run.reading import read as read_text  # noqa: PLC0415 - the pipeline

    in_force = _settings(published=published)
    words = sys.stdin.read() if text == "-" else text
    reading = read_text(words, published=in_force.published)
    print_rules(reading, console())


@app.command(short_help="Print the JSON Schema of a reading.")
def schema() -> None:
    """Print the JSON Schema of a reading, the exchange format.

    \b
    Examples:
      diurna schema > reading.schema.json
    """  # noqa: D301
    import msgspec  # noqa: PLC0415 - only here

    from diurna.records import SCHEMA, Reading  # noqa: PLC0415 - msgspec

    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA, **msgspec.json.schema(Reading)}
    told(msgspec.json.format(msgspec.json.encode(made)) + b"\n")


app.add_typer(actors_app, name="actors", short_help="Your own table of office holders, pulled from Wikidata.")


@app.command(short_help="Check the installation.")
def doctor() -> None:
    """Check the installation: versions, model weights, rule files, settings in force.

    \b
    Examples:
      diurna doctor
    """  # noqa: D301
    from diurna.cli.doctor import print_findings  # noqa: PLC0415 - everything

    if not print_findings(console()):
        raise typer.Exit(FAILED)


@app.command(short_help="Read the bundled sample reports.")
def demo(
    ledger: Annotated[
        str, typer.Option("--ledger", metavar="DIR", help="Folder of the demo's ledger.")
    ] = "demo-ledger",
) -> None:
    """Read the bundled sample reports into a ledger, tell what they say, and what to type next.

    \b
    Examples:
      diurna demo
      diurna demo --ledger /tmp/demo.diurna
    """  # noqa: D301
    from diurna.cli.demo import print_demo  # noqa: PLC0415 - rich

    print_demo(Path(ledger), console())


def _settings(**flags: Any) -> "Settings":  # noqa: ANN401 - checked there
    from diurna.run.settings import settings  # noqa: PLC0415 - msgspec

    return settings(**flags)


def _ledger(in_force: "Settings", *, create: bool = False) -> "Ledger":
    from diurna.ledger.ledger import open_ledger  # noqa: PLC0415 - duckdb

    _misused_if(
        in_force.ledger is None, 'no ledger: say --ledger DIR, DIURNA_LEDGER=DIR, or ledger = "DIR" in diurna.toml'
    )
    return open_ledger(in_force.ledger or "", create=create)


def _documents(sources: list[str], in_force: "Settings") -> "Iterator[Document | ReadError]":
    import msgspec  # noqa: PLC0415 - light, but not for --help

    from diurna.errors import ReadError  # noqa: PLC0415 - with the readers
    from diurna.readers.sources import documents  # noqa: PLC0415 - the readers

    for one in documents(
        sources,
        published=in_force.published,
        max_characters=in_force.max_characters,
        skipped=lambda problem: complain(f"{problem.message} (passed over)"),
    ):
        yield one if isinstance(one, ReadError) else msgspec.structs.replace(one, vague=in_force.vague)


def _readable(inputs: "Iterator[Document | ReadError]", failures: "list[ReadError]") -> "Iterator[Document]":
    """Yield what can be read; complain of the rest and keep it in `failures`."""
    from diurna.errors import ReadError  # noqa: PLC0415 - with the readers

    for one in inputs:
        if isinstance(one, ReadError):
            complain(str(one))
            failures.append(one)
        else:
            yield one


def _complain_of_fault(reading: "Reading") -> None:
    fault = next((problem for problem in reading.problems if problem.stage == "run"), None)
    if fault is None:
        return
    if debugging():
        sys.stderr.write(fault.message + "\n")
    complain(f"{reading.article.source}: reading broke off: {fault.message.strip().splitlines()[-1]}")


def _summary(*, read: int, failed: int, problems: int) -> None:
    parts = [f"{read} read"]
    parts += [f"{failed} could not be read"] if failed else []
    parts += [f"{problems} problems"] if problems else []
    sys.stderr.write("diurna: " + ", ".join(parts) + "\n")


def _encoded(record: Any) -> bytes:  # noqa: ANN401 - any record
    import msgspec  # noqa: PLC0415 - light, but not for --help

    return msgspec.json.encode(record)


def _misused_if(wrong: bool, message: str) -> None:
    if wrong:
        complain(message)
        raise typer.Exit(MISUSED)
