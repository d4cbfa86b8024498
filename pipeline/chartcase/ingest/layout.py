"""Puts the words of a page in reading order and says what stands between them.

It stands apart from the readers because the order follows from boxes alone, whoever found the words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from chartcase.ingest.columns import Gutter, find_gutter, left_of
from chartcase.ingest.rows import Row, group_rows
from chartcase.ingest.token import Table, Token, holds
from chartcase.record import Box

WORD_GAP, CELL_GAP, LINE_BREAK, BLANK_LINE = " ", "  ", "\n", "\n\n"

# A gap wider than the line is high parts cells; wide justified spaces stay below it.
_CELL_GAP_HEIGHTS = 1.0
# Lines further apart than this many usual line distances have a blank line between them.
_BLANK_LINE_PITCHES = 1.5
_USUAL_PITCH_QUANTILE = 0.3
# Above so many line heights lines are not set single; of double-spaced lines at least this share begins in lower case.
_SINGLE_SPACED, _RUNNING_ON = 1.7, 0.2
_DEEPEST = 8


class Placed(NamedTuple):
    """A word by its index and what stands before it."""

    before: str
    word: int


@dataclass(frozen=True, slots=True)
class _Strip:
    """What is read in one go: one line, or a whole ruled table; bands of its first and last line."""

    placed: tuple[Placed, ...]
    first: tuple[float, float]
    last: tuple[float, float]


class Layout(NamedTuple):
    """Words in reading order, and the gutters they were parted by, in points from the left."""

    placed: list[Placed]
    gutters: tuple[float, ...]


def lay_out(tokens: Sequence[Token], tables: Sequence[Table] = (), known: Sequence[float] = ()) -> Layout:
    """Every word once, in reading order: column by column, table row by table row, line by line.

    `known` are the gutters of the pages before.
    """
    members, tabled = _by_table(tokens, tables)
    stand_ins = [Token("", table.box.x0, table.box.y0, table.box.x1, table.box.y1) for table in tables]
    homes = dict(enumerate(zip(tables, tabled, strict=True), len(tokens)))
    page = _Page(tokens, [*tokens, *stand_ins], homes, known, [])
    used = [index for index, (_, inside) in page.tables.items() if inside]
    placed = _joined(tokens, page.strips([*members, *used], 0))
    return Layout(placed, tuple(page.gutters))


def _by_table(tokens: Sequence[Token], tables: Sequence[Table]) -> tuple[list[int], list[list[int]]]:
    """Indices of the words outside all tables, and inside each."""
    free: list[int] = []
    tabled: list[list[int]] = [[] for _ in tables]
    for index, token in enumerate(tokens):
        home = next((number for number, table in enumerate(tables) if holds(table.box, token.middle)), None)
        (free if home is None else tabled[home]).append(index)
    return free, tabled


@dataclass(frozen=True, slots=True)
class _Page:
    """The words, the words followed by one stand-in a table, each stand-in's table with its words, the gutters of the
    pages before, and those found here."""

    tokens: Sequence[Token]
    pieces: Sequence[Token]
    tables: dict[int, tuple[Table, list[int]]]
    known: Sequence[float]
    gutters: list[float]

    def strips(self, members: Iterable[int], depth: int) -> list[_Strip]:
        rows = self._rows(members)
        gutter = find_gutter(self.pieces, rows, self.known) if depth < _DEEPEST else None
        if gutter is None:
            return [self._strip(row) for row in rows]
        self.gutters.append(gutter.x)
        return [strip for part in self._parts(rows, gutter) for strip in self.strips(part, depth + 1)]

    def _rows(self, members: Iterable[int]) -> list[Row]:
        """Lines of words, and each table as a row of its own."""
        words = [index for index in members if index not in self.tables]
        stand_ins = [index for index in members if index in self.tables]
        alone = [Row((index,), *_sides(self.pieces[index])) for index in stand_ins]
        return sorted([*group_rows(self.tokens, words), *alone], key=lambda row: (row.y0 + row.y1, row.x0))

    def _parts(self, rows: Sequence[Row], gutter: Gutter) -> tuple[list[int], list[int], list[int], list[int]]:
        """Members above the columns, of the left one, of the right one, and below."""
        left, right = left_of(self.pieces, rows[gutter.first : gutter.last + 1], gutter.x)
        above = [index for row in rows[: gutter.first] for index in row.members]
        below = [index for row in rows[gutter.last + 1 :] for index in row.members]
        return above, left, right, below

    def _strip(self, row: Row) -> _Strip:
        if row.members[0] in self.tables:
            return _table_strip(self.tokens, *self.tables[row.members[0]])
        return _Strip(_line(self.tokens, row), (row.y0, row.y1), (row.y0, row.y1))


def _sides(piece: Token) -> tuple[float, float, float, float]:
    return piece.x0, piece.x1, piece.y0, piece.y1


def _line(tokens: Sequence[Token], row: Row) -> tuple[Placed, ...]:
    """The words of a line: one space between them, two where the gap is as wide as the line is high."""
    placed = [Placed("", row.members[0])]
    right = tokens[row.members[0]].x1
    for index in row.members[1:]:
        token = tokens[index]
        wide = token.x0 - right > _CELL_GAP_HEIGHTS * (token.y1 - token.y0)
        placed.append(Placed(CELL_GAP if wide else WORD_GAP, index))
        right = max(right, token.x1)
    return tuple(placed)


def _table_strip(tokens: Sequence[Token], table: Table, members: Sequence[int]) -> _Strip:
    """Row by row, cell by cell; a cell of several lines is read to its end before the next one begins."""
    placed: list[Placed] = []
    bands: list[tuple[float, float]] = []
    for cells in _cells_of(tokens, table, members):
        for number, cell in enumerate(cells):
            lines = group_rows(tokens, cell)
            for place, row in enumerate(lines):
                before = LINE_BREAK if place or not number else CELL_GAP
                placed += _led(before if placed else "", _line(tokens, row))
                bands.append((row.y0, row.y1))
    return _Strip(tuple(placed), min(bands), max(bands, key=lambda band: band[1]))


def _cells_of(tokens: Sequence[Token], table: Table, members: Sequence[int]) -> list[list[list[int]]]:
    """Words by row and cell, empty cells left out; a word in no cell goes to the nearest one."""
    boxes = [(number, box) for number, row in enumerate(table.rows) for box in row]
    homes: dict[int, list[int]] = {}
    for index in members:
        home = min(range(len(boxes)), key=lambda at: _distance(boxes[at][1], tokens[index].middle))
        homes.setdefault(home, []).append(index)
    rows: dict[int, list[list[int]]] = {}
    for home in sorted(homes):
        rows.setdefault(boxes[home][0], []).append(homes[home])
    return [rows[number] for number in sorted(rows)]


def _distance(box: Box, point: tuple[float, float]) -> float:
    across = max(box.x0 - point[0], 0.0, point[0] - box.x1)
    down = max(box.y0 - point[1], 0.0, point[1] - box.y1)
    return across + down


def _led(before: str, line: Sequence[Placed]) -> list[Placed]:
    return [Placed(before, line[0].word), *line[1:]]


def _joined(tokens: Sequence[Token], strips: Sequence[_Strip]) -> list[Placed]:
    """All strips, with a line break between them, or a blank line where the paper shows one."""
    usual = _usual_pitch(tokens, strips)
    placed: list[Placed] = []
    for number, strip in enumerate(strips):
        before = _between(strips[number - 1], strip, usual) if number else ""
        placed += _led(before, strip.placed)
    return placed


def _between(above: _Strip, below: _Strip, usual: float) -> str:
    height = max(above.last[1] - above.last[0], below.first[1] - below.first[0])
    return BLANK_LINE if _pitch(above, below) > _BLANK_LINE_PITCHES * max(usual, height) else LINE_BREAK


def _pitch(above: _Strip, below: _Strip) -> float:
    return below.first[1] - above.last[1]


def _usual_pitch(tokens: Sequence[Token], strips: Sequence[_Strip]) -> float:
    """The distance of baselines inside a paragraph, 0.0 where no line follows another.

    Lines that are all far apart are paragraphs of one line, or a double-spaced text, in which sentences run on.
    """
    pairs = [(above, below) for above, below in pairwise(strips) if _pitch(above, below) > 0]
    if not pairs:
        return 0.0
    pitches = sorted(_pitch(*pair) for pair in pairs)
    common = pitches[int(_USUAL_PITCH_QUANTILE * len(pitches))]
    single = _SINGLE_SPACED * median(below.first[1] - below.first[0] for _, below in pairs)
    if common <= single:
        return common
    far = [tokens[below.placed[0].word].text for above, below in pairs if _pitch(above, below) > single]
    running_on = sum(text[:1].islower() for text in far)
    return common if running_on >= _RUNNING_ON * len(far) else single / _BLANK_LINE_PITCHES
