"""The text as rules read it: ASCII, one space between words, one sentence a line, words of the field spelt right; and a
way back to the record.

It stands apart because hard line wraps, page furniture, typographic and hostile characters must never reach a rule,
while every quote must still be the record's own characters.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from chartcase.segment.masked_person import masked_persons
from chartcase.spelling import Respelling

_SPECIAL = re.compile(r"\s+|[^\x20-\x7e]+")
_FOLDED = {
    "\N{BULLET}": "*",
    "\N{MIDDLE DOT}": "*",
    "\N{BLACK SQUARE}": "*",
    "\N{WHITE BULLET}": "*",
    "\uf0b7": "*",
    "\N{BLACK CIRCLE}": "*",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{PRIME}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{DOUBLE PRIME}": '"',
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{FIGURE DASH}": "-",
    "\N{EN DASH}": "-",
    "\N{MINUS SIGN}": "-",
    "\N{EM DASH}": " - ",
    "\N{HORIZONTAL BAR}": " - ",
    "\N{SOFT HYPHEN}": "",
    "\N{REGISTERED SIGN}": "",
    "\N{TRADE MARK SIGN}": "",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{ALMOST EQUAL TO}": "~",
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{DEGREE SIGN}": " degrees",
    "\N{PLUS-MINUS SIGN}": "+/-",
    "\N{VULGAR FRACTION ONE HALF}": " 1/2",
    "\N{VULGAR FRACTION ONE QUARTER}": " 1/4",
    "\N{VULGAR FRACTION THREE QUARTERS}": " 3/4",
    "\N{BALLOT BOX}": "[ ]",
    "\N{BALLOT BOX WITH X}": "[x]",
    "\N{BALLOT BOX WITH CHECK}": "[x]",
    "\N{WHITE SQUARE}": "[ ]",
    "\N{WHITE MEDIUM SQUARE}": "[ ]",
    "\N{CHECK MARK}": "[+]",
    "\N{HEAVY CHECK MARK}": "[+]",
    "\N{BALLOT X}": "[-]",
    "\N{HEAVY BALLOT X}": "[-]",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{DOWNWARDS ARROW}": "decreased-",
    "\N{UPWARDS ARROW}": "increased-",
    "\N{GREEK SMALL LETTER MU}": "u",
    "\N{MICRO SIGN}": "u",
    "\N{CYRILLIC CAPITAL LETTER ES}": "C",
    "\N{CYRILLIC CAPITAL LETTER TE}": "T",
    "\N{CYRILLIC CAPITAL LETTER DZE}": "S",
    "\N{CYRILLIC SMALL LETTER A}": "a",
    "\N{CYRILLIC SMALL LETTER IE}": "e",
    "\N{CYRILLIC SMALL LETTER O}": "o",
    "\N{CYRILLIC SMALL LETTER ER}": "p",
    "\N{CYRILLIC SMALL LETTER ES}": "c",
    "\N{CYRILLIC CAPITAL LETTER HA}": "X",
    "\N{CYRILLIC SMALL LETTER HA}": "x",
}


def fold(character: str) -> str:
    r"""ASCII for one character: its plain letter or digit, "" for marks and invisible ones, "?" without a likeness.

    >>> fold("é"), fold("５"), fold("\u200b"), fold("≥")
    ('e', '5', '', '>=')
    """
    if " " <= character <= "~":
        return character
    if character in _FOLDED:
        return _FOLDED[character]
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf", "Cc", "Cs"):
        return ""
    if category.startswith("Z"):
        return " "
    if category == "Nd":
        return str(unicodedata.digit(character))
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii")
    return plain or "?"


@dataclass(frozen=True, slots=True)
class Stream:
    """Clean ASCII text with a map back. Run i covers clean characters from `clean_starts[i]` on; where `plain[i]` they
    stand one to one from `record_starts[i]` on, else they all come from [record_starts[i], record_ends[i])."""

    text: str
    data: bytes
    clean_starts: tuple[int, ...]
    record_starts: tuple[int, ...]
    record_ends: tuple[int, ...]
    plain: tuple[bool, ...]

    def spans(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The record spans of clean [start, end), start < end: one, or several where furniture stands between."""
        first = bisect_right(self.clean_starts, start) - 1
        last = bisect_right(self.clean_starts, end - 1) - 1
        spans: list[tuple[int, int]] = []
        for run in range(first, last + 1):
            low, high = self._part(run, start, end)
            if spans and spans[-1][1] == low:
                spans[-1] = (spans[-1][0], high)
            else:
                spans.append((low, high))
        return tuple(spans)

    def _part(self, run: int, start: int, end: int) -> tuple[int, int]:
        if not self.plain[run]:
            return self.record_starts[run], self.record_ends[run]
        origin = self.clean_starts[run]
        low = self.record_starts[run] + max(start - origin, 0)
        return low, min(self.record_starts[run] + end - origin, self.record_ends[run])


