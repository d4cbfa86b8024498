"""The fast text layer gives the words and boxes of pdfplumber, on the page as shown."""

import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest

from chartcase.ingest import pdfium
from chartcase.ingest.glyphs import Run, read_runs
from chartcase.ingest.token import Token

RawPdf = Callable[..., bytes]

NOTE = """CHIEF COMPLAINT: Left leg pain, L5-S1 (7/10).
The patient is a 45-year-old woman with 6 weeks of low back pain that runs below the knee. She takes naproxen
500 mg b.i.d. and gabapentin 300 mg t.i.d. without relief; physical therapy x 12 visits did not help.
Straight leg raise is positive at 40 degrees on the left. Strength 4/5 in the left extensor hallucis longus.
"""


def _runs(data: bytes, index: int = 0, *, pictorial: bool = False) -> list[Run]:
    with (
        pdfium.opened(data) as document,
        pdfium.opened_page(document, index) as page,
        pdfium.opened_text(page) as text,
    ):
        return read_runs(text, pdfium.geometry(page), pictorial)


def _texts(run: Run) -> list[str]:
    return [token.text for token in run.tokens]


def _line(text: str, size: int = 12, at: tuple[int, int] = (50, 700), matrix: str = "1 0 0 1") -> bytes:
    return f"BT /F1 {size} Tf {matrix} {at[0]} {at[1]} Tm ({text}) Tj ET".encode("cp1252")


def _differences(data: bytes) -> list[float]:
    """How far a word's box is from pdfplumber's at most, for each page; that the words are the same is asserted."""
    worst: list[float] = []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for index, page in enumerate(pdf.pages):
            theirs = [
                (word["text"], word["x0"], word["top"], word["x1"], word["bottom"]) for word in page.extract_words()
            ]
            ours = [token for run in _runs(data, index) for token in run.tokens]
            assert Counter(token.text for token in ours) == Counter(word[0] for word in theirs)
            worst.append(max(min(_apart(token, word) for word in theirs if word[0] == token.text) for token in ours))
    return worst


def _apart(token: Token, word: tuple[str, float, float, float, float]) -> float:
    return max(abs(a - b) for a, b in zip(token[1:], word[1:], strict=True))


def test_words_and_boxes_are_pdfplumbers(pdf_of: Callable[..., Path]) -> None:
    """On simple pages both readers give the same words in the same places, within 1.5 points."""
    worst = _differences(pdf_of(NOTE * 6).read_bytes())
    assert len(worst) == 2
    assert max(worst) <= 1.5


@pytest.mark.parametrize(
    "content",
    [
        _line("Large words", size=36),
        _line("Scaled by the matrix", size=1, matrix="14 0 0 14"),
        _line("Small words of eight points", size=8),
        b"BT /F1 12 Tf 50 700 Td [(Ker) 40 (ned) -900 (words) -300 (no) -100 (space)] TJ ET",
        _line("Raised") + b" BT /F1 8 Tf 92 704 Td (1) Tj ET",
        _line("no") + _line("gap", at=(64, 700)) + _line("far", at=(120, 700)),
    ],
    ids=["large", "scaled", "small", "kerned", "raised", "pieces"],
)
def test_word_splitting_is_pdfplumbers(raw_pdf: RawPdf, content: bytes) -> None:
    """Sizes, matrices, kerning and words drawn in pieces make no difference."""
    assert max(_differences(raw_pdf(content))) <= 1.5


def test_a_narrow_gap_without_a_space_parts_words(raw_pdf: RawPdf) -> None:
    """Where words are placed and no space is drawn, 2.4 points at 12 are a space, which pdfplumber takes for none."""
    (run,) = _runs(raw_pdf(b"BT /F1 12 Tf 50 700 Td [(left) -200 (leg) -60 (s)] TJ ET"))
    assert _texts(run) == ["left", "legs"]


def test_a_line_end_hyphen_is_a_hyphen(raw_pdf: RawPdf) -> None:
    """PDFium marks it with a code of its own; nothing is joined here."""
    (run,) = _runs(raw_pdf(_line("non-") + _line("smoking", at=(50, 680))))
    assert _texts(run) == ["non-", "smoking"]


def test_words_printed_twice_for_bold_are_read_once(raw_pdf: RawPdf) -> None:
    """A shifted second print is no second word."""
    (run,) = _runs(raw_pdf(_line("Impression") + b" BT /F1 12 Tf 50.3 700 Td (Impression) Tj ET"))
    assert _texts(run) == ["Impression"]


