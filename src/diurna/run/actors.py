"""Pulls office holders into the user's table: page by page, going on where an interrupted run stopped, whole or not at all."""

import datetime as dt
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple

import msgspec

from diurna.mark.tables import our_terms
from diurna.mark.user_table import COLUMNS, actors_folder, read_table, table_path
from diurna.run.endpoint import Endpoint
from diurna.run.office_terms import terms
from diurna.run.wikidata import Answer, Holding, Page, holdings, pages, wanted

KEPT = 7 * 24 * 3600
"""Seconds that a page of an interrupted run is good for."""


class Progress(NamedTuple):
    """How far a pull is: pages done of all, and the name of the page that comes next."""

    done: int
    total: int
    page: str


class Update(NamedTuple):
    """What a pull gave: pages asked for and found in the folder, rows written, offices left as our table has them."""

    asked: int
    kept: int
    rows: int
    left: tuple[tuple[str, str], ...]
    path: Path

    def line(self) -> str:
        """Return it in one line."""
        left = f"; {len(self.left)} offices left as ours" if self.left else ""
        return f"diurna: {self.asked} pages asked for, {self.kept} kept: {self.rows} rows in {self.path}{left}"


def update(
    countries: Collection[str],
    endpoint: Endpoint,
    *,
    organizations: bool = True,
    told: Callable[[Progress], None] = lambda _progress: None,
) -> Update:
    """Pull the office holders of some countries and replace their rows in the user's table; others' rows stay.

    Every finished page is kept until the table is written, so that the next run asks for the rest only.  Raise
    PullError where the endpoint gives up, OSError where the folder cannot be written, and RuleError where the table that
    is there is damaged.
    """
    before = read_table(table_path())
    wanted_pages = tuple(pages(countries, organizations=organizations))
    homes = {head.item: head.country for head in wanted().organizations.heads}
    found: list[tuple[str, Holding]] = []
    kept = 0
    for number, page in enumerate(wanted_pages):
        told(Progress(number, len(wanted_pages), page.name))
        answer, was_kept = _answer(page, endpoint)
        kept += was_kept
        found += [
            (page.country or homes[one.kind], one) for one in holdings(answer) if page.country or one.kind in homes
        ]
    told(Progress(len(wanted_pages), len(wanted_pages), "table"))
    made = terms(found, our_terms())
    pulled = {*countries, *(homes.values() if organizations else ())}
    others = [row for row in before.rows if row.get("country") not in pulled] if before else []
    rows = {row.cells() for row in made.rows}
    about = f"# pulled {_today()} from {endpoint.url} (Wikidata, CC0): {len(rows)} rows of {len(wanted_pages)} pages"
    rows |= {tuple(row.get(column, "") for column in COLUMNS) for row in others}
    lines = [about, "\t".join(COLUMNS), *("\t".join(row) for row in sorted(rows))]
    write_whole(table_path(), ("\n".join(lines) + "\n").encode())
    shutil.rmtree(_pages_folder(), ignore_errors=True)
    return Update(len(wanted_pages) - kept, kept, len(rows), made.left, table_path())


def unfinished() -> int:
    """Return how many pages an interrupted run has left that the next one need not ask for."""
    return sum(1 for path in _pages_folder().glob("*.json") if _is_fresh(path))


def forget() -> bool:
    """Remove the user's table and the pages kept, so that ours alone counts; tell whether there was a table."""
    there = table_path().exists()
    table_path().unlink(missing_ok=True)
    shutil.rmtree(_pages_folder(), ignore_errors=True)
    return there


def _answer(page: Page, endpoint: Endpoint) -> tuple[Answer, bool]:
    """Return the answer to a page and whether it was kept from an earlier run."""
    name = hashlib.sha256(f"{endpoint.url}\n{page.query}".encode()).hexdigest()[:24]
    path = _pages_folder() / f"{name}.json"
    if _is_fresh(path):
        try:
            return msgspec.json.decode(path.read_bytes(), type=Answer), True
        except (OSError, msgspec.DecodeError):
            path.unlink(missing_ok=True)
    data, answer = endpoint.ask(page.query, Answer)
    write_whole(path, data)
    return answer, False


def _is_fresh(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime < KEPT
    except OSError:
        return False


def _pages_folder() -> Path:
    return actors_folder() / "pages"


def _today() -> str:
    return dt.datetime.now(dt.UTC).date().isoformat()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under a temporary name and rename it when it is whole; whatever stood there stays until then.

    Raise OSError naming the file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished_path = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished_path).replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        Path(unfinished_path).unlink(missing_ok=True)
