"""The structured case as named features, from what the record shows and never from how it was decided.

It stands apart because a model that saw the rationale or the outcome would explain a decision by itself: what is left
out here is what keeps the outcome model honest.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chartcase.case.case import Derived, Source
from chartcase.case.derive import derive
from chartcase.case.view import REVIEWERS, flag, holds, word
from chartcase.fact import Assertion, Fact, Grade, Range, Speaker

CONSULTED = frozenset({Speaker.UR, Speaker.REVIEWER})
"""Those who judge for the payer: whatever they say is a conclusion of theirs."""
DECIDING = frozenset({Speaker.IRO, Speaker.HEARING})
"""Those who decide: they also retell the record, and only that retelling counts."""
NEVER = frozenset({"determination", "reviewer"})
PLAIN = frozenset({"request", "demographics"})
"""What anybody may tell without judging the case."""
PARAGRAPH = 600
"""Characters to either side of an outcome within which its paragraph is looked for."""

MANY_LEVELS = 3
"""Criteria allow two roots by the transforaminal way in a session (ODG criterion 5, rules/policies/odg)."""

Value = bool | float | None
"""A feature: so or not so, a number, or None where the record does not say."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters [start, end) of a document."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """Whether it shares a character with [start, end)."""
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Seen:
    """What a feature is read from: the facts that count, and the quantities derived from them alone."""

    facts: Sequence[Fact]
    derived: Mapping[str, Derived]

    def of(self, *types: str) -> Iterable[Fact]:
        """Facts of these types that hold, history included."""
        return (fact for fact in self.facts if fact.type in types and (holds(fact) or _past(fact)))


class Kind(StrEnum):
    """What a feature can be."""

    FLAG = "flag"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: its name, what it says where it is so, what it is about, and how it is read."""

    name: str
    label: str
    about: str
    read: Callable[[Seen], Value]
    kind: Kind = Kind.FLAG


def closed_spans(text: str, rationale: Iterable[Span], facts: Iterable[Fact]) -> tuple[Span, ...]:
    """Where nothing may be taken from: the rationale, and the paragraph of every outcome that a reviewer states."""
    outcomes = (
        _paragraph(text, evidence.start, evidence.end)
        for fact in facts
        if fact.type == "determination" and fact.stated_by in REVIEWERS and "outcome" in fact.value
        for evidence in fact.evidence
    )
    return tuple(sorted({*rationale, *outcomes}))


def _paragraph(text: str, start: int, end: int) -> Span:
    floor, ceiling = max(0, start - PARAGRAPH), min(len(text), end + PARAGRAPH)
    before, after = text.rfind("\n\n", floor, start), text.find("\n\n", end, ceiling)
    return Span(floor if before < 0 else before, ceiling if after < 0 else after)


def of_record(facts: Iterable[Fact], closed: Sequence[Span], *, retelling_known: bool = True) -> tuple[Fact, ...]:
    """The facts that say what the record shows: none from a closed span, none that is a reviewer's conclusion.

    Where the rationale could not be told from the retelling (`retelling_known` false), nothing counts that the deciding
    reviewer says, save what was asked for and for whom.
    """
    return tuple(
        fact
        for fact in facts
        if fact.type not in NEVER
        and not _concludes(fact, retelling_known=retelling_known)
        and not any(span.holds(piece.start, piece.end) for span in closed for piece in fact.evidence)
    )


def _concludes(fact: Fact, *, retelling_known: bool) -> bool:
    """Whether it is a reviewer's own view: all that the payer's say, what he vouches for, infers or finds lacking."""
    if fact.type in PLAIN:
        return False
    vouched = fact.grade is not Grade.EXPLICIT or fact.assertion is Assertion.NOT_DOCUMENTED
    return fact.stated_by in CONSULTED or (fact.stated_by in DECIDING and (vouched or not retelling_known))


def features(facts: Sequence[Fact], sources: Sequence[Source] = ()) -> Mapping[str, Value]:
    """Every feature of facts that `of_record` let through, in the table's order."""
    seen = Seen(facts, {one.name: one for one in derive(facts, sources)})
    return {feature.name: feature.read(seen) for feature in FEATURES}


def _past(fact: Fact) -> bool:
    return fact.assertion is Assertion.HISTORICAL


def _derived_flag(name: str) -> Callable[[Seen], Value]:
    def read(seen: Seen) -> Value:
        value = seen.derived[name].value
        return value if isinstance(value, bool) else None

    return read


def _derived_word(name: str, wanted: str) -> Callable[[Seen], Value]:
    def read(seen: Seen) -> Value:
        value = seen.derived[name].value
        return None if value is None else value == wanted

    return read


