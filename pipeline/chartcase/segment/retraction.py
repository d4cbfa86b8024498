"""What a dictation takes back in the same breath: "pain down the left, correction, right leg".

It stands apart because rules should read what was meant, while a quote still shows all that was said.
"""

import re
from collections.abc import Iterator

_FIGURE = r"(?<![\d/.-])\d{1,4}(?:\.\d{1,2})?[+-]?"
_UNIT = r"(?: ?(?:%|mg|mcg|weeks?|months?|days?|years?|visits|sessions))?"
# Only what a thing of its own kind replaces is taken back: a side, a level, a figure, the name of a finding.
_PAIRS = (
    (r"(?:left|right|bilateral|lt|rt)(?: [a-z]{2,12}){0,2}?", r"(?:the )?(?:left|right|bilateral|lt|rt)\b"),
    (r"[CTLS]-?\d{1,2}(?:[-/ ]?[CTLS]?-?\d{1,2})?", r"[CTLS]-?\d{1,2}"),
    (rf"{_FIGURE}/\d{{1,3}}[+-]?", r"\d{1,4}[+-]?(?:\.\d{1,2})?/\d"),
    (rf"{_FIGURE} ?- ?\d{{1,4}}{_UNIT}", r"\d"),
    (rf"{_FIGURE}{_UNIT}", r"\d{1,4}(?:\.\d{1,2})?(?![\d/])"),
    (
        r"(?:extrusion|protrusion|herniation|bulge|stenosis|disc|disk)",
        r"(?:extrusion|protrusion|herniation|bulge|stenosis|disc|disk)\b",
    ),
    (
        r"(?:positive|negative|present|absent|normal|decreased)",
        r"(?:positive|negative|present|absent|normal|decreased)\b",
    ),
)
_WITHDRAWS = (
    r"\s{0,3}(?:,|;|\.{2,4}|-{1,2}|\u2013|\u2014|\u2026)\s{0,3}(?:(?:no|sorry|oops),?\s{1,3})?"
    r"(?:correction|(?:strike|scratch|delete) that|make that|i mean|i'm sorry)\b"
    r"(?:\s{0,3}[,:;\u2013\u2014-]{1,2})?\s{1,3}"
)
_TAKEN_BACK = tuple(re.compile(rf"\s{{0,3}}\b{said}{_WITHDRAWS}(?={meant})", re.IGNORECASE) for said, meant in _PAIRS)
_WITHDRAWN = re.compile(r"correction|(?:strike|scratch|delete) that|make that|i mean|i'm sorry", re.IGNORECASE)


def taken_back(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans inside text [start, end): the words that were withdrawn, with the words that withdraw them.

    >>> [("left, correction, right")[low:high] for low, high in taken_back("left, correction, right", 0, 23)]
    ['left, correction, ']
    >>> list(taken_back("radiculopathy; make that clear", 0, 30))
    []
    """
    if _WITHDRAWN.search(text, start, end) is None:
        return
    reached = start
    spans = sorted(match.span() for pattern in _TAKEN_BACK for match in pattern.finditer(text, start, end))
    for low, high in spans:
        if low >= reached:
            yield low, high
            reached = high
