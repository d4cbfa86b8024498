"""Misspelt words: the name in a lexicon, or the word of the field, that a written word is one or two slips away from.

It stands apart because tolerance must not cost: names are indexed once by their first letter and length, most of those
left differ in too many letters, and ordinary words stay ordinary.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from chartcase.fact import Frozen
from chartcase.patterns import Hit
from chartcase.rulefile import read_model

_SHORTEST = 8
"""Shorter names of drugs have too many ordinary neighbours (Prograf, program): their slips are written out in the
lexicon."""
_SHORTEST_OF_THE_FIELD = 7
"""Of the field's own words the ordinary neighbours are listed, so that shorter ones can be put right too."""
_LONG = 10
"""From this length on two slips are forgiven, below it one."""
_LONGEST = 20
_WORD = re.compile(rb"[A-Za-z]{%d,}" % _SHORTEST)
_FIELD_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]{6,20}(?![A-Za-z])")
_ENDINGS = ("s", "es", "ly", "ing", "ed", "able", "ation", "like")


class NearWords:
    """Finds the name that a word misspells. Names are single words of lower-case letters."""

    def __init__(self, names: Iterable[str], ordinary: Iterable[str] = (), shortest: int = _SHORTEST) -> None:
        """Index `names` of `shortest` letters or more; words of `ordinary` are nobody's slip."""
        self._names = frozenset(name for name in names if name.isalpha() and shortest <= len(name) <= _LONGEST)
        self._ordinary = frozenset(ordinary)
        self._alike: dict[tuple[str, int], list[tuple[str, int]]] = {}
        for name in sorted(self._names):
            for length in range(len(name) - _slips(name), len(name) + _slips(name) + 1):
                self._alike.setdefault((name[0], length), []).append((name, _letters(name)))
        self.nearest = lru_cache(maxsize=20_000)(self._nearest)

    def _nearest(self, word: str) -> str | None:
        """The name, None where there is none or the word is spelt right; the first letter must be right.

        >>> NearWords(["gabapentin"]).nearest("gabapentan"), NearWords(["gabapentin"]).nearest("gabapentin")
        ('gabapentin', None)
        """
        if not word or len(word) > _LONGEST or word in self._names or word in self._ordinary:
            return None
        letters, places = _letters(word), _places(word)
        found = [
            (_slips_between(places, len(word), name), name)
            for name, own in self._alike.get((word[0], len(word)), ())
            # a slip changes one letter into another: two kinds of letters at most
            if (letters ^ own).bit_count() <= 2 * _slips(name) and not _derived(word, name)
        ]
        return next((name for slips, name in sorted(found) if slips <= _slips(name)), None)


class NearPattern:
    """Finds misspelt names in a text the way a Pattern finds its matches; the word is in the group `words`."""

    def __init__(self, near: NearWords) -> None:
        """Look for slips of the names that `near` knows."""
        self.near = near
        self.source = "words near those of the lexicon"

    def find_all(self, text: bytes, start: int = 0, end: int | None = None) -> Iterator[Hit]:
        """Misspelt names of text[start:end] from left to right."""
        for match in _WORD.finditer(text, start, len(text) if end is None else end):
            word = match.group().decode("ascii")
            if self.near.nearest(word.lower()) is not None:
                low, high = match.span()
                yield Hit(low, high, {"words": word}, {"words": (low, high)})

    def find_in_each(self, text: bytes, spans: Iterable[tuple[int, int]]) -> list[Hit]:
        """As `find_all`, in one span after the other: a word knows no borders but its own."""
        return [hit for start, end in spans for hit in self.find_all(text, start, end)]

    def search(self, text: bytes, start: int = 0, end: int | None = None) -> Hit | None:
        """The first misspelt name."""
        return next(self.find_all(text, start, end), None)


class SpellingRules(Frozen):
    """rules/spelling.yaml."""

    source: str
    words: tuple[str, ...]
    ordinary: tuple[str, ...]
    slips: Mapping[str, str]


class Respelling:
    """Puts misspelt words of the field right, so that every rule reads them; a quote keeps the record's own letters."""

    def __init__(self, rules: SpellingRules) -> None:
        """Index the words of `rules`."""
        self.rules = rules
        self._near = NearWords(rules.words, rules.ordinary, _SHORTEST_OF_THE_FIELD)

    def of(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """The misspelt words of text[start:end] from left to right: where they stand, and as they are meant.

        A word that touches an odd character, seen or hidden, may go on behind it and stays.
        """
        for match in _FIELD_WORD.finditer(text, start, end):
            word, (low, high) = match.group(), match.span()
            meant = self.rules.slips.get(word.lower()) or self._near.nearest(word.lower())
            if meant is not None and (text[max(low - 1, 0) : low] + text[high : high + 1]).isascii():
                yield low, high, _cased_like(word, meant)


def load_respelling(folder: Path) -> Respelling:
    """rules/spelling.yaml.

    Raises:
        RulesError: the file is wrong; the sentence names the place.
    """
    return Respelling(read_model(folder / "spelling.yaml", SpellingRules))


def _cased_like(word: str, meant: str) -> str:
    if word.isupper():
        return meant.upper()
    return meant.capitalize() if word[0].isupper() else meant


def _slips(name: str) -> int:
    return 2 if len(name) >= _LONG else 1


def _derived(word: str, name: str) -> bool:
    """Whether the word is the name with a plain ending ("aspirins"): no slip, and of another meaning in most cases."""
    return any(word == name + ending or word + ending == name for ending in _ENDINGS if len(ending) > 1)


def _letters(word: str) -> int:
    """The kinds of letters of a word, one bit each; what is no small Latin letter shares one."""
    kinds = 0
    for letter in set(word):
        kinds |= 1 << (ord(letter) - 97 if "a" <= letter <= "z" else 26)
    return kinds


def distance(left: str, right: str) -> int:
    """Slips between two words: letters changed, lost, added, or swapped with their neighbour.

    >>> distance("tizanadine", "tizanidine"), distance("fentynal", "fentanyl"), distance("abc", "acb")
    (1, 2, 1)
    """
    return _slips_between(_places(left), len(left), right)


def _places(word: str) -> dict[str, int]:
    """Where each letter of a word stands, a bit for every place."""
    places: dict[str, int] = {}
    for at, letter in enumerate(word):
        places[letter] = places.get(letter, 0) | 1 << at
    return places


def _slips_between(places: Mapping[str, int], length: int, other: str) -> int:
    """As `distance`, of a word of `length` letters: a column of the table of slips is two numbers, a bit for each place
    where it rises or falls (Hyyrö 2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit
    distances")."""
    if not length:
        return len(other)
    last, count = 1 << (length - 1), length
    rises, falls, diagonal, before = (1 << length) - 1, 0, 0, 0
    for letter in other:
        here = places.get(letter, 0)
        swapped = ((~diagonal & here) << 1) & before
        diagonal = (((here & rises) + rises) ^ rises) | here | falls | swapped
        right, left = falls | ~(diagonal | rises), diagonal & rises
        count += bool(right & last) - bool(left & last)
        right = (right << 1) | 1
        rises = (left << 1) | ~(diagonal | right)
        falls = right & diagonal
        before = here
    return count
