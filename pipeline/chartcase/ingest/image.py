"""Decodes TIFF, PNG and JPEG files into one gray picture a page.

It stands apart because a picture has no words of its own: each page goes to the recogniser as it is.
"""

import importlib
import io
from collections.abc import Iterator
from typing import Any

from chartcase.errors import DamagedFile, LimitExceeded
from chartcase.ingest.events import Done, Event, Job, Opened, PageScan, PageText
from chartcase.ingest.tiffchain import signs_of_lost_pages
from chartcase.record import Page, PageSource

_POINTS_AN_INCH = 72.0
# Where a file does not say its resolution, or not a likely one, its page is taken to be as wide as a letter page.
_LETTER_INCHES = 8.5
_LEAST_DPI, _GREATEST_DPI = 50.0, 2400.0

UNREAD = "Page {} is a picture; it was not read."
CUT_OFF = "The picture of page {} is cut off or broken; only a part of it could be read."
BROKEN = "The picture of page {} is broken; it was not read."
TOO_LARGE = "The picture of page {} is larger than the limit; it was not read."


def read_image(data: bytes, job: Job) -> Iterator[Event]:
    """The pages of a picture file from the first page wanted on.

    Raises:
        DamagedFile: it cannot be opened.
        LimitExceeded: it has more pages than allowed.
    """
    with _opened(data) as picture:
        count = int(getattr(picture, "n_frames", 1))
    if count > job.pages:
        raise LimitExceeded(f"The file has {count} pages, more than the limit of {job.pages}.")
    signs = signs_of_lost_pages(data, count) if data[:2] in (b"II", b"MM") else ()
    yield Opened(count, bool(signs), signs)
    for number in range(job.first_page, count + 1):
        yield _page(data, number, job.pixels)
    yield Done()


def _opened(data: bytes) -> Any:
    images: Any = importlib.import_module("PIL.Image")
    images.MAX_IMAGE_PIXELS = None  # The job has a limit of its own, checked before anything is decoded.
    try:
        return images.open(io.BytesIO(data))
    except (OSError, ValueError, SyntaxError):
        raise DamagedFile("The picture is broken, or of a rare form that is not read.") from None


def _page(data: bytes, number: int, most_pixels: int) -> Event:
    with _opened(data) as picture:
        try:
            picture.seek(number - 1)
            if picture.width * picture.height > most_pixels:
                return _unread(number, TOO_LARGE)
            picture.load()
            return _scan(picture, number)
        except (OSError, ValueError, SyntaxError, EOFError):
            return _page_in_part(data, number)


def _page_in_part(data: bytes, number: int) -> Event:
    """As much of a broken page as can be decoded."""
    files: Any = importlib.import_module("PIL.ImageFile")
    files.LOAD_TRUNCATED_IMAGES = True
    try:
        with _opened(data) as picture:
            picture.seek(number - 1)
            picture.load()
            return _scan(picture, number, CUT_OFF.format(number))
    except (OSError, ValueError, SyntaxError, EOFError, DamagedFile):
        return _unread(number, BROKEN)
    finally:
        files.LOAD_TRUNCATED_IMAGES = False


def _unread(number: int, warning: str) -> PageText:
    return PageText(Page(number, 0, 0, PageSource.UNREADABLE, warnings=(warning.format(number),)), "")


def _scan(picture: Any, number: int, *lasting: str) -> PageScan:
    across, down = _resolution(picture)
    upright = importlib.import_module("PIL.ImageOps").exif_transpose(picture)
    if upright.size != picture.size:
        across, down = down, across
    gray = _on_white(upright).convert("L")
    size = gray.width * _POINTS_AN_INCH / across, gray.height * _POINTS_AN_INCH / down
    page = Page(number, 0, 0, PageSource.UNREADABLE, *size, (), lasting or (UNREAD.format(number),))
    return PageScan(PageText(page, ""), gray.width, gray.height, gray.tobytes(), lasting)


def _on_white(picture: Any) -> Any:
    """Transparent parts become paper, 16-bit gray becomes 8-bit."""
    if picture.mode.startswith("I"):
        return picture.point(_high_byte).convert("L")
    if "A" not in picture.mode and "transparency" not in picture.info:
        return picture
    images = importlib.import_module("PIL.Image")
    coloured = picture.convert("RGBA")
    return images.alpha_composite(images.new("RGBA", picture.size, "white"), coloured)


def _high_byte(value: Any) -> Any:
    """Pillow calls it with an expression, not a number: it takes a factor and a sum only."""
    return value * (1 / 256)


def _resolution(picture: Any) -> tuple[float, float]:
    """Dots per inch across and down, as the file says where that is likely."""
    try:
        across, down = (float(value) for value in picture.info["dpi"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        across = down = 0.0
    if _LEAST_DPI <= across <= _GREATEST_DPI and _LEAST_DPI <= down <= _GREATEST_DPI:
        return across, down
    guessed = max(min(picture.width, picture.height) / _LETTER_INCHES, 1.0)
    return guessed, guessed