class StreamWriter:
    """Builds a Stream piece by piece; pieces are spans of `record_text`, sentences end with `end_sentence`."""

    def __init__(self, record_text: str, respelling: Respelling) -> None:
        self.record_text = record_text
        self._respelling = respelling
        self._persons = tuple(masked_persons(record_text))
        self._parts: list[str] = []
        self._runs: list[tuple[int, int, int, bool]] = []
        self._length = 0
        self._ends_in_space = True

    @property
    def length(self) -> int:
        """How many clean characters are written."""
        return self._length

    def add(self, start: int, end: int) -> None:
        """Add record text [start, end), folded; white space becomes one space."""
        text = self.record_text
        position = start
        for special in _SPECIAL.finditer(text, start, end):
            low, high = special.span()
            if special.group() == " ":
                continue
            self._plain(position, low)
            if special.group().isspace():
                self._folded(" ", low, high)
            else:
                for offset in range(low, high):
                    self._folded(fold(text[offset]), offset, offset + 1)
            position = high
        self._plain(position, end)

    def left_out(self, start: int, end: int) -> None:
        """Record text [start, end) that no rule reads, and a quote across it still shows."""
        self._folded(" ", start, end)

    def gap(self, start: int) -> None:
        """A space where furniture or a page break was left out; it belongs to no record character but `start`."""
        self._folded(" ", start, start)

    def end_sentence(self, at: int) -> None:
        """A line break between sentences; `at` is the record offset where the sentence ended."""
        self._folded("\n", at, at)

    def tail(self, start: int) -> str:
        """What was written since clean offset `start`, which began a piece."""
        length, parts = self._length, list[str]()
        for part in reversed(self._parts):
            if length <= start:
                break
            parts.append(part)
            length -= len(part)
        return "".join(reversed(parts))

    def stream(self) -> Stream:
        """What was written."""
        text = "".join(self._parts)
        clean, low, high, plain = zip(*self._runs, strict=True) if self._runs else ((), (), (), ())
        return Stream(text, text.encode("ascii"), clean, low, high, plain)

    def _plain(self, low: int, high: int) -> None:
        for start, end, meant in self._meant(low, high):
            self._verbatim(low, start)
            self._folded(meant, start, end)
            low = end
        self._verbatim(low, high)

    def _meant(self, low: int, high: int) -> Iterator[tuple[int, int, str]]:
        """The words of the record that rules read otherwise, from left to right."""
        first = bisect_left(self._persons, (low, low, ""))
        last = bisect_left(self._persons, (high, high, ""), first)
        respelt = self._respelling.of(self.record_text, low, high)
        yield from sorted([*respelt, *self._persons[first:last]]) if first < last else respelt

    def _verbatim(self, low: int, high: int) -> None:
        if high > low and self._ends_in_space and self.record_text[low] == " ":
            low += 1
        if high > low:
            self._runs.append((self._length, low, high, True))
            self._write(self.record_text[low:high])

    def _folded(self, clean: str, low: int, high: int) -> None:
        if self._ends_in_space:
            clean = clean.lstrip(" ")
        if clean:
            self._runs.append((self._length, low, high, False))
            self._write(clean)

    def _write(self, clean: str) -> None:
        self._parts.append(clean)
        self._length += len(clean)
        self._ends_in_space = clean[-1] in " \n"
