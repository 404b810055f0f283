"""DuckDB over the parts: one view per table, one reading per article, and questions that can only read."""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from diurna.errors import QueryError
from diurna.ledger.parts import SEEN
from diurna.ledger.tables import tables

TABLE_FUNCTIONS = frozenset(
    {
        "duckdb_columns", "duckdb_functions", "duckdb_types", "duckdb_views", "generate_series", "histogram",
        "histogram_values", "json_each", "json_tree", "range", "repeat", "repeat_row", "unnest",
    }
)  # fmt: skip
"""Functions that a question may use as a table: none of them reaches outside the ledger."""

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "allow_community_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "temp_directory": "",
}
"""Nothing is fetched, no variable of the calling program is a table, nothing spills into the current folder."""

CURRENT = """
create table current as
select article, part, first_seen
from (
    select article, part, min(seen) over (partition by article) as first_seen,
           row_number() over (partition by article order by failed, seen desc, part) as place
    from all_seen
)
where place = 1
"""
"""One reading per article: the newest coding that did not fail, ties by part name."""

VIEWS = """
create view articles as select all_articles.* exclude (article, reading), first_seen
    from all_articles join current using (article, part);
create view readings as select article, part, reading from all_articles semi join current using (article, part);
"""


def connected(folder: Path, names: Sequence[str]) -> duckdb.DuckDBPyConnection:
    """Return a connection in memory with the views over these parts; nothing outside `folder` can be reached."""
    connection = duckdb.connect(":memory:", config=CONFIG)
    connection.execute("set timezone = 'UTC'")
    connection.execute(f"set allowed_directories = [{_quoted(f'{folder}/')}]")
    for table, schema in {**{name: table.schema for name, table in tables().items()}, "seen": SEEN}.items():
        _attach(connection, f"all_{table}", schema, [folder / name / f"{table}.parquet" for name in names])
    connection.execute(CURRENT)
    connection.execute(VIEWS)
    for table in tables():
        if table != "articles":
            rows = f"select * from all_{table} semi join current using (article, part)"  # noqa: S608 - our own names
            connection.execute(f"create view {table} as {rows}")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def asked(connection: duckdb.DuckDBPyConnection, text: str) -> pa.Table:
    """Answer one SELECT; raise QueryError for anything that could write, reach out, or is not SQL."""
    _refuse_all_but_select(connection, text)
    cursor = connection.cursor()
    try:
        cursor.execute("begin transaction read only")
        return _answered(cursor, text)
    except duckdb.Error as error:
        raise QueryError(_first_lines(error)) from error
    finally:
        cursor.close()


def _answered(cursor: duckdb.DuckDBPyConnection, text: str) -> pa.Table:
    """Run a question in a thread of its own, so that Ctrl-C can stop it in the middle of a long step."""
    with ThreadPoolExecutor(1, thread_name_prefix="diurna-question") as thread:
        answer = thread.submit(lambda: cursor.sql(text).to_arrow_table())
        try:
            return answer.result()
        except KeyboardInterrupt:
            cursor.interrupt()
            raise


def _attach(connection: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, files: Sequence[Path]) -> None:
    if not files:
        connection.register(f"no_{name}", schema.empty_table())
        connection.execute(f"create table {name} as from no_{name}")
        connection.unregister(f"no_{name}")
        return
    listed = ", ".join(_quoted(str(file)) for file in files)
    connection.execute(f"create view {name} as select * from read_parquet([{listed}])")  # noqa: S608 - quoted


def _refuse_all_but_select(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    try:
        row = connection.execute("select json_serialize_sql(?::varchar)", [text]).fetchone()
    except duckdb.Error as error:
        raise QueryError(_first_lines(error)) from error
    told: dict[str, Any] = json.loads(row[0] if row else "{}")
    if told.get("error", True):
        refused = told.get("error_type") == "not implemented"
        raise QueryError("only SELECT can be asked" if refused else told.get("error_message", "not SQL"))
    if len(told["statements"]) != 1:
        raise QueryError(f"one SELECT at a time, not {len(told['statements'])}")
    for node in _nodes(told):
        kind, function = str(node.get("type", "")), node.get("function")
        if kind in {"INSERT_QUERY_NODE", "UPDATE_QUERY_NODE", "DELETE_QUERY_NODE", "MERGE_QUERY_NODE"}:
            raise QueryError("only SELECT can be asked")
        if kind == "TABLE_FUNCTION" and isinstance(function, dict):
            name = str(function.get("function_name", "")).lower()
            if name not in TABLE_FUNCTIONS:
                raise QueryError(f"{name} cannot be asked: a question reads the ledger and nothing else")


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    todo = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, dict):
            yield node
            todo.extend(node.values())
        elif isinstance(node, list):
            todo.extend(node)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _first_lines(error: Exception) -> str:
    return str(error).split("\n\nLINE ")[0].replace("\n", " ").strip()
