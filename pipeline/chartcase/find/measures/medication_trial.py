"""Drugs: which one, how much, how often, how long, and what became of it.

It stands apart because a drug's name carries its class, its dose tells a combination from its part, and an allergy list or
an injection names drugs that nobody tried.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from chartcase.fact import Assertion, Value
from chartcase.find.course import Course, course_of, duration_of, length_value
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.reach import Reach, reach_of
from chartcase.find.rulebook import FindingSpec
from chartcase.find.talk import is_no_statement

_COMBINED = {"hydrocodone": "hydrocodone_acetaminophen", "oxycodone": "oxycodone_acetaminophen"}
_WITH_ACETAMINOPHEN = re.compile(r"^(?:2\.5|5|7\.5|10)[-/](?:300|325|500|650|750|660)\b")
_BARE_DOSE = re.compile(
    r"^ (?P<n>\d{1,4}(?:\.\d+)?(?:[-/]\d{1,4}(?:\.\d+)?)?)(?: ?(?:po|p\.o\.|mg))?,? (?:b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|q\.? ?\d|q\.?h\.?s|q\.?d|daily|prn|nightly|once|twice|at bedtime|po)\b",
    re.IGNORECASE,
)
_COMBINED_DOSE = re.compile(r"^ (?P<n>\d{1,2}(?:\.\d)?[/-](?:300|325|500|650|750))\b")
_DOSE_NEAR, _FREQUENCY_NEAR = 45, 80
"""Characters between a drug and its dose or frequency, at most."""
_HOURLY_PRN = re.compile(r"\bq\.? ?\d(?:-\d)? ?(?:h|hours?|hrs?)\.? ?(?:prn|p\.r\.n|as needed)|every \d(?:-\d)? hours (?:as needed|prn)", re.IGNORECASE)
_INJECTED = re.compile(
    r"\b(?:inject(?:ed|ate)|injection of|infiltrat(?:ed|ion)|instilled|mixture of|syringe|\d ?(?:cc|ml)\b|epidural space|local anesthe|sedation with|conscious sedation|premedicat)", re.IGNORECASE
)
_INJECTABLE = frozenset({"methylprednisolone", "ketorolac", "fentanyl", "diazepam", "dexamethasone", "lidocaine", "heparin", "morphine", "meperidine", "ondansetron", "diphenhydramine"})
_OTHER_NAME = frozenset({" (", " ", "/", " or ", ", "})
"""What stands between two names of one drug."""
_INTRAVENOUS = re.compile(r"\b(?:iv|intravenous|i\.v\.|im|intramuscular) $", re.IGNORECASE)
_PAUSED = re.compile(r"\b(?:held|hold(?:s|ing)?|stop(?:ped|ping)?|off)(?: (?:of|his|her|the|taking|any))* $", re.IGNORECASE)
_PAUSED_AFTER = re.compile(r"^ (?:was|were|has been|to be|is|will be|would have to be|must be)? ?(?:held|on hold|stopped|off)\b", re.IGNORECASE)
_LAB = re.compile(r"^ ?(?:level|of |was |:)? ?\d{1,4}(?:\.\d+)?(?: ?(?:pg|ng|,|\(|$))", re.IGNORECASE)
_ALLERGY = re.compile(r"\b(?:allerg(?:y|ic|ies)|intoleran(?:t|ce)|adverse reactions?|sensitivities)\b", re.IGNORECASE)
_NO_ALLERGY = re.compile(r"\b(?:no|not|denies|without)\b[^.;]{0,40}\b(?:allerg|intoleran|contraindicat|sensitivit|adverse)", re.IGNORECASE)
_NAMES_OF_CLASS = re.compile(r"^ ?(?:[:(,-] ?|such as |like |including |e\.g\.,? |i\.e\.,? |namely |\(e\.g\.,? |\(including |\(such as )*$", re.IGNORECASE)
_IN_APPOSITION = re.compile(r"^ ?[,(]? ?(?:an?|which is an?|is an?) (?:oral |prescription )?$", re.IGNORECASE)


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a drug or class; none for what is injected, what only names an allergy to other things, or a class whose drugs follow."""
    del finding
    value = base_value(mention)
    if _is_no_trial(view, value) or _named_again(view, value, after=True) is not None:
        return ()
    reach = reach_of(view)
    course = _with_allergy(view, value, course_of(view, reach))
    if course is None:
        return ()
    spans = [*course.spans, *_amounts(view, reach, value)]
    if course.assertion not in (Assertion.ABSENT, Assertion.NOT_DOCUMENTED):
        spans.extend(_length(view, reach, value))
    _put_course(value, course)
    if value.get("class") == "oral_steroid" and _INTRAVENOUS.search(view.before):
        value["class"] = "other"
    if "class" not in value and not _is_told(view, course):
        return ()
    first = _named_again(view, value, after=False)
    anchor = reach.here if first is None else (first, reach.here[1])
    return (Measured(value, tuple(spans), course.assertion, anchor=anchor),)


