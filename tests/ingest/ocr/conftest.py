"""What tests of recognising share: the lexicon, and pages of a few lines drawn as a fax machine would."""

from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw, ImageFont

from chartcase import resources
from chartcase.ingest.ocr.lexicon import Lexicon, load_lexicon
from chartcase.ingest.picture import PagePicture

DrawPage = Callable[..., PagePicture]
DPI = 200


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The lexicon of this installation."""
    return load_lexicon(resources.rules())


@pytest.fixture(scope="session")
def draw_page() -> DrawPage:
    """`draw_page(*lines)`: a small page in black and white, 200 dots an inch."""

    def draw(*lines: str, turned: float = 0.0) -> PagePicture:
        sheet = Image.new("L", (1100, 60 + 50 * len(lines)), 255)
        pen = ImageDraw.Draw(sheet)
        for number, line in enumerate(lines):
            pen.text((40, 30 + 50 * number), line, fill=0, font=ImageFont.load_default(30))
        sheet = sheet.rotate(turned, fillcolor=255).point(lambda value: 255 * (value > 128))
        size = 72.0 * sheet.width / DPI, 72.0 * sheet.height / DPI
        return PagePicture(1, sheet.width, sheet.height, *size, sheet.tobytes())

    return draw
