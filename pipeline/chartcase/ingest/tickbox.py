"""Finds tick boxes that are drawn: a small square before a label, empty, crossed or filled.

It stands apart because drawings know nothing of words: a square is a bullet, a cell of a grid or a chosen answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from chartcase.ingest.ticks import EMPTY, MARKS, TICKED
from chartcase.ingest.token import Token, holds
from chartcase.record import Box

# Printed tick boxes measure 6 to 16 points; the margin covers small print and posters.
_LEAST_SIDE, _GREATEST_SIDE = 5.0, 20.0
_SQUARE = 0.72
# The label stands within this many points of its box.
_LABEL_WITHIN = 40.0
_TOUCHING = 1.0
_MEETING = 1.5
# A mark fills at least this share of its box's side; a fill at least this share of its area.
_MARK_SIDE, _FILL_AREA = 0.4, 0.2
_HAND_MARKS = MARKS | {"X", "x", "×", "╳", TICKED, EMPTY}


class ShapeKind(StrEnum):
    """How a shape is drawn."""

    RECT = "rect"
    LINE = "line"
    CURVE = "curve"


@dataclass(frozen=True, slots=True)
class Shape:
    """One drawn shape on the page as shown; `dark` = filled with a dark colour."""

    kind: ShapeKind
    box: Box
    stroked: bool
    dark: bool

    @property
    def width(self) -> float:
        """Points across."""
        return self.box.x1 - self.box.x0

    @property
    def height(self) -> float:
        """Points down."""
        return self.box.y1 - self.box.y0


@dataclass(frozen=True, slots=True)
class DrawnTicks:
    """Tick boxes as words, and the indices of the page's words that are their marks."""

    ticks: tuple[Token, ...]
    consumed: frozenset[int]


def drawn_ticks(shapes: Sequence[Shape], tokens: Sequence[Token]) -> DrawnTicks:
    """The tick boxes among the shapes of a page; squares without a label, in a grid or around words are none."""
    squares = _outermost([*_square_rects(shapes), *_squares_of_lines(shapes)])
    boxes = [box for box in squares if not _in_grid(box, squares) and _has_label(box, tokens)]
    hollow = any(not _is_filled(box, shapes) for box in boxes)
    ticks: list[Token] = []
    consumed: set[int] = set()
    for box in boxes:
        inside = [index for index, token in enumerate(tokens) if holds(box, token.middle)]
        if any(tokens[index].text not in _HAND_MARKS for index in inside):
            continue
        filled = hollow and _is_filled(box, shapes)
        ticked = filled or _is_marked(box, shapes) or any(tokens[index].text != EMPTY for index in inside)
        ticks.append(Token(TICKED if ticked else EMPTY, box.x0, box.y0, box.x1, box.y1))
        consumed.update(inside)
    return DrawnTicks(tuple(ticks), frozenset(consumed))


def _is_square(box: Box) -> bool:
    width, height = box.x1 - box.x0, box.y1 - box.y0
    short, long = min(width, height), max(width, height)
    return short >= _LEAST_SIDE and long <= _GREATEST_SIDE and short >= _SQUARE * long


def _square_rects(shapes: Iterable[Shape]) -> list[Box]:
    return [shape.box for shape in shapes if shape.kind is ShapeKind.RECT and _is_square(shape.box)]


def _squares_of_lines(shapes: Iterable[Shape]) -> list[Box]:
    """Squares drawn as four separate lines: two level ones with upright ones at both ends."""
    lines = [
        shape for shape in shapes if shape.kind is ShapeKind.LINE and _LEAST_SIDE <= _length(shape) <= _GREATEST_SIDE
    ]
    level = sorted((line.box for line in lines if line.height < _TOUCHING), key=lambda box: (round(box.x0), box.y0))
    upright = [line.box for line in lines if line.width < _TOUCHING]
    found: list[Box] = []
    for above, below in pairwise(level):
        box = Box(above.x0, above.y0, above.x1, below.y1)
        if abs(above.x0 - below.x0) < _MEETING and abs(above.x1 - below.x1) < _MEETING and _is_square(box):
            sides = [side for side in upright if abs(side.y0 - box.y0) < _MEETING and abs(side.y1 - box.y1) < _MEETING]
            if all(any(abs(side.x0 - x) < _MEETING for side in sides) for x in (box.x0, box.x1)):
                found.append(box)
    return found


def _length(shape: Shape) -> float:
    return max(shape.width, shape.height)


def _outermost(boxes: Sequence[Box]) -> list[Box]:
    """Without squares that repeat or lie inside another (a border and its fill)."""
    kept: list[Box] = []
    for box in sorted(boxes, key=_area, reverse=True):
        if not any(_shared_area(box, other) > 0.5 * _area(box) for other in kept):
            kept.append(box)
    return sorted(kept, key=lambda box: (box.y0, box.x0))


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def _shared_area(one: Box, other: Box) -> float:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return across * down if across > 0 and down > 0 else 0.0


def _in_grid(box: Box, squares: Iterable[Box]) -> bool:
    grown = Box(box.x0 - _TOUCHING, box.y0 - _TOUCHING, box.x1 + _TOUCHING, box.y1 + _TOUCHING)
    return any(other != box and _shared_area(grown, other) > 0 for other in squares)


def _has_label(box: Box, tokens: Iterable[Token]) -> bool:
    for token in tokens:
        level = min(box.y1, token.y1) - max(box.y0, token.y0) > 0.3 * (box.y1 - box.y0)
        beside = -_TOUCHING <= token.x0 - box.x1 <= _LABEL_WITHIN or -_TOUCHING <= box.x0 - token.x1 <= _LABEL_WITHIN
        if level and beside:
            return True
    return False


def _is_filled(box: Box, shapes: Iterable[Shape]) -> bool:
    """True where a dark fill covers a good part of the box, the box's own fill included."""
    dark = (shape.box for shape in shapes if shape.dark and shape.kind is ShapeKind.RECT)
    return any(_shared_area(box, fill) >= _FILL_AREA * _area(box) and _area(fill) <= 1.5 * _area(box) for fill in dark)


def _is_marked(box: Box, shapes: Iterable[Shape]) -> bool:
    """True where a slanted line or a curve fills the box: a cross or a check mark."""
    side = max(box.x1 - box.x0, box.y1 - box.y0)
    for shape in shapes:
        middle = (shape.box.x0 + shape.box.x1) / 2, (shape.box.y0 + shape.box.y1) / 2
        large = min(shape.width, shape.height) >= _MARK_SIDE * side and _length(shape) <= 2 * side
        if shape.kind is not ShapeKind.RECT and large and holds(box, middle):
            return True
    return False
