"""A small linear model, from models/policy_text, that tells policy text from statements where no rule speaks.

It stands apart because requirements are written in endless ways: rules know the common ones, the model the rest. The
more a sentence's place and words speak for a statement, the surer the model has to be before it is believed.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from chartcase.segment.policy_frame import frame_of
from chartcase.segment.policy_shape import shape_of

_WORD = re.compile(r"[a-z']+|\d+|%|\?|\[.?\]")
LEAST_WORDS = 5
"""Of fewer words the model says nothing."""


class Stratum(StrEnum):
    """How much speaks for a statement before the model is asked: sentences of letters and of charts that name no
    patient and report nothing, those of letters that do, and those of charts that do or stand in the patient's
    sections."""

    OPEN_LETTER = "open_letter"
    OPEN_CHART = "open_chart"
    NAMED_LETTER = "named_letter"
    NAMED_CHART = "named_chart"


_LONGEST_NAMED = 45
"""Words: a longer sentence about a named patient tells several things, one of them most often of the patient."""


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
    """Logistic weights by feature name; from its stratum's threshold on a sentence counts as policy text."""

    intercept: float
    weights: Mapping[str, float]
    thresholds: Mapping[Stratum, float]

    def is_policy(self, clean: str, setting: Setting, stratum: Stratum) -> bool:
        """Whether a sentence on which the rules are silent is policy text; never one that is too short or too long."""
        words = words_of(clean)
        if not is_of_length(words, stratum):
            return False
        total = self.intercept + sum(self.weights.get(name, 0.0) for name in features(words, setting))
        return 1.0 / (1.0 + math.exp(-total)) >= self.thresholds[stratum]


def is_of_length(words: list[str], stratum: Stratum) -> bool:
    """Whether the model says anything of a sentence of so many words."""
    named = stratum in {Stratum.NAMED_LETTER, Stratum.NAMED_CHART}
    return len(words) >= LEAST_WORDS and not (named and len(words) > _LONGEST_NAMED)


def words_of(clean: str) -> list[str]:
    """Lower-case words; every number is "#"."""
    return ["#" if word.isdigit() else word for word in _WORD.findall(clean.lower())]


def features(words: list[str], setting: Setting) -> set[str]:
    """Words, pairs of words, the first word, the sentence's shape and frame, and where it stands."""
    found = {*words, *(f"{one} {other}" for one, other in pairwise(words))}
    found.add(f"first={words[0]}" if words else "first=")
    found.add(f"item={setting.item}")
    found.add(f"heading={setting.heading}")
    found.add(f"document={setting.document}")
    found.add(f"section={setting.section}")
    found.add(f"entry={setting.entry}")
    found.add(f"document={setting.document},item={setting.item}")
    return found | shape_of(words, setting.item) | frame_of(words)


SILENT = PolicyModel(0.0, {}, dict.fromkeys(Stratum, 2.0))
"""Takes nothing for policy text: the rules alone, as training needs them, so that no model learns from itself."""


def load_policy_model(folder: Path) -> PolicyModel:
    """The model from `folder`/policy_text/weights.json."""
    data = json.loads((folder / "policy_text" / "weights.json").read_text(encoding="utf-8"))
    weights = {str(name): float(weight) for name, weight in data["weights"].items()}
    thresholds = {stratum: float(data[f"threshold_{stratum}"]) for stratum in Stratum}
    return PolicyModel(float(data["intercept"]), weights, thresholds)
