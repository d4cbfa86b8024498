"""A store analysed: every chapter of the report, and the model's card.

It stands apart as the one screen that shows what a report is made of.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.corpus import checks, coverage, drivers, gaps, mirror, outcomes
from chartcase.corpus.card import card
from chartcase.corpus.coverage import Holdings
from chartcase.corpus.decided import Decision
from chartcase.corpus.exhibit import Chapter, Exhibit
from chartcase.corpus.intervals import Share, share
from chartcase.corpus.matrix import matrix
from chartcase.corpus.model import Model, Refusal, fit
from chartcase.corpus.sample import STAGES, Sample, sample
from chartcase.corpus.yardsticks import ENOUGH, Yardstick, yardsticks

MOST_POLICIES = 3
"""Policies that get figures of their own; the others are named."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that a report says, in order."""

    sample: Sample
    holdings: Holdings
    granted: Share
    model: Model | Refusal
    headlines: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    card: str

    @property
    def exhibits(self) -> list[Exhibit]:
        """Every exhibit, in order."""
        return [one for chapter in self.chapters for one in chapter.exhibits]


def analyse(
    everything: Sequence[Decision],
    holdings: Holdings,
    version: str,
    stages: Sequence[str] = STAGES,
    policies: Sequence[str] = (),
) -> Analysis:
    """The analysis of decisions that were read from a store."""
    chosen = sample(everything, stages)
    used = [one for one in yardsticks(chosen.decided, policies) if one.decisions >= ENOUGH]
    model = fit(matrix(chosen.decided))
    granted = share(sum(one.favourable is True for one in chosen.decided), len(chosen.decided))
    return Analysis(
        sample=chosen,
        holdings=holdings,
        granted=granted,
        model=model,
        headlines=_headlines(chosen, granted, model),
        chapters=_chapters(chosen, holdings, model, used),
        card=card(model, chosen, version),
    )


def _chapters(
    chosen: Sample, holdings: Holdings, model: Model | Refusal, used: Sequence[Yardstick]
) -> tuple[Chapter, ...]:
    """The chapters, findings first and what was read last."""
    main = used[0] if used else None
    leading = used[:MOST_POLICIES]
    modelled = drivers.exhibits(chosen, model) if isinstance(model, Model) else []
    told = [one for policy in leading for one in checks.exhibits(chosen, policy)]
    mirrored = [one for policy in leading for one in mirror.exhibits(chosen, policy)]
    counted = [outcomes.by_stage(chosen.everything), *outcomes.exhibits(chosen)]
    return (
        Chapter("model", "What goes with the outcome", _model(model), modelled),
        Chapter("criteria", "Criteria met and missing", _criteria(used), told),
        Chapter("mirror", "The decision mirror", MIRROR, mirrored),
        Chapter("gaps", "Conflicts and missing documentation", GAPS, gaps.exhibits(chosen, main)),
        Chapter("outcomes", "Outcomes", OUTCOMES, counted),
        Chapter("coverage", "What was read, and what was not", COVERAGE, coverage.exhibits(holdings, chosen, main)),
    )


def _headlines(chosen: Sample, granted: Share, model: Model | Refusal) -> tuple[str, ...]:
    rate = f"{granted.value:.0%} ({granted.low:.0%} to {granted.high:.0%})" if granted.value is not None else "no share"
    first = f"{granted.count} of {granted.n} decisions granted the request in full or in part: {rate}."
    second = drivers.said(model.drivers) if isinstance(model, Model) else f"No outcome model: {model.why}"
    unread = len(chosen.everything) - len(chosen.decided)
    third = f"{unread} further documents with a determination are not counted; the last chapter says why."
    return (first, second, third)


COVERAGE = (
    "Where a figure rests on few decisions, or on few that name a thing, this is why. No gap is filled by a guess."
)
OUTCOMES = (
    "Granted means that the denial was overturned, in full or in part. Intervals are Wilson's at 95%. Groups with "
    "fewer than 30 decisions are marked and drawn in grey."
)
MIRROR = (
    "What a rationale speaks of, beside how the same criterion checks by what the record shows. The two may differ for "
    "good reason; a difference is where to read on."
)
GAPS = "What a record contradicts itself on, and what it leaves open, beside how often the denial stood."


def _criteria(used: Sequence[Yardstick]) -> str:
    if not used:
        return "No decision in the store was checked against a policy."
    named = "; ".join(f"{one.policy} ({one.decisions} decisions)" for one in used)
    return f"Decisions were checked by: {named}. The {MOST_POLICIES} most used have figures; --policy chooses others."


def _model(model: Model | Refusal) -> str:
    if isinstance(model, Refusal):
        return f"There is no model. {model.why}"
    return (
        "A regression over features of the record, read from outside the rationale and the outcome. It describes past "
        "decisions; it recommends nothing about a request that is open. The model card says what it saw and its limits."
    )
