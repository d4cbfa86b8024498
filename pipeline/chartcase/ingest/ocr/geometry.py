"""The way back from a prepared picture to the page: pixels that were turned and stretched, as points of the page.

It stands apart because every step of the preparation moves pixels, and one wrong sign puts a quote beside its words.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chartcase.record import Box

Matrix = NDArray[np.float64]
"""A 3 by 3 affine map of columns (x, y, 1)."""

IDENTITY: Matrix = np.eye(3)


@dataclass(frozen=True, slots=True)
class PixelBox:
    """A rectangle in pixels of a prepared picture, x0 <= x1, y0 <= y1; edges, so that x1 - x0 is the width."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        """Pixels down."""
        return self.y1 - self.y0

    @property
    def width(self) -> float:
        """Pixels across."""
        return self.x1 - self.x0

    def joined(self, other: "PixelBox") -> "PixelBox":
        """The smallest box around both."""
        return PixelBox(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))


def scaled(across: float, down: float) -> Matrix:
    """Stretches both axes from the top left."""
    return np.diag([across, down, 1.0])


def quarter_turned(quarters: int, width: float, height: float) -> Matrix:
    """Where a point of a picture of that size goes when the picture is turned anticlockwise (as `numpy.rot90`)."""
    turns: dict[int, list[list[float]]] = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        1: [[0, 1, 0], [-1, 0, width], [0, 0, 1]],
        2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        3: [[0, -1, height], [1, 0, 0], [0, 0, 1]],
    }
    return np.array(turns[quarters % 4], dtype=np.float64)


def sheared(slope: float, width: float) -> Matrix:
    """Where a point goes when columns are moved up by `slope` for each pixel right of the middle."""
    return np.array([[1.0, 0.0, 0.0], [-slope, 1.0, slope * width / 2], [0.0, 0.0, 1.0]])


def on_page(box: PixelBox, back: Matrix) -> Box:
    """The box around the four corners after the map `back`."""
    corners = np.array([[box.x0, box.x1, box.x1, box.x0], [box.y0, box.y0, box.y1, box.y1], [1.0, 1.0, 1.0, 1.0]])
    moved = back @ corners
    return Box(float(moved[0].min()), float(moved[1].min()), float(moved[0].max()), float(moved[1].max()))
