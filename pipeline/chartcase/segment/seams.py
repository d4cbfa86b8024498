"""Seams inside a page: places where one document ends and another begins without a new page.

It stands apart because text that was pasted together has no page breaks, and a heading alone is no seam: a note has
headings of its own. Only what stands before a heading, and a day or a patient behind it, tells.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chartcase.record import FurnitureKind
from chartcase.segment.credentials import SURE_CREDENTIAL
from chartcase.segment.days import days_in
from chartcase.segment.lines import ORDER_VERBS

_MARKER = re.compile(
    r"(?i)\s*(?:[-=*_#~>]{2,}|\[)\s*(?:(?:begin|start|end) of )?"
    r"(?:page|pg\.?|p\.|document|doc\.?|attachment|exhibit|enclosure|record|scan)\b[^\n]{0,80}"
)
_LONE_NUMBER = re.compile(r"(?i)\s*(?:page|pg\.?)\s*\d{1,4}\s*(?:of|/)\s*\d{1,4}\s*")
_RULE = re.compile(r"\s*[-=*_#~]{5,}\s*")
_SIGNED = re.compile(
    r"(?i)\b(?:electronically (?:signed|authenticated|approved)|e-?signed|signed by|digitally signed|signature on file"
    r"|dictated(?: and| by|,)|transcribed|authenticated by|end of (?:report|note|document))\b|(?:^|\s)/s/"
)
_NAME = r"[A-Z][A-Za-z'.-]{0,24}"
_CREDENTIALS = re.compile(rf"(?:{_NAME},|{_NAME} {_NAME},?)\s{{0,3}}{SURE_CREDENTIAL}")
_ORDER = re.compile(rf"(?i)\W{{0,5}}(?:\d{{1,2}}[.)] ?)?(?:{ORDER_VERBS})\b")
_PATIENT = re.compile(
    r"(?i)\b(?:patient|pt|name|claimant|employee|member|dob|mrn|provider|physician|therapist|attending)\b[^:\n]{0,12}:"
)
NAMES_PATIENT = re.compile(
    r"(?i)\s*(?:patient|claimant|employee|member|name)\b[^:\n]{0,12}:.{3,60}\b(?:dob|birth|mrn|claim|id)\b"
)
"""A line that names the patient with a number or a birth date."""
_QUOTED = frozenset({"imaging_report"})
"""A note quotes reports, their headings and days too, and goes on behind them."""
_LABELLED = re.compile(r"\d\s*(?::|[-\u2013] )\s*[A-Za-z]")
_LOOKED, _SIGNATURE_WIDTH = 4, 90
_PROSE_WIDTH = 60
_OPENING = 8
"""Lines at the top of a page that belong to the document that begins there: letterhead, title, addresses."""


@dataclass(frozen=True, slots=True)
class Seam:
    """Where a document begins inside a page; `marked`: a page's or document's own mark stands there; `quoted`: the
    heading may be of a report that a note quotes."""

    start: int
    marked: bool
    quoted: bool = False


def seams(
    text: str,
    lines: Sequence[tuple[int, str]],
    furniture: Mapping[int, FurnitureKind],
    title_kinds: Callable[[str], frozenset[str]],
) -> Iterator[Seam]:
    """The seams among a page's lines with words (place, line), in order; its first document is none. Behind a page's
    mark there is one only where the lines up to the next mark begin a document, which the caller asks. `title_kinds`
    are the kinds of documents that a line is a title of."""
    for at in range(1, len(lines)):
        place, line = lines[at]
        before_place, before = lines[at - 1]
        if is_marker(before):
            if at > 1:
                yield Seam(before_place, marked=True)
        elif (
            (at > _OPENING or _is_prose(before))
            and place not in furniture
            and _parts(before, line, text[place - 2 : place] == "\n\n")
        ):
            kinds = title_kinds(line)
            behind = lines[at : at + _LOOKED]
            closed = _RULE.fullmatch(before) is not None or _is_signature(before)
            if kinds and not closed:
                told = _has_own_day(line)
            else:
                told = _is_told(behind) if kinds else closed and NAMES_PATIENT.match(line) is not None
            if told:
                yield Seam(place, marked=False, quoted=not closed and not kinds.isdisjoint(_QUOTED))


def _parts(before: str, line: str, blank: bool) -> bool:
    """Whether a document can end with the one line and another begin with the other; a label is no heading."""
    if _RULE.fullmatch(before):
        return True
    return blank and (_is_signature(before) or _has_own_day(line))


def _is_prose(line: str) -> bool:
    """Whether a line ends a sentence of running text: behind it stands no letterhead."""
    return len(line.strip()) >= _PROSE_WIDTH and line.rstrip().endswith(".")


def is_marker(line: str) -> bool:
    """Whether a line is the mark of a page or document, as it is pasted into running text."""
    return bool(_MARKER.fullmatch(line) or _LONE_NUMBER.fullmatch(line))


def _is_signature(line: str) -> bool:
    """Whether a line signs what stands above it."""
    if _SIGNED.search(line):
        return True
    if len(line.strip()) > _SIGNATURE_WIDTH or ":" in line or _ORDER.match(line):
        return False
    return _CREDENTIALS.search(line) is not None


def _is_told(lines: Sequence[tuple[int, str]]) -> bool:
    """Whether the heading or the lines right behind it name a day, a patient or an author."""
    return any(days_in(line) or _PATIENT.search(line) for _, line in lines)


def _has_own_day(line: str) -> bool:
    """Whether a heading bears its day, and no more than a name behind it ("OFFICE 8/12/2025 T. Abernathy DO")."""
    return bool(days_in(line)) and not _LABELLED.search(line) and line.strip()[:1].isupper()
