"""Facts that restate one another, so that a reader sees each thing once with all its places.

It stands apart because every restatement stays a fact of its own; only the view is grouped.
"""

from collections import defaultdict
from collections.abc import Sequence

from chartcase.case.case import Group
from chartcase.fact import Assertion, Fact

# What a fact speaks of; the other keys are what it says of it.
_IDENTITY = (
    "procedure",
    "drug",
    "class",
    "modality",
    "kind",
    "level",
    "levels",
    "test",
    "muscle",
    "term",
    "element",
    "stage",
    "instrument",
    "limb",
    "side",
    "laterality",
    "ordinal",
    "study",
)
_DENIED = (Assertion.ABSENT, Assertion.NOT_DOCUMENTED)


def groups_of(facts: Sequence[Fact]) -> tuple[Group, ...]:
    """Groups in order of first appearance; in each the fact with the fullest value stands first."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[_thing(fact)].append(fact)
    return tuple(Group(type=members[0].type, facts=_fullest_first(members)) for members in groups.values())


def _thing(fact: Fact) -> tuple[object, ...]:
    named = tuple((key, str(fact.value[key])) for key in _IDENTITY if key in fact.value)
    when = fact.date.iso if fact.date is not None else None
    return (fact.type, fact.assertion in _DENIED, named, when)


def _fullest_first(members: list[Fact]) -> tuple[str, ...]:
    fullest = max(members, key=lambda fact: len(fact.value))
    return (fullest.id, *(fact.id for fact in members if fact is not fullest))
