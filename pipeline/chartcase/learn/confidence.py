"""Samples for the confidence model from judged facts, and how well a model's probabilities hold.

It stands apart from the model itself because only training needs gold.
"""

from collections.abc import Iterable, Sequence

from chartcase.fact import Fact
from chartcase.find.confidence import Traits, features
from chartcase.learn.linear import Sample

Judged = Iterable[tuple[Fact, bool]]


def samples_of(judged: Judged, document: str, group: str) -> Iterable[Sample]:
    """One sample a fact that gold decides; `document` is the document's kind, `group` its name."""
    for fact, right in judged:
        yield Sample(frozenset(features(traits_of(fact, document))), right, group)


def traits_of(fact: Fact, document: str) -> Traits:
    """What the model sees of a finished fact."""
    keys = tuple(sorted(fact.value))
    return Traits(fact.rule, fact.type, fact.assertion, fact.stated_by, fact.grade, keys, document)


def expected_calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Mean distance between probability and truth over equal-width bins, weighted by count (Naeini et al. 2015)."""
    total = 0.0
    for index in range(bins):
        inside = [(p, right) for p, right in pairs if int(min(p, 0.999999) * bins) == index]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            share = sum(right for _, right in inside) / len(inside)
            total += abs(mean - share) * len(inside)
    return total / len(pairs) if pairs else 0.0
