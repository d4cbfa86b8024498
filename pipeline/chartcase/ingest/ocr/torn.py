"""Takes the certainty from figures that a lost scan line crosses, and from short words that may be one misread.

It stands apart because the engine cannot know: it reads the mended picture, and is sure of what it sees.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from chartcase.ingest.ocr import geometry
from chartcase.ingest.ocr.engine import EngineWord
from chartcase.ingest.ocr.geometry import PixelBox
from chartcase.ingest.ocr.lines import Line
from chartcase.ingest.ocr.prepare import Prepared
from chartcase.ingest.ocr.shapes import EDGES

# Below what a figure, and what a word, is believed from without a second reading (chartcase.ingest.ocr.doubt).
_WORTH, _WORTH_OF_LETTERS = 0.85, 0.55
# What a torn figure may be read as: `C/` for C7, `ANN` for 600.
_LIKE_FIGURES = re.compile(r"[A-Z/+]{1,5}|[a-z]/[a-z]")
# How far beside the ink of a word a row must lie to be none of its own, in heights of capitals.
_BESIDE = 0.05


def with_torn_words(page: Prepared, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines; figures through which a scan line is missing are read with less confidence."""
    if not page.lost:
        return tuple(lines)
    return tuple(replace(line, words=tuple(_word(page, line, word) for word in line.words)) for line in lines)


def _word(page: Prepared, line: Line, word: EngineWord) -> EngineWord:
    most = _most(word.text)
    return replace(word, confidence=most) if word.confidence > most and is_torn(page, line, word) else word


def _most(text: str) -> float:
    """The most that a torn word is worth before it is read again."""
    if any(letter.isdigit() for letter in text):
        return _WORTH
    return _WORTH_OF_LETTERS if _LIKE_FIGURES.fullmatch(text.strip(EDGES)) else 1.0


def is_torn(page: Prepared, line: Line, word: EngineWord) -> bool:
    """True where a lost scan line crosses the word between its feet and the head of its capitals."""
    edge = _BESIDE * line.capitals
    base = line.foot + line.slope * (word.box.x0 + word.box.x1) / 2
    body = PixelBox(word.box.x0, base - line.capitals - edge, word.box.x1, base + edge)
    place = geometry.on_page(body, page.back)
    return any(start < place.y1 and end > place.y0 for start, end in page.lost)


def lost_pixels(page: Prepared, rows: slice, columns: slice) -> NDArray[np.bool_]:
    """True for the pixels of a piece of the page that lie on a lost scan line, mended or not."""
    sideways, downwards, start = (float(page.back[1, at]) for at in range(3))
    across: NDArray[np.float64] = (np.arange(columns.start, columns.stop, dtype=np.float64) + 0.5) * sideways
    down: NDArray[np.float64] = (np.arange(rows.start, rows.stop, dtype=np.float64) + 0.5) * downwards + start
    places: NDArray[np.float64] = np.add.outer(down, across)
    lost = np.zeros(places.shape, dtype=np.bool_)
    for first, end in page.lost:
        lost |= (places >= first) & (places < end)
    return lost
