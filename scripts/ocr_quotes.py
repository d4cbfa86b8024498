"""How well the boxes of evidence quotes cover the words that they quote, on pages as they were faxed.

It stands apart from the score of words because a quote is shown as lines: what its words' boxes leave out between them
counts, and so does a word of the quote that was not read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from ocr_score import shared_area

from chartcase.fact import Fact
from chartcase.record import Box, Record, line_boxes

_DOTS_A_POINT = 2.0


def quote_overlaps(facts: Iterable[Fact], record: Record, truth: Sequence[Mapping[str, Any]]) -> Iterator[float]:
    """Intersection over union of each evidence's boxes with the lines of the true words it quotes, 0..1."""
    pages = {
        page.number: [Box(*place) for _, *place in wanted["words"]]
        for page, wanted in zip(record.pages, truth, strict=True)
    }
    for fact in facts:
        for evidence in fact.evidence:
            words = [word.box for word in record.words_between(evidence.start, evidence.end)]
            meant = meant_words(words, pages[evidence.page])
            yield covered([Box(*place) for place in evidence.boxes], line_boxes(meant))


def meant_words(read: Sequence[Box], true: Sequence[Box]) -> Sequence[Box]:
    """The true words from the first to the last that the words of a quote stand on, with what was passed over."""
    places = [place for box in read for place in _most_shared(box, true)]
    if not places:
        return ()
    return true[min(places) : max(places) + 1] if max(places) - min(places) < 3 * len(places) else _picked(places, true)


def _picked(places: Sequence[int], true: Sequence[Box]) -> Sequence[Box]:
    """In an order of reading that differs from the true one, the words themselves."""
    return [true[place] for place in sorted(set(places))]


def _most_shared(box: Box, true: Sequence[Box]) -> Iterator[int]:
    shared = [shared_area(box, other) for other in true]
    if max(shared, default=0.0) > 0.0:
        yield int(np.argmax(shared))


def covered(one: Sequence[Box], other: Sequence[Box]) -> float:
    """Intersection over union of what two sets of boxes cover; 0.0 where either is empty."""
    if not one or not other:
        return 0.0
    left, top = min(box.x0 for box in (*one, *other)), min(box.y0 for box in (*one, *other))
    right, foot = max(box.x1 for box in (*one, *other)), max(box.y1 for box in (*one, *other))
    shape = int((foot - top) * _DOTS_A_POINT) + 2, int((right - left) * _DOTS_A_POINT) + 2
    masks = [np.zeros(shape, dtype=np.bool_) for _ in range(2)]
    for mask, boxes in zip(masks, (one, other), strict=True):
        for box in boxes:
            rows = slice(round((box.y0 - top) * _DOTS_A_POINT), round((box.y1 - top) * _DOTS_A_POINT))
            columns = slice(round((box.x0 - left) * _DOTS_A_POINT), round((box.x1 - left) * _DOTS_A_POINT))
            mask[rows, columns] = True
    return float((masks[0] & masks[1]).sum() / max(int((masks[0] | masks[1]).sum()), 1))
