"""The outline of a record: documents, sections, dated entries and sentences over one clean stream.

It stands apart as the value that finding reads: every sentence knows where it stands, who speaks and whether it speaks
about the patient at all.
"""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from chartcase.fact import Speaker
from chartcase.record import Furniture, Record
from chartcase.segment.stream import Stream


class Role(StrEnum):
    """What a sentence does; only a statement says something about this patient."""

    STATEMENT = "statement"
    QUESTION = "question"
    REQUIREMENT = "requirement"
    GUIDELINE = "guideline"
    LITERATURE = "literature"
    RECOMMENDATION = "recommendation"
    NAVIGATION = "navigation"
    FORM = "form"
    FAMILY = "family"
    CONSENT = "consent"
    HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True, slots=True)
class Section:
    """The section a sentence stands in: `kind` as in rules/sections.yaml ("other" for a heading nobody knows, ""
    before any)."""

    kind: str
    title: str
    role: Role
    speaker: Speaker | None


@dataclass(frozen=True, slots=True)
class Encounter:
    """A dated entry of a retold history: its kind as in rules/encounters.yaml, the date's words and record span."""

    index: int
    kind: str
    speaker: Speaker
    date: str
    date_start: int
    date_end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the record: kind as in the gold format, record span, and whose statements it makes; `asks`: it is
    a form that asks for a service."""

    index: int
    kind: str
    start: int
    end: int
    speaker: Speaker
    title: str = ""
    sort: str = ""
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """Stream text [start, end). `heading`: it is a heading line; `item`: it stands in a list; `paragraph`: its number;
    what lies outside [said_from, said_to) is policy text inside a statement."""

    index: int
    start: int
    end: int
    role: Role
    section: Section
    document: Document
    encounter: Encounter | None
    paragraph: int
    heading: bool = False
    item: bool = False
    said_from: int = 0
    said_to: int = 0

    @property
    def speaker(self) -> Speaker:
        """Whose statement it is when its own words don't say."""
        return self.encounter.speaker if self.encounter is not None else self.document.speaker


@dataclass(frozen=True, slots=True)
class Outline:
    """A record's structure; sentences are in the order of the stream."""

    record: Record
    stream: Stream
    documents: tuple[Document, ...]
    encounters: tuple[Encounter, ...]
    sentences: tuple[Sentence, ...]
    furniture: tuple[Furniture, ...]

    def text(self, sentence: Sentence) -> str:
        """The clean text of a sentence."""
        return self.stream.text[sentence.start : sentence.end]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds the stream offset."""
        return self.sentences[max(bisect_right(self.sentences, offset, key=lambda item: item.start) - 1, 0)]

    def stream_offset(self, offset: int) -> int:
        """The stream offset of a record offset (of the words before it where furniture stands there)."""
        run = max(bisect_right(self.stream.record_starts, offset) - 1, 0)
        shift = offset - self.stream.record_starts[run] if self.stream.plain[run] else 0
        return self.stream.clean_starts[run] + max(shift, 0)

    def sentence_of_record(self, offset: int) -> Sentence:
        """The sentence that holds the record offset (the last one before it where furniture stands there)."""
        return self.sentence_at(self.stream_offset(offset))
