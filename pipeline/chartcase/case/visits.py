"""Which visit a statement tells of, and on which day that was, as far as the record says.

It stands apart because what changes from one visit to the next is no contradiction, and a fact does not know its visit.
"""

import re
from bisect import bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from chartcase.segment.days import DAY, day_of_words
from chartcase.segment.outline import Document, Encounter, Outline

_NOTES = frozenset({"clinical_note", "therapy_note", "operative_report", "examination_report"})
_STUDY = "imaging_report"
_HEAD = 500
_LABEL = 40
"""Characters in which a letter, and one that is retold, says that it is one."""
_LETTER = re.compile(
    r"\b(?:letter|appeal\w*|dear|to whom|reconsider\w*|medical necessity|narrative"
    r"|(?:phone|telephone|call) (?:note|log)|questionnaire|intake|checklist|request for|addendum|work status)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?im)^[^\w\n]{0,4}(?:(?:[a-z][\w/&'.]{0,24}[ -]{1,3}){0,5}?"
    r"(?:visit|notes?|consult(?:ation)?|follow[- ]?up|f/u|clinic|evaluation|exam(?:ination)?)\b[^\n.;:\d]{0,20}"
    rf":?[ (-]{{0,4}})?{DAY}"
)
"""A line that opens a visit with its day: "CLINIC NOTE 7/7/2021", "Visit of 3/2/22:", "3/2/22: Office visit"."""
_IMAGED = "imaging"
_TOLD = frozenset({"visit", "therapy", "designated_doctor", "operative", _IMAGED})


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit: `name` tells it from the others of the case, `day` is YYYY-MM-DD where a real date is given; `study`: it
    is no visit but an imaging study with its own report."""

    name: Hashable
    day: str | None
    study: bool = False

    def is_another_than(self, other: "Visit") -> bool:
        """Whether they are two visits, or two studies: not one, and not two notes of one day."""
        return self.study == other.study and self.name != other.name and (self.day is None or self.day != other.day)


class Visits:
    """The visits of one outline, to be asked for many places; `days` are those of its documents, in their order."""

    def __init__(self, outline: Outline, days: Sequence[str | None]) -> None:
        self._source, self._text = outline.record.source, outline.record.text
        self._days = dict(zip((document.index for document in outline.documents), days, strict=True))
        self._marks = {document.index: _marks(outline, document) for document in outline.documents}
        self._notes = frozenset(document.index for document in outline.documents if _is_note(outline, document))

    def day_of(self, document: Document) -> str | None:
        """The day of a document as its head says it; None where it says none."""
        return self._days.get(document.index)

    def at(self, offset: int, document: Document, encounter: Encounter | None) -> Visit | None:
        """The visit told of at a place of the record; None in a letter, a form or a review that tells of none there."""
        if document.sort == _STUDY:
            return Visit((self._source, document.index), self._days.get(document.index), study=True)
        if document.index not in self._notes:
            return self._retold(encounter, document)
        starts, days = self._marks[document.index]
        place = bisect_right(starts, offset) - 1
        if place >= 0:
            return Visit((self._source, document.index, days[place]), days[place])
        if encounter is not None:
            return self._retold(encounter, document)
        return Visit((self._source, document.index), self._days.get(document.index))

    def _retold(self, encounter: Encounter | None, document: Document) -> Visit | None:
        if encounter is None or encounter.kind not in _TOLD:
            return None
        if _LETTER.search(self._text[encounter.date_end : encounter.date_end + _LABEL]):
            return None
        day = day_of_words(encounter.date)
        name = (self._source, document.index, encounter.index)
        return Visit(name, day.isoformat() if day is not None else None, study=encounter.kind == _IMAGED)


def _is_note(outline: Outline, document: Document) -> bool:
    head = outline.record.text[document.start : min(document.start + _HEAD, document.end)]
    return document.sort in _NOTES and not document.asks and _LETTER.search(head) is None


def _marks(outline: Outline, document: Document) -> tuple[list[int], list[str]]:
    """Where visits of one document begin, and their days; none where they are not at least two."""
    text = outline.record.text[document.start : document.end]
    found = [(document.start + mark.start(), day_of_words(mark["day"])) for mark in _HEADING.finditer(text)]
    marks = [(start, day.isoformat()) for start, day in found if day is not None]
    if len({day for _, day in marks}) < 2:
        return [], []
    return [start for start, _ in marks], [day for _, day in marks]
