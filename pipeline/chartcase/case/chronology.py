"""Which of two facts is newer, where that can be told at all.

It stands apart because masked dates make it a three-valued question: two real dates, or places in one document.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from chartcase.case.case import Source
from chartcase.fact import Fact, FactDate

DAYS_A_WEEK = 7.0
DAYS_A_MONTH = 30.4
"""As the fact contract counts them."""


def days(when: FactDate | None) -> tuple[date, date] | None:
    """First and last day that the date can mean; None for a masked, relative or missing date."""
    if when is None or when.iso is None:
        return None
    return iso_days(when.iso)


def iso_days(text: str) -> tuple[date, date] | None:
    """First and last day of "2024", "2024-05" or "2024-05-17"; None for anything else."""
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or not 1 <= len(parts) <= 3:
        return None
    year, month, day = (*[int(part) for part in parts], None, None)[:3]
    try:
        first = date(int(year or 0), month or 1, day or 1)
        return (first, first if day else _last_day(first, whole_year=month is None))
    except ValueError:
        return None


def _last_day(first: date, *, whole_year: bool) -> date:
    if whole_year:
        return date(first.year, 12, 31)
    following = date(first.year + (first.month == 12), first.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def months_between(earlier: date, later: date) -> float:
    """Calendar months: 30 June to 30 June of the next year are 12, whatever the days between."""
    whole = (later.year - earlier.year) * 12 + later.month - earlier.month
    return whole + (later.day - earlier.day) / DAYS_A_MONTH


def newer(one: Fact, other: Fact, sources: Sequence[Source]) -> bool | None:
    """Whether `one` is newer than `other`; None where the record does not tell.

    Real dates decide; else the order of the words inside one document, because a history is told from old to new.
    """
    one_days, other_days = days(one.date), days(other.date)
    if one_days and other_days:
        if one_days[0] > other_days[1]:
            return True
        return False if other_days[0] > one_days[1] else None
    if not same_document(one, other, sources):
        return None
    one_place, other_place = _place(one), _place(other)
    return None if one_place == other_place else one_place > other_place


def same_document(one: Fact, other: Fact, sources: Sequence[Source]) -> bool:
    """Whether both stand in one document of one source."""
    return document_of(one, sources) == document_of(other, sources)


def document_of(fact: Fact, sources: Sequence[Source]) -> tuple[str, int]:
    """Source and number of the document that holds the fact's first words; -1 where the source lists no documents."""
    first = fact.evidence[0]
    for documents in _shelf(_Same(sources)).get(first.source, ()):
        number = documents.holding(first.start)
        if number >= 0:
            return (first.source, number)
    return (first.source, -1)


class _Same:
    """The very same sources as before: a key that is cheap where their contents are long."""

    __slots__ = ("sources",)

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = sources

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.sources is other.sources

    def __hash__(self) -> int:
        return id(self.sources)


class _Documents:
    """Where the documents of one source begin and end."""

    def __init__(self, source: Source) -> None:
        self._spans = [(one.start, max(one.end, one.start + 1)) for one in source.documents]
        self._starts = [start for start, _ in self._spans]
        self._apart = all(one[1] <= other[0] for one, other in pairwise(self._spans))

    def holding(self, offset: int) -> int:
        """The number of the first document that holds the offset, -1 where none does."""
        if self._apart:
            number = bisect_right(self._starts, offset) - 1
            return number if number >= 0 and offset < self._spans[number][1] else -1
        return next((number for number, (start, end) in enumerate(self._spans) if start <= offset < end), -1)


@lru_cache(maxsize=4)
def _shelf(same: _Same) -> dict[str, list[_Documents]]:
    shelf: dict[str, list[_Documents]] = defaultdict(list)
    for source in same.sources:
        shelf[source.name].append(_Documents(source))
    return shelf


def _place(fact: Fact) -> int:
    return fact.evidence[0].start


def place(fact: Fact) -> tuple[str, int, str]:
    """A sort key that does not depend on the order in which facts came: source, offset, id."""
    return (fact.evidence[0].source, fact.evidence[0].start, fact.id)


def reference_day(facts: Sequence[Fact], sources: Sequence[Source]) -> date | None:
    """The day the question is asked: the request's date, else the newest dated document; None where neither is real."""
    asked = [span[1] for fact in facts if fact.type == "request" and (span := days(fact.date))]
    if asked:
        return max(asked)
    dated = [
        span[1]
        for source in sources
        for document in source.documents
        if document.date and (span := iso_days(document.date))
    ]
    return max(dated, default=None)
