"""How a treatment went: whether it took place, how far it got, what it brought and why it ended.

It stands apart because drugs, physical therapy and other care ask the same questions of the words around them; the
words themselves are data (kinds `response` to `clause` of rules/attributes.yaml)."""

from dataclasses import dataclass

from chartcase.fact import Assertion
from chartcase.find.attributes import AttributeHit
from chartcase.find.doubt import believed, is_not_exhausted, is_unmet_criterion, is_unrecorded
from chartcase.find.mention import View
from chartcase.find.modifiers import Category
from chartcase.find.ordering import PLANS
from chartcase.find.reach import Reach, clause_starts, is_excepted, reach_of
from chartcase.find.response import response_of
from chartcase.find.stop_reason import reason_of, reason_words
from chartcase.patterns import Pattern

_ACTED_ON = Pattern(
    r"\b(?:cut|reduced|lowered|decreased|weaned|tapered|from|with|by|after|despite|before|until|since|during|to|because|allergies|allergy|effects?"
    r"|changes?|difference"
    r"|increase|know|how|why|whether|that|if|certain|sure|doubt|issues?|problems?|difficult\w*)\b"
)
"""Words between a denial and a treatment that show that something else is denied ("no change after", "not relieved
by")."""
_POINTS_BACK = Pattern(
    r"^(?:[^a-z0-9]*$| ?[,.;()|-]|,? (?:it|them|this|that|yet|because|due|d/t|for|as|since|after|by|so|and"
    r"|but|at|when|until"
    r"|again|the (?:medication|medicine|prescription|drug|sessions|visits|therapy))\b)"
)
"""What follows a denial of the treatment before it, and not of something else ("does not have any other treatment")."""
_ORDERED_NOT_BEGUN = Pattern(
    r"^(?: for [a-z]+)?[^a-z0-9]*(?:(?:was|has been|were|visits|sessions) )?(?:ordered|referred|prescribed|scheduled"
    r"|authori[sz]ed|approved)\b[^.;]{0,25}\b(?:never|not|n't)(?: yet)? (?:been )?"
    r"(?:start|beg[ua]n|commenc|initiat|attended)"
)
_NONE_SINCE = Pattern(r"^[a-z' ]{0,20}\bany (?:more )?since\b")
"""Who "has not had any since" had some before."""
_DISEASE = Pattern(
    r"^[^.;]{0,20}\b(?:because of|due to|d/t|given|secondary to|with|on account of)"
    r" (?:(?:his|her|a|an|the|known|chronic|history|hx|of"
    r"|prior|past|stage|bleeding|peptic|gastric|stomach|\d[ab]?) )*"
    r"(?:kidney|renal|ckd|heart|cardiac|chf|liver|hepatic|cirrhosis|ulcers?"
    r"|bypass|bariatric|eliquis|apixaban|warfarin|coumadin|xarelto|plavix|anticoag\w*|blood thinners?|hypertension"
    r"|diabetes|allerg\w*)"
)
"""Why a drug may not be taken at all, which tells of no trial."""
OWN_BRACKETS = Pattern(r"^ ?\([^()]*\)(?P<goes_on>,)?")
"""Brackets right behind a treatment, which speak for it alone, and whether a list goes on behind them."""
_NO = Pattern(r"\bno\b")
_ADJOINS = Pattern(r" ?(?:(?:trials?|use|therapy|treatment|course|medications?) )?")
"""What stands between a treatment and the words that it is on record."""
_CONTINUE = Pattern(r"\bcontinue\b")
_THEN_CONTINUE = Pattern(r"\bthen continue\b")
_ORDERS = Pattern(
    r"^[^a-z0-9]*(?:\d+[.)] ?)?(?:\[[x+]\] ?)?(?:[a-z/& ]{1,30}: ?)?(?:we |i )?(?:will )?(?:start|begin"
    r"|add|trial of|trial"
    r"|prescribe[d]?|order|refer|resume|initiate|try|rx|switch to|change to|obtain|schedule|get|give|gave|e-?prescribe"
    r"|write for|new)\b"
)
_ALMOST_FIRST = Pattern(r"^[^a-z0-9]*(?:\d+[.)] ?)?(?:\[[x+]\] ?)?(?:[a-z/& -]{1,40}: ?)?(?:[a-z/-]+,? ?){0,3}$")
"""What stands before a treatment that a plan's line begins with."""
_PLANS_BEFORE_IT = Pattern(
    r"^(?:to|was|is|were|are|being|be|order|scheduled|planned|pending|eval|awaiting|start|proposed|if"
    r"|once|prescribed today|will|script|rx|referral"
    r"|and|prescription)"
)
"""Words that plan the treatment before them; "referred to" and the like plan what comes after."""
_DONE_TITLE = Pattern(
    r"^[^a-z]*(?:treatments?|interventions?|rx)(?: (?:given|today|provided|rendered|received))?[^a-z]*$"
)
_TOOK_PLACE = frozenset({"completed", "stopped", "attended"})
_TELLS_ASSERTION = frozenset({"planned", "recommended", "past"}) | _TOOK_PLACE
_TELLS_STATE = frozenset({"ongoing", "completed", "stopped"})
_FAR = 75
"""Characters between a treatment and a word on its course, at most."""
_NEGATION_REACH, _GAP_REACH, _GAP_AFTER_REACH = 50, 60, 45
"""Characters between a treatment and a denial, a gap of the record before it or after it, at most."""
_UNREAL_AFTER = frozenset({"would", "refused"})
"""What makes a treatment unreal right behind it: it would have to be held, the payer refused it."""
_ANY_MORE = Pattern(r"\b(?:not|does ?n.t|do not|no) [a-z]+ (?:[a-z]+ ){0,4}(?:any ?more|any longer)\b")
"""What was taken and is not now ("not taking it any more") is not denied."""
_ALL_BUT = Pattern(r"\b(?:everything|all(?: [a-z]+){0,2}?) (?:except|but|other than|besides|apart from)(?: for)? $")
"""What was left out of all that was tried."""
_NO_ANSWER = Pattern(
    r"^[^a-z0-9]*(?:no|none|never|denies|n)(?:[^a-z0-9]+(?:no|none|never|denies|not|any|at|all))*[^a-z0-9]*$"
)
_LATELY = 60
"""Characters before a treatment in which a plan to continue it is looked for."""


