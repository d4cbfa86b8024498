"""The lines of a page as an engine found them: words in order, where their feet stand, how high their letters are.

It stands apart because engines give boxes around ink, and a page needs boxes like those of a printed text: as high as
the line, whether a word has tall letters or not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

import numpy as np

from chartcase.ingest.ocr.engine import EngineWord
from chartcase.ingest.ocr.geometry import PixelBox

_TALL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789bdfhkl")
_HANGING = frozenset("gjpqy,;()[]{}|/$Q@_")
_SMALL = frozenset("acemnorsuvwxz")
# Of the height of capitals: where the letters' body ends below the line and above it in a text's own boxes (the mean of
# Helvetica, Times and Courier), and how high small letters are.
_BELOW, _ABOVE, _SMALL_SHARE = 0.28, 1.08, 0.72
_LEAST_SLOPE_WORDS = 4
# What goes on within this gap, on a foot as near as this, is the same line (both in heights of capitals).
_ONE_SPACE, _SAME_FOOT = 1.2, 0.35
_LIKELY_HEIGHTS = (0.5, 2.5)


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a line from left to right, the height of its capitals, and its base line: y = foot + slope * x."""

    words: tuple[EngineWord, ...]
    capitals: float
    foot: float
    slope: float

    def band(self, box: PixelBox) -> PixelBox:
        """The box of a word, as high as the line there."""
        base = self.foot + self.slope * (box.x0 + box.x1) / 2
        return PixelBox(box.x0, base - _ABOVE * self.capitals, box.x1, base + _BELOW * self.capitals)


def lines_of(words: Iterable[EngineWord]) -> tuple[Line, ...]:
    """The lines in the engine's order; heights that no letter tells come from the page."""
    groups = [sorted(group, key=lambda word: word.box.x0) for _, group in groupby(words, key=lambda word: word.line)]
    heights = [_capitals(group) for group in groups]
    known = [height for height in heights if height]
    usual = median(known) if known else 0.0
    lines = [_line(group, height, usual) for group, height in zip(groups, heights, strict=True)]
    return tuple(_line(group, _capitals(group), usual) for group in _rejoined(lines))


def _rejoined(lines: Sequence[Line]) -> Iterator[Sequence[EngineWord]]:
    """The words of each line; what the engine took for a line of its own right after another one is a part of it."""
    after = {number: _continuation(line, lines) for number, line in enumerate(lines)}
    taken, joined = set(after.values()), set[int]()
    for number, line in enumerate(lines):
        if number in taken:
            continue
        words, at = list(line.words), after[number]
        while at is not None and at not in joined:
            joined.add(at)
            words += lines[at].words
            at = after[at]
        yield words


def _continuation(line: Line, lines: Sequence[Line]) -> int | None:
    """The nearest line that goes on where this one ends, at the same height; None for a whole line."""
    end = line.words[-1].box.x1
    near: list[tuple[float, int]] = []
    for number, other in enumerate(lines):
        start = other.words[0].box.x0
        level = abs(other.foot + other.slope * start - line.foot - line.slope * start) < _SAME_FOOT * line.capitals
        if other is not line and level and 0.0 <= start - end < _ONE_SPACE * line.capitals:
            near.append((start, number))
    return min(near)[1] if near else None


def slopes_by_height(lines: Sequence[Line], height: float) -> tuple[float, float]:
    """A straight line through the slopes of the lines over their height: at the top and at the foot of the page.

    A photographed page is a trapezium: its upper lines fall where its lower ones rise. (0.0, 0.0) where too few tell.
    """
    told = [(line.foot, line.slope) for line in lines if len(line.words) >= 2 * _LEAST_SLOPE_WORDS]
    if len(told) < _LEAST_SLOPE_WORDS:
        return 0.0, 0.0
    feet, slopes = np.array([foot for foot, _ in told]), np.array([slope for _, slope in told])
    keep = np.abs(slopes - np.median(slopes)) < 0.02
    if keep.sum() < _LEAST_SLOPE_WORDS or np.ptp(feet[keep]) < height / 4:
        usual = float(np.median(slopes))
        return usual, usual
    gradient, start = np.polyfit(feet[keep], slopes[keep], 1)
    return float(start), float(start + gradient * height)


def _line(words: Sequence[EngineWord], capitals: float, usual: float) -> Line:
    if not capitals or not _LIKELY_HEIGHTS[0] * usual <= capitals <= _LIKELY_HEIGHTS[1] * usual:
        capitals = usual or median(word.box.height for word in words)
    feet = [(_middle(word), word.box.y1) for word in words if not _HANGING & set(word.text)]
    if not feet:
        feet = [(_middle(word), word.box.y1 - _BELOW * capitals) for word in words]
    if len(feet) < _LEAST_SLOPE_WORDS:
        return Line(tuple(words), capitals, median(foot for _, foot in feet), 0.0)
    slope = _slope(feet)
    return Line(tuple(words), capitals, median(foot - slope * x for x, foot in feet), slope)


def _slope(feet: Sequence[tuple[float, float]]) -> float:
    """The median of the slopes between words of the two halves of the line: one odd word does not tilt it."""
    half = len(feet) // 2
    return median((y1 - y0) / max(x1 - x0, 1.0) for (x0, y0), (x1, y1) in zip(feet[:half], feet[-half:], strict=True))


def _middle(word: EngineWord) -> float:
    return (word.box.x0 + word.box.x1) / 2


def _capitals(words: Sequence[EngineWord]) -> float:
    """The height of capitals and digits, told by the words that have tall letters; 0.0 where none tells."""
    heights: list[float] = []
    for word in words:
        letters = set(word.text)
        if not letters & _TALL and not letters <= _SMALL:
            continue
        height = word.box.height / (1.0 if letters & _TALL else _SMALL_SHARE)
        heights.append(height / (1.0 + _BELOW) if letters & _HANGING else height)
    return median(heights) if heights else 0.0
