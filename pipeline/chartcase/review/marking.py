"""Words that a reviewer marked on a page, found in the record's text.

It stands apart because a picture knows only points and the text only offsets.
"""

from chartcase.deliver.case_pages import CasePages, PageWords, SourcePages
from chartcase.errors import ReviewError
from chartcase.fact import Evidence
from chartcase.record import Box, line_boxes
from chartcase.review.requests import Found, Marked

INSIDE = 0.4
"""How much of a word's width and height a drawn box must hold to take the word."""


def page_of(pages: CasePages, number: int) -> tuple[SourcePages, PageWords]:
    """The source and page of a page number counted over all sources.

    Raises:
        ReviewError: there is no such page.
    """
    left = number
    for source in pages.sources:
        if left <= len(source.pages):
            return source, source.pages[left - 1]
        left -= len(source.pages)
    raise ReviewError("There is no such page.", "Choose a page of this record.")


def found_words(pages: CasePages, texts: dict[str, str], marked: Marked) -> Found:
    """The words of a mark, with their boxes; offsets are those of the page's text.

    Raises:
        ReviewError: the mark holds no words.
    """
    source, page = page_of(pages, marked.page)
    start, end = _by_box(page, marked.box) if marked.box else (page.start + marked.start, page.start + marked.end)
    text = texts.get(source.name, "")
    start, end = max(start, page.start), min(end, page.end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        raise ReviewError("There are no words that could be read in this place.", "Mark the words once more.")
    boxes = line_boxes([Box(*word[2:]) for word in page.words if word[0] < end and start < word[1]])
    return Found(
        page=marked.page,
        start=start - page.start,
        end=end - page.start,
        quote=text[start:end],
        boxes=tuple(box.rounded() for box in boxes),
    )


def evidence_of(pages: CasePages, found: Found) -> Evidence:
    """The mark as evidence of a fact."""
    source, page = page_of(pages, found.page)
    return Evidence(
        source=source.name,
        page=page.number,
        start=page.start + found.start,
        end=page.start + found.end,
        quote=found.quote,
        boxes=found.boxes,
    )


def _by_box(page: PageWords, box: tuple[float, float, float, float]) -> tuple[int, int]:
    taken = [word for word in page.words if _inside(word[2:], box)]
    if not taken:
        return page.start, page.start
    return min(word[0] for word in taken), max(word[1] for word in taken)


def _inside(word: tuple[float, float, float, float], box: tuple[float, float, float, float]) -> bool:
    across = min(word[2], box[2]) - max(word[0], box[0])
    down = min(word[3], box[3]) - max(word[1], box[1])
    return across >= INSIDE * (word[2] - word[0]) and down >= INSIDE * (word[3] - word[1])
