"""Groups the words of a page, or of one column of it, into lines.

It stands apart because columns, tables and plain pages all need lines, each of another set of words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chartcase.ingest.token import Token

# Two words stand on one line where they share half the height of the lower one: superscripts do, the next line not.
_SHARED = 0.5
# A superscript of the next line can begin above the last word of this one, so the line before stays open.
_OPEN_ROWS = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One line: indices of its words from left to right and the band it fills, y0 <= y1."""

    members: tuple[int, ...]
    x0: float
    x1: float
    y0: float
    y1: float


class _OpenRow:
    def __init__(self, index: int, token: Token) -> None:
        self.members = [index]
        self.y0, self.y1 = token.y0, token.y1

    def shared(self, token: Token) -> float:
        """Shared height as a share of the lower of the two; negative where they are apart."""
        lower = max(min(self.y1 - self.y0, token.y1 - token.y0), 0.1)
        return (min(self.y1, token.y1) - max(self.y0, token.y0)) / lower

    def add(self, index: int, token: Token) -> None:
        self.members.append(index)
        self.y0, self.y1 = min(self.y0, token.y0), max(self.y1, token.y1)

    def closed(self, tokens: Sequence[Token]) -> Row:
        members = tuple(sorted(self.members, key=lambda index: (tokens[index].x0, index)))
        right = max(tokens[index].x1 for index in members)
        return Row(members, tokens[members[0]].x0, right, self.y0, self.y1)


def group_rows(tokens: Sequence[Token], members: Iterable[int]) -> list[Row]:
    """The lines of the words named by `members`, from top to bottom; each word is in one line."""
    rows: list[_OpenRow] = []
    for index in sorted(members, key=lambda index: (tokens[index].y0 + tokens[index].y1, index)):
        token = tokens[index]
        for row in rows[: -_OPEN_ROWS - 1 : -1]:
            if row.shared(token) >= _SHARED:
                row.add(index, token)
                break
        else:
            rows.append(_OpenRow(index, token))
    return sorted((row.closed(tokens) for row in rows), key=lambda row: (row.y0 + row.y1, row.x0))
