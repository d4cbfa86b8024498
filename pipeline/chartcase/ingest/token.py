"""The words of one page before they are put in order, and the ruled tables they may stand in.

It stands apart because the text layer, the tick boxes and the OCR engine all give words, and one layout orders them.
"""

from dataclasses import dataclass
from typing import NamedTuple

from chartcase.record import Box


class Token(NamedTuple):
    """A word without white space and its box: points from the top left of the page as shown (or turned upright)."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    def __repr__(self) -> str:
        """No chart text: the box only."""
        return f"Token({self.x0:.1f}, {self.y0:.1f}, {self.x1:.1f}, {self.y1:.1f})"

    @property
    def box(self) -> Box:
        """The rectangle of the word."""
        return Box(self.x0, self.y0, self.x1, self.y1)

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the box."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: its outline and the cells of each row, left to right."""

    box: Box
    rows: tuple[tuple[Box, ...], ...]


def holds(box: Box, point: tuple[float, float]) -> bool:
    """True where the point lies in the box or on its edge."""
    return box.x0 <= point[0] <= box.x1 and box.y0 <= point[1] <= box.y1


def overlaps(box: Box, token: Token) -> bool:
    """True where a part of the word lies in the box or on its edge."""
    return token.x0 <= box.x1 and token.x1 >= box.x0 and token.y0 <= box.y1 and token.y1 >= box.y0
