"""What a measure of a case gives: a value or bounds, the facts it rests on, and what is missing or stands against it.

It stands apart as the one shape that derived quantities, the criteria and the worksheet share.
"""

import math
from dataclasses import dataclass

from chartcase.case.case import Derived
from chartcase.fact import Range, Value


@dataclass(frozen=True, slots=True)
class Quantity:
    """A named quantity.

    `value` is a word, a list or a truth; a number is held as `low` and `high` (None = no bound on that side), equal
    where it is exact. All three are None where it cannot be computed, and `why` says what is missing. `conflict` names
    facts that cannot both hold and that decide it. `vouched`: a reviewer says that the policy's limit is kept and gives
    no figure.
    """

    name: str
    unit: str | None = None
    value: Value | None = None
    low: float | None = None
    high: float | None = None
    facts: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    why: str = ""
    vouched: bool = False

    def __post_init__(self) -> None:
        """An infinite bound is no bound."""
        if self.high == math.inf:
            object.__setattr__(self, "high", None)

    @property
    def known(self) -> bool:
        """Whether it says anything at all."""
        return self.value is not None or self.low is not None or self.high is not None or self.vouched

    def shown(self) -> Value | None:
        """The value as a reader wants it: exact number, range, or at least the lower bound."""
        if self.value is not None:
            return self.value
        if self.low is None or (self.low == 0 and self.high is None):
            return None
        if self.high is None or self.high == self.low:
            return _whole(self.low)
        return Range(lo=self.low, hi=self.high)


def derived(quantity: Quantity) -> Derived:
    """The quantity as the case keeps it."""
    value = quantity.shown()
    return Derived(
        name=quantity.name,
        value=value,
        unit=quantity.unit,
        facts=quantity.facts or quantity.conflict,
        why=quantity.why or (None if value is not None else "Nothing in the record says."),
    )


def _whole(number: float) -> float | int:
    return int(number) if number == int(number) else round(number, 1)
