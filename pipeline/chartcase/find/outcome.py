"""What an injection brought, as the words around it say: relief in percent and weeks, function and medication.

It stands apart because a percentage is a patient's relief only where no payer asks for it and no height is lost.
"""

from collections.abc import Sequence

from chartcase.fact import Range, Value
from chartcase.find.attributes import AttributeHit
from chartcase.find.mention import View
from chartcase.find.procedure import Reach
from chartcase.find.quantities import weeks
from chartcase.find.reach import TREATMENTS
from chartcase.patterns import Pattern

_LASTS = Pattern(
    r"(?:\bfor|lasting|lasted|\bbought (?:him|her)"
    r"|\bx|held|over|within|gone|about|times|and|at|of|\(|,|%/|up to|some|next|to) ?(?:the |a "
    r"|an |only |just |maybe |perhaps |some |past |next |first |period of |total of |over |about |approximately "
    r"|at least |almost |better part of "
    r"|nearly |more than |up to |around |roughly )*$"
)
_RELIEF_FOR = Pattern(
    r"(?:(?:meeting|meets|exceeding|exceeds) the (?:minimum |required )?|relief|improvement|better|benefit|gone"
    r"|helped|it|worked|improved|lasted|lasting|held|did well|felt well|percent|%"
    r"|w(?:ears?|ore|orn|earing) off|faded|gone)"
    r"(?: that)?(?: was| were| had| has been| obtained| noted| reported| achieved| enjoyed| produced| provided)*"
    r"(?: for| lasting| lasted| of| x| after| by| in| within"
    r"|,)? ?(?:about |only |just |maybe |perhaps |roughly |around |approximately |at least |over )*$"
)
_LASTS_AFTER = Pattern(
    r"^ ?(?:of (?:\w+ ){0,3}(?:relief|improvement|benefit)|of (?:about |some )?\d{1,3} ?(?:%|percent)"
    r"|'? (?:relief|worth)|relief|before|until|then)"
)
_OUT_OF = Pattern(r"^ ?out of (?:the|it|that|this|his|her) ")
"""Weeks that one "got out of the injection"."""
_NO_LASTING = Pattern(
    r"^ ?(?:ago|after|later|prior|post|out|since|of (?:pt|therapy|physical)|threshold before|course|follow)"
)
_OUT = Pattern(
    r"^ ?(?:out(?: (?:and|from|after|with|he|she|the)\b|[,.;)]|(?m:$))|ago\b|post\b"
    r"|after (?:the |his |her |that )?(?:injection|procedure|shot|epidural|block)\b)"
)
_HELD = Pattern(r"\b(?:for|lasted|lasting|held|over|within|x) ?(?:\w+ ){0,2}$")
"""What makes a time after the injection ("70% relief two weeks out") how long the relief lasted."""
_NOT_RELIEF = Pattern(
    r"^ ?(?:or (?:greater|more|better)|lido\w*|xylo\w*|ropiv\w*|naropin|solution|omnipaque|saline|of (?:patients"
    r"|subjects|cases|normal|vertebral|height|the disc|stenosis|loss)|height|stenosis|loss|bupivacaine|lidocaine"
    r"|marcaine|impairment|impaired|disab)|^\)? ?(?:threshold|is required|required)"
)
_THRESHOLD = Pattern(
    r"\b(?:at least|required?|threshold|minimum|less than|if|greater than or equal to|criteria of) ?(?:the )?$"
    r"|(?:^|[^-])>=? ?$"
    r"|\b(?:neither|none|never|not) (?:\w+ ){0,4}$"
)
_NOT_HAD = Pattern(
    r"\b(?:did|does|do|has|have|had|could)(?: not|n't) (?:(?:ever|really|yet|actually) )?(?:obtain|achieve|have|had|get"
    r"|got|gotten|experience|receive|report|note|provide|give|given|bring|produce|reach|sustain|describe|demonstrate"
    r"|maintain|meet|last)(?:e?d)? [^.;,]{0,30}$"
    r"|\bfail(?:s|ed)? to (?:obtain|achieve|get|have|experience|reach|provide|give|show|report|demonstrate|produce"
    r"|document)[^.;,]{0,30}$"
    r"|\b(?:no|without|denie[sd]|denying|lack of|lacks)"
    r"(?: (?:documented|clear|evidence|such|sustained|full|objective|any|having|had|of|at least))* ?$"
    r"|\bwhether(?: [a-z'/-]+){1,8} ?$"
    r"|\b(?:not clear|unclear|uncertain|unknown|not known|questionable|doubtful|cannot (?:tell|recall|say|remember))"
    r" (?:that|if|whether|how) [^.;]{0,60}$"
)
"""A relief that was not had, or of which nobody is sure that it was."""
_NOT_REACHED = Pattern(
    r"^ ?(?:(?:pain |of )?(?:relief|improvement|reduction) )?(?:threshold |criterion |requirement |goal |level )?"
    r"(?:was|were|has|had|is)(?: not|n't| never)"
    r" (?:been )?(?:achieved|obtained|reported|documented|met|sustained|reached|had|seen|noted|recorded|provided"
    r"|given)\b"
)
_WORSE = Pattern(
    r"^ ?(?:of (?:his|her|the|their) )?(?:worse|worsening|increased? (?:in |his |her |of )*(?:pain|symptoms)"
    r"|more (?:pain|symptoms)|of the (?:time|day|night|week)|exacerbation|deterioration|aggravation)\b"
    r"|^ ?of (?:his|her|the|their) (?:[a-z]+ )?(?:pain|symptoms?|complaints?) (?:is|are|was|were|comes?) (?:now )?"
    r"(?:in|from|at|on|due|along|related|located|axial|radicular|leg|arm|back|neck|still|caused|down)\b"
)
_ABOUT = r"(?: (?:about|roughly|some|approximately|around|nearly|at least|another))* ?$"
_RAISED = Pattern(
    r"\b(?:pain|symptoms?|numbness|complaints?|spasms?|it)(?: level| score| intensity)?s?"
    r" (?:(?:has|have|had|is|are|was|were) )?(?:(?:actually|now|since|only|been|also) )*"
    r"(?:increased|worsened|worse|gone up|went up|risen|rose|increasing|worsening|up)(?: by)?"
    rf"{_ABOUT}|\b(?:worsened|worsening|worse|aggravated|flared)(?: (?:by|of))?{_ABOUT}"
)
"""A share by which the pain grew, or that only says where it is."""
_OWN_CLAUSE = Pattern(
    r",? (?:she|he|(?:the )?(?:patient|claimant|worker|member)|they)(?: (?:has|had|also|then|first|already))* "
    r"(?:had|has|tried|took|used|went|did|attended|completed|underwent|received|finished|failed) "
)
_JOINS = Pattern(r"^[^,;.]{0,20}$")
_NO_CHANGE = Pattern(
    r"\b(?:did|does|do|has|have|had|was|were)(?: not|n't)(?: (?:ever|really|yet|actually))*"
    r" (?:result(?:ed)? in|le(?:ad|d) to|br(?:ing|ought)|give|given|produced?|provided?|yield(?:ed)?|allow(?:ed)?"
    r"|enabled?|show(?:n)?|demonstrated?|report(?:ed)?|noted?|achieved?|experienced?|obtain(?:ed)?|get|had|have|see|seen)"
    r"(?: (?:in|any|an?|him|her|the|sustained|lasting|objective|significant|meaningful|real|patient|to|of|improved))* $"
    r"|\bfail(?:s|ed)? to (?:result in|lead to|bring|give|produce|provide|yield|show|demonstrate|achieve|obtain|report)"
    r"(?: (?:any|an?|him|her|the|sustained|lasting|objective|significant|meaningful|real|patient|to|of))* $"
    r"|\b(?:without|no|lack of|absence of)"
    r"(?: (?:any|an?|sustained|lasting|objective|significant|meaningful|real|clear|associated|corresponding|gain|change"
    r"|improvement|of|in))* $"
)
"""What stands before a gain that did not come."""
_UNTOLD = Pattern(
    r"\b(?:not (?:documented|stated|shown|clear|established|known|recorded)|no (?:documentation|evidence|record"
    r"|indication|mention|statement)|unclear|unknown|whether)\b[^.;]{0,60}$"
)
"""What stands before a gain that nobody recorded."""
_UNDONE = {"function": "unchanged", "medication": "same"}
_APART = Pattern(r"^[,;] ")
HOPED = Pattern(
    r"\b(?:expect(?:s|ed|ing)?|anticipat(?:e|es|ed|ing)|hop(?:e|es|ing)|goals?|aim(?:s|ing)?|target)"
    r" [^.;]{0,40}$|\b(?:should|must) [^.;,]{0,40}$"
)
"""Words that make a relief one to come."""
_REPORTED = Pattern(
    r"\b(?:reports?|reported|states?|stated|had|has|noted|notes|describes?|described|gave|given|provided|brought"
    r"|experienced|obtained|got|with|received) (?:\w+ ){0,3}(?:at least|>=?) ?$"
)
"""Words that make "at least 50%" what a patient had and not what a payer asks for."""
_SPEAKS_OF_RELIEF = Pattern(
    r"\d ?%|relief|improve|helped|better|gone|benefit|lasting|\bgood (?:weeks|months|days)\b|worked"
    r"|\b(?:held|bought|got|lasted|worked|did well|felt well|wore off"
    r"|(?:reduced|decreased|lowered|cut|brought) (?:down )?(?:the |his |her )?(?:[a-z]+ )?pain"
    r"|from \d{1,2}(?:/10)? to \d|\d{1,2}(?:/10)? ?-> ?\d"
    r"|reliev(?:ed|es)|eased|took (?:the|his|her|away)|knocked)\b"
)


