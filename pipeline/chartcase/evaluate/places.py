"""Carry places from a document's own text to another reading of it (a PDF, a fax).

It stands apart because layout, running headers and OCR change offsets, and nothing of scoring should know that.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher

Span = tuple[int, int]
TOKEN = re.compile(r"\S+")
ENOUGH = 0.5
"""Least share of a quote's characters that must be read alike for its place to count as found."""


def nth(text: str, quote: str, occurrence: int) -> int | None:
    """Where the `occurrence`-th (from 1) `quote` starts in `text`; None where there are fewer. They may overlap."""
    start = -1
    for _ in range(occurrence):
        start = text.find(quote, start + 1)
        if start < 0:
            return None
    return start


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a character, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """A text without white space, and for each of its characters the offset in the text."""

    letters: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "_Squeezed":
        offsets = tuple(index for index, letter in enumerate(text) if not letter.isspace())
        return cls("".join(text[index] for index in offsets), offsets)


class Carrier:
    """Carries spans of `own` over to `other`: by the same words, else by aligning the two texts word by word."""

    def __init__(self, own: str, other: str) -> None:
        """Keep both texts; nothing is aligned before it is needed."""
        self._own, self._other = own, other
        self._squeezed: tuple[_Squeezed, _Squeezed] | None = None
        self._alignment: _Alignment | None = None

    def carry(self, span: Span) -> Span | None:
        """The place in `other` that says what `span` of `own` says; None where it is not found."""
        if self._own == self._other:
            return span
        return self._by_words(span) or self._by_alignment(span)

    def _by_words(self, span: Span) -> Span | None:
        if self._squeezed is None:
            self._squeezed = (_Squeezed.of(self._own), _Squeezed.of(self._other))
        own, other = self._squeezed
        first, last = bisect_left(own.offsets, span[0]), bisect_left(own.offsets, span[1])
        letters = own.letters[first:last]
        here, there = _starts(own.letters, letters), _starts(other.letters, letters)
        if not letters or len(here) != len(there):
            return None
        start = there[here.index(first)]
        return (other.offsets[start], other.offsets[start + len(letters) - 1] + 1)

    def _by_alignment(self, span: Span) -> Span | None:
        if self._alignment is None:
            self._alignment = _Alignment(self._own, self._other)
        return self._alignment.carry(span)


def _starts(text: str, part: str) -> list[int]:
    found: list[int] = []
    start = text.find(part)
    while start >= 0 and part:
        found.append(start)
        start = text.find(part, start + 1)
    return found


class _Alignment:
    """Which words of one text are which words of the other."""

    def __init__(self, own: str, other: str) -> None:
        self._own = [match.span() for match in TOKEN.finditer(own)]
        self._other = [match.span() for match in TOKEN.finditer(other)]
        matcher = SequenceMatcher(
            None, [own[a:b] for a, b in self._own], [other[a:b] for a, b in self._other], autojunk=False
        )
        self._partner = {block.a + n: block.b + n for block in matcher.get_matching_blocks() for n in range(block.size)}

    def carry(self, span: Span) -> Span | None:
        first = bisect_right(self._own, span[0], key=lambda token: token[1])
        last = bisect_left(self._own, span[1], key=lambda token: token[0])
        alike = [n for n in range(first, last) if n in self._partner]
        size = sum(self._own[n][1] - self._own[n][0] for n in range(first, last))
        read = sum(self._own[n][1] - self._own[n][0] for n in alike)
        if not alike or read < ENOUGH * size:
            return None
        start, end = self._other[self._partner[alike[0]]], self._other[self._partner[alike[-1]]]
        return (
            start[0] + max(0, span[0] - self._own[alike[0]][0]),
            end[1] - max(0, self._own[alike[-1]][1] - span[1]),
        )
