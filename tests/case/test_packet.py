"""What a reader is told of the pages of a packet."""

from dataclasses import replace

import pytest

from chartcase.flow import extract
from chartcase.ingest.text import PAGE_BREAK, text_pages
from chartcase.record import PageSource, Record

COVER = "FAX COVER SHEET\n\nTO: Utilization Management\nPAGES: {told} including cover\n"
NOTE = "OFFICE VISIT  03/04/2024\nCHIEF COMPLAINT: Back pain for {weeks} weeks.\nPLAN: Physical therapy.\n"


def packet(told: int, *, lost: int | None = None) -> Record:
    """A cover and two notes; page `lost` was not readable."""
    text = PAGE_BREAK.join((COVER.format(told=told), NOTE.format(weeks=6), NOTE.format(weeks=9)))
    pages = (replace(page, source=PageSource.UNREADABLE) if page.number == lost else page for page in text_pages(text))
    return Record("fax.tif", text, tuple(pages))


@pytest.mark.parametrize(("told", "short"), [(3, []), (2, []), (4, [(4, 3)])])
def test_a_cover_that_counts_more_pages_than_came_is_told(told: int, short: list[tuple[int, int]]) -> None:
    """Fewer told than came is no loss."""
    case = extract(packet(told))
    assert [(one.told, one.came) for one in case.covers_short] == short
    assert any("1 is missing" in warning for warning in case.warnings) == bool(short)


def test_an_unreadable_page_is_named() -> None:
    """By its number, in a sentence of the case."""
    assert "fax.tif: page 2 could not be read and is not part of this case." in extract(packet(3, lost=2)).warnings
    assert not any("could not be read" in warning for warning in extract(packet(3)).warnings)


def test_documents_have_their_day_and_author() -> None:
    """As their heads and signatures say; None where they do not."""
    text = f"OFFICE VISIT  03/04/2024\nCHIEF COMPLAINT: Back pain.\nKaren Osei, MD\f{NOTE.format(weeks=2)}".replace(
        "  03/04/2024\nCHIEF COMPLAINT: Back pain for", "\nCHIEF COMPLAINT: Back pain for"
    )
    documents = extract(Record("fax.txt", text, text_pages(text))).sources[0].documents
    assert [(one.date, one.author) for one in documents] == [("2024-03-04", "Karen Osei, MD"), (None, None)]
