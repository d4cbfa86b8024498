"""What is asked for: the procedure, where, how often, and how it is to be done.

It stands apart because the same words name an injection that was given; only its standing tells the two apart.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from chartcase.fact import Assertion, Speaker, Value
from chartcase.find.asked import is_listed
from chartcase.find.attributes import AttributeHit
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.modifiers import Category
from chartcase.find.ordering import PLANS
from chartcase.find.procedure import (
    Reach,
    answer_to,
    clause_of,
    further_regions,
    ordinal_of,
    placing,
    reach_of,
    tells_of_spine,
)
from chartcase.find.request_form import ticked
from chartcase.find.rulebook import FindingSpec
from chartcase.find.standing import (
    Family,
    Stand,
    Standing,
    is_hypothetical,
    reports_procedure,
    rule_name,
    stand_of,
)
from chartcase.patterns import Pattern
from chartcase.segment.outline import Role

_ASSERTION = {
    Standing.REQUESTED: Assertion.PRESENT,
    Standing.PLANNED: Assertion.PLANNED,
    Standing.RECOMMENDED: Assertion.RECOMMENDED,
    Standing.DECLINED: Assertion.ABSENT,
}
_FAMILIES = {"operation": Family.OPERATION, "unnamed_operation": Family.OPERATION, "service": Family.SERVICE}
_PLANNED_TOO = frozenset({"mri", "ct", "psychological_evaluation"})
"""Ordered EMG and therapy are facts of other types (the fact contract): in a request alone they are requests."""
_WANTED = Pattern(
    r"\b(?:hold(?: off)?|interested|ready|defer\w*|put off"
    r"|declin\w+|refus\w+|want|wants|would like|asks? for|requests?|would be reasonable"
    r"|is needed)\b"
)
_ADVISED = Pattern(r"\brecommend(?:ed|s|ing)? [^.;]{0,40}$")
_STEROID = Pattern(r"\b(?:steroid|corticosteroid|cortisone)\b")
_ASKED = Pattern(r"\b(?:would|do|are) you\b")
_DETAIL_ASKED = Pattern(
    r"\b(?:(?:the|our|my) plan is|will have"
    r"|will (?:not )?be|would (?:not )?(?:be|need)|requested|request|planned|is to be|to be used|asks? for"
    r"|specif(?:y|ies|ied)"
    r"|form|order\b|confirms?|plan to use|not explained|no (?:grounds?|need|indication|reason) for|explicitly"
    r"|(?:partially |non-?)?certified|approved|denied"
    r"|nobody states|not stated|will use|can't use|local only|not supported)\b|^sedation|reason for"
)
_TAKES_CODE = frozenset({"injection", "operation", "unnamed_injection"})
_TAKES_DETAIL = _TAKES_CODE | {"service"}
_I_WANT = Pattern(r"\bi (?:want|need)\b|\bi would like (?:an?|the|another|to (?:have|try|get|avoid))\b")
_NOT_STATED = Pattern(
    r"\b(?:does|did|do) not (?:explicitly )?(?:state|specify|mention|say|indicate|document) (?:whether|if|that|the"
    r"|fluoro\w*|image)|nobody states|is not (?:stated|specified)|not on the (?:order|request|form)"
    r"|the request does not"
)
_FUTURE = Pattern(
    r"\b(?:will|would) (?:not )?be (?:used|given|needed|required|provided|under|with|by|minimal|moderate|deep|none|iv"
    r"|local|(?:done|performed|carried out) (?:under|with|by))\b"
)
_PLAN_IS = Pattern(r"\bplan (?:is|was|at that time was|remains) (?:for |to do |to perform )?(?:[a-z]+ )?$")
_PLANNED_BEHIND = Pattern(r"^(?: (?:with|and|under) [a-z ]{3,30})? (?:is |are )?planned\b")
_NOT_GRANTED = Pattern(r"not (?:supported|certified|necessary|approved)")
_WISH = Pattern(r"\b(?:want|wish|interested)")
_BILLED = (
    (Pattern(r"transforaminal"), "transforaminal_esi"),
    (Pattern(r"interlaminar"), "interlaminar_esi"),
    (Pattern(r"caudal"), "caudal_esi"),
)
_LABEL = Pattern(
    r"^[^a-z0-9]*(?:requested |re-?)?(?:request|service|treatment|item)s?(?: requested| in dispute)? ?: ?$"
)
_NO = Pattern(r"\bno (?:(?:further|additional|more|other|repeat|new) )*$")
_FOR_NOW = Pattern(
    r"^,? (?:(?:is|are|was|were) )?(?:needed|planned|indicated|warranted|required|recommended|necessary|at present"
    r"|at this (?:time|point)|for now|today)\b"
)
_WILL_ASK = Pattern(
    r"(?:\b(?:will|shall|going to|plan to|intend to) (?:now |again |also |then )?|(?:^|[:.)] ))"
    r"(?:re-?)?(?:request|submit|ask|seek|apply)\b[^.;]{0,50}$"
    r"|\bbefore (?:we|i) (?:re-?)?(?:request|submit|ask|apply)\b[^.;]{0,50}$"
)
"""A doctor's asking that is still to come is a plan."""
_BILL_LINE = Pattern(r"\$")


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact where the mention is asked for, planned, recommended or declined; none where it happened."""
    del finding
    special = _SPECIAL.get(rule_name(mention))
    return special(mention, view) if special is not None else _procedure(mention, view)


def _procedure(mention: Mention, view: View) -> Sequence[Measured]:
    family = _FAMILIES.get(rule_name(mention), Family.INJECTION)
    if view.text.rstrip().endswith("?") and view.sentence.document.kind == "clinical_note" and _answered(view) is None:
        return ()
    stand = _answered(view) or _not_needed(view) or (None if _BILL_LINE.occurs(view.text) else stand_of(view, family))
    if stand is None or stand.standing is Standing.PERFORMED or is_hypothetical(view, stand):
        return ()
    value, spans = _details(mention, view, reach_of(view))
    if not _is_told(mention, view, stand.standing, value):
        return ()
    if stand.standing is Standing.DECLINED and stand.cue is not None:
        spans.append((stand.cue.start, stand.cue.end))
    speaker = Speaker.PATIENT if _is_wish(view, stand) or _I_WANT.occurs(view.before) else None
    first = Measured(value, tuple(spans), _assertion(mention, view, stand.standing), stated_by=speaker)
    more = further_regions(view) if value.get("procedure") in ("mri", "ct") else ()
    return (
        first,
        *(replace(first, value={**value, "region": str(hit.value)}, anchor=(hit.start, hit.end)) for hit in more),
    )


def _not_needed(view: View) -> Stand | None:
    """What a plan says not to be needed ("no further injection is needed at this point")."""
    if view.sentence.section.kind not in PLANS or not _NO.occurs(view.before):
        return None
    behind = _FOR_NOW.search(view.after.encode("ascii"))
    if behind is None:
        return None
    start = view.mention.end
    words = view.between(start, start + behind.end)
    return Stand(Standing.DECLINED, AttributeHit("standing", start, start + behind.end, words, "declined"))


def _is_wish(view: View, stand: Stand) -> bool:
    """What the patient does or does not want is the patient's own statement."""
    own = view.sentence.speaker in (Speaker.TREATING, Speaker.THERAPY, Speaker.UNKNOWN)
    return own and stand.standing is Standing.DECLINED and _WISH.occurs(stand.cue_words)


