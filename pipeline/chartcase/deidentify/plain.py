"""The text as patterns read it, with every character's place in the record.

It stands apart because hostile or typographic characters (wide digits, zero-width joiners, look-alike letters) must not
carry an identifier past a pattern.
"""

import re
from dataclasses import dataclass

from chartcase.segment.stream import fold

_KEPT = frozenset("\n\t\f")


@dataclass(frozen=True, slots=True)
class Plain:
    """ASCII of a text; character i of it comes from character `origin[i]` of the text."""

    text: str
    data: bytes
    origin: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The span of the record behind [start, end), start < end: invisible characters inside it included."""
        return self.origin[start], self.origin[end - 1] + 1


def plain(text: str) -> Plain:
    """Fold a text; line breaks stay, other controls go."""
    pieces: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        folded = character if character in _KEPT else "\n" if character in "\r\x0b\u2028\u2029" else fold(character)
        pieces.append(folded)
        origin += [place] * len(folded)
    joined = "".join(pieces)
    return Plain(joined, joined.encode("ascii"), tuple(origin))


# Letters that a scanner, or a hurried hand, writes for digits; and digits for letters.
_AS_DIGITS = str.maketrans("OolIZ", "00112")
_DIGITS_SEEN = re.compile(r"(?<![A-Za-z0-9])[0-9OoIlZ](?:[0-9OoIlZ]|[-/.](?=[0-9OoIlZ])){2,30}(?![A-Za-z0-9])")
_LEVELS = re.compile(r"[lI][1-5](?:[-/.][lIsS]?[1-5])*")
_LETTERS_SEEN = re.compile(r"(?<![A-Za-z0-9])[01]?[A-Za-z]+(?:[01]+[A-Za-z]+)*[0]?(?![A-Za-z0-9])")
_SMALL_L = re.compile(r"(?<=[A-Z])l(?=[A-Z])|(?<=[A-Z]{2})l(?![A-Za-z])|(?<![A-Za-z])l(?=[A-Z]{2})")
_LEAST_LETTERS = 3


def digits_seen(text: str) -> str:
    """`text` with the letters that stand for digits as those ("l0/2l/24"); of the same length."""
    return _DIGITS_SEEN.sub(_as_digits, text)


def _as_digits(found: re.Match[str]) -> str:
    words = found.group()
    if _LEVELS.fullmatch(words) or not any(sign.isdigit() for sign in words):
        return words
    return words.translate(_AS_DIGITS)


def letters_seen(text: str) -> str:
    """`text` with the digits that stand for letters as those ("PEMBERT0N"); of the same length."""
    return _SMALL_L.sub("I", _LETTERS_SEEN.sub(_as_letters, text))


def _as_letters(found: re.Match[str]) -> str:
    words = found.group()
    if sum(sign.isalpha() for sign in words) < _LEAST_LETTERS or words.isalpha():
        return words
    loud = words.upper() == words
    return words.replace("0", "O" if loud else "o").replace("1", "I" if loud else "i")
