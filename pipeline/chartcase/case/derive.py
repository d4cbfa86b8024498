"""Derived quantities of a case: each is computed where the facts allow it, and else says what is missing.

It stands apart as the one table of their names, which policies, the worksheet and `--set` use.
"""

from collections.abc import Callable, Mapping, Sequence

from chartcase.case import care, concordance, examination, imaging, injections, request, symptom
from chartcase.case.case import Derived, Source
from chartcase.case.dermatomes import Dermatomes, dermatomes
from chartcase.case.measured import Ground, in_order
from chartcase.case.quantity import Quantity, derived
from chartcase.case.view import independent, reviewing, word
from chartcase.fact import Assertion, Fact, Grade

Measure = Callable[[Ground], Quantity]


def electrodiagnostics(ground: Ground) -> Quantity:
    """Whether an electrodiagnostic study shows a root lesion.

    A study that finds one nerve well and a root ill is positive: a negative finding only stands against a positive one
    where a reviewer contradicts those who tell the study.
    """
    studies = tuple(ground.said("electrodiagnostic"))
    positive = [fact for fact in studies if word(fact, "result") == "positive"]
    negative = [fact for fact in studies if word(fact, "result") == "negative"]
    if positive and {reviewing(fact) for fact in positive} >= {reviewing(fact) for fact in negative}:
        negative = []
    return symptom.settle("emg.positive", ground, [*positive, *negative], lambda fact: fact in positive)


MEASURES: Mapping[str, Measure] = {
    "request.region": request.requested_region,
    "request.approach": request.requested_approach,
    "request.side": request.requested_side,
    "request.levels": request.requested_levels,
    "request.roots": request.requested_roots,
    "request.level_count": request.level_count,
    "request.ordinal": request.ordinal,
    "request.phase": request.phase,
    "symptom.below_knee": symptom.below_knee,
    "symptom.arm": symptom.in_arm,
    "symptom.roots": symptom.symptom_roots,
    "diagnosis.radiculopathy": examination.radiculopathy,
    "exam.objective": examination.objective_signs,
    "exam.roots": examination.exam_roots,
    "imaging.age_months": imaging.age_in_months,
    "imaging.roots": imaging.imaging_roots,
    "imaging.concordant": concordance.concordance,
    "emg.positive": electrodiagnostics,
    "care.weeks": care.weeks_of_failed_care,
    "care.physical_therapy_weeks": care.weeks_of_physical_therapy,
    "care.prescription_weeks": care.weeks_of_prescription,
    "care.therapy_not_tolerated": care.physical_therapy_not_possible,
    "care.failed": care.failed,
    "care.failed_kinds": care.failed_kinds,
    "injection.relief_percent": injections.relief_percent,
    "injection.relief_weeks": injections.relief_weeks,
    "injection.best_relief_percent": injections.best_relief_percent,
    "injection.best_relief_weeks": injections.best_relief_weeks,
    "injection.function_improved": injections.function_improved,
    "injection.medication_reduced": injections.medication_reduced,
    "injection.weeks_since_last": injections.weeks_since_last,
    "injection.sessions_12_months": injections.sessions_in_a_year,
    "injection.sessions_6_months": injections.sessions_in_half_a_year,
    "injection.count": injections.earlier_count,
    "risk.myelopathy": examination.myelopathy,
    "risk.space_occupying": examination.space_occupying,
    "same_day.other_block": request.other_block_same_day,
    "same_day.two_regions": request.two_regions_same_day,
}
"""Every derived quantity by name."""


def derive(facts: Sequence[Fact], sources: Sequence[Source], roots: Dermatomes | None = None) -> tuple[Derived, ...]:
    """All derived quantities, in the table's order, from what the record says outright or a reviewer attests.

    What follows by inference, is only possible or rests on doubtfully read words is left to the checker's lenient
    reading. `roots` is the dermatome map, None for the installed one.
    """
    ground = firm_ground(facts, sources, roots or dermatomes())
    return tuple(derived(measure(ground)) for measure in MEASURES.values())


def firm_ground(facts: Sequence[Fact], sources: Sequence[Source], roots: Dermatomes) -> Ground:
    """Ground of explicit and attested facts, clearly read."""
    return Ground(in_order(tuple(fact for fact in independent(facts) if is_firm(fact))), tuple(sources), roots)


def is_firm(fact: Fact) -> bool:
    """Whether a fact can carry a status by itself: explicit or attested, not merely possible, and clearly read."""
    clear = not any(evidence.doubtful for evidence in fact.evidence)
    return clear and fact.grade is not Grade.IMPLIED and fact.assertion is not Assertion.POSSIBLE


def supposed(name: str, value: bool | int | float | str | tuple[str, ...], unit: str | None) -> Quantity:
    """The quantity as if the record gave `value` in `unit` (what if)."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Quantity(name, unit, low=float(value), high=float(value), why="Supposed.")
    return Quantity(name, unit, value=value, why="Supposed.")
