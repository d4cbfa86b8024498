"""Shares, odds ratios and many tests at once, each with its interval.

It stands apart so that every figure of a report is computed one way, by statsmodels, and none goes without its n.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

LEVEL = 0.95
"""Every interval is a 95% interval."""


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `n`, with the Wilson interval; `low` is 0 and `high` is 1 where n is 0."""

    count: int
    n: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The share, None for n = 0."""
        return self.count / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Ratio:
    """An odds ratio with its interval and the two-sided p that it is 1."""

    value: float
    low: float
    high: float
    p: float

    @property
    def excludes_one(self) -> bool:
        """Whether the interval leaves 1 out."""
        return self.low > 1.0 or self.high < 1.0


def share(count: int, n: int) -> Share:
    """`count` of `n` with its Wilson interval (Wilson, J Am Stat Assoc 1927;22:209), which holds for small n too.

    Raises:
        ValueError: count is not within 0..n.
    """
    if not 0 <= count <= n:
        raise ValueError(f"{count} of {n} is no share")
    if n == 0:
        return Share(0, 0, 0.0, 1.0)
    low, high = _proportion().proportion_confint(count, n, alpha=1 - LEVEL, method="wilson")
    # rounding errors may leave the point outside by 1e-17
    return Share(count, n, min(max(float(low), 0.0), count / n), max(min(float(high), 1.0), count / n))


def odds_ratio(with_event: int, with_none: int, without_event: int, without_none: int) -> Ratio | None:
    """Odds of the event in one group against another, by the logit method; None where a group or an outcome is empty.

    A single empty cell counts as a half in all four (Haldane and Anscombe).
    """
    table = ((with_event, with_none), (without_event, without_none))
    margins = (*map(sum, table), *map(sum, zip(*table, strict=True)))
    if min(margins) == 0:
        return None
    fitted = _tables().Table2x2([list(row) for row in table], shift_zeros=True)
    low, high = fitted.oddsratio_confint(1 - LEVEL)
    return Ratio(float(fitted.oddsratio), float(low), float(high), float(fitted.oddsratio_pvalue()))


def false_discovery(values: Sequence[float]) -> tuple[float, ...]:
    """Each p as the smallest false discovery rate at which it stands (Benjamini and Hochberg, J R Stat Soc B
    1995;57:289), in the order given."""
    if not values:
        return ()
    adjusted = _multitest().multipletests(list(values), method="fdr_bh")[1]
    return tuple(float(value) for value in adjusted)


def differ(counts: Sequence[tuple[int, int]]) -> float | None:
    """P that several groups, as (count, n), share one rate (chi-squared test); None where there is nothing to compare.

    Groups with an expected count below 5 make the p a rough one (Cochran, Biometrics 1954;10:417).
    """
    rows = [(count, n - count) for count, n in counts if n]
    if len(rows) < 2 or not all(sum(column) for column in zip(*rows, strict=True)):
        return None
    stats = cast(Any, import_module("scipy.stats"))
    return float(stats.chi2_contingency([list(row) for row in rows]).pvalue)


def _proportion() -> Any:
    return cast(Any, import_module("statsmodels.stats.proportion"))


def _tables() -> Any:
    return cast(Any, import_module("statsmodels.stats.contingency_tables"))


def _multitest() -> Any:
    return cast(Any, import_module("statsmodels.stats.multitest"))
