"""The seam for page pictures: what a page that must be recognised looks like, and what a recogniser gives back.

It stands apart so that an OCR engine can be passed in without any reader knowing one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from chartcase.record import Box


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as a gray picture: `pixels` holds `rows` times `columns` bytes from the top left, 0 black to 255 white.

    `number` counts from 1; `width` and `height` are the page as shown in points, so that one pixel is
    `width / columns` by `height / rows` points (faxes have oblong pixels).
    """

    number: int
    columns: int
    rows: int
    width: float
    height: float
    pixels: bytes

    def __repr__(self) -> str:
        """No picture: sizes only."""
        return f"PagePicture({self.number}, {self.columns} x {self.rows} pixels)"


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A recognised word: box in points from the page's top left, confidence 0..1, `raw` if repaired.

    `place` is where it stands once the page is set upright and level, if that is elsewhere: the reading order follows
    from it, and the box is where the word is shown.
    """

    text: str
    box: Box
    confidence: float | None = None
    raw: str | None = None
    place: Box | None = None

    def __repr__(self) -> str:
        """No chart text."""
        return f"ReadWord({self.box})"


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a recogniser makes of a page: its words in any order (the layout puts them in reading order) and sentences
    that warn. No words at all is a page that could not be read, unless it is `blank`."""

    words: tuple[ReadWord, ...]
    warnings: tuple[str, ...] = ()
    blank: bool = False


class PageReader(Protocol):
    """An OCR engine; it runs in the caller's process and is given pictures, never the untrusted file."""

    @property
    def dpi(self) -> int:
        """The resolution at which pages of a PDF are to be drawn, in dots per inch."""
        ...

    def read(self, picture: PagePicture) -> PageReading:
        """The words of one page."""
        ...


@runtime_checkable
class ManyReader(PageReader, Protocol):
    """A reader that has several pictures read at once."""

    def read_all(self, pictures: Iterable[PagePicture]) -> Iterator[PageReading]:
        """The readings in the order of the pictures, which are taken one by one."""
        ...


def readings(reader: PageReader, pictures: Iterable[PagePicture]) -> Iterator[PageReading]:
    """The readings of pictures in their order, at once where the reader can."""
    if isinstance(reader, ManyReader):
        yield from reader.read_all(pictures)
    else:
        yield from map(reader.read, pictures)
