"""How a treatment went: its response, how far it got, how long it took, and whether it took place at all.

It stands apart because drugs, physical therapy and other care ask the same questions of the words around them; the words
themselves are data (kinds `response`, `stop_reason` and `course` of rules/attributes.yaml).
"""

import re
from dataclasses import dataclass

from chartcase.fact import Assertion, Range, Value
from chartcase.find.attributes import AttributeHit
from chartcase.find.mention import View
from chartcase.find.modifiers import Category
from chartcase.find.reach import TREATMENTS, Reach, is_split, reach_of, splits

_ANAPHORA = re.compile(
    r"^(?:\W*)(?:it|this|that|these|those|they|both|neither|none|all (?:of (?:it|this|these|them|which)|have|has|failed|without|with)|had to|helped|failed|did not|did nothing|made (?:him|her)|caused|could not|couldn't|stopped|discontinued|quit|unfortunately"
    r"|(?:no|without|minimal|little|some|partial|only|good|temporary|significant|moderate|mild)(?: [a-z-]+){0,3} (?:relief|benefit|improvement|help|change|response|success)|not (?:helpful|effective|much|tolerated)|(?:\d+|[a-z]+) (?:visits|sessions) (?:gave|brought|of|did|helped|provided|without|with))\b",
    re.IGNORECASE,
)
_BACK = re.compile(r"\b(?:it|they|them|this|these|that|those|which|none|neither|either|both)\b", re.IGNORECASE)
_SUBJECTLESS = re.compile(
    r"^(?:;|,)? ?(?:but|and|then|though|although|while|however,?)? ?(?:was|were|has|had|is|did|does|no|without|only|quit|stopped|it|they|these|those|both|neither|none|all|which|this|that|failed|responded|got|could|made|caused|never|too|he|she|patient|the patient|claimant|the claimant|the last)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\b(?:these|those|they|both|neither|none|all)\b", re.IGNORECASE)
