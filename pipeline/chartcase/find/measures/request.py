"""What is asked for: the procedure, where, how often, and how it is to be done.

It stands apart because the same words name an injection that was given; only its standing tells a request from a history.
"""

from collections.abc import Callable, Sequence

from chartcase.fact import Assertion, Value
from chartcase.find.attributes import AttributeHit
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.modifiers import Category
from chartcase.find.procedure import Reach, ordinal_of, placing, reach_of
from chartcase.find.rulebook import FindingSpec
from chartcase.find.standing import (
    Family,
    Standing,
    is_hypothetical,
    reports_procedure,
    rule_name,
    standing_of,
)
from chartcase.patterns import Pattern

_ASSERTION = {
    Standing.REQUESTED: Assertion.PRESENT,
    Standing.PLANNED: Assertion.PLANNED,
    Standing.RECOMMENDED: Assertion.RECOMMENDED,
    Standing.DECLINED: Assertion.ABSENT,
}
_FAMILIES = {"operation": Family.OPERATION, "unnamed_operation": Family.OPERATION, "service": Family.SERVICE}
_PLAN_ONLY = frozenset({"mri", "ct"})
_REQUEST_ONLY = frozenset({"physical_therapy", "work_conditioning", "emg_ncs", ""})
"""An ordered EMG is an electrodiagnostic and ordered therapy a physical_therapy (the fact contract): here only in a request."""
_DECISIONS = frozenset({"ur_letter", "iro_decision", "necessity_assessment"})
_WANTED = Pattern(r"\b(?:want|wants|would like|asks? for|requests?|reasonable|needed)\b")
_DETAIL_ASKED = Pattern(
    r"\b(?:will (?:not )?be|would (?:not )?(?:be|need)|requested|request|planned|is to be|to be used|asks? for|specif(?:y|ies|ied)"
    r"|form|explicitly|nobody states|not stated|will use|can't use|local only|not supported)\b|^sedation|reason for"
)
_DETAIL_DONE = Pattern(r"\b(?:was|were|used|given|tolerated|administered)\b")


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact where the mention is asked for, planned, recommended or declined; none where it happened."""
    del finding
    special = _SPECIAL.get(rule_name(mention))
    return special(mention, view) if special is not None else _procedure(mention, view)


def _procedure(mention: Mention, view: View) -> Sequence[Measured]:
    family = _FAMILIES.get(rule_name(mention), Family.INJECTION)
    standing = standing_of(view, family)
    if standing is None or standing is Standing.PERFORMED or is_hypothetical(view, standing):
        return ()
    reach = reach_of(view)
    value, spans = _details(mention, view, reach)
    if not _is_told(mention, view, standing, value):
        return ()
    return (Measured(value, tuple(spans), _assertion(mention, standing)),)


def _assertion(mention: Mention, standing: Standing) -> Assertion:
    return Assertion.NOT_DOCUMENTED if mention.has(Category.NOT_DOCUMENTED) else _ASSERTION[standing]


def _is_told(mention: Mention, view: View, standing: Standing, value: dict[str, Value]) -> bool:
    """Whether it says more than that there is a request."""
    name, procedure = rule_name(mention), value.get("procedure")
    if name == "service":
        return _service_is_told(view, standing, str(procedure or ""))
    if name == "unnamed_operation":
        return standing is Standing.DECLINED
    if name == "unnamed_injection":
        wanted = standing is not Standing.REQUESTED and _WANTED.search(view.text.encode("ascii")) is not None
        return bool(value.keys() & {"levels", "roots", "laterality", "phase", "ordinal", "region"}) or wanted
    return True


def _service_is_told(view: View, standing: Standing, procedure: str) -> bool:
    if procedure in _PLAN_ONLY:
        return standing in (Standing.PLANNED, Standing.RECOMMENDED) or view.sentence.section.kind == "request"
    return standing is Standing.REQUESTED and (procedure == "" or view.sentence.section.kind == "request")


def _details(mention: Mention, view: View, reach: Reach) -> tuple[dict[str, Value], list[tuple[int, int]]]:
    value = base_value(mention)
    value.pop("with", None)
    if not value.get("procedure"):
        value.pop("procedure", None)
        if rule_name(mention) == "unnamed_operation":
            value["procedure"] = "other"
    where, spans = placing(view, reach)
    if "side" in where:
        where["laterality"] = where.pop("side")
    value = {**where, **value}
    for found in (_count(view, reach), *(_technique(view, reach) if rule_name(mention) != "service" else ())):
        value.update(found[0])
        spans.extend(found[1])
    return value, spans


Read = tuple[dict[str, Value], list[tuple[int, int]]]


def _count(view: View, reach: Reach) -> Read:
    ordinal = ordinal_of(view, reach)
    phase = view.nearest("phase", reach.low, reach.high)
    value: dict[str, Value] = {}
    spans: list[tuple[int, int]] = []
    if phase is not None and phase.value is not None and view.distance(phase) < 60:
        value["phase"] = phase.value
        spans.append((phase.start, phase.end))
    elif ordinal is not None and isinstance(ordinal.value, int):
        value["ordinal"] = ordinal.value
        spans.append((ordinal.start, ordinal.end))
    return value, spans


def _technique(view: View, reach: Reach) -> Sequence[Read]:
    low, high = reach.low, reach.high
    value: dict[str, Value] = {}
    spans: list[tuple[int, int]] = []
    for key, kind in (("guidance", "guidance"), ("contrast", "contrast_use"), ("sedation", "sedation")):
        hits = view.attributes(kind, low, high)
        if hits and hits[0].value is not None:
            value[key] = hits[0].value == "yes" if key == "contrast" else hits[0].value
            spans.append((hits[0].start, hits[0].end))
    codes = _codes(view.attributes("cpt", low, high))
    if codes:
        value["cpt"] = codes
        spans.extend((hit.start, hit.end) for hit in view.attributes("cpt", low, high))
    return ((value, spans),)


def _codes(hits: Sequence[AttributeHit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.words[:5] for hit in hits))


def _is_measured_elsewhere(view: View) -> bool:
    """Whether a procedure of the same sentence takes the detail."""
    return any(rule_name(other) in ("injection", "operation", "unnamed_injection") for other in view.others("request"))


def _detail(mention: Mention, view: View) -> Sequence[Measured]:
    """Guidance, contrast or sedation that a sentence of its own asks for."""
    text = view.text.encode("ascii")
    asked = _DETAIL_ASKED.search(text) is not None or view.sentence.section.kind in ("request", "plan")
    if reports_procedure(view.sentence) or not asked or _is_first_of_details(view) is False:
        return ()
    if any(rule_name(other) in ("injection", "unnamed_injection") for other in view.others("request")) and not _future(view):
        return ()
    value, spans = _technique(view, Reach(view.sentence.start, view.sentence.end))[0]
    missing = mention.has(Category.NOT_DOCUMENTED)
    if not value and not _is_refused_detail(view):
        return ()
    assertion = Assertion.NOT_DOCUMENTED if missing else _detail_assertion(view)
    return (Measured(value, tuple(spans), assertion),)


def _future(view: View) -> bool:
    return Pattern(r"\b(?:will|would) (?:not )?be\b").search(view.text.encode("ascii")) is not None


def _is_refused_detail(view: View) -> bool:
    return Pattern(r"not (?:supported|certified|necessary|approved)").search(view.after.encode("ascii")) is not None


def _is_first_of_details(view: View) -> bool:
    return not any(rule_name(other) == "detail" and other.start < view.mention.start for other in view.others("request"))


def _detail_assertion(view: View) -> Assertion:
    planned = view.sentence.section.kind in ("plan", "assessment_plan")
    return Assertion.PLANNED if planned else Assertion.PRESENT


def _ticked(mention: Mention, view: View) -> Sequence[Measured]:
    """A ticked box of a request form."""
    word = mention.groups["word"].lower()
    for key, words in _TICKS.items():
        if word in words:
            if key == "sedation" and not _under_sedation(view):
                return ()
            return (Measured({key: words[word]}, (), Assertion.PRESENT),)
    return ()


_TICKS: dict[str, dict[str, Value]] = {
    "laterality": {"left": "left", "right": "right", "bilateral": "bilateral"},
    "guidance": {"fluoroscopy": "fluoroscopy", "fluoro": "fluoroscopy", "ct": "ct", "ct guidance": "ct", "ultrasound": "ultrasound"},
    "contrast": {"contrast": True},
    "phase": {"initial": "initial", "repeat": "repeat"},
    "sedation": {
        **{word: word for word in ("none", "minimal", "moderate", "deep", "iv", "general")},
        "no sedation": "none",
        "iv sedation": "iv",
    },
}


def _under_sedation(view: View) -> bool:
    if "sedation" in view.text.lower() or view.sentence.section.kind == "anesthesia":
        return True
    return any("sedation" in view.outline.text(sentence).lower() for sentence in view.previous_sentences(5))


def _form_levels(mention: Mention, view: View) -> Sequence[Measured]:
    if _is_measured_elsewhere(view):
        return ()
    value, spans = placing(view, Reach(mention.start, mention.end))
    return (Measured(value, tuple(spans), Assertion.PRESENT),) if value else ()


def _code(mention: Mention, view: View) -> Sequence[Measured]:
    """A code that stands apart from its procedure's name: a line of a form or of a bill; one fact for codes of one family."""
    hits = view.attributes("cpt", mention.start, mention.end)
    if not hits or _is_measured_elsewhere(view):
        return ()
    groups: dict[str, list[AttributeHit]] = {}
    for hit in hits:
        groups.setdefault(hit.words[:3], []).append(hit)
    where = _placing_beside_code(view) if len(groups) == 1 else {}
    assertion = Assertion.PLANNED if view.sentence.section.kind in ("plan", "assessment_plan") else Assertion.PRESENT
    return tuple(
        Measured({**where, "cpt": _codes(found)}, (), assertion, anchor=(found[0].start, found[-1].end))
        for found in groups.values()
    )


def _placing_beside_code(view: View) -> dict[str, Value]:
    value, _ = placing(view, Reach(view.sentence.start, view.sentence.end))
    if "side" in value:
        value["laterality"] = value.pop("side")
    return value


_SPECIAL: dict[str, Callable[[Mention, View], Sequence[Measured]]] = {
    "detail": _detail,
    "ticked": _ticked,
    "form_levels": _form_levels,
    "code": _code,
}
