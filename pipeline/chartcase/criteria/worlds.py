"""The same case at three levels of evidence: what is explicit, that plus what is attested, that plus what is implied.

It stands apart because statuses come from comparing the levels: MET needs the second, LIKELY_MET only the third.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chartcase.case.case import Case, Source
from chartcase.case.derive import MEASURES, is_firm, supposed
from chartcase.case.dermatomes import Dermatomes
from chartcase.case.measured import Ground, in_order
from chartcase.case.quantity import Quantity
from chartcase.case.request import asked_for
from chartcase.case.view import independent, of_type
from chartcase.fact import Assertion, Fact, Grade, Value

SPEAKING_AGAINST = frozenset({Assertion.ABSENT, Assertion.NOT_DOCUMENTED})


@dataclass(frozen=True)
class World:
    """A case at one level of evidence. `what_if` are values that are supposed instead of the record's own."""

    ground: Ground
    what_if: Mapping[str, Value]
    measured: dict[str, Quantity] = field(default_factory=dict[str, Quantity], compare=False, repr=False)

    def quantity(self, name: str) -> Quantity:
        """The derived quantity, measured once."""
        if name not in self.measured:
            found, given = MEASURES[name](self.ground), self.what_if.get(name)
            self.measured[name] = found if given is None else _supposed(name, given, found.unit)
        return self.measured[name]

    def facts(self, fact_type: str) -> tuple[Fact, ...]:
        """Facts of a type; of requests only those about the injection under review."""
        if fact_type != "request":
            return tuple(of_type(self.ground.facts, fact_type))
        against = (fact for fact in of_type(self.ground.facts, "request") if fact.assertion in SPEAKING_AGAINST)
        return (*asked_for(self.ground), *against)


@dataclass(frozen=True, slots=True)
class Worlds:
    """The three levels, each holding the one before."""

    explicit: World
    firm: World
    lenient: World


def _supposed(name: str, value: Value, unit: str | None) -> Quantity:
    return supposed(name, value if isinstance(value, bool | int | float | str | tuple) else value.lo, unit)


def worlds(
    facts: Sequence[Fact], sources: Sequence[Source], roots: Dermatomes, what_if: Mapping[str, Value] | None = None
) -> Worlds:
    """The levels of these facts."""
    counted = [fact for fact in independent(facts) if fact.assertion is not Assertion.HYPOTHETICAL]
    explicit = [fact for fact in counted if is_firm(fact) and fact.grade is Grade.EXPLICIT]
    firm = [fact for fact in counted if is_firm(fact)]

    def world(chosen: Sequence[Fact], *, lenient: bool = False) -> World:
        return World(Ground(in_order(tuple(chosen)), tuple(sources), roots, lenient), dict(what_if or {}))

    return Worlds(world(explicit), world(firm), world(counted, lenient=True))


def of_case(case: Case, roots: Dermatomes, what_if: Mapping[str, Value] | None = None) -> Worlds:
    """The levels of a case."""
    return worlds(case.facts, case.sources, roots, what_if)
