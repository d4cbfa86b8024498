"""Whether a sentence says something about this patient, or is a requirement, a guideline, literature, a form's own
words.

It stands apart because a payer's "at least 50% relief" must never become a patient's, at any cost of recall.
"""

import re

from chartcase.patterns import Pattern
from chartcase.segment.outline import Role, Section
from chartcase.segment.policy_model import Setting
from chartcase.segment.rules import SegmentRules

# A list item that reports a status or a tick speaks of this patient even under "the payer requires".
_REPORTS = Pattern(
    r"\[[x+]\]|\b(?:not (?:documented|provided|submitted|found|met|stated|addressed)|undetermined|unclear"
    r"|undocumented|no documentation|absent|missing)\b"
    r"|\b(?:likely |appears? |is |are |was |partially |criterion )?(?:met|satisfied|fulfilled)\b|meets criteria"
    r"|\b(?:is|are|was|were|been|clearly) documented\b|documented\)|- documented"
)
_CHART_VOICE = Pattern(
    r"^(?:smokes|denies|rates|complains|drinks|wears|sleeps|limps|quit)\b"
    r"|^(?:the )?(?:imaging|mri|ct|emg|x-?rays?) (?:matches|fits|agrees|confirms|showed)\b"
)
"""A verb without its subject is the patient's, and a study that does something in the indicative is this patient's:
a requirement says "must" or "should" there."""
_UNTICKED = Pattern(r"^ ?(?:\[ ?\]|\( ?\)) ?\S")
_TICKED = Pattern(r"^ ?(?:\[ ?[xX] ?\]|\( ?[xX] ?\)) ?\S")
_MET = re.compile(
    r"\b(?:MET|Met|MEETS?|Meets?|SATISFIED|Satisfied|FULFILLED|(?:fulfills|meets|satisfies) (?:all|every|each|the))\b"
)
_EXCLUDES = re.compile(r"(?i)\b(?:do not|avoid|exclu|contraindic|pitfall|when not to)")
# In a chart an order is the doctor's plan; only in letters and decisions is it advice to the provider.
_CHARTS = frozenset({"clinical_note", "therapy_note", "operative_report", "imaging_report", "examination_report"})
_LONGEST_LINK = 70
_FIRM = frozenset({"navigation", "form", "family", "consent"})


def policy_role(
    clean: bytes, section: Section, list_role: Role, setting: Setting, rules: SegmentRules
) -> tuple[Role, bool]:
    """The role of a sentence, and whether it leaves a section of policy text because it speaks of the patient."""
    fixed = _fixed(clean, section)
    if fixed is not None:
        return fixed
    low, high = statement_part(clean, rules)
    clean = clean[low:high]
    item, heading = setting.item, setting.heading
    spoken = (rules.policy[at] for at in rules.policy_set.matching(clean))
    own = next((cue for cue in spoken if cue.unless is None or not cue.unless.found(clean)), None)
    if own is not None and own.name == "recommendation" and setting.document in _CHARTS:
        own = None
    reports = _REPORTS.found(clean)
    met = _MET.search(section.title) is not None
    if own is not None and not (reports and item and own.name in ("requirement", "literature")):
        return Role(own.name), False
    anchored = rules.anchors.found(clean)
    if item and list_role is not Role.STATEMENT and not (reports or anchored):
        return list_role, False
    if section.role is not Role.STATEMENT:
        if item and _EXCLUDES.search(section.title):
            return section.role, False
        return _under(section.role, reports, anchored, item, heading)
    silent = not (anchored or reports or met or setting.document in _CHARTS or _CHART_VOICE.found(clean))
    if silent and rules.policy_model.is_policy(clean.decode("ascii"), setting):
        return Role.REQUIREMENT, False
    return Role.STATEMENT, False


def _fixed(clean: bytes, section: Section) -> tuple[Role, bool] | None:
    """What the form of the line or a firm section decides by itself."""
    if _UNTICKED.found(clean):
        return Role.FORM, False
    if _TICKED.found(clean):
        return Role.STATEMENT, False
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


def statement_part(clean: bytes, rules: SegmentRules) -> tuple[int, int]:
    """The part [low, high) of a sentence that can speak of the patient: without a requirement before or after it."""
    head = rules.heads.search(clean)
    low = head.end if head is not None else 0
    tail = rules.tails.search(clean, low)
    return low, tail.start if tail is not None else len(clean)
