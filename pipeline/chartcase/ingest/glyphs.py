"""Reads a page's text layer: PDFium's characters with their boxes become words.

It stands apart as the fast path: two calls a character, and the same words and boxes as pdfplumber's `extract_words`.
"""

import ctypes
import math
from array import array
from dataclasses import dataclass
from typing import Any

from chartcase.ingest.pdfium import Geometry, raw
from chartcase.ingest.ticks import MARKS, SIGNS, glyph_sign, pictorial_font
from chartcase.ingest.token import Token, holds
from chartcase.record import Box

UNKNOWN = "\ufffd"
# pdfplumber's own tolerances (x_tolerance and y_tolerance, in points): a wider gap or step begins a new word.
_GAP = _STEP = 3.0
# PDFium sees a space where none is drawn; it counts from this share of the height on, below it letters are only spread.
_UNDRAWN_SPACE = 0.17
_ASKEW_DEGREES = 10.0
# A font that claims a size far from the height of its letters (Type 3) is not believed.
_LEAST_SIZE, _GREATEST_SIZE = 0.5, 1.6
_NAME_BYTES = 128
# PDFium marks the hyphen at a line's end with codes of its own.
_REWRITTEN = {"\x02": "-", "\ufffe": "-", "\uf0b7": "•", "\xad": "-"} | {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}


@dataclass(frozen=True, slots=True)
class Run:
    """Words read in one direction: `tokens` with boxes on the page as shown, `upright` with boxes of the same words on
    a page turned until they stand upright.

    `turn` is the direction on the page as shown in degrees clockwise: 0 for upright; None for text set askew (a
    watermark), whose upright boxes tell the order only.
    """

    turn: int | None
    tokens: list[Token]
    upright: list[Token]


def read_runs(text: Any, geometry: Geometry, pictorial: bool) -> list[Run]:
    """The words of a text layer by direction, the longest run first; `pictorial` = look for glyphs of picture fonts."""
    reader = _Reader(text, pictorial)
    reader.read()
    runs = [_run(angle, words, geometry) for angle, words in reader.words.items()]
    return sorted((run for run in runs if run.tokens), key=lambda run: -len(run.tokens))


class _Layer:
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
        self.left, self.top, self.right, self.bottom = (flat[at::4] for at in range(4))
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


class _Words:
    """Words of one direction, growing character by character; u runs along the line, v down the page."""

    def __init__(self, askew: bool) -> None:
        self.done: list[Token] = []
        self._askew = askew
        self._letters: list[str] = []
        self._u0 = self._v0 = self._u1 = self._v1 = 0.0
        self._last_u0 = self._last_u1 = self._last_v0 = 0.0

    def continues(self, u0: float, v0: float, u1: float, v1: float, undrawn: bool) -> bool:
        """True where a character at that place belongs to the word in hand."""
        gap = u0 - self._last_u1
        if not self._letters or self._askew:
            return bool(self._letters) and not undrawn
        if gap > _GAP or u0 < self._last_u0:
            return False
        return abs(v0 - self._last_v0) <= _STEP and not (undrawn and gap > _UNDRAWN_SPACE * (v1 - v0))

    def add(self, letter: str, u0: float, v0: float, u1: float, v1: float) -> None:
        if not self._letters:
            self._u0, self._v0, self._u1, self._v1 = u0, v0, u1, v1
        self._letters.append(letter)
        self._last_u0, self._last_u1, self._last_v0 = u0, u1, v0
        self._u0, self._v0 = min(self._u0, u0), min(self._v0, v0)
        self._u1, self._v1 = max(self._u1, u1), max(self._v1, v1)

    def close(self) -> None:
        if self._letters:
            self.done.append(Token(_clean("".join(self._letters)), self._u0, self._v0, self._u1, self._v1))
            self._letters = []


def _clean(word: str) -> str:
    """The word with ligatures spelt out, and every code that is no character shown as unknown."""
    if word.isascii() and word.isprintable():
        return word
    pieces = (_REWRITTEN.get(letter, letter) for letter in word)
    return "".join(UNKNOWN if letter < " " or "\ud800" <= letter <= "\udfff" else letter for letter in pieces)


