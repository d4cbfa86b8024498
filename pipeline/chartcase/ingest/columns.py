"""Finds the gutter between two columns of text, and leaves tables alone.

It stands apart because reading across a gutter joins two statements into one that nobody made, while reading a table
column by column parts a drug from its dose.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from chartcase.ingest.rows import Row, group_rows
from chartcase.ingest.token import Token

# Points of clear paper on each side of a gutter's middle; columns of print stand 12 to 36 points apart.
_CLEAR = 4.0
_CANDIDATES = 24
_FEWEST_LINES = 4
# Baselines within this many points are one line of a table.
_SAME_BASELINE = 1.5
_MISALIGNED = 0.4
# Columns of prose: lines of several words, and lines that go on where the one above ran to the column's edge.
_FULL_LINE, _EDGE_QUANTILE, _FEW_WORDS, _WRAPPED_SHARE, _FEWEST_WRAPPED = 0.8, 0.9, 3, 0.1, 2
# A line that runs on alone speaks for a table, but two columns have blank lines at different places too.
_ALONE_WEIGHT = 0.6
# Gutters of two pages within this many points are one.
_SAME_GUTTER = 8.0
# A gap of this many usual line distances parts a running header or a signature of so many rows from the columns.
_APART, _OUTER_ROWS = 1.7, 3


@dataclass(frozen=True, slots=True)
class Gutter:
    """Rows first..last (both included) are read on the left of `x` first, then on its right."""

    first: int
    last: int
    x: float


def find_gutter(tokens: Sequence[Token], rows: Sequence[Row], known: Sequence[float] = ()) -> Gutter | None:
    """The gutter that parts the most rows, or None where the rows are read straight across.

    `rows` are in order from top to bottom; a ruled table is a row with one member, its outline. `known` are gutters of
    pages before: where one of them is clear again, the last lines of a text need no further proof.
    """
    best: Gutter | None = None
    for x in (*known, *_candidates(tokens, rows)):
        for first, last in _clear_runs(tokens, rows, x):
            gutter = Gutter(first, last, x)
            longer = best is None or last - first > best.last - best.first
            if longer and _reads_as_columns(tokens, rows, gutter, any(abs(x - old) <= _SAME_GUTTER for old in known)):
                best = gutter
    return best


def left_of(tokens: Sequence[Token], rows: Sequence[Row], x: float) -> tuple[list[int], list[int]]:
    """The members of the rows that stand left and right of `x`."""
    left: list[int] = []
    right: list[int] = []
    for row in rows:
        for index in row.members:
            (left if tokens[index].x1 <= x else right).append(index)
    return left, right


def _candidates(tokens: Sequence[Token], rows: Sequence[Row]) -> list[float]:
    """Middles of wide gaps inside rows and places just before rows that begin far right, the most frequent first."""
    counted: Counter[float] = Counter()
    if not rows:
        return []
    edge, width = min(row.x0 for row in rows), max(row.x1 for row in rows) - min(row.x0 for row in rows)
    for row in rows:
        for start, end in _gaps(tokens, row):
            # Just before the right part is where the gutter is clear in every row: left parts end raggedly.
            counted[round(end - _CLEAR - 1.0)] += 1
            counted[round((start + end) / 2)] += 1
        if row.x0 > edge + 0.3 * width:
            counted[round(row.x0 - _CLEAR - 1.0)] += 1
    return [x for x, count in counted.most_common(_CANDIDATES) if count >= 2]


def _gaps(tokens: Sequence[Token], row: Row) -> list[tuple[float, float]]:
    gaps: list[tuple[float, float]] = []
    right = tokens[row.members[0]].x1
    for index in row.members[1:]:
        if tokens[index].x0 - right >= 2 * _CLEAR:
            gaps.append((right, tokens[index].x0))
        right = max(right, tokens[index].x1)
    return gaps


def _crosses(tokens: Sequence[Token], row: Row, x: float) -> bool:
    if x + _CLEAR <= row.x0 or x - _CLEAR >= row.x1:
        return False
    return any(tokens[index].x0 < x + _CLEAR and tokens[index].x1 > x - _CLEAR for index in row.members)


def _clear_runs(tokens: Sequence[Token], rows: Sequence[Row], x: float) -> list[tuple[int, int]]:
    """Runs of rows that leave `x` clear, without what stands apart above and below, long enough for columns."""
    runs: list[tuple[int, int]] = []
    start = 0
    for index in range(len(rows) + 1):
        if index == len(rows) or _crosses(tokens, rows[index], x):
            if index - start >= _FEWEST_LINES:
                runs.append(_trimmed(rows, start, index - 1))
            start = index + 1
    return [(first, last) for first, last in runs if last - first + 1 >= _FEWEST_LINES]


def _trimmed(rows: Sequence[Row], first: int, last: int) -> tuple[int, int]:
    """Without outer rows that stand apart: headers above, signatures and footers below."""
    steps = [rows[index + 1].y0 - rows[index].y0 for index in range(first, last)]
    usual = max(median(steps), 1.0)
    cuts = [index for index, step in enumerate(steps) if step > _APART * usual + rows[first].y1 - rows[first].y0]
    top = max((cut + 1 for cut in cuts if cut < _OUTER_ROWS), default=0)
    bottom = min((cut for cut in cuts if cut >= len(steps) - _OUTER_ROWS), default=len(steps))
    return first + top, first + bottom


def _reads_as_columns(tokens: Sequence[Token], rows: Sequence[Row], gutter: Gutter, is_known: bool) -> bool:
    left, right = left_of(tokens, rows[gutter.first : gutter.last + 1], gutter.x)
    sides = group_rows(tokens, left), group_rows(tokens, right)
    shorter = min(len(side) for side in sides)
    if is_known:
        return shorter >= 1
    if shorter >= _FEWEST_LINES and _aligned(*sides) < _MISALIGNED:
        return True
    return shorter >= _FEWEST_WRAPPED and _are_prose(tokens, *sides)


def _aligned(left: Sequence[Row], right: Sequence[Row]) -> float:
    """The share of the shorter side's lines that stand on a line of the other side."""
    short, long = sorted((left, right), key=len)
    baselines = [row.y1 for row in long]
    return sum(any(abs(row.y1 - y) <= _SAME_BASELINE for y in baselines) for row in short) / len(short)


