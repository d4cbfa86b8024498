"""Reads by pdfplumber alone what PDFium refuses: a whole PDF, or one page of it.

It stands apart because such words have no second opinion, and every page of them must say so.
"""

from collections.abc import Iterator

from chartcase.errors import DamagedFile, LimitExceeded
from chartcase.ingest.assemble import assemble
from chartcase.ingest.events import Done, Event, Job, Opened, PageText
from chartcase.ingest.legible import Layer, judge
from chartcase.ingest.ruled import NoSecondReading, SecondReader
from chartcase.ingest.survey import Survey
from chartcase.record import Page, PageSource, Word

REFUSED = "The PDF is broken; only one of two readers could open it, and it may be incomplete."
NOT_OPENED = "Page {} could not be opened."
ONE_READER = "Page {} is broken; its words are those of one of two readers, and some may be missing."


def read_refused(data: bytes, job: Job, refused: DamagedFile) -> Iterator[Event]:
    """The events of a PDF that PDFium cannot open.

    Raises:
        DamagedFile: pdfplumber finds no page in it either; the error is `refused`.
        LimitExceeded: it has more pages than allowed.
    """
    try:
        second = SecondReader(data, job.layout_seconds, job.layout_total_seconds)
    except NoSecondReading:
        raise refused from None
    if second.page_count > job.pages:
        raise LimitExceeded(f"The PDF has {second.page_count} pages, more than the limit of {job.pages}.")
    yield Opened(second.page_count, True, (REFUSED,))
    for number in range(job.first_page, second.page_count + 1):
        yield rescued(second, number)
    yield Done()


def rescued(second: SecondReader | None, number: int) -> PageText:
    """The page of that number (from 1) by its upright words, or without any where it has none that can be read."""
    unread = PageText(Page(number, 0, 0, PageSource.UNREADABLE, warnings=(NOT_OPENED.format(number),)), "")
    if second is None:
        return unread
    try:
        ruled = second.page(number - 1)
    except NoSecondReading:
        return unread
    if not ruled.words or judge(ruled.words, Survey()) is Layer.GARBLED:
        return unread
    written = assemble(ruled.words, ruled.tables, ())
    words = tuple(Word(spot.start, spot.end, ruled.words[spot.word].box) for spot in written.spots)
    warnings = (ONE_READER.format(number),)
    return PageText(Page(number, 0, len(written.text), PageSource.DIGITAL, *ruled.size, words, warnings), written.text)
