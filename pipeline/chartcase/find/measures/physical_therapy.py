"""Physical therapy: visits, weeks, how far it got and what it brought.

It stands apart because a number near "PT" is a visit count, a duration, a rate or a date, and arithmetic ties them together.
"""

from collections.abc import Sequence

from chartcase.fact import Value
from chartcase.find.assertion import assertion_of, response_of, state_of
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.modifiers import Category
from chartcase.find.rulebook import FindingSpec


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a mention."""
    del finding
    value: dict[str, Value] = {}
    spans: list[tuple[int, int]] = []
    for key, kind in (("sessions", "sessions"), ("weeks", "duration")):
        hit = view.in_clause(kind)
        if hit is not None and hit.value is not None:
            value[key] = hit.value
            spans.append((hit.start, hit.end))
    response, state = response_of(mention), state_of(mention)
    if response is not None:
        value["response"] = response
    if state is not None:
        value["state"] = state
    ignored = (Category.HISTORICAL, Category.NEGATED) if response is not None else (Category.HISTORICAL,)
    return (Measured(value, tuple(spans), assertion_of(mention, *ignored)),)
