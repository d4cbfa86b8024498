"""What is ink and what is paper, on pages of black and white and on gray ones.

It stands apart because every step of the preparation asks it of another picture.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Gray = NDArray[np.uint8]
"""Rows by columns, 0 black to 255 white."""
Ink = NDArray[np.bool_]
"""Rows by columns, True where there is ink."""

PAPER = 255
_MIDDLE = 128
# JPEG leaves a little gray around black and white; a photograph is gray all over.
_BILEVEL_SHARE = 0.97
_LEVELS_NEAR_ENDS = 24
_PATCH = 8
_LEAST_LIGHT = 24
# Around the paper of a photograph lies a table: darker than this share of the paper's light.
_WIDE, _TABLE_SHARE = 41, 0.8
_DARKEST_STRETCHED = 120.0


def is_bilevel(gray: Gray) -> bool:
    """True for a page that was cut to black and white before it came."""
    sample = gray[::3]
    ends = (sample < _LEVELS_NEAR_ENDS) | (sample > PAPER - _LEVELS_NEAR_ENDS)
    return float(ends.mean()) >= _BILEVEL_SHARE


def ink_of(gray: Gray) -> Ink:
    """The dark pixels of an evenly lit page."""
    return gray < _MIDDLE


def drawn(ink: Ink) -> Gray:
    """Ink as a picture."""
    return np.where(ink, np.uint8(0), np.uint8(PAPER))


def evenly_lit(gray: Gray) -> Gray:
    """The page as if its paper were white and its ink black everywhere: shadows, and the table behind it, are gone."""
    whole = _without_surroundings(gray)
    light = _enlarged(_light(_shrunk(whole), 9), gray.shape)
    flat = whole.astype(np.float32) * (PAPER / np.maximum(light, _LEAST_LIGHT))
    black = min(float(np.percentile(flat[::4, ::4], 1.0)), _DARKEST_STRETCHED)
    stretched = (flat - black) * (PAPER / (PAPER - black))
    return np.clip(stretched, 0, PAPER).astype(np.uint8)


def _without_surroundings(gray: Gray) -> Gray:
    """What is dark from the edge of the picture on, up to the paper, painted as bright as the paper beside it."""
    small = _shrunk(gray)
    light = _light(small, _WIDE)
    dark = np.asarray(small, dtype=np.float32) < _TABLE_SHARE * light
    outside = np.zeros_like(dark)
    for quarters in range(4):
        side = np.rot90(dark, quarters)
        outside |= np.rot90(np.logical_and.accumulate(side, axis=1), -quarters)
    if not outside.any():
        return gray
    mask = np.asarray(Image.fromarray(outside).convert("L").filter(ImageFilter.MaxFilter(3)), dtype=np.float32)
    shown = _enlarged(mask, gray.shape) > 0
    return np.where(shown, _enlarged(light, gray.shape).astype(np.uint8), gray)


def _shrunk(gray: Gray) -> Image.Image:
    rows, columns = gray.shape
    size = max(columns // _PATCH, 1), max(rows // _PATCH, 1)
    return Image.fromarray(gray).resize(size, Image.Resampling.BOX)


def _enlarged(small: NDArray[np.float32], shape: tuple[int, ...]) -> NDArray[np.float32]:
    picture = Image.fromarray(small, mode="F").resize((shape[1], shape[0]), Image.Resampling.BILINEAR)
    return np.asarray(picture, dtype=np.float32)


def _light(small: Image.Image, width: int) -> NDArray[np.float32]:
    """How bright the paper is, patch by patch: the brightest of `width` patches around, smoothed."""
    paper = small.filter(ImageFilter.MaxFilter(width)).filter(ImageFilter.MinFilter(5)).filter(ImageFilter.BoxBlur(3))
    return np.asarray(paper, dtype=np.float32)


def sums(ink: Ink, height: int, width: int) -> Gray:
    """How much ink each window of that size holds, at most 255 pixels; the value at [y, x] is of the window whose
    middle is there."""
    above, before = height // 2, width // 2
    padded = np.pad(ink, ((above, height - 1 - above), (before, width - 1 - before))).view(np.uint8)
    return _row_sums(_row_sums(padded, height).T, width).T


def _row_sums(values: Gray, count: int) -> Gray:
    """Sums of `count` neighbouring rows, by doubling."""
    places = len(values) - count + 1
    total = np.zeros((places, *values.shape[1:]), dtype=np.uint8)
    at, power, block = 0, 1, values
    while power <= count:
        if count & power:
            total += block[at : at + places]
            at += power
        block, power = block[: len(block) - power] + block[power:], power * 2
    return total


def counted(packed: Gray) -> Gray:
    """How many pixels each byte of `numpy.packbits` holds."""
    return _SET_BITS[packed]


_SET_BITS: Gray = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).sum(axis=1, dtype=np.uint8)
