"""Several engines side by side, each in its own process with a time limit; a page that kills one is given up alone.

It stands apart because an engine is native code that reads untrusted pictures: it may crash or hang, and the record
must come out all the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from chartcase.errors import NoOcrEngine
from chartcase.ingest.ocr.reader import installed_reader
from chartcase.ingest.ocr.stamp import engine_stamp
from chartcase.ingest.page_cache import CachingReader, PageCache
from chartcase.ingest.picture import PagePicture, PageReader, PageReading
from chartcase.workers import Supervisor

_PAGE_SECONDS = 120.0
GIVEN_UP = "Page {} broke the OCR engine or took too long."


@dataclass(frozen=True, slots=True)
class Crew:
    """`workers` engines; readings are kept in `cache` until the case is written, None keeps none."""

    workers: int
    dpi: int
    cache: Path | None = None

    def read(self, picture: PagePicture) -> PageReading:
        """The words of one page."""
        return next(self.read_all([picture]))

    def read_all(self, pictures: Iterable[PagePicture]) -> Iterator[PageReading]:
        """The readings in the order of the pictures; engines are loaded when the first picture comes."""
        work = partial(_read, cache=self.cache)
        preload = ("chartcase.ingest.ocr.crew", "chartcase.ingest.ocr.recognise", "chartcase.ingest.ocr.second")
        return Supervisor(work, _given_up, self.workers, preload, _PAGE_SECONDS).results(pictures)


@dataclass(frozen=True, slots=True)
class Alone:
    """The engine of this process; it is loaded, and asked for its stamp, when the first picture comes."""

    dpi: int
    cache: Path | None = None

    def read(self, picture: PagePicture) -> PageReading:
        """The words of one page."""
        return _reader(self.cache).read(picture)


def crew(workers: int, cache: Path | None = None) -> Crew | None:
    """The engines of this installation, None where there is none."""
    reader = installed_reader()
    return Crew(workers, reader.dpi, cache) if reader is not None else None


def alone(cache: Path | None = None) -> PageReader | None:
    """The engine of this installation in this process, None where there is none."""
    reader = installed_reader()
    return Alone(reader.dpi, cache) if reader is not None else None


@lru_cache(maxsize=4)
def _reader(cache: Path | None) -> PageReader:
    """The engine of this process, loaded once."""
    reader = installed_reader()
    if reader is None:
        raise NoOcrEngine("The OCR engine is missing.")
    return CachingReader(reader, PageCache(cache, engine_stamp())) if cache is not None else reader


def _read(picture: PagePicture, cache: Path | None) -> PageReading:
    return _reader(cache).read(picture)


def _given_up(picture: PagePicture) -> PageReading:
    return PageReading((), (GIVEN_UP.format(picture.number),))