@dataclass(frozen=True, slots=True)
class Course:
    """What the words around a treatment say of it. `spans`: where response and reason stand; `state_span`: the
    state."""

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
    response = believed(view, response_of(view, bounds), bounds.listed[0][0])
    assertion = _assertion(view, bounds, response)
    if assertion in (Assertion.ABSENT, Assertion.NOT_DOCUMENTED):
        return Course(None, None, assertion, None, ())
    state = _state(view, bounds, assertion)
    reason = reason_of(view, bounds)
    within = (view.sentence.start, view.sentence.end)
    return Course(
        str(response.value) if response is not None and response.value is not None else None,
        str(state.value) if state is not None else _state_of_plan(view, bounds, assertion),
        assertion,
        reason_words(reason),
        tuple(
            (hit.start, hit.end) for hit in (response, reason) if hit is not None and within[0] <= hit.start < within[1]
        ),
        (state.start, state.end) if state is not None else None,
    )


# --- whether it took place


def _assertion(view: View, reach: Reach, response: AttributeHit | None) -> Assertion:
    fixed = view.mention.rule.spec.assertion
    if fixed is not None:
        return fixed
    if _is_undocumented(view, reach):
        return Assertion.NOT_DOCUMENTED
    supposed = view.mention.has(Category.HYPOTHETICAL) and response is None
    if supposed or is_unmet_criterion(view, reach.listed[0][0]):
        return Assertion.HYPOTHETICAL
    if _ALL_BUT.occurs(view.before):
        return Assertion.ABSENT
    if is_not_exhausted(view, reach.listed[0][0]) or _is_absent(view, reach, response):
        return Assertion.PLANNED if _is_still_to_start(view, reach) else Assertion.ABSENT
    if response is not None and response.value is not None:
        return Assertion.PRESENT
    return _by_course(view, reach)


def _is_undocumented(view: View, reach: Reach) -> bool:
    own_end = reach.near[1] if reach.last else reach.own[1]
    for low, high in ((reach.here[1], own_end), reach.near):
        gaps = view.attributes("record_gap_after", low, high)
        if any(hit.start - low <= _GAP_AFTER_REACH and not _has_own_word(view, reach, hit) for hit in gaps):
            return True
    recorded = view.attributes("on_record", *reach.near)
    if (
        recorded
        and _ADJOINS.full(view.between(reach.near[0], recorded[0].start))
        and _NO.occurs(view.between(*reach.head))
    ):
        return True
    if is_unrecorded(view, reach.listed[0][0], reach.here[1]):
        return True
    gaps = view.attributes("record_gap", reach.head[0], reach.here[1])
    return any(hit.start < reach.head[1] and reach.head[1] - hit.end <= _GAP_REACH for hit in gaps)


