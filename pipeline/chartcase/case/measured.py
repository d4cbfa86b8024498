"""What every measure is given: the facts that count at one level of evidence, their sources, and the dermatome map.

It stands apart so that measures take one argument and cannot reach for anything else.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from typing import TypeVar, cast

from chartcase.case.case import Source
from chartcase.case.chronology import place, reference_day
from chartcase.case.dermatomes import Dermatomes
from chartcase.case.view import denied, holds
from chartcase.fact import Fact

_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class Ground:
    """Facts in an order that does not depend on how they came; `lenient` also allows what only follows by inference."""

    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]
    map: Dermatomes
    lenient: bool = False

    def said(self, *types: str) -> Iterator[Fact]:
        """Facts of these types that the record says are so."""
        return (fact for fact in self.of_type(*types) if holds(fact))

    def denials(self, *types: str) -> Iterator[Fact]:
        """Facts of these types that the record says are not so."""
        return (fact for fact in self.of_type(*types) if denied(fact))

    def of_type(self, *types: str) -> Iterator[Fact]:
        """Facts of these types, in order."""
        found = (self._places.get(name, ()) for name in dict.fromkeys(types))
        return (self.facts[index] for index in sorted(index for indices in found for index in indices))

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """Where the facts of each type stand: a long record must not be read anew for every question."""
        places: dict[str, list[int]] = defaultdict(list)
        for index, fact in enumerate(self.facts):
            places[fact.type].append(index)
        return places

    @cached_property
    def answers(self) -> dict[str, object]:
        """What was asked before (see `asked_once`), by the question's name."""
        return {}

    @cached_property
    def day(self) -> date | None:
        """The day the question is asked, None where no real date tells."""
        return reference_day(self.facts, self.sources)


def asked_once(question: Callable[[Ground], _Answer]) -> Callable[[Ground], _Answer]:
    """A question of the ground alone, answered from memory when it comes again: measures ask one another often."""
    name = f"{question.__module__}.{question.__qualname__}"

    @wraps(question)
    def answer(ground: Ground) -> _Answer:
        if name not in ground.answers:
            ground.answers[name] = question(ground)
        return cast(_Answer, ground.answers[name])

    return answer


def in_order(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Facts by source and place."""
    return tuple(sorted(facts, key=place))
