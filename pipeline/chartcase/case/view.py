"""Typed looks at a fact: whether it holds, and what a key says.

It stands apart so that every measure reads facts alike and a missing key is always None, never a guess.
"""

import math
import re
from collections.abc import Iterable, Iterator

from chartcase.fact import Assertion, Fact, Grade, Range, Speaker

REVIEWERS = frozenset({Speaker.UR, Speaker.IRO, Speaker.HEARING, Speaker.REVIEWER})
HOLDING = frozenset({Assertion.PRESENT, Assertion.POSSIBLE})


def holds(fact: Fact) -> bool:
    """Whether the record says that it is so, or may be so (which counts in the lenient reading alone)."""
    return fact.assertion in HOLDING


def denied(fact: Fact) -> bool:
    """Whether the record says that it is not so."""
    return fact.assertion is Assertion.ABSENT


def unrecorded(fact: Fact) -> bool:
    """Whether somebody says that the record lacks it."""
    return fact.assertion is Assertion.NOT_DOCUMENTED


def reviewing(fact: Fact) -> bool:
    """Whether it is said by somebody who reviews the record, not by somebody who treats the patient."""
    return fact.stated_by in REVIEWERS


AT_LEAST = re.compile(
    r"[>≥]|\bat least\b|\bmore than\b|\bgreater than\b|\blonger than\b|\bexceed|\d ?\+|\bover \d", re.I
)
"""Words that make a figure a lower bound: the contract keeps "more than 6 weeks" as 6."""


def bounds(fact: Fact, key: str) -> tuple[float, float] | None:
    """The number under `key` as lowest and highest, None where there is none.

    The highest is infinite where the words or a reviewer's vouching ("meets the two-week threshold") give only a lower
    bound.
    """
    value = fact.value.get(key)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return (float(value), math.inf if _open_above(fact) else float(value))
    if isinstance(value, Range):
        return (value.lo, value.hi)
    return None


def _open_above(fact: Fact) -> bool:
    return fact.grade is Grade.ATTESTED or any(AT_LEAST.search(evidence.quote) for evidence in fact.evidence)


def word(fact: Fact, key: str) -> str | None:
    """The word under `key`, None where there is none."""
    value = fact.value.get(key)
    return value if isinstance(value, str) else None


def words(fact: Fact, key: str) -> tuple[str, ...]:
    """The list under `key` (a single word counts as a list of one), () where there is none."""
    value = fact.value.get(key)
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()


def flag(fact: Fact, key: str) -> bool | None:
    """True or false under `key`, None where there is neither."""
    value = fact.value.get(key)
    return value if isinstance(value, bool) else None


def independent(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts without those that only repeat another of them, on a page that came twice."""
    several = tuple(facts)
    there = {fact.id for fact in several}
    return tuple(fact for fact in several if fact.repeats not in there)


def of_type(facts: Iterable[Fact], *types: str) -> Iterator[Fact]:
    """The facts of these types, in order."""
    return (fact for fact in facts if fact.type in types)


def ids(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Their ids without repeats, sorted, so that the order of facts never shows."""
    return tuple(sorted({fact.id for fact in facts}))
