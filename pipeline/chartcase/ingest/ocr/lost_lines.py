"""Finds lines of print that the engine passed over as a whole, and has them read.

It stands apart from the search in gaps because no word tells where such a line is: only its ink does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean, median

import numpy as np
from numpy.typing import NDArray

from chartcase.ingest.ocr.engine import EngineWord, LineReader
from chartcase.ingest.ocr.geometry import PixelBox
from chartcase.ingest.ocr.ink import PAPER, Gray, Ink, ink_of
from chartcase.ingest.ocr.lines import Line
from chartcase.ingest.ocr.prepare import SOFT, SOFTER, Prepared, softened

# In heights of capitals: how far tails and dots reach out of a line; how high a line of print is; the white rows that
# may cross it; the gap between two pieces of a line; how long the shortest piece is; the paper around a piece.
_TAILS, _HEIGHTS, _ROWS_APART, _APART, _SHORTEST, _MARGIN = 0.3, (0.65, 2.0), 0.25, 3.0, 1.0, 0.8
# The share of ink in the box of a piece of print.
_PRINT = (0.06, 0.5)
# A piece whose words are read with less on the mean is no print; what was passed over once is read with doubt.
_LIKELY, _WORTH = 0.6, 0.5


def lost_lines(page: Prepared, lines: Sequence[Line], engine: LineReader) -> tuple[EngineWord, ...]:
    """The words of lines that hold no word of `lines`, numbered on from these; () where every line of print has one."""
    tall = median(line.capitals for line in lines)
    pieces = list(_pieces(_unread(page.gray, lines, tall), tall))
    if not pieces:
        return ()
    soft = softened(page, SOFTER if page.coarse else SOFT)
    number = 1 + max(word.line for line in lines for word in line.words)
    found: list[EngineWord] = []
    for piece in pieces:
        words = _read(soft, page.dpi, piece, round(_MARGIN * tall), engine)
        found += [replace(word, confidence=min(word.confidence, _WORTH), line=number) for word in words]
        number += 1
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of pixels from `first` up to `end`, or columns."""

    first: int
    end: int

    @property
    def count(self) -> int:
        return self.end - self.first


def _unread(gray: Gray, lines: Sequence[Line], tall: float) -> Ink:
    """The ink in rows that no line takes; a line takes its rows from its first word to its last."""
    left = ink_of(gray).copy()
    grow = _TAILS * tall
    for line in lines:
        for word in line.words:
            band = line.band(word.box)
            rows = slice(max(int(band.y0 - grow), 0), max(int(band.y1 + grow), 0))
            left[rows, max(int(band.x0 - grow), 0) : max(int(band.x1 + grow), 0)] = False
    return left


def _pieces(left: Ink, tall: float) -> Iterator[PixelBox]:
    """Boxes of ink as high as a line, as long as a word and more, and neither dirt nor a bar."""
    for rows in _runs(left.sum(axis=1) >= 2, round(_ROWS_APART * tall)):
        if not _HEIGHTS[0] * tall <= rows.count <= _HEIGHTS[1] * tall:
            continue
        band = left[rows.first : rows.end]
        for columns in _runs(band.any(axis=0), round(_APART * tall)):
            share = float(band[:, columns.first : columns.end].mean())
            if columns.count >= _SHORTEST * tall and _PRINT[0] <= share <= _PRINT[1]:
                yield PixelBox(float(columns.first), float(rows.first), float(columns.end), float(rows.end))


def _runs(filled: NDArray[np.bool_], apart: int) -> Iterator[_Rows]:
    """Stretches of what is filled, joined over gaps of fewer than `apart` places."""
    places = np.flatnonzero(filled)
    if not len(places):
        return
    cuts = [
        0,
        *(at for at, (one, other) in enumerate(pairwise(places.tolist()), 1) if other - one > apart),
        len(places),
    ]
    for start, end in pairwise(cuts):
        yield _Rows(int(places[start]), int(places[end - 1]) + 1)


def _read(soft: Gray, dpi: float, box: PixelBox, margin: int, engine: LineReader) -> list[EngineWord]:
    """The words of a piece in pixels of the page; none where it does not read as print."""
    rows, columns = slice(int(box.y0), int(box.y1)), slice(int(box.x0), int(box.x1))
    words = engine.line(np.pad(soft[rows, columns], margin, constant_values=PAPER), dpi)
    if not words or fmean(word.confidence for word in words) < _LIKELY:
        return []
    across, down = box.x0 - margin, box.y0 - margin
    return [replace(word, box=_moved(word.box, across, down)) for word in words]


def _moved(box: PixelBox, across: float, down: float) -> PixelBox:
    return PixelBox(box.x0 + across, box.y0 + down, box.x1 + across, box.y1 + down)
