"""Features of decisions as numbers for a model, and which features had to be left out and why.

It stands apart so that what a model saw can be read before the model.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from chartcase.corpus.decided import Decision
from chartcase.corpus.features import FEATURES, Feature, Kind

Numbers = NDArray[np.float64]
LEAST_EACH = 20
"""A flag that fewer decisions have (or lack) says more about them than about deciding."""
TOO_CLOSE = 0.7
"""Features that correlate by more cannot be told apart by a regression (Dormann et al., Ecography 2013;36:27)."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A feature that is no column, and why."""

    feature: Feature
    why: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """One row a decision, one column a feature; `granted` is 1 where at least a part was granted; `groups` and
    `organisations` number what must stay together (-1 where no organisation is named)."""

    features: tuple[Feature, ...]
    values: Numbers
    granted: NDArray[np.int64]
    groups: NDArray[np.int64]
    organisations: NDArray[np.int64]
    left_out: tuple[LeftOut, ...]

    def of(self, rows: NDArray[np.int64]) -> "Matrix":
        """The matrix of some decisions, by their places."""
        return replace(
            self,
            values=self.values[rows],
            granted=self.granted[rows],
            groups=self.groups[rows],
            organisations=self.organisations[rows],
        )


def matrix(decided: Sequence[Decision]) -> Matrix:
    """The matrix of decisions with an outcome. A flag is 1 where the record shows it and 0 where it denies it or is
    silent; a number that is missing is the mean of those that are there."""
    columns = {feature.name: _column(decided, feature) for feature in FEATURES}
    kept: list[Feature] = []
    left: list[LeftOut] = []
    for feature in FEATURES:
        why = _too_rare(columns[feature.name], feature) or _too_close(feature, kept, columns)
        if why:
            left.append(LeftOut(feature, why))
        else:
            kept.append(feature)
    values = np.column_stack([columns[one.name] for one in kept]) if kept else np.empty((len(decided), 0))
    return Matrix(
        features=tuple(kept),
        values=values,
        granted=np.array([one.favourable is True for one in decided], dtype=np.int64),
        groups=_numbered([one.group for one in decided]),
        organisations=_numbered([one.organisation for one in decided]),
        left_out=tuple(left),
    )


def _column(decided: Sequence[Decision], feature: Feature) -> Numbers:
    told = [one.features.get(feature.name) for one in decided]
    if feature.kind is Kind.FLAG:
        return np.array([1.0 if value else 0.0 for value in told])
    known = [float(value) for value in told if value is not None]
    mean = sum(known) / len(known) if known else 0.0
    return np.array([mean if value is None else float(value) for value in told])


def _too_rare(column: Numbers, feature: Feature) -> str:
    if feature.kind is Kind.NUMBER:
        return "" if column.size and float(column.std()) > 0 else "the same or unknown in all decisions"
    shown = int(column.sum())
    least = min(shown, column.size - shown)
    if least >= LEAST_EACH:
        return ""
    return f"shown in {shown} of {column.size} decisions; at least {LEAST_EACH} must have it and {LEAST_EACH} must not"


def _too_close(feature: Feature, kept: Sequence[Feature], columns: dict[str, Numbers]) -> str:
    for other in kept:
        likeness = float(np.corrcoef(columns[feature.name], columns[other.name])[0, 1])
        if abs(likeness) > TOO_CLOSE:
            return f"cannot be told apart from “{other.label}” here (correlation {likeness:.2f}), which stands for both"
    return ""


def _numbered(names: Sequence[str | None]) -> NDArray[np.int64]:
    places = {name: place for place, name in enumerate(sorted({name for name in names if name is not None}))}
    return np.array([-1 if name is None else places[name] for name in names], dtype=np.int64)
