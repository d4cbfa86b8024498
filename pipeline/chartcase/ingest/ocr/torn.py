"""Takes the certainty from figures that a lost scan line crosses: what is read there is half a guess of the engine's.

It stands apart because the engine cannot know: it reads the mended picture, and is sure of what it sees.
"""

from collections.abc import Sequence
from dataclasses import replace

from chartcase.ingest.ocr import geometry
from chartcase.ingest.ocr.engine import EngineWord
from chartcase.ingest.ocr.geometry import PixelBox
from chartcase.ingest.ocr.lines import Line
from chartcase.ingest.ocr.prepare import Prepared

# Below what any figure is believed from without a second reading (chartcase.ingest.ocr.doubt).
_WORTH = 0.85
# How far beside the ink of a word a row must lie to be none of its own, in heights of capitals.
_BESIDE = 0.05


def with_torn_words(page: Prepared, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines; words with figures through which a scan line is missing are read with less confidence."""
    if not page.lost:
        return tuple(lines)
    return tuple(replace(line, words=tuple(_word(page, line, word) for word in line.words)) for line in lines)


def _word(page: Prepared, line: Line, word: EngineWord) -> EngineWord:
    if word.confidence <= _WORTH or not any(letter.isdigit() for letter in word.text) or not is_torn(page, line, word):
        return word
    return replace(word, confidence=_WORTH)


def is_torn(page: Prepared, line: Line, word: EngineWord) -> bool:
    """True where a lost scan line crosses the word between its feet and the head of its capitals."""
    edge = _BESIDE * line.capitals
    base = line.foot + line.slope * (word.box.x0 + word.box.x1) / 2
    body = PixelBox(word.box.x0, base - line.capitals - edge, word.box.x1, base + edge)
    place = geometry.on_page(body, page.back)
    return any(start < place.y1 and end > place.y0 for start, end in page.lost)
