"""What happens to a page between a printer and a fax inbox: a dozen renderings, each with the way back to the page.

It stands apart from the typesetting because a degradation knows pixels only, and its severity is one number to argue
about. All randomness comes from the generator that is passed in.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

Gray = NDArray[np.float32]
"""Rows by columns, 0 = ink, 1 = paper."""
Matrix = NDArray[np.float64]
"""A 3 by 3 projection of page coordinates, both axes 0..1 from the top left."""

# Scan widths of group 3 and 4 fax machines: 1728 columns over 8.5 inches, 196 or 98 rows an inch (ITU-T T.4).
COLUMNS, ROWS_AN_INCH, STANDARD_ROWS_AN_INCH = 1728, 196, 98
WIDTH_INCHES, HEIGHT_INCHES = 8.5, 11.0
IDENTITY: Matrix = np.eye(3)


@dataclass(frozen=True)
class Degraded:
    """A page as it arrives: the picture, where the page's own coordinates went, and how it is stored."""

    pixels: Gray
    moved: Matrix
    bilevel: bool
    dpi: tuple[float, float]


Rendering = Callable[[Gray, np.random.Generator], Degraded]


def undegraded(page: Gray, _chance: np.random.Generator) -> Degraded:
    """Scanned in gray at 200 dpi by a good machine."""
    return Degraded(_sampled(page, 1700, 2200), IDENTITY, False, (200.0, 200.0))


def fine(page: Gray, chance: np.random.Generator) -> Degraded:
    """Black and white at 204 x 196, as most faxes are sent."""
    return _bilevel(_inked(_fax(page), chance))


def skewed(page: Gray, chance: np.random.Generator) -> Degraded:
    """Fine, fed at an angle of 0.7 to 3 degrees."""
    degrees = chance.uniform(0.7, 3.0) * chance.choice([-1, 1])
    turned, moved = _turned(page, degrees)
    return _bilevel(_inked(_fax(turned), chance), moved)


def rotated(page: Gray, chance: np.random.Generator) -> Degraded:
    """Fine, fed sideways or upside down."""
    quarter = int(chance.integers(1, 4))
    sheet = _inked(_fax(page), chance)
    return _bilevel(np.rot90(sheet, quarter), _quarter_turned(quarter), sideways=quarter % 2 == 1)


def standard(page: Gray, chance: np.random.Generator) -> Degraded:
    """Black and white at 204 x 98: every other row is missing."""
    rows = round(STANDARD_ROWS_AN_INCH * HEIGHT_INCHES)
    sheet = _inked(_sampled(page, COLUMNS, rows), chance)
    return Degraded(sheet, IDENTITY, True, (204.0, 98.0))


def dark(page: Gray, chance: np.random.Generator) -> Degraded:
    """Too much toner: strokes swell and touch."""
    return _bilevel(_inked(_blurred(_fax(page), 0.9), chance, threshold=0.76))


def faint(page: Gray, chance: np.random.Generator) -> Degraded:
    """Too little toner: strokes break."""
    sheet = _blurred(_fax(page), 0.55)
    ink = 0.63 + 0.12 * _clouds(sheet.shape, 60.0, chance)
    grain = 0.11 * chance.standard_normal(sheet.shape, dtype=np.float32)
    return _bilevel(_cut(1.0 - (1.0 - sheet) * ink + grain * (1.0 - sheet), 0.6))


def blurred(page: Gray, chance: np.random.Generator) -> Degraded:
    """Out of focus, then cut to black and white."""
    return _bilevel(_inked(_blurred(_fax(page), 1.3), chance, threshold=0.66))


def speckled(page: Gray, chance: np.random.Generator) -> Degraded:
    """A dirty glass: black specks on the paper and white ones in the ink."""
    sheet = _inked(_fax(page), chance)
    sheet[chance.random(sheet.shape) < 0.003] = 0.0
    sheet[chance.random(sheet.shape) < 0.003] = 1.0
    blobs = ndimage.binary_dilation(chance.random(sheet.shape) < 0.0004, np.ones((2, 2), bool))
    sheet[blobs] = 0.0
    return _bilevel(sheet)


def streaked(page: Gray, chance: np.random.Generator) -> Degraded:
    """Dirt under the sensor: black lines from top to bottom, some of them through the words."""
    sheet = _inked(_fax(page), chance)
    for column in chance.integers(100, COLUMNS - 100, size=5):
        width = int(chance.integers(1, 4))
        solid = chance.random(sheet.shape[0]) < 0.97
        sheet[solid, column : column + width] = 0.0
    return _bilevel(sheet)


def dropped(page: Gray, chance: np.random.Generator) -> Degraded:
    """A noisy telephone line: scan lines arrive white, or as a copy of the one before."""
    sheet = _inked(_fax(page), chance)
    for row in chance.choice(sheet.shape[0] - 4, size=round(0.035 * sheet.shape[0]), replace=False):
        height = int(chance.choice([1, 1, 2, 3]))
        lost = slice(row + 1, row + 1 + height)
        sheet[lost] = 1.0 if chance.random() < 0.6 else sheet[row]
    return _bilevel(sheet)


def third_generation(page: Gray, chance: np.random.Generator) -> Degraded:
    """Faxed, printed and faxed again, twice."""
    moved = IDENTITY
    sheet = _inked(_fax(page), chance)
    for _ in range(2):
        sheet, step = _turned(sheet, chance.uniform(-0.5, 0.5))
        moved = step @ moved
        shift = chance.uniform(-1.0, 1.0, size=2)
        sheet = ndimage.shift(sheet, shift, order=1, cval=1.0)
        moved = _shifted(shift[1] / sheet.shape[1], shift[0] / sheet.shape[0]) @ moved
        sheet = _inked(_blurred(sheet, 0.5), chance, threshold=chance.uniform(0.5, 0.64), grain=0.06)
        sheet[chance.random(sheet.shape) < 0.0005] = 0.0
    return _bilevel(sheet, moved)


