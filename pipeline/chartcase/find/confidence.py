"""How sure a fact is: a calibrated model over the rule, the cues and the value, read from models/confidence.

It stands apart so that a probability is always learned from gold and never written by hand.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chartcase.fact import Assertion, Value
from chartcase.find.mention import Mention


@dataclass(frozen=True, slots=True)
class Confidence:
    """Logistic weights by feature name; features it does not know count nothing."""

    intercept: float
    weights: Mapping[str, float]

    def of(self, mention: Mention, fact_type: str, value: Mapping[str, Value], assertion: Assertion) -> float:
        """A probability, two decimals, that the fact is right in type, value, assertion and speaker."""
        total = self.intercept + sum(
            self.weights.get(name, 0.0) for name in features(mention, fact_type, value, assertion)
        )
        return round(1.0 / (1.0 + math.exp(-total)), 2)


def features(mention: Mention, fact_type: str, value: Mapping[str, Value], assertion: Assertion) -> tuple[str, ...]:
    """What the model sees: names only, no chart text."""
    sentence = mention.sentence
    return (
        f"type={fact_type}",
        f"rule={mention.rule.id}",
        f"type={fact_type},assertion={assertion.value}",
        f"document={sentence.document.kind}",
        f"section={sentence.section.kind}",
        f"keys={min(len(value), 5)}",
        f"cues={min(len(mention.modifiers), 4)}",
        f"heading={sentence.heading}",
        f"type={fact_type},section={sentence.section.kind}",
    )


def load_confidence(folder: Path) -> Confidence:
    """The model from `folder`/confidence/weights.json.

    Raises:
        RulesError: see `chartcase.resources`; a missing file means the installation is broken.
    """
    data = json.loads((folder / "confidence" / "weights.json").read_text(encoding="utf-8"))
    return Confidence(float(data["intercept"]), {str(name): float(weight) for name, weight in data["weights"].items()})
