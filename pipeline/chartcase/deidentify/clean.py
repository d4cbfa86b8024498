"""A text without identifiers: found, replaced, and looked at again.

It stands apart as the one function whose result may be written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.deidentify.identifiers import Found, Identifier
from chartcase.deidentify.recognise import identifiers_in
from chartcase.deidentify.replace import replaced
from chartcase.deidentify.verify import check_clean
from chartcase.find.rulebook import DateRule

# Masks can bring words together that make a new find; more rounds than this never came up.
_MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The clean text, and the identifiers of the first round as places in the text that was given."""

    text: str
    found: tuple[Found, ...]


def cleaned(text: str, dates: Sequence[DateRule], shift: int | None = None) -> Cleaned:
    """`text` without identifiers; full dates moved by `shift` days, or masked.

    Raises:
        StillIdentified: something is left.
    """
    first = found = identifiers_in(text, dates)
    names = _words(text, first)
    text = replaced(text, found, shift)
    for _ in range(_MOST_ROUNDS):
        found = tuple(one for one in identifiers_in(text, dates) if not _is_own(text[one.start : one.end], one, shift))
        if not found:
            break
        names |= _words(text, found)
        text = replaced(text, found, None)
    check_clean(text, names, shifted=shift is not None)
    return Cleaned(text, first)


def _is_own(words: str, one: Found, shift: int | None) -> bool:
    """Whether it is a mask or a moved date of ours."""
    masks = {kind.value.lower() for kind in Identifier}
    return (one.kind is Identifier.DATE and shift is not None) or words.strip("[] ").lower() in masks


def _words(text: str, found: Sequence[Found]) -> frozenset[str]:
    names = (text[one.start : one.end] for one in found if one.kind is Identifier.NAME)
    return frozenset(word.lower() for name in names for word in re.findall(r"[A-Za-z'-]{4,}", name)) - _MASKS


_MASKS = frozenset(kind.value.lower() for kind in Identifier)
