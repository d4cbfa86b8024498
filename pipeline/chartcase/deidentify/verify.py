"""The second pass: looks at what is to be written, and lets nothing out that could still name somebody.

It stands apart, and looks in its own way, because a check that shares the finder's patterns shares its holes.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

from chartcase.errors import OutputError

# Plain character classes, each bounded: linear on any text.
_LOOKS = {
    # in one piece, or in the groups of telephone, social security and card numbers; levels, grades and procedure
    # codes in a row are none
    "a long number": re.compile(
        r"(?<![\d/])(?:\d{7,20}|\(?\d{3}(?:\) ?|[ .-])\d{3}[ .-]\d{4}"
        r"|\d{3}[ .-]\d{2}[ .-]\d{4}|\d{3}[-.]\d{4}(?! ?m[cg]|\d| ?units)"
        r"|\d{4}[ -]\d{4}[ -]\d{4}|\d{2,6}-\d{2,6}-\d{2,6})(?![\d/])"
    ),
    "a number spelt out": re.compile(r"(?<![\d/])(?!0 1 2|1 2 3 4|10? 9 8)\d(?:[ -]\d){8,15}(?![\d/])"),
    "an address on the net": re.compile(r"\S@\S|@ ?[\w-]{1,40}\.[a-z]|://|\bwww\.", re.IGNORECASE),
    "a title with a name": re.compile(r"\b(?:Mr|Mrs|Ms|Dr)\.? {1,2}[A-Z][a-z]{2}"),
    "a labelled value": re.compile(
        r"\b(?:SSN|MRN|DOB|Patient Name|Patient|Member ID|Account|Claimant|Subscriber)[ \t]{0,3}[:#][ \t]{0,3}"
        r"(?=[A-Z0-9])"
        r"(?!X{2,}|_)(?!\d{2}/\d{2}/\d{4})(?!(?:is|was|has|states|reports|denies|The|Not|None|Unknown|Male|Female|Yes|No)\b)"
    ),
    "a name before a degree": re.compile(
        r"\b(?!Ref\b|See\b|Per\b|The\b|Your\b|Any\b|New\b|Prior\b|Requesting\b|Treating\b|Attending\b|"
        r"Referring\b|Ordering\b)"
        r"[A-Z][a-z]{2,20},? {1,2}(?:M\.?D\.?|D\.?O\.?|Ph\.?D\.?)(?![A-Za-z])"
    ),
}
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|"
    r"SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\b\.?"
)
_DATE = re.compile(
    r"(?<![\d/])\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?'?(?:19|20)?\d{2}(?![\d/])"
    r"|(?<!\d)(?:19|20)\d{2}[/.-]\d{1,2}[/.-]\d{1,2}(?!\d)"
    rf"|\b{_MONTH},? {{0,2}}(?:of )?'?\d{{1,4}}|\b\d{{1,2}}(?:st|nd|rd|th)?[ -]{{1,2}}(?:of )?{_MONTH}"
    r"|\b(?:[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter|Christmas|Thanksgiving|Easter)(?: of)? '?\d{2,4}"
)


class StillIdentified(OutputError):
    """Something that may identify the patient is left; nothing was written."""

    advice = "Nothing was written. Mask the places named by hand and try again, or report the form that was missed."


def left_over(text: str, names: frozenset[str], moved: Mapping[str, int]) -> dict[str, int]:
    """What still looks like an identifier, as counts by kind; {} for a clean text. `names` are the words of the names
    that were taken out, in lower case; `moved` are the only dates that may stand there, and how often."""
    flat = unicodedata.normalize("NFKC", "".join(sign for sign in text if unicodedata.category(sign) != "Cf"))
    counts = Counter({kind: len(look.findall(flat)) for kind, look in _LOOKS.items()})
    dates = Counter(found.group() for found in _DATE.finditer(flat))
    counts["a date"] = (dates - Counter(moved)).total()
    counts["a name that was found elsewhere"] = sum(
        word.lower() in names and not word.islower() for word in re.findall(r"[A-Za-z'-]+", flat)
    )
    return {kind: count for kind, count in counts.items() if count}


def check_clean(text: str, names: frozenset[str], moved: Mapping[str, int]) -> None:
    """Nothing where `text` is clean.

    Raises:
        StillIdentified: it is not; the sentence counts what is left and holds no word of it.
    """
    left = left_over(text, names, moved)
    if left:
        told = ", ".join(f"{kind} ({count})" for kind, count in sorted(left.items()))
        raise StillIdentified(f"After masking there is still: {told}.")
