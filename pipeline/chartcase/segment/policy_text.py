"""Whether a sentence says something about this patient, or is a requirement, a guideline, literature, a form's own
words.

It stands apart because a payer's "at least 50% relief" must never become a patient's, at any cost of recall.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.patterns import Pattern
from chartcase.segment.outline import Role, Section
from chartcase.segment.policy_model import Setting, Stratum
from chartcase.segment.policy_signs import ADVISED, CHART_VOICE, JUDGES, OWN_HAND, REPORTS
from chartcase.segment.rules import SegmentRules

_UNTICKED = Pattern(r"^ ?(?:\[ ?\]|\( ?\)) ?\S")
_TICKED = Pattern(r"^ ?(?:\[ ?[xX] ?\]|\( ?[xX] ?\)) ?\S")
_UNTICKED_BEHIND = Pattern(r"[a-z):] ?\[ ?\] ?$")
"""An empty box behind its word ("Cancer [ ]")."""
_MET = re.compile(
    r"\b(?:MET|Met|MEETS?|Meets?|SATISFIED|Satisfied|FULFILLED|(?:fulfills|meets|satisfies) (?:all|every|each|the))\b"
)
_EXCLUDES = re.compile(r"(?i)\b(?:do not|avoid|exclu|contraindic|pitfall|when not to)")
# In a chart an order is the doctor's plan; only in letters and decisions is it advice to the provider.
_CHARTS = frozenset({"clinical_note", "therapy_note", "operative_report", "imaging_report", "examination_report"})
_OF_PATIENT = frozenset(
    {
        "plan",
        "assessment_plan",
        "assessment",
        "impression",
        "exam",
        "results",
        "findings",
        "electrodiagnostics",
        "medications",
        "allergies",
        "past_history",
        "surgical_history",
        "review_of_systems",
        "procedure_diagnosis",
    }
)
"""Sections of charts where an order or a list of diagnoses reads like a requirement; the model has to be surer there
to take a plan for a plan B."""
_LONGEST_LINK = 70
_TOLD_OF_TOO = frozenset({Role.REQUIREMENT, Role.LITERATURE})
_FIRM = frozenset({"navigation", "form", "family", "consent"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence does. `leaves`: it leaves a section of policy text because it speaks of the patient; [low, high):
    the part of it that can speak of the patient, without a requirement before or after it."""

    role: Role
    leaves: bool
    low: int
    high: int


def read_sentence(clean: bytes, section: Section, list_role: Role, setting: Setting, rules: SegmentRules) -> Reading:
    """The role of a sentence, and its part that can speak of the patient."""
    asked = rules.policy_set.matching(clean)
    low, high = _statement_part(clean, asked, rules)
    role, leaves = _fixed(clean, section) or (None, False)
    if role is None:
        said = clean[low:high]
        if len(said) < len(clean):
            asked = rules.policy_set.matching(said)
        role, leaves = _role(said, _own(said, asked, setting, rules), section, list_role, setting, rules)
    return Reading(role, leaves, low, high)


def _own(said: bytes, asked: Sequence[int], setting: Setting, rules: SegmentRules) -> Role | None:
    """What the sentence's own words make of it."""
    spoken = (rules.policy[at] for at in asked if at < len(rules.policy))
    cue = next((cue for cue in spoken if cue.unless is None or not cue.unless.found(said)), None)
    if cue is None or _is_doctors_plan(said, cue.name, setting, rules):
        return None
    return Role(cue.name)


def _is_doctors_plan(said: bytes, role: str, setting: Setting, rules: SegmentRules) -> bool:
    """Whether what reads like advice or a requirement is what a doctor orders for this patient."""
    if setting.document in _CHARTS and role == "recommendation":
        return True
    charted = setting.document in _CHARTS or setting.entry
    return charted and role == "requirement" and rules.policy_set.shows(ADVISED, said)


