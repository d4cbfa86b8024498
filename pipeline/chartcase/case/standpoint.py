"""Where a fact stands: its document, visit, section and sentence, and the words around its own.

It stands apart because two facts that differ clash or not by where each is said, and a fact itself does not know.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chartcase.case.visits import Visit, Visits
from chartcase.fact import Fact
from chartcase.segment.outline import Outline

_BORDER = re.compile(r"[;:.] |, |\n|\b(?:and|but|while|whereas|of which|although|however|then)\b")


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a fact stands; `kind` is that of its document, `passage` its sentence, in which its own words are
    [start, end); `visit` is the visit that it tells of, `written` the day of its document."""

    document: tuple[str, int]
    kind: str
    entry: int | None
    section: str
    sentence: int
    passage: str = field(default="", repr=False)
    start: int = 0
    end: int = 0
    visit: Visit | None = None
    written: str | None = None

    @property
    def clause(self) -> str:
        """The fact's own words with those around them up to the nearest border of a clause on either side."""
        before = [border.end() for border in _BORDER.finditer(self.passage, 0, self.start)]
        after = _BORDER.search(self.passage, self.end)
        return self.passage[before[-1] if before else 0 : after.start() if after else len(self.passage)]


Standpoints = Mapping[str, Standpoint]
"""By fact id."""


def standpoints_of(outline: Outline, facts: Iterable[Fact], days: Sequence[str | None]) -> Standpoints:
    """Where each fact of an outline stands; `days` are those of its documents, in their order."""
    visits = Visits(outline, days)
    return {fact.id: _standpoint(outline, fact, visits) for fact in facts}


def _standpoint(outline: Outline, fact: Fact, visits: Visits) -> Standpoint:
    first = fact.evidence[0]
    sentence = outline.sentence_of_record(first.start)
    entry = sentence.encounter.index if sentence.encounter is not None else None
    passage = outline.text(sentence)
    start = min(max(outline.stream_offset(first.start) - sentence.start, 0), len(passage))
    end = min(max(outline.stream_offset(first.end - 1) + 1 - sentence.start, start), len(passage))
    document = (outline.record.source, sentence.document.index)
    kind, section = sentence.document.kind, sentence.section.kind
    visit, written = visits.at(first.start, sentence.document, sentence.encounter), visits.day_of(sentence.document)
    return Standpoint(document, kind, entry, section, sentence.index, passage, start, end, visit, written)
