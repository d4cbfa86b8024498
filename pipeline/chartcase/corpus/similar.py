"""The past decisions whose cases are nearest to a case, each with what differs.

It stands apart because it compares features one by one and weighs no outcome: what was decided is told, not counted.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from chartcase.corpus.decided import Decision
from chartcase.corpus.features import FEATURES, Feature, Kind, Value, closed_spans, features, of_record
from chartcase.fact import Fact

UNSAID = 0.5
"""How far apart silence and a statement are, between the same (0) and the opposite (1)."""
AGE_SPAN = 5.0
"""Fifty years (in tens) are as far apart as two flags that differ."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A feature in which two cases differ: what the case says and what the past decision says."""

    label: str
    here: Value
    there: Value


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A past decision: how far it is (0 the same, 1 nothing in common), how many features agree, what differs."""

    decision: Decision
    distance: float
    shared: int
    differences: tuple[Difference, ...]


def of_case(facts: Sequence[Fact], text: str | None) -> Mapping[str, Value]:
    """Features of a case that is not in the store. A deciding reviewer's words in it count as little as in the store's
    decisions whose rationale could not be told apart."""
    closed = closed_spans(text, (), facts) if text is not None else ()
    return features(of_record(facts, closed, retelling_known=False))


def nearest(case: Mapping[str, Value], past: Iterable[Decision], most: int) -> list[Neighbour]:
    """The nearest decisions with a known outcome, the nearest first; ties by the document's hash."""
    compared = (_compared(case, one) for one in past if one.favourable is not None and one.same_as is None)
    return nsmallest(most, compared, key=lambda one: (one.distance, one.decision.document))


def _compared(case: Mapping[str, Value], past: Decision) -> Neighbour:
    apart = [(feature, _apart(feature, case[feature.name], past.features[feature.name])) for feature in FEATURES]
    told = [(feature, far) for feature, far in apart if far is not None]
    return Neighbour(
        decision=past,
        distance=sum(far for _, far in told) / len(told) if told else 1.0,
        shared=sum(far == 0 for _, far in told),
        differences=tuple(
            Difference(feature.label, case[feature.name], past.features[feature.name])
            for feature, far in told
            if far > 0
        ),
    )


def _apart(feature: Feature, here: Value, there: Value) -> float | None:
    """How far two values are apart (after Gower, Biometrics 1971;27:857); None where neither side says anything."""
    if here is None and there is None:
        return None
    if here is None or there is None:
        return UNSAID
    return min(abs(here - there) / AGE_SPAN, 1.0) if feature.kind is Kind.NUMBER else float(here != there)


def lines(one: Neighbour) -> list[str]:
    """A neighbour for a person: the decision with its outcome, then one line a difference."""
    past = one.decision
    year = f", {past.year}" if past.year else ""
    head = f"{past.path}: {past.stage}, {past.outcome.replace('_', ' ')}{year}"
    alike = f"{one.shared} features alike, distance {one.distance:.2f}"
    return [
        f"{head}; {alike}",
        *(f"  {each.label}: here {_word(each.here)}, there {_word(each.there)}" for each in one.differences),
    ]


def _word(value: Value) -> str:
    if value is None:
        return "not said"
    return ("yes" if value else "no") if isinstance(value, bool) else f"{value:g}"


def as_json(found: Sequence[Neighbour]) -> str:
    """Neighbours as JSON: names, outcomes, distances and differences; no word of a record."""
    return json.dumps([_told(one) for one in found], indent=1)


def _told(one: Neighbour) -> dict[str, object]:
    past = one.decision
    return {
        "document": past.document,
        "name": past.name,
        "path": past.path,
        "stage": past.stage,
        "outcome": past.outcome,
        "year": past.year,
        "distance": round(one.distance, 4),
        "alike": one.shared,
        "differs": [{"feature": each.label, "here": each.here, "there": each.there} for each in one.differences],
    }