def _assertion(mention: Mention, view: View, standing: Standing) -> Assertion:
    if mention.has(Category.NOT_DOCUMENTED):
        return Assertion.NOT_DOCUMENTED
    if (
        rule_name(mention) == "service"
        and standing is Standing.REQUESTED
        and mention.sentence.document.kind == "clinical_note"
    ):
        return Assertion.PLANNED
    if standing is Standing.REQUESTED and view.sentence.section.kind in PLANS and _WILL_ASK.occurs(view.before):
        return Assertion.PLANNED
    return _ASSERTION[standing]


def _is_told(mention: Mention, view: View, standing: Standing, value: dict[str, Value]) -> bool:
    """Whether it says more than that there is a request."""
    name, procedure = rule_name(mention), value.get("procedure")
    if name == "service":
        return _service_is_told(view, standing, str(procedure or ""))
    if name == "unnamed_operation":
        return standing is Standing.DECLINED or (standing is Standing.RECOMMENDED and _ADVISED.occurs(view.before))
    if name == "unnamed_injection":
        return bool(value.keys() & {"levels", "roots", "laterality", "phase", "ordinal"}) or (
            standing is not Standing.REQUESTED and (_is_wanted(view) or _is_spinal_steroid(view, standing, value))
        )
    return True


def _is_spinal_steroid(view: View, standing: Standing, value: dict[str, Value]) -> bool:
    """Whether an injection to come is told by what goes in, and by where it goes or what guides it ("a cortisone
    injection into the lumbar spine"), if only in the sentences beside it."""
    to_come = standing in (Standing.PLANNED, Standing.RECOMMENDED)
    if not to_come or not _STEROID.occurs(view.words):
        return False
    return bool(value.keys() & {"region", "guidance"}) or tells_of_spine(view)


