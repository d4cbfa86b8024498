"""Puts masks, or shifted days, in the place of identifiers.

It stands apart because what stands there afterwards must tell nothing: no length, no letters, no true day.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from chartcase.deidentify.identifiers import Found, Identifier

MASKED_DATE = "XX/XX/XX"
OLD_AGE = "90+"


def replaced(text: str, found: Sequence[Found], shift: int | None) -> str:
    """`text` without the identifiers. `shift` is the days by which full dates move; None masks them.

    Intervals between full dates stay; a date that is not full, or would leave the calendar, is masked in any case.
    """
    pieces: list[str] = []
    at = 0
    for one in found:
        pieces += [text[at : one.start], _instead(text[one.start : one.end], one, shift)]
        at = one.end
    return "".join([*pieces, text[at:]])


def moved_days(found: Sequence[Found], shift: int | None) -> Counter[str]:
    """The dates that `replaced` writes for those that it moves, and how often: no other date may be left."""
    days = (_shifted(one.iso, shift) for one in found if one.kind is Identifier.DATE)
    return Counter(day for day in days if day is not None)


def _instead(words: str, one: Found, shift: int | None) -> str:
    # a line break inside stays one, so that a list stays a list
    breaks = "".join(re.findall(r"[\n\f]", words))
    if one.kind is Identifier.AGE:
        return OLD_AGE + breaks
    if one.kind is Identifier.DATE:
        return (_shifted(one.iso, shift) or MASKED_DATE) + breaks
    return f"[{one.kind.value}]{breaks}"


def _shifted(iso: str | None, shift: int | None) -> str | None:
    if iso is None or shift is None:
        return None
    try:
        moved = date.fromisoformat(iso) + timedelta(days=shift)
    except (ValueError, OverflowError):
        return None
    return f"{moved:%m/%d/%Y}"
