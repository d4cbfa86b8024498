"""What was read: a record of pages, words and boxes over one text.

It stands apart because every later stage speaks its one coordinate system: character offsets into `Record.text`.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as shown, in points (1/72 inch) from the page's top left; x0 <= x1, y0 <= y1."""

    x0: float
    y0: float
    x1: float
    y1: float

    def joined(self, other: "Box") -> "Box":
        """The smallest box around both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def rounded(self) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1 rounded to a hundredth of a point."""
        return (round(self.x0, 2), round(self.y0, 2), round(self.x1, 2), round(self.y1, 2))


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a page: `Record.text[start:end]`, where it stands, and how sure the reader is.

    `confidence` is 0..1, or None for words that were not recognised but given (text layer). `raw` is the reading before
    a repair, None where nothing was repaired.
    """

    start: int
    end: int
    box: Box
    confidence: float | None = None
    raw: str | None = None


class PageSource(StrEnum):
    """How the words of a page were obtained."""

    TEXT = "text"
    DIGITAL = "digital"
    OCR = "ocr"
    UNREADABLE = "unreadable"


class FurnitureKind(StrEnum):
    """What a line outside the text stream is."""

    HEADER = "header"
    FOOTER = "footer"
    FAX = "fax"
    PAGE_NUMBER = "page_number"


@dataclass(frozen=True, slots=True)
class Furniture:
    """Running words of a page that are no part of what the record says: `Record.text[start:end]`."""

    start: int
    end: int
    kind: FurnitureKind


@dataclass(frozen=True, slots=True)
class Page:
    """A page, numbered from 1: `Record.text[start:end]`; width and height in points, 0 for plain text."""

    number: int
    start: int
    end: int
    source: PageSource
    width: float = 0.0
    height: float = 0.0
    words: tuple[Word, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One file as read. `source` is its file name (no folder); `sha256` is of its bytes; `warnings` are sentences."""

    source: str
    text: str
    pages: tuple[Page, ...]
    sha256: str = ""
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """No chart text: name and sizes only."""
        return f"Record({self.source!r}, {len(self.pages)} pages, {len(self.text)} characters)"

    def page_at(self, offset: int) -> Page:
        """The page that holds the character at `offset` (the last page for the end of the text).

        Raises:
            IndexError: the record has no pages.
        """
        index = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[max(index, 0)]

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """Words that share at least one character with [start, end), in order; () for pages without a picture."""
        found: list[Word] = []
        first = max(bisect_right(self.pages, start, key=lambda page: page.start) - 1, 0)
        for number in range(first, len(self.pages)):
            page = self.pages[number]
            if page.start >= end:
                break
            if start < page.end:
                found.extend(_overlapping(page.words, start, end))
        return tuple(found)


def _overlapping(words: Sequence[Word], start: int, end: int) -> Sequence[Word]:
    first = bisect_right(words, start, key=lambda word: word.end)
    last = bisect_right(words, end - 1, key=lambda word: word.start)
    return words[first:last]


_NEAR = 1.5
"""Heights of a line: words nearer than this are on one line, whichever way it runs."""
_TALL = 1.5
"""Words that are higher than wide by this much stand on their side; `L5` is not."""


def line_boxes(words: Sequence[Box]) -> tuple[Box, ...]:
    """One box a line, from word boxes in reading order: a line goes on with a word beside the one before it.

    Lines of a page that is shown sideways run up or down it, and those of one shown upside down to the left.
    """
    sideways = sum(word.y1 - word.y0 for word in words) > _TALL * sum(word.x1 - word.x0 for word in words)
    boxes: list[Box] = []
    for number, word in enumerate(words):
        if number and _same_line(words[number - 1], word, sideways):
            boxes[-1] = boxes[-1].joined(word)
        else:
            boxes.append(word)
    return tuple(boxes)


def _same_line(before: Box, word: Box, sideways: bool) -> bool:
    """True where the word stands right of the one before it, or near it on its other side: left of it on a page upside
    down, above or below it on a page shown sideways."""
    if sideways:
        gap = max(word.y0 - before.y1, before.y0 - word.y1)
        return _share(before.x0, before.x1, word.x0, word.x1) >= 0.5 and gap <= _NEAR * (before.x1 - before.x0)
    beside = word.x0 >= before.x0 - 1.0 or before.x0 - word.x1 <= _NEAR * (before.y1 - before.y0)
    return beside and _share(before.y0, before.y1, word.y0, word.y1) >= 0.5


def _share(start: float, end: float, other_start: float, other_end: float) -> float:
    """How much of the shorter of two stretches lies in the other."""
    shared = min(end, other_end) - max(start, other_start)
    return shared / max(min(end - start, other_end - other_start), 1e-6)
