"""The structured case: facts of one or more sources with their groups, conflicts and derived quantities.

It stands apart as the value that checking, the worksheet and the corpus store read; it knows nothing of how facts are
found.
"""

from pydantic import Field

from chartcase.fact import SCHEMA_VERSION, Fact, Frozen, Value


class SourcePage(Frozen):
    """A page of a source: size in points (0 for text), how it was read ("text", "digital", "ocr", "unreadable")."""

    number: int = Field(ge=1)
    read_as: str
    width: float = 0.0
    height: float = 0.0
    warnings: tuple[str, ...] = ()


class SourceDocument(Frozen):
    """One document inside a source: its kind as in the gold format ("clinical_note", "ur_letter", ...), first and
    last page."""

    kind: str
    first_page: int = Field(ge=1)
    last_page: int = Field(ge=1)
    start: int = Field(default=0, ge=0)
    end: int = Field(default=0, ge=0)
    title: str | None = None
    date: str | None = None
    author: str | None = None


class Source(Frozen):
    """One file of the record. `status` is "read" or "read_with_warnings"."""

    name: str
    sha256: str
    status: str = "read"
    pages: tuple[SourcePage, ...]
    documents: tuple[SourceDocument, ...] = ()
    warnings: tuple[str, ...] = ()


class PageRef(Frozen):
    """A page of a source."""

    source: str
    page: int = Field(ge=1)


class Place(Frozen):
    """Where something stands in a source's text: [start, end); it never repeats the words."""

    field: str
    source: str
    page: int = Field(ge=1)
    start: int = Field(ge=0)
    end: int


class Patient(Frozen):
    """One person whom pages name as the patient: the pages, where their name, birth date or number stands, and what
    differs from the first person of the case."""

    pages: tuple[PageRef, ...] = Field(min_length=1)
    differs: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


class Conflict(Frozen):
    """Facts that cannot all hold: `field` is "<type>.<key>"; facts by id; the values that stand against each other."""

    field: str
    facts: tuple[str, ...] = Field(min_length=2)
    values: tuple[str, ...] = Field(min_length=2)


class Unreadable(Frozen):
    """Words that name no thing of their kind (a dictation slip such as a disc "K-1"): flagged, never guessed."""

    source: str
    page: int = Field(ge=1)
    start: int = Field(ge=0)
    end: int
    quote: str
    why: str


class Group(Frozen):
    """Facts that restate the same thing, in order of appearance; the first has the fullest value."""

    type: str
    facts: tuple[str, ...] = Field(min_length=1)


class Derived(Frozen):
    """A quantity computed from facts. `value` is None where it cannot be computed, and `why` then says what is
    missing."""

    name: str
    value: Value | None = None
    unit: str | None = None
    facts: tuple[str, ...] = ()
    why: str | None = None


class Case(Frozen):
    """The record of one patient, structured."""

    schema_version: str = SCHEMA_VERSION
    program_version: str
    sources: tuple[Source, ...]
    facts: tuple[Fact, ...]
    groups: tuple[Group, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    derived: tuple[Derived, ...] = ()
    patients: tuple[Patient, ...] = Field(
        default=(), description="persons whom the pages name as the patient; more than one raises a question"
    )
    questions: tuple[str, ...] = Field(
        default=(), description="what a person must answer first (two patients in one packet)"
    )
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """No chart text: counts only."""
        return f"Case({len(self.sources)} sources, {len(self.facts)} facts, {len(self.conflicts)} conflicts)"

    __str__ = __repr__

    def fact(self, fact_id: str) -> Fact:
        """The fact of that id.

        Raises:
            KeyError: there is none.
        """
        for fact in self.facts:
            if fact.id == fact_id:
                return fact
        raise KeyError(fact_id)
