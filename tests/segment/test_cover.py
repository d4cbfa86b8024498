"""How many pages a fax cover counts."""

from collections.abc import Callable

import pytest

from chartcase.segment.cover import Told, pages_told, told_by_covers
from chartcase.segment.outline import Outline

Make = Callable[[str], Outline]


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        ("PAGES: 60 including cover", 60),
        ("Pages to follow: 11", 12),
        ("NUMBER OF PAGES (including cover): 8", 8),
        ("Number of pages (not including this cover): 8", 9),
        ("Total pages 14", 14),
        ("# OF PAGES  7", 7),
        ("No. of Pages: 31 w/ cover", 31),
        ("We send 12 pages including this one.", 12),
        ("12 pages + cover", 13),
        ("12 pages follow", 13),
        ("Pages: 60\n\n60 pages in all", 60),
        ("Page: 1 of 12", None),
        ("Pages: 60\nNumber of pages: 61", None),
        ("Please call if any page is missing.", None),
        ("Pages: 0", None),
    ],
)
def test_a_cover_counts_its_pages(words: str, pages: int | None) -> None:
    """With itself; two counts that differ are none."""
    assert pages_told(f"FAX COVER SHEET\nTo: Intake\n{words}\nThank you") == pages


def test_only_covers_count(outline: Make) -> None:
    """What a letter says of its pages is another count."""
    cover = "FAX COVER SHEET\n\nTO: Utilization Management\nPAGES: 3 including cover\n"
    note = "OFFICE VISIT\nCHIEF COMPLAINT: Back pain.\nPages: 9 reviewed\n"
    assert list(told_by_covers(outline(f"{cover}\f{note}"))) == [Told(1, 3)]
