"""A text without identifiers: found, replaced, and looked at again.

It stands apart as the one function whose result may be written.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chartcase.deidentify.doubts import Place, doubts_in, is_dense
from chartcase.deidentify.identifiers import Found, Identifier
from chartcase.deidentify.recognise import identifiers_in
from chartcase.deidentify.replace import moved_days, replaced
from chartcase.deidentify.verify import check_clean
from chartcase.deidentify.words import known
from chartcase.find.rulebook import DateRule

# Masks can bring words together that make a new find; more rounds than this never came up.
_MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The clean text, the identifiers of the first round as places in the text that was given, how many more came to
    light in the masked text, how many dates were masked although they were to be moved, the places (in the text that
    was given) about which there is doubt, and whether it holds so many identifiers that some will have been missed."""

    text: str
    found: tuple[Found, ...]
    later: int = 0
    unmoved: int = 0
    doubts: tuple[Place, ...] = ()
    dense: bool = False

    def __repr__(self) -> str:
        """No chart text."""
        return f"Cleaned({len(self.text)} characters, {len(self.found)} identifiers)"


def cleaned(text: str, dates: Sequence[DateRule], shift: int | None = None, *, mask_doubts: bool = False) -> Cleaned:
    """`text` without identifiers; full dates moved by `shift` days, or masked. What names a day, a month or a season
    and cannot be moved is masked; with `mask_doubts` what is in doubt goes as well.

    Raises:
        StillIdentified: something is left.
    """
    first = identifiers_in(text, dates)
    doubts, dense = doubts_in(text, first), is_dense(text, first)
    if mask_doubts:
        first, doubts = _with(first, doubts), ()
    found = first
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
    return Cleaned(text, first, later, dated - moved.total() if shift is not None else 0, doubts, dense)


def _with(found: Sequence[Found], doubts: Sequence[Place]) -> tuple[Found, ...]:
    """What was found and what is doubted, in order."""
    doubted = (Found(one.start, one.end, Identifier.OTHER) for one in doubts)
    return tuple(sorted((*found, *doubted), key=lambda one: one.start))


def _is_own(words: str, moved: Counter[str]) -> bool:
    """Whether it is a mask or a moved date of ours."""
    return words in moved or words.strip("[] ").lower() in _MASKS


def _words(text: str, found: Sequence[Found]) -> frozenset[str]:
    """The words of the names that were found, in small letters; of a clinic's name those alone that are no words."""
    names = (text[one.start : one.end] for one in found if one.kind is Identifier.NAME)
    return frozenset(word for name in names for word in _telling(name)) - _MASKS


def _telling(name: str) -> Iterator[str]:
    parts = [part.lower() for part in re.findall(r"[A-Za-z'-]{4,}", name)]
    of_trade = any(part in known().trade for part in parts)
    return (part for part in parts if known().may_be_name(part) or (not of_trade and part not in known().trade))


_MASKS = frozenset(kind.value.lower() for kind in Identifier)
