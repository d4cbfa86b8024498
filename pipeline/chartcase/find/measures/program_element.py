"""Elements of a comprehensive program: in place, planned, or said to be missing.

It stands apart because "education (not documented)" and "a comprehensive program: UNDETERMINED" are statements on the
record, while the same words in a requirement say nothing."""

from collections.abc import Sequence

from chartcase.fact import Assertion, Grade, Value
from chartcase.find.course import OWN_BRACKETS, course_of
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.program import in_program, state_of_element
from chartcase.find.reach import Reach, rule_name
from chartcase.find.rulebook import FindingSpec
from chartcase.find.talk import is_no_statement, is_therapists
from chartcase.patterns import Pattern

_ATTESTED = Pattern(r"\b(?:integrat|one (?:piece|component|part)|broader|takes? part)")
_DONE = Pattern(
    r"\b(?:educated|counsel+ed|instructed|taught|shown|demonstrated|trained|told|given|gave|handed|provided|furnished|issued"
    r"|reviewed|gone over|covered)\b"
)
_NO_RECORD_BEFORE = Pattern(
    r"\b(?:no|without|lacks?|lacking|absence of) (?:[a-z]+ ){0,2}?(?:documentation|record|evidence|mention|note"
    r"|statement)"
    r"\b[^.;]{0,40}$|\b(?:do|did|does|could|can)(?: not|n't) (?:see|find|show|state|indicate)\b[^.;]{0,40}$"
    r"|\b(?:not|never) (?:documented|recorded|stated|shown|clear) (?:that|whether|if)\b[^.;]{0,40}$"
)
_NO_RECORD_AFTER = Pattern(
    r"^(?: [a-z]+){0,3}?(?: ?: ?| (?:is|was|are|were|has|had) )(?:been )?(?:not|never) (?:been )?(?:documented|recorded"
    r"|stated|mentioned|shown|addressed|noted)\b|^(?: [a-z]+){0,3}? (?:is|was) (?:absent|lacking|missing)\b"
)
_LABEL_UNANSWERED = Pattern(
    r"^ ?: ?(?:none|not|no|nothing|never|undocumented)(?: (?:is|was|found|evidence|documentation|mention|record))*"
    r"(?: (?:documented|recorded|stated|mentioned|shown|addressed|noted|found|provided|submitted|on (?:file|record)))"
    r"|^ ?: ?(?:no (?:documentation|evidence|record|mention)|undocumented|undetermined|unclear|missing)\b"
)
"""A reviewer's label and its answer, that the record has nothing of the element."""
_SAYS_NOTHING = Pattern(
    r"\b(?:says?|said|contains?|contained|shows?|showed|has|had|there (?:is|was)|records?|records|finds?|found)"
    r" nothing (?:of|on|about|as to|regarding|concerning)\b[^.;:]{0,60}$"
    r"|\bno (?:word|sign|trace|mention) (?:of|on|about)\b[^.;:]{0,60}$"
)
_NO_BEFORE = Pattern(r"\bno (?:[a-z-]+ ){0,2}(?:(?:[a-z-]+ ){1,3}(?:or|and|nor) (?:any )?)?(?:[a-z-]+ )?$")
_IS_RECORDED = Pattern(
    r"^(?: [a-z]+){0,2}?(?:,? (?:or|nor|and)(?: [a-z-]+){1,4})? (?:is|are|was|were|has been|have been) (?:documented"
    r"|recorded|noted|mentioned|described|addressed|shown|on file|found)\b"
)
"""No support "is documented": somebody says that the record lacks it."""
_NEITHER = Pattern(
    r"\bneither\b[^.;]{0,60}\bnor\b[^.;]{0,60}\b(?:is|are|was|were|has been|have been)"
    r" (?:documented|recorded|mentioned|shown|stated|submitted|described|addressed)\b"
)
_ONLY_WITHIN = frozenset({"medication_named", "psychology_named"})
"""Rules whose bare word is an element only where a program is spoken of."""
_ON_RECORD = frozenset({"medication", "psychosocial"})
"""Elements that are a plain treatment outside a program, so that their state is told only within one."""


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a mention; a drug regimen only where a program is spoken of."""
    del finding
    value = base_value(mention)
    element = str(value["element"])
    if element == "shared_decision":
        return (
            () if _is_told_already(view) else (Measured(value, (), mention.rule.spec.assertion or _of_decision(view)),)
        )
    if rule_name(mention) == "lesson_learned" and _is_lesson_told(view):
        return ()
    loose = element == "medication" or rule_name(mention) in _ONLY_WITHIN
    if is_no_statement(view) or (loose and not _belongs(view)):
        return ()
    if _is_label_of_next(view, element):
        return ()
    course = course_of(view, _alone(view))
    assertion = _assertion(view, element, course.assertion)
    heading = rule_name(mention) != "criterion_met" and _is_heading(view)
    if element == "program" and heading and assertion is not Assertion.NOT_DOCUMENTED:
        return ()
    ahead = assertion in (Assertion.PLANNED, Assertion.RECOMMENDED)
    if element not in _ON_RECORD or ahead or in_program(view) or course.state == "ongoing":
        _put_state(value, assertion)
    attested = element == "program" and _ATTESTED.search(view.words.encode("ascii"))
    return (Measured(value, (), assertion, grade=Grade.ATTESTED if attested else Grade.EXPLICIT),)


def _is_told_already(view: View) -> bool:
    """Whether the sentence has told of the same decision before ("R/B/A reviewed, understands the risks")."""
    earlier = view.others("program_element", high=view.mention.start)
    return any(other.rule.value.get("element") == "shared_decision" for other in earlier)


def _is_label_of_next(view: View, element: str) -> bool:
    """Whether it is a label whose line names the element again ("Psychosocial: no psychosocial support")."""
    if view.before.strip(" -*#|") or not view.after.startswith(":"):
        return False
    later = view.others("program_element", low=view.mention.end)
    return any(other.rule.value.get("element") == element for other in later)


def _is_lesson_told(view: View) -> bool:
    """Whether the sentence has told of the lesson before ("Education: verbalized understanding of body mechanics")."""
    earlier = view.others("program_element", high=view.mention.start)
    return any(other.rule.value.get("element") == "education" for other in earlier)


def _of_decision(view: View) -> Assertion:
    """A shared decision was made, or somebody says that the record has none."""
    missing = _NO_RECORD_BEFORE.occurs(view.before) or _NO_RECORD_AFTER.occurs(view.after)
    return Assertion.NOT_DOCUMENTED if missing else Assertion.PRESENT


def _belongs(view: View) -> bool:
    if in_program(view):
        return True
    return rule_name(view.mention) not in _ONLY_WITHIN and "not documented" in view.text.lower()


def _assertion(view: View, element: str, read: Assertion) -> Assertion:
    """A program is there or missing; teaching that was given is present, whatever the plan it stands in."""
    if element == "program":
        return read if read in (Assertion.NOT_DOCUMENTED, Assertion.ABSENT) else Assertion.PRESENT
    if _is_in_neither(view) or _is_unrecorded(view):
        return Assertion.NOT_DOCUMENTED
    if _DONE.search(view.words.encode("ascii")):
        return Assertion.PRESENT
    in_plan_of_care = element == "education" and is_therapists(view.sentence) and view.sentence.section.kind == "plan"
    return Assertion.PLANNED if in_plan_of_care and read is Assertion.PRESENT else read


def _is_in_neither(view: View) -> bool:
    """Whether the mention is one of the two of which neither is documented."""
    said = _NEITHER.find_all(view.outline.stream.data, view.sentence.start, view.sentence.end)
    return any(hit.start <= view.mention.start and view.mention.end <= hit.end for hit in said)


def _is_unrecorded(view: View) -> bool:
    """Whether a label's answer, or the words around the element, say that the record has nothing of it."""
    colon = view.words.rfind(":")
    answer = view.words[colon:] + view.after if colon >= 0 else view.after
    if _LABEL_UNANSWERED.occurs(answer) or _SAYS_NOTHING.occurs(view.before):
        return True
    return _NO_BEFORE.occurs(view.before) and _IS_RECORDED.occurs(view.after)


def _put_state(value: dict[str, Value], assertion: Assertion) -> None:
    state = state_of_element(assertion)
    if state is not None:
        value["state"] = state


def _is_heading(view: View) -> bool:
    return view.sentence.heading or not (view.before.strip(" -*#") or view.after.strip(" .:"))


def _alone(view: View) -> Reach:
    """All of the sentence before the element and after it: elements stand in lists whose end speaks for each; brackets
    right behind one speak for it alone."""
    here = (view.mention.start, view.mention.end)
    own = OWN_BRACKETS.search(view.outline.stream.data, here[1], view.sentence.end)
    end = view.sentence.end if own is None else own.end
    head, tail = (view.sentence.start, here[0]), (here[1], end)
    return Reach(here, head, head, tail, tail, tail, (here,), 0)
