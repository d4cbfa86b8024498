"""How many pages a fax cover says were sent.

It stands apart because the cover's own count is the only one that knows of pages lost behind the last.
"""

import re
from dataclasses import dataclass

from chartcase.segment.outline import Document, Outline

COVER = "cover"
_NUMBER = r"(?P<n>\d{1,4})"
_PAGES = r"(?:pages?\b|pgs?\b\.?)"
_BETWEEN = r"(?: (?:is|are)\b)?\s*(?:[:#=]|\.{2,}|_+|\s{2,})[ _]*"
_LABELLED = re.compile(
    rf"(?im)\b(?:(?P<named>(?:total )?(?:number|no\.?|num\.?|count) of |total |# of ))?{_PAGES}"
    r"(?: (?:sent|total|faxed|transmitted|in all))?(?P<how> to follow| following)?"
    r"(?P<more> ?\([^)\n]{0,50}\)|,? (?:incl\w*|not|excl\w*|with)\b[^:\n\d]{0,40})?"
    rf"(?:{_BETWEEN}|(?(named) +|(?!))){_NUMBER}\b(?! ?(?:of|/) ?\d)(?P<tail>[^\n]{{0,60}})"
)
_COUNTED = re.compile(
    rf"(?im)\b{_NUMBER} (?:total )?{_PAGES}"
    r"(?P<tail>,? ?\(?(?:(?:total|in all|to follow|follow|incl\w*|counting|with|plus|not|excl\w*)\b|\+)[^\n]{0,50})"
)
_WITHOUT = re.compile(r"(?i)to follow|following|\bfollow\b|excl|\bplus\b|\+|without")
_NOT = re.compile(r"(?i)\bnot\b")
_WITH = re.compile(r"(?i)incl|counting|\bwith\b|in all|total")
_MOST_PAGES = 5000


@dataclass(frozen=True, slots=True)
class Told:
    """A cover that counts pages: the page it stands on, and the pages of its fax with itself."""

    page: int
    pages: int


def told_by_covers(outline: Outline) -> tuple[Told, ...]:
    """The covers of a record that say how many pages were sent, in order; one page says one count, or none."""
    found = (_told(outline, document) for document in outline.documents if document.sort == COVER)
    return tuple(told for told in found if told is not None)


def _told(outline: Outline, document: Document) -> Told | None:
    page = outline.record.page_at(document.start)
    pages = pages_told(outline.record.text[page.start : page.end])
    return None if pages is None else Told(page.number, pages)


def pages_told(text: str) -> int | None:
    """The pages of a fax with its cover, as the cover's words say; None where they do not, or not in one way.

    >>> pages_told("PAGES: 60 including cover"), pages_told("Pages to follow: 11")
    (60, 12)
    """
    counts = {_count(found) for pattern in (_LABELLED, _COUNTED) for found in pattern.finditer(text)}
    return counts.pop() if len(counts) == 1 and 0 < max(counts) <= _MOST_PAGES else None


def _count(found: re.Match[str]) -> int:
    around = "".join(filter(None, (found.groupdict().get(name) for name in ("how", "more", "tail"))))
    if _NOT.search(around):
        return int(found["n"]) + (_WITH.search(around) is not None)
    return int(found["n"]) + (_WITHOUT.search(around) is not None and _WITH.search(around) is None)
