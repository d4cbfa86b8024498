"""Reads a few words of a page once more, from a cut-out that is softened or enlarged otherwise than the page was.

It stands apart because a dictionary guards words and nothing guards numbers: two pictures rarely mislead the same way.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageFilter

from chartcase.ingest.ocr.engine import EngineWord, LineReader
from chartcase.ingest.ocr.geometry import PixelBox
from chartcase.ingest.ocr.ink import PAPER, Gray
from chartcase.ingest.ocr.lines import Line
from chartcase.ingest.ocr.prepare import Prepared
from chartcase.ingest.ocr.torn import is_torn, lost_pixels

Span = tuple[int, int]
"""The first and the last of some words of a line, both counted in."""

# A neighbour further away than this says nothing about the words.
_FAR = 3.0


@dataclass(frozen=True, slots=True)
class Manner:
    """How to read again: how many neighbours are cut out too, the enlargement, the softening in pixels; how far the
    cut-out reaches above and below the base line, the paper around it, and the length of neighbours on a side that is
    enough, in heights of capitals; and whether lost scan lines are left white."""

    neighbours: int
    scale: float
    radius: float
    up: float = 1.5
    down: float = 0.7
    margin: float = 0.8
    stretch: float = 1e6
    bare: bool = False


# Measured with scripts/ocr_report: a word alone is read badly, one neighbour on each side is enough.
SECOND, THIRD = Manner(1, 1.0, 1.0), Manner(2, 1.5, 0.8)
# The second engine wants a longer stretch of its line, and letters that fill its height: it loses one of two narrow
# ones that stand too close.
FOREIGN = Manner(2, 1.0, 0.7, up=1.25, down=0.45, margin=0.15, stretch=2.5)
# A word of letters is long enough alone (its time goes with length), and so is what stands in the sender's stripe.
FOREIGN_ALONE = replace(FOREIGN, neighbours=0)
FOREIGN_BARE = replace(FOREIGN, bare=True)
_WORD_OF_LETTERS = re.compile(r"\W*[^\W\d_]{4,}(?:['-][^\W\d_]+)*\W*")
# Fax machines print their stripe above this many inches of the page.
_STRIPE_FOOT = 0.42


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a place as read once more, and 0..1 how sure the engine is of the worst of them."""

    words: tuple[str, ...]
    confidence: float

    def __repr__(self) -> str:
        """No chart text."""
        return f"Reading({len(self.words)} words, {self.confidence:.2f})"


class Again:
    """Reads places of one page again."""

    def __init__(
        self,
        page: Prepared,
        lines: Sequence[Line],
        engine: LineReader,
        second: LineReader | None = None,
        *,
        rough: bool = False,
    ) -> None:
        self._page, self._lines, self._engine, self._second = page, lines, engine, second
        self._rough = rough

    @property
    def is_rough(self) -> bool:
        """True on a page whose print reads badly all over: its figures need more than on a clean one."""
        return self._rough

    def asks_for_letters(self, number: int) -> bool:
        """True where a misread word of letters in line `number` is worth a second engine: in the sender's stripe, where
        all is in capitals and long, it is not."""
        return self._second is not None and not self._is_stripe(self._lines[number])

    def read(self, number: int, first: int, last: int, manner: Manner) -> Reading:
        """Words `first` to `last` (both counted in) of line `number`, read in another manner."""
        return self._reading(self._engine, number, (first, last), manner)

    def second_opinions(self, number: int, spans: Sequence[Span]) -> list[Reading | None]:
        """Each span of words (first and last, both counted in, from left to right) as the second engine reads it.

        None where there is no such engine; spans that share neighbours are read together, for time goes with length.
        """
        if self._second is None:
            return [None] * len(spans)
        line = self._lines[number]
        opinions: list[Reading | None] = []
        alone = self._is_stripe(line)
        for around, together in _shared(line, [(span, _foreign(line, span, alone=alone)) for span in spans]):
            words = self._words(self._second, line, _box(line, *around, FOREIGN), FOREIGN)
            opinions += [_reading_of(words, line, span) for span in together]
        return opinions

    def laid_bare(self, number: int, first: int, last: int) -> Reading | None:
        """Words of a line as the second engine reads them where lost scan lines are left white: how these were filled
        must not tell a figure. None where none crosses the words, or there is no such engine."""
        line = self._lines[number]
        torn = any(is_torn(self._page, line, word) for word in line.words[first : last + 1])
        return self._reading(self._second, number, (first, last), FOREIGN_BARE) if self._second and torn else None

    def between(self, number: int, beside: tuple[int, int], left: float, right: float) -> list[EngineWord]:
        """What stands between two pixels of line `number`, read together with the words `beside` it."""
        line = self._lines[number]
        box = _box(line, *beside, SECOND)
        wide = replace(box, x0=min(box.x0, left), x1=max(box.x1, right))
        words = self._words(self._engine, line, wide, SECOND)
        return [word for word in words if _is_inside(word.box, left, right)]

    def _is_stripe(self, line: Line) -> bool:
        return line.foot < _STRIPE_FOOT * self._page.dpi

    def _reading(self, engine: LineReader, number: int, span: Span, manner: Manner) -> Reading:
        line = self._lines[number]
        around = _with_neighbours(line, *span, manner)
        return _reading_of(self._words(engine, line, _box(line, *around, manner), manner), line, span)

    def _words(self, engine: LineReader, line: Line, box: PixelBox, manner: Manner) -> list[EngineWord]:
        """The words of a cut-out, in pixels of the page."""
        margin = max(round(manner.margin * line.capitals), 2)
        found = engine.line(self._cut_out(box, margin, manner), self._page.dpi * manner.scale)
        left, top = max(int(box.x0), 0) - margin, max(int(box.y0), 0) - margin
        return [replace(word, box=_moved(word.box, manner.scale, left, top)) for word in found]

    def _cut_out(self, box: PixelBox, margin: int, manner: Manner) -> Gray:
        rows, columns = self._page.gray.shape
        top, bottom = max(int(box.y0), 0), min(int(np.ceil(box.y1)), rows)
        left, right = max(int(box.x0), 0), min(int(np.ceil(box.x1)), columns)
        shown = self._page.gray[top:bottom, left:right]
        if manner.bare:
            shown = np.where(lost_pixels(self._page, slice(top, bottom), slice(left, right)), np.uint8(PAPER), shown)
        piece = np.pad(shown, margin, constant_values=PAPER)
        picture = Image.fromarray(np.ascontiguousarray(piece))
        if self._page.bilevel:
            picture = picture.filter(ImageFilter.GaussianBlur(manner.radius))
        if manner.scale != 1.0:
            size = round(picture.width * manner.scale), round(picture.height * manner.scale)
            picture = picture.resize(size, Image.Resampling.BICUBIC)
        return np.asarray(picture)


