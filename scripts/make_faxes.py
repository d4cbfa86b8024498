"""Render text documents as faxes, in a dozen degradations, with the truth beside them: the text and the box of each
word.

It stands apart from the package because only tests and benchmarks make faxes. Each document is typeset as a PDF, drawn
at 400 dpi, and degraded; what the PDF's own text layer says is the truth.
"""

import argparse
import hashlib
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pypdfium2
from fax_degradations import RENDERINGS, Degraded, Gray, Matrix
from PIL import Image
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from chartcase.ingest import read
from chartcase.record import Page

WIDTH, HEIGHT, MARGIN = 612.0, 792.0, 60.0
DRAWN_DPI = 400
# The faces of clinics' programs: one a document, by its name.
FACES = (("Helvetica", 10.0, 12.5), ("Times-Roman", 11.0, 13.0), ("Courier", 10.0, 12.0))
# What other programs set, by other seeds; the first three come with matplotlib.
OTHER_FACES = (
    ("DejaVuSans", 9.0, 12.0),
    ("DejaVuSerif", 9.5, 12.0),
    ("STIXGeneral", 11.0, 13.0),
    ("Helvetica", 9.0, 11.0),
    ("Times-Roman", 10.0, 12.0),
)
STRIPE = (
    "11/21/2026 09:{minute:02d}  FROM: HARBOR VIEW SPINE  FAX 555-0100  TO: REVIEW INTAKE  P.{page:03d}/{pages:03d}"
)
# The stripe ends above this share of the page.
_STRIPE_FOOT = 0.035
# What the standard faces lack.
_SYMBOLS = "→↓≥≤°"
_BOXES = {"☐": "[ ]", "☒": "[x]"}


@dataclass(frozen=True)
class Sheet:
    """One page drawn in full quality, and its words as the PDF tells them: text and box, both axes 0..1."""

    picture: Gray
    words: tuple[tuple[str, tuple[float, float, float, float]], ...]
    text: str


def typeset(text: str, target: Path, face: tuple[str, float, float], *, stripe: bool = True) -> None:
    """Write the text as a PDF in one face, with the sender's stripe on top of each page."""
    font, size, leading = face
    canvas = Canvas(str(target), pagesize=(WIDTH, HEIGHT), invariant=1)
    pages = list(_pages(text, face))
    for number, lines in enumerate(pages, 1):
        if stripe:
            canvas.setFont("Courier", 8)
            canvas.drawString(30, HEIGHT - 20, STRIPE.format(minute=14 + number, page=number, pages=len(pages)))
        for place, line in enumerate(lines):
            _set_line(canvas, HEIGHT - MARGIN - place * leading, line, font, size)
        canvas.showPage()
    canvas.save()


def _pages(text: str, face: tuple[str, float, float]) -> Iterator[list[str]]:
    font, size, leading = face
    for sign, drawn in _BOXES.items():
        text = text.replace(sign, drawn)
    room = int((HEIGHT - 1.8 * MARGIN) / leading)
    for part in text.rstrip("\f\n").split("\f"):
        lines = [
            piece
            for line in part.split("\n")
            for piece in (_wrapped(line.replace("\u202f", " ").replace("\t", "    "), font, size) or [""])
        ]
        for at in range(0, max(len(lines), 1), room):
            yield lines[at : at + room]


def _wrapped(line: str, font: str, size: float) -> list[str]:
    if stringWidth(line, font, size) <= WIDTH - 2 * MARGIN:
        return [line]
    return list(simpleSplit(line, font, size, WIDTH - 2 * MARGIN))


def _set_line(canvas: Any, y: float, line: str, font: str, size: float) -> None:
    x = MARGIN
    for run in re.split(f"([{_SYMBOLS}])", line):
        face = "Symbol" if run in set(_SYMBOLS) else font
        canvas.setFont(face, size)
        canvas.drawString(x, y, run)
        x += stringWidth(run, face, size)


def sheets(pdf: Path) -> Iterator[Sheet]:
    """The pages of a born-digital PDF with their truth."""
    record = read(pdf)
    document = pypdfium2.PdfDocument(pdf)
    for page in record.pages:
        bitmap = document[page.number - 1].render(scale=DRAWN_DPI / 72, grayscale=True)
        picture = np.asarray(bitmap.to_numpy(), dtype=np.float32).reshape(bitmap.height, bitmap.width) / 255.0
        yield Sheet(picture, _relative(page, record.text), record.text[page.start : page.end])
    document.close()


def _relative(page: Page, text: str) -> tuple[tuple[str, tuple[float, float, float, float]], ...]:
    return tuple(
        (
            text[word.start : word.end],
            (
                word.box.x0 / page.width,
                word.box.y0 / page.height,
                word.box.x1 / page.width,
                word.box.y1 / page.height,
            ),
        )
        for word in page.words
    )


