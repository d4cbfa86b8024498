"""Draw pages that no engine can read, as records hold them, and count which of them are listed as such.

It stands apart from the faxes of documents because handwriting, photographs, black and empty sheets have no true words.
"""

import argparse
import re
import sys
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from ocr_score import DOUBTFUL_BELOW
from PIL import Image, ImageDraw, ImageFont

from chartcase.ingest.ocr.reader import InstalledReader
from chartcase.ingest.picture import PagePicture, PageReading

Chance = np.random.Generator
Strokes = list[tuple[float, float]]
Draw = Callable[[Chance], Image.Image]

WIDTH, HEIGHT, DPI = 1700, 2200, 200
_PEN = 4
_WORDS = tuple(
    re.findall(
        r"\w+",
        "the patient reports low back pain with radiation to the left leg for six weeks and completed physical therapy "
        "without lasting relief straight leg raise was positive and strength was full in both lower extremities",
    )
)


def written(chance: Chance) -> Image.Image:
    """A page written by hand from edge to edge."""
    sheet = _paper()
    _write(sheet, chance, (180, 220, WIDTH - 180, HEIGHT - 250), int(chance.integers(16, 26)))
    return sheet


def filled_form(chance: Chance) -> Image.Image:
    """A printed form that was filled in by hand."""
    sheet = _paper()
    pen, face = ImageDraw.Draw(sheet), ImageFont.load_default(30)
    labels = ("Patient name:", "Date of visit:", "Chief complaint:", "Pain score:", "Medications:", "Physical exam:")
    labels += ("Assessment:", "Plan of treatment:", "Follow up:", "Signature of provider:")
    for number, label in enumerate(labels):
        top = 260 + 170 * number
        pen.text((180, top), label, fill=0, font=face)
        _write(sheet, chance, (560, top - 30, WIDTH - 180, top + 60), 1)
    return sheet


def noted_print(chance: Chance) -> Image.Image:
    """A page of print with a few words written beside it."""
    sheet = printed(chance)
    _write(sheet, chance, (900, 1750, WIDTH - 150, 2000), 2)
    return sheet


def printed(chance: Chance) -> Image.Image:
    """A page of print and nothing else."""
    sheet = _paper()
    pen, face = ImageDraw.Draw(sheet), ImageFont.load_default(32)
    for row in range(28):
        line = " ".join(chance.choice(_WORDS) for _ in range(11))
        pen.text((160, 200 + 55 * row), line.capitalize() + ".", fill=0, font=face)
    return sheet


def scribbled(chance: Chance) -> Image.Image:
    """Loops of a pen from side to side."""
    sheet = _paper()
    pen = ImageDraw.Draw(sheet)
    for _ in range(14):
        at = np.cumsum(chance.normal(0, 60, size=(160, 2)), axis=0) + chance.uniform(300, 1400, size=2)
        pen.line([(float(x), float(y)) for x, y in at], fill=0, width=_PEN, joint="curve")
    return sheet


def black(chance: Chance) -> Image.Image:
    """A sheet copied with the lid open: black, with a little dirt."""
    sheet = np.zeros((HEIGHT, WIDTH), dtype=np.uint8)
    sheet[chance.random(sheet.shape) < 0.01] = 255
    sheet[:60], sheet[:, :40] = 255, 255
    return Image.fromarray(sheet)


def photograph(chance: Chance) -> Image.Image:
    """A photograph or a film cut to black and white: blots of grain, no lines."""
    coarse = Image.fromarray((255 * chance.random((22, 17))).astype(np.uint8)).resize(
        (WIDTH, HEIGHT), Image.Resampling.BICUBIC
    )
    grain = 255 * chance.random((HEIGHT, WIDTH))
    return Image.fromarray(np.where(np.asarray(coarse) > grain, 255, 0).astype(np.uint8))


def gray_film(chance: Chance) -> Image.Image:
    """A film in gray: a bright spine on black."""
    down, across = np.mgrid[0:HEIGHT, 0:WIDTH]
    light = 200 * np.exp(-(((across - WIDTH / 2) / 180.0) ** 2)) * (0.7 + 0.3 * np.sin(down / 45.0))
    return Image.fromarray(np.clip(light + chance.normal(25, 9, light.shape), 0, 255).astype(np.uint8))


