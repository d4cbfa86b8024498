"""Ink that no word accounts for is read, with doubt; rules, dots and empty paper are not."""

import numpy as np
import pytest

from chartcase.ingest.ocr.engine import EngineWord
from chartcase.ingest.ocr.gaps import with_lost_words
from chartcase.ingest.ocr.geometry import IDENTITY, PixelBox
from chartcase.ingest.ocr.ink import Gray
from chartcase.ingest.ocr.lines import lines_of
from chartcase.ingest.ocr.prepare import Prepared
from chartcase.ingest.ocr.spots import Again

FOOT, TALL = 60, 20


class Fixed:
    """An engine that finds one word wherever the cut-out has ink between x 260 and 300 of the page."""

    def __init__(self, left: int) -> None:
        self.left = left

    def line(self, gray: Gray, dpi: float) -> tuple[EngineWord, ...]:
        """The word, as wide as the place of the lost one."""
        return (EngineWord("50%", PixelBox(self.left, 0.0, self.left + 40.0, gray.shape[0]), 0.9, 0),)


def page(ink: tuple[int, int, int, int]) -> Prepared:
    """White paper with ink from (x0, y0) to (x1, y1)."""
    gray = np.full((100, 500), 255, dtype=np.uint8)
    x0, y0, x1, y1 = ink
    gray[y0:y1, x0:x1] = 0
    return Prepared(gray, IDENTITY, 1.0, True, False)


def word(text: str, left: float) -> EngineWord:
    """A read word of 60 by 20 pixels."""
    return EngineWord(text, PixelBox(left, FOOT - TALL, left + 60.0, FOOT), 0.9, 0)


def read(sheet: Prepared, words: list[EngineWord], left: int) -> list[tuple[str, float]]:
    """Words and confidences of the one line after the search."""
    lines = lines_of(words)
    (line,) = with_lost_words(sheet, lines, Again(sheet, lines, Fixed(left)))
    return [(one.text, one.confidence) for one in line.words]


def test_a_lost_word_is_found_between_its_neighbours() -> None:
    """And is doubtful, for the engine passed it over once."""
    sheet = page((260, FOOT - TALL, 300, FOOT))
    # the cut-out begins half a capital before the first of the two neighbours, and has a margin of 0.8
    assert read(sheet, [word("ABOUT", 100), word("RELIEF", 340)], 260 - 90 + 16) == [
        ("ABOUT", 0.9),
        ("50%", 0.5),
        ("RELIEF", 0.9),
    ]


@pytest.mark.parametrize(
    "ink", [(0, 0, 0, 0), (200, FOOT - 3, 300, FOOT), (260, FOOT - 4, 264, FOOT)], ids=["paper", "rule", "dot"]
)
def test_no_word_where_there_is_no_print(ink: tuple[int, int, int, int]) -> None:
    """Paper, a line to write on and a full stop are no words."""
    assert len(read(page(ink), [word("ABOUT", 100), word("RELIEF", 340)], 186)) == 2
