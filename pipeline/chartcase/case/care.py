"""Conservative care: by modality, for how long, and whether it failed.

It stands apart because "failed six weeks of conservative care" is never one statement: modalities are told one by one,
with or without weeks, with or without a response, and side by side or one after the other.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chartcase.case.measured import Ground
from chartcase.case.quantity import Quantity
from chartcase.case.view import bounds, denied, ids, unrecorded, word
from chartcase.fact import Fact

CARE = ("physical_therapy", "conservative_care", "medication_trial")
NO_CARE = frozenset({"other", "anticoagulant"})
"""Drugs of these classes are not given for pain."""

PRESCRIPTION = frozenset({"nsaid", "opioid", "muscle_relaxant", "gabapentinoid", "snri", "tca", "oral_steroid"})
"""Classes that count as analgesics of prescription strength with their adjuncts (BCBS-MA 690: anti-inflammatory drugs
with or without nerve stabilisers or muscle relaxants)."""

FAILED = "failed"
"""A trial that was not borne did not fail in the policies' sense; a policy that accepts it asks for it by name."""


@dataclass(frozen=True)
class Trial:
    """All tellings of one modality: physical therapy, one drug, one drug class, one kind of care."""

    key: str
    facts: tuple[Fact, ...]

    @property
    def failed(self) -> bool:
        """Whether some telling says that it failed."""
        return any(word(fact, "response") == FAILED for fact in self.facts)

    @property
    def answered(self) -> bool:
        """Whether some telling gives a response at all."""
        return any(word(fact, "response") for fact in self.facts)

    @property
    def weeks(self) -> tuple[float, float] | None:
        """Least and most weeks over all tellings; None where none gives a length."""
        lengths = [length for fact in self.facts if (length := bounds(fact, "weeks"))]
        return (max(low for low, _ in lengths), max(high for _, high in lengths)) if lengths else None


