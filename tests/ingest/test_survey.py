"""The cheap look at a page before it is read."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from chartcase.ingest import pdfium
from chartcase.ingest.survey import Fields, Survey, fields, survey

RawPdf = Callable[..., bytes]
TEXT = b"BT /F1 12 Tf 50 700 Td (Some words) Tj ET "
PICTURE = b"q 612 0 0 792 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q "


def _survey(data: bytes) -> Survey:
    with pdfium.opened(data) as document, pdfium.opened_page(document, 0) as page:
        return survey(page, pdfium.geometry(page))


@pytest.mark.parametrize(
    ("drawing", "boxed"),
    [
        (b"", False),
        (b"50 650 500 0.5 re f ", False),
        (b"0 0 612 792 re f ", False),
        (b"50 650 m 550 650 l S ", False),
        (b"50 650 9 9 re S ", True),
        (b"50 650 m 59 650 l S 50 659 m 59 659 l S 50 650 m 50 659 l S 59 650 m 59 659 l S ", True),
    ],
    ids=["none", "thin bar", "background", "rule", "square", "four lines"],
)
def test_pages_with_boxes_or_grids_are_known(raw_pdf: RawPdf, drawing: bytes, boxed: bool) -> None:
    """A rule under a heading or a page background is no box; a square is, also one of four lines."""
    assert _survey(raw_pdf(drawing + TEXT)).boxed is boxed


def test_a_picture_tells_its_share_of_the_page(raw_pdf: RawPdf) -> None:
    """A scan fills the page; a logo does not."""
    assert _survey(raw_pdf(PICTURE)).picture_share == pytest.approx(1.0)
    assert _survey(raw_pdf(PICTURE.replace(b"612 0 0 792", b"61 0 0 79"))).picture_share < 0.02


def test_text_laid_invisibly_over_a_picture_is_known(raw_pdf: RawPdf) -> None:
    """Scanners do so with what they recognised themselves."""
    assert _survey(raw_pdf(PICTURE + TEXT.replace(b"BT", b"BT 3 Tr"))).invisible
    assert not _survey(raw_pdf(PICTURE + TEXT)).invisible


def test_an_empty_page_and_one_of_curves_alone_are_told_apart(raw_pdf: RawPdf) -> None:
    """Letters may be drawn as curves: such a page shows something and has no text."""
    assert _survey(raw_pdf(b" ")).empty
    assert _survey(raw_pdf(b"50 50 m 60 80 70 80 80 50 c f")).outlined


@pytest.mark.parametrize(("name", "pictorial"), [(b"Wingdings", True), (b"Helvetica", False)])
def test_picture_fonts_are_noticed(raw_pdf: RawPdf, name: bytes, pictorial: bool) -> None:
    """Only pages that use one pay for looking at every word's font."""
    assert _survey(raw_pdf(TEXT, font=b"/Subtype/Type1/BaseFont/" + name)).pictorial is pictorial


def _form(draw: Callable[[Any], None]) -> Fields:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(612, 792))
    draw(canvas)
    canvas.showPage()
    canvas.save()
    with pdfium.opened(stream.getvalue()) as document, pdfium.opened_page(document, 0) as page:
        return fields(document, page, pdfium.geometry(page))


def test_check_boxes_of_a_form_tell_their_state_and_place() -> None:
    """Ticked and not, each where it is shown."""

    def draw(canvas: Any) -> None:
        canvas.acroForm.checkbox(name="a", x=50, y=700, size=12, checked=True)
        canvas.acroForm.checkbox(name="b", x=50, y=650, size=12, checked=False)

    found = _form(draw)
    assert [(tick.ticked, tick.box.rounded()) for tick in found.ticks] == [
        (True, (50, 80, 62, 92)),
        (False, (50, 130, 62, 142)),
    ]
    assert not found.worded


def test_text_fields_have_words_of_their_own() -> None:
    """What was typed into a form is not in the page's own text."""
    assert _form(lambda canvas: canvas.acroForm.textfield(name="t", x=50, y=700, value="typed")).worded