def _at_least(name: str, limit: float) -> Callable[[Seen], Value]:
    def read(seen: Seen) -> Value:
        number = _low(seen.derived[name].value)
        return None if number is None else number >= limit

    return read


def _low(value: object) -> float | None:
    if isinstance(value, Range):
        return value.lo
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _told(*types: str, **wanted: str) -> Callable[[Seen], Value]:
    """Whether such a fact holds; not so where the record denies it; None where it is silent."""

    def read(seen: Seen) -> Value:
        if any(all(word(fact, key) == value for key, value in wanted.items()) for fact in seen.of(*types)):
            return True
        denied = any(
            fact.type in types
            and fact.assertion is Assertion.ABSENT
            and all(word(fact, key) == value for key, value in wanted.items())
            for fact in seen.facts
        )
        return False if denied else None

    return read


def _sedation(seen: Seen) -> Value:
    said = {level for fact in seen.facts if fact.type == "request" and (level := word(fact, "sedation"))}
    return bool(said - {"none"}) if said else None


def _guided(seen: Seen) -> Value:
    return any(word(fact, "guidance") for fact in seen.of("request")) or None


def _many_levels(seen: Seen) -> Value:
    number = _low(seen.derived["request.level_count"].value)
    return None if number is None else number >= MANY_LEVELS


def _bilateral(seen: Seen) -> Value:
    sides = {side for fact in seen.of("request") if (side := word(fact, "laterality"))}
    return ("bilateral" in sides or sides >= {"left", "right"}) if sides else None


def _female(seen: Seen) -> Value:
    sexes = {sex for fact in seen.of("demographics") if (sex := word(fact, "sex"))}
    return sexes == {"female"} if len(sexes) == 1 else None


def _age(seen: Seen) -> Value:
    ages = {age for fact in seen.of("demographics") if (age := _low(fact.value.get("age"))) is not None}
    return next(iter(ages)) / 10 if len(ages) == 1 else None


def _below_knee(seen: Seen) -> Value:
    said = [value for fact in seen.of("radicular_symptom") if (value := flag(fact, "below_knee")) is not None]
    return any(said) if said else None


FEATURES: tuple[Feature, ...] = (
    Feature(
        "objective_signs", "objective radicular signs on examination", "examination", _derived_flag("exam.objective")
    ),
    Feature("imaging_concordant", "imaging fits the root", "imaging", _derived_flag("imaging.concordant")),
    Feature("emg_positive", "electrodiagnostics show a root lesion", "imaging", _derived_flag("emg.positive")),
    Feature(
        "care_6_weeks", "6 weeks or more of failed conservative care", "conservative care", _at_least("care.weeks", 6)
    ),
    Feature("repeat", "repeat injection", "request", _derived_word("request.phase", "repeat")),
    Feature(
        "relief_50",
        "an earlier injection gave 50% relief or more",
        "earlier response",
        _at_least("injection.best_relief_percent", 50),
    ),
    Feature(
        "relief_6_weeks",
        "relief by an earlier injection lasted 6 weeks or more",
        "earlier response",
        _at_least("injection.best_relief_weeks", 6),
    ),
    Feature(
        "function_improved",
        "better function after an earlier injection",
        "earlier response",
        _derived_flag("injection.function_improved"),
    ),
    Feature(
        "medication_reduced",
        "less medication after an earlier injection",
        "earlier response",
        _derived_flag("injection.medication_reduced"),
    ),
    Feature("sedation", "sedation asked for", "request", _sedation),
    Feature("guidance", "image guidance stated", "request", _guided),
    Feature(
        "transforaminal", "transforaminal approach", "request", _derived_word("request.approach", "transforaminal")
    ),
    Feature("three_levels", "three or more levels or roots", "request", _many_levels),
    Feature("bilateral", "both sides", "request", _bilateral),
    Feature("right_side", "right side", "request", _derived_word("request.side", "right")),
    Feature("cervical", "cervical", "request", _derived_word("request.region", "cervical")),
    Feature("below_knee", "symptoms below the knee", "indication", _below_knee),
    Feature("prior_surgery", "spine surgery before", "history", _told("prior_surgery")),
    Feature("anticoagulation", "takes an anticoagulant", "history", _told("risk", kind="anticoagulation")),
    Feature("diabetes", "diabetes", "history", _told("risk", kind="diabetes")),
    Feature("female", "woman", "person", _female),
    Feature("age", "age, per 10 years", "person", _age, Kind.NUMBER),
)
"""Every feature. One that the record does not speak to is None, and enters a model as not shown."""
BY_NAME: Mapping[str, Feature] = {feature.name: feature for feature in FEATURES}
