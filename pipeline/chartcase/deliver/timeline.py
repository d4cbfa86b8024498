"""The course of care in words: what happened when, what has only a masked date, what has none.

It stands apart because a masked or missing date must be said and never drawn as if it were known.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from chartcase.case.case import Case
from chartcase.deliver.worksheet_words import label, phrase
from chartcase.fact import Assertion, DatePrecision, Fact, Frozen

CARE = frozenset(
    {
        "physical_therapy",
        "medication_trial",
        "conservative_care",
        "prior_injection",
        "prior_surgery",
        "imaging_study",
        "electrodiagnostic",
        "injury",
        "request",
    }
)
HAPPENED = frozenset({Assertion.PRESENT, Assertion.HISTORICAL, Assertion.PLANNED})


class Dated(StrEnum):
    """How much of a date there is."""

    KNOWN = "known"
    MASKED = "masked"
    NONE = "none"


class CareEntry(Frozen):
    """One step of care; `when` is the record's own words, "" where it gives none."""

    dated: Dated
    when: str
    sort: str = ""
    what: str
    row: str
    page: int


def care_timeline(case: Case, row_of: Mapping[str, str], first_pages: Mapping[str, int]) -> tuple[CareEntry, ...]:
    """Known dates in order of time, then masked ones and those without a date in the record's order."""
    seen: set[tuple[str, str]] = set()
    entries: list[CareEntry] = []
    for entry in _entries(case, row_of, first_pages):
        if (entry.row, entry.when) not in seen:
            seen.add((entry.row, entry.when))
            entries.append(entry)
    known = sorted((entry for entry in entries if entry.dated is Dated.KNOWN), key=lambda entry: entry.sort)
    masked = [entry for entry in entries if entry.dated is Dated.MASKED]
    return (*known, *masked, *(entry for entry in entries if entry.dated is Dated.NONE))


def _entries(case: Case, row_of: Mapping[str, str], first_pages: Mapping[str, int]) -> Iterator[CareEntry]:
    for fact in case.facts:
        plain_request = fact.type == "request" and fact.date is None
        if fact.type in CARE and fact.assertion in HAPPENED and fact.id in row_of and not plain_request:
            first = fact.evidence[0]
            dated, when = _when(fact)
            yield CareEntry(
                dated=dated,
                when=when,
                sort=(fact.date.iso or "") if fact.date else "",
                what=f"{label(fact)}: {phrase(fact)}",
                row=row_of[fact.id],
                page=first_pages.get(first.source, 0) + first.page,
            )


def _when(fact: Fact) -> tuple[Dated, str]:
    if fact.date is None:
        return Dated.NONE, ""
    if fact.date.precision is DatePrecision.MASKED or fact.date.iso is None:
        return Dated.MASKED, fact.date.raw
    return Dated.KNOWN, fact.date.raw
