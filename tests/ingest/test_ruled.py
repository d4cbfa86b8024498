"""What pdfplumber adds, and what becomes of its failures."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chartcase.ingest.ruled import NoSecondReading, SecondReader
from chartcase.ingest.tickbox import ShapeKind

RawPdf = Callable[..., bytes]


def test_shapes_stand_where_the_page_shows_them(raw_pdf: RawPdf) -> None:
    """Also where the visible page does not begin at zero: 50 points in, 100 down."""
    page = b"/MediaBox[10 20 622 812]/CropBox[100 100 500 700]"
    (shape,) = SecondReader(raw_pdf(b"150 590 9 10 re S", page=page), 5.0).page(0).shapes
    assert (shape.kind, shape.box.rounded(), shape.dark) == (ShapeKind.RECT, (50, 100, 59, 110), False)


@pytest.mark.parametrize(
    ("color", "dark"),
    [(b"0 g", True), (b"1 g", False), (b"0.9 0.9 1 rg", False), (b"0 0 0.4 rg", True), (b"0 0 0 1 k", True)],
)
def test_dark_fills_are_told_from_light_ones(raw_pdf: RawPdf, color: bytes, dark: bool) -> None:
    """In gray, RGB and CMYK."""
    (shape,) = SecondReader(raw_pdf(color + b" 50 650 9 9 re f"), 5.0).page(0).shapes
    assert shape.dark is dark


def test_a_ruled_table_has_its_rows_and_cells(pdf_of: Callable[..., Path]) -> None:
    """Two lines of three cells are a table of two rows."""
    data = pdf_of("Drug  Dose  Weeks\nNaproxen  500 mg  6", tables=True, least_pages=1).read_bytes()
    (table,) = SecondReader(data, 5.0).page(0).tables
    assert [len(row) for row in table.rows] == [3, 3]


@pytest.mark.parametrize("drawing", [b"50 500 400 200 re S", b"50 500 400 200 re S 250 500 m 250 700 l S"])
def test_a_frame_or_a_single_row_is_no_table(raw_pdf: RawPdf, drawing: bytes) -> None:
    """Frames around text and two columns with a line between them are read as text."""
    assert SecondReader(raw_pdf(drawing), 5.0).page(0).tables == ()


def test_a_failure_names_its_kind_and_no_words() -> None:
    """Whatever the parser raises becomes one exception."""
    with pytest.raises(NoSecondReading) as caught:
        SecondReader(b"%PDF-1.4 Patient Jane Roe", 5.0)
    assert "Jane" not in str(caught.value)


def test_a_glyph_without_a_character_is_unknown(raw_pdf: RawPdf) -> None:
    """Its number in the font is no word of the record."""
    words = SecondReader(raw_pdf(b"BT /F1 12 Tf 50 700 Td (\x7f pain) Tj ET"), 5.0).page(0).words
    assert [word.text for word in words] == ["\ufffd", "pain"]


def test_a_page_that_is_not_there_is_a_failure(raw_pdf: RawPdf) -> None:
    """The two readers may count differently."""
    with pytest.raises(NoSecondReading):
        SecondReader(raw_pdf(b" "), 5.0).page(1)
