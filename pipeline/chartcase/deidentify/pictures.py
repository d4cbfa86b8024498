"""Page pictures that show only words which may stay, on white paper.

It stands apart because a picture holds what no reader saw: handwriting, a face, a barcode, a signature. So nothing is
painted over; a new sheet is made, and only the words that were read and kept are put on it.
"""

import importlib
import io
from collections.abc import Sequence
from typing import Any

from chartcase.deidentify.identifiers import Found
from chartcase.record import Page

WIDTH = 1275
_MARGIN = 0.5


def sheet(png: bytes, page: Page, found: Sequence[Found]) -> bytes:
    """The page as PNG: kept words in their places, black boxes for identifiers, white for all else. No text layer.

    `found` are places in the text of the record that `page` is a page of.
    """
    images, draws = importlib.import_module("PIL.Image"), importlib.import_module("PIL.ImageDraw")
    with images.open(io.BytesIO(png)) as seen:
        drawn = seen.convert("L")
    clean = images.new("L", drawn.size, 255)
    pen = draws.Draw(clean)
    spans = [(one.start, one.end) for one in found if one.start < page.end and page.start < one.end]
    gone = [word for word in page.words if any(word.start < end and start < word.end for start, end in spans)]
    across, down = drawn.width / max(page.width, 1.0), drawn.height / max(page.height, 1.0)
    for word in page.words:
        if word not in gone:
            box = _pixels(word.box.rounded(), across, down, drawn.size)
            if box is not None:
                clean.paste(drawn.crop(box), box[:2])
    # last, so that a kept word whose box reaches over shows nothing of them
    for word in gone:
        box = _pixels(word.box.rounded(), across, down, drawn.size)
        if box is not None:
            pen.rectangle(box, fill=0)
    return _png(clean)


def _pixels(
    box: tuple[float, float, float, float], across: float, down: float, size: tuple[int, int]
) -> tuple[int, int, int, int] | None:
    left, top = max(int((box[0] - _MARGIN) * across), 0), max(int((box[1] - _MARGIN) * down), 0)
    right, bottom = min(int((box[2] + _MARGIN) * across) + 1, size[0]), min(int((box[3] + _MARGIN) * down) + 1, size[1])
    return (left, top, right, bottom) if left < right and top < bottom else None


def _png(picture: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
