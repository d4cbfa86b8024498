"""A small linear model, from models/document_kind, that tells what kind of document a text is by its words alone.

It stands apart because authors name their documents in endless ways, or not at all: rules know the titles, the model
how a chart, a letter and a decision speak.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

_WORD = re.compile(r"[a-z][a-z'/-]*|[?:%]")
_READ = 20_000
"""Characters of a document that are read: how somebody writes shows early."""
_FEWEST = 12
"""Known words and pairs below which a text is too short to be told by them."""
_SCALE = 3.0
"""Length of the feature vector, so that a long document is no surer than a short one."""


@dataclass(frozen=True, slots=True)
class DocumentModel:
    """Multinomial logistic weights; `weights` gives one weight a kind for each word or pair."""

    kinds: tuple[str, ...]
    intercepts: tuple[float, ...]
    weights: Mapping[str, Sequence[float]]

    def log_probabilities(self, text: str) -> Mapping[str, float] | None:
        """Natural logarithm of each kind's probability; None for a text of too few known words."""
        known = [self.weights[name] for name in words_and_pairs(text) if name in self.weights]
        if len(known) < _FEWEST:
            return None
        share = _SCALE / math.sqrt(len(known))
        columns = zip(self.intercepts, zip(*known, strict=True), strict=True)
        totals = [start + share * sum(weights) for start, weights in columns]
        most = max(totals)
        rest = most + math.log(sum(math.exp(total - most) for total in totals))
        return {kind: total - rest for kind, total in zip(self.kinds, totals, strict=True)}


def words_and_pairs(text: str) -> set[str]:
    """Lower-case words and pairs of neighbours in the first characters of a text; numbers are left out."""
    words = _WORD.findall(text[:_READ].lower())
    return {*words, *(f"{one} {other}" for one, other in pairwise(words))}


def scaled(names: Sequence[str]) -> dict[str, float]:
    """The feature vector that the model is trained on: every name alike, the whole of a fixed length."""
    share = _SCALE / math.sqrt(max(len(names), 1))
    return dict.fromkeys(names, share)


UNTAUGHT = DocumentModel((), (), {})
"""Knows no word: the rules alone."""


def load_document_model(folder: Path) -> DocumentModel:
    """The model from `folder`/document_kind/weights.json."""
    data = json.loads((folder / "document_kind" / "weights.json").read_text(encoding="utf-8"))
    weights = {str(name): tuple(float(weight) for weight in row) for name, row in data["weights"].items()}
    return DocumentModel(tuple(data["kinds"]), tuple(float(start) for start in data["intercepts"]), weights)
