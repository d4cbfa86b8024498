"""The one door to PDFium: documents and pages opened, closed and told in plain values.

It stands apart because PDFium is native code with handles to free and untyped bindings; nothing else touches either.
"""

import importlib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from chartcase.errors import DamagedFile, LockedFile
from chartcase.record import Box

_PASSWORD_ERROR = 4


@cache
def raw() -> Any:
    """PDFium's own functions, loaded on first use."""
    return importlib.import_module("pypdfium2.raw")


@cache
def _helpers() -> Any:
    return importlib.import_module("pypdfium2")


@cache
def failure() -> type[Exception]:
    """What the bindings raise when PDFium refuses."""
    error: type[Exception] = _helpers().PdfiumError
    return error


@contextmanager
def opened(data: bytes) -> Generator[Any]:
    """A document handle for the bytes of a PDF.

    Raises:
        LockedFile: it needs a password.
        DamagedFile: PDFium cannot make out its structure.
    """
    try:
        document = _helpers().PdfDocument(data)
    except failure() as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR:
            raise LockedFile("The PDF needs a password.") from None
        raise DamagedFile("The PDF is cut off or broken.") from None
    try:
        document.init_forms()
        yield document
    finally:
        document.close()


@contextmanager
def opened_page(document: Any, index: int) -> Generator[Any]:
    """A page handle; `index` counts from 0. Raises `failure()` for a page that PDFium cannot load."""
    page = document[index]
    try:
        yield page
    finally:
        page.close()


@contextmanager
def opened_text(page: Any) -> Generator[Any]:
    """The raw handle of a page's text layer."""
    text = page.get_textpage()
    try:
        yield text.raw
    finally:
        text.close()


@dataclass(frozen=True, slots=True)
class Geometry:
    """From a page's own coordinates to the page as shown: the visible box in its own, the turn in degrees clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def width(self) -> float:
        """Points across the page as shown."""
        return self.right - self.left if self.turn % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        """Points down the page as shown."""
        return self.top - self.bottom if self.turn % 180 == 0 else self.right - self.left

    def shown(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of the page's own coordinates, on the page as shown."""
        if self.turn == 90:
            return Box(bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        if self.turn == 180:
            return Box(self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        if self.turn == 270:
            return Box(self.top - top, self.right - right, self.top - bottom, self.right - left)
        return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)


def geometry(page: Any) -> Geometry:
    """Where the visible part of a page lies and how it is turned."""
    lib = raw()
    box = lib.FS_RECTF()
    if not lib.FPDF_GetPageBoundingBox(page.raw, box):
        width, height = page.get_size()
        return Geometry(0.0, 0.0, width, height, 0)
    return Geometry(box.left, box.bottom, box.right, box.top, page.get_rotation() % 360)


def flattened(page: Any) -> bool:
    """Make form fields and notes part of the page, to be seen when it is opened anew; False where there are none."""
    return bool(page.formenv) and bool(page.flatten() == raw().FLATTEN_SUCCESS)


def drawn_gray(page: Any, scale: float) -> tuple[int, int, bytes]:
    """A page drawn in gray, form fields included: columns, rows, and one byte a pixel; `scale` in pixels a point."""
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        columns, rows, stride, step = bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels
        data = bytes(bitmap.buffer)
    finally:
        bitmap.close()
    return columns, rows, b"".join(data[row * stride : row * stride + columns * step : step] for row in range(rows))