def _reading_of(words: Sequence[EngineWord], line: Line, span: Span) -> Reading:
    """What was read where words of a line stand."""
    start, end = line.words[span[0]].box.x0, line.words[span[1]].box.x1
    inside = [word for word in words if _is_inside(word.box, start, end)]
    return Reading(tuple(word.text for word in inside), min((word.confidence for word in inside), default=0.0))


def _foreign(line: Line, span: Span, *, alone: bool) -> Manner:
    """How the second engine reads a span."""
    texts = [word.text for word in line.words[span[0] : span[1] + 1]]
    return FOREIGN_ALONE if alone or all(map(_WORD_OF_LETTERS.fullmatch, texts)) else FOREIGN


def _shared(line: Line, spans: Sequence[tuple[Span, Manner]]) -> Iterator[tuple[Span, list[Span]]]:
    """Stretches of a line to cut out, and the spans that lie in each."""
    open_stretch: tuple[Span, list[Span]] | None = None
    for span, manner in spans:
        low, high = _with_neighbours(line, *span, manner)
        if open_stretch is not None and low <= open_stretch[0][1]:
            open_stretch = (open_stretch[0][0], max(high, open_stretch[0][1])), [*open_stretch[1], span]
            continue
        if open_stretch is not None:
            yield open_stretch
        open_stretch = (low, high), [span]
    if open_stretch is not None:
        yield open_stretch


def _moved(box: PixelBox, scale: float, left: float, top: float) -> PixelBox:
    return PixelBox(left + box.x0 / scale, top + box.y0 / scale, left + box.x1 / scale, top + box.y1 / scale)


def _is_inside(box: PixelBox, start: float, end: float) -> bool:
    """True for a word more than half of which lies between `start` and `end`."""
    return min(end, box.x1) - max(start, box.x0) > box.width / 2


def _with_neighbours(line: Line, first: int, last: int, manner: Manner) -> tuple[int, int]:
    low, high = first, last
    words, far, enough = line.words, _FAR * line.capitals, manner.stretch * line.capitals
    while low > max(first - manner.neighbours, 0) and _gap(line, low) < far:
        if words[first].box.x0 - words[low].box.x0 >= enough:
            break
        low -= 1
    while high < min(last + manner.neighbours, len(words) - 1) and _gap(line, high + 1) < far:
        if words[high].box.x1 - words[last].box.x1 >= enough:
            break
        high += 1
    return low, high


def _gap(line: Line, place: int) -> float:
    """Pixels between a word and the one before it."""
    return line.words[place].box.x0 - line.words[place - 1].box.x1


def _box(line: Line, low: int, high: int, manner: Manner) -> PixelBox:
    """Around the words, up to the middle of the gaps beside them, and as high as the line."""
    x0, x1 = line.words[low].box.x0, max(word.box.x1 for word in line.words[low : high + 1])
    left, right = x0 - line.capitals / 2, x1 + line.capitals / 2
    if low:
        left = max(left, (line.words[low - 1].box.x1 + x0) / 2)
    if high + 1 < len(line.words):
        right = min(right, (line.words[high + 1].box.x0 + x1) / 2)
    base = line.foot + line.slope * (x0 + x1) / 2
    return PixelBox(left, base - manner.up * line.capitals, max(right, left + 1), base + manner.down * line.capitals)
