"""From stream spans to quotes on pages: the words that say a fact, with page and boxes.

It stands apart because here the promise is kept that every quote is the record's own characters.
"""

from collections.abc import Iterable, Mapping

from chartcase.fact import Evidence, Range, Value
from chartcase.record import Record, line_boxes
from chartcase.segment.outline import Outline, Sentence

_LONGEST_QUOTE = 160
_LONGEST_WORD = 30
_DOUBTFUL_BELOW = 0.60
"""A recognised word below this confidence is shown as doubtful (measured with scripts/ocr_report)."""

_FIGURES = frozenset(("level", "levels", "roots", "nerve", "cpt", "icd10", "dose", "grade"))
"""Values of letters and digits; numbers are figures under any key."""


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


def with_doubt(
    evidence: tuple[Evidence, ...], value: Mapping[str, Value], outline: Outline, sentence: Sentence
) -> tuple[Evidence, ...]:
    """The evidence, all of it doubtful where the fact tells a figure and a figure of its sentence was read with doubt.

    A level often stands before the words that are quoted (`T1-12: shallow protrusion, cord contact`)."""
    if not _tells_figures(value) or not _has_doubtful_figure(outline, sentence):
        return evidence
    return tuple(one.model_copy(update={"doubtful": True}) for one in evidence)


def _tells_figures(value: Mapping[str, Value]) -> bool:
    return any(
        key in _FIGURES or (isinstance(told, int | float | Range) and not isinstance(told, bool))
        for key, told in value.items()
    )


def _has_doubtful_figure(outline: Outline, sentence: Sentence) -> bool:
    record = outline.record
    return any(
        word.confidence is not None
        and word.confidence < _DOUBTFUL_BELOW
        and any(letter.isdigit() for letter in record.text[word.start : word.end])
        for span in outline.stream.spans(sentence.start, sentence.end)
        for word in record.words_between(*span)
    )


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the rest of the words at its edges, as far as a word may reach."""
    low, high = max(start - _LONGEST_WORD, 0), end + _LONGEST_WORD
    while start > low and text[start - 1].isalpha() and text[start].isalpha():
        start -= 1
    while end < min(high, len(text)) and text[end - 1].isalpha() and text[end].isalpha():
        end += 1
    return start, end


def quote(record: Record, start: int, end: int) -> Evidence:
    """Record text [start, end) as evidence: no white space at its edges, no comma before it, no word of it cut."""
    text = record.text
    while start < end - 1 and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while end - 1 > start and text[end - 1].isspace():
        end -= 1
    start, end = _whole_words(text, start, end)
    words = record.words_between(start, end)
    boxes = tuple(box.rounded() for box in line_boxes([word.box for word in words]))
    doubtful = any(word.confidence is not None and word.confidence < _DOUBTFUL_BELOW for word in words)
    page = record.page_at(start).number
    return Evidence(
        source=record.source, page=page, start=start, end=end, quote=text[start:end], boxes=boxes, doubtful=doubtful
    )