class _Reader:
    """Walks the characters in the order of the text layer and deals them out to words."""

    def __init__(self, text: Any, pictorial: bool) -> None:
        self._layer, self._pictorial = _Layer(text), pictorial
        self._angle: int | None = 0
        self.words: dict[int | None, _Words] = {0: _Words(askew=False)}
        self._sizes: dict[float, float] = {}

    def read(self) -> None:
        layer = self._layer
        undrawn = False
        for index, letter in enumerate(layer.characters):
            if letter.isspace():
                undrawn = letter == " " and layer.is_undrawn(index)
                if not undrawn:
                    self.words[self._angle].close()
                continue
            self._deal(index, letter, undrawn)
            undrawn = False
        for words in self.words.values():
            words.close()

    def _deal(self, index: int, letter: str, undrawn: bool) -> None:
        words = self.words[self._angle]
        place = self._place(index)
        if words.continues(*place, undrawn):
            words.add(letter, *place)
            return
        words.close()
        self._angle = self._layer.angle(index)
        words = self.words.setdefault(self._angle, _Words(askew=self._angle is None))
        self._begin(words, index, letter)

    def _begin(self, words: _Words, index: int, letter: str) -> None:
        """The first character of a word; a tick box is a word of its own."""
        words.close()
        sign = glyph_sign(self._layer.font(index) if self._pictorial else None, letter)
        words.add(sign, *self._place(index))
        if sign in _SIGNS:
            words.close()

    def _place(self, index: int) -> tuple[float, float, float, float]:
        """u0, v0, u1, v1 of a character: turned so that its line runs right and its height is the font's size."""
        layer, angle = self._layer, self._angle
        left, bottom, right, top = layer.left[index], layer.bottom[index], layer.right[index], layer.top[index]
        if angle == 90:
            u0, v0, u1, v1 = -top, -right, -bottom, -left
        elif angle == 180:
            u0, v0, u1, v1 = -right, bottom, -left, top
        elif angle == 270:
            u0, v0, u1, v1 = bottom, left, top, right
        else:
            u0, v0, u1, v1 = left, -top, right, -bottom
        return u0, v1 - self._size(index, v1 - v0), u1, v1

    def _size(self, index: int, loose: float) -> float:
        size = self._sizes.get(loose)
        if size is None:
            size = self._sizes[loose] = self._layer.size(index, loose)
        return size


_SIGNS = frozenset(SIGNS.values()) | MARKS


def _run(angle: int | None, words: _Words, geometry: Geometry) -> Run:
    visible = Box(0.0, 0.0, geometry.width, geometry.height)
    turn = None if angle is None else (angle + geometry.turn) % 360
    pairs = [(_shown(word, angle, geometry), word) for word in words.done]
    pairs = [(shown, word) for shown, word in pairs if holds(visible, shown.middle)]
    tokens = [shown for shown, _ in pairs]
    if turn is None:
        return Run(turn, tokens, _in_given_order(tokens))
    return Run(turn, tokens, tokens if turn == 0 else [word for _, word in pairs])


def _shown(word: Token, angle: int | None, geometry: Geometry) -> Token:
    """A word of a turned line, with its box on the page as shown."""
    _, u0, v0, u1, v1 = word
    if angle == 90:
        box = geometry.shown(-v1, -u1, -v0, -u0)
    elif angle == 180:
        box = geometry.shown(-u1, v0, -u0, v1)
    elif angle == 270:
        box = geometry.shown(v0, u0, v1, u1)
    else:
        box = geometry.shown(u0, -v1, u1, -v0)
    return Token(word.text, box.x0, box.y0, box.x1, box.y1)


def _in_given_order(tokens: list[Token]) -> list[Token]:
    """Boxes on one line, in the order of the text layer: letters set askew overlap in every other order."""
    return [token._replace(x0=9.0 * at, y0=0.0, x1=9.0 * at + 8.0, y1=10.0) for at, token in enumerate(tokens)]
