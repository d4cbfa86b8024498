"""The tables of a store: names, columns and types, and the rows that become them.

It stands apart because building, querying, analysis and Spark all speak it. A column may be added; none is renamed
without a new `SCHEMA_VERSION`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Protocol, cast

import pyarrow as pa

SCHEMA_VERSION = "1.0"


class TableName(StrEnum):
    """The tables, in the order in which a part is written."""

    DOCUMENTS = "documents"
    FACTS = "facts"
    DECISIONS = "decisions"
    CRITERIA = "criteria"
    CONFLICTS = "conflicts"
    COPIES = "copies"
    FAILURES = "failures"


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One file that was read. `document` is the SHA-256 of its bytes, `text_hash` that of its text.

    `same_as` is an earlier document with the same text; `paths` are all paths with the same bytes when it was read;
    `page_starts` is where each page begins in `text`.
    """

    document: str
    name: str
    path: str
    bytes: int
    source_kind: str
    pages: int
    unreadable_pages: int
    document_kind: str | None
    words: int
    facts: int
    conflicts: int
    warnings: tuple[str, ...]
    same_as: str | None
    paths: tuple[str, ...]
    text_hash: str
    page_starts: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact with its first evidence; `value` is JSON with sorted keys."""

    document: str
    fact: str
    type: str
    assertion: str
    grade: str
    stated_by: str
    date_iso: str | None
    date_raw: str | None
    date_precision: str | None
    date_order: int | None
    page: int
    start: int
    end: int
    quote: str
    confidence: float
    rule: str
    value: str


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Text [start, end) of a document."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What a document decided and what was asked for; None where it does not say.

    `reasons` are codes of rules/decisions.yaml that its denials state; `rationale_spans` is what the deciding reviewer
    says himself, outcome included.
    """

    document: str
    stage: str
    outcome: str
    outcome_fact: str
    procedure: str | None
    phase: str | None
    region: str | None
    levels: tuple[str, ...]
    roots: tuple[str, ...]
    laterality: str | None
    approach: str | None
    guidance: str | None
    sedation: str | None
    year: int | None
    year_source: str | None
    specialty: str | None
    organisation: str | None
    state: str | None
    sex: str | None
    age: int | None
    criteria_cited: tuple[str, ...]
    reasons: tuple[str, ...]
    rationale_spans: tuple[TextSpan, ...]


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion of a policy. `reading` is "stated"; or "strict", on explicit facts alone, where a reviewer's word
    carries the status."""

    document: str
    policy: str
    policy_version: str
    criterion: str
    status: str
    reading: str
    facts_for: tuple[str, ...]
    facts_against: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """Facts that cannot all hold."""

    document: str
    field: str
    values: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopyRow:
    """Another path with the bytes of a document."""

    document: str
    path: str


@dataclass(frozen=True, slots=True)
class FailureRow:
    """A file that did not come out; `document` is None where it could not even be hashed, `attempt` counts from 1."""

    document: str | None
    path: str
    sentence: str
    advice: str
    exit_code: int
    attempt: int


class Row(Protocol):
    """Any of the rows above: a dataclass whose fields are the table's columns."""

    @property
    def document(self) -> str | None:
        """Which document it belongs to."""
        ...


_TEXT, _TEXTS = pa.string(), pa.list_(pa.string())
_SPANS = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())]))
_TYPES: Mapping[object, pa.DataType] = {
    str: _TEXT,
    str | None: _TEXT,
    int: pa.int32(),
    int | None: pa.int32(),
    float: pa.float64(),
    tuple[str, ...]: _TEXTS,
    tuple[int, ...]: pa.list_(pa.int32()),
    tuple[TextSpan, ...]: _SPANS,
}
_WIDE: Mapping[tuple[TableName, str], pa.DataType] = {
    (TableName.DOCUMENTS, "bytes"): pa.int64(),
    (TableName.DOCUMENTS, "text"): pa.large_string(),
}
ROWS: Mapping[TableName, type] = {
    TableName.DOCUMENTS: DocumentRow,
    TableName.FACTS: FactRow,
    TableName.DECISIONS: DecisionRow,
    TableName.CRITERIA: CriterionRow,
    TableName.CONFLICTS: ConflictRow,
    TableName.COPIES: CopyRow,
    TableName.FAILURES: FailureRow,
}
KEYS: Mapping[TableName, tuple[str, ...]] = {
    TableName.DOCUMENTS: ("document",),
    TableName.FACTS: ("document", "fact"),
    TableName.DECISIONS: ("document",),
    TableName.CRITERIA: ("document", "policy", "criterion", "reading"),
    TableName.CONFLICTS: ("document", "field", "facts"),
    TableName.COPIES: ("document", "path"),
    TableName.FAILURES: ("path", "attempt"),
}
"""What tells two rows of a table apart."""


def schema_of(table: TableName) -> pa.Schema:
    """The table's columns in order. All may be null: a part that was written before a column was added lacks it."""
    return pa.schema([_field(table, column.name, column.type) for column in fields(ROWS[table])])


def _field(table: TableName, name: str, annotation: object) -> "pa.Field[pa.DataType]":
    return pa.field(name, _WIDE.get((table, name), _TYPES[annotation]))


def table_of(name: TableName, rows: Sequence[Row]) -> pa.Table:
    """The rows as a table of that schema."""
    schema = schema_of(name)
    records = [{column: _plain(getattr(row, column)) for column in schema.names} for row in rows]
    return pa.Table.from_pylist(records, schema=schema)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        items = cast(tuple[object, ...], value)
        return [{"start": item.start, "end": item.end} if isinstance(item, TextSpan) else item for item in items]
    return value