def _are_prose(tokens: Sequence[Token], left: Sequence[Row], right: Sequence[Row]) -> bool:
    """True where sentences run on from line to line beside lines of the other side.

    In a table a line that runs on stands alone, for its row began above.
    """
    words = min(median(len(row.members) for row in side) for side in (left, right))
    if words < _FEW_WORDS:
        return False
    first, last = max(left[0].y1, right[0].y1) - _SAME_BASELINE, min(left[-1].y1, right[-1].y1) + _SAME_BASELINE
    wrapped = _wrapped(tokens, left), _wrapped(tokens, right)
    accompanied = [
        any(abs(row.y1 - line.y1) <= _SAME_BASELINE for line in other)
        for rows, other in zip(wrapped, (right, left), strict=True)
        for row in rows
        if first <= row.y1 <= last
    ]
    level = sum(first <= row.y1 <= last for row in left)
    fewest = _FEWEST_WRAPPED if words > _FEW_WORDS else _FEWEST_WRAPPED + 1
    wanted = max(_WRAPPED_SHARE * level, fewest, _ALONE_WEIGHT * accompanied.count(False))
    return all(wrapped) and accompanied.count(True) >= wanted


def _wrapped(tokens: Sequence[Token], side: Sequence[Row]) -> list[Row]:
    """The lines that begin in lower case under a line that is full; a few overlong lines do not count as the edge."""
    left, edges = min(row.x0 for row in side), sorted(row.x1 for row in side)
    full = left + _FULL_LINE * (edges[int(_EDGE_QUANTILE * (len(edges) - 1))] - left)
    return [
        below for above, below in pairwise(side) if above.x1 >= full and tokens[below.members[0]].text[:1].islower()
    ]