def _has_own_word(view: View, reach: Reach, gap: AttributeHit) -> bool:
    """Whether brackets right behind the treatment speak for it, and the gap for one after ("HEP (daily), education
    (not documented)")."""
    own = OWN_BRACKETS.search(view.between(reach.here[1], gap.start).encode("ascii"))
    return own is not None and "goes_on" in own.groups


def _is_absent(view: View, reach: Reach, response: AttributeHit | None) -> bool:
    if _ANY_MORE.occurs(view.text):
        return False
    if _is_barred(view, reach):
        barred = _DISEASE.search(_bytes(view, reach.here[1], view.sentence.end)) is not None
        return barred or response is None or response.value != "not_tolerated"
    if _is_answered_no(view) or _is_denied_before(view, reach, response) or _is_denied_after(view, reach, response):
        return True
    return response is None and _is_negated(view, reach)


def _is_answered_no(view: View) -> bool:
    """Whether it is a form's question that the next words answer ("Blood thinners? No")."""
    if view.after.strip() != "?":
        return False
    return any(_NO_ANSWER.occurs(view.outline.text(other)) for other in view.next_sentences(1))


def _is_still_to_start(view: View, reach: Reach) -> bool:
    """What was ordered and has not begun is still planned."""
    return _ORDERED_NOT_BEGUN.search(_bytes(view, *reach.own)) is not None


def _is_barred(view: View, reach: Reach) -> bool:
    """Whether it is said right before or behind it that it may not be taken."""
    after = view.attributes("barred_after", *reach.near) if reach.last else []
    return any(
        not view.between(hit.end, reach.head[1]).strip() for hit in view.attributes("barred", *reach.head)
    ) or any(not view.between(reach.near[0], hit.start).strip() for hit in after)


def _is_denied_before(view: View, reach: Reach, response: AttributeHit | None) -> bool:
    for hit in view.attributes("course", *reach.head):
        if hit.value not in ("never", "declined") or _overlap(hit, response) or is_excepted(view, hit.end, reach):
            continue
        if _is_plain(view, hit.end, reach.head[1], _GAP_REACH):
            return not _has_own_dose(view, reach)
    return reach.place > 0 and any(
        hit.value == "declined" and not view.between(hit.end, reach.here[0]).strip()
        for hit in view.attributes("course", reach.listed[reach.place - 1][1], reach.here[0])
    )


def _is_denied_after(view: View, reach: Reach, response: AttributeHit | None) -> bool:
    for hit in view.attributes("course", *reach.own):
        if hit.value not in ("never", "declined") or _overlap(hit, response) or hit.start - reach.here[1] > _FAR:
            continue
        if _NONE_SINCE.search(_bytes(view, hit.start, view.sentence.end)) is not None:
            continue
        if hit.value == "declined" or _POINTS_BACK.search(_bytes(view, hit.end, view.sentence.end)):
            return True
    return False


def _is_negated(view: View, reach: Reach) -> bool:
    first = reach.listed[0][0]
    for cue in view.mention.modifiers:
        if cue.category is not Category.NEGATED or cue.end > reach.here[0]:
            continue
        target = first if cue.end <= first else reach.here[0]
        if (
            is_excepted(view, cue.end, reach)
            or _of_an_effect(view, cue.start, cue.end)
            or clause_starts(view, cue.end, target)
        ):
            continue
        if _is_plain(view, cue.end, target, _NEGATION_REACH):
            return cue.end > first or not _has_own_dose(view, reach)
    return False


def _of_an_effect(view: View, low: int, high: int) -> bool:
    """Whether the denial is part of a response ("without relief")."""
    return any(hit.start < high and low < hit.end for hit in view.attributes("response"))


def _is_plain(view: View, low: int, high: int, longest: int) -> bool:
    between = view.between(low, high)
    return high - low <= longest and "," not in between and _ACTED_ON.search(between.encode("ascii")) is None


def _has_own_dose(view: View, reach: Reach) -> bool:
    """A later treatment of a list that has a dose is taken, whatever is denied before it ("No PT, naproxen 500 mg
    BID")."""
    return reach.place > 0 and bool(view.attributes("dose", *reach.own))


def _overlap(hit: AttributeHit, response: AttributeHit | None) -> bool:
    return response is not None and hit.start < response.end and response.start < hit.end


