"""`diurna actors`: the user's own table of office holders."""

import sys
from typing import Annotated

import typer

from diurna.cli.session import MISUSED, complain, console, told

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def everywhere() -> None:
    """Pull office holders and their aliases from Wikidata into a table of your own, which overrides ours.

    \b
    Examples:
      diurna actors update
      diurna actors status
      diurna actors forget
    """  # noqa: D301 - \b keeps the lines of the examples apart


@app.command(short_help="Pull office holders from Wikidata.")
def update(
    endpoint: Annotated[
        str | None, typer.Option(metavar="URL", help="SPARQL endpoint; Wikidata's own unless said.")
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Only this country (ISO alpha-3); may be repeated.")
    ] = None,
    contact: Annotated[
        str | None, typer.Option(metavar="MAIL", help="Your address, which Wikidata likes to know of who asks much.")
    ] = None,
    pause: Annotated[float, typer.Option(metavar="S", min=0.0, help="Seconds between two requests.")] = 1.0,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the queries and ask nothing.")] = False,
) -> None:
    """Pull office holders from Wikidata (CC0) into a table of your own; an interrupted run goes on where it stopped.

    \b
    Examples:
      diurna actors update --contact me@example.org
      diurna actors update --country FRA --country DEU
      diurna actors update --country FRA --dry-run
    """  # noqa: D301
    from diurna.cli.progress import update_shown  # noqa: PLC0415 - rich
    from diurna.mark.tables import countries  # noqa: PLC0415 - the rule files
    from diurna.run.endpoint import Endpoint  # noqa: PLC0415 - urllib
    from diurna.run.wikidata import pages, wanted  # noqa: PLC0415 - the rule files

    codes = [code.upper() for code in country or ()]
    for code in codes:
        if code not in countries():
            complain(f"--country: {code!r} is no country code of ours (ISO 3166-1 alpha-3, as in FRA)")
            raise typer.Exit(MISUSED)
    asked = codes or sorted(countries())
    if dry_run:
        for page in pages(asked, organizations=not codes):
            told(f"# {page.name}\n{page.query}\n".encode())
        return
    given = Endpoint(url=endpoint or wanted().endpoint, contact=contact, pause=pause, told=complain)
    sys.stderr.write(update_shown(asked, given, organizations=not codes).line() + "\n")


@app.command(short_help="Tell which table of office holders is used.")
def status() -> None:
    """Tell which table of office holders is used, how many rows it has, and when it was pulled.

    \b
    Examples:
      diurna actors status
    """  # noqa: D301
    from diurna.mark.tables import leaders, our_terms  # noqa: PLC0415 - the rule files
    from diurna.mark.user_table import table_path, user_table  # noqa: PLC0415
    from diurna.run.actors import unfinished  # noqa: PLC0415

    table, screen = user_table(), console()
    screen.print(f"ours    {len(our_terms())} rows")
    if table is None:
        screen.print(f"yours   none ({table_path()})", soft_wrap=True)
    else:
        screen.print(f"yours   {len(table.rows)} rows ({table.path})", soft_wrap=True)
        for line in table.about:
            screen.print(f"        {line}", soft_wrap=True)
    screen.print(f"in use  {sum(map(len, leaders().values()))} rows of {len(leaders())} people")
    if unfinished():
        screen.print(f"begun   {unfinished()} pages of an interrupted update are kept; `diurna actors update` goes on")


@app.command(short_help="Remove your table.")
def forget() -> None:
    """Remove your table of office holders, so that ours alone is used.

    \b
    Examples:
      diurna actors forget
    """  # noqa: D301
    from diurna.run import actors  # noqa: PLC0415 - only here

    complain("removed" if actors.forget() else "there is no table of yours")
