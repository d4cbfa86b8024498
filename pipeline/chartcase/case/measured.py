"""What every measure is given: the facts that count at one level of evidence, their sources, and the dermatome map.

It stands apart so that measures take one argument and cannot reach for anything else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from chartcase.case.case import Source
from chartcase.case.chronology import place, reference_day
from chartcase.case.dermatomes import Dermatomes
from chartcase.case.view import denied, holds, of_type
from chartcase.fact import Fact


@dataclass(frozen=True)
class Ground:
    """Facts in an order that does not depend on how they came; `lenient` also allows what only follows by inference."""

    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]
    map: Dermatomes
    lenient: bool = False

    def said(self, *types: str) -> Iterator[Fact]:
        """Facts of these types that the record says are so."""
        return (fact for fact in of_type(self.facts, *types) if holds(fact))

    def denials(self, *types: str) -> Iterator[Fact]:
        """Facts of these types that the record says are not so."""
        return (fact for fact in of_type(self.facts, *types) if denied(fact))

    @cached_property
    def day(self) -> date | None:
        """The day the question is asked, None where no real date tells."""
        return reference_day(self.facts, self.sources)


def in_order(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Facts by source and place."""
    return tuple(sorted(facts, key=place))