def _role(
    said: bytes, own: Role | None, section: Section, list_role: Role, setting: Setting, rules: SegmentRules
) -> tuple[Role, bool]:
    if own is not None and not (setting.item and own in _TOLD_OF_TOO and rules.policy_set.shows(REPORTS, said)):
        return own, False
    listed = setting.item and list_role is not Role.STATEMENT
    if section.role is Role.STATEMENT and not listed:
        return (Role.REQUIREMENT if _is_policy(said, section, setting, rules) else Role.STATEMENT), False
    reports, anchored = rules.policy_set.shows(REPORTS, said), rules.policy_set.shows(rules.anchors, said)
    if listed and not (reports or anchored):
        return list_role, False
    if section.role is not Role.STATEMENT:
        if setting.item and _EXCLUDES.search(section.title):
            return section.role, False
        role, leaves = _under(section.role, reports, anchored, setting.item, setting.heading)
        if role is Role.STATEMENT and _is_policy(said, section, setting, rules):
            return section.role, False
        return role, leaves
    return (list_role if _is_policy(said, section, setting, rules) else Role.STATEMENT), False


def _is_policy(said: bytes, section: Section, setting: Setting, rules: SegmentRules) -> bool:
    """Whether the model takes a sentence on which the rules are silent for policy text."""
    stratum = stratum_of(said, section, setting.document, rules)
    return stratum is not None and rules.policy_model.is_policy(said.decode("ascii"), setting, stratum)


def stratum_of(said: bytes, section: Section, document: str, rules: SegmentRules) -> Stratum | None:
    """What speaks for a statement in a sentence on which the rules are silent: that it names the patient, reports a
    status, or is a line of a chart's plan, findings or lists. None: the model is not asked, since it judges a
    criterion or stands under one that is said to be met."""
    if _MET.search(section.title) is not None or rules.policy_set.shows(JUDGES, said):
        return None
    named = any(rules.policy_set.shows(one, said) for one in (rules.anchors, REPORTS, CHART_VOICE))
    if is_chart(document):
        if rules.policy_set.shows(OWN_HAND, said):
            return None
        named = named or section.kind in _OF_PATIENT or rules.policy_set.shows(ADVISED, said)
        return Stratum.NAMED_CHART if named else Stratum.OPEN_CHART
    return Stratum.NAMED_LETTER if named else Stratum.OPEN_LETTER


def is_chart(document: str) -> bool:
    """Whether a kind of document is written by those who treat, and so speaks of the patient in almost every line."""
    return document in _CHARTS


def _fixed(clean: bytes, section: Section) -> tuple[Role, bool] | None:
    """What the form of the line or a firm section decides by itself."""
    if clean[:2].lstrip()[:1] in (b"[", b"("):
        if _UNTICKED.found(clean):
            return Role.FORM, False
        if _TICKED.found(clean):
            return Role.STATEMENT, False
    if clean.endswith(b"]") and _UNTICKED_BEHIND.found(clean):
        return Role.FORM, False
    if section.kind == "page_navigation":
        return (Role.NAVIGATION, False) if len(clean) <= _LONGEST_LINK else (Role.STATEMENT, True)
    return (section.role, False) if section.role.value in _FIRM else None


def _under(role: Role, reports: bool, anchored: bool, item: bool, heading: bool) -> tuple[Role, bool]:
    """A sentence in a section of policy text: it speaks of the patient where it names the patient or reports a
    status."""
    if heading:
        return role, False
    if anchored:
        return Role.STATEMENT, not item
    return (Role.STATEMENT if reports and role is Role.REQUIREMENT else role), False


def _statement_part(clean: bytes, asked: Sequence[int], rules: SegmentRules) -> tuple[int, int]:
    heads = len(rules.policy)
    head = rules.heads.search(clean) if heads in asked else None
    low = head.end if head is not None else 0
    # a tail that the whole sentence does not hold can only begin where the head was cut off
    tail = rules.tails.search(clean, low) if low or heads + 1 in asked else None
    return low, tail.start if tail is not None else len(clean)
