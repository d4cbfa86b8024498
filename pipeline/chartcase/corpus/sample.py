"""Which decisions an analysis counts, and the sentence that says so under every figure.

It stands apart so that every chapter of a report counts the same decisions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.corpus.decided import Decision

STAGES = ("iro", "hearing")
"""Stages whose outcome is the last word in a document; a utilization review's own letter is another question."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The decisions that count, all that there are, and the filter in words."""

    decided: tuple[Decision, ...]
    everything: tuple[Decision, ...]
    filter: str
    dropped_stage: int
    dropped_outcome: int
    dropped_same: int


def sample(everything: Sequence[Decision], stages: Sequence[str] = STAGES) -> Sample:
    """Decisions of these stages with a readable outcome; of documents with the same text only the first."""
    of_stage = [one for one in everything if one.stage in stages]
    with_outcome = [one for one in of_stage if one.favourable is not None]
    known = {one.document for one in with_outcome}
    single = [one for one in with_outcome if one.same_as is None or one.same_as not in known]
    return Sample(
        decided=tuple(single),
        everything=tuple(everything),
        filter=f"stage {' or '.join(stages)}; outcome read; one document a text",
        dropped_stage=len(everything) - len(of_stage),
        dropped_outcome=len(of_stage) - len(with_outcome),
        dropped_same=len(with_outcome) - len(single),
    )
