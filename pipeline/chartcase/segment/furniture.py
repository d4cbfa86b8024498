"""Page furniture: running headers, footers, page numbers and fax lines, found by where they stand and how they recur.

It stands apart because these words leave the text stream but keep their place on the page.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from chartcase.record import Furniture, FurnitureKind, Page, Record
from chartcase.segment.days import BIRTH, days_in
from chartcase.segment.duplicates import duplicates_of
from chartcase.segment.lines import cut, placed_lines

_FAX = re.compile(
    r"(?i)^(?:\s*(?:fax(?:ed)?\s+)?(?:from|to|received|rcvd|sent|date|time)\b.*\bp(?:age|g)?s?\.?\s*\d{1,4}\s*(?:/|of)\s*\d{1,4}"
    r"|.*\bP\.?\s?\d{1,4}\s*/\s*\d{1,4}\s*$"
    r"|.*\d{1,2}:\d{2}(?:\s*[ap]\.?m\.?)?.{0,80}\b(?:page|pg|p)[.:]?\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\s*$"
    r"|.*\bfax\b.{0,160}\d{1,2}:\d{2}.*)$"
)
# At the edge of a page: a time of day, or two fax words, beside "n/m".
_STRIPE_TIME = re.compile(r"(?i)\b\d{1,2}:\d{2}(?::\d{2})?\s?(?:[ap]\.?m\b)?")
_STRIPE_PAGE = re.compile(
    r"(?i)\bp(?:a[gq]e|g)?s?\s?[.:,]?\s*[\dO]{1,4}\s*(?:/|of)\s*[\dO]{1,4}\b|[\[(]?\b\d{3}/\d{3}\b|\bp\s?[.,]?\s?\d{3}[71Il|]\d{3}\b"
    r"|\bp(?:g|age)?\s?[.:]?\s?\d{1,4}\s*$"
)
_STRIPE_WORD = re.compile(r"(?i)\b(?:from|to|fax)\b\s*[:.#;]|\bfax\b|->|>>|\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}\b")
_PAGE_NUMBER = re.compile(
    r"(?i)^[\s-]*(?:-\s*\d{1,4}\s*-|(?:page|pg\.?)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s+of\s+\d{1,4})[\s-]*$"
)
_ENTRY = re.compile(r"\s*\[?\*{0,2}[\dXx]{1,4}/[\dXx]{1,4}")
# Notes that are carried forward from visit to visit repeat their lines too; these tell something and stay.
_PROSE_WORD = re.compile(r"(?<![\w-])[a-z]{3,}\b")
_ENDS_A_SENTENCE = re.compile(r" [a-z]{3,}[.?!]\s{0,9}$")
_MEASURED = re.compile(r"(?i)\d ?(?:mgs?|mcg|ml|%|weeks?|months?|degrees|visits|sessions)\b")
_TELLS = re.compile(
    r"(?i)\b(?:denie[sd]|denying|reports?|states?|complains|positive|negative|intact|tolerated|unchanged|improved|continue"
    r"|SLR|reflexes|strength|pain|numbness)\b"
)
_TELLS_EVEN_SO = re.compile(
    r"(?i)\b(?:denie[sd]|denying|complains|tolerated|unchanged|improved|(?:he|she|patient|pt) (?:reports?|states?))\b"
)
"""What tells something of a patient even beside a clinic's name ("Denies falls; was seen in pain clinic")."""
_PLACE = re.compile(r"(?i)\b(?:clinic|center|centre|hospital|suite)\b")
_NOTICE = re.compile(
    r"(?i)\b(?:confidential\w*|privileged|printed|fax(?:ed)?|mrn|dob|disclos\w+|recipient|record may|page|e-?mail|phone"
    r"|tel|www)\b"
)
# What one document is called with its day ("PRIMARY CARE VISIT 01/15/2023") heads that document's pages alone.
_HEADS_ONE = re.compile(
    r"(?i)\b(?:visit|note|report|encounter|summary|evaluation|consult\w*|collected|drawn|resulted|seen|office|log|dos"
    r"|date of (?:service|visit|exam\w*|procedure)|(?:exam|service|visit) date|date)\b"
)
_EDGE_LINES = 3
_LONGEST = 160

Edge = tuple[int, int, bool]
"""An edge line: start, end, and whether it stands at the top of its page."""


