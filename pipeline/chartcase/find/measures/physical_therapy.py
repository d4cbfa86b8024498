"""Physical therapy: visits, weeks, how far it got and what it brought.

It stands apart because a number near "PT" is a visit count, a duration, a rate or a date, and arithmetic ties them together.
"""

import re
from collections.abc import Sequence

from chartcase.fact import Assertion, Value
from chartcase.find.course import Course, course_of, duration_of, length_value
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.program import program_element
from chartcase.find.reach import Reach, reach_of
from chartcase.find.rulebook import FindingSpec
from chartcase.find.visits import is_promised, sessions_of

_SIGNED = re.compile(r"^[A-Z]\.? ?[A-Z][A-Za-z'-]+, $")
_BARE = ("visits", "plateau", "rate", "bare_therapy")
_THERAPIST = re.compile(r"\b(?:therap(?:y|ist)|rehab|PT)\b", re.IGNORECASE)
_CHIROPRACTIC = re.compile(r"\bchiropract", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:recovered|resolved|prior (?:episode|injury|strain)|previous (?:episode|injury|strain)|for an? (?:prior|previous|old|remote|different|neck|shoulder|knee|ankle|hip|wrist)\b)", re.IGNORECASE
)


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a mention; a bare count of visits only where therapy is spoken of."""
    del finding
    if _is_no_therapy(view):
        return ()
    reach = reach_of(view)
    course = course_of(view, reach)
    value = base_value(mention)
    spans = list(course.spans)
    assertion = _earlier(view, course)
    if assertion not in (Assertion.ABSENT, Assertion.NOT_DOCUMENTED):
        spans.extend(_amounts(view, reach, value))
        _put_course(value, course)
    kind = "conservative_care" if _is_chiropractic(view) else None
    if kind is not None:
        value["modality"] = "chiropractic"
    fact = Measured(value, tuple(spans), assertion, type=kind)
    element = program_element(view, "physical_therapy", assertion) if kind is None else None
    return (fact,) if element is None else (fact, element)


def _put_course(value: dict[str, Value], course: Course) -> None:
    if course.response is not None:
        value["response"] = course.response
    if course.state is not None:
        value["state"] = course.state


def _amounts(view: View, reach: Reach, value: dict[str, Value]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    sessions = sessions_of(view, reach)
    amount = length_value(sessions)
    if sessions is not None and amount is not None:
        value["sessions"] = amount
        spans.append((sessions.start, sessions.end))
    weeks = duration_of(view, reach)
    length = length_value(weeks)
    if weeks is not None and length is not None:
        value["weeks"] = length
        spans.append((weeks.start, weeks.end))
    return spans


def _earlier(view: View, course: Course) -> Assertion:
    """Therapy of an earlier episode is history: a year or "years ago" with a recovery or another complaint."""
    if course.assertion is not Assertion.PRESENT or not view.attributes("date"):
        return course.assertion
    return Assertion.HISTORICAL if _EARLIER.search(view.text) else Assertion.PRESENT


def _rule_name(view: View) -> str:
    return view.mention.rule.id.partition(".")[2]


def _is_no_therapy(view: View) -> bool:
    if _SIGNED.match(view.before) and not view.after.strip(" .,"):
        return True
    if _rule_name(view) not in _BARE:
        return False
    others = [other for other in view.others("physical_therapy") if other.rule.id.partition(".")[2] not in _BARE]
    if others or _is_second_count(view):
        return True
    return _rule_name(view) == "visits" and not _speaks_of_therapy(view)


def _is_second_count(view: View) -> bool:
    """Whether an earlier bare mention of the sentence already carries the count; authorised and attended counts are two facts."""
    earlier = [other for other in view.others("physical_therapy") if other.start < view.mention.start]
    return bool(earlier) and _rule_name(view) != "visits"


def _speaks_of_therapy(view: View) -> bool:
    sentence = view.sentence
    if sentence.document.kind == "therapy_note" or (sentence.encounter is not None and sentence.encounter.kind == "therapy"):
        return not view.others("conservative_care") or view.sentence.document.kind == "therapy_note"
    if _THERAPIST.search(sentence.section.title) or _THERAPIST.search(view.text):
        return not view.others("conservative_care")
    previous = next(iter(view.previous_sentences(1)), None)
    return previous is not None and re.search(r"therap|\bPT\b|chiropract|rehab", view.outline.text(previous), re.IGNORECASE) is not None


def _is_chiropractic(view: View) -> bool:
    if _rule_name(view) != "visits" or view.sentence.document.kind == "therapy_note":
        return False
    previous = next(iter(view.previous_sentences(1)), None)
    return previous is not None and _CHIROPRACTIC.search(view.outline.text(previous)) is not None


__all__ = ["is_promised", "measure"]
