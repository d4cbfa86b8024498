"""Dates: real, partial, relative and masked, typed and ordered, and never invented.

It stands apart because a masked date is no date: it keeps its words and its place in the document's order, and
nothing more.
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.fact import DatePrecision, FactDate
from chartcase.find.rulebook import DateRule
from chartcase.patterns import Hit
from chartcase.segment.days import year_of

_EARLIEST, _LATEST = 1900, 2100
_BETWEEN = re.compile(r"(?<=\d)[/.-](?=\d)")


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date in the stream: its words' place, the ISO form as far as the words give one, and how precise they are."""

    start: int
    end: int
    raw: str
    iso: str | None
    precision: DatePrecision

    def dated(self, order: int) -> FactDate:
        """As a fact's date, with its place in the document's order."""
        return FactDate(raw=self.raw, iso=self.iso, precision=self.precision, order=order)


def dates_in(data: bytes, rules: Sequence[DateRule]) -> tuple[DateHit, ...]:
    """All dates of an ASCII stream, from left to right; where readings overlap, the one listed first wins."""
    taken: dict[int, DateHit] = {}
    for rule in rules:
        for hit in rule.pattern.find_all(data):
            found = _read(rule.kind, hit, data)
            if found is not None and not any(at in taken for at in range(found.start, found.end)):
                taken.update(dict.fromkeys(range(found.start, found.end), found))
    return tuple(sorted(set(taken.values()), key=lambda item: item.start))


def _read(kind: str, hit: Hit, data: bytes) -> DateHit | None:
    groups = hit.groups
    start, end = next((hit.spans[name] for name in ("bare", "bare2") if name in groups), (hit.start, hit.end))
    raw = data[start:end].decode("ascii")
    if kind == "masked":
        return DateHit(start, end, raw, None, DatePrecision.MASKED)
    if kind == "relative":
        return DateHit(start, end, raw, None, DatePrecision.RELATIVE)
    if kind == "year":
        low, high = hit.spans["y"]
        return DateHit(low, high, groups["y"], groups["y"], DatePrecision.YEAR)
    year = year_of(int(groups.get("y") or groups.get("y2") or ""))
    month = _month(groups.get("mon") or groups.get("mon2")) or int(groups.get("m") or 0)
    if kind == "month":
        return (
            DateHit(start, end, raw, f"{year:04d}-{month:02d}", DatePrecision.MONTH)
            if _plausible(year, month, 1)
            else None
        )
    day = int(groups.get("d") or groups.get("d2") or 0)
    # "6-8/10" is a rating from six to eight, not a day
    if not _plausible(year, month, day) or len(set(_BETWEEN.findall(raw))) > 1:
        return None
    return DateHit(start, end, raw, f"{year:04d}-{month:02d}-{day:02d}", DatePrecision.DAY)


def _month(words: str | None) -> int:
    return 0 if words is None else [name.lower() for name in calendar.month_abbr].index(words[:3].lower())


def _plausible(year: int, month: int, day: int) -> bool:
    return _EARLIEST <= year <= _LATEST and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def is_masked(raw: str) -> bool:
    """Whether the words of a dated entry hide the date.

    >>> is_masked("XX/XX/XX"), is_masked("03/02/2024")
    (True, False)
    """
    return re.search(r"[Xx_]{2,}|[\[<]", raw) is not None
