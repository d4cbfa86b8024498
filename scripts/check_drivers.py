"""Hold the analysis of generated decisions against the drivers and nulls that were planted in them.

It stands apart from the package because only generated decisions have a truth.
"""

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from chartcase.corpus.decided import Decision
from chartcase.corpus.features import BY_NAME, Feature
from chartcase.corpus.intervals import Ratio, differ, false_discovery
from chartcase.corpus.matrix import Matrix, matrix
from chartcase.corpus.model import odds_ratios
from chartcase.corpus.opened import read_decisions
from chartcase.corpus.sample import sample
from chartcase.corpus.store import open_store
from chartcase.errors import ChartcaseError

SURE = 0.05
FEATURE_OF_NULL = {
    "side": "right_side",
    "sex": "female",
    "age": "age",
    "region": "cervical",
    "approach": "transforaminal",
}
"""Nulls that are features of the model."""
SPLIT_OF_NULL: Mapping[str, Callable[[Decision, "Truth"], object]] = {
    "organisation": lambda one, _: one.organisation,
    "specialty": lambda one, _: one.specialty,
    "year": lambda one, _: one.year,
    "weekday": lambda _, truth: truth.weekday,
    "form": lambda _, truth: truth.form,
}
"""Nulls that are held against chance as a split of the decisions."""


@dataclass(frozen=True)
class Truth:
    """What was planted in one document."""

    drivers: Mapping[str, bool]
    favourable: bool
    weekday: str
    form: str


@dataclass(frozen=True)
class Recovered:
    """One driver: planted, as the report gives it, as a perfect reading would give it, and how well it was read."""

    name: str
    planted: float
    found: Ratio | None
    perfect: Ratio | None
    sensitivity: float
    specificity: float

    @property
    def came_out(self) -> bool:
        """Whether the interval leaves 1 out, on the planted side."""
        return self.found is not None and self.found.excludes_one and (self.found.value > 1) == (self.planted > 1)

    @property
    def covered(self) -> bool:
        """Whether the interval holds the planted odds ratio."""
        return self.found is not None and self.found.low <= self.planted <= self.found.high


def truths(made: Path) -> dict[str, Truth]:
    """The truth of every document, by hash."""
    found: dict[str, Truth] = {}
    for line in (made / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["document"]] = Truth(row["drivers"], row["favourable"], row["weekday"], row["form"])
    return found


def drivers(decided: Sequence[Decision], known: Mapping[str, Truth], planted: Mapping[str, float]) -> list[Recovered]:
    """Every planted driver beside what the report's own regression makes of it."""
    data = matrix(decided)
    fitted = odds_ratios(data) or ()
    found = {feature.name: ratio for feature, ratio in zip(data.features, fitted, strict=False)}
    perfect = perfect_reading(decided, known, data, list(planted))
    return [
        Recovered(name, math.exp(log_odds), found.get(name), perfect.get(name), *reading(decided, known, name))
        for name, log_odds in planted.items()
    ]


def perfect_reading(
    decided: Sequence[Decision], known: Mapping[str, Truth], data: Matrix, names: Sequence[str]
) -> dict[str, Ratio]:
    """The same regression over the planted truth of the same decisions: what is left is chance alone."""
    columns = [[float(known[one.document].drivers[name]) for one in decided] for name in names]
    granted = np.array([int(known[one.document].favourable) for one in decided], dtype=np.int64)
    features = tuple(BY_NAME[name] for name in names)
    true = Matrix(features, np.array(columns).T, granted, data.groups, data.organisations, ())
    return dict(zip(names, odds_ratios(true) or (), strict=False))


def reading(decided: Sequence[Decision], known: Mapping[str, Truth], name: str) -> tuple[float, float]:
    """Share of planted ones that were read as so, and of others that were not."""
    pairs = [(known[one.document].drivers[name], one.features[name] is True) for one in decided]
    held = [read for true, read in pairs if true]
    others = [not read for true, read in pairs if not true]
    return sum(held) / len(held), sum(others) / len(others)


