"""Takes away dirt and fills pinholes, and leaves decimal points, hyphens and dots of letters alone.

It stands apart because this is the step that can eat a decimal point; what it removes is bounded here.
"""

import numpy as np

from chartcase.ingest.ocr.ink import Ink, sums

# At 200 dpi a full stop of 8-point type covers 6 pixels or more: specks of up to 2 by 2 pixels are no print.
_SPECK_SIDES = ((1, 1), (1, 2), (2, 1), (2, 2))
_LONE_SIDE, _DIRTY_LONE_SIDE = 2, 3
# No ink so near a lone speck: it belongs to no letter.
_CLEAR = 5
# So many lone specks on a million pixels tell a dirty page, where small specks inside the lines go too.
_DIRTY = 40


def cleaned(ink: Ink) -> Ink:
    """The page without lone specks; on a dirty page also without the smallest specks and holes anywhere."""
    lone = _blobs(ink, _LONE_SIDE, _LONE_SIDE, _CLEAR)
    clean = ink & ~lone
    if lone.sum() < _DIRTY * ink.size / 1e6:
        return clean
    clean &= ~_blobs(clean, _DIRTY_LONE_SIDE, _DIRTY_LONE_SIDE, _CLEAR + 3)
    for height, width in _SPECK_SIDES:
        clean &= ~_blobs(clean, height, width, 1)
    holes = _blobs(~clean, 1, 1, 1) | _blobs(~clean, 1, 2, 1) | _blobs(~clean, 2, 1, 1)
    return clean | holes


def _blobs(ink: Ink, height: int, width: int, clear: int) -> Ink:
    """Ink that lies in a window of that size with nothing around it, `clear` pixels wide."""
    inner = sums(ink, height, width)
    outer = sums(ink, height + 2 * clear, width + 2 * clear)
    alone = (inner > 0) & (inner == outer)
    blobs = np.zeros_like(ink)
    if alone.any():
        for down in range(height):
            for across in range(width):
                blobs |= _moved(alone, down - height // 2, across - width // 2)
    return blobs & ink


def _moved(mask: Ink, down: int, across: int) -> Ink:
    """The mask moved by that many pixels, nothing coming in at the edges."""
    moved = np.zeros_like(mask)
    rows, columns = mask.shape
    to_rows, from_rows = slice(max(down, 0), rows + min(down, 0)), slice(max(-down, 0), rows + min(-down, 0))
    to_columns = slice(max(across, 0), columns + min(across, 0))
    from_columns = slice(max(-across, 0), columns + min(-across, 0))
    moved[to_rows, to_columns] = mask[from_rows, from_columns]
    return moved
