"""Prepares the picture of a page for an engine: square pixels, upright, level, clean, evenly lit.

It stands apart because engines read clean print well and dirt badly, and because each step must be undone for boxes.
"""

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageFilter

from chartcase.ingest.ocr import geometry
from chartcase.ingest.ocr.geometry import Matrix
from chartcase.ingest.ocr.ink import PAPER, Gray, Ink, drawn, evenly_lit, ink_of, is_bilevel
from chartcase.ingest.ocr.level import levelled, slope_of
from chartcase.ingest.ocr.orient import head_up, is_sideways
from chartcase.ingest.ocr.rules import without_rules
from chartcase.ingest.ocr.scanlines import Rows, mended
from chartcase.ingest.ocr.specks import cleaned
from chartcase.ingest.picture import PagePicture

# Pixels are oblong where their sides differ by more than this; 204 x 196 is left alone.
_OBLONG = 1.15
# Softening the stairs of black and white print; coarse print needs more of it (measured with scripts/ocr_report).
SOFT, SOFTER = 0.7, 1.0
# The rules of a page fed more askew than this lie across rows of pixels: they are looked for again once it is level.
_ASKEW = 0.012
# More than this many pixels an inch cost time and tell nothing more.
_MOST_DPI, _USUAL_DPI = 330.0, 300.0
_POINTS_AN_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture to read, the map from its pixels to points of the page as shown, and how it came to be.

    `head_up` tells how sure it is that the page stands on its feet; `coarse` pages had oblong pixels; `lost` are the
    stretches down the page as shown, in points, whose scan lines did not arrive.
    """

    gray: Gray
    back: Matrix
    head_up: float
    bilevel: bool
    coarse: bool
    lost: tuple[tuple[float, float], ...] = ()

    @property
    def dpi(self) -> float:
        """Pixels an inch."""
        return _POINTS_AN_INCH / max(float(np.hypot(self.back[0, 0], self.back[1, 0])), 1e-6)


def prepared(picture: PagePicture) -> Prepared:
    """The page clean, evenly lit, upright and level."""
    gray: Gray = np.frombuffer(picture.pixels, dtype=np.uint8).reshape(picture.rows, picture.columns)
    bilevel = is_bilevel(gray)
    size, coarse = _square_size(picture)
    clean, lost = _clean(gray, bilevel)
    sheet = _resized(clean, size)
    back = geometry.scaled(picture.width / size[0], picture.height / size[1])
    ink = ink_of(sheet)
    fed = slope_of(ink)
    if is_sideways(ink, fed):
        back = back @ np.linalg.inv(geometry.quarter_turned(1, *size))
        sheet = np.ascontiguousarray(np.rot90(sheet))
        fed = slope_of(ink_of(sheet))
    sheet, back = _levelled(sheet, back, fed.slope)
    standing = head_up(ink_of(sheet))
    page = Prepared(sheet, back, abs(standing), bilevel, coarse, _stretches(lost, picture.height / picture.rows))
    return page if standing >= 0 else turned(page, 2)


def turned(page: Prepared, quarters: int) -> Prepared:
    """The page turned by so many quarters anticlockwise."""
    rows, columns = page.gray.shape
    back = page.back @ np.linalg.inv(geometry.quarter_turned(quarters, columns, rows))
    return replace(page, gray=np.ascontiguousarray(np.rot90(page.gray, quarters)), back=back)


def softened(page: Prepared, radius: float) -> Gray:
    """The stairs of black and white print smoothed; gray pages are left as they are."""
    if not page.bilevel:
        return page.gray
    return np.asarray(Image.fromarray(page.gray).filter(ImageFilter.GaussianBlur(radius)))


def _clean(gray: Gray, bilevel: bool) -> tuple[Gray, Rows]:
    """The page without rules, specks, lost scan lines, shadows and surroundings, on the grid it was scanned on; and
    which rows were lost."""
    if bilevel:
        whole = mended(ink_of(gray))
        return drawn(without_rules(cleaned(whole.ink))), whole.lost
    lit = evenly_lit(gray)
    ink = ink_of(lit)
    return _painted_over(lit, ink & ~without_rules(cleaned(ink))), np.zeros(len(gray), dtype=np.bool_)


def _stretches(lost: Rows, height: float) -> tuple[tuple[float, float], ...]:
    """Runs of lost rows that are `height` points high each."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], lost, [False]))))
    return tuple(
        (float(first * height), float(end * height)) for first, end in zip(edges[::2], edges[1::2], strict=True)
    )


def _painted_over(gray: Gray, gone: Ink) -> Gray:
    """Paper in place of ink that goes, and of the soft edges around it."""
    if not gone.any():
        return gray
    mask = np.asarray(Image.fromarray(gone).convert("L").filter(ImageFilter.MaxFilter(3))) > 0
    return np.where(mask, np.uint8(PAPER), gray)


def _square_size(picture: PagePicture) -> tuple[tuple[int, int], bool]:
    """Columns and rows with square pixels, no finer than is worth it; and whether the page was coarse one way."""
    across = _POINTS_AN_INCH * picture.columns / max(picture.width, 1.0)
    down = _POINTS_AN_INCH * picture.rows / max(picture.height, 1.0)
    fine, oblong = max(across, down), max(across, down) > _OBLONG * min(across, down)
    if fine <= _MOST_DPI and not oblong:
        return (picture.columns, picture.rows), False
    goal = _USUAL_DPI if fine > _MOST_DPI else fine
    return (round(picture.columns * goal / across), round(picture.rows * goal / down)), oblong


def _resized(gray: Gray, size: tuple[int, int]) -> Gray:
    if (gray.shape[1], gray.shape[0]) == size:
        return gray
    return np.asarray(Image.fromarray(gray).resize(size, Image.Resampling.BICUBIC))


def _levelled(sheet: Gray, back: Matrix, slope: float) -> tuple[Gray, Matrix]:
    if not slope:
        return sheet, back
    level = levelled(sheet, slope)
    if abs(slope) >= _ASKEW:
        ink = ink_of(level)
        level = _painted_over(level, ink & ~without_rules(ink))
    return level, back @ np.linalg.inv(geometry.sheared(slope, sheet.shape[1]))