def photographed(page: Gray, chance: np.random.Generator) -> Degraded:
    """A telephone's photograph: perspective, uneven light, soft focus, JPEG."""
    sheet = _sampled(page, 1700, 2200)
    sheet, moved = _in_perspective(sheet, chance, 0.02)
    light = 0.62 + 0.3 * _clouds(sheet.shape, 500.0, chance)
    sheet = _blurred(0.08 + 0.84 * sheet, 0.8) * light
    sheet = np.clip(sheet + 0.02 * chance.standard_normal(sheet.shape, dtype=np.float32), 0.0, 1.0)
    return Degraded(sheet.astype(np.float32), moved, False, (200.0, 200.0))


RENDERINGS: dict[str, Rendering] = {
    rendering.__name__: rendering
    for rendering in (
        undegraded,
        fine,
        skewed,
        rotated,
        dark,
        speckled,
        photographed,
        standard,
        dropped,
        faint,
        third_generation,
        blurred,
        streaked,
    )
}


def _bilevel(sheet: Gray, moved: Matrix = IDENTITY, *, sideways: bool = False) -> Degraded:
    dpi = (float(ROWS_AN_INCH), 204.0) if sideways else (204.0, float(ROWS_AN_INCH))
    return Degraded(np.ascontiguousarray(sheet), moved, True, dpi)


def _fax(page: Gray) -> Gray:
    return _sampled(page, COLUMNS, round(ROWS_AN_INCH * HEIGHT_INCHES))


def _sampled(page: Gray, columns: int, rows: int) -> Gray:
    """Each pixel is the mean of what lies under it, as a sensor sees."""
    picture = Image.fromarray(page, mode="F").resize((columns, rows), Image.Resampling.BOX)
    return np.asarray(picture, dtype=np.float32)


def _inked(sheet: Gray, chance: np.random.Generator, *, threshold: float = 0.55, grain: float = 0.05) -> Gray:
    """Cut to ink and paper, by a sensor that is never quite sure."""
    return _cut(sheet + grain * chance.standard_normal(sheet.shape, dtype=np.float32), threshold)


def _cut(sheet: Gray, threshold: float) -> Gray:
    return (sheet > threshold).astype(np.float32)


def _blurred(sheet: Gray, sigma: float) -> Gray:
    return np.asarray(ndimage.gaussian_filter(sheet, sigma, mode="nearest"), dtype=np.float32)


def _clouds(shape: tuple[int, ...], size: float, chance: np.random.Generator) -> Gray:
    """Smooth noise between 0 and 1 whose patches are about `size` pixels wide."""
    coarse = chance.random((max(int(shape[0] / size), 2), max(int(shape[1] / size), 2)), dtype=np.float32)
    picture = Image.fromarray(coarse, mode="F").resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    return np.clip(np.asarray(picture, dtype=np.float32), 0.0, 1.0)


def _turned(sheet: Gray, degrees: float) -> tuple[Gray, Matrix]:
    """Turned clockwise about the middle of the page; distances on paper, not in pixels, keep their proportions."""
    _rows, _columns = sheet.shape
    aspect = WIDTH_INCHES / HEIGHT_INCHES
    angle = np.radians(degrees)
    cos, sin = np.cos(angle), np.sin(angle)
    middle = _shifted(-0.5, -0.5)
    turn = np.array([[cos, -sin / aspect, 0.0], [sin * aspect, cos, 0.0], [0.0, 0.0, 1.0]])
    moved = np.linalg.inv(middle) @ turn @ middle
    return _projected(sheet, moved), moved


def _quarter_turned(quarters: int) -> Matrix:
    """As `numpy.rot90` turns a picture: anticlockwise."""
    once = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
    return np.asarray(np.linalg.matrix_power(once, quarters))


def _shifted(across: float, down: float) -> Matrix:
    return np.array([[1.0, 0.0, across], [0.0, 1.0, down], [0.0, 0.0, 1.0]])


def _in_perspective(sheet: Gray, chance: np.random.Generator, most: float) -> tuple[Gray, Matrix]:
    """The corners moved inwards by up to `most` of the page; the table behind the paper is darker."""
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    inwards = np.sign(0.5 - corners) * chance.uniform(0.0, most, size=(4, 2))
    moved = _projection(corners, corners + inwards)
    return _projected(sheet, moved, outside=0.55), moved


def _projection(before: NDArray[np.float64], after: NDArray[np.float64]) -> Matrix:
    """The projection that takes four points to four points."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(before.tolist(), after.tolist(), strict=True):
        rows.append([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y])
        rows.append([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y])
    solved = np.linalg.solve(np.array(rows), after.reshape(-1))
    return np.append(solved, 1.0).reshape(3, 3)


def _projected(sheet: Gray, moved: Matrix, outside: float = 1.0) -> Gray:
    rows, columns = sheet.shape
    to_pixels = np.diag([float(columns), float(rows), 1.0])
    back = to_pixels @ np.linalg.inv(moved) @ np.linalg.inv(to_pixels)
    back /= back[2, 2]
    picture = Image.fromarray(sheet, mode="F").transform(
        (columns, rows),
        Image.Transform.PERSPECTIVE,
        tuple(back.reshape(-1)[:8]),
        Image.Resampling.BILINEAR,
        fillcolor=outside,
    )
    return np.asarray(picture, dtype=np.float32)
