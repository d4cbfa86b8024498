"""The words of a text with what their place says of them: a line of capitals, the beginning of a sentence, a heading.

It stands apart because the search for names and the second look read capitals in the same light.
"""

import re
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"[A-Za-z](?:['-]?[A-Za-z])*")
_LOUD_SHARE, _TITLE_SHARE = 0.7, 0.75
"""Share of capital letters in a line of capitals; of words with a capital in a heading."""
_LEAST_OF_TITLE = 4
"""Letters of a word that a heading writes with a capital."""
_ENDINGS = frozenset({"s", "S", "t", "T", "d", "ll"})
_BEGINS_AFTER = frozenset('.:;!?-\n\t([*|>_~=#"')


@dataclass(frozen=True)
class Token:
    """One word: [start, end), whether its line is in capitals (`loud`) or a heading (`in_title`), and whether it
    begins a sentence or a field."""

    start: int
    end: int
    word: str
    loud: bool
    in_title: bool
    begins: bool

    @cached_property
    def low(self) -> str:
        """In small letters."""
        return self.word.lower()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.word[:1].isupper()

    @property
    def titled(self) -> bool:
        """Whether it begins with a capital and goes on in small letters."""
        return self.capital and not self.word.isupper()

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """What hyphens and apostrophes part."""
        return tuple(part for part in re.split(r"[-']", self.word) if part not in _ENDINGS)


def tokens_of(text: str) -> list[Token]:
    """The words of an ASCII text in order."""
    tokens: list[Token] = []
    at = 0
    for line in text.splitlines(keepends=True):
        found = list(_WORD.finditer(line))
        loud, title = _is_loud(line), _is_title([hit.group() for hit in found])
        tokens += [
            Token(at + hit.start(), at + hit.end(), hit.group(), loud, title, _begins(line, hit.start()))
            for hit in found
        ]
        at += len(line)
    return tokens


def _begins(line: str, start: int) -> bool:
    before = line[max(start - 2, 0) : start].rstrip(" ")
    return not line[:start].strip() or not before or before[-1:] in _BEGINS_AFTER


def _is_loud(line: str) -> bool:
    letters = [sign for sign in line if sign.isalpha()]
    return bool(letters) and sum(sign.isupper() for sign in letters) > _LOUD_SHARE * len(letters)


def _is_title(words: list[str]) -> bool:
    long = [word for word in words if len(word) >= _LEAST_OF_TITLE]
    return len(long) > 1 and sum(word[0].isupper() for word in long) >= _TITLE_SHARE * len(long)