def _named_again(view: View, value: dict[str, Value], *, after: bool) -> int | None:
    """Where the same drug stands at once under its other name ("citalopram (Celexa) 40 mg"); None where it does not."""
    for other in view.others("medication_trial"):
        low, high = (view.mention.end, other.start) if after else (other.end, view.mention.start)
        if low <= high and view.between(low, high) in _OTHER_NAME and base_value(other).get("drug") == value.get("drug", ""):
            return other.start
    return None


def _is_told(view: View, course: Course) -> bool:
    """Whether "medication" without a name is more than a heading: its effect, its lack or a trial of it is told."""
    return course.response is not None or course.assertion in (Assertion.ABSENT, Assertion.NOT_DOCUMENTED) or "trial" in view.words.lower()


def _put_course(value: dict[str, Value], course: Course) -> None:
    if course.response is not None:
        value["response"] = course.response
    if course.stop_reason is not None and course.response == "not_tolerated":
        value["stop_reason"] = course.stop_reason


def _is_no_trial(view: View, value: dict[str, Value]) -> bool:
    if is_no_statement(view):
        return True
    if view.sentence.section.kind in ("results", "exam") and _LAB.match(view.after):
        return True
    if value.get("drug") in _INJECTABLE and _INJECTED.search(view.text) and not view.attributes("frequency"):
        return True
    if _NO_ALLERGY.search(view.text) and _ALLERGY.search(view.text):
        return True
    return "drug" not in value and "class" in value and _names_its_drugs(view, str(value["class"]))


def _names_its_drugs(view: View, drug_class: str) -> bool:
    """Whether drugs of the class stand right behind or before the class word."""
    for other in view.others("medication_trial"):
        if other.rule.words is None or "words" not in other.groups:
            continue
        named = other.rule.words.value(other.groups["words"])
        if "drug" not in named or (drug_class != "other" and named.get("class") != drug_class):
            continue
        if other.start >= view.mention.end and _NAMES_OF_CLASS.match(view.between(view.mention.end, other.start)):
            return True
        if other.end <= view.mention.start and _IN_APPOSITION.match(view.between(other.end, view.mention.start)):
            return True
    return False


def _with_allergy(view: View, value: dict[str, Value], course: Course) -> Course | None:
    """In an allergy list a drug against pain was not tolerated; any other names no trial."""
    listed = view.sentence.section.kind == "allergies"
    if not listed and not re.search(r"\ballerg(?:y|ic|ies)\b", view.before, re.IGNORECASE):
        return course
    if value.get("class") == "other" or course.assertion is not Assertion.PRESENT:
        return None if listed or value.get("class") == "other" else course
    return replace(course, response="not_tolerated", state=None)


def _amounts(view: View, reach: Reach, value: dict[str, Value]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    if "drug" not in value:
        return spans
    dose = _dose(view, reach)
    if dose is not None:
        words, span = dose
        value["dose"] = words
        spans.append(span)
        if _WITH_ACETAMINOPHEN.match(words):
            value["drug"] = _COMBINED.get(str(value["drug"]), value["drug"])
    frequency = _frequency(view, reach)
    if frequency is not None:
        value["frequency"], span = frequency
        spans.append(span)
    return spans


def _dose(view: View, reach: Reach) -> tuple[str, tuple[int, int]] | None:
    high = min(reach.own[1], reach.near[1]) if reach.last else reach.own[1]
    for hit in view.attributes("dose", reach.here[0], high):
        if hit.start - reach.own[0] <= _DOSE_NEAR and "ml" not in hit.words.lower():
            return str(hit.value), (hit.start, hit.end)
    bare = _BARE_DOSE.match(view.between(*reach.own)) or _COMBINED_DOSE.match(view.between(*reach.own))
    if bare is not None:
        start = reach.own[0]
        return f"{bare['n']} mg", (start + bare.start("n"), start + bare.end("n"))
    leading = view.attributes("dose", *reach.lead)
    if leading and view.between(leading[-1].end, reach.here[0]) in (" ", " of ", " tablets of "):
        return str(leading[-1].value), (leading[-1].start, leading[-1].end)
    return None


def _frequency(view: View, reach: Reach) -> tuple[str, tuple[int, int]] | None:
    hits = view.attributes("frequency", reach.own[0], reach.own[1] if not reach.last else reach.near[1])
    hits = [hit for hit in hits if hit.start - reach.own[0] <= _FREQUENCY_NEAR]
    if not hits:
        return None
    named = [hit for hit in hits if hit.value != "prn"]
    hourly = _HOURLY_PRN.search(view.between(reach.own[0], reach.own[1]))
    chosen = hits[-1] if hourly is not None and len(hits) > len(named) else (named or hits)[0]
    return str(chosen.value), (chosen.start, chosen.end)


def _length(view: View, reach: Reach, value: dict[str, Value]) -> list[tuple[int, int]]:
    if _PAUSED.search(view.between(reach.head[0], reach.here[0])) or _PAUSED_AFTER.match(view.between(*reach.near)):
        return []
    hit = duration_of(view, reach)
    weeks = length_value(hit)
    if hit is None or weeks is None:
        return []
    value["weeks"] = weeks
    return [(hit.start, hit.end)]