_GOVERNS_LIST = re.compile(r"\b(?:fail(?:ed|s|ing|ures?)\b.*|despite.*|by|with|to|of|from|including|includes?|exhausted|factors?:?|on|in|after|since)$", re.IGNORECASE)
_LED_TO = re.compile(r"^(?: (?:has|have|was|were|is|had|been|also|noted|seen|reported|obtained|experienced|achieved|only))* ?(?:with|from|to|of|after|on|by|despite|since|following|using|through|in|for|:)(?: [^,]*)?$", re.IGNORECASE)
_WITH = re.compile(r"^:? ?(?:[a-z0-9'/%<>+~.-]+,? ){0,10}(?:[a-z0-9'/%<>+~.-]+)?[ :(]*$", re.IGNORECASE)
_ACTED_ON = re.compile(
    r"\b(?:from|with|by|after|despite|before|until|since|during|to|because|allergies|allergy|effects?|change|changes|difference|increase|know|how|why|whether|that|if|certain|sure|issues?|problems?|difficult\w*)\b",
    re.IGNORECASE,
)
_UNDOCUMENTED = re.compile(
    r"\b(?:no (?:clear |objective |supporting |current |recent |submitted )*(?:documentation|evidence|record|records|mention|indication|sign|notes?|information|details?|description|proof|report)(?: (?:of|that|on|regarding|about|for|in))"
    r"|(?:lack(?:s|ing)?|absence|without|missing|insufficient|inadequate|undocumented|devoid)(?: of)? (?:any |adequate |sufficient |clear |supporting )*(?:documentation|documented|evidence|information|records?|mention|details?|notes?)?(?: (?:of|on|that|regarding|for))?"
    r"|(?:does|did|do|has|have)(?: not|n't) (?:clearly |explicitly |adequately )?(?:document|mention|describe|specify|address|state|indicate|list|submit|detail)\w*|(?:records?|notes?|documentation|file|chart|submission|packet|letter|report)(?: [a-z]+){0,3} (?:does|do|did)(?: not|n't) (?:show|include|contain|indicate|reflect|support|provide|reveal)|fail(?:s|ed)? to (?:document|mention|describe|specify|address|show|provide|include)"
    r"|(?:unclear|unknown|not clear|undetermined|unable to determine|inability to determine|cannot (?:determine|verify))(?: (?:if|whether|how|what))?"
    r"|makes? no mention of|is silent (?:on|as to)|(?:chart|records?|file|documentation|submission|packet|notes?) (?:holds?|contains?|shows?|lists?|has|have|includes?) no|do(?:es)? not have)\b",
    re.IGNORECASE,
)
_UNDOCUMENTED_AFTER = re.compile(
    r"^[^.;]{0,45}?(?:\b(?:is|are|was|were|has|have|remains?)(?: still| also)? |[(:-] ?|\bstill |^ )"
    r"(?:not (?:been )?(?:documented|provided|submitted|included|recorded|available|stated|specified|addressed|mentioned|described|found|noted|clear|present in|in the (?:record|file)|enclosed|quantified|supplied)|undocumented|undetermined|missing|unknown|unclear|unverified|absent from the (?:record|file)|lacking)\b",
    re.IGNORECASE,
)
_RECORDED_NEGATIVE = re.compile(r"\bno (?:conservative|therapy|treatment|physical)[^.;]{0,40}(?:has|have|was|were|is) (?:been )?(?:recorded|documented|noted|described|submitted)\b", re.IGNORECASE)
_NOT_RECORDED = re.compile(r"^ (?:(?:was|were|is|are|has been|have been) )(?:documented|recorded|submitted|found|noted|provided|described|reported in)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"^(?:\W*$| ?[,.;()]|,? (?:it|them|this|that|yet|because|due|d/t|for|as|since|after|by|so|and|but|at|when|until|again|the (?:medication|medicine|prescription|drug|sessions|visits|therapy))\b)", re.IGNORECASE
)
"""What follows a denial that speaks of the treatment before it, not of something else ("does not have any other treatment")."""
_GOES_ON = re.compile(r"(?<!then )\bcontinue(?: (?:with|in|on|his|her|the|doing))* ?")
_CONTRAINDICATED = re.compile(
    r"^[^.;]{0,30}\b(?:contra-?indicated|not appropriate|should be avoided|to be avoided|not allowed|prohibited)\b", re.IGNORECASE
)
_MAY_NOT = re.compile(
    r"\b(?:cannot|can't|can not|may not|must not|should not|unable to|not able to|not to|contra-?indications? (?:to|for)|avoids?|avoiding|no further|told not to)(?: (?:take|use|have|tolerate|be on|be given|any|the|oral|all|other|further|using|taking))*\W*$",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"^\W*(?:\d+[.)] ?)?(?:\[[x+]\] ?)?(?:[a-z/& ]{1,30}: ?)?(?:we |i )?(?:will )?(?:start|begin|add|trial of|trial|prescribe[d]?|order|refer|resume|initiate|try|rx|switch to|change to|obtain|schedule|get|give|gave|e-?prescribe|write for|new)\b",
    re.IGNORECASE,
)
_OPTION = re.compile(r"\b(?:options?|choices)\b(?: [a-z]+){0,5} (?:includ\w+|such as|are|were|like)[: ]", re.IGNORECASE)
_REFILLED = re.compile(r"\b(?:refill(?:ed|s)?|renew(?:ed|al)?)\b", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:as opposed to|instead of|rather than|in lieu of|alternatives? to)\b", re.IGNORECASE)
_THOUGHT_OF = re.compile(
    r"\b(?:could|might|may) (?:also |still |then |always )?(?:try|consider|add|start|use|proceed|attempt|be (?:tried|considered|added|started|used|attempted|given|placed on|put on))\b(?: [a-z]+){0,6} ?$", re.IGNORECASE
)
_KEEPS = re.compile(
    r"\b(?:cont(?:inue[sd]?|inuing)?|keep(?:s|ing)?|refill(?:ed|s)?|renew(?:ed)?|remain(?:s)?|maintain|wean(?:ing)?|taper(?:ing)?|hold|held|restart|stop|discontinue|d/?c|increase[d]?|decrease[d]?|reduce|stay(?:s)? on|same|same dose|off)\b",
    re.IGNORECASE,
)
_LONGEST_ECHO = 140
"""Characters of a sentence that tells the response to the treatment of the one before, at most."""
_FAR = 75
"""Characters between a treatment and a word on its course, at most."""
_TOOK_PLACE = frozenset({"completed", "stopped", "attended"})
_PLANNED_AFTER = re.compile(r"^(?:to|was|is|were|are|being|be|order|scheduled|planned|pending|awaiting|start|proposed|if|once|prescribed today|will|and|prescription)", re.IGNORECASE)
"""Words that plan the treatment before them; "referred to" and the like plan what comes after."""
_PLANS = frozenset({"plan", "assessment_plan"})
_DURATION_AFTER = re.compile(r"^,? (?:ago|prior|before|earlier|old|later|post|apart|previously|out|relief|of (?:relief|benefit|improvement)|hence|from now|history)\b", re.IGNORECASE)
_DURATION_BEFORE = re.compile(
    r"(?:\b(?:every|each|last|past|within|in|until|age|post|next|previous|preceding|relief|benefit|improvement|better|helped|held|another|start|at|by|follow-?up|return|recheck|asks? for|wants?)(?: (?:for|of|lasted|lasting|in|the|him|her|x|about))*|\bafter|\bin the) ?$",
    re.IGNORECASE,
)
_SPAN_BEFORE = re.compile(r"\b(?:for|over|about|x|of|during|lasted|took|almost|nearly|only|after|with|some|trial) ?$|^ ?$", re.IGNORECASE)
_STOPPED_AFTER = re.compile(r"\b(?:stop(?:ped)?|quit|discontinued|d/c'd|gave (?:it )?up|ended)(?: [a-z]+){0,2} after ?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Course:
    """What the words around a treatment say of it. `spans`: where response and reason stand; `state_span`: where the state does."""

    response: str | None
    state: str | None
    assertion: Assertion
    stop_reason: str | None
    spans: tuple[tuple[int, int], ...]
    state_span: tuple[int, int] | None = None

    @property
    def all_spans(self) -> tuple[tuple[int, int], ...]:
        """Where it was read from, the state included."""
        return self.spans if self.state_span is None else (*self.spans, self.state_span)


def course_of(view: View, reach: Reach | None = None) -> Course:
    """Read the course of the view's mention."""
    bounds = reach or reach_of(view)
    response = _response(view, bounds)
    assertion = _assertion(view, bounds, response)
    if assertion in (Assertion.ABSENT, Assertion.NOT_DOCUMENTED):
        return Course(None, None, assertion, None, ())
    state = _state(view, bounds, assertion)
    reason = _reason(view, bounds)
    hits = [hit for hit in (response, reason) if hit is not None]
    return Course(
        str(response.value) if response is not None else None,
        str(state.value) if state is not None else _planned_state(view, reach=bounds, assertion=assertion),
        assertion,
        _reason_words(reason),
        tuple((hit.start, hit.end) for hit in hits if view.sentence.start <= hit.start < view.sentence.end),
        (state.start, state.end) if state is not None else None,
    )


def duration_of(view: View, reach: Reach) -> AttributeHit | None:
    """How long the treatment lasted: a duration by its side that is no date, no rhythm and no relief."""
    zones = [(reach.here[0], reach.here[1] + 1), (reach.own[0], min(reach.own[1], reach.near[1])), reach.lead, reach.own]
    if any(view.between(hit.end, reach.here[0]) in (" of ", " ") for hit in view.attributes("duration", *reach.lead)):
        zones.insert(0, reach.lead)
    for low, high in zones:
        for hit in view.attributes("duration", low, high):
            if hit.value is not None and _is_length(view, hit):
                return hit
    return None


def _is_length(view: View, hit: AttributeHit) -> bool:
    before = view.between(max(view.sentence.start, hit.start - 40), hit.start)
    after = view.between(hit.end, min(view.sentence.end, hit.end + 24))
    if hit.words.lower().startswith(("a ", "an ", "week")) and not _SPAN_BEFORE.search(before):
        return False
    if _DURATION_AFTER.search(after):
        return False
    if _STOPPED_AFTER.search(before):
        return True
    return _DURATION_BEFORE.search(before) is None


# --- response


def _response(view: View, reach: Reach) -> AttributeHit | None:
    own = _own_response(view, reach)
    if own is not None:
        return own
    shared = _shared_response(view, reach)
    if shared is not None:
        return shared
    head = _head_response(view, reach.head)
    return head if head is not None else _later_response(view, reach)


def _own_response(view: View, reach: Reach) -> AttributeHit | None:
    low, high = reach.here
    for hit in view.attributes("response", reach.head[0], reach.tail[1]):
        if hit.start < high and hit.end > low:
            return hit
    if reach.place > 0:
        lead = _head_response(view, reach.lead)
        if lead is not None:
            return lead
    if reach.last:
        return _following(view, reach)
    return _first(view, *reach.own) or _not_the_next(view, reach)


def _not_the_next(view: View, reach: Reach) -> AttributeHit | None:
    """A response between two treatments that does not lead to the second is the first's ("12 visits, no change Chiropractic")."""
    bounds = (reach.own[1], reach.listed[reach.place + 1][0])
    return None if _head_response(view, bounds) is not None else _first(view, *bounds)


def _following(view: View, reach: Reach) -> AttributeHit | None:
    """The response told after a list: at once in the same clause, later only where the words point back."""
    near = _first(view, *reach.near)
    if near is not None and (reach.crossed is None or near.start < reach.crossed):
        return near
    for hit in view.attributes("response", reach.near[1], reach.tail[1]):
        clause = _clause_of(view, hit, reach.near[1], reach.tail[1])
        if reach.crossed is not None and _PLURAL.search(clause) is None:
            continue
        if _SUBJECTLESS.search(clause) and (hit.value == "not_tolerated" or _BACK.search(clause) or hit.value == "failed"):
            return hit
    return None


def _clause_of(view: View, hit: AttributeHit, low: int, high: int) -> str:
    start = low
    for match in splits(view, low, min(hit.start + 1, high)):
        start = match.start()
    return view.between(start, hit.end).strip()


def _first(view: View, low: int, high: int) -> AttributeHit | None:
    """The first response in [low, high); None where two that exclude each other stand side by side ("or")."""
    hits = [hit for hit in view.attributes("response", low, view.sentence.end) if hit.start < high]
    if len(hits) > 1 and hits[0].value != hits[1].value and re.search(r"^ or (?:for )?(?:a )?$", view.between(hits[0].end, hits[1].start)):
        return AttributeHit("response", hits[0].start, hits[1].end, "", None)
    return hits[0] if hits else None


def _shared_response(view: View, reach: Reach) -> AttributeHit | None:
    """The response that closes the list, for those before its last that have none of their own after them."""
    if reach.last:
        return None
    closing = _following(view, reach)
    if closing is None or view.between(closing.start - 2, closing.start + 1).lstrip().startswith("("):
        return None
    for (_, end), (start, _) in zip(reach.listed[reach.place + 1 :], reach.listed[reach.place + 2 :], strict=False):
        if view.attributes("response", end, start):
            return None
    return closing


def _head_response(view: View, bounds: tuple[int, int]) -> AttributeHit | None:
    """The response that governs what follows it: "failed", "no relief from", "made better by"."""
    for hit in reversed(view.attributes("response", *bounds)):
        between = view.between(hit.end, bounds[1])
        if not _WITH.match(between) or is_split(view, hit.end, bounds[1]):
            continue
        if _GOVERNS_LIST.search(hit.words) or _LED_TO.match(between):
            return hit
    return None


def _later_response(view: View, reach: Reach) -> AttributeHit | None:
    """The response that the next sentence tells of "it", "these" or nobody ("No relief.")."""
    if not _closes_sentence(view, reach):
        return None
    for sentence in view.next_sentences(1):
        text = view.outline.text(sentence)
        if sentence.role is not view.sentence.role or _ANAPHORA.match(text) is None or len(text) > _LONGEST_ECHO:
            return None
        if view.attributes("dose", sentence.start, sentence.end):
            return None
        hits = view.attributes("response", sentence.start, sentence.end)
        return hits[0] if hits else None
    return None


def _closes_sentence(view: View, reach: Reach) -> bool:
    return all(other.start < reach.listed[-1][1] for other in view.others(*TREATMENTS, "prior_injection"))


# --- assertion


def _assertion(view: View, reach: Reach, response: AttributeHit | None) -> Assertion:
    fixed = view.mention.rule.spec.assertion
    if fixed is not None:
        return fixed
    if _is_undocumented(view, reach):
        return Assertion.NOT_DOCUMENTED
    if view.mention.has(Category.HYPOTHETICAL) and response is None:
        return Assertion.HYPOTHETICAL
    if _is_absent(view, reach, response):
        return Assertion.ABSENT
    if response is not None and response.value is not None:
        return Assertion.PRESENT
    return _by_plan(view, reach)


def _is_undocumented(view: View, reach: Reach) -> bool:
    after = view.between(reach.here[1], reach.own[1] if not reach.last else reach.near[1])
    if _UNDOCUMENTED_AFTER.search(after) or _UNDOCUMENTED_AFTER.search(view.between(*reach.near)):
        return True
    if _NOT_RECORDED.match(view.between(*reach.near)) and re.search(r"\bno\b", view.between(*reach.head), re.IGNORECASE):
        return True
    head = view.between(reach.head[0], reach.here[1] if reach.place == 0 else reach.head[1])
    end = reach.head[1] - reach.head[0]
    for match in _UNDOCUMENTED.finditer(head):
        if match.start() < end and end - match.end() <= 60 and match.group().lower() not in ("without", "missing"):
            return True
    return _RECORDED_NEGATIVE.search(view.text) is not None


def _is_absent(view: View, reach: Reach, response: AttributeHit | None) -> bool:
    if _CONTRAINDICATED.search(view.between(*reach.near)) or _MAY_NOT.search(view.between(*reach.head)):
        return response is None or response.value != "not_tolerated"
    if _declined_or_never(view, reach, response):
        return True
    return response is None and _is_negated(view, reach)


def _declined_or_never(view: View, reach: Reach, response: AttributeHit | None) -> bool:
    for hit in view.attributes("course", *reach.head):
        if hit.value in ("never", "declined") and _governs(view, hit, reach.head[1]) and not _inside(hit, response):
            return not _has_dose(view, reach)
    for hit in view.attributes("course", reach.own[0], reach.own[1]):
        if hit.value not in ("never", "declined") or _inside(hit, response) or hit.start - reach.here[1] > _FAR:
            continue
        if hit.value == "declined" or _POINTS_BACK.match(view.between(hit.end, view.sentence.end)):
            return True
    return False


def _governs(view: View, hit: AttributeHit, end: int) -> bool:
    between = view.between(hit.end, end)
    return len(between) <= 60 and _ACTED_ON.search(between) is None and "," not in between


def _is_negated(view: View, reach: Reach) -> bool:
    start = reach.listed[0][0]
    for cue in view.mention.modifiers:
        if cue.category is not Category.NEGATED or cue.end > reach.here[0]:
            continue
        target = start if cue.end <= start else reach.here[0]
        if _plain_negation(view, cue.start, cue.end, target):
            return reach.place == 0 or cue.end > start or not _has_dose(view, reach)
    return False


def _plain_negation(view: View, low: int, high: int, target: int) -> bool:
    between = view.between(high, target)
    if len(between) > 50 or "," in between or _ACTED_ON.search(between) or is_split(view, high, target):
        return False
    return not any(hit.start < high and low < hit.end for hit in view.attributes("response"))


def _inside(hit: AttributeHit, response: AttributeHit | None) -> bool:
    return response is not None and hit.start < response.end and response.start < hit.end


def _has_dose(view: View, reach: Reach) -> bool:
    return reach.place > 0 and bool(view.attributes("dose", *reach.own))


def _by_plan(view: View, reach: Reach) -> Assertion:
    """Planned or recommended, as the nearest word on its course says, else as the section does."""
    if reach.place > 0 and _INSTEAD.search(view.between(*reach.lead)):
        return Assertion.PRESENT
    head = view.between(*reach.head)
    if _THOUGHT_OF.search(head) or _INSTEAD.search(head) or _OPTION.search(head):
        return Assertion.HYPOTHETICAL
    if _REFILLED.search(head) or _REFILLED.search(view.between(*reach.near)):
        return Assertion.PRESENT
    cue = _nearest_course(view, reach, {"planned", "recommended", "past", "completed", "stopped", "attended"})
    if cue is not None and cue.value == "planned":
        return Assertion.PLANNED
    if cue is not None and cue.value == "recommended":
        return Assertion.RECOMMENDED
    if cue is not None:
        return Assertion.PRESENT
    if view.sentence.section.kind in _PLANS and not _KEEPS.search(view.between(view.sentence.start, view.mention.end)):
        return _in_plan(view)
    return Assertion.PRESENT


def _in_plan(view: View) -> Assertion:
    if "recommend" in view.sentence.section.title.lower():
        return Assertion.RECOMMENDED
    before = view.between(view.sentence.start, view.mention.start)
    short = re.fullmatch(r"\W*(?:\d+[.)] ?)?(?:\[[x+]\] ?)?(?:[A-Za-z/& -]{1,40}: ?)?(?:[A-Za-z/-]+,? ?){0,3}", before)
    if _IMPERATIVE.match(before + "x") or short:
        return Assertion.PLANNED
    return Assertion.PRESENT


def _nearest_course(view: View, reach: Reach, values: set[str]) -> AttributeHit | None:
    """The word on its course that stands nearest; one that says it took place outweighs one that says it was planned."""
    before = [hit for hit in view.attributes("course", reach.head[0], reach.here[1]) if hit.value in values and _leads(hit, reach)]
    own = reach.tail if reach.last else reach.own
    after = [hit for hit in view.attributes("course", *own) if hit.value in values and hit.start - reach.here[1] <= _FAR]
    after = [hit for hit in after if hit.start < reach.near[1] or hit.value in _TOOK_PLACE or not reach.last]
    after = [hit for hit in after if hit.value != "planned" or _PLANNED_AFTER.match(hit.words)]
    if not reach.last:
        after.extend(hit for hit in view.attributes("course", *reach.near) if hit.value in values and hit.value != "ongoing")
    took_place = [hit for hit in after if hit.value in _TOOK_PLACE]
    found = took_place or [*before[-1:], *after]
    return min(found, key=lambda hit: max(hit.start - reach.here[1], reach.here[0] - hit.end), default=None)


def _leads(hit: AttributeHit, reach: Reach) -> bool:
    if hit.end <= reach.head[1]:
        return reach.head[1] - hit.end <= _FAR
    return reach.place == 0 or hit.end > reach.listed[reach.place - 1][1]


# --- state and reason


def _state(view: View, reach: Reach, assertion: Assertion) -> AttributeHit | None:
    if assertion in (Assertion.PLANNED, Assertion.RECOMMENDED):
        return None
    found = _nearest_course(view, reach, {"ongoing", "completed", "stopped"})
    if found is None:
        found = next((hit for hit in view.attributes("course", *reach.own) if hit.value == "stopped"), None)
    return found


def _planned_state(view: View, reach: Reach, assertion: Assertion) -> str | None:
    """What is planned is planned; what is to be continued is under way already, unless it comes "then"."""
    if assertion not in (Assertion.PLANNED, Assertion.RECOMMENDED):
        return None
    words = view.between(reach.lead[0], reach.here[1]).lower()
    if "continue" not in words:
        words = view.between(reach.head[0], reach.here[1]).lower()
    return "ongoing" if _GOES_ON.search(words[-60:]) else "planned"


def _reason(view: View, reach: Reach) -> AttributeHit | None:
    """Why it was stopped: said by its side, else after its list, else before it."""
    hits = [hit for hit in view.attributes("stop_reason", reach.head[0], reach.tail[1]) if hit.groups]
    own = [hit for hit in hits if reach.here[0] < hit.end and hit.start < reach.own[1]]
    after = [hit for hit in hits if hit.start >= reach.tail[0]]
    before = [hit for hit in hits if hit.end <= reach.here[0]]
    return next(iter([*own, *after, *before]), None)


def _reason_words(hit: AttributeHit | None) -> str | None:
    if hit is None or hit.groups is None:
        return None
    return (hit.groups.get("reason") or hit.groups.get("why") or "").lower() or None


def length_value(hit: AttributeHit | None) -> Value | None:
    """Weeks of a duration; None where there is none or it has no number."""
    return None if hit is None or not isinstance(hit.value, int | float | Range) else hit.value
