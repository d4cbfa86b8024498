"""A line of print that the engine passed over is read, with doubt; what is not print is left alone."""

import numpy as np
import pytest

from chartcase.ingest.ocr.engine import EngineWord
from chartcase.ingest.ocr.geometry import IDENTITY, PixelBox
from chartcase.ingest.ocr.ink import Gray
from chartcase.ingest.ocr.lines import lines_of
from chartcase.ingest.ocr.lost_lines import lost_lines
from chartcase.ingest.ocr.prepare import Prepared

TALL = 20


class Fixed:
    """An engine that reads `50%` in every cut-out, with that confidence."""

    def __init__(self, confidence: float) -> None:
        self.confidence = confidence

    def line(self, gray: Gray, dpi: float) -> tuple[EngineWord, ...]:
        """The word, as large as the cut-out without its margin of 16 pixels."""
        box = PixelBox(16.0, 16.0, gray.shape[1] - 16.0, gray.shape[0] - 16.0)
        return (EngineWord("50%", box, self.confidence, 0),)


def strokes(gray: Gray, left: int, right: int, top: int, height: int) -> None:
    """Upright strokes, a third of the place ink."""
    gray[top : top + height, left:right][:, np.arange(right - left) % 6 < 2] = 0


def found(left: int, right: int, top: int, height: int, confidence: float = 0.9) -> tuple[EngineWord, ...]:
    """What is read on a page whose one known line lies at 40 to 60, and that has strokes somewhere."""
    gray = np.full((200, 500), 255, dtype=np.uint8)
    strokes(gray, 100, 160, 40, TALL)
    strokes(gray, left, right, top, height)
    known = lines_of([EngineWord("ABOUT", PixelBox(100.0, 40.0, 160.0, 60.0), 0.9, 4)])
    return lost_lines(Prepared(gray, IDENTITY, 1.0, True, False), known, Fixed(confidence))


def test_a_line_without_a_word_is_read_with_doubt() -> None:
    """As a line of its own, where its ink is."""
    (word,) = found(120, 240, 100, TALL)
    assert (word.text, word.confidence, word.line) == ("50%", 0.5, 5)
    assert word.box == PixelBox(120.0, 100.0, 236.0, 120.0)


def test_a_lost_row_does_not_cut_a_line_in_two() -> None:
    """What is white for three rows is still one line."""
    gray = np.full((200, 500), 255, dtype=np.uint8)
    strokes(gray, 100, 160, 40, TALL)
    strokes(gray, 120, 240, 100, TALL)
    gray[109:112] = 255
    known = lines_of([EngineWord("ABOUT", PixelBox(100.0, 40.0, 160.0, 60.0), 0.9, 4)])
    (word,) = lost_lines(Prepared(gray, IDENTITY, 1.0, True, False), known, Fixed(0.9))
    assert word.box == PixelBox(120.0, 100.0, 236.0, 120.0)


@pytest.mark.parametrize(
    "place",
    [(120, 240, 100, 4), (120, 240, 80, 60), (120, 128, 100, TALL), (100, 160, 40, TALL)],
    ids=["a rule", "a picture", "a stroke", "a known word"],
)
def test_what_is_no_line_of_print_is_not_read(place: tuple[int, int, int, int]) -> None:
    """Too low, too high, too short, or read already."""
    assert found(*place) == ()


def test_what_does_not_read_as_print_is_no_word() -> None:
    """A pen's line reads as something, but badly."""
    assert found(120, 240, 100, TALL, confidence=0.4) == ()
