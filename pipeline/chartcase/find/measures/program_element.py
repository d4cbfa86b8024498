"""Elements of a comprehensive program: in place, planned, or said to be missing.

It stands apart because "education (not documented)" and "a comprehensive program: UNDETERMINED" are statements on the record,
while the same words in a requirement say nothing.
"""

import re
from collections.abc import Sequence

from chartcase.fact import Assertion, Grade, Value
from chartcase.find.course import course_of
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.program import in_program
from chartcase.find.reach import Reach
from chartcase.find.rulebook import FindingSpec
from chartcase.find.talk import is_no_statement

_ATTESTED = re.compile(r"\b(?:integrat|one (?:piece|component|part)|broader|takes? part)", re.IGNORECASE)
_DONE = re.compile(r"\b(?:educated|counsel+ed|instructed|taught|trained|told|given|provided|issued|reviewed)\b", re.IGNORECASE)
_RECORDED = frozenset({"medication", "psychosocial"})


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a mention; a drug regimen or a psychologist only where a program is spoken of."""
    del finding
    value = base_value(mention)
    element = str(value["element"])
    if element == "shared_decision":
        return (Measured(value, (), Assertion.PRESENT),)
    if element == "medication" and not in_program(view) and "not documented" not in view.text.lower():
        return ()
    if is_no_statement(view):
        return ()
    course = course_of(view, _alone(view))
    assertion = _assertion(view, element, course.assertion)
    if element == "program" and _is_heading(view) and assertion is not Assertion.NOT_DOCUMENTED:
        return ()
    if element not in _RECORDED or in_program(view) or course.state == "ongoing":
        _put_state(value, assertion)
    grade = Grade.ATTESTED if element == "program" and _ATTESTED.search(view.words) else Grade.EXPLICIT
    return (Measured(value, (), assertion, grade=grade),)


def _assertion(view: View, element: str, read: Assertion) -> Assertion:
    """A program is there or missing; teaching that was given is present, whatever the plan it stands in."""
    if element == "program":
        return read if read in (Assertion.NOT_DOCUMENTED, Assertion.ABSENT) else Assertion.PRESENT
    return Assertion.PRESENT if _DONE.search(view.words) else read


def _is_heading(view: View) -> bool:
    return view.sentence.heading or not (view.before.strip(" -*#") or view.after.strip(" .:"))


def _put_state(value: dict[str, Value], assertion: Assertion) -> None:
    if assertion is Assertion.ABSENT:
        value["state"] = "none"
    elif assertion in (Assertion.PLANNED, Assertion.RECOMMENDED):
        value["state"] = "planned"
    elif assertion is Assertion.PRESENT:
        value["state"] = "active"


def _alone(view: View) -> Reach:
    """All of the sentence before the element and after it: elements stand in lists whose end speaks for each."""
    head = (view.sentence.start, view.mention.start)
    tail = (view.mention.end, view.sentence.end)
    here = (view.mention.start, view.mention.end)
    return Reach(here, head, head, tail, tail, tail, (here,), 0)
