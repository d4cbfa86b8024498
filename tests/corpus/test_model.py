"""The outcome model: refused where n is too small, right about a planted driver, never torn across a group."""

import numpy as np
import pytest
from decided_cases import decided

from chartcase.corpus.card import card
from chartcase.corpus.matrix import matrix
from chartcase.corpus.model import Driver, Model, Refusal, fit
from chartcase.corpus.sample import sample
from chartcase.corpus.validate import curve


@pytest.fixture(scope="module")
def model() -> Model:
    """A model of 900 decisions with one planted driver."""
    found = fit(matrix(decided(900, 5)))
    assert isinstance(found, Model)
    return found


def driver(model: Model, name: str) -> Driver:
    """The driver of that name."""
    return next(one for one in model.drivers if one.feature.name == name)


def test_too_few_decisions_are_refused_with_numbers() -> None:
    """150 decisions cannot carry a model; the sentence says how many are wanted and how many there are."""
    found = fit(matrix(decided(150)))
    assert isinstance(found, Refusal)
    assert "too few" in found.why
    assert "must have 100" in found.why


def test_the_planted_driver_comes_out(model: Model) -> None:
    """0.70 against 0.25 is an odds ratio of 7: its interval leaves 1 out and covers it."""
    found = driver(model, "objective_signs")
    assert found.adjusted.low > 1
    assert found.adjusted.low <= 7.0 <= found.adjusted.high
    assert found.q < 0.001


def test_planted_nulls_do_not_come_out(model: Model) -> None:
    """Side, sex and age carry nothing."""
    for name in ("right_side", "female", "age"):
        assert not driver(model, name).adjusted.excludes_one
    assert all(one.q > 0.05 for one in model.drivers if one.feature.name != "objective_signs")


def test_it_predicts_better_than_the_overall_rate(model: Model) -> None:
    """On decisions that it had not seen, and calibrated."""
    linear, _, nothing = model.performance
    assert linear.log_loss < nothing.log_loss
    assert linear.slope is not None
    assert 0.7 < linear.slope < 1.4
    assert model.validation.transport is not None


def test_the_driver_matters_most(model: Model) -> None:
    """Shuffling the planted driver costs more than shuffling any other, for both predictors."""
    assert max(model.drivers, key=lambda one: one.importance).feature.name == "objective_signs"
    assert max(model.drivers, key=lambda one: one.importance_boosting).feature.name == "objective_signs"


def test_rare_and_twin_features_are_left_out_with_a_reason(model: Model) -> None:
    """Nobody has diabetes here; every request is transforaminal: no column, and why."""
    left = {one.feature.name: one.why for one in model.left_out}
    assert "0 of 900" in left["diabetes"]
    assert "transforaminal" in left


def test_no_group_is_split() -> None:
    """Every decision of a group is on one side of every fold."""
    from chartcase.corpus.validate import splits

    data = matrix(decided(300))
    for fitted, held in splits(data, data.groups, 5):
        assert not set(data.groups[fitted]) & set(data.groups[held])


def test_a_calibration_curve_counts_everybody_once() -> None:
    """Parts of equal size, lowest predictions first."""
    chances, granted = np.linspace(0, 1, 100), np.array([0, 1] * 50)
    points = curve(chances, granted)
    assert sum(one.n for _, one in points) == 100
    assert [at for at, _ in points] == sorted(at for at, _ in points)


def test_the_card_says_what_it_must_not_be_used_for(model: Model) -> None:
    """Purpose, data, performance, limits; the same for a refusal."""
    chosen = sample(decided(10))
    for text in (card(model, chosen, "0"), card(Refusal("Too few.", 10, 5, 3), chosen, "0")):
        assert "must not be used to decide" in text
        assert "## Limits" in text