def outcome_of(view: View, reach: Reach) -> tuple[dict[str, Value], list[tuple[int, int]]]:
    """relief_percent, relief_weeks, function and medication inside the reach, and their spans."""
    value: dict[str, Value] = {}
    spans: list[tuple[int, int]] = []
    share = _relief(view, reach)
    if share is not None:
        value["relief_percent"] = share[0]
        spans.append((share[1].start, share[1].end))
    lasted = _lasted(view, reach)
    told = share is not None or (_tells_relief(view, reach) and not _is_refused(view, reach))
    if lasted is not None and lasted.value is not None and told:
        value["relief_weeks"] = lasted.value
        spans.append((lasted.start, lasted.end))
    for key, kind in (("medication", "medication_change"), ("function", "function_change")):
        hits = view.attributes(kind, reach.low, reach.high)
        hit = next((hit for hit in hits if not _within(hit, spans)), None)
        said = None if hit is None else _change(view, key, hit)
        if hit is not None and said is not None:
            value[key] = said
            spans.append((hit.start, hit.end))
    return value, spans


def _change(view: View, key: str, hit: AttributeHit) -> Value | None:
    """What became of function or drugs; a gain that did not come is none, and of one that nobody recorded nothing is
    known."""
    before = view.between(max(view.sentence.start, hit.start - _FAR), hit.start).lower()
    if hit.value not in ("improved", "reduced"):
        return hit.value
    if _UNTOLD.occurs(before):
        return None
    return _UNDONE[key] if _NO_CHANGE.occurs(before) else hit.value


