"""Ink that no word accounts for is told of; print is not taken for writing."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from chartcase.ingest.ocr import sight
from chartcase.ingest.ocr.engine import EngineWord
from chartcase.ingest.ocr.geometry import PixelBox
from chartcase.ingest.ocr.ink import Gray
from chartcase.ingest.ocr.reader import InstalledReader
from chartcase.ingest.picture import PagePicture

DPI = 200


def loops(rows: int) -> Gray:
    """Lines of a pen's loops, five inches wide."""
    sheet = Image.new("L", (1200, 1600), 255)
    turn = np.linspace(0.0, 120.0, 900)
    for row in range(rows):
        points = zip(80 + 8 * turn + 14 * np.sin(turn), 120 + 90 * row - 24 * np.cos(turn), strict=True)
        ImageDraw.Draw(sheet).line([(float(x), float(y)) for x, y in points], fill=0, width=4)
    return np.asarray(sheet)


def picture(gray: Gray) -> PagePicture:
    """The sheet as a page."""
    rows, columns = gray.shape
    return PagePicture(7, columns, rows, 72.0 * columns / DPI, 72.0 * rows / DPI, gray.tobytes())


def test_ink_in_a_word_is_accounted_for() -> None:
    """A box over it takes it away, unless the engine hardly believes its own word."""
    gray = loops(2)
    everywhere = PixelBox(0.0, 0.0, 1200.0, 400.0)
    assert sight.is_some(sight.unread_ink(gray, DPI, []))
    assert sight.unread_ink(gray, DPI, [(everywhere, 0.9)]) == 0.0
    assert sight.unread_ink(gray, DPI, [(everywhere, 0.1)]) == sight.unread_ink(gray, DPI, [])


@pytest.mark.parametrize(("clear", "kept"), [(4, 0), (5, 6)])
def test_a_few_clear_words_are_chance(clear: int, kept: int) -> None:
    """From five on they are print, and what is clear beside them is kept too."""
    box = PixelBox(0.0, 0.0, 9.0, 9.0)
    words = [EngineWord("plan", box, 0.9, 0)] * clear + [EngineWord("5", box, 0.8, 0), EngineWord("alan", box, 0.4, 0)]
    assert len(sight.clear_print((), words)) == kept


def test_a_page_of_handwriting_is_not_read() -> None:
    """It has no words, and says why."""
    reading = InstalledReader(alone=True).read(picture(loops(14)))
    assert not reading.words
    assert reading.warnings == (sight.NO_PRINT.format(7),)


def test_writing_beside_print_is_told_of() -> None:
    """The print is read, and the page is listed."""
    sheet = Image.new("L", (1200, 1600), 255)
    pen, face = ImageDraw.Draw(sheet), ImageFont.load_default(30)
    for row in range(8):
        pen.text((60, 60 + 50 * row), "she completed physical therapy without lasting relief", fill=0, font=face)
    clean = np.asarray(sheet).copy()
    noted = clean.copy()
    noted[600:1200] = loops(5)[:600]
    reader = InstalledReader(alone=True)
    assert reader.read(picture(clean)).warnings == ()
    reading = reader.read(picture(noted))
    assert sight.SOME_WRITING.format(7) in reading.warnings
    assert sum(word.text == "therapy" for word in reading.words) == 8


def test_a_black_sheet_is_not_read() -> None:
    """Nothing is made of its dirt."""
    reading = InstalledReader(alone=True).read(picture(np.zeros((1600, 1200), dtype=np.uint8)))
    assert reading.warnings == (sight.BLACK.format(7),)
    assert not reading.words
