"""Conservative care: which modality, how often, how long, how far it got and what it brought.

It stands apart because the same word is care in one sentence, a heading in the next and a work status in a third.
"""

import re
from collections.abc import Sequence

from chartcase.fact import Assertion, Value
from chartcase.find.course import course_of, duration_of, length_value
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.program import program_element
from chartcase.find.reach import Reach, reach_of, span_of
from chartcase.find.rulebook import FindingSpec
from chartcase.find.talk import is_label, is_no_statement
from chartcase.find.visits import sessions_of

_LISTS = frozenset({"plan", "assessment_plan", "therapy", "medications"})
_ELEMENTS = {"home_exercise": "home_exercise", "behavioural": "psychosocial", "education": "education"}
_TITLES = frozenset({"unspecified", "chiropractic", "work_conditioning", "behavioural"})
_SAID_TWICE = frozenset({"home_exercise", "behavioural", "heat_ice"})
_JUDGED = re.compile(r"^ ?:? ?-? ?(?:criteri(?:a|on):? )?(?:likely |not )?(?:met|meets criteria|satisfied|undetermined|grossly)\b", re.IGNORECASE)
_LABEL = re.compile(r"^ ?(?:\([^)]{0,30}\) ?)?(?:tried |criteria |requirement |to date )?(?:\([^)]{0,30}\) ?)?(?::|-+ |$)(?! ?(?:never|none|no\b|yes|not documented|undetermined))", re.IGNORECASE)
_RELIEF_FACTOR = re.compile(r"\b(?:better|relie|alleviat|help|improv|ease|decreas|lessen|reduc|(?:days?|weeks?) of|rest\b.{0,30}(?:ice|heat)|with|includ|treat|tried|and|,)", re.IGNORECASE)


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a mention; none for a bare heading and for lying down that nobody calls a treatment."""
    del finding
    value = base_value(mention)
    if _is_no_care(view, value):
        return ()
    reach = reach_of(view)
    course = course_of(view, reach)
    spans = list(course.all_spans)
    anchor = reach.here
    if _is_repeated(view, reach) or (is_label(view, reach) and course.response is None):
        return ()
    if course.assertion in (Assertion.ABSENT, Assertion.NOT_DOCUMENTED):
        return _with_element(view, value, Measured(value, tuple(spans), course.assertion, anchor=anchor))
    if course.state is not None:
        value["state"] = course.state
    if course.response is not None:
        value["response"] = course.response
    for key, hit in (("sessions", sessions_of(view, reach)), ("weeks", duration_of(view, reach))):
        amount = length_value(hit)
        if hit is not None and amount is not None:
            value[key] = amount
            spans.append((hit.start, hit.end))
    return _with_element(view, value, Measured(value, tuple(spans), course.assertion, anchor=anchor))


def _with_element(view: View, value: dict[str, Value], fact: Measured) -> Sequence[Measured]:
    element = _ELEMENTS.get(str(value.get("modality")))
    if element is None or fact.assertion is None or _is_element_itself(view):
        return (fact,)
    made = program_element(view, element, fact.assertion)
    return (fact,) if made is None else (fact, made)


def _is_element_itself(view: View) -> bool:
    return any(other.start < view.mention.end and view.mention.start < other.end for other in view.others("program_element"))


def _is_heading(view: View) -> bool:
    if base_value(view.mention).get("modality") not in _TITLES:
        return False
    return not view.sentence.item and not view.before.strip(" -*") and not view.after.strip(" .:") and view.sentence.section.kind not in _LISTS


def _is_repeated(view: View, reach: Reach) -> bool:
    """Whether the treatment before it in its list is the same modality in other words ("home therapy, stretching")."""
    own = base_value(view.mention)
    if own.get("modality") not in _SAID_TWICE:
        return False
    before = [other for other in view.others("conservative_care", high=view.mention.start) if span_of(other) in reach.listed]
    return any(base_value(other) == own for other in before)


def _is_no_care(view: View, value: dict[str, Value]) -> bool:
    modality = value.get("modality")
    if _is_heading(view) or (view.mention.rule.spec.assertion is None and is_no_statement(view)) or _is_examined(view, str(modality)):
        return True
    if view.sentence.heading and modality == "unspecified":
        return True
    if modality == "unspecified" and not view.before.strip(" -*[]x0123456789.()") and _LABEL.match(view.after):
        return True
    if modality == "unspecified" and _JUDGED.match(view.after):
        return True
    return modality == "rest" and _RELIEF_FACTOR.search(view.before[-60:]) is None


def _is_examined(view: View, modality: str) -> bool:
    """Traction, rest or heat in an examination is a manoeuvre or a finding, save where a therapist tells what he did."""
    in_exam = view.sentence.section.kind == "exam" and view.sentence.document.kind != "therapy_note"
    return in_exam and modality in ("traction", "rest", "heat_ice", "massage")
