"""Whether a conflict of the case decides a criterion: it does where its sides, taken one at a time, lead apart.

It stands apart because most conflicts (a mechanism told twice) decide nothing and must not cloud a status.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chartcase.case.case import Case, Conflict
from chartcase.criteria.judging import Judged
from chartcase.fact import Fact


@dataclass(frozen=True, slots=True)
class Sides:
    """A conflict's facts by what they say."""

    conflict: Conflict
    groups: tuple[tuple[Fact, ...], ...]

    def ids(self) -> tuple[tuple[str, ...], ...]:
        """The facts of each side."""
        return tuple(tuple(sorted(fact.id for fact in group)) for group in self.groups)


def sides(case: Case, types: frozenset[str]) -> Iterator[Sides]:
    """The conflicts of these fact types, with their facts by side; those with only one side left are none."""
    by_id = {fact.id: fact for fact in case.facts}
    for conflict in sorted(case.conflicts, key=lambda found: (found.field, found.facts)):
        fact_type, _, key = conflict.field.partition(".")
        found = [by_id[fact_id] for fact_id in conflict.facts if fact_id in by_id]
        groups: dict[str, list[Fact]] = {}
        for fact in found:
            groups.setdefault(_said(fact, key), []).append(fact)
        if fact_type in types and len(groups) > 1:
            yield Sides(conflict, tuple(tuple(groups[said]) for said in sorted(groups)))


def _said(fact: Fact, key: str) -> str:
    if key == "assertion":
        return fact.assertion.value
    value = fact.value.get(key)
    return " ".join(sorted(value)) if isinstance(value, tuple) else str(value)


def only(case: Case, chosen: Sides, side: Sequence[Fact]) -> tuple[Fact, ...]:
    """The case's facts with one side of a conflict, without the others."""
    dropped = {fact.id for group in chosen.groups if group != side for fact in group}
    return tuple(fact for fact in case.facts if fact.id not in dropped)


def leads_apart(readings: Sequence[Judged]) -> bool:
    """Whether a criterion comes out differently by the side that is believed."""
    return len({reading.firm for reading in readings}) > 1
