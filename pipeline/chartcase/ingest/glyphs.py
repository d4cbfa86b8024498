"""Reads a page's text layer: PDFium's characters with their boxes become words.

It stands apart as the fast path: two calls a character, and the same words and boxes as pdfplumber's `extract_words`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import le, sub
from typing import Any

from chartcase.ingest.pdfium import Geometry
from chartcase.ingest.textlayer import UNKNOWN, TextLayer
from chartcase.ingest.ticks import MARKS, SIGNS, glyph_sign
from chartcase.ingest.token import Token, overlaps
from chartcase.record import Box

# pdfplumber's own tolerances (x_tolerance and y_tolerance, in points): a wider gap or step begins a new word.
_GAP = _STEP = 3.0
# PDFium sees a space where none is drawn; it counts from this share of the height on, below it letters are only spread.
_UNDRAWN_SPACE = 0.17
# Whole words stay within this many points up and down, below the step that begins a new word.
_LEVEL = 1.0
_SPAN = re.compile(r"\S+")
_SIGNS = frozenset(SIGNS.values()) | MARKS
_SPECIAL = frozenset(SIGNS) | MARKS
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
    """Deals the characters out to words, in the order of the text layer: whole words where they stand in one upright
    line, else character by character."""

    def __init__(self, text: Any, pictorial: bool) -> None:
        self._layer, self._pictorial = TextLayer(text), pictorial
        self._angle: int | None = 0
        self.words: dict[int | None, _Words] = {0: _Words(askew=False)}
        heights = list(map(sub, self._layer.top, self._layer.bottom))
        first = dict(zip(reversed(heights), reversed(range(self._layer.count)), strict=True))
        self._sizes = {height: self._layer.size(index, height) for height, index in first.items()}
        self._heights = heights

    def read(self) -> None:
        """Fill `words`."""
        text = "".join(self._layer.characters)
        for start, end in self._spans(text):
            if not self._is_whole(text, start, end):
                self._deal_out(text, start, end)
                continue
            layer = self._layer
            tops = [
                -low - self._sizes[high]
                for low, high in zip(layer.bottom[start:end], self._heights[start:end], strict=True)
            ]
            box = min(layer.left[start:end]), min(tops), max(layer.right[start:end]), -min(layer.bottom[start:end])
            self.words[0].done.append(Token(_clean(text[start:end]), *box))

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Characters between white space; spans that only an undrawn space parts, a narrow one, are given as one."""
        held: tuple[int, int] | None = None
        for found in _SPAN.finditer(text):
            start, end = found.span()
            if held is not None and start - held[1] == 1 and self._may_join(held[1], start):
                held = held[0], end
                continue
            if held is not None:
                yield held
            held = start, end
        if held is not None:
            yield held

    def _may_join(self, space: int, start: int) -> bool:
        layer = self._layer
        gap = layer.left[start] - layer.right[space - 1]
        return (
            gap <= _UNDRAWN_SPACE * self._heights[start] and layer.characters[space] == " " and layer.is_undrawn(space)
        )

    def _is_whole(self, text: str, start: int, end: int) -> bool:
        """True for a span that is one upright word for certain: on one line, left to right, without gaps or signs."""
        layer = self._layer
        if self._pictorial or text[start] in _SPECIAL or " " in text[start:end]:
            return False
        if end - start == 1:
            return layer.angle(start) == 0
        left, low, high = layer.left[start:end], layer.bottom[start:end], layer.top[start:end]
        if max(low) - min(low) > _LEVEL or max(high) - min(high) > _LEVEL or left[-1] - left[0] <= _LEVEL:
            return False
        return all(map(le, left, left[1:])) and max(map(sub, left[1:], layer.right[start:end])) <= _GAP

    def _deal_out(self, text: str, start: int, end: int) -> None:
        undrawn = False
        for index in range(start, end):
            if text[index] == " ":
                undrawn = True
                continue
            self._deal(index, text[index], undrawn)
            undrawn = False
        self.words[self._angle].close()

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


def _run(angle: int | None, words: _Words, geometry: Geometry) -> Run:
    visible = Box(0.0, 0.0, geometry.width, geometry.height)
    turn = None if angle is None else (angle + geometry.turn) % 360
    if turn == angle == 0:
        left, top = geometry.left, geometry.top
        moved = (Token(text, u0 - left, v0 + top, u1 - left, v1 + top) for text, u0, v0, u1, v1 in words.done)
        tokens = [token for token in moved if overlaps(visible, token)]
        return Run(0, tokens, tokens)
    pairs = [(_shown(word, angle, geometry), word) for word in words.done]
    pairs = [(shown, word) for shown, word in pairs if overlaps(visible, shown)]
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
