"""A text without identifiers: found, replaced, and looked at again.

It stands apart as the one function whose result may be written.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.deidentify.identifiers import Found, Identifier
from chartcase.deidentify.recognise import identifiers_in
from chartcase.deidentify.replace import moved_days, replaced
from chartcase.deidentify.verify import check_clean
from chartcase.find.rulebook import DateRule

# Masks can bring words together that make a new find; more rounds than this never came up.
_MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The clean text, the identifiers of the first round as places in the text that was given, how many more came to
    light in the masked text, and how many dates were masked although they were to be moved."""

    text: str
    found: tuple[Found, ...]
    later: int = 0
    unmoved: int = 0

    def __repr__(self) -> str:
        """No chart text."""
        return f"Cleaned({len(self.text)} characters, {len(self.found)} identifiers)"


def cleaned(text: str, dates: Sequence[DateRule], shift: int | None = None) -> Cleaned:
    """`text` without identifiers; full dates moved by `shift` days, or masked. What names a day, a month or a season
    and cannot be moved is masked.

    Raises:
        StillIdentified: something is left.
    """
    first = found = identifiers_in(text, dates)
    names = _words(text, first)
    text = replaced(text, found, shift)
    moved = moved_days(first, shift)
    later = 0
    for _ in range(_MOST_ROUNDS):
        found = tuple(one for one in identifiers_in(text, dates) if not _is_own(text[one.start : one.end], moved))
        if not found:
            break
        later += len(found)
        names |= _words(text, found)
        text = replaced(text, found, None)
    check_clean(text, names, moved)
    dated = sum(one.kind is Identifier.DATE for one in first)
    return Cleaned(text, first, later, dated - moved.total() if shift is not None else 0)


def _is_own(words: str, moved: Counter[str]) -> bool:
    """Whether it is a mask or a moved date of ours."""
    return words in moved or words.strip("[] ").lower() in _MASKS


def _words(text: str, found: Sequence[Found]) -> frozenset[str]:
    names = (text[one.start : one.end] for one in found if one.kind is Identifier.NAME)
    return frozenset(word.lower() for name in names for word in re.findall(r"[A-Za-z'-]{4,}", name)) - _MASKS


_MASKS = frozenset(kind.value.lower() for kind in Identifier)
