"""Pair predicted facts with gold facts, one to one, and say of each pair what differs.

It stands apart as the one place that knows when two facts are the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from chartcase.evaluate.gold import GoldFact
from chartcase.evaluate.places import Span
from chartcase.evaluate.vocabulary import Vocabulary
from chartcase.fact import Fact, Range, Value

WEEKS_APART = 0.1
"""Weeks are equal within this (the fact contract)."""
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a pair that is not as gold has it; `got` is None where the fact leaves it out."""

    field: str
    expected: Value
    got: Value | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold fact and the predicted fact that stands for it (indices), and what differs."""

    gold: int
    predicted: int
    differences: tuple[Difference, ...]

    @property
    def right(self) -> bool:
        """Whether every value key, the assertion and the speaker that gold gives are equal."""
        return not self.differences


@dataclass(frozen=True, slots=True)
class Edge:
    """A possible pair: indices of both sides, how much of their spans they share (0..1), what differs."""

    gold: int
    predicted: int
    overlap: float
    differences: tuple[Difference, ...]


def pair_up(
    gold: Sequence[GoldFact], spans: Sequence[Span | None], predicted: Sequence[Fact], words: Vocabulary
) -> tuple[Pair, ...]:
    """As many pairs as possible; among those, most right ones; among those, the largest overlap. By gold index.

    `spans` are the places of `gold` in the text that `predicted` quotes; None pairs with nothing.
    """
    edges = tuple(_edges(gold, spans, predicted, words))
    pairs = [pair for group in _groups(edges) for pair in _assign(group)]
    return tuple(sorted(pairs, key=lambda pair: pair.gold))


def same(expected: Value, got: Value | None, *, weeks: bool = False) -> bool:
    """Whether two values are equal: lists in any order, numbers by value, weeks within 0.1."""
    if isinstance(expected, Range) and isinstance(got, Range):
        return same(expected.lo, got.lo, weeks=weeks) and same(expected.hi, got.hi, weeks=weeks)
    if isinstance(expected, tuple) and isinstance(got, tuple):
        return sorted(expected) == sorted(got)
    if isinstance(expected, bool) or isinstance(got, bool):
        return expected is got
    if isinstance(expected, int | float) and isinstance(got, int | float):
        return abs(expected - got) <= (WEEKS_APART if weeks else 0.0) + ROUNDING
    return expected == got


def overlap(span: Span, fact: Fact) -> float:
    """Shared characters over joined characters (0..1) of `span` and the evidence of `fact` that shares most."""
    return max((_jaccard(span, (evidence.start, evidence.end)) for evidence in fact.evidence), default=0.0)


def _jaccard(a: Span, b: Span) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


def _edges(
    gold: Sequence[GoldFact], spans: Sequence[Span | None], predicted: Sequence[Fact], words: Vocabulary
) -> Iterable[Edge]:
    by_type: dict[str, list[int]] = {}
    for other, fact in enumerate(predicted):
        by_type.setdefault(fact.type, []).append(other)
    for index, (wanted, span) in enumerate(zip(gold, spans, strict=True)):
        for other in by_type.get(wanted.type, ()):
            shared = overlap(span, predicted[other]) if span is not None else 0.0
            if shared > 0:
                yield Edge(index, other, shared, differences(wanted, predicted[other], words))


def differences(gold: GoldFact, predicted: Fact, words: Vocabulary) -> tuple[Difference, ...]:
    """What of `predicted` is not as `gold` gives it: value keys, assertion, stated_by, in gold's order."""
    found = [
        Difference(f"value.{key}", expected, predicted.value.get(key))
        for key, expected in gold.value.items()
        if not same(expected, predicted.value.get(key), weeks=words.is_weeks(gold.type, key))
    ]
    if gold.assertion not in (None, predicted.assertion):
        found.append(Difference("assertion", str(gold.assertion), str(predicted.assertion)))
    if gold.stated_by not in (None, predicted.stated_by):
        found.append(Difference("stated_by", str(gold.stated_by), str(predicted.stated_by)))
    return tuple(found)


def _groups(edges: Sequence[Edge]) -> Iterable[list[Edge]]:
    """Edges that hang together through a shared fact, so that each group can be solved by itself."""
    leader: dict[tuple[str, int], tuple[str, int]] = {}

    def lead(node: tuple[str, int]) -> tuple[str, int]:
        while leader.setdefault(node, node) != node:
            node = leader[node]
        return node

    for edge in edges:
        leader[lead(("predicted", edge.predicted))] = lead(("gold", edge.gold))
    groups: dict[tuple[str, int], list[Edge]] = {}
    for edge in edges:
        groups.setdefault(lead(("gold", edge.gold)), []).append(edge)
    return groups.values()


def _assign(group: Sequence[Edge]) -> Iterable[Pair]:
    if len(group) == 1:
        return [_pair(group[0])]
    rows = sorted({edge.gold for edge in group})
    columns = sorted({edge.predicted for edge in group})
    most = min(len(rows), len(columns)) + 1
    table = {(edge.gold, edge.predicted): edge for edge in group}
    worth = [[_worth(table.get((row, column)), most) for column in columns] for row in rows]
    chosen = ((rows[i], columns[j]) for i, j in _best_assignment(worth))
    return [_pair(table[place]) for place in chosen if place in table]


def _worth(edge: Edge | None, most: int) -> float:
    """A pair outweighs any number of right ones, a right one any sum of overlaps: `most` exceeds what can add up."""
    if edge is None:
        return 0.0
    return most * most + (0 if edge.differences else most) + edge.overlap


def _pair(edge: Edge) -> Pair:
    return Pair(edge.gold, edge.predicted, edge.differences)


class _Solver(Protocol):
    def __call__(
        self, cost_matrix: Sequence[Sequence[float]], maximize: bool
    ) -> tuple[Iterable[int], Iterable[int]]: ...


def _best_assignment(worth: Sequence[Sequence[float]]) -> Iterable[tuple[int, int]]:
    # scipy carries no types, and it is wanted only when facts compete for each other
    import scipy.optimize

    solve = cast(_Solver, cast(Mapping[str, object], vars(scipy.optimize))["linear_sum_assignment"])
    rows, columns = solve(worth, maximize=True)
    return zip((int(row) for row in rows), (int(column) for column in columns), strict=True)
