"""Finds ink between the words of a line that nobody read, and has it read.

It stands apart because an engine drops a word silently, and a lost number is as wrong as a misread one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

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


def with_lost_words(page: Prepared, lines: Sequence[Line], again: Again) -> tuple[Line, ...]:
    """The lines, with the words found in their gaps."""
    return tuple(_filled(page, line, number, again) for number, line in enumerate(lines))


def _filled(page: Prepared, line: Line, number: int, again: Again) -> Line:
    found: list[EngineWord] = []
    for place in _gaps(page, line):
        left, right = line.words[place - 1].box.x1, line.words[place].box.x0
        for word in again.between(number, place - 1, place, left, right):
            found.append(replace(word, confidence=min(word.confidence, _WORTH), line=line.words[0].line))
    if not found:
        return line
    return replace(line, words=tuple(sorted([*line.words, *found], key=lambda word: word.box.x0)))


def _gaps(page: Prepared, line: Line) -> Iterator[int]:
    """Places of words with unread ink before them."""
    for place in range(1, len(line.words)):
        left, right = line.words[place - 1].box.x1, line.words[place].box.x0
        if right - left >= _WIDE * line.capitals and _holds_print(page, line, left, right):
            yield place


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
