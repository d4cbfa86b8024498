"""Figures that may not fall: keep them in a file, and say which ones did.

It stands apart so that a change of rules is judged by all corpora at once, and by the same figures every time.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from chartcase.errors import GoldError
from chartcase.evaluate.score import Scores
from chartcase.fact import Frozen

SLACK = 0.0005
"""Figures are kept with four places: a smaller change is rounding."""


class Figures(Frozen):
    """What is kept of one corpus. F1 may not fall, counts of faults and calibration error may not rise."""

    found_f1: float
    strict_f1: float
    types_found_f1: dict[str, float]
    conflicts_missed: int
    conflicts_false: int
    never_violations: int
    evidence_errors: int
    ece_right: float


Baseline = Mapping[str, Figures]
_READER = TypeAdapter(dict[str, Figures])


def figures(scores: Scores) -> Figures:
    """The figures to keep of `scores`."""
    return Figures(
        found_f1=scores.overall.found_f1,
        strict_f1=scores.overall.strict_f1,
        types_found_f1={row.name: row.found_f1 for row in scores.types},
        conflicts_missed=scores.conflicts.gold - scores.conflicts.found,
        conflicts_false=scores.conflicts.false,
        never_violations=len(scores.never_violations),
        evidence_errors=len(scores.evidence_errors),
        ece_right=scores.calibration.ece_right,
    )


def read(path: Path) -> Baseline:
    """The figures kept in `path`; none where there is no such file.

    Raises:
        GoldError: the file is not of its form.
    """
    if not path.is_file():
        return {}
    try:
        return _READER.validate_json(path.read_bytes())
    except ValidationError:
        raise GoldError(
            f"{path.name} does not hold scores.", "Write it again with scripts/evaluate --update."
        ) from None


def text(kept: Baseline) -> str:
    """The content of the file."""
    return json.dumps({name: item.model_dump() for name, item in sorted(kept.items())}, indent=2) + "\n"


def fallen(name: str, old: Figures, new: Figures) -> list[str]:
    """One line a figure of the corpus `name` that is worse than it was."""
    better_high = [("found_f1", old.found_f1, new.found_f1), ("strict_f1", old.strict_f1, new.strict_f1)]
    better_high += [
        (f"found_f1 of {kind}", was, new.types_found_f1.get(kind, was)) for kind, was in old.types_found_f1.items()
    ]
    better_low = [
        ("conflicts_missed", old.conflicts_missed, new.conflicts_missed),
        ("conflicts_false", old.conflicts_false, new.conflicts_false),
        ("never_violations", old.never_violations, new.never_violations),
        ("evidence_errors", old.evidence_errors, new.evidence_errors),
        ("ece_right", old.ece_right, new.ece_right),
    ]
    worse = [*_below(better_high), *_below((label, -was, -now) for label, was, now in better_low)]
    return [f"{name}: {label} was {abs(was):g}, is {abs(now):g}" for label, was, now in worse]


def _below(changes: Iterable[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    return [(label, was, now) for label, was, now in changes if now < was - SLACK]
