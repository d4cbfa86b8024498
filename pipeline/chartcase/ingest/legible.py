"""Judges whether the text layer of a page holds what the page shows.

It stands apart because a layer can be there and say nothing: codes without letters, a stamp over a scan, one glyph.
"""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from chartcase.ingest.survey import Survey
from chartcase.ingest.textlayer import UNKNOWN
from chartcase.ingest.ticks import EMPTY, TICKED
from chartcase.ingest.token import Token

_SCAN_SHARE = 0.5
# A fax header and a stamp make up to so many words on a page that is a picture otherwise.
_STAMP_WORDS = 25
_UNKNOWN_SHARE = 0.3
_ONE_GLYPH_SHARE, _ONE_GLYPH_LEAST = 0.5, 20
_WORD_LETTERS, _WORDS_LEAST = 4, 15
# Four to five letters of ten are vowels in European languages; letters exchanged at random leave two.
_VOWEL_SHARE, _COMMON_SHARE = 0.28, 0.02
_STRANGE_SHARE, _STRANGE_LEAST = 0.5, 30
_VOWELS = frozenset("aeiouyáéíóúüàèìòùâêîôûäö")
_LEADERS = frozenset("_-–—.=*•·|:/\\()[]<>,;#…" + EMPTY + TICKED)
# The most frequent short words of English prose and charts; garbled letters hit them by chance only.
_COMMON_WORDS = (
    "a an and are as at be been but by for from had has have he her his if in is it may no not of on or patient pain "
    "right left she that the there this to was were which who will with"
)
_COMMON = frozenset(_COMMON_WORDS.split())


class Layer(StrEnum):
    """What a page's text layer is worth."""

    READABLE = "readable"
    BLANK = "blank"
    MISSING = "missing"
    STAMP = "stamp"
    GARBLED = "garbled"


def judge(tokens: Sequence[Token], survey: Survey) -> Layer:
    """What the words of a page are worth, seen with what else is on it.

    `BLANK` is a page with nothing on it, `MISSING` one that shows something and has no words, `STAMP` a picture with a
    few words over it, `GARBLED` words that are none.
    """
    words = [token.text for token in tokens if token.text not in (EMPTY, TICKED)]
    pictured = survey.picture_share >= _SCAN_SHARE
    if not words:
        return Layer.MISSING if survey.picture_share > 0 or survey.outlined or survey.inked else Layer.BLANK
    if is_garbled(words):
        return Layer.GARBLED
    return Layer.STAMP if pictured and len(words) < _STAMP_WORDS else Layer.READABLE


def is_garbled(words: Sequence[str]) -> bool:
    """True for words that cannot be what a reader sees; tables, laboratory values and other languages are not."""
    letters = Counter(letter for word in words for letter in word if letter not in _LEADERS)
    total = sum(letters.values())
    if not total:
        return False
    unknown = sum(count for letter, count in letters.items() if letter == UNKNOWN or "\ue000" <= letter <= "\uf8ff")
    if unknown > _UNKNOWN_SHARE * total:
        return True
    if total >= _ONE_GLYPH_LEAST and max(letters.values()) > _ONE_GLYPH_SHARE * total:
        return True
    return _is_strange(words) or _is_unpronounceable(words)


def _is_strange(words: Sequence[str]) -> bool:
    """Mostly signs where letters or digits should be; rules and dot leaders do not count."""
    marked = [word for word in words if not _LEADERS.issuperset(word)]
    strange = sum(not any(letter.isalnum() for letter in word) for word in marked)
    return len(marked) >= _STRANGE_LEAST and strange > _STRANGE_SHARE * len(marked)


def _is_unpronounceable(words: Sequence[str]) -> bool:
    """Letters exchanged for others: few vowels in many different words, and hardly a common one."""
    plain = [word.strip(".,;:()").lower() for word in words]
    long = {word for word in plain if len(word) >= _WORD_LETTERS and word.isalpha()}
    if len(long) < _WORDS_LEAST:
        return False
    letters = "".join(long)
    vowels = sum(letter in _VOWELS for letter in letters)
    common = sum(word in _COMMON for word in plain)
    return vowels < _VOWEL_SHARE * len(letters) and common < _COMMON_SHARE * len(plain)
