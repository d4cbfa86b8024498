"""Finds scan lines that a bad telephone line left white or sent twice, and mends the white ones.

It stands apart because it works on rows as they were scanned, before anything turns them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chartcase.ingest.ocr.ink import Gray, Ink, counted

Rows = NDArray[np.bool_]
"""True or False for each row of a page, from the top."""

# The longest gap that is mended: more rows than this hide what stood there.
_LONGEST_GAP = 4
# So many columns must have ink above and below a lost row; strokes that end there by chance are fewer.
_LEAST_STROKES = 14
# And of those, at most this share may have ink in the row itself.
_KEPT_SHARE = 0.04
# A sensor's grain makes no two rows of print alike that have so many strokes. Where more than this share of them are,
# the page was drawn by a program, not scanned, or its rows were doubled.
_LEAST_ALIKE, _MOST_ALIKE = 8, 0.1


@dataclass(frozen=True, slots=True)
class Mended:
    """A page with its lost scan lines filled, and True for each row that is not as it was scanned."""

    ink: Ink
    lost: Rows


def mended(ink: Ink) -> Mended:
    """The page with white scan lines filled from their neighbours; the same array where none is white."""
    lost = _repeated(ink)
    gaps = _gaps(ink)
    if not gaps:
        return Mended(ink, lost)
    whole = ink.copy()
    for first, height in gaps:
        above, below = ink[first - 1], ink[first + height]
        whole[first : first + height] |= (above & _widened(below)) | (below & _widened(above))
        lost[first : first + height] = True
    return Mended(whole, lost)


def _repeated(ink: Ink) -> Rows:
    """True for rows of print that are copies of the row above them."""
    print_rows = (ink[:, 1:] & ~ink[:, :-1]).sum(axis=1) >= _LEAST_ALIKE
    alike = np.zeros(len(ink), dtype=np.bool_)
    alike[1:] = print_rows[1:] & (ink[1:] == ink[:-1]).all(axis=1)
    return alike if alike.sum() <= _MOST_ALIKE * print_rows.sum() else np.zeros_like(alike)


def _gaps(ink: Ink) -> list[tuple[int, int]]:
    """First row and height of each gap, the lowest gaps first; no two share a row."""
    found: list[tuple[int, int]] = []
    taken = np.zeros(ink.shape[0], dtype=np.bool_)
    packed = np.packbits(ink, axis=1)
    for height in range(1, min(_LONGEST_GAP, len(ink) - 2) + 1):
        for first in np.flatnonzero(_lost(packed, height)) + 1:
            if not taken[first : first + height].any():
                taken[first : first + height] = True
                found.append((int(first), height))
    return found


def _lost(packed: Gray, height: int) -> NDArray[np.bool_]:
    """True at i where the `height` rows from i + 1 on are white between rows of ink."""
    places = len(packed) - height - 1
    both = packed[:places] & packed[height + 1 :]
    strokes = _pixels(both)
    inside = np.zeros(places, dtype=np.int64)
    for step in range(1, height + 1):
        inside = np.maximum(inside, _pixels(both & packed[step : step + places]))
    return (strokes >= _LEAST_STROKES) & (inside <= _KEPT_SHARE * strokes)


def _pixels(packed: Gray) -> NDArray[np.int64]:
    """Pixels of ink in each row."""
    return np.asarray(counted(packed).sum(axis=1, dtype=np.int64), dtype=np.int64)


def _widened(row: NDArray[np.bool_]) -> NDArray[np.bool_]:
    wide = row.copy()
    wide[1:] |= row[:-1]
    wide[:-1] |= row[1:]
    return wide
