"""Gathers the pages that the reading process tells into one record, and goes on after a page that broke it.

It stands apart because here the pages get their place in the one text, and each page that failed keeps its number.
"""

from dataclasses import replace

from chartcase.errors import DamagedFile, EmptyFile, InputError
from chartcase.ingest.assemble import assemble
from chartcase.ingest.events import Event, Job, Opened, PageScan, PageText
from chartcase.ingest.guard import ReaderStopped, Reading
from chartcase.ingest.limits import Limits
from chartcase.ingest.picture import PagePicture, PageReader, PageReading
from chartcase.ingest.text import PAGE_BREAK
from chartcase.ingest.token import Token
from chartcase.record import Page, PageSource, Record, Word

# After so many pages that break or hang the reading process, the file is given up.
_MOST_BAD_PAGES = 5

STOPPED = "Page {} broke its reader or took too long; it was not read."
LEFT_OUT = "Page {} was announced and not delivered; it was not read."
NOT_RECOGNISED = "Page {} could not be recognised."


class Collector:
    """One file on its way to a record; used once."""

    def __init__(self, name: str, limits: Limits, ocr: PageReader | None) -> None:
        self._name, self._limits, self._ocr = name, limits, ocr
        self._opened: Opened | None = None
        self._told: list[PageText] = []
        self._stopped: InputError | None = None
        self._gutters: tuple[float, ...] = ()

    def collect(self, kind: str, document: int) -> Record:
        """Read the open file `document` of that kind to its end.

        Raises:
            InputError: it cannot be read at all.
        """
        reading = Reading(self._limits)
        for _ in range(_MOST_BAD_PAGES + 1):
            try:
                for event in reading.events(self._job(kind), document):
                    self._take(event)
                return self._record()
            except ReaderStopped as stopped:
                self._skip_page(stopped)
                if self._opened is not None and len(self._told) == self._opened.pages:
                    return self._record()
        raise self._stopped or DamagedFile("The file is broken.")

    def _job(self, kind: str) -> Job:
        limits = self._limits
        return Job(
            kind=kind,
            first_page=len(self._told) + 1,
            dpi=self._ocr.dpi if self._ocr else 0,
            pages=limits.pages,
            pixels=limits.pixels,
            layout_seconds=limits.layout_seconds,
            cpu_seconds=limits.cpu_seconds,
            memory_bytes=limits.memory_bytes,
        )

    def _take(self, event: Event) -> None:
        match event:
            case Opened():
                self._opened = self._opened or event
            case PageText():
                self._told.append(event)
            case PageScan():
                self._told.append(self._recognised(event))
            case _:
                raise TypeError(type(event).__name__)

    def _skip_page(self, stopped: ReaderStopped) -> None:
        """Count the page in hand as unreadable; before the file was opened there is none, and it cannot be read."""
        if self._opened is None:
            raise stopped.error from None
        self._stopped = stopped.error
        self._told.append(_unread(len(self._told) + 1, STOPPED))

    def _recognised(self, scan: PageScan) -> PageText:
        if self._ocr is None:
            return scan.seen
        page = scan.seen.page
        picture = PagePicture(page.number, scan.columns, scan.rows, page.width, page.height, scan.pixels)
        reading = self._ocr.read(picture)
        if not reading.words and not reading.blank:
            warnings = (NOT_RECOGNISED.format(page.number), *scan.lasting, *reading.warnings)
            return PageText(replace(page, warnings=warnings), scan.seen.text)
        return self._written(page, replace(reading, warnings=(*scan.lasting, *reading.warnings)))

    def _written(self, page: Page, reading: PageReading) -> PageText:
        """The page with the recogniser's words in reading order."""
        tokens = [Token("".join(word.text.split()), *(word.place or word.box).rounded()) for word in reading.words]
        text, spots, gutters = assemble(tokens, (), self._gutters)
        self._gutters = gutters or self._gutters
        words = tuple(
            Word(spot.start, spot.end, read.box, read.confidence, read.raw)
            for spot in spots
            for read in (reading.words[spot.word],)
        )
        size = page.width, page.height
        return PageText(Page(page.number, 0, len(text), PageSource.OCR, *size, words, reading.warnings), text)

    def _record(self) -> Record:
        pages = self._opened.pages if self._opened else 0
        while len(self._told) < pages:
            self._told.append(_unread(len(self._told) + 1, LEFT_OUT))
        self._check_worth()
        start = 0
        placed: list[Page] = []
        for told in self._told:
            placed.append(_placed(told.page, start))
            start += len(told.text) + len(PAGE_BREAK)
        text = PAGE_BREAK.join(told.text for told in self._told)
        return Record(self._name, text, tuple(placed), warnings=self._opened.warnings if self._opened else ())

    def _check_worth(self) -> None:
        """A file without one word is an error where it is damaged or blank; scans without words are a record."""
        if any(told.text for told in self._told):
            return
        if self._stopped is not None:
            raise self._stopped
        if self._opened is None or self._opened.damaged:
            raise DamagedFile("The file is cut off or broken; no page of it could be read.")
        if all(told.page.source is not PageSource.UNREADABLE for told in self._told):
            raise EmptyFile("No page of the file shows anything.")


def _unread(number: int, warning: str) -> PageText:
    return PageText(Page(number, 0, 0, PageSource.UNREADABLE, warnings=(warning.format(number),)), "")


def _placed(page: Page, start: int) -> Page:
    """The page with its offsets counted from the start of the record's text."""
    if start == 0:
        return page
    words = tuple(
        Word(word.start + start, word.end + start, word.box, word.confidence, word.raw) for word in page.words
    )
    return replace(page, start=page.start + start, end=page.end + start, words=words)
