"""What goes with a request being granted: a logistic regression with its proof, or a refusal that says why.

It stands apart because a model is the one part of a report that can mislead by being there at all.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from chartcase.corpus.features import Feature
from chartcase.corpus.intervals import LEVEL, Ratio, false_discovery, odds_ratio
from chartcase.corpus.matrix import LeftOut, Matrix, Numbers
from chartcase.corpus.validate import Performance, Validation, validate

EVENTS_A_FEATURE = 10
"""Decisions of the rarer outcome for each feature (Peduzzi et al., J Clin Epidemiol 1996;49:1373)."""
LEAST_EVENTS = 100
"""Decisions of the rarer outcome for a validation that tells (Vergouwe et al., J Clin Epidemiol 2005;58:475)."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no model, with the numbers."""

    why: str
    n: int
    granted: int
    features: int


@dataclass(frozen=True, slots=True)
class Driver:
    """One feature in the model: how many decisions show it, its odds ratio with all others held equal and alone, the
    false discovery rate, its odds ratio under the penalty, and what shuffling it costs on decisions not fitted to."""

    feature: Feature
    shown: int
    adjusted: Ratio
    q: float
    alone: Ratio | None
    penalised: float
    importance: float
    importance_spread: float
    importance_boosting: float


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted model with its validation."""

    n: int
    granted: int
    drivers: tuple[Driver, ...]
    left_out: tuple[LeftOut, ...]
    validation: Validation

    @property
    def performance(self) -> tuple[Performance, ...]:
        """Logistic regression, boosting, no model."""
        return self.validation.performance


def fit(data: Matrix) -> Model | Refusal:
    """The model of a matrix, or why there is none."""
    granted, n = int(data.granted.sum()), int(data.granted.size)
    refusal = _too_small(n, granted, len(data.features))
    if refusal is not None:
        return refusal
    adjusted = odds_ratios(data)
    if adjusted is None:
        return Refusal(
            "The regression found no finite answer: some features settle the outcome by themselves.",
            n,
            granted,
            len(data.features),
        )
    tested = validate(data)
    levels = false_discovery([one.p for one in adjusted])
    drivers = tuple(
        Driver(
            feature=feature,
            shown=int(np.count_nonzero(data.values[:, place])),
            adjusted=adjusted[place],
            q=levels[place],
            alone=_alone(data.values[:, place], data.granted),
            penalised=tested.penalised[place],
            importance=tested.importance[place][0],
            importance_spread=tested.importance[place][1],
            importance_boosting=tested.importance_boosting[place],
        )
        for place, feature in enumerate(data.features)
    )
    return Model(n, granted, drivers, data.left_out, tested)


def _too_small(n: int, granted: int, features: int) -> Refusal | None:
    rarer = min(granted, n - granted)
    wanted = max(LEAST_EVENTS, EVENTS_A_FEATURE * features)
    if features and rarer >= wanted:
        return None
    if not features:
        return Refusal("No feature is shown often enough to be a column.", n, granted, features)
    why = (
        f"{n} decisions, {granted} granted and {n - granted} denied, are too few for {features} features: the rarer "
        f"outcome must have {wanted} decisions (at least {LEAST_EVENTS}, and {EVENTS_A_FEATURE} for each feature) "
        f"and has {rarer}."
    )
    return Refusal(why, n, granted, features)


def odds_ratios(data: Matrix) -> tuple[Ratio, ...] | None:
    """Odds ratios without a penalty; errors allow for decisions of one group being alike. None where they diverge."""
    api = cast(Any, import_module("statsmodels.api"))
    tools = cast(Any, import_module("statsmodels.tools.sm_exceptions"))
    try:
        fitted = api.Logit(data.granted, api.add_constant(data.values, has_constant="add")).fit(
            disp=0, maxiter=100, cov_type="cluster", cov_kwds={"groups": data.groups}
        )
    except (tools.PerfectSeparationError, np.linalg.LinAlgError):
        return None
    bounds, values, ps = fitted.conf_int(1 - LEVEL)[1:], fitted.params[1:], fitted.pvalues[1:]
    if not fitted.mle_retvals["converged"] or not np.isfinite(bounds).all():
        return None
    return tuple(
        Ratio(float(np.exp(value)), float(np.exp(low)), float(np.exp(high)), float(p))
        for value, (low, high), p in zip(values, bounds, ps, strict=True)
    )


def _alone(column: Numbers, granted: NDArray[np.int64]) -> Ratio | None:
    """The odds ratio of a flag alone; None for a number."""
    if not set(np.unique(column)) <= {0.0, 1.0}:
        return None
    shown = column == 1.0
    cells = [int(np.count_nonzero(side & (granted == outcome))) for side in (shown, ~shown) for outcome in (1, 0)]
    return odds_ratio(*cells)
