"""What a dictation takes back in the same breath: "pain down the left, correction, right leg".

It stands apart because rules should read what was meant, while a quote still shows all that was said.
"""

import re
from collections.abc import Iterator

_TAKEN_BACK = re.compile(
    r"\s{0,3}\b[\w/%+-]{1,30}\s{0,3}(?:,|;|\.{2,4}|-{1,2}|\u2013|\u2014|\u2026)\s{0,3}(?:(?:no|sorry|oops),?\s{1,3})?"
    r"(?:correction(?!\s+(?:of|for|to|factor|surgery|with|was|is))|(?:strike|scratch|delete) that|make that|i mean"
    r"|excuse me|i'm sorry|i am sorry)\b(?:\s{0,3}[,:;\u2013\u2014-]{1,2})?\s{1,3}(?=[\w\[])",
    re.IGNORECASE,
)


def taken_back(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans inside text [start, end): the word that was withdrawn, with the words that withdraw it.

    >>> [("left, correction, right")[low:high] for low, high in taken_back("left, correction, right", 0, 23)]
    ['left, correction, ']
    """
    for match in _TAKEN_BACK.finditer(text, start, end):
        yield match.span()
