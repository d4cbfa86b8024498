"""Pages that are missing or out of order, by the numbers that the pages bear.

It stands apart because a number can itself be misread: of two pages that bear one number, the one in its
place is believed.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from chartcase.case.case import MisplacedPage, MissingPage, NumberedBy
from chartcase.segment.numbering import PageMarks

_LEAST_PAGES = 2
_MOST_MISSING_SHARE = 0.5
"""A series of which most is missing is a few pages of another packet, and not told page by page."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A page of the record with the number that it bears."""

    page: int
    number: int
    of: int


@dataclass
class _Series:
    """Pages that were numbered together."""

    of: int
    pages: list[Numbered] = field(default_factory=list["Numbered"])

    def has(self, number: int) -> bool:
        return any(page.number == number for page in self.pages)


@dataclass(frozen=True, slots=True)
class Paging:
    """What the numbers of one source tell."""

    missing: tuple[MissingPage, ...]
    misplaced: tuple[MisplacedPage, ...]


def paging_of(source: str, marks: Sequence[PageMarks], repeated: frozenset[int]) -> Paging:
    """Missing and misplaced pages of a source; `repeated` are pages that came twice, which count once."""
    missing: list[MissingPage] = []
    misplaced: list[MisplacedPage] = []
    for kind, read in _COUNTS.items():
        # a page sent twice has a stripe of its own each time, and one printed number
        counted = [mark for mark in marks if kind is NumberedBy.FAX or mark.page not in repeated]
        places = {mark.page: index for index, mark in enumerate(counted)}
        for series in _series([page for mark in counted if (page := read(mark)) is not None], places):
            missing += _missing(source, kind, series.of, series.pages, places)
            misplaced += _misplaced(source, kind, series.pages)
    return Paging(tuple(missing), tuple(misplaced))


def _faxed(mark: PageMarks) -> Numbered | None:
    fax = mark.fax
    if fax is None or fax.number is None or fax.of is None:
        return None
    return Numbered(mark.page, fax.number, fax.of)


def _printed(mark: PageMarks) -> Numbered | None:
    return Numbered(mark.page, mark.printed.number, mark.printed.of) if mark.printed else None


_COUNTS: Mapping[NumberedBy, Callable[[PageMarks], Numbered | None]] = {
    NumberedBy.FAX: _faxed,
    NumberedBy.PRINTED: _printed,
}


def _series(numbered: Sequence[Numbered], places: Mapping[int, int]) -> list[_Series]:
    """Pages that go together: one count, each number once; a page joins the latest series near it that lacks its
    number."""
    found: list[_Series] = []
    for page, following in zip_longest(numbered, numbered[1:]):
        near = [series for series in found if series.of == page.of and _is_near(series, page, places)]
        lacking = [series for series in near if not series.has(page.number)]
        if near and not lacking and _replaced(near[-1], page, places):
            continue
        if lacking and not _begins_anew(lacking[-1], page, following):
            lacking[-1].pages.append(page)
        else:
            found.append(_Series(page.of, [page]))
    return [series for series in found if series.of > 1 and len(series.pages) >= _LEAST_PAGES]


def _is_near(series: _Series, page: Numbered, places: Mapping[int, int]) -> bool:
    """No further behind than the whole series is long."""
    return places[page.page] - places[series.pages[-1].page] <= series.of


def _begins_anew(series: _Series, page: Numbered, following: Numbered | None) -> bool:
    """Whether a page 1 begins another series although this one lacks it: its page 2 follows, or much else is lacking
    and the series is at its end."""
    if page.number != 1:
        return False
    goes_on = following is not None and (following.number, following.of) == (2, page.of)
    ended = series.pages[-1].number == series.of
    return (goes_on and series.has(2)) or (ended and 1 < len(series.pages) < series.of - 1)


def _replaced(series: _Series, page: Numbered, places: Mapping[int, int]) -> bool:
    """Put a page in place of one that bears its number by a misreading: it stands where the number should, the other
    does not."""
    index = next(at for at, other in enumerate(series.pages) if other.number == page.number)
    other, rest = series.pages[index], [*series.pages[:index], *series.pages[index + 1 :]]
    if (
        not rest
        or not index
        or not _follows(rest[-1], page, places)
        or _follows(series.pages[index - 1], other, places)
    ):
        return False
    series.pages[:] = [*rest, page]
    return True


def _follows(before: Numbered, page: Numbered, places: Mapping[int, int]) -> bool:
    """Whether a page stands as many places behind another as its number says."""
    return page.number - before.number == places[page.page] - places[before.page]


def _missing(
    source: str, kind: NumberedBy, of: int, pages: Sequence[Numbered], places: Mapping[int, int]
) -> Iterator[MissingPage]:
    """Numbers that no page bears and no page without a number has room for."""
    held = _filled(pages, of if kind is NumberedBy.FAX else 0, places) | {page.number: page.page for page in pages}
    absent = [number for number in range(1, of + 1) if number not in held]
    if len(absent) > _MOST_MISSING_SHARE * of:
        return
    for number in absent:
        before = max((lower for lower in held if lower < number), default=None)
        yield MissingPage(source=source, number=number, of=of, by=kind, after_page=held[before] if before else None)


def _filled(pages: Sequence[Numbered], of: int, places: Mapping[int, int]) -> dict[int, int]:
    """Numbers that pages without one must have: they stand in just as many places between two that have one, before
    the first (whose first page often bears none), and behind the last up to `of`."""
    at = {place: page for page, place in places.items()}
    filled: dict[int, int] = {}
    for before, after in pairwise(sorted(pages, key=lambda page: places[page.page])):
        gap = places[after.page] - places[before.page]
        if gap > 1 and gap == after.number - before.number:
            filled |= {before.number + step: at[places[before.page] + step] for step in range(1, gap)}
    ordered = sorted(pages, key=lambda page: places[page.page])
    first, last = ordered[0], ordered[-1]
    borne = {page.page for page in pages}
    ends = [(first.number - step, places[first.page] - step) for step in range(1, first.number)]
    ends += [(last.number + step, places[last.page] + step) for step in range(1, of - last.number + 1)]
    filled |= {number: at[place] for number, place in ends if place in at and at[place] not in borne}
    return filled


def _misplaced(source: str, kind: NumberedBy, pages: Sequence[Numbered]) -> Iterator[MisplacedPage]:
    """The fewest pages whose removal leaves the rest in order."""
    in_order = _longest_run([page.number for page in pages])
    for index, page in enumerate(pages):
        if index not in in_order:
            before = [other.page for other in pages if other.number == page.number - 1]
            yield MisplacedPage(
                source=source,
                page=page.page,
                number=page.number,
                of=page.of,
                by=kind,
                after_page=before[0] if before else None,
            )


def _longest_run(numbers: Sequence[int]) -> frozenset[int]:
    """Indices of a longest increasing subsequence.

    >>> sorted(_longest_run([1, 4, 2, 3]))
    [0, 2, 3]
    """
    tails: list[int] = []
    tail_at: list[int] = []
    previous: list[int | None] = []
    for index, number in enumerate(numbers):
        at = bisect_left(tails, number)
        tails[at:] = [number, *tails[at + 1 :]]
        tail_at[at:] = [index, *tail_at[at + 1 :]]
        previous.append(tail_at[at - 1] if at else None)
    found: set[int] = set()
    last = tail_at[-1] if tail_at else None
    while last is not None:
        found.add(last)
        last = previous[last]
    return frozenset(found)
