"""The structured case: facts of one or more sources with their groups, conflicts and derived quantities.

It stands apart as the value that checking, the worksheet and the corpus store read; it knows nothing of how facts are
found.
"""

from enum import StrEnum

from pydantic import Field

from chartcase.fact import SCHEMA_VERSION, Fact, Frozen, Value


class NumberedBy(StrEnum):
    """Who counted the pages: the sender's fax machine, or the document itself."""

    FAX = "fax"
    PRINTED = "printed"


class FaxStripe(Frozen):
    """What the sender's stripe on a page says; None where it does not say so."""

    sender: str | None = None
    recipient: str | None = None
    time: str | None = None
    number: int | None = None
    of: int | None = None


class SourcePage(Frozen):
    """A page of a source: size in points (0 for text), how it was read ("text", "digital", "ocr", "unreadable"), the
    sender's stripe, and the page n of m that the document prints."""

    number: int = Field(ge=1)
    read_as: str
    width: float = 0.0
    height: float = 0.0
    warnings: tuple[str, ...] = ()
    fax: FaxStripe | None = None
    printed: tuple[int, int] | None = None


class PageKind(StrEnum):
    """What a page of a packet belongs to, as a reader sorts a fax."""

    COVER = "cover"
    OFFICE_VISIT = "office_visit"
    THERAPY = "therapy"
    IMAGING = "imaging"
    OPERATIVE = "operative"
    UR_LETTER = "ur_letter"
    DECISION = "decision"
    OTHER = "other"


class SourceDocument(Frozen):
    """One document inside a source: its kind as in the gold format ("clinical_note", "ur_letter", ...), what a reader
    would sort it under, first and last page."""

    kind: str
    page_kind: PageKind = PageKind.OTHER
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


class DuplicatePage(Frozen):
    """A page that repeats an earlier one; `likeness` is the share of words that agree, 0..1."""

    source: str
    page: int = Field(ge=1)
    of_source: str
    of_page: int = Field(ge=1)
    likeness: float


class MissingPage(Frozen):
    """A page that the numbers of the others speak of and that is not there; it would follow `after_page`."""

    source: str
    number: int = Field(ge=1)
    of: int
    by: NumberedBy
    after_page: int | None = None


class CoverCount(Frozen):
    """A cover, on `page`, that says more pages were sent than came: `told` and `came` count the cover too."""

    source: str
    page: int = Field(ge=1)
    told: int
    came: int


class MisplacedPage(Frozen):
    """A page out of order: it bears `number` of `of` and belongs behind `after_page`."""

    source: str
    page: int = Field(ge=1)
    number: int = Field(ge=1)
    of: int
    by: NumberedBy
    after_page: int | None = None


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
    duplicates: tuple[DuplicatePage, ...] = ()
    missing_pages: tuple[MissingPage, ...] = ()
    covers_short: tuple[CoverCount, ...] = ()
    misplaced: tuple[MisplacedPage, ...] = ()
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