def empty(chance: Chance) -> Image.Image:
    """A sheet with a few specks."""
    sheet: NDArray[np.uint8] = np.full((HEIGHT, WIDTH), 255, dtype=np.uint8)
    for x, y in zip(chance.integers(0, WIDTH - 3, 40), chance.integers(0, HEIGHT - 3, 40), strict=True):
        sheet[y : y + 2, x : x + 2] = 0
    return Image.fromarray(sheet)


PAGES: dict[str, Draw] = {
    draw.__name__: draw
    for draw in (printed, written, filled_form, noted_print, scribbled, black, photograph, gray_film, empty)
}


def _paper() -> Image.Image:
    return Image.new("L", (WIDTH, HEIGHT), 255)


def _write(sheet: Image.Image, chance: Chance, box: tuple[int, int, int, int], lines: int) -> None:
    """Joined writing in so many lines: loops, humps and tails of one slanting pen, words of two to nine letters."""
    pen = ImageDraw.Draw(sheet)
    pitch = (box[3] - box[1]) / lines
    size = min(0.34 * pitch, 34.0) * chance.uniform(0.85, 1.15)
    slant = chance.uniform(-0.1, 0.5)
    for row in range(lines):
        x, base = float(box[0]) + chance.uniform(0, 40), box[1] + (row + 0.7) * pitch
        while x < box[2] - 4 * size:
            for _ in range(int(chance.integers(2, 10))):
                letter = _letter(chance, size)
                points = [(x + px + slant * -py, base + py + chance.normal(0, 1.0)) for px, py in letter]
                pen.line(points, fill=0, width=_PEN, joint="curve")
                x += max(px for px, _ in letter)
            x += size * chance.uniform(0.7, 1.3)
            base += chance.normal(0, 2.0)


def _letter(chance: Chance, size: float) -> Strokes:
    """One letter from the base line back to it: a hump, a loop up, a loop down, or a round body."""
    kind = int(chance.choice(4, p=[0.5, 0.2, 0.1, 0.2]))
    turn = np.linspace(0.0, 2 * np.pi, 18)
    width = size * chance.uniform(0.5, 0.9)
    high = size * (1.0, 2.1, -1.0, 1.0)[kind] * chance.uniform(0.85, 1.15)
    if kind == 0:
        across, down = width * turn / (2 * np.pi), -high * np.abs(np.sin(turn / 2)) ** chance.uniform(0.5, 1.5)
    else:
        across = width * (turn / (2 * np.pi) + 0.35 * np.sin(turn))
        down = -high * (1 - np.cos(turn)) / 2
    return [(float(x), float(y)) for x, y in zip(across, down, strict=True)]


def picture(sheet: Image.Image, *, gray: bool) -> PagePicture:
    """The sheet as it is handed to a reader, cut to black and white unless it is to stay gray."""
    shown = sheet if gray else sheet.point(lambda value: 255 * (value > 128))
    return PagePicture(1, WIDTH, HEIGHT, 72.0 * WIDTH / DPI, 72.0 * HEIGHT / DPI, shown.tobytes())


def listed(reading: PageReading) -> str:
    """What the record says of such a page."""
    if reading.blank:
        return "blank"
    if not reading.words:
        return "not read"
    return "in part" if reading.warnings else "read"


EXPECTED = {"printed": "read", "filled_form": "in part", "noted_print": "in part", "empty": "blank"}
"""What is right; for every other kind it is "not read"."""


def main() -> int:
    """Print a table: of so many pages of each kind, how many are listed as what they are."""
    parser = argparse.ArgumentParser(prog="scripts/odd_pages.py", description=__doc__)
    parser.add_argument("--pages", type=int, default=5, metavar="N", help="of each kind (default: 5)")
    count, reader = parser.parse_args().pages, InstalledReader()
    print("| page | right | listed as | words believed |\n|---|---|---|---|")
    for name, draw in PAGES.items():
        told, sure = list[str](), 0
        for seed in range(count):
            reading = reader.read(picture(draw(np.random.default_rng(seed)), gray=name == "gray_film"))
            told.append(listed(reading))
            sure += sum((word.confidence or 0.0) >= DOUBTFUL_BELOW for word in reading.words)
        right = told.count(EXPECTED.get(name, "not read"))
        print(f"| {name} | {right} of {count} | {', '.join(sorted(set(told)))} | {sure / count:.0f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
