"""Levels a page: finds the angle at which it was fed, and moves its columns until the lines of print lie level.

It stands apart because the angle is searched on a thinned page, and the whole one is moved once. Columns are moved up
and down, not turned: at the few degrees of a sheet feeder letters stay as they are and nothing is blurred sideways.
"""

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chartcase.ingest.ocr.ink import PAPER, Gray, Ink

Points = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Rows and columns."""

_MOST_SLOPE = 0.11
_COARSE, _FINE = 0.005, 0.001
_MOST_PIXELS = 25_000
_LEAST_PIXELS = 500
# Below this slope moving the columns blurs more than it mends.
_WORTH = 0.0015
# Columns are moved in quarters of a pixel.
_PARTS = 4


@dataclass(frozen=True, slots=True)
class Slope:
    """Pixels by which lines fall for each pixel to the right, and how sharply they stand out once that is undone."""

    slope: float
    sharpness: float


def slope_of(ink: Ink) -> Slope:
    """The slope of the lines of print: 0.0 for a level page, for one without print, and beyond 6 degrees."""
    down, across = _thinned(ink)
    if len(down) < _LEAST_PIXELS:
        return Slope(0.0, 0.0)
    coarse = _best((down, across), np.arange(-_MOST_SLOPE, _MOST_SLOPE + _COARSE / 2, _COARSE))
    best = _best((down, across), np.arange(coarse.slope - _COARSE, coarse.slope + _COARSE, _FINE))
    if abs(coarse.slope) > _MOST_SLOPE - _COARSE or abs(best.slope) < _WORTH:
        return Slope(0.0, best.sharpness)
    return best


def levelled(sheet: Gray, slope: float) -> Gray:
    """The page with each column moved up by `slope` times its distance from the middle; paper comes in at the ends."""
    rows, columns = sheet.shape
    lifts = np.rint((np.arange(columns) - columns / 2) * slope * _PARTS).astype(np.int64)
    edges = [0, *(np.flatnonzero(np.diff(lifts)) + 1).tolist(), columns]
    level = np.full_like(sheet, PAPER)
    for first, last in itertools.pairwise(edges):
        whole, part = divmod(int(lifts[first]), _PARTS)
        top, bottom = max(-whole, 0), min(rows - whole - 1, rows)
        if top < bottom:
            level[top:bottom, first:last] = _between(sheet[:, first:last], top + whole, bottom + whole, part)
    return level


def _between(band: Gray, top: int, bottom: int, part: int) -> Gray:
    """Rows that lie `part` quarters below the rows from `top` to `bottom`."""
    if part == 0:
        return band[top:bottom]
    upper = band[top:bottom].astype(np.uint16) * np.uint16(_PARTS - part)
    lower = band[top + 1 : bottom + 1].astype(np.uint16) * np.uint16(part)
    return ((upper + lower) // _PARTS).astype(np.uint8)


def _best(points: Points, slopes: NDArray[np.float64]) -> Slope:
    return max((Slope(slope, _sharpness(*points, slope)) for slope in slopes.tolist()), key=lambda one: one.sharpness)


def _sharpness(down: NDArray[np.float64], across: NDArray[np.float64], slope: float) -> float:
    """How unlike each other neighbouring rows are after levelling the page by that slope, per point."""
    rows = down - across * slope
    profile = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
    return float(np.square(np.diff(profile)).sum()) / len(down)


def _thinned(ink: Ink) -> Points:
    """Lower edges of the ink, evenly thinned out: edges stand out more than bodies."""
    places = np.flatnonzero(ink[:-1] & ~ink[1:])
    down, across = np.divmod(places[:: max(len(places) // _MOST_PIXELS, 1)], ink.shape[1])
    return down.astype(np.float64), across.astype(np.float64)
