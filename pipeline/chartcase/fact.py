"""One statement about this patient, with the words that say it (the fact contract).

It stands apart because finding, assembling, checking and delivering all speak it; names and values are fixed by
`schema_version`.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

SCHEMA_VERSION = "1.0"


class Assertion(StrEnum):
    """What the record says of the statement."""

    PRESENT = "present"
    ABSENT = "absent"
    NOT_DOCUMENTED = "not_documented"
    PLANNED = "planned"
    RECOMMENDED = "recommended"
    HISTORICAL = "historical"
    HYPOTHETICAL = "hypothetical"
    POSSIBLE = "possible"


class Grade(StrEnum):
    """How the words carry the statement: outright, by inference, or on a reviewer's word alone."""

    EXPLICIT = "explicit"
    IMPLIED = "implied"
    ATTESTED = "attested"


class Speaker(StrEnum):
    """Whose statement it is, not whose document it stands in."""

    PATIENT = "patient"
    TREATING = "treating"
    RADIOLOGY = "radiology"
    OPERATIVE = "operative"
    THERAPY = "therapy"
    UR = "ur"
    IRO = "iro"
    HEARING = "hearing"
    REVIEWER = "reviewer"
    UNKNOWN = "unknown"


class DatePrecision(StrEnum):
    """How much of a date the text gives."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    MASKED = "masked"
    RELATIVE = "relative"


class Frozen(BaseModel):
    """A value that is never edited; errors never repeat the input."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class FactDate(Frozen):
    """When it happened: the words, an ISO date as far as they give one, and the place in the document's order."""

    raw: str
    iso: str | None = None
    precision: DatePrecision
    order: int = Field(ge=0, description="place among the dates of the document, from 0")


class Evidence(Frozen):
    """The words: `quote == text[start:end]` of `source`'s text; boxes in points from the page's top left."""

    source: str
    page: int = Field(ge=1)
    start: int = Field(ge=0)
    end: int
    quote: str = Field(min_length=1)
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    doubtful: bool = Field(default=False, description="true where the quote rests on a word that was read with doubt")

    @model_validator(mode="after")
    def _quote_has_its_length(self) -> "Evidence":
        if self.end - self.start != len(self.quote):
            raise ValueError("the quote must have the length of its span")
        return self


class Range(Frozen):
    """A quantity given as a range, lo <= hi."""

    lo: float
    hi: float


Number = int | float
Value = bool | int | float | str | Range | tuple[str, ...]
"""What a key of a fact's value can hold; rules/findings/<type>.yaml says which keys a type has and what each holds."""


class Fact(Frozen):
    """One statement about this patient."""

    id: Annotated[str, Field(pattern=r"^f\d{4,}$")]
    type: str
    value: dict[str, Value]
    assertion: Assertion
    grade: Grade = Grade.EXPLICIT
    stated_by: Speaker
    date: FactDate | None = None
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    confidence: float = Field(ge=0.0, le=1.0)
    rule: str
    repeats: str | None = Field(
        default=None, description="the fact that this one is, on a page that came twice: the two are one statement"
    )

    def __repr__(self) -> str:
        """No chart text: id and type only."""
        return f"Fact({self.id}, {self.type})"

    __str__ = __repr__