def _is_refused(view: View, reach: Reach) -> bool:
    """Whether the only share in reach was not had: then nothing lasted."""
    hits = view.attributes("percent", reach.low, reach.high)
    return bool(hits) and all(_is_denied_or_worse(view, hit) for hit in hits)


def _within(hit: AttributeHit, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether other words have it ("able to stop gabapentin" is no function)."""
    return any(low < hit.end and hit.start < high for low, high in spans)


def _relief(view: View, reach: Reach) -> tuple[Value, AttributeHit] | None:
    hits = [hit for hit in view.attributes("percent", reach.low, reach.high) if _is_relief(view, hit)]
    for hit in sorted(hits, key=view.distance):
        if isinstance(hit.value, int | float | Range):
            return _not_of_date(view, hit, hit.value), hit
    said = next(iter(view.attributes("relief", reach.low, reach.high)), None)
    if said is None or _is_denied_or_worse(view, said) or _is_of_a_treatment(view, said):
        return None
    return int(str(said.value)), said


def _is_of_a_treatment(view: View, said: AttributeHit) -> bool:
    """Whether what brought nothing is a treatment that a clause of its own names behind the injection ("before the
    injection she had ten visits of therapy without benefit"), or that stands before it, apart from the
    injection ("ibuprofen without relief, an ESI")."""
    if said.end <= view.mention.start:
        earlier = view.others(*TREATMENTS, high=said.start + len(said.words))
        joined = any(_JOINS.occurs(view.between(min(other.end, said.start), said.start)) for other in earlier)
        return joined and _APART.occurs(view.between(said.end, view.mention.start))
    turns = list(_OWN_CLAUSE.find_all(view.outline.stream.data, view.mention.end, said.start))
    if not turns:
        return False
    named = view.others(*TREATMENTS, low=turns[-1].start, high=said.end)
    ends = [min(other.end, said.start) for other in named]
    return any(_JOINS.occurs(view.between(end, said.start)) for end in ends)


def _not_of_date(view: View, hit: AttributeHit, share: int | float | Range) -> Value:
    """The share alone where the number before the dash is a date's year or the injection's own ("3/2/21 - 60%", "#2 -
    60%")."""
    dated = view.between(max(hit.start - 1, view.sentence.start), hit.start) in ("/", "#")
    return share.hi if dated and isinstance(share, Range) else share


def _is_relief(view: View, hit: AttributeHit) -> bool:
    before = view.between(max(view.sentence.start, hit.start - 24), hit.start).lower()
    after = view.between(hit.end, min(view.sentence.end, hit.end + 24)).lower()
    told = view.between(max(view.sentence.start, hit.start - 48), hit.start).lower()
    if HOPED.occurs(told) or _is_denied_or_worse(view, hit):
        return False
    asked = _THRESHOLD.occurs(before) and not _REPORTED.occurs(told)
    return not asked and not _NOT_RELIEF.occurs(after)


def _is_denied_or_worse(view: View, hit: AttributeHit) -> bool:
    """Whether the share was not had, or is one of worse pain."""
    before = view.between(max(view.sentence.start, hit.start - _FAR), hit.start).lower()
    after = view.between(hit.end, min(view.sentence.end, hit.end + _FAR)).lower()
    for turn in (" but ", " until ", " however "):
        before = before.rpartition(turn)[2]
    if _NOT_HAD.occurs(before) or _NOT_REACHED.occurs(after):
        return True
    return _RAISED.occurs(before) or _WORSE.occurs(after)


def _lasted(view: View, reach: Reach) -> AttributeHit | None:
    for hit in view.attributes("duration", reach.low, reach.high):
        before = view.between(max(reach.low, hit.start - 24), hit.start).lower()
        after = view.between(hit.end, min(reach.high, hit.end + 24)).lower()
        if _OUT.occurs(after) and not _HELD.occurs(before):
            continue
        if _is_date_before(view, hit):
            return _after_dash(view, hit)
        if _RELIEF_FOR.occurs(before) or _OUT_OF.occurs(after):
            return hit
        if not _NO_LASTING.occurs(after) and (_LASTS.occurs(before) or _LASTS_AFTER.occurs(after)):
            return hit
    return None


def _is_date_before(view: View, hit: AttributeHit) -> bool:
    """Whether the number before the dash is a date's year ("11/21 - 3 mo relief")."""
    dated = hit.start > view.sentence.start and view.between(hit.start - 1, hit.start) == "/"
    return dated and "-" in hit.words


def _after_dash(view: View, hit: AttributeHit) -> AttributeHit:
    """The time behind the dash alone."""
    behind = hit.words.rpartition("-")[2]
    start = hit.end - len(behind.lstrip())
    return AttributeHit(hit.kind, start, hit.end, view.between(start, hit.end), weeks(behind))


def _tells_relief(view: View, reach: Reach) -> bool:
    return _SPEAKS_OF_RELIEF.occurs(view.between(reach.low, reach.high))


_FAR = 90
"""Characters on either side of a share in which its denial may stand, at most."""
