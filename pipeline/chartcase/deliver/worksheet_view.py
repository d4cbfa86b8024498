"""The values that a worksheet shows: rows, places, criteria, conflicts and pages, each in words.

It stands apart so that every form of the worksheet depends on these alone, not on how they are made.
"""

from pydantic import Field

from chartcase.deliver.searched import NotFound
from chartcase.deliver.timeline import CareEntry
from chartcase.deliver.worksheet_marks import Mark, Review, State
from chartcase.fact import Frozen, Value


class Place(Frozen):
    """Words on a page: its number over all sources, the quote, boxes in points, offsets in the text of the page."""

    page: int
    quote: str
    start: int
    end: int
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    doubtful: bool = False
    fact: str
    says: str
    by: str


class Row(Frozen):
    """One thing that the record says, with all its places; `id` is the fact that speaks for it."""

    id: str
    facts: tuple[str, ...]
    group: str
    type: str
    label: str
    value: str
    raw: dict[str, Value]
    assertion: str
    by: str
    when: str = ""
    sure: int = Field(description="how sure the reading is, in percent")
    state: State
    mark: Mark | None = None
    carries: tuple[str, ...] = Field(default=(), description="titles of criteria that rest on it")
    conflict: str | None = None
    places: tuple[Place, ...]


class Link(Frozen):
    """A page to go to, and the row there."""

    page: int
    row: str


class CriterionRow(Frozen):
    """One criterion in words; `before` is its status before the review, where it differs."""

    id: str
    title: str
    status: str
    sign: str
    words: str
    reason: str
    ask: str | None
    before: str | None = None
    links: tuple[Link, ...] = ()


class MissingRow(Frozen):
    """Something to ask for."""

    ask: str
    why: str
    criteria: tuple[str, ...]


class Option(Frozen):
    """One side of a conflict."""

    fact: str
    row: str
    value: str
    by: str
    page: int
    quote: str


class ConflictRow(Frozen):
    """Values that cannot all hold; `chosen` is a fact's id once a reviewer chose."""

    id: str
    title: str
    options: tuple[Option, ...]
    chosen: str | None = None


class PageView(Frozen):
    """One page: number over all sources, its size in points (0 for plain text), how it was read, its text."""

    number: int
    source: str
    own: int
    width: float
    height: float
    read_as: str
    warnings: tuple[str, ...] = ()
    picture: bool = False
    text: str = ""


class GroupView(Frozen):
    """A group of rows."""

    id: str
    title: str


class Worksheet(Frozen):
    """All that a worksheet shows."""

    name: str
    request: str
    policy: str
    policy_id: str
    policy_version: str
    program: str
    overall: str
    groups: tuple[GroupView, ...]
    criteria: tuple[CriterionRow, ...]
    missing: tuple[MissingRow, ...]
    rows: tuple[Row, ...]
    conflicts: tuple[ConflictRow, ...]
    not_found: tuple[NotFound, ...]
    care: tuple[CareEntry, ...]
    pages: tuple[PageView, ...]
    notes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    review: Review

    @property
    def answered(self) -> tuple[tuple[str, str], ...]:
        """Each question that stops the review, with its answer or "not answered"."""
        return tuple((question, self.review.answers.get(question, "not answered")) for question in self.questions)

    @property
    def checked(self) -> int:
        """How many rows a reviewer has dealt with."""
        return sum(row.state is not State.DRAFT for row in self.rows)
