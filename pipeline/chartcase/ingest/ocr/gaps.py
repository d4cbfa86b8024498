"""Finds ink between the words of a line that nobody read, and has it read.

It stands apart because an engine drops a word silently, and a lost number is as wrong as a misread one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from chartcase.ingest.ocr.engine import EngineWord
from chartcase.ingest.ocr.geometry import PixelBox
from chartcase.ingest.ocr.ink import ink_of
from chartcase.ingest.ocr.lines import Line
from chartcase.ingest.ocr.prepare import Prepared
from chartcase.ingest.ocr.spots import Again

# In heights of capitals: a gap that can hold a word, how much ink it must hold across, how much of the height it fills.
_WIDE, _ACROSS, _TALL = 0.9, 0.35, 0.45
# What was passed over once is read with doubt.
_WORTH = 0.5
# Words whose boxes reach this share of the capitals' height into the line stand beside it; further than this is far.
_MARGIN, _FAR = 0.25, 1e6
_Boxes = NDArray[np.float64]


def with_lost_words(page: Prepared, lines: Sequence[Line], again: Again) -> tuple[Line, ...]:
    """The lines, with the words found in their gaps, before their first word and after their last."""
    boxes = np.array([_edges(word.box) for line in lines for word in line.words], dtype=np.float64).reshape(-1, 4)
    return tuple(_filled(page, line, number, again, boxes) for number, line in enumerate(lines))


@dataclass(frozen=True, slots=True)
class _Gap:
    """Room between two pixels across, and the words beside it."""

    left: float
    right: float
    beside: tuple[int, int]


def _filled(page: Prepared, line: Line, number: int, again: Again, boxes: _Boxes) -> Line:
    found: list[EngineWord] = []
    for gap in _gaps(line, boxes):
        if gap.right - gap.left >= _WIDE * line.capitals and _holds_print(page, line, gap.left, gap.right):
            for word in again.between(number, gap.beside, gap.left, gap.right):
                found.append(replace(word, confidence=min(word.confidence, _WORTH), line=line.words[0].line))
    if not found:
        return line
    return replace(line, words=tuple(sorted([*line.words, *found], key=lambda word: word.box.x0)))


def _gaps(line: Line, boxes: _Boxes) -> Iterator[_Gap]:
    """The room between the words of a line, and on both sides of it up to the next words or the edge of the print."""
    for place in range(1, len(line.words)):
        yield _Gap(line.words[place - 1].box.x1, line.words[place].box.x0, (place - 1, place))
    last = len(line.words) - 1
    start, end = line.words[0].box.x0, line.words[last].box.x1
    x0, x1 = boxes[:, 0], boxes[:, 2]
    yield _Gap(max(float(x0.min()), _nearest(x1[_level(line, start, boxes) & (x1 <= start)], start)), start, (0, 0))
    right = -_nearest(-x0[_level(line, end, boxes) & (x0 >= end)], -end)
    yield _Gap(end, min(float(x1.max()), right), (last, last))


def _level(line: Line, x: float, boxes: _Boxes) -> NDArray[np.bool_]:
    """True for words that share the height of the line's capitals where it passes `x`."""
    base = line.foot + line.slope * x
    return (boxes[:, 1] < base - _MARGIN * line.capitals) & (boxes[:, 3] > base - (1 - _MARGIN) * line.capitals)


def _nearest(edges: NDArray[np.float64], limit: float) -> float:
    """The greatest of the edges; far away where there is none."""
    return float(edges.max()) if len(edges) else limit - _FAR


def _edges(box: PixelBox) -> tuple[float, float, float, float]:
    return box.x0, box.y0, box.x1, box.y1


def _holds_print(page: Prepared, line: Line, left: float, right: float) -> bool:
    """True where the gap holds ink as wide and as tall as a digit; dots, dashes and rules are not."""
    edge = 0.1 * line.capitals
    base = line.foot + line.slope * (left + right) / 2
    band = PixelBox(left + edge, base - line.capitals, right - edge, base)
    piece = ink_of(page.gray[max(int(band.y0), 0) : max(int(band.y1), 0), int(band.x0) : int(band.x1)])
    if not piece.size:
        return False
    columns = np.flatnonzero(piece.any(axis=0))
    rows = np.flatnonzero(piece.any(axis=1))
    if not len(columns) or len(columns) < _ACROSS * line.capitals:
        return False
    return bool(rows[-1] - rows[0] >= _TALL * line.capitals)
