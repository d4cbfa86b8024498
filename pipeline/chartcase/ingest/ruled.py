"""Asks pdfplumber for what PDFium does not tell: drawn shapes, ruled tables, and words of pages in an odd order.

It stands apart because it is slow and fails on odd files: it runs only where a page needs it, and a page does without
it when it fails.
"""

import importlib
import io
import math
import re
import signal
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from chartcase.ingest.textlayer import UNKNOWN
from chartcase.ingest.tickbox import Shape, ShapeKind
from chartcase.ingest.token import Table, Token
from chartcase.record import Box

_DARK = 0.5
_AGAIN_SECONDS = 1.0
# What pdfminer writes for a glyph whose character it does not know.
_CODE = re.compile(r"\(cid:\d+\)")
_KINDS = (("rects", ShapeKind.RECT), ("lines", ShapeKind.LINE), ("curves", ShapeKind.CURVE))
# Above this many shapes a page is a drawing: comparing them all would take minutes and tell nothing.
_MOST_SHAPES = 5000


class NoSecondReading(Exception):
    """pdfplumber could not read it, or not in time; carries no words of the page."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """What pdfplumber sees on a page: its shapes, its ruled tables, its upright words, its width and height in points,
    and whether it is `bare`: what should draw it is there, and holds nothing."""

    shapes: tuple[Shape, ...]
    tables: tuple[Table, ...]
    words: tuple[Token, ...]
    size: tuple[float, float] = (0.0, 0.0)
    bare: bool = False


class SecondReader:
    """A PDF as pdfplumber reads it."""

    def __init__(self, data: bytes, seconds: float, total_seconds: float = math.inf) -> None:
        """Open it; `seconds` is the most for one page, `total_seconds` for all pages together.

        Raises:
            NoSecondReading: pdfplumber cannot open it in time, or sees no page in it.
        """
        self._seconds, self._left = seconds, total_seconds
        self._pdf: Any = None
        with _guarded(seconds):
            self._pdf = importlib.import_module("pdfplumber").open(io.BytesIO(data))
            self.page_count = len(self._pdf.pages)
        if self.page_count < 1:
            raise NoSecondReading("no pages")

    def page(self, index: int) -> Ruled:
        """The page at `index` (from 0).

        Raises:
            NoSecondReading: there is no such page, it failed, or took longer than allowed.
        """
        if self._left <= 0.0:
            raise NoSecondReading("no time is left")
        started = time.monotonic()
        try:
            return self._page(index, min(self._seconds, self._left))
        finally:
            self._left -= time.monotonic() - started

    def _page(self, index: int, seconds: float) -> Ruled:
        with _guarded(seconds), ExitStack() as stack:
            page = self._pdf.pages[index]
            stack.callback(page.close)
            left, top = page.cropbox[0], page.cropbox[1]
            shapes = tuple(_shapes(page, left, top))
            tables = tuple(_tables(page, left, top)) if len(shapes) <= _MOST_SHAPES else ()
            words = tuple(_words(page, left, top))
            few = shapes if len(shapes) <= _MOST_SHAPES else ()
            return Ruled(few, tables, words, (float(page.width), float(page.height)), _is_bare(page))


class _TooSlow(BaseException):
    """No mere Exception, for those are caught and forgotten in many places below."""


@contextmanager
def _guarded(seconds: float) -> Generator[None]:
    """One exception for all: pdfplumber raises whatever its parser trips over, bare TypeErrors included."""
    try:
        with _timed(seconds):
            yield
    except (Exception, _TooSlow) as error:  # noqa: BLE001 - see above
        raise NoSecondReading(type(error).__name__) from None


@contextmanager
def _timed(seconds: float) -> Generator[None]:
    """Interrupts after so many seconds where that is possible: in the main thread, as in the reading process."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """An exception is lost where the signal hits a finaliser, so it is raised again until the timer is stopped."""
    signal.setitimer(signal.ITIMER_REAL, _AGAIN_SECONDS)
    raise _TooSlow


def _shapes(page: Any, left: float, top: float) -> Iterator[Shape]:
    for name, kind in _KINDS:
        for drawn in getattr(page, name):
            box = Box(drawn["x0"] - left, drawn["top"] - top, drawn["x1"] - left, drawn["bottom"] - top)
            dark = bool(drawn.get("fill")) and _is_dark(drawn.get("non_stroking_color"))
            yield Shape(kind, box, bool(drawn.get("stroke")), dark)


def _is_bare(page: Any) -> bool:
    """Whether all streams that should draw the page are there and hold nothing but blanks."""
    types: Any = importlib.import_module("pdfminer.pdftypes")
    drawing = [types.resolve1(one) for one in page.page_obj.contents]
    return all(isinstance(one, types.PDFStream) and not one.get_data().strip() for one in drawing)


def _is_dark(color: object) -> bool:
    """True for the darker half of gray, RGB and CMYK colours; a fill without a colour is black."""
    if color is None:
        return True
    parts: Any = [color] if isinstance(color, int | float) else color
    try:
        numbers = [float(part) for part in parts]
    except (TypeError, ValueError):
        return False
    if len(numbers) == 4:
        return numbers[3] + sum(numbers[:3]) / 3 > _DARK
    return bool(numbers) and sum(numbers) / len(numbers) < _DARK


def _tables(page: Any, left: float, top: float) -> Iterator[Table]:
    """Ruled tables of at least two rows and two columns; frames and single rows are none."""
    for found in page.find_tables():
        rows = tuple(tuple(_box(cell, left, top) for cell in row.cells if cell) for row in found.rows)
        rows = tuple(row for row in rows if row)
        if len(rows) >= 2 and max(len(row) for row in rows) >= 2:
            yield Table(_box(found.bbox, left, top), rows)


def _box(corners: Any, left: float, top: float) -> Box:
    x0, y0, x1, y1 = corners
    return Box(x0 - left, y0 - top, x1 - left, y1 - top)


def _words(page: Any, left: float, top: float) -> Iterator[Token]:
    for word in page.extract_words():
        if word["upright"] and word["text"].strip():
            text = _CODE.sub(UNKNOWN, "".join(word["text"].split()))
            yield Token(text, word["x0"] - left, word["top"] - top, word["x1"] - left, word["bottom"] - top)
