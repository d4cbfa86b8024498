"""A small linear model, from models/policy_text, that tells policy text from statements where no rule speaks.

It stands apart because requirements are written in endless ways: rules know the common ones, the model the rest,
and only for sentences that name no patient, so that it can never take a patient's own statement away.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from chartcase.segment.policy_shape import shape_of

_WORD = re.compile(r"[a-z']+|\d+|%|\?|\[.?\]")
LEAST_WORDS = 5
"""Of fewer words the model says nothing."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands, as far as the model looks."""

    document: str
    section: str
    item: bool
    heading: bool
    entry: bool


@dataclass(frozen=True, slots=True)
class PolicyModel:
    """Logistic weights by feature name; from `threshold` on (in a chart from `chart_threshold` on) a sentence counts as
    policy text."""

    intercept: float
    weights: Mapping[str, float]
    threshold: float
    chart_threshold: float

    def is_policy(self, clean: str, setting: Setting, *, charted: bool) -> bool:
        """Whether a sentence that names no patient is policy text; never for fewer than five words."""
        words = words_of(clean)
        if len(words) < LEAST_WORDS:
            return False
        total = self.intercept + sum(self.weights.get(name, 0.0) for name in features(words, setting))
        return 1.0 / (1.0 + math.exp(-total)) >= (self.chart_threshold if charted else self.threshold)


def words_of(clean: str) -> list[str]:
    """Lower-case words; every number is "#"."""
    return ["#" if word.isdigit() else word for word in _WORD.findall(clean.lower())]


def features(words: list[str], setting: Setting) -> set[str]:
    """Words, pairs of words, the first word, the sentence's shape, and where it stands."""
    found = {*words, *(f"{one} {other}" for one, other in pairwise(words))}
    found.add(f"first={words[0]}" if words else "first=")
    found.add(f"item={setting.item}")
    found.add(f"heading={setting.heading}")
    found.add(f"document={setting.document}")
    found.add(f"section={setting.section}")
    found.add(f"entry={setting.entry}")
    found.add(f"document={setting.document},item={setting.item}")
    return found | shape_of(words, setting.item)


SILENT = PolicyModel(0.0, {}, 2.0, 2.0)
"""Takes nothing for policy text: the rules alone, as training needs them, so that no model learns from itself."""


def load_policy_model(folder: Path) -> PolicyModel:
    """The model from `folder`/policy_text/weights.json."""
    data = json.loads((folder / "policy_text" / "weights.json").read_text(encoding="utf-8"))
    weights = {str(name): float(weight) for name, weight in data["weights"].items()}
    return PolicyModel(float(data["intercept"]), weights, float(data["threshold"]), float(data["chart_threshold"]))
