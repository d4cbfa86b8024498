"""Logistic regression over named features, stored as plain JSON: the one way our models are trained.

It stands apart so that training needs scikit-learn and running never does, and no model is ever unpickled.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

_LEAST_SEEN = 3
"""A feature seen fewer times says more about one document than about the field."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Features by name, the truth, and the group (document) that must not be split between fitting and testing."""

    features: frozenset[str]
    label: bool
    group: str


@dataclass(frozen=True, slots=True)
class Linear:
    """A fitted model."""

    intercept: float
    weights: Mapping[str, float]


def fit(samples: Sequence[Sample], strength: float, seed: int = 0, least: float = 0.005) -> Linear:
    """Fit with an L2 penalty; `strength` is scikit-learn's C (larger: weaker); weights below `least` are left out.

    Raises:
        ValueError: only one label occurs.
    """
    from sklearn.linear_model import LogisticRegression

    names, matrix = _matrix(samples)
    model = cast(Any, LogisticRegression)(C=strength, max_iter=5000, random_state=seed)
    model.fit(matrix, [sample.label for sample in samples])
    weights = {name: round(float(weight), 4) for name, weight in zip(names, model.coef_[0], strict=True)}
    kept = {name: weight for name, weight in sorted(weights.items()) if abs(weight) >= least}
    return Linear(round(float(model.intercept_[0]), 4), kept)


def total(model: Linear, sample: Sample) -> float:
    """The logit that a model gives a sample."""
    return model.intercept + sum(model.weights.get(name, 0.0) for name in sample.features)


def rescaled(model: Linear, samples: Sequence[Sample]) -> Linear:
    """The model with the slope and intercept that fit samples it has not seen (Platt 1999).

    Raises:
        ValueError: only one label occurs.
    """
    from sklearn.linear_model import LogisticRegression

    line = cast(Any, LogisticRegression)(C=1e6, max_iter=5000)
    line.fit([[total(model, sample)] for sample in samples], [sample.label for sample in samples])
    slope, shift = float(line.coef_[0][0]), float(line.intercept_[0])
    weights = {name: round(slope * weight, 4) for name, weight in model.weights.items()}
    return Linear(round(slope * model.intercept + shift, 4), weights)


def _matrix(samples: Sequence[Sample]) -> tuple[list[str], Any]:
    from scipy.sparse import csr_matrix

    seen = Counter(name for sample in samples for name in sample.features)
    names = sorted(name for name, count in seen.items() if count >= _LEAST_SEEN)
    column = {name: index for index, name in enumerate(names)}
    cells = [(row, column[name]) for row, sample in enumerate(samples) for name in sample.features if name in column]
    rows, columns = zip(*sorted(cells), strict=True)
    return names, csr_matrix(([1.0] * len(cells), (rows, columns)), shape=(len(samples), len(names)))


def write(path: Path, model: Linear, extra: Mapping[str, float | str]) -> None:
    """Write the model as JSON, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {**extra, "intercept": model.intercept, "weights": dict(model.weights)}
    draft = path.with_suffix(".tmp")
    draft.write_text(json.dumps(data, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    draft.replace(path)


def folds(samples: Sequence[Sample], count: int) -> Iterable[tuple[list[Sample], list[Sample]]]:
    """Pairs of (fitting, testing) samples; a group is wholly on one side."""
    groups = sorted({sample.group for sample in samples})
    for fold in range(count):
        held = set(groups[fold::count])
        yield (
            [sample for sample in samples if sample.group not in held],
            [sample for sample in samples if sample.group in held],
        )
