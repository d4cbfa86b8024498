"""Reads a PDF page by page: PDFium's words everywhere, pdfplumber's boxes and tables where a page has them.

It stands apart because this is where two readers of one untrusted file check each other.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from chartcase.errors import DamagedFile, LimitExceeded
from chartcase.ingest import pdfium
from chartcase.ingest.assemble import assemble
from chartcase.ingest.damage import LOST_PAGES, has_unnamed_pages, signs_of_damage
from chartcase.ingest.events import Done, Event, Job, Opened, PageScan, PageText
from chartcase.ingest.glyphs import Run, read_runs
from chartcase.ingest.legible import Layer, judge
from chartcase.ingest.rescue import read_refused, rescued
from chartcase.ingest.ruled import NoSecondReading, Ruled, SecondReader
from chartcase.ingest.survey import Fields, Survey, fields, survey
from chartcase.ingest.tickbox import drawn_ticks
from chartcase.ingest.ticks import EMPTY, TICKED, with_marks_ticked
from chartcase.ingest.token import Table, Token, holds
from chartcase.record import Page, PageSource, Word

# So many steps back on a line, and this share of all words, tell a page whose words were not drawn in order.
_BACKWARD_LEAST, _BACKWARD_SHARE = 5, 0.05
_POINTS_AN_INCH = 72.0
_LEAST_DPI = 50.0
_BETWEEN_RUNS = "\n\n"


@dataclass(frozen=True, slots=True)
class _Content:
    """What a page holds: words by direction, ruled tables, the look over its objects, and warnings."""

    runs: tuple[Run, ...]
    tables: tuple[Table, ...]
    seen: Survey
    warnings: tuple[str, ...] = ()


def read_pdf(data: bytes, job: Job) -> Iterator[Event]:
    """The events of reading a PDF from the first page wanted on.

    Raises:
        LockedFile: it needs a password.
        DamagedFile: it has no pages that can be made out.
        LimitExceeded: it has more pages than allowed.
    """
    damage = signs_of_damage(data)
    with ExitStack() as stack:
        try:
            document = stack.enter_context(pdfium.opened(data))
        except DamagedFile as refused:
            yield from read_refused(data, job, refused)
            return
        count = len(document)
        if count < 1:
            raise DamagedFile("The PDF has no pages; it is cut off or broken.")
        if count > job.pages:
            raise LimitExceeded(f"The PDF has {count} pages, more than the limit of {job.pages}.")
        second, doubts = _second_reader(data, count, job)
        unnamed = (LOST_PAGES,) if has_unnamed_pages(data, count) else ()
        yield Opened(count, bool(damage), (*damage, *unnamed, *doubts))
        pages = _Pages(document, second, job)
        for number in range(job.first_page, count + 1):
            yield pages.event(number)
    yield Done()


def _second_reader(data: bytes, count: int, job: Job) -> tuple[SecondReader | None, tuple[str, ...]]:
    """The same bytes as pdfplumber reads them, and a warning where it does not count the same pages."""
    try:
        second = SecondReader(data, job.layout_seconds, job.layout_total_seconds)
    except NoSecondReading:
        return None, ("A second reader could not open the PDF, so the number of pages was not checked.",)
    if second.page_count == count:
        return second, ()
    told = f"Two readers disagree on the number of pages, {count} and {second.page_count}; pages may be missing."
    return second, (told,)


class _Pages:
    """The pages of one document, read in order: the columns of a page are known from the pages before it."""

    def __init__(self, document: Any, second: SecondReader | None, job: Job) -> None:
        self._document, self._second, self._job = document, second, job
        self._gutters: tuple[float, ...] = ()

    def event(self, number: int) -> Event:
        """The page of that number (from 1), as text or as a picture to be recognised."""
        try:
            with pdfium.opened_page(self._document, number - 1) as page:
                return self._read(page, number)
        except pdfium.failure():
            return rescued(self._second, number)

    def _read(self, page: Any, number: int) -> Event:
        shape = pdfium.geometry(page)
        found = fields(self._document, page, shape)
        if found.worded and pdfium.flattened(page):
            with pdfium.opened_page(self._document, number - 1) as flat:
                content = _content(flat, shape, found, self._second, number)
        else:
            content = _content(page, shape, found, self._second, number)
        told = self._told(number, shape, content)
        wanted = told.page.source is PageSource.UNREADABLE and self._job.dpi > 0
        return _scan(self._document, shape, told, self._job) if wanted else told

    def _told(self, number: int, shape: pdfium.Geometry, content: _Content) -> PageText:
        """The page as its text layer tells it; garbled words are left out."""
        layer = judge([token for run in content.runs for token in run.tokens], content.seen)
        source, warnings = PageSource.DIGITAL, content.warnings
        if layer in _UNREADABLE_BECAUSE:
            source, warnings = PageSource.UNREADABLE, (_UNREADABLE_BECAUSE[layer].format(number),)
        elif content.seen.invisible:
            warnings = (f"The words of page {number} were recognised by the scanner that made the file.", *warnings)
        text, words = self._written(content) if layer is not Layer.GARBLED else ("", ())
        return PageText(Page(number, 0, len(text), source, shape.width, shape.height, words, warnings), text)

    def _written(self, content: _Content) -> tuple[str, tuple[Word, ...]]:
        text = ""
        words: list[Word] = []
        for run in content.runs:
            written = assemble(run.upright, content.tables if run.turn == 0 else (), self._gutters)
            self._gutters = written.gutters or self._gutters
            start = len(text) + len(_BETWEEN_RUNS) if text else 0
            words += [Word(start + spot.start, start + spot.end, run.tokens[spot.word].box) for spot in written.spots]
            text = f"{text}{_BETWEEN_RUNS}{written.text}" if text else written.text
        return text, tuple(words)


def _content(page: Any, shape: pdfium.Geometry, found: Fields, second: SecondReader | None, number: int) -> _Content:
    seen = survey(page, shape)
    with pdfium.opened_text(page) as text:
        runs = read_runs(text, shape, seen.pictorial)
    upright, others = _upright(runs)
    unordered = _is_out_of_order(upright)
    ruled, warnings = _second_look(second, number, seen.boxed or seen.empty or unordered)
    tables: tuple[Table, ...] = ()
    if seen.empty and not (ruled is not None and ruled.bare):
        warnings = (f"Page {number} shows nothing: it is blank or damaged.",)
    if ruled is not None:
        if (unordered or seen.empty) and ruled.words:
            upright = list(ruled.words)
        upright, tables = _with_drawn(upright, ruled), ruled.tables
    upright = with_marks_ticked(_with_fields(upright, found))
    main = Run(0, upright, upright)
    every = sorted([main, *others], key=lambda run: -len(run.tokens)) if upright else others
    return _Content(tuple(every), tables, seen, warnings)


def _upright(runs: Sequence[Run]) -> tuple[list[Token], list[Run]]:
    """The words that stand upright on the page as shown, and the other runs."""
    upright = [token for run in runs if run.turn == 0 for token in run.tokens]
    return upright, [run for run in runs if run.turn != 0]


def _second_look(second: SecondReader | None, number: int, wanted: bool) -> tuple[Ruled | None, tuple[str, ...]]:
    if not wanted:
        return None, ()
    unchecked = (f"The tables and tick boxes of page {number} could not be checked.",)
    if second is None:
        return None, unchecked
    try:
        return second.page(number - 1), ()
    except NoSecondReading:
        return None, unchecked


def _is_out_of_order(tokens: Sequence[Token]) -> bool:
    """True where words of one line often come before words on their left."""
    backward = 0
    for before, after in pairwise(tokens):
        shared = min(before.y1, after.y1) - max(before.y0, after.y0)
        backward += after.x0 < before.x0 - 1.0 and shared > 0.5 * (after.y1 - after.y0)
    return backward >= _BACKWARD_LEAST and backward > _BACKWARD_SHARE * len(tokens)


def _with_drawn(tokens: Sequence[Token], ruled: Ruled) -> list[Token]:
    drawn = drawn_ticks(ruled.shapes, tokens)
    return [*drawn.ticks, *(token for index, token in enumerate(tokens) if index not in drawn.consumed)]


def _with_fields(tokens: Sequence[Token], found: Fields) -> list[Token]:
    """The words with the form's tick boxes, in place of the glyphs that draw their marks."""
    kept = [token for token in tokens if not any(holds(tick.box, token.middle) for tick in found.ticks)]
    boxes = ((TICKED if tick.ticked else EMPTY, tick.box) for tick in found.ticks)
    return [*(Token(sign, box.x0, box.y0, box.x1, box.y1) for sign, box in boxes), *kept]


_UNREADABLE_BECAUSE = {
    Layer.MISSING: "Page {} shows a picture and has no text; it was not read.",
    Layer.STAMP: "Page {} is a picture with a few words over it; only those were read.",
    Layer.GARBLED: "The text layer of page {} is garbled; the page was not read.",
}


def _scan(document: Any, shape: pdfium.Geometry, told: PageText, job: Job) -> Event:
    """The page as a picture, drawn smaller where it would have more pixels than allowed."""
    inches = max(shape.width * shape.height / _POINTS_AN_INCH**2, 1e-6)
    dpi = min(float(job.dpi), (job.pixels / inches) ** 0.5)
    if dpi < _LEAST_DPI:
        warning = f"Page {told.page.number} is too large to be drawn; it was not read."
        return PageText(replace(told.page, warnings=(warning,)), told.text)
    with pdfium.opened_page(document, told.page.number - 1) as page:
        return PageScan(told, *pdfium.drawn_gray(page, dpi / _POINTS_AN_INCH))
