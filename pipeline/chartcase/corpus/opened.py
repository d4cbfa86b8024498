"""A store read for an analysis: its decisions a part at a time, and what it holds in counts.

It stands apart as the one place where the analysis touches Parquet.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar, cast

import pyarrow.parquet as pq

from chartcase.corpus.coverage import Failure, Holdings
from chartcase.corpus.decided import Batch, Decision, decisions
from chartcase.corpus.report import Place
from chartcase.corpus.schema import (
    ConflictRow,
    CriterionRow,
    DecisionRow,
    DocumentRow,
    FactRow,
    TableName,
    TextSpan,
)
from chartcase.corpus.store import Commit, Store

R = TypeVar("R", DocumentRow, DecisionRow, FactRow, CriterionRow, ConflictRow)
COUNTED = ("document", "name", "path", "pages", "unreadable_pages", "same_as")


def read_decisions(store: Store) -> Iterator[Decision]:
    """Every decision of the store, in its order; the rows of one commit are in memory at a time."""
    return decisions(_batch(store.folder, commit) for commit in store.commits)


def all_decisions(store: Store, each: Callable[[object], None]) -> list[Decision]:
    """Every decision of the store; `each` is called with one when it is read."""
    found: list[Decision] = []
    for one in read_decisions(store):
        found.append(one)
        each(one)
    return found


def decision_count(store: Store) -> int:
    """How many decisions the store has."""
    return store.count(TableName.DECISIONS)


def _batch(folder: Path, commit: Commit) -> Batch:
    return Batch(
        _rows(folder, commit, TableName.DOCUMENTS, DocumentRow),
        _rows(folder, commit, TableName.DECISIONS, DecisionRow),
        _rows(folder, commit, TableName.FACTS, FactRow),
        _rows(folder, commit, TableName.CRITERIA, CriterionRow),
        _rows(folder, commit, TableName.CONFLICTS, ConflictRow),
    )


def _rows(folder: Path, commit: Commit, table: TableName, kind: type[R]) -> list[R]:
    """The rows of a table in one commit; a column that another version added is left alone, one that an older version
    did not have yet is empty."""
    if table not in commit.files:
        return []
    names = [one.name for one in fields(kind)]
    part = cast(Any, pq).ParquetFile(folder / commit.files[table])
    there = set(part.schema_arrow.names)
    read = part.read(columns=[name for name in names if name in there])
    columns = [_plain(read.column(name).to_pylist()) if name in there else [None] * len(read) for name in names]
    return [kind(*cells) for cells in zip(*columns, strict=True)]


def _plain(cells: list[Any]) -> list[Any]:
    """Lists as tuples and spans as such; a cell of another kind as it is."""
    return [_tuple(cell) if isinstance(cell, list) else cell for cell in cells]


def _tuple(items: Any) -> tuple[Any, ...]:
    return tuple(TextSpan(item["start"], item["end"]) if hasattr(item, "keys") else item for item in items)


def places(store: Store) -> dict[str, Place]:
    """Name and path of every document."""
    return {row["document"]: Place(row["name"], row["path"]) for row in _pylist(store, TableName.DOCUMENTS, COUNTED)}


def holdings(store: Store) -> Holdings:
    """What the store holds, in counts; a failure counts by its last attempt."""
    counted = list(_pylist(store, TableName.DOCUMENTS, COUNTED))
    decided = {row["document"] for row in _pylist(store, TableName.DECISIONS, ("document",))}
    read = {row["path"] for row in counted}
    failed = {row["path"]: row for row in _pylist(store, TableName.FAILURES, ("path", "sentence", "exit_code"))}
    return Holdings(
        documents=len(counted),
        pages=sum(row["pages"] for row in counted),
        unreadable_pages=sum(row["unreadable_pages"] for row in counted),
        copies=store.count(TableName.COPIES),
        same_text=sum(row["same_as"] is not None for row in counted),
        with_unreadable=tuple(row["document"] for row in counted if row["unreadable_pages"]),
        without_decision=tuple(row["document"] for row in counted if row["document"] not in decided),
        failures=tuple(
            Failure(path, row["sentence"], row["exit_code"]) for path, row in failed.items() if path not in read
        ),
    )


def _pylist(store: Store, table: TableName, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    for batch in store.batches(table, columns):
        yield from cast(Any, batch).to_pylist()
