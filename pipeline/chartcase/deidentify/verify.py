"""The second pass: looks at what is to be written, and lets nothing out that could still name somebody.

It stands apart, and looks in its own way, because a check that shares the finder's patterns shares its holes.
"""

import re
import unicodedata
from collections import Counter

from chartcase.errors import OutputError

# Plain character classes, each bounded: linear on any text.
_LOOKS = {
    "a long number": re.compile(r"(?<![\d/])\d(?:(?:[ .-]|\)[ ]?)?\d){6,15}(?![\d/])"),
    "an address on the net": re.compile(r"@|://|\bwww\.", re.IGNORECASE),
    "a title with a name": re.compile(r"\b(?:Mr|Mrs|Ms|Dr)\.? {1,2}[A-Z][a-z]{2}"),
    "a labelled value": re.compile(
        r"\b(?:SSN|MRN|DOB|Patient Name|Patient|Member ID|Account|Claimant|Subscriber)[ \t]{0,3}[:#][ \t]{0,3}"
        r"(?=[A-Z0-9])"
        r"(?!XX/)(?!\d{2}/\d{2}/\d{4})(?!(?:is|was|has|states|reports|denies|The|Not|None|Unknown|Male|Female|Yes|No)\b)"
    ),
    "a name before a degree": re.compile(r"\b[A-Z][a-z]{2,20},? {1,2}(?:M\.?D\.?|D\.?O\.?|Ph\.?D\.?)(?![A-Za-z])"),
}
_SHIFTED = re.compile(r"(?<!\d)\d{2}/\d{2}/\d{4}(?!\d)")
_DATE = re.compile(r"(?<!\d)(?:\d{1,2}[/-]\d{1,2}[/-](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})(?!\d)")


class StillIdentified(OutputError):
    """Something that may identify the patient is left; nothing was written."""

    advice = "Nothing was written. Mask the places named by hand and try again, or report the form that was missed."


def left_over(text: str, names: frozenset[str], *, shifted: bool) -> dict[str, int]:
    """What still looks like an identifier, as counts by kind; {} for a clean text. `names` are the words of the names
    that were taken out, in lower case."""
    flat = unicodedata.normalize("NFKC", "".join(sign for sign in text if unicodedata.category(sign) != "Cf"))
    checked = _SHIFTED.sub(" ", flat) if shifted else flat
    counts = Counter({kind: len(look.findall(checked)) for kind, look in _LOOKS.items()})
    counts["a date"] = len(_DATE.findall(checked))
    counts["a name that was found elsewhere"] = sum(
        word.lower() in names and not word.islower() for word in re.findall(r"[A-Za-z'-]+", flat)
    )
    return {kind: count for kind, count in counts.items() if count}


def check_clean(text: str, names: frozenset[str], *, shifted: bool) -> None:
    """Nothing where `text` is clean.

    Raises:
        StillIdentified: it is not; the sentence counts what is left and holds no word of it.
    """
    left = left_over(text, names, shifted=shifted)
    if left:
        told = ", ".join(f"{kind} ({count})" for kind, count in sorted(left.items()))
        raise StillIdentified(f"After masking there is still: {told}.")
