"""Conservative care: which modality, how often, how long, how far it got and what it brought.

It stands apart because the same word is care in one sentence, a heading in the next and a work status in a third.
"""

from collections.abc import Sequence

from chartcase.fact import Assertion, Value
from chartcase.find.course import Course, course_of
from chartcase.find.extent import amount, duration_of, sessions_of
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.program import program_element
from chartcase.find.reach import Reach, reach_of, span_of
from chartcase.find.rulebook import FindingSpec
from chartcase.find.talk import is_label, is_no_statement, is_ordered_on, ticked_answer
from chartcase.patterns import Pattern
from chartcase.segment.outline import Sentence

_LISTS = frozenset({"plan", "assessment_plan", "therapy", "medications"})
_ELEMENTS = {"home_exercise": "home_exercise", "behavioural": "psychosocial", "education": "education"}
_TITLES = frozenset({"unspecified", "chiropractic", "work_conditioning", "behavioural"})
"""Modalities whose name alone on a line is a heading."""
_SAID_TWICE = frozenset({"home_exercise", "behavioural", "heat_ice"})
"""Modalities that one list often names in several words ("home therapy, stretching")."""
_MANOEUVRES = frozenset({"traction", "rest", "heat_ice", "massage"})
_JUDGED = Pattern(
    r"^ ?:? ?-? ?(?:criteri(?:a|on):? )?(?:likely |not )?(?:met|meets criteria|satisfied|undetermined|grossly)\b"
)
_LABEL = Pattern(
    r"^ ?(?:\([^)]{0,30}\) ?)?(?:tried |criteria |requirement |to date )?(?:\([^)]{0,30}\) ?)?(?::|-+ |$)"
    r"(?P<rest>.{0,16})"
)
_ANSWER = Pattern(r"^ ?(?:never|none|no\b|yes|not documented|undetermined)")
_REFUSES = Pattern(r"^\[[x+]\] ?(?:no|none|never|n/a|declined|denies)\b")
_AS_CARE = Pattern(
    r"\b(?:better|relie|alleviat|help|improv|ease|decreas|lessen|reduc|(?:days?|weeks?) of|with|includ"
    r"|treat|tried|and|ice|heat|,)"
)
"""Words before "rest" that make it a treatment."""
_AS_CARE_WITHIN = 60
_MEASURES = Pattern(r"^(?:,|/| and) ?(?:ice|heat|stretching|nsaids?|exercises?|activity|ibuprofen|naproxen)\b")


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a mention; none for a bare heading and for lying down that nobody calls a treatment."""
    del finding
    value = base_value(mention)
    if _is_no_care(view, value):
        return ()
    answer = ticked_answer(view)
    if answer is not None:
        return (_answered(view, value, answer),)
    reach = reach_of(view)
    course = course_of(view, reach)
    if _is_repeated(view, reach) or (is_label(view, reach) and course.response is None):
        return ()
    spans: list[tuple[int, int]] = []
    if course.assertion not in (Assertion.ABSENT, Assertion.NOT_DOCUMENTED):
        spans = _put(view, reach, course, value)
    going = course.assertion is Assertion.PRESENT and course.response is None
    assertion = Assertion.PLANNED if going and is_ordered_on(view) else course.assertion
    fact = Measured(value, tuple(spans), assertion, anchor=reach.here)
    return _with_element(view, fact)


def _answered(view: View, value: dict[str, Value], answer: Sentence) -> Measured:
    """What the ticked box behind the label tells: an answer in its own sentence."""
    span = (answer.start, answer.end)
    if _REFUSES.search(view.between(*span).encode("ascii")):
        return Measured(value, (), Assertion.ABSENT, anchor=span)
    for key, kind in (("response", "response"), ("weeks", "duration"), ("sessions", "sessions")):
        hit = next((hit for hit in view.attributes(kind, *span) if hit.value is not None), None)
        if hit is not None and hit.value is not None:
            value[key] = hit.value
    states = (hit for hit in view.attributes("course", *span) if hit.value in ("ongoing", "completed", "stopped"))
    state = next(states, None)
    if state is not None and state.value is not None:
        value["state"] = state.value
    return Measured(value, (), Assertion.PRESENT, anchor=span)


def _put(view: View, reach: Reach, course: Course, value: dict[str, Value]) -> list[tuple[int, int]]:
    spans = list(course.all_spans)
    for key, word in (("state", course.state), ("response", course.response)):
        if word is not None:
            value[key] = word
    for key, hit in (("sessions", sessions_of(view, reach)), ("weeks", duration_of(view, reach))):
        count = amount(hit)
        if hit is not None and count is not None:
            value[key] = count
            spans.append((hit.start, hit.end))
    return spans


def _with_element(view: View, fact: Measured) -> Sequence[Measured]:
    element = _ELEMENTS.get(str(fact.value.get("modality")))
    if element is None or fact.assertion is None or _is_element_itself(view):
        return (fact,)
    made = program_element(view, element, fact.assertion)
    return (fact,) if made is None else (fact, made)


def _is_element_itself(view: View) -> bool:
    low, high = view.mention.start, view.mention.end
    return any(other.start < high and low < other.end for other in view.others("program_element"))


def _is_repeated(view: View, reach: Reach) -> bool:
    """Whether a treatment before it in its list is the same modality in other words."""
    own = base_value(view.mention)
    if own.get("modality") not in _SAID_TWICE:
        return False
    before = view.others("conservative_care", high=view.mention.start)
    return any(base_value(other) == own for other in before if span_of(other) in reach.listed)


def _is_no_care(view: View, value: dict[str, Value]) -> bool:
    modality = str(value.get("modality"))
    states = view.mention.rule.spec.assertion is not None
    if _is_heading(view, modality) or (is_no_statement(view) and not states) or _is_examined(view, modality):
        return True
    if modality == "unspecified":
        return _is_title(view)
    before = view.before[-_AS_CARE_WITHIN:].encode("ascii")
    return modality == "rest" and _AS_CARE.search(before) is None and not _rests(view)


def _rests(view: View) -> bool:
    """Whether the rest is prescribed in bed or opens a list of measures ("Rest, ice and ibuprofen")."""
    return view.words.lower().startswith("bed") or _MEASURES.search(view.after.encode("ascii")) is not None


def _is_heading(view: View, modality: str) -> bool:
    """Whether the name alone makes the line."""
    if modality not in _TITLES or view.sentence.item or view.sentence.section.kind in _LISTS:
        return False
    return not view.before.strip(" -*") and not view.after.strip(" .:")


def _is_title(view: View) -> bool:
    """Whether "conservative care" heads a section or names a criterion that is judged."""
    after = view.after.encode("ascii")
    if view.sentence.heading or _JUDGED.search(after) is not None:
        return True
    label = None if view.before.strip(" -*[]x0123456789.()") else _LABEL.search(after)
    return label is not None and _ANSWER.search(label.groups.get("rest", "").encode("ascii")) is None


def _is_examined(view: View, modality: str) -> bool:
    """Traction, rest or heat in an examination is a manoeuvre or a finding, save where a therapist tells what he
    did."""
    in_exam = view.sentence.section.kind == "exam" and view.sentence.document.kind != "therapy_note"
    return in_exam and modality in _MANOEUVRES