def moved_box(box: Sequence[float], moved: Matrix) -> tuple[float, float, float, float]:
    """The box around the four corners of a box after a projection."""
    x0, y0, x1, y1 = box
    corners = moved @ np.array([[x0, x1, x1, x0], [y0, y0, y1, y1], [1.0, 1.0, 1.0, 1.0]])
    across, down = corners[0] / corners[2], corners[1] / corners[2]
    return float(across.min()), float(down.min()), float(across.max()), float(down.max())


def page_truth(sheet: Sheet, page: Degraded) -> dict[str, object]:
    """Text, page size in points, and each word with its box in points of the page as shown; the sender's stripe
    apart."""
    rows, columns = page.pixels.shape
    width, height = 72.0 * columns / page.dpi[0], 72.0 * rows / page.dpi[1]
    words: list[list[object]] = []
    for text, box in sheet.words:
        x0, y0, x1, y1 = moved_box(box, page.moved)
        words.append([text, round(x0 * width, 2), round(y0 * height, 2), round(x1 * width, 2), round(y1 * height, 2)])
    stripe = sum(box[3] < _STRIPE_FOOT for _, box in sheet.words)
    size = {"width": round(width, 2), "height": round(height, 2)}
    return size | {"text": sheet.text, "stripe_words": stripe, "words": words}


def save(pages: Sequence[Degraded], target: Path) -> None:
    """One file of several pages: group 4 TIFF for black and white, JPEG in a PDF for gray."""
    pictures = [_picture(page) for page in pages]
    first, dpi = pictures[0], pages[0].dpi
    if pages[0].bilevel:
        # Each page keeps its own resolution: a page fed sideways has its axes exchanged.
        for picture, page in zip(pictures, pages, strict=True):
            picture.encoderinfo = {"dpi": page.dpi}
        first.save(target, compression="group4", save_all=True, append_images=pictures[1:], dpi=dpi)
    else:
        first.save(target, save_all=True, append_images=pictures[1:], resolution=dpi[0], quality=70)


def _picture(page: Degraded) -> Image.Image:
    gray = Image.fromarray(np.rint(page.pixels * 255.0).astype(np.uint8), mode="L")
    return gray.convert("1", dither=Image.Dither.NONE) if page.bilevel else gray


def chance_for(name: str, rendering: str, seed: int = 0) -> np.random.Generator:
    """Random numbers that depend on the document, the rendering and the seed alone, so that one page can be made
    again."""
    digest = hashlib.sha256(f"{name}/{rendering}{f'/{seed}' if seed else ''}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


def face_for(name: str, seed: int = 0) -> tuple[str, float, float]:
    """The face of a document, by its name; another seed takes faces on which no rule of reading was made."""
    if not seed:
        return FACES[hashlib.sha256(name.encode()).digest()[0] % len(FACES)]
    face = OTHER_FACES[hashlib.sha256(f"{name}/{seed}".encode()).digest()[0] % len(OTHER_FACES)]
    if face[0] not in pdfmetrics.standardFonts:
        file = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / f"{face[0]}.ttf"
        pdfmetrics.registerFont(TTFont(face[0], str(file)))
    return face


def make_faxes(
    source: Path, folder: Path, renderings: Sequence[str], most_pages: int = 1000, seed: int = 0
) -> list[Path]:
    """One file a rendering, with its truth as JSON beside it."""
    with tempfile.TemporaryDirectory() as scratch:
        pdf = Path(scratch) / "typeset.pdf"
        typeset(source.read_text(encoding="utf-8"), pdf, face_for(source.stem, seed))
        clean = list(sheets(pdf))[:most_pages]
    made: list[Path] = []
    for name in renderings:
        chance = chance_for(source.stem, name, seed)
        pages = [RENDERINGS[name](sheet.picture, chance) for sheet in clean]
        target = folder / f"{source.stem}.{name}{'.tif' if pages[0].bilevel else '.pdf'}"
        save(pages, target)
        truth = {
            "rendering": name,
            "pages": [page_truth(sheet, page) for sheet, page in zip(clean, pages, strict=True)],
        }
        target.with_suffix(".json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
        made.append(target)
    return made


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="scripts/make_faxes", description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path, metavar="TEXT")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    parser.add_argument("--renderings", nargs="+", choices=list(RENDERINGS), default=list(RENDERINGS), metavar="NAME")
    parser.add_argument("--pages", type=int, default=1000, help="at most so many pages of each document")
    parser.add_argument("--seed", type=int, default=0, help="other faces and other dirt")
    return parser.parse_args()


def main() -> int:
    """Write DIR/NAME.RENDERING.tif or .pdf and DIR/NAME.RENDERING.json."""
    chosen = options()
    chosen.output.mkdir(parents=True, exist_ok=True)
    for source in chosen.texts:
        for target in make_faxes(source, chosen.output, chosen.renderings, chosen.pages, chosen.seed):
            print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
