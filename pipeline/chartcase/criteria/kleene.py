"""Strong Kleene logic with a fourth mark for what does not apply: true, false, unknown, not applicable.

It stands apart so that its laws are tested alone (SQLite's three-valued logic is the oracle): unknown is never false,
and learning more can only turn unknown into something.
"""

from collections.abc import Iterable
from enum import StrEnum


class Truth(StrEnum):
    """What a test says of a case."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"

    @property
    def known(self) -> bool:
        """Whether it is anything but unknown."""
        return self is not Truth.UNKNOWN


def truth(value: bool | None) -> Truth:
    """True, false or unknown for True, False or None."""
    return Truth.UNKNOWN if value is None else Truth.TRUE if value else Truth.FALSE


def all_of(values: Iterable[Truth]) -> Truth:
    """False if one is false, else unknown if one is unknown, else true; parts that do not apply are left out."""
    applying = [value for value in values if value is not Truth.NOT_APPLICABLE]
    if not applying:
        return Truth.NOT_APPLICABLE
    if Truth.FALSE in applying:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in applying else Truth.TRUE


def any_of(values: Iterable[Truth]) -> Truth:
    """True if one is true, else unknown if one is unknown, else false; parts that do not apply are left out."""
    return at_least(1, values)


def at_least(count: int, values: Iterable[Truth]) -> Truth:
    """True if `count` are true, false if so many can no longer be, else unknown; parts that do not apply are left out.

    Where fewer than `count` apply, all of those must hold; so learning that a part does not apply never turns an answer
    around. at_least(2, [true, unknown, false]) is unknown: the second one may still turn out true.
    """
    applying = [value for value in values if value is not Truth.NOT_APPLICABLE]
    if not applying:
        return Truth.NOT_APPLICABLE
    needed, true = min(count, len(applying)), applying.count(Truth.TRUE)
    if true >= needed:
        return Truth.TRUE
    return Truth.UNKNOWN if true + applying.count(Truth.UNKNOWN) >= needed else Truth.FALSE


def when(condition: Truth, then: Truth) -> Truth:
    """`then` where the condition holds; not applicable where it does not; unknown where that is not known."""
    if condition is Truth.TRUE:
        return then
    return Truth.UNKNOWN if condition is Truth.UNKNOWN else Truth.NOT_APPLICABLE
