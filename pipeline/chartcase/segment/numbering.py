"""Which page of how many a page says it is: by the sender's stripe, and by the document's own "Page n of m".

It stands apart because pages come out of order, twice or not at all, and only these numbers tell.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.record import Furniture, FurnitureKind, Page, Record
from chartcase.segment.fax import FaxLine, fax_lines
from chartcase.segment.lines import placed_lines

_EDGE_LINES = 4
_LONGEST = 160
_MOST_PAGES = 2000
_PRINTED = re.compile(
    r"(?i)(?:\bp(?:a[gq]e|g)\.?\s*[:#]?\s*(?P<n>\d{1,4})\s*(?:of|/)\s*(?P<m>\d{1,4})\b"
    r"|^\s*(?:-\s*)?(?P<n2>\d{1,4})\s+of\s+(?P<m2>\d{1,4})\s*(?:-\s*)?$)"
)


@dataclass(frozen=True, slots=True)
class PageNumber:
    """Page `number` of `of`, as printed; `number` <= `of`."""

    number: int
    of: int


@dataclass(frozen=True, slots=True)
class PageMarks:
    """What a page says of itself; None where it says nothing."""

    page: int
    fax: FaxLine | None = None
    printed: PageNumber | None = None


def page_marks(record: Record, furniture: Sequence[Furniture]) -> tuple[PageMarks, ...]:
    """The marks of all pages, in order."""
    fax = {line.page: line for line in fax_lines(record, tuple(furniture))}
    stripes = {item.start for item in furniture if item.kind is FurnitureKind.FAX}
    return tuple(
        PageMarks(page.number, fax.get(page.number), _printed(record.text, page, stripes)) for page in record.pages
    )


def _printed(text: str, page: Page, stripes: set[int]) -> PageNumber | None:
    """The last number at the head or foot of a page; that of the sender's stripe is another count."""
    placed = placed_lines(text, page.start, page.end)
    lines = [line for at, line in placed if len(line) <= _LONGEST and at not in stripes]
    for line in [*reversed(lines[-_EDGE_LINES:]), *lines[:_EDGE_LINES]]:
        match = _PRINTED.search(line)
        if match is not None:
            number, of = int(match["n"] or match["n2"]), int(match["m"] or match["m2"])
            return PageNumber(number, of) if 0 < number <= of <= _MOST_PAGES else None
    return None
