"""Tells print that was read from what was not: handwriting, drawings, photographs, pages that are black.

It stands apart because an engine makes words of anything or is silent; ink that no word accounts for says so.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from chartcase.ingest.ocr.engine import EngineWord
from chartcase.ingest.ocr.geometry import PixelBox
from chartcase.ingest.ocr.ink import Gray, Ink, ink_of

# The paper is looked at in cells of this part of an inch; so much of a cell is ink where a pen or a drawing passed.
_CELLS_AN_INCH, _LEAST_FILLED = 10, 0.06
# Square inches of cells that hold ink which is in no word. Measured with scripts/odd_pages: two lines of handwriting
# beside print fill 0.9 and more, a page of it 2.7 and more; what is lost of print on 160 bad faxes 0.7 at most.
_SOME, _MUCH = 0.8, 2.0
# A word below this is what an engine makes of a drawing; a page with fewer clear words than `_FEW` is looked at again.
_ANY_WORD, _CLEAR_WORD, _LETTERS, _FEW, _LEAST = 0.3, 0.7, 3, 20, 5
_BLACK = 0.6

BLACK = "Page {} is mostly black; nothing on it was read."
NO_PRINT = "Page {} shows handwriting, a drawing or a photograph; it was not read."
SOME_WRITING = "Page {} holds handwriting or a picture beside its print, which was not read."


def is_black(gray: Gray) -> bool:
    """True for a sheet that is ink all over."""
    return float(ink_of(gray).mean()) > _BLACK


def is_much(unread: float) -> bool:
    """True where more was passed over than print loses: square inches from `unread_ink`."""
    return unread >= _MUCH


def is_some(unread: float) -> bool:
    """True where somebody may have written something: square inches from `unread_ink`."""
    return unread >= _SOME


def unread_ink(gray: Gray, dpi: float, words: Iterable[tuple[PixelBox, float]]) -> float:
    """Square inches of a page whose ink is in no word; the words are boxes, each with how sure the engine is of it."""
    left = ink_of(gray).copy()
    for box, confidence in words:
        if confidence >= _ANY_WORD:
            # Tails and dots reach out of the box of a line.
            grow = box.height / 3
            rows = slice(max(int(box.y0 - grow), 0), max(int(box.y1 + grow), 0))
            left[rows, max(int(box.x0 - grow), 0) : max(int(box.x1 + grow), 0)] = False
    filled = _cells(left, max(round(dpi / _CELLS_AN_INCH), 1)) >= _LEAST_FILLED
    return float(filled.sum()) / _CELLS_AN_INCH**2


def has_few_clear(words: Sequence[EngineWord]) -> bool:
    """True for a page that is hardly print."""
    return sum(map(_is_clear, words)) < _FEW


def clear_print(*readings: Sequence[EngineWord]) -> tuple[EngineWord, ...]:
    """The words that stand out clearly, of the reading that has more of them; () where they are too few to be print."""
    clear = [tuple(word for word in words if word.confidence >= _CLEAR_WORD) for words in readings]
    best = max(clear, key=lambda words: sum(map(_is_clear, words)))
    return best if sum(map(_is_clear, best)) >= _LEAST else ()


def _is_clear(word: EngineWord) -> bool:
    letters = word.text.strip(".,:;")
    return word.confidence >= _CLEAR_WORD and len(letters) >= _LETTERS and letters.isalpha()


def _cells(ink: Ink, side: int) -> NDArray[np.float64]:
    """The share of ink in each cell."""
    rows, columns = ink.shape[0] // side, ink.shape[1] // side
    whole = ink[: rows * side, : columns * side].reshape(rows, side, columns, side)
    return np.asarray(whole.mean(axis=(1, 3)), dtype=np.float64)
