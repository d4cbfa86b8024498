"""Tells which way up a page of print is, from the shape of its lines alone.

It stands apart because a page read sideways costs a whole recognition and gives nothing.
"""

import numpy as np
from numpy.typing import NDArray

from chartcase.ingest.ocr.ink import Ink
from chartcase.ingest.ocr.level import Slope, slope_of

_LEAST_PIXELS = 2000
# Lines of print stand out across the page by far more than columns of letters do.
_SIDEWAYS_RATIO = 1.3
_CORE_SHARE = 0.45
_LEAST_LINES = 3


def is_sideways(ink: Ink, across: Slope) -> bool:
    """True where lines of print stand out down the page rather than across it; `across` is `slope_of` the same ink."""
    if int(ink.sum()) < _LEAST_PIXELS:
        return False
    return slope_of(np.ascontiguousarray(ink.T)).sharpness > _SIDEWAYS_RATIO * across.sharpness


def head_up(ink: Ink) -> float:
    """-1 to 1, above 0 where a level page stands on its feet; near 0 where its shapes do not tell.

    Small letters reach above their line's body (b, d, f, h, k, l, t, capitals, digits) more often than below it.
    """
    above = below = 0.0
    for strip in np.array_split(ink, 4, axis=1):
        for profile in _line_profiles(strip.sum(axis=1).astype(np.float64)):
            top, bottom = _beside_core(profile)
            above, below = above + top, below + bottom
    return (above - below) / max(above + below, 1.0)


def _line_profiles(profile: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """The rows of each line of print, parted by rows that are nearly empty."""
    floor = 0.04 * float(np.percentile(profile, 95))
    filled = np.concatenate(([False], profile > floor, [False])).astype(np.int8)
    starts, ends = np.flatnonzero(np.diff(filled) == 1), np.flatnonzero(np.diff(filled) == -1)
    heights = ends - starts
    if len(heights) < _LEAST_LINES:
        return []
    usual = float(np.median(heights[heights >= 6])) if (heights >= 6).any() else 0.0
    return [
        profile[start:end]
        for start, end, height in zip(starts, ends, heights, strict=True)
        if 0.6 * usual <= height <= 1.6 * usual
    ]


def _beside_core(profile: NDArray[np.float64]) -> tuple[float, float]:
    """Ink above and below the rows where most small letters have ink."""
    core = np.flatnonzero(profile >= _CORE_SHARE * profile.max())
    return float(profile[: core[0]].sum()), float(profile[core[-1] + 1 :].sum())
