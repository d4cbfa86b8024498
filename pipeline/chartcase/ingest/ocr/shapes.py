"""Tells whether a recognised word has a shape that charts write, or mixes letters, digits and signs as only
misreadings do.

It stands apart because a wrong reading mostly has a wrong shape: this alone finds most of them, without reading again.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from chartcase.ingest.ocr.lexicon import Lexicon
from chartcase.ingest.ocr.vertebrae import is_level, is_vertebra

EDGES = "()[]{}<>.,;:*?!\"'“”‘’_—–-~|=•#"
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_RANGE = rf"{_NUMBER}(?:[-–]{_NUMBER})?"
_GUARDED = re.compile(
    r"(?:(?:XX/)?XX/(?:XX|XXXX|\d{4})|\d{1,2}/\d{1,2}/(?:\d{2}|\d{4})|(?:19|20)\d\d-\d{1,2}(?:-\d{1,2})?"
    r"|\d{1,2}/(?:19|20)\d\d"
    r"|\d{1,2}:\d\d(?::\d\d)?(?:[ap]m)?|[0-5][+-]?/5[+-]?|(?:10|\d)(?:\.\d)?(?:-\d{1,2})?/10"
    r"|[A-TV-Z]\d\d\.\d{1,4}[A-Z]?|\d{5}(?:-\d\d|-[A-Z]{2})?|(?:\d{1,2}|100)%|[0-4]\+)"
)
_UNITS = "mg|mcg|mL|ml|cc|g|kg|lbs?|mm|cm|hrs?|wks?|mos?|yrs?|yo|y/o|d|h|T|G|w|M|F"
_PLAIN = re.compile(
    rf"(?:[$<>≥≤+x×]?{_RANGE}(?:%|°|x|X|\+)?|\d+(?:st|nd|rd|th)|{_RANGE}(?:{_UNITS})|{_NUMBER}/{_NUMBER}"
    r"|[Qq]\d{1,2}(?:h|hrs?|-\d{1,2}h)|\d{1,2}(?:[-–]\d{1,2})?x/(?:wk|week|day|night|month|d|mo)"
    r"|P\.?\d{1,4}/\d{1,4}|(?:\d{3}-)?\d{3}-\d{4}|[A-Z]{1,4}-?\d{1,4}|T[12](?:-weighted|/T2|W)?|\d+-[a-z]{3,}(?:-old)?"
    r"|[A-Za-z]+/\d+|\d{1,2}/(?:wk|week|day|month|d)|\d{1,2}-[A-Z][a-z]{2}-\d{4}|[A-Z0]{2}-X{4})"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’./&()—-]*|[&+/%☐☒]")
_AMBIGUOUS = re.compile(r"[CTLS][SsIl]|[Il|!]|lt")
# A half-read mask; a number that something hangs on which numbers do not have.
_HALF_READ = re.compile(r"X{2}|(?<![\w.])[‘’'|_•=\]]+\d|\d[‘’|~_•=<>\[-]+(?:[.,;:)]|$)")


class Shape(StrEnum):
    """What a word's shape says: `GUARDED` shapes allow few readings, `PLAIN` ones any digits, `WORD` has none."""

    GUARDED = "guarded"
    PLAIN = "plain"
    WORD = "word"
    AMBIGUOUS = "ambiguous"
    STRANGE = "strange"


def shape_of(words: Sequence[str], place: int, lexicon: Lexicon) -> Shape:
    """The shape of a word in its line."""
    core = words[place].strip(EDGES)
    if _HALF_READ.search(words[place]) and not _GUARDED.fullmatch(words[place].strip("()[].,;:*")):
        return Shape.STRANGE
    if is_level(core) or is_vertebra(core) or _GUARDED.fullmatch(core):
        return Shape.GUARDED
    if _AMBIGUOUS.fullmatch(core):
        after = words[place + 1].strip(EDGES) if place + 1 < len(words) else ""
        return Shape.WORD if after in lexicon.rules.not_root_after or core == "I" else Shape.AMBIGUOUS
    if _PLAIN.fullmatch(core):
        return Shape.PLAIN
    if not core or _WORD.fullmatch(core):
        return Shape.STRANGE if _is_no_number(core, words, place, lexicon) else Shape.WORD
    return Shape.STRANGE


def _is_no_number(core: str, words: Sequence[str], place: int, lexicon: Lexicon) -> bool:
    """True for a sign, or a letter or two that are no word, before a unit: a number stood there."""
    after = words[place + 1].strip(EDGES) if place + 1 < len(words) else ""
    if not core or after not in lexicon.rules.counted or after in ("%", "percent", "g"):
        return False
    return not any(letter.isalpha() for letter in core) or (
        len(core) <= 2 and core.lower() not in lexicon.rules.short_words
    )