def _is_wanted(view: View) -> bool:
    low, high = clause_of(view)
    low, high = max(low, view.mention.start - 24), min(high, view.mention.end + 24)
    return _WANTED.search(view.outline.stream.data, low, high) is not None


def _service_is_told(view: View, standing: Standing, procedure: str) -> bool:
    if procedure in _PLANNED_TOO:
        return True
    labelled = _LABEL.occurs(view.before) and view.sentence.document.asks
    asked = (
        labelled or view.sentence.section.kind == "request" or view.sentence.role is Role.QUESTION or is_listed(view)
    )
    return standing is Standing.REQUESTED and (procedure == "" or asked)


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
    if rule_name(mention) == "service":
        return value, spans
    for found in (_count(view, reach), *_technique(view, reach)):
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
    if ordinal is not None and isinstance(ordinal.value, int) and ordinal.words.lower() != "initial":
        value["ordinal"] = ordinal.value
        value.setdefault("phase", "initial" if ordinal.value == 1 else "repeat")
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


def _is_measured_elsewhere(view: View, taking: frozenset[str]) -> bool:
    """Whether a procedure of the same clause takes the detail."""
    low, high = clause_of(view)
    return any(rule_name(other) in taking for other in view.others("request", low=low, high=high))


def _detail(mention: Mention, view: View) -> Sequence[Measured]:
    """Guidance, contrast or sedation that a sentence of its own asks for."""
    asked = _DETAIL_ASKED.occurs(view.text) or view.sentence.section.kind in ("request", "plan")
    if (
        view.sentence.document.kind == "operative_report"
        or reports_procedure(view.sentence)
        or not asked
        or _is_first_of_details(view) is False
    ):
        return ()
    if _is_measured_elsewhere(view, _TAKES_DETAIL) and not _future(view):
        return ()
    value, spans = _technique(view, Reach(*clause_of(view)))[0]
    value.pop("cpt", None)
    missing = mention.has(Category.NOT_DOCUMENTED) or _NOT_STATED.occurs(view.text)
    if not value and not (missing or _is_refused_detail(view)):
        return ()
    assertion = Assertion.NOT_DOCUMENTED if missing else _detail_assertion(view)
    return (Measured(value, tuple(spans), assertion),)


def _future(view: View) -> bool:
    return _FUTURE.occurs(view.text)


def _is_refused_detail(view: View) -> bool:
    return _NOT_GRANTED.occurs(view.after)


def _is_first_of_details(view: View) -> bool:
    others = view.others("request", low=clause_of(view)[0], high=view.mention.start)
    return not any(rule_name(other) == "detail" for other in others)


def _detail_assertion(view: View) -> Assertion:
    planned = view.sentence.section.kind in ("plan", "assessment_plan") or _is_said_planned(view)
    return Assertion.PLANNED if planned else Assertion.PRESENT


