"""The retold record of a case: dated visits, studies, therapy, injections, in the order of time.

It stands apart because every form of decision retells the same entries in its own way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from decisions import phrases_visits as said
from decisions.anatomy import ABOVE
from decisions.scribe import PROCEDURES, Scribe, joined


@dataclass(frozen=True)
class Entry:
    """One dated entry."""

    day: date
    title: str
    body: str


def entries(scribe: Scribe) -> list[Entry]:
    """The entries in the order of time, with a day each between injury and decision."""
    told = list(_told(scribe))
    span = (scribe.case.decided - scribe.case.injured).days - 40
    step = span // (len(told) + 1)
    days = (scribe.case.injured + timedelta(days=(place + 1) * step) for place in range(len(told)))
    return [Entry(day, title, body) for day, (title, body) in zip(days, told, strict=True)]


def _told(scribe: Scribe) -> Iterator[tuple[str, str]]:
    yield scribe.one(said.VISIT_TITLES), first_visit(scribe)
    yield from _asides(scribe, 0.35)
    if scribe.case.care_weeks:
        yield scribe.one(said.THERAPY_TITLES), therapy(scribe)
    if scribe.maybe(0.6):
        yield scribe.one(said.VISIT_TITLES), follow_up(scribe)
    yield scribe.one(said.MRI_TITLES), mri(scribe)
    yield from _asides(scribe, 0.35)
    if scribe.case.emg != "none":
        yield scribe.one(said.EMG_TITLES), emg(scribe)
    if scribe.case.repeat:
        yield scribe.one(said.PROCEDURE_TITLES), injection(scribe)
        yield scribe.one(said.VISIT_TITLES), after_injection(scribe)
    yield from _asides(scribe, 0.25)
    yield scribe.one(said.VISIT_TITLES), last_visit(scribe)


def _asides(scribe: Scribe, chance: float) -> Iterator[tuple[str, str]]:
    if scribe.maybe(chance):
        title, body = scribe.rng.choice(said.OTHER_ENTRIES)
        yield scribe.one((title,)), scribe.one((body,))


def first_visit(scribe: Scribe) -> str:
    """How it began: complaint, score, first drugs."""
    return joined(
        [
            scribe.one(said.COMPLAINT[scribe.case.root.region]),
            scribe.one(said.SCORE),
            *scribe.some(said.LIMITS, scribe.rng.randint(0, 2)),
            scribe.one(said.MEDICATION_SHORT),
            *scribe.some(said.ASIDES, scribe.rng.randint(0, 2)),
        ]
    )


def therapy(scribe: Scribe) -> str:
    """Therapy as long as the case says."""
    return scribe.one(said.THERAPY_LONG if scribe.case.care_weeks >= 6 else said.THERAPY_SHORT)


def follow_up(scribe: Scribe) -> str:
    """A visit between, which settles nothing."""
    none = scribe.one(said.THERAPY_NONE) if scribe.case.care_weeks == 0 and scribe.maybe(0.6) else ""
    return joined([*scribe.some(said.FOLLOW_UP, scribe.rng.randint(2, 4)), scribe.one(said.SCORE), none])


def mri(scribe: Scribe) -> str:
    """The study, with a finding that fits the root or with none that does."""
    findings = said.MRI_CONCORDANT if scribe.case.imaging_concordant else said.MRI_DISCORDANT
    other = ABOVE[scribe.case.root.level]
    parts = [scribe.one(findings), *scribe.some(said.MRI_ELSEWHERE, scribe.rng.randint(1, 2), other=other)]
    if scribe.maybe(0.5):
        scribe.rng.shuffle(parts)
    opening = scribe.rng.choice(("", "Impression:", "Findings:", "IMPRESSION:"))
    return joined([opening, *parts])


def emg(scribe: Scribe) -> str:
    """The electrodiagnostic study."""
    return scribe.one(said.EMG_POSITIVE if scribe.case.emg == "positive" else said.EMG_NEGATIVE)


def examination(scribe: Scribe) -> str:
    """Signs of the root where the case has them, a normal examination where not."""
    case = scribe.case
    if not case.objective_signs:
        parts = [scribe.one(said.NO_SIGNS), *scribe.some(said.SOFT_SIGNS, scribe.rng.randint(1, 2))]
    else:
        kinds = ["motor", "sensory"] + (["reflex"] if case.root.reflexes else [])
        parts = [scribe.one(said.SIGNS[kind]) for kind in scribe.rng.sample(kinds, scribe.rng.randint(1, len(kinds)))]
        parts += [scribe.one(said.TENSION[case.root.region])] if scribe.maybe(0.7) else []
        parts += scribe.some(said.SOFT_SIGNS, scribe.rng.randint(0, 1))
    return joined(parts)


def injection(scribe: Scribe) -> str:
    """The earlier injection's own report."""
    approach = "interlaminar" if scribe.case.root.region == "cervical" else "transforaminal"
    first = PROCEDURES[approach if scribe.case.approach in {"caudal", "unsaid"} else scribe.case.approach][0]
    return scribe.one(said.PROCEDURE_DONE, first=first)


def after_injection(scribe: Scribe) -> str:
    """What the earlier injection brought."""
    good = scribe.case.relief_percent >= 50
    return joined(
        [
            scribe.one(said.RELIEF),
            scribe.one(said.RELIEF_GOOD if good else said.RELIEF_POOR) if scribe.maybe(0.7) else "",
            *scribe.some(said.ASIDES, scribe.rng.randint(0, 1)),
        ]
    )


def drugs(scribe: Scribe) -> str:
    """A trial of drugs as long as the case says; none where it was short."""
    return scribe.one(said.MEDICATION_LONG) if scribe.case.care_weeks >= 6 and scribe.maybe(0.6) else ""


def last_visit(scribe: Scribe) -> str:
    """The visit that asks for the injection."""
    return joined(
        [
            scribe.one(said.COMPLAINT[scribe.case.root.region]) if scribe.maybe(0.6) else scribe.one(said.SCORE),
            drugs(scribe),
            examination(scribe),
            scribe.one(said.ASSESSMENT[scribe.case.root.region]),
            scribe.one(said.PLAN),
        ]
    )
