"""Imaging: how old it is, which findings of the newest study show a root under pressure, and which roots they reach.

It stands apart because a newer study replaces an older one, and a masked date must not be counted with.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.case.chronology import (
    DAYS_A_MONTH,
    DAYS_A_WEEK,
    days,
    document_of,
    months_between,
    newer,
)
from chartcase.case.measured import Ground, asked_once
from chartcase.case.quantity import Quantity
from chartcase.case.request import requested_region
from chartcase.case.view import denied, ids, word
from chartcase.fact import DatePrecision, Fact, Grade

ADVANCED = frozenset({"mri", "ct", "ct_myelogram"})
NERVE_KINDS = frozenset({"nerve_compression", "nerve_root_pathology"})
DISC_KINDS = frozenset({"disc_protrusion", "disc_herniation", "disc_extrusion", "disc_sequestration"})
NARROWING = frozenset({"canal_stenosis", "foraminal_stenosis", "lateral_recess_stenosis"})
SLIGHT = frozenset({"minimal", "mild"})
"""Narrowing of this degree without a word on a nerve does not show a root under pressure (payers that grade it ask for
moderate or more: the qualchoice policy of the imaging notes); a bulge alone never does."""

INTERVAL = re.compile(
    r"(?P<within>within|less than|under|<=?)?\s{0,4}(?:the\s{1,4})?(?:(?:past|last)\s{1,4})?"
    r"(?P<number>\d{1,6}(?:\.\d{1,4})?)\s{0,4}"
    r"(?P<unit>day|week|month|year)s?",
    re.IGNORECASE,
)
LONGEST_DATE = 80
"""Characters of a raw date that are looked at, so that hostile text costs nothing."""

MONTHS = {"day": 1 / DAYS_A_MONTH, "week": DAYS_A_WEEK / DAYS_A_MONTH, "month": 1.0, "year": 12.0}


def age_in_months(ground: Ground) -> Quantity:
    """Months from the newest MRI or CT to the day of the request, by real dates or by an interval somebody states."""
    name, unit = "imaging.age_months", "months"
    studies = advanced_studies(ground)
    if not studies:
        return Quantity(name, unit, why="No MRI or CT is recorded.")
    found = [age for fact in studies if (age := _age(fact, ground))]
    if not found:
        return Quantity(name, unit, why=_why_no_age(studies, ground))
    return min(found, key=lambda age: (age.vouched, age.high if age.high is not None else 0.0, age.facts))


@asked_once
def advanced_studies(ground: Ground) -> tuple[Fact, ...]:
    """MRI and CT studies of the requested region (a study that names no modality or region counts)."""
    region = requested_region(ground).value
    return tuple(
        fact
        for fact in ground.said("imaging_study")
        if word(fact, "modality") in ADVANCED | {None} and (region is None or word(fact, "region") in (region, None))
    )


def _age(fact: Fact, ground: Ground) -> Quantity | None:
    name, unit, here = "imaging.age_months", "months", (fact.id,)
    taken, asked = days(fact.date), ground.day
    if taken and asked:
        oldest, youngest = (months_between(end, asked) for end in taken)
        return Quantity(name, unit, low=max(youngest, 0.0), high=max(oldest, 0.0), facts=here)
    if fact.date is None or taken:
        return None
    if match := INTERVAL.search(fact.date.raw[:LONGEST_DATE]):
        months = float(match["number"]) * MONTHS[match["unit"].lower()]
        return Quantity(name, unit, low=0.0 if match["within"] else months, high=months, facts=here)
    if fact.grade is Grade.ATTESTED and fact.date.precision in {DatePrecision.MASKED, DatePrecision.RELATIVE}:
        return Quantity(name, unit, facts=here, vouched=True, why="A reviewer says that its date keeps the limit.")
    return None


def _why_no_age(studies: Sequence[Fact], ground: Ground) -> str:
    if any(days(fact.date) for fact in studies):
        return "The study has a date, but no date of the request is known."
    if any(fact.date is not None for fact in studies):
        return "The date of the study is masked, and nobody states the interval."
    return "No date of the study is recorded."


@dataclass(frozen=True, slots=True)
class Picture:
    """Imaging findings sorted by what they say: of the newest study, of older ones, and that no nerve is affected."""

    newest: tuple[Fact, ...]
    older: tuple[Fact, ...]
    denials: tuple[Fact, ...]


@asked_once
def picture(ground: Ground) -> Picture:
    """Findings that can show a root under pressure, by the newest study that has any finding."""
    findings = tuple(ground.of_type("imaging_finding"))
    shown = tuple(fact for fact in ground.said("imaging_finding") if shows_pressure(fact, lenient=ground.lenient))
    denials = tuple(fact for fact in findings if denied(fact) and word(fact, "kind") in NERVE_KINDS)
    start = _newest_study(ground, findings)
    if start is None:
        return Picture(shown, (), denials)
    old = tuple(fact for fact in shown if newer(start, fact, ground.sources))
    replaced = {fact.id for fact in old}
    return Picture(
        tuple(fact for fact in shown if fact.id not in replaced),
        old,
        tuple(fact for fact in denials if not newer(start, fact, ground.sources)),
    )


def _newest_study(ground: Ground, findings: Sequence[Fact]) -> Fact | None:
    """The newest dated MRI or CT that has findings after it in its document; None where fewer than two are dated."""
    dated = [fact for fact in advanced_studies(ground) if word(fact, "modality") in ADVANCED and _placed_in_time(fact)]
    told = _with_findings(dated, findings, ground)
    for study in told:
        if len(told) > 1 and all(other is study or newer(study, other, ground.sources) for other in told):
            return study
    return None


def _placed_in_time(fact: Fact) -> bool:
    return fact.date is not None and fact.date.precision is not DatePrecision.RELATIVE


def _with_findings(studies: Sequence[Fact], findings: Sequence[Fact], ground: Ground) -> list[Fact]:
    """The studies with a finding between their own words and those of the next study of the same document."""
    begin = _begins(studies, ground)
    told = _begins(findings, ground)
    kept: list[Fact] = []
    for study in studies:
        document, start = document_of(study, ground.sources), study.evidence[0].start
        after = bisect_right(begin[document], start)
        end = begin[document][after] if after < len(begin[document]) else math.inf
        first = bisect_left(told[document], start)
        if first < len(told[document]) and told[document][first] < end:
            kept.append(study)
    return kept


def _begins(facts: Sequence[Fact], ground: Ground) -> dict[tuple[str, int], list[int]]:
    """Where the facts of each document begin, from first to last."""
    begins: dict[tuple[str, int], list[int]] = defaultdict(list)
    for fact in facts:
        begins[document_of(fact, ground.sources)].append(fact.evidence[0].start)
    return defaultdict(list, {document: sorted(starts) for document, starts in begins.items()})


def shows_pressure(fact: Fact, *, lenient: bool) -> bool:
    """Whether a finding shows a root under pressure: a named nerve, a herniation, or more than slight narrowing."""
    kind = word(fact, "kind")
    if word(fact, "nerve") or word(fact, "relation") or kind in NERVE_KINDS | DISC_KINDS:
        return True
    if kind in NARROWING:
        return lenient or word(fact, "severity") not in SLIGHT
    return lenient and kind == "disc_bulge"


def reach(fact: Fact, ground: Ground) -> frozenset[str]:
    """Roots that a finding can press on: the nerve it names, else by disc and zone."""
    nerve, level = word(fact, "nerve"), word(fact, "level")
    if nerve and nerve in ground.map.roots:
        return frozenset({nerve})
    if level is None:
        return frozenset()
    zone = {"foraminal_stenosis": "foraminal", "lateral_recess_stenosis": "paracentral"}.get(word(fact, "kind") or "")
    return ground.map.reached(level, zone)


def imaging_roots(ground: Ground) -> Quantity:
    """Roots that the findings of the newest study can press on."""
    shown = picture(ground).newest
    roots = frozenset(root for fact in shown for root in reach(fact, ground))
    if not roots:
        return Quantity("imaging.roots", why="No imaging finding names a nerve or a level with pressure on one.")
    return Quantity(
        "imaging.roots", value=tuple(sorted(roots)), facts=ids(fact for fact in shown if reach(fact, ground))
    )
