"""Figures that a lost scan line crosses are read with less confidence; words, and figures beside it, are not."""

import numpy as np
import pytest

from chartcase.ingest.ocr.engine import EngineWord
from chartcase.ingest.ocr.geometry import IDENTITY, PixelBox
from chartcase.ingest.ocr.lines import lines_of
from chartcase.ingest.ocr.prepare import Prepared
from chartcase.ingest.ocr.torn import lost_pixels, with_torn_words

TOP, FOOT = 40.0, 60.0


def confidences(lost: tuple[tuple[float, float], ...]) -> dict[str, float]:
    """What is left of the confidence of a figure and of a word on a line from 40 to 60 points."""
    page = Prepared(np.full((100, 500), 255, dtype=np.uint8), IDENTITY, 1.0, True, False, lost)
    words = [
        EngineWord(text, PixelBox(left, TOP, left + 60.0, FOOT), 0.98, 0)
        for text, left in (("RELIEF", 100.0), ("50%", 200.0), ("ANN", 300.0))
    ]
    return {word.text: word.confidence for line in with_torn_words(page, lines_of(words)) for word in line.words}


@pytest.mark.parametrize("row", [41.0, 50.0, 59.0])
def test_a_figure_with_a_lost_row_is_read_again(row: float) -> None:
    """It falls below what any shape is believed from, and so do capitals that may be one; a word has a dictionary."""
    assert confidences(((row, row + 1.0),)) == {"RELIEF": 0.98, "50%": 0.85, "ANN": 0.55}


@pytest.mark.parametrize("lost", [(), ((30.0, 31.0),), ((70.0, 72.0),)], ids=["none", "above", "below"])
def test_rows_lost_beside_the_line_take_nothing(lost: tuple[tuple[float, float], ...]) -> None:
    """Neither above the capitals nor below the feet."""
    assert set(confidences(lost).values()) == {0.98}


def test_the_pixels_of_lost_rows_are_told_on_a_page_that_was_turned() -> None:
    """Rows of the page as shown; a page fed upside down has them from below, one fed sideways across."""
    upright, half, quarter = (
        IDENTITY,
        np.array([[-1.0, 0, 8], [0, -1.0, 6], [0, 0, 1]]),
        np.array([[0, 1.0, 0], [-1.0, 0, 8], [0, 0, 1]]),
    )
    for back, rows, columns in ((upright, [2], []), (half, [3], []), (quarter, [], [5])):
        page = Prepared(np.full((6, 8), 255, dtype=np.uint8), back, 1.0, True, False, ((2.0, 3.0),))
        lost = lost_pixels(page, slice(0, 6), slice(0, 8))
        assert np.flatnonzero(lost.all(axis=1)).tolist() == rows
        assert np.flatnonzero(lost.all(axis=0)).tolist() == columns
