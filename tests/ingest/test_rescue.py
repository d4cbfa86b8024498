"""What one reader refuses, the other one reads, and every page says that it had but one."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

import pytest

from chartcase.errors import DamagedFile
from chartcase.ingest import pdf, pdfium
from chartcase.ingest.events import Done, Job, Opened, PageText
from chartcase.ingest.pdf import read_pdf
from chartcase.record import PageSource

RawPdf = Callable[..., bytes]
PAGE = b"BT /F1 12 Tf 50 700 Td (Lumbar pain) Tj ET"


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFium cannot open anything."""

    @contextmanager
    def opened(_data: bytes) -> Generator[None]:
        raise DamagedFile("The PDF is cut off or broken.")
        yield

    monkeypatch.setattr(pdfium, "opened", opened)


@pytest.mark.usefixtures("refusing")
def test_a_refused_file_is_read_by_the_second_reader(raw_pdf: RawPdf) -> None:
    """Its words are there with their boxes; the file and the page say that it is broken."""
    opened, page, done = read_pdf(raw_pdf(PAGE), Job("pdf"))
    assert isinstance(opened, Opened)
    assert isinstance(page, PageText)
    assert isinstance(done, Done)
    assert (opened.damaged, page.text, len(page.page.words)) == (True, "Lumbar pain", 2)
    assert "broken" in opened.warnings[0]
    assert "broken" in page.page.warnings[0]


@pytest.mark.usefixtures("refusing")
def test_what_neither_reader_opens_is_damaged() -> None:
    """The first reader's sentence is told."""
    with pytest.raises(DamagedFile, match="cut off or broken"):
        list(read_pdf(b"%PDF-1.7 nothing", Job("pdf")))


def test_a_page_that_does_not_open_is_read_by_the_second_reader(
    raw_pdf: RawPdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other pages are read as ever."""
    whole = pdfium.opened_page

    @contextmanager
    def opened_page(document: object, index: int) -> Generator[object]:
        if index == 0:
            raise pdfium.failure()("no")
        with whole(document, index) as page:
            yield page

    monkeypatch.setattr(pdfium, "opened_page", opened_page)
    _, first, second, _ = read_pdf(raw_pdf(PAGE, PAGE), Job("pdf"))
    assert isinstance(first, PageText)
    assert isinstance(second, PageText)
    assert (first.text, second.text, second.page.warnings) == ("Lumbar pain", "Lumbar pain", ())
    assert "one of two readers" in first.page.warnings[0]


def test_a_page_that_no_reader_opens_is_told(raw_pdf: RawPdf, monkeypatch: pytest.MonkeyPatch) -> None:
    """It keeps its number and has no words."""

    @contextmanager
    def opened_page(_document: object, _index: int) -> Generator[None]:
        raise pdfium.failure()("no")
        yield

    monkeypatch.setattr(pdfium, "opened_page", opened_page)
    monkeypatch.setattr(pdf, "_second_reader", lambda *_given: (None, ()))
    _, page, _ = read_pdf(raw_pdf(PAGE), Job("pdf"))
    assert isinstance(page, PageText)
    assert (page.page.number, page.page.source, page.text) == (1, PageSource.UNREADABLE, "")
    assert page.page.warnings == ("Page 1 could not be opened.",)
