"""Whether confidence means what it says: expected calibration error over ten bins of equal width.

It stands apart because the trainer of confidence wants the same figure without any gold file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chartcase.fact import Frozen

BINS = 10


@dataclass(frozen=True, slots=True)
class Sample:
    """A fact's confidence (0..1), and whether it was found and right."""

    confidence: float
    found: bool
    right: bool


class Bin(Frozen):
    """Facts with lo <= confidence < hi (the last bin takes 1.0 too); shares are 0 where `count` is."""

    lo: float
    hi: float
    count: int
    confidence: float
    found: float
    right: float


class Calibration(Frozen):
    """Expected calibration error (0..1) with right, and with found, as the outcome."""

    ece_right: float
    ece_found: float
    bins: tuple[Bin, ...]


def calibrate(samples: Iterable[Sample]) -> Calibration:
    """Mean gap between confidence and outcome, weighted by how many facts a bin holds; 0 without facts."""
    groups: list[list[Sample]] = [[] for _ in range(BINS)]
    for sample in samples:
        groups[min(int(sample.confidence * BINS), BINS - 1)].append(sample)
    bins = tuple(_bin(number, group) for number, group in enumerate(groups))
    total = sum(item.count for item in bins)
    return Calibration(
        ece_right=_weighted_gap([(item.count, abs(item.confidence - item.right)) for item in bins], total),
        ece_found=_weighted_gap([(item.count, abs(item.confidence - item.found)) for item in bins], total),
        bins=bins,
    )


def _bin(number: int, group: Sequence[Sample]) -> Bin:
    size = max(len(group), 1)
    return Bin(
        lo=number / BINS,
        hi=(number + 1) / BINS,
        count=len(group),
        confidence=sum(sample.confidence for sample in group) / size,
        found=sum(sample.found for sample in group) / size,
        right=sum(sample.right for sample in group) / size,
    )


def _weighted_gap(gaps: Sequence[tuple[int, float]], total: int) -> float:
    return round(sum(count * gap for count, gap in gaps) / total, 4) if total else 0.0
