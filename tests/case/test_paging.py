"""Missing and misplaced pages, by stripes and by printed numbers."""

import pytest

from chartcase.case.case import NumberedBy
from chartcase.case.paging import paging_of
from chartcase.segment.fax import FaxLine
from chartcase.segment.numbering import PageMarks, PageNumber


def faxed(*numbers: int | None, of: int) -> list[PageMarks]:
    return [
        PageMarks(page, FaxLine(page, number=number, of=of) if number else None)
        for page, number in enumerate(numbers, 1)
    ]


def printed(*numbers: tuple[int, int] | None) -> list[PageMarks]:
    return [PageMarks(page, None, PageNumber(*number) if number else None) for page, number in enumerate(numbers, 1)]


def missing(marks: list[PageMarks], repeated: frozenset[int] = frozenset()) -> list[tuple[int, int | None]]:
    return [(page.number, page.after_page) for page in paging_of("fax.pdf", marks, repeated).missing]


def misplaced(marks: list[PageMarks]) -> list[tuple[int, int, int | None]]:
    return [(page.page, page.number, page.after_page) for page in paging_of("fax.pdf", marks, frozenset()).misplaced]


@pytest.mark.parametrize(
    ("marks", "gone"),
    [
        (faxed(1, 2, 3, of=3), []),
        (faxed(1, 3, 4, of=4), [(2, 1)]),
        (faxed(1, 2, of=3), [(3, 2)]),
        (faxed(2, 3, of=3), [(1, None)]),
        (faxed(1, None, 3, 4, of=4), []),
        (faxed(None, 2, 3, of=3), []),
        (faxed(1, 2, 4, 4, of=4), []),
        (faxed(1, 2, 9, 4, 5, 6, 7, 8, 9, of=9), []),
        (faxed(1, 3, 2, 5, of=5), [(4, 2)]),
        (printed((2, 2), (1, 2), (2, 2)), []),
        (faxed(4, 5, of=40), []),
        (printed((1, 3), (3, 3)), [(2, 1)]),
        (printed((1, 2), (2, 2), (1, 2), (2, 2)), []),
        (printed((1, 2), (1, 2), (2, 2)), []),
        (printed(None, (2, 3), (3, 3)), []),
        (printed((1, 3), (2, 3), None), [(3, 2)]),
    ],
)
def test_a_missing_page_is_named(marks: list[PageMarks], gone: list[tuple[int, int | None]]) -> None:
    """With the page that it would follow; pages whose number was not read, or was misread, are there all the same."""
    assert missing(marks) == gone


@pytest.mark.parametrize(
    ("marks", "late"),
    [
        (faxed(1, 2, 3, of=3), []),
        (faxed(1, 3, 2, 4, of=4), [(2, 3, 3)]),
        (faxed(2, 3, 4, 1, of=4), [(4, 1, None)]),
        (faxed(4, 1, 2, 3, of=4), [(1, 4, 4)]),
        (printed((2, 3), (1, 3), (3, 3)), [(1, 2, 2)]),
        (printed((1, 3), (1, 5), (2, 5), (2, 3), (3, 5), (4, 5), (3, 3), (5, 5)), []),
    ],
)
def test_a_page_out_of_order_is_named(marks: list[PageMarks], late: list[tuple[int, int, int | None]]) -> None:
    """The fewest pages whose move brings order, each with the page that it belongs behind."""
    assert misplaced(marks) == late


def test_a_page_that_came_twice_begins_no_series() -> None:
    """Its printed number counts once; the stripe of each transmission counts."""
    assert missing(printed((1, 3), (2, 3), (1, 3), (2, 3), (3, 3)), frozenset({3, 4})) == []
    assert missing(faxed(1, 2, 3, of=3), frozenset({3})) == []
    assert misplaced(faxed(1, 2, 3, of=3)) == []


def test_each_count_is_told_by_its_own_name() -> None:
    """The stripe's count and the document's own are two things."""
    marks = [
        PageMarks(1, FaxLine(1, number=1, of=3), PageNumber(1, 2)),
        PageMarks(2, FaxLine(2, number=3, of=3), PageNumber(2, 2)),
    ]
    assert [page.by for page in paging_of("fax.pdf", marks, frozenset()).missing] == [NumberedBy.FAX]