def trials(facts: Iterable[Fact]) -> tuple[Trial, ...]:
    """Tellings grouped by modality, in a fixed order; drugs that are not given for pain are left out."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        if word(fact, "class") not in NO_CARE:
            groups.setdefault(_key(fact), []).append(fact)
    return tuple(Trial(key, tuple(groups[key])) for key in sorted(groups))


def _key(fact: Fact) -> str:
    if fact.type == "medication_trial":
        return f"drug:{word(fact, 'drug') or word(fact, 'class') or 'unnamed'}"
    return "physical_therapy" if fact.type == "physical_therapy" else f"care:{word(fact, 'modality') or 'unspecified'}"


def weeks_of_failed_care(ground: Ground) -> Quantity:
    """Weeks of conservative care that failed, of any modality."""
    return _weeks("care.weeks", ground, tuple(ground.said(*CARE)))


def weeks_of_physical_therapy(ground: Ground) -> Quantity:
    """Weeks of physical therapy that failed."""
    return _weeks("care.physical_therapy_weeks", ground, tuple(ground.said("physical_therapy")))


def weeks_of_prescription(ground: Ground) -> Quantity:
    """Weeks of prescription analgesics that failed."""
    drugs = tuple(fact for fact in ground.said("medication_trial") if word(fact, "class") in PRESCRIPTION)
    return _weeks("care.prescription_weeks", ground, drugs)


def physical_therapy_not_possible(ground: Ground) -> Quantity:
    """Whether physical therapy was tried and not borne."""
    stopped = [fact for fact in ground.said("physical_therapy") if word(fact, "response") == "not_tolerated"]
    if stopped:
        return Quantity("care.therapy_not_tolerated", value=True, facts=ids(stopped))
    return Quantity("care.therapy_not_tolerated", why="Nothing says that therapy was tried and not borne.")


def failed(ground: Ground) -> Quantity:
    """Whether conservative care failed, whatever its length."""
    said = trials(ground.said(*CARE))
    failing = [trial for trial in said if trial.failed]
    helped = [fact for trial in said for fact in trial.facts if word(fact, "response") in {"helped", "partial"}]
    if failing:
        return Quantity("care.failed", value=True, facts=ids(_facts(failing)), against=ids(helped))
    if none := _none_tried(ground, CARE):
        return Quantity("care.failed", value=False, against=ids(none), why="The record says that none was tried.")
    return Quantity(
        "care.failed",
        facts=ids(_facts(said)),
        against=ids(helped),
        why=_gap(ground, CARE, bool(said), "whether it failed"),
    )


def failed_kinds(ground: Ground) -> Quantity:
    """How many of the two kinds of care, physical treatment and drugs, failed; a general statement covers both."""
    name, unit = "care.failed_kinds", "kinds"
    failing = [trial for trial in trials(ground.said(*CARE)) if trial.failed]
    if none := _none_tried(ground, CARE):
        return Quantity(name, unit, low=0.0, high=0.0, against=ids(none), why="The record says that none was tried.")
    if any(trial.key == "care:unspecified" for trial in failing):
        return Quantity(name, unit, low=2.0, high=2.0, facts=ids(_facts(failing)))
    kinds = {trial.key.startswith("drug:") for trial in failing}
    if kinds:
        return Quantity(name, unit, low=float(len(kinds)), facts=ids(_facts(failing)))
    tried = trials(ground.said(*CARE))
    return Quantity(name, unit, facts=ids(_facts(tried)), why=_gap(ground, CARE, bool(tried), "whether it failed"))


def _weeks(name: str, ground: Ground, facts: tuple[Fact, ...]) -> Quantity:
    """Least: the longest failed trial, because trials may have run side by side. Most: all trials one after the other.

    A trial without a length leaves the upper end open. "Failed conservative care" without a modality makes every trial
    that has no response of its own a failed one.
    """
    said = trials(facts)
    types = _types(name)
    if not said:
        return _nothing_tried(name, ground, types)
    whole = any(trial.key == "care:unspecified" and trial.failed for trial in trials(ground.said("conservative_care")))
    failing = [trial for trial in said if trial.failed or (whole and not trial.answered)]
    low = max((trial.weeks[0] for trial in failing if trial.weeks), default=0.0)
    counted = [trial for trial in said if trial.key != "care:unspecified" or trial.weeks]
    open_end = any(trial.weeks is None for trial in counted) or not counted
    high = None if open_end else max(low, sum(trial.weeks[1] for trial in counted if trial.weeks))
    why = _gap(ground, types, bool(said), _missing(failing, said)) if low == 0.0 and high is None else ""
    known_low = low if low > 0 or high is not None else None
    return Quantity(name, "weeks", low=known_low, high=high, facts=ids(_facts(said)), why=why or _how(said))


def _types(name: str) -> tuple[str, ...]:
    return {"care.physical_therapy_weeks": ("physical_therapy",), "care.prescription_weeks": ("medication_trial",)}.get(
        name, CARE
    )


def _nothing_tried(name: str, ground: Ground, types: tuple[str, ...]) -> Quantity:
    if none := _none_tried(ground, types):
        return Quantity(name, "weeks", low=0.0, high=0.0, against=ids(none), why="The record says that none was tried.")
    return Quantity(name, "weeks", why=_gap(ground, types, False, ""))


def _none_tried(ground: Ground, types: tuple[str, ...]) -> tuple[Fact, ...]:
    general = (fact for fact in ground.of_type("conservative_care") if word(fact, "modality") in {"unspecified", None})
    named = ground.of_type(*types) if len(types) == 1 else iter(())
    bare = (fact for fact in named if not fact.value or fact.type == "physical_therapy")
    return tuple(fact for fact in (*general, *bare) if denied(fact))


def _missing(failing: list[Trial], said: tuple[Trial, ...]) -> str:
    lengths = any(trial.weeks for trial in said)
    if failing:
        return "for how long"
    return "whether it failed" if lengths else "for how long and whether it failed"


def _gap(ground: Ground, types: tuple[str, ...], tried: bool, missing: str) -> str:
    if tried:
        return f"Conservative care is recorded, but not {missing}."
    if any(unrecorded(fact) for fact in ground.of_type(*types)):
        return "Somebody says that the record does not document it."
    return "No conservative care is recorded."


def _how(said: tuple[Trial, ...]) -> str:
    told = [f"{_name(trial.key)} {_length(trial.weeks)}" for trial in said if trial.weeks]
    return f"Told: {', '.join(told)}." if len(told) > 1 else ""


def _name(key: str) -> str:
    return key.split(":")[-1].replace("_", " ").replace("unspecified", "care")


def _length(weeks: tuple[float, float] | None) -> str:
    low, high = weeks or (0.0, 0.0)
    if high == math.inf:
        return f"at least {low:g} weeks"
    return f"{low:g} weeks" if low == high else f"{low:g} to {high:g} weeks"


def _facts(said: Iterable[Trial]) -> Iterator[Fact]:
    return (fact for trial in said for fact in trial.facts)
