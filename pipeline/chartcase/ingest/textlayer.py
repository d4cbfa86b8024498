"""The characters of a page's text layer with their boxes, as PDFium tells them.

It stands apart from the making of words because every line here is a call into native code, counted by the character.
"""

import ctypes
import math
from array import array
from typing import Any

from chartcase.ingest.pdfium import raw
from chartcase.ingest.ticks import pictorial_font

UNKNOWN = "\ufffd"
_ASKEW_DEGREES = 10.0
# A font that claims a size far from the height of its letters (Type 3) is not believed.
_LEAST_SIZE, _GREATEST_SIZE = 0.5, 1.6
_NAME_BYTES = 128


class TextLayer:
    """The characters of a text layer and their loose boxes (advance wide, ascent to descent high) in the page's own
    coordinates."""

    def __init__(self, text: Any) -> None:
        self._lib, self._text = raw(), text
        self.count: int = max(self._lib.FPDFText_CountChars(text), 0)
        boxes = (self._lib.FS_RECTF * self.count)()
        fetch = self._lib.FPDFText_GetLooseCharBox
        for index in range(self.count):
            fetch(text, index, boxes[index])
        flat = array("f")
        flat.frombytes(bytes(boxes))
        self.left, self.top, self.right, self.bottom = (flat[at::4].tolist() for at in range(4))
        self.characters = self._characters()

    def _characters(self) -> list[str]:
        """One string a character; all at once where PDFium gives one code unit for each, else one by one."""
        buffer = (ctypes.c_ushort * (self.count + 1))()
        written = self._lib.FPDFText_GetText(self._text, 0, self.count, buffer) if self.count else 1
        units = bytes(buffer)[: 2 * self.count].decode("utf-16-le", "surrogatepass")
        if written == self.count + 1 == len(units) + 1:
            return list(units)
        codes = [self._lib.FPDFText_GetUnicode(self._text, index) for index in range(self.count)]
        return [chr(code) if 0 < code <= 0x10FFFF else UNKNOWN for code in codes]

    def is_undrawn(self, index: int) -> bool:
        """True for a character that PDFium made up: a space in a gap, a line end."""
        return bool(self._lib.FPDFText_IsGenerated(self._text, index) == 1)

    def angle(self, index: int) -> int | None:
        """The direction of a character in degrees clockwise: a quarter turn, or None for one set askew."""
        degrees = math.degrees(self._lib.FPDFText_GetCharAngle(self._text, index))
        quarter = round(degrees / 90)
        return quarter % 4 * 90 if abs(degrees - 90 * quarter) <= _ASKEW_DEGREES else None

    def size(self, index: int, loose: float) -> float:
        """The font size as shown, which is the height pdfplumber gives a character; `loose` where it makes no sense."""
        matrix = self._lib.FS_MATRIX()
        self._lib.FPDFText_GetMatrix(self._text, index, matrix)
        size: float = self._lib.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d)
        return size if _LEAST_SIZE * loose <= size <= _GREATEST_SIZE * loose else loose

    def font(self, index: int) -> str | None:
        """The family of picture font that draws a character, None for letters."""
        name = ctypes.create_string_buffer(_NAME_BYTES)
        flags = ctypes.c_int()
        self._lib.FPDFText_GetFontInfo(self._text, index, name, _NAME_BYTES, flags)
        return pictorial_font(name.value.decode("latin-1"))
