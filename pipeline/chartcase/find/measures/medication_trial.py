"""Drugs: which one, how much, how often, how long, and what became of it.

It stands apart because a drug's name carries its class, its dose tells a combination from its part, and an allergy
list or an injection names drugs that nobody tried."""

from collections.abc import Sequence
from dataclasses import replace

from chartcase.fact import Assertion, Value
from chartcase.find.aftermath import REVIEWS
from chartcase.find.attributes import AttributeHit
from chartcase.find.course import Course, course_of
from chartcase.find.extent import amount, duration_of
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.program import is_listed_in_program, program_element
from chartcase.find.reach import Reach, reach_of
from chartcase.find.rulebook import FindingSpec
from chartcase.find.talk import is_no_statement
from chartcase.patterns import Pattern

_COMBINED = {"hydrocodone": "hydrocodone_acetaminophen", "oxycodone": "oxycodone_acetaminophen"}
_WITH_ACETAMINOPHEN = Pattern(r"^(?:2\.5|5|7\.5|10)[-/](?:300|325|500|650|660|750)\b")
"""The tablet strengths of the combinations as their labels give them: opioid over acetaminophen, in mg."""
_BARE_DOSE = Pattern(
    r"^ (?P<n>\d{1,4}(?:\.\d+)?(?:[-/]\d{1,4}(?:\.\d+)?)?)(?: ?(?:po|p\.o\.|mg))?,? (?:b\.?i\.?d"
    r"|t\.?i\.?d|q\.?i\.?d|q\.? ?\d"
    r"|q\.?h\.?s|q\.?d|daily|prn|nightly|once|twice|at bedtime|po)\b|^ (?P<m>\d{1,2}(?:\.\d)?[-/](?:300"
    r"|325|500|650|750))\b"
)
"""A dose without its unit, which is milligrams in every drug that is written so."""
_HOURLY_PRN = Pattern(
    r"\bq\.? ?\d(?:-\d)? ?(?:h|hours?|hrs?)\.? ?(?:prn|p\.r\.n|as needed)|every \d(?: ?(?:-"
    r"|to) ?\d)? hours (?:as needed|prn)"
)
_DOSE_NEAR, _FREQUENCY_NEAR = 45, 80
"""Characters between a drug and its dose or frequency, at most."""
_PAUSED_BEFORE = Pattern(r"\b(?:held|hold(?:s|ing)?|stop(?:ped|ping)?|off)(?: (?:of|his|her|the|taking|any))* $")
_PAUSED_AFTER = Pattern(r"^ (?:(?:was|were|has been|to be|is|will be|would have to be|must be) )?(?:held|on hold)\b")
_INTRAVENOUS = Pattern(r"\b(?:iv|intravenous|i\.v\.|im|intramuscular) $")
_INJECTED = Pattern(
    r"\b(?:inject(?:ed|ate)|injection of|infiltrat(?:ed|ion)|instilled|mixture of|syringe|\d ?(?:cc|ml)\b"
    r"|epidural space"
    r"|local anesthe|sedation with|conscious sedation|premedicat)"
)
_INJECTABLE = frozenset(
    {
        "methylprednisolone",
        "ketorolac",
        "fentanyl",
        "diazepam",
        "dexamethasone",
        "lidocaine",
        "heparin",
        "morphine",
        "meperidine",
        "ondansetron",
        "diphenhydramine",
    }
)
_LONG_AGO = Pattern(r"\b(?:once |many |several |\d+ |some |a few )*years ago\b|\bas a (?:child|teenager)\b")
_LAB = Pattern(r"^ ?(?:level|of |was |:)? ?\d{1,4}(?:\.\d+)?(?: ?(?:pg|ng|,|\(|$))")
_ALLERGY = Pattern(r"\b(?:allerg(?:y|ic|ies)|intoleran(?:t|ce)|adverse reactions?|sensitivities)\b")
_ALLERGIC = Pattern(r"\ballerg(?:y|ic|ies)\b")
_NO_ALLERGY = Pattern(
    r"\b(?:no|not|denies|without)\b[^.;]{0,40}\b(?:allerg|intoleran|contraindicat|sensitivit|adverse)"
)
_NAMES_FOLLOW = Pattern(
    r"^ ?(?:[:(,-] ?|such as |like |including |e\.g\.,? |i\.e\.,? |namely |\(e\.g\.,? |\(including |\(such as )*$"
)
_IN_APPOSITION = Pattern(r"^ ?[,(]? ?(?:which is |is )?an? (?:oral |prescription )?$")
_OPENS_RHYTHM = Pattern(
    r"(?:^|[,;:(] ?|\b(?:and|or|with|as|on|takes?|taking|took|of|her|his|the|continues?|continued|uses?|using|plus"
    r"|started|prescribed|given|current|including|for) )$"
)
_OTHER_NAME = frozenset({" (", " ", "/", " or ", ", "})
"""What stands between two names of one drug."""


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a drug or class; none for what is injected, for other people's allergies, or for a class whose
    drugs follow."""
    del finding
    value = base_value(mention)
    if _is_no_trial(view, value) or _other_name(view, value, after=True) is not None:
        return ()
    reach = reach_of(view)
    course = _with_allergy(view, value, course_of(view, reach))
    if course is None or ("class" not in value and not _is_told(view, course)):
        return ()
    spans = [*course.spans, *_put_amounts(view, reach, value)]
    if course.assertion not in (Assertion.ABSENT, Assertion.NOT_DOCUMENTED):
        spans.extend(_put_length(view, reach, value))
    if course.assertion is Assertion.PRESENT and course.response is None and _is_long_ago(view, reach):
        course = replace(course, assertion=Assertion.HISTORICAL)
    _put_course(view, value, course)
    first = _other_name(view, value, after=False)
    anchor = reach.here if first is None else (first, reach.here[1])
    fact = Measured(value, tuple(spans), course.assertion, anchor=anchor)
    element = _element(view, course)
    return (fact,) if element is None else (fact, element)


def _element(view: View, course: Course) -> Measured | None:
    """The drugs of a program that a review weighs: its element once a sentence, by the first that is named."""
    if view.sentence.document.kind not in REVIEWS or course.assertion is not Assertion.PRESENT:
        return None
    if view.others("medication_trial", high=view.mention.start) or _names_element(view):
        return None
    return program_element(view, "medication", course.assertion) if is_listed_in_program(view) else None


def _names_element(view: View) -> bool:
    return any(other.rule.value.get("element") == "medication" for other in view.others("program_element"))


def _put_course(view: View, value: dict[str, Value], course: Course) -> None:
    if course.response is not None:
        value["response"] = course.response
    if course.stop_reason is not None and course.response == "not_tolerated":
        value["stop_reason"] = course.stop_reason
    if value.get("class") == "oral_steroid" and _INTRAVENOUS.search(view.before.encode("ascii")):
        value["class"] = "other"


def _other_name(view: View, value: dict[str, Value], *, after: bool) -> int | None:
    """Where the same drug stands at once under its other name ("citalopram (Celexa) 40 mg"); None where it does not."""
    for other in view.others("medication_trial"):
        low, high = (view.mention.end, other.start) if after else (other.end, view.mention.start)
        if (
            low <= high
            and view.between(low, high) in _OTHER_NAME
            and base_value(other).get("drug") == value.get("drug", "")
        ):
            return other.start
    return None


def _is_long_ago(view: View, reach: Reach) -> bool:
    return _LONG_AGO.search(view.between(*reach.near).encode("ascii")) is not None


def _is_told(view: View, course: Course) -> bool:
    """Whether "medication" without a name is more than a heading: its effect, its lack or a trial of it is told."""
    lacking = course.assertion in (Assertion.ABSENT, Assertion.NOT_DOCUMENTED)
    return lacking or course.response is not None or "trial" in view.words.lower()


# --- what is no trial


def _is_no_trial(view: View, value: dict[str, Value]) -> bool:
    data = view.text.encode("ascii")
    if is_no_statement(view) or _is_laboratory(view):
        return True
    if value.get("drug") in _INJECTABLE and _INJECTED.search(data) and not view.attributes("frequency"):
        return True
    if _NO_ALLERGY.search(data) and _ALLERGY.search(data):
        return True
    return "drug" not in value and "class" in value and _names_its_drugs(view, str(value["class"]))


def _is_laboratory(view: View) -> bool:
    measured = view.sentence.section.kind in ("results", "exam")
    return measured and _LAB.search(view.after.encode("ascii")) is not None


def _names_its_drugs(view: View, drug_class: str) -> bool:
    """Whether drugs of the class stand right behind or before the class word."""
    return any(
        _is_named_by(view, other) for other in view.others("medication_trial") if _is_of_class(other, drug_class)
    )


def _is_of_class(other: Mention, drug_class: str) -> bool:
    named = base_value(other)
    return "drug" in named and drug_class in ("other", named.get("class"))


def _is_named_by(view: View, other: Mention) -> bool:
    if other.start >= view.mention.end:
        return _NAMES_FOLLOW.search(view.between(view.mention.end, other.start).encode("ascii")) is not None
    between = view.between(other.end, view.mention.start).encode("ascii")
    return other.end <= view.mention.start and _IN_APPOSITION.search(between) is not None


def _with_allergy(view: View, value: dict[str, Value], course: Course) -> Course | None:
    """In an allergy list a drug against pain was not tolerated; any other names no trial."""
    listed = view.sentence.section.kind == "allergies"
    if not listed and _ALLERGIC.search(view.before.encode("ascii")) is None:
        return course
    if value.get("class") == "other":
        return None
    if course.assertion is not Assertion.PRESENT:
        return None if listed else course
    return replace(course, response="not_tolerated", state=None)


# --- how much, how often, how long


def _put_amounts(view: View, reach: Reach, value: dict[str, Value]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    if "drug" not in value:
        return spans
    dose = _dose(view, reach)
    if dose is not None:
        value["dose"] = dose[0]
        spans.append(dose[1])
        if _WITH_ACETAMINOPHEN.search(dose[0].encode("ascii")):
            value["drug"] = _COMBINED.get(str(value["drug"]), value["drug"])
    frequency = _frequency(view, reach)
    if frequency is not None:
        value["frequency"] = frequency[0]
        spans.append(frequency[1])
    return spans


def _dose(view: View, reach: Reach) -> tuple[str, tuple[int, int]] | None:
    """The dose after the name, with its unit or without, else the one right before it ("81 mg aspirin")."""
    start = reach.own[0]
    for hit in view.attributes("dose", reach.here[0], _own_end(reach)):
        if hit.start - start <= _DOSE_NEAR and "ml" not in hit.words.lower():
            return str(hit.value), (hit.start, hit.end)
    bare = _BARE_DOSE.search(view.between(*reach.own).encode("ascii"))
    if bare is not None:
        name, (low, high) = next(iter(bare.spans.items()))
        return f"{bare.groups[name]} mg", (start + low, start + high)
    leading = view.attributes("dose", *reach.lead)
    if leading and view.between(leading[-1].end, reach.here[0]) in (" ", " of ", " tablets of "):
        return str(leading[-1].value), (leading[-1].start, leading[-1].end)
    return None


def _own_end(reach: Reach) -> int:
    return min(reach.own[1], reach.near[1]) if reach.last else reach.own[1]


def _frequency(view: View, reach: Reach) -> tuple[str, tuple[int, int]] | None:
    """The named rhythm; "as needed" where nothing or only hours are named beside it."""
    hits = view.attributes("frequency", reach.own[0], _own_end(reach))
    hits = [hit for hit in hits if hit.start - reach.own[0] <= _FREQUENCY_NEAR] or _leading(view, reach)
    if not hits:
        return None
    named = [hit for hit in hits if hit.value != "prn"]
    hourly = len(named) < len(hits) and _HOURLY_PRN.search(view.between(*reach.own).encode("ascii"))
    chosen = hits[-1] if hourly else (named or hits)[0]
    return str(chosen.value), (chosen.start, chosen.end)


def _put_length(view: View, reach: Reach, value: dict[str, Value]) -> list[tuple[int, int]]:
    head, near = view.between(reach.head[0], reach.here[0]).encode("ascii"), view.between(*reach.near).encode("ascii")
    if _PAUSED_BEFORE.search(head) or _PAUSED_AFTER.search(near):
        return []
    hit = duration_of(view, reach)
    weeks = amount(hit)
    if hit is None or weeks is None:
        return []
    value["weeks"] = weeks
    return [(hit.start, hit.end)]


def _leading(view: View, reach: Reach) -> list[AttributeHit]:
    """A rhythm right before the drug, and behind nothing that it could belong to ("and twice daily gabapentin")."""
    hits = view.attributes("frequency", max(view.sentence.start, reach.here[0] - _FREQUENCY_NEAR), reach.here[0])
    if not hits or view.between(hits[-1].end, reach.here[0]) != " ":
        return []
    before = view.between(view.sentence.start, hits[-1].start).encode("ascii")
    return hits[-1:] if _OPENS_RHYTHM.search(before) is not None else []