def _is_said_planned(view: View) -> bool:
    return _PLAN_IS.occurs(view.before) or (_PLANNED_BEHIND.occurs(view.after) and not _NO.occurs(view.before))


def _form_levels(mention: Mention, view: View) -> Sequence[Measured]:
    if _is_measured_elsewhere(view, _TAKES_CODE):
        return ()
    value, spans = placing(view, Reach(mention.start, mention.end))
    return (Measured(value, tuple(spans), Assertion.PRESENT),) if value else ()


def _code(mention: Mention, view: View) -> Sequence[Measured]:
    """A code apart from its procedure's name, as on a form or a bill; one fact for codes of one family."""
    hits = view.attributes("cpt", mention.start, mention.end)
    if hits and reports_procedure(view.sentence) and (headed := _heading_of_code(view)) is not None:
        return headed
    if not hits or _is_measured_elsewhere(view, _TAKES_CODE):
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


def _heading_of_code(view: View) -> tuple[Measured, ...] | None:
    """A report's heading that carries codes asks for payment (the fact contract); None without a procedure there."""
    before = view.others("request", high=view.mention.start)
    named = [other for other in before if rule_name(other) in _TAKES_CODE]
    if not named or any(rule_name(other) == "code" for other in before):
        return () if named else None
    value = {**_placing_beside_code(view), **{key: one for key, one in base_value(named[0]).items() if key != "with"}}
    value["cpt"] = _codes(view.attributes("cpt", view.mention.start, view.sentence.end))
    return (Measured(value, (), Assertion.PRESENT, anchor=(named[0].start, view.mention.end)),)


def _placing_beside_code(view: View) -> dict[str, Value]:
    value, _ = placing(view, Reach(view.sentence.start, view.sentence.end))
    if "side" in value:
        value["laterality"] = value.pop("side")
    return value


def _answered(view: View) -> Stand | None:
    """A questionnaire's "would you agree to surgery? no"."""
    answer = answer_to(view)
    asked = _ASKED.occurs(view.text)
    return Stand(Standing.DECLINED, answer[1]) if answer is not None and asked and answer[0] == "no" else None


def _bill_line(mention: Mention, view: View) -> Sequence[Measured]:
    """A line of a bill: its code, and the procedure or sedation that it names."""
    value: dict[str, Value] = {}
    named = next((name for words, name in _BILLED if words.occurs(view.words)), None)
    if named is not None:
        value["procedure"] = named
    technique, _ = _technique(view, Reach(mention.start, mention.end))[0]
    value.update({key: what for key, what in technique.items() if key == "sedation"})
    value["cpt"] = (mention.groups["code"].upper(),)
    return (Measured(value, (), Assertion.PRESENT),)


def _told_number(mention: Mention, view: View) -> Sequence[Measured]:
    del view
    number = {"first": 1, "second": 2, "third": 3}[mention.groups["ordinal"].lower()]
    return (Measured({"ordinal": number}, (), Assertion.PRESENT),)


def _no_surgery(mention: Mention, view: View) -> Sequence[Measured]:
    del mention, view
    return (Measured({"procedure": "other"}, (), Assertion.ABSENT),)


def _told_alone(mention: Mention, view: View) -> Sequence[Measured]:
    """A side or level that one paper asks for, told against another's ("the form asks for L5-S1")."""
    if _is_measured_elsewhere(view, _TAKES_CODE):
        return ()
    value, spans = placing(view, Reach(mention.start, mention.end))
    if "side" in value:
        value["laterality"] = value.pop("side")
    return (Measured(value, tuple(spans), Assertion.PRESENT),) if value else ()


_SPECIAL: dict[str, Callable[[Mention, View], Sequence[Measured]]] = {
    "detail": _detail,
    "ticked": ticked,
    "form_levels": _form_levels,
    "told_alone": _told_alone,
    "code": _code,
    "bill_line": _bill_line,
    "number_told": _told_number,
    "no_surgery": _no_surgery,
}
