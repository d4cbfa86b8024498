"""How sure a fact is: a calibrated model over its rule, type, assertion, speaker and keys, read from models/confidence.

It stands apart so that a probability is always learned from gold and never written by hand.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from chartcase.fact import Assertion, Grade, Speaker


@dataclass(frozen=True, slots=True)
class Traits:
    """What the model sees of a fact: names only, no words of a record."""

    rule: str
    type: str
    assertion: Assertion
    speaker: Speaker
    grade: Grade
    keys: tuple[str, ...]
    document: str


@dataclass(frozen=True, slots=True)
class Confidence:
    """Logistic weights by feature name; features it does not know count nothing."""

    intercept: float
    weights: Mapping[str, float]

    def of(self, traits: Traits) -> float:
        """A probability, two decimals, that the fact is right in type, value, assertion and speaker."""
        total = self.intercept + sum(self.weights.get(name, 0.0) for name in features(traits))
        return round(1.0 / (1.0 + math.exp(-total)), 2)


def features(traits: Traits) -> Iterable[str]:
    """Feature names of a fact."""
    kind = traits.type
    yield f"type={kind}"
    yield f"rule={traits.rule}"
    yield f"{kind}.assertion={traits.assertion.value}"
    yield f"speaker={traits.speaker.value}"
    yield f"{kind}.speaker={traits.speaker.value}"
    yield f"grade={traits.grade.value}"
    yield f"document={traits.document}"
    yield f"{kind}.keys={min(len(traits.keys), 6)}"
    for key in traits.keys:
        yield f"{kind}.{key}"


def load_confidence(folder: Path) -> Confidence:
    """The model from `folder`/confidence/weights.json."""
    data = json.loads((folder / "confidence" / "weights.json").read_text(encoding="utf-8"))
    return Confidence(float(data["intercept"]), {str(name): float(weight) for name, weight in data["weights"].items()})
