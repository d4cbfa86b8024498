"""One thing that a report shows: a table with its filter and n, perhaps a picture, and the documents behind it.

It stands apart as the plain value between the analyses, which know no HTML, and the report, which computes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

Cell = str | int | float | None


class Form(StrEnum):
    """How a column's cells are written."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    RATIO = "ratio"
    P = "p"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and how its cells are written; shares are 0..1."""

    title: str
    form: Form = Form.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; a cell without a value is None."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Members:
    """The documents of one row or bar, by hash, in the store's order."""

    label: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A table with what an analyst must know to read it.

    `id` names its files and its anchor; `filter` says which decisions count; `picture` is SVG or None.
    """

    id: str
    title: str
    says: str
    filter: str
    n: int
    table: Table
    picture: str | None = None
    described: str = ""
    notes: tuple[str, ...] = ()
    members: tuple[Members, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """Exhibits under one heading, with a paragraph before them."""

    id: str
    title: str
    text: str
    exhibits: Sequence[Exhibit] = field(default=())


SMALL = 30
"""Below this many decisions a rate is marked as resting on few: a Wilson interval is then at least 30 points wide
around one half."""


def few(n: int) -> str:
    """The mark of a rate that rests on few decisions, "" where it does not."""
    return "few" if n < SMALL else ""