def _by_course(view: View, reach: Reach) -> Assertion:
    """Planned or recommended, as the nearest word on its course says, else as the section does."""
    if reach.place > 0 and any(hit.value == "instead" for hit in view.attributes("imagined", *reach.lead)):
        return Assertion.PRESENT
    imagined = view.attributes("imagined", *reach.head)
    if any(hit.value != "thought" or _is_plain(view, hit.end, reach.head[1], _GAP_REACH) for hit in imagined):
        return Assertion.HYPOTHETICAL
    after = (hit for hit in view.attributes("imagined", *reach.near) if hit.value in _UNREAL_AFTER)
    if any(hit.start - reach.near[0] <= 1 for hit in after):
        return Assertion.HYPOTHETICAL
    kept = [*view.attributes("kept", *reach.head), *view.attributes("kept", *reach.near)]
    if any(hit.value == "refilled" for hit in kept):
        return Assertion.PRESENT
    cue = _nearest_course(view, reach, _TELLS_ASSERTION)
    if cue is None:
        return _by_section(view)
    named = {"planned": Assertion.PLANNED, "recommended": Assertion.RECOMMENDED}
    return named.get(str(cue.value), Assertion.PRESENT)


def _by_section(view: View) -> Assertion:
    section = view.sentence.section
    if (
        _is_given_today(view)
        or section.kind not in PLANS
        or view.attributes("kept", view.sentence.start, view.mention.end)
    ):
        return Assertion.PRESENT
    if "recommend" in section.title.lower():
        return Assertion.RECOMMENDED
    before = _bytes(view, view.sentence.start, view.mention.start)
    starts_line = _ORDERS.search(before + b"x") is not None or _ALMOST_FIRST.search(before) is not None
    return Assertion.PLANNED if starts_line else Assertion.PRESENT


def _is_given_today(view: View) -> bool:
    """Whether a therapist's note lists it as what was done ("Treatment: moist heat, traction")."""
    title = view.sentence.section.title.lower()
    return (
        view.sentence.document.kind == "therapy_note"
        and _DONE_TITLE.search(title.encode("ascii", "replace")) is not None
    )


def _nearest_course(view: View, reach: Reach, values: frozenset[str]) -> AttributeHit | None:
    """The word on its course that stands nearest; one that says it took place outweighs one that says it was
    planned."""
    before = [
        hit
        for hit in view.attributes("course", reach.head[0], reach.here[1])
        if hit.value in values and _leads_here(hit, reach)
    ]
    after = _course_after(view, reach, values)
    found = [hit for hit in after if hit.value in _TOOK_PLACE] or [*before[-1:], *after]
    return min(found, key=lambda hit: max(hit.start - reach.here[1], reach.here[0] - hit.end), default=None)


def _course_after(view: View, reach: Reach, values: frozenset[str]) -> list[AttributeHit]:
    own = view.attributes("course", *(reach.tail if reach.last else reach.own))
    found = [hit for hit in own if hit.start < reach.near[1] or hit.value in _TOOK_PLACE or not reach.last]
    if not reach.last:
        found.extend(hit for hit in view.attributes("course", *reach.near) if hit.value != "ongoing")
    return [hit for hit in found if hit.value in values and _follows_closely(hit, reach)]


def _follows_closely(hit: AttributeHit, reach: Reach) -> bool:
    if hit.value == "planned" and _PLANS_BEFORE_IT.search(hit.words.encode("ascii")) is None:
        return False
    return hit.start >= reach.near[0] or hit.start - reach.here[1] <= _FAR


def _leads_here(hit: AttributeHit, reach: Reach) -> bool:
    if hit.end <= reach.head[1]:
        return reach.head[1] - hit.end <= _FAR
    return reach.place == 0 or hit.end > reach.listed[reach.place - 1][1]


# --- how far it got, and why it ended


def _state(view: View, reach: Reach, assertion: Assertion) -> AttributeHit | None:
    if assertion in (Assertion.PLANNED, Assertion.RECOMMENDED):
        return None
    found = _nearest_course(view, reach, _TELLS_STATE)
    stopped = (hit for hit in view.attributes("course", *reach.own) if hit.value == "stopped")
    return found if found is not None else next(stopped, None)


def _state_of_plan(view: View, reach: Reach, assertion: Assertion) -> str | None:
    """What is planned is planned; what is to be continued is under way already, unless it comes "then"."""
    if assertion not in (Assertion.PLANNED, Assertion.RECOMMENDED):
        return None
    words = _bytes(view, reach.lead[0], reach.here[1])
    if _CONTINUE.search(words) is None:
        words = _bytes(view, reach.head[0], reach.here[1])
    words = words[-_LATELY:]
    return "ongoing" if _CONTINUE.search(words) and not _THEN_CONTINUE.search(words) else "planned"


def _bytes(view: View, low: int, high: int) -> bytes:
    return view.between(low, high).encode("ascii")
