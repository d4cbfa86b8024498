"""The scale of a model's probabilities, set on samples that it has not seen."""

import math

import pytest

from chartcase.learn.linear import Linear, Sample, rescaled, total

SURE = Sample(frozenset({"sure"}), True, "a")
OPEN = Sample(frozenset({"open"}), True, "a")
MODEL = Linear(1.0, {"sure": 3.0, "open": -1.0})


def probability(model: Linear, sample: Sample) -> float:
    """The logistic function of the logit."""
    return 1.0 / (1.0 + math.exp(-total(model, sample)))


def test_probabilities_become_the_shares_that_are_right() -> None:
    """A model that is too sure of itself on unseen samples is not so any more; the order of samples stays."""
    unseen = [Sample(one.features, at < right, "b") for one, right in ((SURE, 80), (OPEN, 40)) for at in range(100)]
    scaled = rescaled(MODEL, unseen)
    assert probability(scaled, SURE) == pytest.approx(0.8, abs=0.01)
    assert probability(scaled, OPEN) == pytest.approx(0.4, abs=0.01)
    assert probability(MODEL, SURE) > 0.95


def test_samples_of_one_label_tell_no_scale() -> None:
    """Nothing is made up from them."""
    with pytest.raises(ValueError, match="class"):
        rescaled(MODEL, [SURE, OPEN])
