"""A PDF page by page: what is read, what is not, and what is said about it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from chartcase.errors import DamagedFile, LimitExceeded, LockedFile
from chartcase.ingest import pdf, ruled
from chartcase.ingest.events import Done, Event, Job, Opened, PageScan, PageText
from chartcase.ingest.pdf import read_pdf
from chartcase.record import PageSource

RawPdf = Callable[..., bytes]
PdfOf = Callable[..., Path]
PICTURE = b"q 612 0 0 792 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q "

CHECKLIST = "Levels asked for\n☐ Cervical\n☒ Lumbar\n☐ Thoracic\nPlan: injection at L4-5.\n"


def _text(content: str, top: int = 700) -> bytes:
    return f"BT /F1 12 Tf 50 {top} Td ({content}) Tj ET ".encode("cp1252")


def _pages(data: bytes, job: Job | None = None) -> list[PageText]:
    return [event for event in read_pdf(data, job or Job("pdf")) if isinstance(event, PageText)]


def _lines(page: PageText) -> list[str]:
    return [line for line in page.text.split("\n") if line]


def test_events_come_in_order(raw_pdf: RawPdf) -> None:
    """Opened with the number of pages, one event a page, done."""
    kinds = [type(event) for event in read_pdf(raw_pdf(_text("One"), _text("Two")), Job("pdf"))]
    assert kinds == [Opened, PageText, PageText, Done]


def test_reading_may_begin_at_a_later_page(raw_pdf: RawPdf) -> None:
    """After a page that broke the reader, the next ones are still read."""
    pages = _pages(raw_pdf(_text("One"), _text("Two"), _text("Three")), Job("pdf", first_page=2))
    assert [(page.page.number, page.text) for page in pages] == [(2, "Two"), (3, "Three")]


@pytest.mark.parametrize("ticks", ["drawn", "form", "glyph"])
def test_tick_boxes_stand_before_their_labels(pdf_of: PdfOf, ticks: str) -> None:
    """Drawn, as form fields or as glyphs: each is one sign, ticked or not."""
    (page,) = _pages(pdf_of(CHECKLIST, ticks=ticks, least_pages=1).read_bytes())
    assert _lines(page)[1:6] == CHECKLIST.strip().split("\n")


def test_words_typed_into_a_form_are_read(make_pdf: ModuleType, tmp_path: Path) -> None:
    """They are in the form's fields, not in the page's own text."""
    canvas = make_pdf.Canvas(str(tmp_path / "form.pdf"), pagesize=(612, 792))
    canvas.drawString(50, 700, "Level:")
    canvas.acroForm.textfield(name="level", x=90, y=694, width=100, height=18, value="L5-S1")
    canvas.showPage()
    canvas.save()
    (page,) = _pages((tmp_path / "form.pdf").read_bytes())
    assert page.text == "Level: L5-S1"


def test_rows_of_a_ruled_table_stay_rows(pdf_of: PdfOf) -> None:
    """Cells of a row are parted by two spaces."""
    table = "Drug  Dose  Weeks\nNaproxen  500 mg bid  6\nGabapentin  300 mg tid  8"
    (page,) = _pages(pdf_of(table, tables=True, least_pages=1).read_bytes())
    assert _lines(page)[1:4] == table.split("\n")


def test_words_have_a_box_on_the_page(pdf_of: PdfOf) -> None:
    """Each word of a digital page has its span and a box inside the page, tick boxes too."""
    (page,) = _pages(pdf_of(CHECKLIST, least_pages=1).read_bytes())
    assert [page.text[word.start : word.end] for word in page.page.words] == page.text.split()
    assert all(
        0 <= word.box.x0 < word.box.x1 <= 612 and 0 <= word.box.y0 < word.box.y1 <= 792 for word in page.page.words
    )
    assert page.page.source is PageSource.DIGITAL


def test_words_drawn_out_of_order_are_read_as_the_second_reader_sees_them(raw_pdf: RawPdf) -> None:
    """Letters drawn singly from the right make words all the same."""
    letters = [(50 + 7.2 * number, letter) for number, letter in enumerate("epidural")]
    content = b"".join(b"BT /F1 12 Tf %.2f 700 Td (%s) Tj ET " % (x, letter.encode()) for x, letter in letters[::-1])
    (page,) = _pages(raw_pdf(content, font=b"/Subtype/Type1/BaseFont/Courier"))
    assert page.text == "epidural"


@pytest.mark.parametrize(
    ("content", "source", "words", "said"),
    [
        (_text("Some words"), PageSource.DIGITAL, "Some words", ""),
        (PICTURE, PageSource.UNREADABLE, "", "shows a picture"),
        (
            PICTURE + _text("FROM: CLINIC P.003/045"),
            PageSource.UNREADABLE,
            "FROM: CLINIC P.003/045",
            "few words over it",
        ),
        (_text("IIIIIIIIII IIIIIIIIIIII"), PageSource.UNREADABLE, "", "garbled"),
        (b"50 50 m 60 80 70 80 80 50 c f ", PageSource.UNREADABLE, "", "shows a picture"),
        (b" ", PageSource.DIGITAL, "", ""),
        (b"0 0 m n ", PageSource.DIGITAL, "", "shows nothing"),
        (b"BT /F1 12 Tf 50 700 Td ( ) Tj ET", PageSource.DIGITAL, "", ""),
    ],
    ids=["words", "scan", "stamp", "garbled", "outlines", "blank", "nothing comes of it", "a space"],
)
def test_a_page_that_was_not_read_says_why(
    raw_pdf: RawPdf, content: bytes, source: PageSource, words: str, said: str
) -> None:
    """No page is silently empty."""
    (page,) = _pages(raw_pdf(content))
    assert (page.page.source, page.text) == (source, words)
    assert said in "".join(page.page.warnings)
    assert bool(page.page.warnings) is bool(said)


def test_the_scanners_own_reading_is_told(raw_pdf: RawPdf) -> None:
    """Words laid invisibly over a picture were recognised by another machine."""
    prose = "The patient has had pain in the left leg for six weeks and was seen again."
    (page,) = _pages(raw_pdf(PICTURE + b"3 Tr " + _text(prose) + _text(prose, 680)))
    assert page.page.source is PageSource.DIGITAL
    assert "recognised by the scanner" in page.page.warnings[0]


def test_an_unreadable_page_becomes_a_picture_where_one_is_wanted(raw_pdf: RawPdf) -> None:
    """In gray, at the resolution asked for, with the words that stand over it."""
    (scan,) = [event for event in read_pdf(raw_pdf(PICTURE), Job("pdf", dpi=100)) if isinstance(event, PageScan)]
    assert (scan.columns, scan.rows, len(scan.pixels)) == (850, 1100, 850 * 1100)
    assert scan.seen.page.source is PageSource.UNREADABLE


def test_a_picture_is_drawn_no_larger_than_allowed(raw_pdf: RawPdf) -> None:
    """The resolution falls until the pixels fit."""
    (scan,) = [e for e in read_pdf(raw_pdf(PICTURE), Job("pdf", dpi=100, pixels=500_000)) if isinstance(e, PageScan)]
    assert scan.columns * scan.rows <= 505_000


def test_a_page_too_large_to_draw_is_told(raw_pdf: RawPdf) -> None:
    """A page of 2,000 feet is not drawn at all."""
    huge = raw_pdf(PICTURE.replace(b"612 0 0 792", b"2000000 0 0 2000000"), page=b"/MediaBox[0 0 2000000 2000000]")
    (page,) = _pages(huge, Job("pdf", dpi=200))
    assert "too large" in page.page.warnings[0]


def test_a_locked_file_is_told() -> None:
    """A file that needs a password is not a damaged one."""
    stream = BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(50, 700, "words")
    canvas.save()
    with pytest.raises(LockedFile):
        list(read_pdf(stream.getvalue(), Job("pdf")))


def test_a_file_without_a_page_tree_is_damaged(raw_pdf: RawPdf) -> None:
    """What PDFium cannot open at all is one sentence."""
    with pytest.raises(DamagedFile):
        list(read_pdf(raw_pdf(_text("One"))[:60], Job("pdf")))


def test_too_many_pages_are_refused(raw_pdf: RawPdf) -> None:
    """One page over the limit is too many, the limit itself is not."""
    data = raw_pdf(_text("One"), _text("Two"))
    assert len(_pages(data, Job("pdf", pages=2))) == 2
    with pytest.raises(LimitExceeded, match="2 pages"):
        list(read_pdf(data, Job("pdf", pages=1)))


def _opened(events: list[Event]) -> Opened:
    (opened,) = [event for event in events if isinstance(event, Opened)]
    return opened


def test_damage_is_told_before_the_pages(raw_pdf: RawPdf) -> None:
    """A file without its end is read as far as it goes, and said to be perhaps incomplete."""
    data = raw_pdf(_text("One"), _text("Two")).replace(b"%%EOF", b"")
    events = list(read_pdf(data, Job("pdf")))
    assert _opened(events).damaged
    assert "may be incomplete" in _opened(events).warnings[0]
    assert len(events) == 4


def test_readers_that_count_differently_are_told(raw_pdf: RawPdf, monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFium's pages are read, and the other count stands in a warning."""

    class Short(ruled.SecondReader):
        def __init__(self, data: bytes, seconds: float, total_seconds: float) -> None:
            super().__init__(data, seconds, total_seconds)
            self.page_count = 1

    monkeypatch.setattr(pdf, "SecondReader", Short)
    events = list(read_pdf(raw_pdf(_text("One"), _text("Two"), _text("Three")), Job("pdf")))
    assert "3 and 1" in _opened(events).warnings[0]
    assert len(events) == 5


def test_without_the_second_reader_the_words_are_read_all_the_same(
    pdf_of: PdfOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where pdfplumber fails, its tick boxes are missing and the page says so."""

    class Failing(ruled.SecondReader):
        def __init__(self, data: bytes, seconds: float, total_seconds: float) -> None:
            raise ruled.NoSecondReading("TypeError")

    monkeypatch.setattr(pdf, "SecondReader", Failing)
    events = list(read_pdf(pdf_of(CHECKLIST, least_pages=1).read_bytes(), Job("pdf")))
    (page,) = [event for event in events if isinstance(event, PageText)]
    assert "not checked" in _opened(events).warnings[0]
    assert "could not be checked" in page.page.warnings[0]
    assert "Lumbar" in page.text


def test_columns_are_remembered_from_page_to_page(pdf_of: PdfOf) -> None:
    """The last page's short right column is read after its left one."""
    sentence = (
        "The patient was seen again for pain that runs down the left leg and has had no relief from care so far. "
    )
    text = "\n".join([sentence * 3] * 22)
    pages = _pages(pdf_of(text, columns=True).read_bytes())
    body = " ".join(
        line for page in pages for line in _lines(page) if not line.startswith(("Medical record", "Confidential"))
    )
    assert body.split() == text.split()
