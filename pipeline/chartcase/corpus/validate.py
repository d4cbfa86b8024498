"""How well a model predicts decisions that it was not fitted to: by folds that split no group, and by organisation.

It stands apart because it alone uses scikit-learn; the odds ratios that are reported come from an unpenalised fit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from chartcase.corpus.intervals import Share, share
from chartcase.corpus.matrix import Matrix, Numbers

FOLDS, INNER_FOLDS, SHUFFLES, PARTS = 5, 3, 3, 10
STRENGTHS = (0.003, 0.03, 0.3, 3.0)
"""Values of C that are tried (larger: a weaker penalty); an inner round of folds chooses."""
LEAST_ORGANISATIONS = 5
FLOOR = 1e-6
"""Predictions are kept this far from 0 and 1 when their logit is taken."""

Split = tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Performance:
    """One predictor on decisions that it had not seen. `folds` are the lowest and highest AUC of a fold; slope and
    intercept are of the calibration line (1 and 0 are right); the curve has mean prediction and share granted."""

    name: str
    auc: float
    folds: tuple[float, float]
    brier: float
    log_loss: float
    slope: float | None
    intercept: float | None
    curve: tuple[tuple[float, Share], ...]


@dataclass(frozen=True, slots=True)
class Validation:
    """What the folds found. `transport` is the AUC on organisations left out as a whole, None with too few of them."""

    performance: tuple[Performance, ...]
    groups: int
    largest_group: int
    strength: float
    penalised: tuple[float, ...]
    importance: tuple[tuple[float, float], ...]
    importance_boosting: tuple[float, ...]
    organisations: int
    transport: float | None


@dataclass(frozen=True, slots=True)
class _Folded:
    chances: Numbers
    aucs: tuple[float, ...]
    importance: Numbers


def validate(data: Matrix) -> Validation:
    """Both predictors by grouped folds, and the logistic one by organisation too.

    One thread: the sums are then the same on any machine, and small fits are faster without a team of threads.
    """
    import_module("sklearn.ensemble")  # a limit reaches only what is loaded
    with cast(Any, import_module("threadpoolctl")).threadpool_limits(limits=1):
        return _validate(data)


def _validate(data: Matrix) -> Validation:
    folds = splits(data, data.groups, FOLDS)
    linear, trees = _folded(data, folds, _linear), _folded(data, folds, _boosting)
    whole = _linear(data, np.arange(data.granted.size))
    scaler, penalised = whole.best_estimator_
    named = np.unique(data.organisations[data.organisations >= 0])
    return Validation(
        performance=(
            _performance("logistic regression", linear, data.granted),
            _performance("gradient boosting", trees, data.granted),
            _nothing(data.granted),
        ),
        groups=int(np.unique(data.groups).size),
        largest_group=int(np.bincount(data.groups).max()),
        strength=float(whole.best_params_["logisticregression__C"]),
        penalised=tuple(float(value) for value in np.exp(penalised.coef_[0] / scaler.scale_)),
        importance=tuple(
            (float(mean), float(spread))
            for mean, spread in zip(linear.importance.mean(axis=0), linear.importance.std(axis=0), strict=True)
        ),
        importance_boosting=tuple(float(value) for value in trees.importance.mean(axis=0)),
        organisations=int(named.size),
        transport=_transport(data) if named.size >= LEAST_ORGANISATIONS else None,
    )


def splits(data: Matrix, groups: NDArray[np.int64], count: int) -> list[Split]:
    """Folds with about the same share of granted requests, none of which splits a group."""
    selection = cast(Any, import_module("sklearn.model_selection"))
    folds = selection.StratifiedGroupKFold(count, shuffle=True, random_state=0)
    return [(np.asarray(fitted), np.asarray(held)) for fitted, held in folds.split(data.values, data.granted, groups)]


def _linear(data: Matrix, rows: NDArray[np.int64]) -> Any:
    """A logistic regression with an L2 penalty on standardised features; the penalty is chosen within `rows`."""
    selection = cast(Any, import_module("sklearn.model_selection"))
    inside = data.of(rows)
    search = selection.GridSearchCV(
        _piped(),
        {"logisticregression__C": list(STRENGTHS)},
        scoring="neg_log_loss",
        cv=splits(inside, inside.groups, INNER_FOLDS),
    )
    return search.fit(inside.values, inside.granted)


def _piped() -> Any:
    scale = cast(Any, import_module("sklearn.preprocessing")).StandardScaler()
    model = cast(Any, import_module("sklearn.linear_model")).LogisticRegression(max_iter=2000)
    return cast(Any, import_module("sklearn.pipeline")).make_pipeline(scale, model)


def _boosting(data: Matrix, rows: NDArray[np.int64]) -> Any:
    """Shallow trees, to see whether a straight line misses something."""
    ensemble = cast(Any, import_module("sklearn.ensemble"))
    model = ensemble.HistGradientBoostingClassifier(max_depth=3, learning_rate=0.1, max_iter=80, random_state=0)
    return model.fit(data.values[rows], data.granted[rows])


def _folded(data: Matrix, splits: Sequence[Split], make: Any) -> _Folded:
    metrics, inspection = cast(Any, import_module("sklearn.metrics")), cast(Any, import_module("sklearn.inspection"))
    chances = np.zeros(data.granted.size)
    aucs: list[float] = []
    lost: list[Numbers] = []
    for fitted, held in splits:
        model = make(data, fitted)
        chances[held] = model.predict_proba(data.values[held])[:, 1]
        aucs.append(float(metrics.roc_auc_score(data.granted[held], chances[held])))
        found = inspection.permutation_importance(
            model, data.values[held], data.granted[held], scoring="neg_log_loss", n_repeats=SHUFFLES, random_state=0
        )
        lost.append(np.asarray(found.importances_mean))
    return _Folded(chances, tuple(aucs), np.vstack(lost))


def _performance(name: str, folded: _Folded, granted: NDArray[np.int64]) -> Performance:
    metrics = cast(Any, import_module("sklearn.metrics"))
    slope, intercept = _line(folded.chances, granted)
    return Performance(
        name=name,
        auc=float(metrics.roc_auc_score(granted, folded.chances)),
        folds=(min(folded.aucs), max(folded.aucs)),
        brier=float(metrics.brier_score_loss(granted, folded.chances)),
        log_loss=float(metrics.log_loss(granted, folded.chances)),
        slope=slope,
        intercept=intercept,
        curve=curve(folded.chances, granted),
    )


def _nothing(granted: NDArray[np.int64]) -> Performance:
    """Every decision predicted by the overall rate."""
    rate = float(granted.mean())
    loss = -(rate * np.log(rate) + (1 - rate) * np.log(1 - rate))
    return Performance("no model (overall rate)", 0.5, (0.5, 0.5), rate * (1 - rate), float(loss), None, None, ())


def _line(chances: Numbers, granted: NDArray[np.int64]) -> tuple[float, float]:
    """Slope and intercept of the logit of the truth on the logit of the prediction (Cox, Biometrika 1958;45:562)."""
    api = cast(Any, import_module("statsmodels.api"))
    kept = np.clip(chances, FLOOR, 1 - FLOOR)
    logits = np.log(kept / (1 - kept))
    fitted = api.Logit(granted, api.add_constant(logits)).fit(disp=0)
    return float(fitted.params[1]), float(fitted.params[0])


def curve(chances: Numbers, granted: NDArray[np.int64], parts: int = PARTS) -> tuple[tuple[float, Share], ...]:
    """Mean prediction and share granted, by parts of equal size from the lowest prediction up."""
    order = np.argsort(chances, kind="stable")
    return tuple(
        (float(chances[part].mean()), share(int(granted[part].sum()), int(part.size)))
        for part in np.array_split(order, parts)
        if part.size
    )


def _transport(data: Matrix) -> float:
    """AUC of the logistic regression on organisations that it never saw; decisions without one are left out."""
    metrics = cast(Any, import_module("sklearn.metrics"))
    known = data.of(np.flatnonzero(data.organisations >= 0))
    chances = np.zeros(known.granted.size)
    for fitted, held in splits(known, known.organisations, LEAST_ORGANISATIONS):
        chances[held] = _linear(known, fitted).predict_proba(known.values[held])[:, 1]
    return float(metrics.roc_auc_score(known.granted, chances))