def furniture_of(record: Record) -> tuple[Furniture, ...]:
    """The furniture of all pages, in order of the text."""
    edges = {page.number: _edge_lines(record.text, page) for page in record.pages}
    # a page that came twice has every line twice, and no line of it runs for that
    once = edges.keys() - _copies(record, edges)
    recurring = _recurring(record.text, {number: edges[number] for number in once} if len(once) > 1 else {})
    found = [item for page in record.pages for item in _of_page(record.text, page, edges[page.number], recurring)]
    return tuple(sorted(found, key=lambda item: item.start))


def _copies(record: Record, edges: dict[int, list[Edge]]) -> set[int]:
    """The pages that repeat earlier ones, but for stripes and page numbers."""
    if len(record.pages) < 2:
        return set()
    plain = [item for page in record.pages for item in _of_page(record.text, page, edges[page.number], set())]
    return {twin.page for twin in duplicates_of([(record, plain)])}


def _of_page(text: str, page: Page, edges: list[Edge], recurring: set[str]) -> Iterator[Furniture]:
    at_edge = {start: top for start, _, top in edges}
    for start, piece in cut(text, page.start, page.end):
        end = start + len(piece)
        kind = _kind(piece, start in at_edge, at_edge.get(start, True), recurring)
        if kind is not None:
            yield Furniture(start, end, kind)


def _edge_lines(text: str, page: Page) -> list[Edge]:
    """The first and last few lines with words: (start, end, at the top?)."""
    lines = [(at, at + len(line)) for at, line in placed_lines(text, page.start, page.end)]
    head = [(start, end, True) for start, end in lines[:_EDGE_LINES]]
    tail = [(start, end, False) for start, end in lines[max(len(lines) - _EDGE_LINES, _EDGE_LINES) :]]
    return [(start, end, top) for start, end, top in head + tail if end - start <= _LONGEST]


def _recurring(text: str, edges: dict[int, list[Edge]]) -> set[str]:
    """Shapes of edge lines that stand on at least three pages, or on both of two, with a name or a number that runs."""
    pages: dict[str, set[int]] = defaultdict(set)
    for number, lines in edges.items():
        for start, end, _ in lines:
            if not _ENTRY.match(text[start:end]) and not _is_prose(text[start:end]):
                pages[_shape(text[start:end])].add(number)
    least = 3 if len(edges) > 2 else 2
    return {shape for shape, numbers in pages.items() if len(shape) >= 6 and len(numbers) >= least}


def _is_prose(line: str) -> bool:
    """Whether a line reads like a sentence, or the rest of one, and not like a running head."""
    if _MEASURED.search(line) or _TELLS_EVEN_SO.search(line):
        return True
    if _NOTICE.search(line):
        return False
    sentence = line.lstrip()[:1].islower() or _ENDS_A_SENTENCE.search(line) is not None
    if _PLACE.search(line):
        return sentence
    return sentence or _TELLS.search(line) is not None or len(_PROSE_WORD.findall(line)) >= 4


def _kind(line: str, at_edge: bool, top: bool, recurring: set[str]) -> FurnitureKind | None:
    if len(line) > _LONGEST or not line.strip():
        return None
    if _FAX.match(line):
        return FurnitureKind.FAX
    if at_edge and _is_stripe(line):
        return FurnitureKind.FAX
    if _PAGE_NUMBER.match(line):
        return FurnitureKind.PAGE_NUMBER
    if at_edge and _shape(line) in recurring:
        return FurnitureKind.HEADER if top else FurnitureKind.FOOTER
    return None


def _is_stripe(line: str) -> bool:
    """Whether an edge line is a sender's stripe: two of its page, the time of day and two other words of a stripe."""
    words = len(_STRIPE_WORD.findall(line)) >= 2
    return sum((_STRIPE_PAGE.search(line) is not None, _STRIPE_TIME.search(line) is not None, words)) >= 2


def _shape(line: str) -> str:
    """The line without its numbers and spacing: running lines differ only there; but the day of one document stays."""
    day = "" if BIRTH.search(line) or not _HEADS_ONE.search(line) else " ".join(days_in(line))
    return (re.sub(r"[\W\d_]+", " ", line).strip().lower() + " " + day).strip()
