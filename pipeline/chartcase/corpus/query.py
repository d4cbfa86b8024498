"""SQL over a store through DuckDB, read-only: the committed tables are there, and nothing else of the machine is.

It stands apart because a query is somebody's text: one SELECT, no file but the store's parts, no network, no spill of
record text to disk, and no message that could hold words of a record.
"""

import csv
import io
import json
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import duckdb

from chartcase.corpus.schema import TableName, schema_of
from chartcase.corpus.store import Store
from chartcase.deliver.forms import harmless
from chartcase.errors import QueryError
from chartcase.terminal import shown

MEMORY = "1GB"
_ROWS = 500
_SPOKEN = (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException)
"""Errors about the query's own words; any other message could quote a value of a record."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of a result and its rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[object, ...]]


@contextmanager
def asking(store: Store) -> Generator[duckdb.DuckDBPyConnection]:
    """A connection in memory that sees the store's tables as views; closed at the end."""
    settings = {"memory_limit": MEMORY, "temp_directory": "", "autoinstall_known_extensions": "false"}
    connection = duckdb.connect(":memory:", config=cast(Any, settings))
    try:
        for table in TableName:
            _view(connection, store, table)
        files = [str(file.resolve()) for table in TableName for file in store.files(table)]
        connection.execute(f"SET allowed_paths = {_listed(files)}")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection
    finally:
        connection.close()


def answered(connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[object] = ()) -> Answer:
    """The answer to one SELECT; `values` fill its question marks.

    Raises:
        QueryError: it is no single SELECT, or it fails.
    """
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise QueryError("A query is one SELECT.")
        cursor = connection.execute(statements[0], list(values))
    except duckdb.Error as error:
        raise _told(error) from None
    columns = tuple(str(column[0]) for column in cursor.description or ())
    return Answer(columns, _rows(cursor))


def _rows(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    try:
        while rows := cursor.fetchmany(_ROWS):
            yield from rows
    except duckdb.Error as error:
        raise _told(error) from None


def _told(error: duckdb.Error) -> QueryError:
    if isinstance(error, _SPOKEN):
        return QueryError(shown(str(error).partition("\n")[0]))
    if isinstance(error, duckdb.PermissionException):
        return QueryError("A query sees the tables of the store alone.")
    return QueryError(f"The query failed ({type(error).__name__}).")


def _view(connection: duckdb.DuckDBPyConnection, store: Store, table: TableName) -> None:
    # an empty table first: it gives every column its type and its place, also where an older part lacks one
    empty = schema_of(table).empty_table()
    connection.register("empty_rows", empty)
    connection.execute(f"CREATE TABLE no_{table} AS SELECT * FROM empty_rows")  # noqa: S608 - our own names
    connection.unregister("empty_rows")
    parts = [f"SELECT * FROM no_{table}"]  # noqa: S608 - as above
    if files := [str(file.resolve()) for file in store.files(table)]:
        parts.append(f"SELECT * FROM read_parquet({_listed(files)}, union_by_name = true)")  # noqa: S608 - as above
    connection.execute(f"CREATE VIEW {table} AS {' UNION ALL BY NAME '.join(parts)}")


def _listed(words: Sequence[str]) -> str:
    quoted = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    return f"[{quoted}]"


def as_json(answer: Answer) -> Iterator[str]:
    """The lines of a JSON array of objects, one row a line."""
    yield "["
    before = ""
    for row in answer.rows:
        if before:
            yield before + ","
        before = json.dumps(dict(zip(answer.columns, row, strict=True)), default=str, ensure_ascii=True)
    if before:
        yield before
    yield "]"


def as_csv(answer: Answer) -> Iterator[str]:
    """The lines of a CSV file, header first, in which no cell is taken for a formula."""
    yield _csv_line(answer.columns)
    for row in answer.rows:
        yield _csv_line(["" if value is None else _cell(value) for value in row])


def as_lines(answer: Answer) -> Iterator[str]:
    """Columns between bars, one row a line; control characters are shown, not sent."""
    yield " | ".join(shown(column) for column in answer.columns)
    for row in answer.rows:
        yield " | ".join("" if value is None else shown(_cell(value)) for value in row)


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, default=str, ensure_ascii=True) if isinstance(value, list | dict) else str(value)


def _csv_line(cells: Sequence[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow([harmless(cell) for cell in cells])
    return stream.getvalue()