def nulls(decided: Sequence[Decision], known: Mapping[str, Truth]) -> dict[str, tuple[float, float, str]]:
    """Every planted null: p, false discovery rate among the tests of its kind, and how it was tested."""
    data = matrix(decided)
    ratios = odds_ratios(data) or ()
    levels = false_discovery([one.p for one in ratios])
    found: dict[str, tuple[float, float, str]] = {}
    for name, feature in FEATURE_OF_NULL.items():
        place = place_of(data.features, feature)
        if place is not None and ratios:
            one = ratios[place]
            found[name] = (one.p, levels[place], f"odds ratio {one.value:.2f} ({one.low:.2f} to {one.high:.2f})")
    split = {name: differ(counts(decided, known, read)) for name, read in SPLIT_OF_NULL.items()}
    tested = {name: p for name, p in split.items() if p is not None}
    for (name, p), q in zip(tested.items(), false_discovery(list(tested.values())), strict=True):
        found[name] = (p, q, "chi-squared")
    return found


def place_of(features: Sequence[Feature], name: str) -> int | None:
    """Which column a feature is, None where it was left out."""
    return next((place for place, one in enumerate(features) if one.name == name), None)


def counts(
    decided: Sequence[Decision], known: Mapping[str, Truth], read: Callable[[Decision, Truth], object]
) -> list[tuple[int, int]]:
    """Granted and all decisions of each group that is named."""
    groups: dict[object, list[bool]] = defaultdict(list)
    for one in decided:
        if (group := read(one, known[one.document])) is not None:
            groups[group].append(one.favourable is True)
    return [(sum(inside), len(inside)) for inside in groups.values()]


def show(recovered: Sequence[Recovered], null: Mapping[str, tuple[float, float, str]], n: int, wrong: int) -> None:
    """Two tables as Markdown."""
    print(f"{n} decisions; outcome read otherwise than written in {wrong}.\n")
    print("| driver | planted | report | comes out | covers | perfect reading | read as so | read as not so |")
    print("|---|---|---|---|---|---|---|---|")
    for one in recovered:
        cells = f"{told(one.found)} | {said(one.came_out)} | {said(one.covered)} | {told(one.perfect)}"
        print(f"| {one.name} | {one.planted:.2f} | {cells} | {one.sensitivity:.1%} | {one.specificity:.1%} |")
    print("\n| null | test | p | q | comes out |\n|---|---|---|---|---|")
    for name, (p, q, how) in null.items():
        print(f"| {name} | {how} | {p:.3f} | {q:.3f} | {said(q < SURE)} |")


def told(ratio: Ratio | None) -> str:
    """An odds ratio with its interval."""
    return "left out" if ratio is None else f"{ratio.value:.2f} ({ratio.low:.2f} to {ratio.high:.2f})"


def said(so: bool) -> str:
    """A yes or a no."""
    return "yes" if so else "no"


def main() -> int:
    """Print the tables; 1 if a driver did not come out or a null did."""
    parser = argparse.ArgumentParser(prog="scripts/check_drivers", description=__doc__)
    parser.add_argument("store", type=Path, help="what `chartcase corpus build` made")
    parser.add_argument("made", type=Path, help="what scripts/make_decisions wrote")
    options = parser.parse_args()
    known = truths(options.made)
    planted = json.loads((options.made / "model.json").read_text(encoding="utf-8"))["log_odds"]
    decided = sample(list(read_decisions(open_store(options.store)))).decided
    recovered, null = drivers(decided, known, planted), nulls(decided, known)
    wrong = sum(one.favourable is not known[one.document].favourable for one in decided)
    show(recovered, null, len(decided), wrong)
    failed = [one.name for one in recovered if not one.came_out] + [
        name for name, (_, q, _) in null.items() if q < SURE
    ]
    print(f"\nNot as planted: {', '.join(failed)}" if failed else "\nEvery driver came out and no null did.")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except ChartcaseError as error:
        sys.exit(f"{error.sentence} {error.advice}")
