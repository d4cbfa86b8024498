"""Which of many expressions may match a text at all, told by its words alone.

It stands apart because this is where most work is left out: the words of charts recur, so that what a word says is
looked up once, and a line of words costs no more than joining a handful of numbers.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from chartcase.literals import EDGE, Needs

_TOKEN = re.compile(rb"[a-z0-9_]+|[^a-z0-9_ ]")
_EDGE = EDGE.encode("ascii")
_MOST_WORDS = 1 << 16
"""What a word says is kept until there are so many."""
_LONGEST = 40
"""What a longer word says is not kept."""


class Sieve:
    """Holds back the expressions of which a text lacks a piece.

    A word stands for a number with one bit for every clause of every expression that it fulfils: clause c of expression
    i is bit c * count + i.
    """

    def __init__(self, needs: Sequence[Needs]) -> None:
        """Number the clauses; an expression is named by its place."""
        self._count = count = len(needs)
        self._rows = max((len(each.clauses) for each in needs), default=0)
        self._always = 0
        """Clauses that say nothing."""
        pieces: dict[bytes, list[int]] = {}
        for place, each in enumerate(needs):
            for row in range(self._rows):
                bit = row * count + place
                if row >= len(each.clauses):
                    self._always |= 1 << bit
                    continue
                for piece in each.clauses[row]:
                    pieces.setdefault(piece.encode("ascii"), []).append(bit)
        self._pieces = {piece: sum(1 << bit for bit in bits) for piece, bits in pieces.items()}
        self._longest = max(map(len, pieces), default=0)
        self._every = (1 << count) - 1
        self._words: dict[bytes, int] = {}

    def possible(self, text: bytes) -> list[int]:
        """The places of the expressions that may match in ASCII text, in order."""
        return self.places(self.told(_TOKEN.findall(text.lower())))

    def lines(self, data: bytes) -> Iterator[tuple[int, int, int]]:
        """Start and end of each line (without its break), and what its words tell (see `places`)."""
        start, lower = 0, data.lower()
        while start < len(data):
            end = lower.find(b"\n", start)
            if end < 0:
                end = len(data)
            if end > start:
                yield start, end, self.told(_TOKEN.findall(lower, start, end))
            start = end + 1

    def told(self, words: Iterable[bytes]) -> int:
        """What words in lower case tell together."""
        known, told = self._words, 0
        for word in words:
            says = known.get(word)
            if says is None:
                says = self._says(word)
            if says:
                told |= says
        return told

    def places(self, told: int, among: int = -1) -> list[int]:
        """The expressions all of whose clauses are fulfilled, in order; `among`: one bit for each that is asked for."""
        told |= self._always
        left = self._every & among
        for _ in range(self._rows):
            left &= told
            told >>= self._count
        found: list[int] = []
        while left:
            lowest = left & -left
            found.append(lowest.bit_length() - 1)
            left ^= lowest
        return found

    def _says(self, word: bytes) -> int:
        marked, says = _EDGE + word + _EDGE, 0
        for start in range(len(marked)):
            for end in range(start + 1, min(start + self._longest, len(marked)) + 1):
                says |= self._pieces.get(marked[start:end], 0)
        if len(word) <= _LONGEST:
            if len(self._words) >= _MOST_WORDS:
                self._words.clear()
            self._words[word] = says
        return says
