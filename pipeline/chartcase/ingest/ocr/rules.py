"""Takes out long straight lines: table rules, underlines, form boxes, and the streaks of a dirty sensor.

It stands apart because a line through a word is worse for an engine than the gap it leaves, if the gap is closed.
"""

import numpy as np

from chartcase.ingest.ocr.ink import Ink, counted

# Shares of the page's width: no letter has a stroke so long, no printed line is so thick.
_LONG_SHARE, _THICK_SHARE = 0.06, 0.004
# Lines are looked for in blocks of 8 pixels, 7 of them ink; and this share of a stretch must be such blocks.
_BLOCK, _SOLID_BLOCK, _SOLID_SHARE = 8, 7, 0.85


def without_rules(ink: Ink) -> Ink:
    """The page without its long lines, level and upright; strokes that cross a line stay whole."""
    least = max(round(_LONG_SHARE * min(ink.shape) / _BLOCK), 4)
    thick = max(round(_THICK_SHARE * min(ink.shape)), 2)
    across, down = _lines(ink, least, thick), _lines(ink.T, least, thick)
    clean = ink.copy()
    clean[across] = False
    clean.T[down] = False
    if across.any():
        clean |= _crossed(clean, across, thick)
    if down.any():
        clean.T[_crossed(clean.T, down, thick)] = True
    return clean


def _lines(ink: Ink, least: int, thick: int) -> Ink:
    """Ink of level lines: nearly solid stretches of at least `least` blocks in bands of at most `thick` rows."""
    solid = counted(np.packbits(ink, axis=1)) >= _SOLID_BLOCK
    starts = _runs(solid, least)
    if not starts.any():
        return np.zeros_like(ink)
    stretches = np.repeat(_ends_grown(_covered(starts, least)), _BLOCK, axis=1)[:, : ink.shape[1]] & ink
    return stretches & ~_thicker(stretches, thick)


def _runs(mask: Ink, long: int) -> Ink:
    """True at [y, x] where the `long` cells from x on are nearly all True."""
    total = np.zeros((mask.shape[0], mask.shape[1] + 1), dtype=np.int32)
    np.cumsum(mask, axis=1, dtype=np.int32, out=total[:, 1:])
    return (total[:, long:] - total[:, :-long]) >= _SOLID_SHARE * long


def _covered(starts: Ink, long: int) -> Ink:
    """Every cell of the runs that begin where `starts` is True."""
    rows, places = starts.shape
    change = np.zeros((rows, places + long), dtype=np.int32)
    change[:, :places] += starts
    change[:, long:] -= starts
    return np.cumsum(change, axis=1)[:, : places + long - 1] > 0


def _ends_grown(blocks: Ink) -> Ink:
    """One block more on each side: a line rarely ends where a block does."""
    grown = blocks.copy()
    grown[:, 1:] |= blocks[:, :-1]
    grown[:, :-1] |= blocks[:, 1:]
    return grown


def _thicker(ink: Ink, thick: int) -> Ink:
    """Pixels of upright runs of more than `thick`: a black area, or a stroke that crosses the line."""
    deep = ink.copy()
    for _ in range(thick):
        deep[:-1] &= deep[1:]
        deep[-1] = False
    for _ in range(thick):
        deep[1:] |= deep[:-1]
    return deep


def _crossed(clean: Ink, line: Ink, thick: int) -> Ink:
    """Pixels of a level line that stand between ink right above and right below it: strokes that cross it."""
    above, below = clean.copy(), clean.copy()
    for _ in range(thick):
        above[1:] |= above[:-1] & line[1:]
        below[:-1] |= below[1:] & line[:-1]
    return line & above & below
