"""From stream spans to quotes on pages: the words that say a fact, with page and boxes.

It stands apart because here the promise is kept that every quote is the record's own characters.
"""

from collections.abc import Iterable

from chartcase.fact import Evidence
from chartcase.record import Record, line_boxes
from chartcase.segment.outline import Outline, Sentence

_LONGEST_QUOTE = 160
_DOUBTFUL_BELOW = 0.60
"""A recognised word below this confidence is shown as doubtful (measured with scripts/ocr_report)."""


def evidence_of(
    outline: Outline, span: tuple[int, int], others: Iterable[tuple[int, int]], sentence: Sentence
) -> tuple[Evidence, ...]:
    """The quote of `span`, widened over the other spans of its sentence where that stays short; spans further away are
    evidence of their own. Where furniture stands between the words there are several quotes."""
    start, end = span
    apart: list[tuple[int, int]] = []
    for low, high in others:
        wide = (min(start, low), max(end, high))
        if low >= sentence.start and high <= sentence.end and wide[1] - wide[0] <= _LONGEST_QUOTE:
            start, end = wide
        else:
            apart.append((low, high))
    spans = [piece for clean in [(start, end), *apart] for piece in outline.stream.spans(*clean)]
    return tuple(quote(outline.record, low, high) for low, high in dict.fromkeys(spans) if high > low)


def quote(record: Record, start: int, end: int) -> Evidence:
    """Record text [start, end) as evidence, without white space at its edges."""
    text = record.text
    while start < end - 1 and text[start].isspace():
        start += 1
    while end - 1 > start and text[end - 1].isspace():
        end -= 1
    words = record.words_between(start, end)
    boxes = tuple(box.rounded() for box in line_boxes([word.box for word in words]))
    doubtful = any(word.confidence is not None and word.confidence < _DOUBTFUL_BELOW for word in words)
    page = record.page_at(start).number
    return Evidence(
        source=record.source, page=page, start=start, end=end, quote=text[start:end], boxes=boxes, doubtful=doubtful
    )
