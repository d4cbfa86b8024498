"""Reads the picture of a page: prepared, read, mended, read again where it matters, and put back on the page.

It stands apart as the one screen of recognising; engines, repairs and doubts are each decided behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from chartcase.ingest.ocr import geometry, sight
from chartcase.ingest.ocr.doubt import Piece, resolved
from chartcase.ingest.ocr.engine import EngineWord, LineReader, Tesseract
from chartcase.ingest.ocr.gaps import with_lost_words
from chartcase.ingest.ocr.geometry import PixelBox
from chartcase.ingest.ocr.ink import Gray
from chartcase.ingest.ocr.lexicon import Lexicon
from chartcase.ingest.ocr.lines import Line, lines_of, slopes_by_height
from chartcase.ingest.ocr.lost_lines import lost_lines
from chartcase.ingest.ocr.prepare import SOFT, SOFTER, Prepared, prepared, softened, turned
from chartcase.ingest.ocr.spots import Again
from chartcase.ingest.ocr.torn import with_torn_words
from chartcase.ingest.picture import PagePicture, PageReading, ReadWord
from chartcase.record import Box

# A page whose words are read with less confidence may lie the wrong way up.
_POOR, _SURE_UP = 0.6, 0.35
_LEAST_WORDS = 3
_HARD_TO_READ = 0.7
# Pages of clean print are read with 0.95 to 0.97; faint, coarse and copied ones with 0.83 to 0.95.
_ROUGH = 0.95
_LEAST_INK = 0.0002

HARD = "Page {} is hard to read; look at it before you rely on its words."


@dataclass(frozen=True, slots=True)
class Readers:
    """What reads: the engine, the lexicon of its misreadings, and a second engine for words in doubt, if there is
    one."""

    engine: Tesseract
    lexicon: Lexicon
    second: LineReader | None = None


def recognise(picture: PagePicture, readers: Readers) -> PageReading:
    """The words of a page with boxes on the page as shown."""
    page = prepared(picture)
    if float((page.gray < 128).mean()) < _LEAST_INK:
        return PageReading((), blank=True)
    if sight.is_black(page.gray):
        return PageReading((), (sight.BLACK.format(picture.number),))
    page, words = _read(page, readers.engine)
    unread = _unread(page, words)
    if sight.is_much(unread) and sight.has_few_clear(words):
        words = sight.clear_print(words, readers.engine.scattered(_soft(page), page.dpi))
        if not words:
            return PageReading((), (sight.NO_PRINT.format(picture.number),))
        unread = _unread(page, words)
    found = _settled(page, words, readers)
    return PageReading(found, _warnings(picture.number, words, unread))


def _unread(page: Prepared, words: Sequence[EngineWord]) -> float:
    """Square inches of ink that is in no word; a word that was hardly read is one in a line of print."""
    boxes: list[tuple[PixelBox, float]] = []
    for line in lines_of(words):
        usual = median(word.confidence for word in line.words)
        boxes += [(line.band(word.box), max(word.confidence, usual)) for word in line.words]
    return sight.unread_ink(page.gray, page.dpi, boxes)


def _settled(page: Prepared, words: Sequence[EngineWord], readers: Readers) -> tuple[ReadWord, ...]:
    """The words mended, and read again where it matters."""
    lines = lines_of(words)
    lines = lines_of((*words, *lost_lines(page, lines, readers.engine))) if lines else lines
    lines = with_lost_words(page, lines, Again(page, lines, readers.engine)) if lines else lines
    lines = with_torn_words(page, lines)
    again = Again(page, lines, readers.engine, readers.second, rough=_quality(words) < _ROUGH)
    pieces = [resolved(lines, number, readers.lexicon, again) for number in range(len(lines))]
    slopes = slopes_by_height(lines, page.gray.shape[0])
    return tuple(_word(page, line, piece, slopes) for line, row in zip(lines, pieces, strict=True) for piece in row)


def _read(page: Prepared, engine: Tesseract) -> tuple[Prepared, tuple[EngineWord, ...]]:
    """The words, read upright: a page that reads badly is read the other ways too.

    Handwriting beside print can tell that the page stands on its feet where it does not: upside down is always tried.
    """
    best = page, engine.page(_soft(page), page.dpi)
    if _quality(best[1]) >= _POOR:
        return best
    for quarters in (2,) if page.head_up > _SURE_UP else (2, 1, 3):
        other = turned(page, quarters)
        words = engine.page(_soft(other), other.dpi)
        best = max(best, (other, words), key=lambda read: _quality(read[1]) * min(len(read[1]), 50))
        if _quality(words) >= _POOR:
            break
    return best


def _soft(page: Prepared) -> Gray:
    return softened(page, SOFTER if page.coarse else SOFT)


def _quality(words: Sequence[EngineWord]) -> float:
    """The mean confidence of words of three characters and more; 0.0 for few."""
    long = [word.confidence for word in words if len(word.text) >= 3]
    return fmean(long) if len(long) >= _LEAST_WORDS else 0.0


def _word(page: Prepared, line: Line, piece: Piece, slopes: tuple[float, float]) -> ReadWord:
    band = line.band(_part(_joined(line.words[piece.first : piece.last + 1]), piece.part))
    return ReadWord(
        piece.text, geometry.on_page(band, page.back), piece.confidence, piece.raw, _place(page, band, slopes)
    )


def _place(page: Prepared, band: PixelBox, slopes: tuple[float, float]) -> Box:
    """Where the word stands on the page set upright and level, in points: what the reading order follows from."""
    rows, columns = page.gray.shape
    share = (band.y0 + band.y1) / 2 / rows
    slope = slopes[0] + (slopes[1] - slopes[0]) * share
    drop = slope * ((band.x0 + band.x1) / 2 - columns / 2)
    points = 72.0 / page.dpi
    return Box(band.x0 * points, (band.y0 - drop) * points, band.x1 * points, (band.y1 - drop) * points)


def _joined(words: Sequence[EngineWord]) -> PixelBox:
    box = words[0].box
    for word in words[1:]:
        box = box.joined(word.box)
    return box


def _part(box: PixelBox, part: tuple[float, float]) -> PixelBox:
    return PixelBox(box.x0 + part[0] * box.width, box.y0, box.x0 + part[1] * box.width, box.y1)


def _warnings(number: int, words: Sequence[EngineWord], unread: float) -> tuple[str, ...]:
    hard = bool(words) and _quality(words) < _HARD_TO_READ
    told = ((HARD, hard), (sight.SOME_WRITING, sight.is_some(unread)))
    return tuple(sentence.format(number) for sentence, is_true in told if is_true)
