"""Gathers the pages that the reading process tells into one record, and goes on after a page that broke it.

It stands apart because here the pages get their place in the one text, and each page that failed keeps its number.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace

from chartcase.errors import DamagedFile, EmptyFile, InputError
from chartcase.ingest.assemble import assemble
from chartcase.ingest.events import Event, Job, Opened, PageScan, PageText
from chartcase.ingest.guard import OutOfTime, ReaderStopped, Reading
from chartcase.ingest.limits import Limits
from chartcase.ingest.picture import PagePicture, PageReader, PageReading, readings
from chartcase.ingest.text import PAGE_BREAK
from chartcase.ingest.token import Token
from chartcase.record import Page, PageSource, Record, Word

# The tables and tick boxes of all pages may take this share of the time of a file.
_LAYOUT_SHARE = 1 / 3
# After so many pages that break or hang the reading process, the file is given up.
_MOST_BAD_PAGES = 5

STOPPED = "Page {} broke its reader or took too long; it was not read."
LEFT_OUT = "Page {} was announced and not delivered; it was not read."
TOO_LATE = "Page {} was not reached within the time that a file may take; it was not read."
NOT_RECOGNISED = "Page {} could not be recognised."


Watch = Callable[[int, int], None]
"""Called with how many pages are read, and how many there are."""


class Collector:
    """One file on its way to a record; used once."""

    def __init__(self, name: str, limits: Limits, ocr: PageReader | None, watch: Watch | None = None) -> None:
        self._name, self._limits, self._ocr, self._watch = name, limits, ocr, watch
        self._opened: Opened | None = None
        self._told: list[PageText] = []
        self._coming: deque[PageText] = deque()
        self._asked: deque[tuple[PageText, tuple[str, ...]]] = deque()
        self._stopped: InputError | None = None
        self._missing = LEFT_OUT
        self._gutters: tuple[float, ...] = ()

    def collect(self, kind: str, document: int) -> Record:
        """Read the open file `document` of that kind to its end.

        Raises:
            InputError: it cannot be read at all.
        """
        pictures = self._pictures(kind, document)
        if self._ocr is None:
            for _ in pictures:
                raise TypeError("a picture without a reader")
        else:
            for reading in readings(self._ocr, pictures):
                self._settle(reading)
        self._settle_text()
        return self._record()

    def _pictures(self, kind: str, document: int) -> Iterator[PagePicture]:
        """The pictures to be recognised; what comes with words of its own is put in its place meanwhile."""
        reading = Reading(self._limits)
        for _ in range(_MOST_BAD_PAGES + 1):
            try:
                for event in reading.events(self._job(kind), document):
                    yield from self._take(event)
                return
            except OutOfTime as stopped:
                if self._opened is None:
                    raise stopped.error from None
                self._stopped, self._missing = stopped.error, TOO_LATE
                return
            except ReaderStopped as stopped:
                self._skip_page(stopped)
                if self._opened is not None and self._seen == self._opened.pages:
                    return
        raise self._stopped or DamagedFile("The file is broken.")

    def _job(self, kind: str) -> Job:
        limits = self._limits
        return Job(
            kind=kind,
            first_page=self._seen + 1,
            dpi=self._ocr.dpi if self._ocr else 0,
            pages=limits.pages,
            pixels=limits.pixels,
            layout_seconds=limits.layout_seconds,
            layout_total_seconds=_LAYOUT_SHARE * limits.wall_seconds,
            cpu_seconds=limits.cpu_seconds,
            memory_bytes=limits.memory_bytes,
        )

    @property
    def _seen(self) -> int:
        """How many pages were told of, recognised or not."""
        return len(self._told) + len(self._coming)

    def _take(self, event: Event) -> Iterator[PagePicture]:
        match event:
            case Opened():
                self._opened = self._opened or event
            case PageText():
                self._coming.append(event)
                self._settle_text()
            case PageScan() if self._ocr is None:
                self._coming.append(event.seen)
                self._settle_text()
            case PageScan():
                page = event.seen.page
                self._coming.append(event.seen)
                self._asked.append((event.seen, event.lasting))
                yield PagePicture(page.number, event.columns, event.rows, page.width, page.height, event.pixels)
            case _:
                raise TypeError(type(event).__name__)

    def _skip_page(self, stopped: ReaderStopped) -> None:
        """Count the page in hand as unreadable; before the file was opened there is none, and it cannot be read."""
        if self._opened is None:
            raise stopped.error from None
        self._stopped = stopped.error
        self._coming.append(_unread(self._seen + 1, STOPPED))

    def _settle(self, reading: PageReading) -> None:
        """The reading of the picture that was asked for first: readings come in the order of the pages."""
        self._settle_text()
        self._coming.popleft()
        self._put(self._recognised(*self._asked.popleft(), reading))
        self._settle_text()

    def _settle_text(self) -> None:
        """The pages that wait for no reading, up to the first that does."""
        while self._coming and not (self._asked and self._coming[0] is self._asked[0][0]):
            self._put(self._coming.popleft())

    def _put(self, told: PageText) -> None:
        self._told.append(told)
        if self._watch is not None and self._opened is not None:
            self._watch(len(self._told), self._opened.pages)

    def _recognised(self, seen: PageText, lasting: tuple[str, ...], reading: PageReading) -> PageText:
        page = seen.page
        if not reading.words and not reading.blank:
            warnings = (NOT_RECOGNISED.format(page.number), *lasting, *reading.warnings)
            return PageText(replace(page, warnings=warnings), seen.text)
        return self._written(page, replace(reading, warnings=(*lasting, *reading.warnings)))

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
            self._told.append(_unread(len(self._told) + 1, self._missing))
        self._check_worth()
        start = 0
        placed: list[Page] = []
        for told in self._told:
            placed.append(_placed(told.page, start))
            start += len(told.text) + len(PAGE_BREAK)
        text = PAGE_BREAK.join(told.text for told in self._told)
        warnings = self._opened.warnings if self._opened else ()
        if self._stopped is not None and self._missing is TOO_LATE:
            warnings = (*warnings, self._stopped.sentence)
        return Record(self._name, text, tuple(placed), warnings=warnings)

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