def test_a_visible_box_that_does_not_begin_at_zero_moves_the_words(raw_pdf: RawPdf) -> None:
    """Boxes count from the top left of what is shown, not of the paper."""
    page = b"/MediaBox[10 20 622 812]/CropBox[100 100 500 700]"
    (run,) = _runs(raw_pdf(_line("Cropped", at=(150, 600)), page=page))
    (token,) = run.tokens
    assert token.x0 == pytest.approx(50, abs=0.5)
    assert token.y0 < 100 < token.y1


def test_words_outside_the_visible_page_are_not_read(raw_pdf: RawPdf) -> None:
    """What the page does not show is not in the record."""
    (run,) = _runs(raw_pdf(_line("shown") + _line("hidden", at=(900, 700))))
    assert _texts(run) == ["shown"]


@pytest.mark.parametrize(
    ("turn", "matrix", "at"),
    [(90, "0 1 -1 0", (100, 50)), (180, "-1 0 0 -1", (562, 100)), (270, "0 -1 1 0", (512, 742))],
)
def test_text_that_stands_upright_on_a_turned_page(
    raw_pdf: RawPdf, turn: int, matrix: str, at: tuple[int, int]
) -> None:
    """A page turned by the viewer is read as the viewer shows it: the word begins 50 points in, its line 100 down."""
    (run,) = _runs(raw_pdf(_line("Turned page", at=at, matrix=matrix), page=b"/MediaBox[0 0 612 792]/Rotate %d" % turn))
    assert (run.turn, _texts(run)) == (0, ["Turned", "page"])
    assert run.tokens[0].x0 == pytest.approx(50, abs=0.5)
    assert run.tokens[0].y0 < 100 < run.tokens[0].y1
    assert run.tokens[1].x0 > run.tokens[0].x1


@pytest.mark.parametrize(
    ("matrix", "turn"), [("0 1 -1 0", 270), ("0 -1 1 0", 90), ("-1 0 0 -1", 180)], ids=["up", "down", "on its head"]
)
def test_words_in_the_margin_are_a_run_of_their_own(raw_pdf: RawPdf, matrix: str, turn: int) -> None:
    """Turned words come after the others, in their own order, each with its box on the page as shown."""
    content = _line("Two upright words here") + _line("Turned margin", at=(300, 400), matrix=matrix)
    upright, margin = _runs(raw_pdf(content))
    assert (upright.turn, _texts(upright)) == (0, ["Two", "upright", "words", "here"])
    assert (margin.turn, _texts(margin)) == (turn, ["Turned", "margin"])
    assert all(token.box.x1 <= 612 and token.box.y1 <= 792 for token in margin.tokens)
    assert margin.upright[0].x1 < margin.upright[1].x0


def test_a_watermark_set_askew_is_read_in_its_own_order(raw_pdf: RawPdf) -> None:
    """Slanted letters make words by the order of the text, for their boxes overlap."""
    content = _line("Some upright words") + _line("DRAFT COPY", 40, (200, 300), "0.7071 0.7071 -0.7071 0.7071")
    askew = _runs(raw_pdf(content))[-1]
    assert (askew.turn, _texts(askew)) == (None, ["DRAFT", "COPY"])


@pytest.mark.parametrize("font", [b"/Wingdings", b"/ABCDEF+Wingdings-Regular"])
def test_boxes_of_picture_fonts_become_signs(raw_pdf: RawPdf, font: bytes) -> None:
    """The letters of a picture font are its boxes: empty, empty, ticked, ticked."""
    described = b"<</Type/FontDescriptor/FontName%s/Flags 4>>" % font
    widths = b"/FirstChar 32/LastChar 255/Widths[%s]" % (b"900 " * 224)
    whole = b"/Subtype/TrueType/BaseFont%s/FontDescriptor%s%s" % (font, described, widths)
    (run,) = _runs(raw_pdf(b"BT /F1 12 Tf 50 700 Td (o \xa8 \xfe x) Tj ET", font=whole), pictorial=True)
    assert _texts(run) == ["☐", "☐", "☒", "☒"]


def test_an_empty_text_layer_has_no_runs(raw_pdf: RawPdf) -> None:
    """A page without text gives nothing."""
    assert _runs(raw_pdf(b"10 10 100 100 re f")) == []
