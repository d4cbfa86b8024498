"""Names of people held against one another: order, initials, hyphens, short forms and misread letters do not part them.

It stands apart because a wrong "two patients" stops a review, and a missed one mixes two charts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from chartcase.segment.credentials import CREDENTIAL_WORDS

ShortForms = Mapping[str, frozenset[int]]
"""By given name, the groups of names that stand for one another."""

_LIKE = 0.78
_LIKE_SHORT, _SHORT = 0.74, 4
_LEAST_BEGINNING = 3
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Pairs that print and scanning mix up, made one before names are compared.
_ALIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("li", "h"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"))


@dataclass(frozen=True, slots=True, repr=False)
class Name:
    """The words of a name in lower case, without generation and title, and its initials; `titled`: only a surname."""

    words: tuple[str, ...]
    initials: tuple[str, ...] = ()
    titled: bool = False

    def __repr__(self) -> str:
        """No name."""
        return f"Name({len(self.words)} words)"


def name_of(words: str, ends: frozenset[str], *, titled: bool = False) -> Name | None:
    """The name that words as written give, None where they give none: they end at the first word of `ends`; masks
    ("XXXXX") and those who sign with a credential are no patient's name."""
    full: list[str] = []
    initials: list[str] = []
    for piece in re.split(r"[\s,.-]+", words):
        word = piece.strip("'").lower()
        if word in CREDENTIAL_WORDS and full:
            return None
        if word in ends:
            break
        if not word or word in _GENERATIONS or set(word) == {"x"}:
            continue
        (full if len(word) > 1 else initials).append(word)
    if not any(len(word) > 2 for word in full):
        return None
    return Name(tuple(full), tuple(initials), titled)


def same_person(one: Name, other: Name, short_forms: ShortForms) -> bool | None:
    """Whether two names can be one person's: True, False, or None where they share too little to tell.

    One needs all its words in the other, or two words in common; a family name in common is not enough where the given
    names differ.
    """
    fewer, more = sorted((one, other), key=lambda name: len(name.words))
    left = list(more.words)
    common, apart = 0, 0
    for word in fewer.words:
        partner = next((there for there in left if _alike(word, there, short_forms)), None)
        if partner is not None:
            left.remove(partner)
        common, apart = common + (partner is not None), apart + (partner is None)
    if common >= 2:
        return True
    if common == 1:
        return False if apart and left else _initials_fit(fewer, more, left)
    return False if _tells(one, other) else None


def _tells(one: Name, other: Name) -> bool:
    """Whether two names without a word in common are two people's: "Harlan" and "Brisko" alone may be one."""
    lone = [name for name in (one, other) if len(name.words) == 1 and not name.initials and not name.titled]
    return not lone


def _initials_fit(fewer: Name, more: Name, left: list[str]) -> bool:
    """Whether the initials of the shorter name are those of the other's words left over, or of its initials."""
    there = {_first(word) for word in (*left, *more.initials)}
    return not fewer.initials or not there or bool(there & set(map(_first, fewer.initials)))


def _first(word: str) -> str:
    return _plain(word)[:1]


def _alike(one: str, other: str, short_forms: ShortForms) -> bool:
    if one == other or short_forms.get(one, frozenset()) & short_forms.get(other, frozenset()):
        return True
    left, right = _plain(one), _plain(other)
    if left == right or _is_cut_off(left, right):
        return True
    if min(len(left), len(right)) < 3:
        return False
    least = _LIKE_SHORT if min(len(left), len(right)) <= _SHORT else _LIKE
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= least


def _is_cut_off(one: str, other: str) -> bool:
    """Whether one is the beginning of the other: a misread letter ends a name early."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _LEAST_BEGINNING and longer.startswith(shorter)


def _plain(word: str) -> str:
    for pair, single in _ALIKE:
        word = word.replace(pair, single)
    return word
