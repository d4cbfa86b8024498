"""Physical therapy: visits, weeks, how far it got and what it brought.

It stands apart because a number near "PT" is a visit count, a duration, a rate or a date, and arithmetic ties them together.
"""

import re
from collections.abc import Sequence

from chartcase.fact import Assertion, Value
from chartcase.find.attributes import AttributeHit
from chartcase.find.course import Course, course_of, duration_of, length_value
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.program import program_element
from chartcase.find.quantities import number
from chartcase.find.reach import BARE, Reach, reach_of, rule_name, span_of
from chartcase.find.rulebook import FindingSpec
from chartcase.find.talk import is_label, is_no_statement
from chartcase.find.visits import sessions_of

_SIGNED = re.compile(r"^[A-Z]\.? ?[A-Z][A-Za-z'-]+, $")
_BARE = BARE | {"bare_therapy"}
_THERAPIST = re.compile(r"\b(?:therap(?:y|ist)|rehab|PT)\b", re.IGNORECASE)
_ALLOWED = re.compile(r"\bauth", re.IGNORECASE)
_ATTENDED = re.compile(r"\b(?:attended|completed|used)", re.IGNORECASE)
_WENT = re.compile(r"\b(?:attended|went (?:to|through)|ending in|underwent|finished)\b(?!.{0,12}\b(?:since|of \d))", re.IGNORECASE)
_ALL_OF = re.compile(r"\b(?P<n>\d{1,2}) ?(?:of|/|out of) ?(?P<m>\d{1,2}) (?:visits|sessions)", re.IGNORECASE)
_CHIROPRACTIC = re.compile(r"\bchiropract", re.IGNORECASE)
_RECOVERED = re.compile(r"\b(?:recovered (?:completely|fully)|(?:fully|completely) (?:recovered|resolved)|resolved (?:completely|fully))\b", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:recovered|resolved|prior (?:episode|injury|strain)|previous (?:episode|injury|strain)|for (?:an?|his|her) (?:(?:left|right) )?(?:prior|previous|old|remote|different|neck strain|shoulder|knee|ankle|hip|wrist|elbow|foot)\b)", re.IGNORECASE
)


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a mention; a bare count of visits only where therapy is spoken of."""
    del finding
    if _is_no_therapy(view):
        return ()
    reach = reach_of(view)
    course = course_of(view, reach)
    value = base_value(mention)
    spans = list(course.all_spans)
    assertion = _earlier(view, course)
    if rule_name(mention) not in BARE and is_label(view, reach) and course.response is None and assertion is Assertion.PRESENT:
        return ()
    if assertion not in (Assertion.ABSENT, Assertion.NOT_DOCUMENTED):
        spans.extend(_amounts(view, reach, value))
        _put_course(view, value, course, assertion)
    kind = "conservative_care" if _is_chiropractic(view) else None
    if kind is not None:
        value["modality"] = "chiropractic"
    fact = Measured(value, tuple(spans), assertion, type=kind, anchor=reach.here)
    element = program_element(view, "physical_therapy", assertion) if kind is None else None
    return (fact,) if element is None else (fact, element)


def _put_course(view: View, value: dict[str, Value], course: Course, assertion: Assertion) -> None:
    if course.response is not None:
        value["response"] = course.response
    state = course.state or _finished(view, value, assertion)
    if state is not None:
        value["state"] = state


def _finished(view: View, value: dict[str, Value], assertion: Assertion) -> str | None:
    """Visits that somebody went to are done; "12 of 12 visits" is the whole course, "9 of 12" says nothing of its end."""
    part = _ALL_OF.search(view.text)
    if part is not None:
        return "completed" if part["n"] == part["m"] else None
    went = "sessions" in value and assertion is Assertion.PRESENT and _WENT.search(view.text)
    return "completed" if went else None


def _amounts(view: View, reach: Reach, value: dict[str, Value]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    sessions = _own_count(view) or sessions_of(view, reach)
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


def _own_count(view: View) -> AttributeHit | None:
    """The count that the mention itself is ("Visit 9 of 16" is nine)."""
    for name in ("n", "m", "k"):
        count = number(view.mention.groups.get(name, ""))
        if count is not None:
            return AttributeHit("sessions", view.mention.start, view.mention.end, view.words, count)
    return None


def _earlier(view: View, course: Course) -> Assertion:
    """Therapy of an earlier episode is history: full recovery, or a date with a recovery or another complaint."""
    if course.assertion is not Assertion.PRESENT:
        return course.assertion
    if _RECOVERED.search(view.text) or (view.attributes("date") and _EARLIER.search(view.text)):
        return Assertion.HISTORICAL
    return Assertion.PRESENT


def _is_no_therapy(view: View) -> bool:
    if is_no_statement(view) or (_SIGNED.match(view.before) and not view.after.strip(" .,")):
        return True
    if view.sentence.heading and not view.before.strip() and not view.after.strip(" .:"):
        return True
    name = rule_name(view.mention)
    if name not in _BARE:
        return False
    if name == "visits" and _is_only_allowed(view):
        return True
    if name == "visits" and not _speaks_of_therapy(view):
        return True
    return any(_names_therapy(name, other) and _same_clause(view, other) for other in view.others("physical_therapy"))


def _names_therapy(name: str, other: Mention) -> bool:
    """Whether the other mention carries the fact that this bare one only adds to."""
    named = rule_name(other)
    return named not in _BARE or (named == "bare_therapy" and name != "bare_therapy")


def _same_clause(view: View, other: Mention) -> bool:
    low, high = sorted((span_of(view.mention), span_of(other)))
    return ";" not in view.between(low[1], high[0])


def _is_only_allowed(view: View) -> bool:
    """Whether the count is of visits allowed, next to a count of visits attended."""
    if _ALLOWED.search(view.words) is None:
        return False
    others = [view.between(other.start, other.end) for other in view.others("physical_therapy") if rule_name(other) == "visits"]
    return any(_ATTENDED.search(words) for words in others)


def _speaks_of_therapy(view: View) -> bool:
    sentence = view.sentence
    if sentence.document.kind == "therapy_note" or (sentence.encounter is not None and sentence.encounter.kind == "therapy"):
        return not view.others("conservative_care") or view.sentence.document.kind == "therapy_note"
    if _THERAPIST.search(sentence.section.title) or _THERAPIST.search(view.text):
        return not view.others("conservative_care")
    previous = next(iter(view.previous_sentences(1)), None)
    return previous is not None and re.search(r"therap|\bPT\b|chiropract|rehab", view.outline.text(previous), re.IGNORECASE) is not None


def _is_chiropractic(view: View) -> bool:
    if rule_name(view.mention) != "visits" or view.sentence.document.kind == "therapy_note":
        return False
    previous = next(iter(view.previous_sentences(1)), None)
    return previous is not None and _CHIROPRACTIC.search(view.outline.text(previous)) is not None
