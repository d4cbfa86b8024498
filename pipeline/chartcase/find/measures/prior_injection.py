"""Injections that the patient has had: which, where, when, and how much they helped, for how long.

It stands apart because relief is told in the sentence after, in halves and percents, and a payer's 50% is no patient's.
"""

from collections.abc import Callable, Sequence

from chartcase.fact import Assertion, Grade, Range, Speaker, Value
from chartcase.find.attributes import AttributeHit
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.modifiers import Category
from chartcase.find.procedure import Reach, answer_to, clause_of, date_of, ordinal_of, placing, reach_of
from chartcase.find.rulebook import FindingSpec
from chartcase.find.standing import (
    Family,
    Stand,
    Standing,
    is_absent,
    is_hypothetical,
    reports_procedure,
    rule_name,
    stand_of,
)
from chartcase.patterns import Pattern

_GIVEN = Pattern(
    r"\b(?:had|has|have|received|underwent|undergone|tried|given|got|s/p|status|since|response to|responded"
    r"|helpful|effective|relief|helped)\b"
)
_PARAMEDIAN = Pattern(r"\b(?P<side>left|right) (?:paramedian|para-median|parasagittal)")
_NEXT_TO = 24
_INJECTION = Pattern(
    r"\b(?:injections?|epidurals?|[a-z]{0,3}esi'?s?|blocks?|shots?|snrb|rfa|mbb|ablation|inj|procedure"
    r"|the (?:first|second|third) (?:one|was|gave))\b"
)
_TOLD_RELIEF = Pattern(r"\d ?%|\b(?:percent|relief|three[- ]quarters|half)\b")
_OTHER_CARE = Pattern(
    r"\b(?:physical therapy|therapy|chiropract\w+|acupuncture|massage|medications?|naproxen|gabapentin|nsaids?"
    r"|brace|tens|surgery|exercises?|traction|opioids?)\b"
)
_LASTS = Pattern(
    r"(?:\bfor|lasting|lasted|\bx|held|over|within|gone|about|times|and|at|of|\(|,|up to|some|next|to) ?(?:the |a "
    r"|an |only |just |past |next |first |period of |total of |over |about |approximately |at least |almost "
    r"|nearly |more than |up to |around |roughly )*$"
)
_RELIEF_FOR = Pattern(
    r"(?:(?:meeting|meets|exceeding|exceeds) the (?:minimum |required )?|relief|improvement|better|benefit|gone"
    r"|helped|it|worked|improved|lasted|lasting|held|percent|%)(?: that)?(?: for| lasting| lasted| of| x"
    r"|,)? ?(?:about |only |just |approximately |at least |over )*$"
)
_LASTS_AFTER = Pattern(
    r"^ ?(?:of (?:\w+ ){0,3}(?:relief|improvement|benefit)|'? (?:relief|worth)|relief|before|until|then)"
)
_NO_LASTING = Pattern(
    r"^ ?(?:ago|after|later|prior|post|out|since|of (?:pt|therapy|physical)|threshold before|course|follow)"
)
_NOT_RELIEF = Pattern(
    r"^ ?(?:or (?:greater|more|better)|lido\w*|xylo\w*|ropiv\w*|naropin|solution|omnipaque|saline|of (?:patients"
    r"|subjects|cases|normal|vertebral|height|the disc|stenosis|loss)|height|stenosis|loss|bupivacaine|lidocaine"
    r"|marcaine|impairment|impaired|disab)|^\)? ?(?:threshold|is required|required)"
)
_THRESHOLD = Pattern(
    r"\b(?:at least|required?|threshold|minimum|less than|if|greater than or equal to|criteria of|>=?) ?(?:the )?$"
)
_WILL = Pattern(r"\b(?:will|going to|to be|recheck|return|follow[- ]?up)\b")
_BILL_LINE = Pattern(r"\$")
_SPEAKS_OF_RELIEF = Pattern(r"relief|improve|helped|better|gone|benefit|lasting")
_SUBSEQUENT = Pattern(r"\bsubsequent\b")


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a mention of an injection that was given, or of what it brought."""
    del finding
    special = _SPECIAL.get(rule_name(mention))
    return special(mention, view) if special is not None else _injection(mention, view)


def _injection(mention: Mention, view: View) -> Sequence[Measured]:
    if view.text.rstrip().endswith("?"):
        return _answered(view)
    if _BILL_LINE.occurs(view.text):
        return ()
    reach = reach_of(view)
    brought, spans = _outcome(view, reach)
    stand = _stand(view, reach, bool(brought))
    absent = is_absent(view) and (stand is None or stand.standing is Standing.PERFORMED) and not brought
    if not absent and (stand is None or stand.standing is not Standing.PERFORMED or is_hypothetical(view, stand)):
        return ()
    value, placed = _what(mention, view, reach)
    date, dated = date_of(view, reach)
    told = (
        absent
        or bool(brought)
        or date is not None
        or bool(value.keys() - {"ordinal"})
        or mention.has(Category.NOT_DOCUMENTED)
    )
    if not told and not value.get("ordinal") and _is_ahead(view, stand):
        return ()
    if rule_name(mention) != "injection" and not (told or _is_told(view, stand)):
        return ()
    if rule_name(mention) != "injection" and not absent and _WILL.occurs(_before_in_clause(view)):
        return ()
    return (Measured({**value, **brought}, (*placed, *dated, *spans), _assertion(mention, absent), date=date),)


def _stand(view: View, reach: Reach, brought: bool) -> Stand | None:
    """The standing; what has a date or an outcome happened, unless words say otherwise or a repeat is asked for."""
    stand = stand_of(view, Family.INJECTION)
    again = view.nearest("phase", reach.low, view.mention.end)
    if again is not None and again.value == "repeat" and view.distance(again) < _NEXT_TO:
        return stand if stand is not None and stand.standing is not Standing.PERFORMED else None
    if (stand is None or stand.cue is None) and (brought or _is_dated_list(view, reach)):
        return Stand(Standing.PERFORMED)
    return stand


def _is_ahead(view: View, stand: Stand | None) -> bool:
    """Whether a plan only leans on it ("follow-up after the epidural")."""
    weak = stand is not None and stand.cue_words in ("after", "following", "before", "since", "")
    planned = view.sentence.section.kind in ("plan", "assessment_plan") or _WILL.occurs(_before_in_clause(view))
    return weak and planned


def _before_in_clause(view: View) -> str:
    return view.between(clause_of(view)[0], view.mention.start)


def _is_told(view: View, stand: Stand | None) -> bool:
    """Whether an injection without name, date or outcome is more than a word in passing."""
    if any(rule_name(other) == "injection" for other in view.others("prior_injection")):
        return False
    if stand is None or _WILL.occurs(view.before):
        return False
    return stand.cue is not None and _GIVEN.occurs(stand.cue_words)


def _assertion(mention: Mention, absent: bool) -> Assertion:
    if mention.has(Category.NOT_DOCUMENTED):
        return Assertion.NOT_DOCUMENTED
    return Assertion.ABSENT if absent else Assertion.PRESENT


def _is_dated_list(view: View, reach: Reach) -> bool:
    date, _ = date_of(view, reach)
    return date is not None and view.sentence.section.kind not in ("plan", "request", "documents_reviewed", "outcome")


def _what(mention: Mention, view: View, reach: Reach) -> tuple[dict[str, Value], list[tuple[int, int]]]:
    value = base_value(mention)
    value.pop("region", None)
    if not value.get("procedure"):
        value.pop("procedure", None)
    where, spans = placing(view, reach)
    value.update({key: where[key] for key in ("levels", "side") if key in where})
    ordinal = ordinal_of(view, reach)
    if ordinal is not None and isinstance(ordinal.value, int):
        value["ordinal"] = ordinal.value
        spans.append((ordinal.start, ordinal.end))
    elif _SUBSEQUENT.occurs(view.between(reach.low, mention.start)):
        value["ordinal"] = 2
    return value, spans


def _outcome(view: View, reach: Reach) -> tuple[dict[str, Value], list[tuple[int, int]]]:
    """relief_percent, relief_weeks, function and medication inside the reach, and their spans."""
    value: dict[str, Value] = {}
    spans: list[tuple[int, int]] = []
    share = _relief(view, reach)
    if share is not None:
        value["relief_percent"] = share[0]
        spans.append((share[1].start, share[1].end))
    lasted = _lasted(view, reach)
    if lasted is not None and lasted.value is not None and (share is not None or _tells_relief(view, reach)):
        value["relief_weeks"] = lasted.value
        spans.append((lasted.start, lasted.end))
    for key, kind in (("function", "function_change"), ("medication", "medication_change")):
        hit = next(iter(view.attributes(kind, reach.low, reach.high)), None)
        if hit is not None and hit.value is not None:
            value[key] = hit.value
            spans.append((hit.start, hit.end))
    return value, spans


def _relief(view: View, reach: Reach) -> tuple[Value, AttributeHit] | None:
    hits = [hit for hit in view.attributes("percent", reach.low, reach.high) if _is_relief(view, hit)]
    for hit in sorted(hits, key=view.distance):
        if isinstance(hit.value, int | float | Range):
            return _not_of_date(view, hit, hit.value), hit
    said = next(iter(view.attributes("relief", reach.low, reach.high)), None)
    return (int(str(said.value)), said) if said is not None else None


def _not_of_date(view: View, hit: AttributeHit, share: int | float | Range) -> Value:
    """The share alone where the number before the dash is a date's year ("3/2/21 - 60%")."""
    dated = view.between(max(hit.start - 1, view.sentence.start), hit.start) == "/"
    return share.hi if dated and isinstance(share, Range) else share


def _is_relief(view: View, hit: AttributeHit) -> bool:
    before = view.between(max(view.sentence.start, hit.start - 24), hit.start).lower()
    after = view.between(hit.end, min(view.sentence.end, hit.end + 24)).lower()
    return not _THRESHOLD.occurs(before) and not _NOT_RELIEF.occurs(after)


def _lasted(view: View, reach: Reach) -> AttributeHit | None:
    for hit in view.attributes("duration", reach.low, reach.high):
        before = view.between(max(reach.low, hit.start - 24), hit.start).lower()
        after = view.between(hit.end, min(reach.high, hit.end + 24)).lower()
        if _RELIEF_FOR.occurs(before):
            return hit
        if not _NO_LASTING.occurs(after) and (_LASTS.occurs(before) or _LASTS_AFTER.occurs(after)):
            return hit
    return None


def _tells_relief(view: View, reach: Reach) -> bool:
    return _SPEAKS_OF_RELIEF.occurs(view.between(reach.low, reach.high))


def _follows_injection(view: View, sentences: int) -> bool:
    """Whether a sentence shortly before, of the same entry and section, speaks of an injection."""
    return any(_INJECTION.occurs(view.outline.text(sentence)) for sentence in view.previous_sentences(sentences))


def _is_taken(view: View) -> bool:
    """Whether an injection of the same clause takes the outcome."""
    low, high = clause_of(view)
    taking = ("injection", "unnamed_injection", "numbered")
    return any(rule_name(other) in taking for other in view.others("prior_injection", low=low, high=high))


def _answered(view: View) -> Sequence[Measured]:
    """A form's "Any injections before? no"."""
    answer = answer_to(view)
    if answer is None or answer[0] != "no":
        return ()
    return (Measured({}, ((answer[1].start, answer[1].end),), Assertion.ABSENT, stated_by=Speaker.PATIENT),)


def _numbered(mention: Mention, view: View) -> Sequence[Measured]:
    """An injection by its number alone ("the second one"), after a sentence that spoke of injections."""
    here = _INJECTION.occurs(view.text)
    if not (here or _follows_injection(view, 3)):
        return ()
    reach = _to_next_number(mention, view)
    brought, spans = _outcome(view, reach)
    value: dict[str, Value] = dict(brought)
    number = _NUMBERS.get(mention.groups["ordinal"].lower())
    if number is not None:
        value["ordinal"] = number
    date, dated = date_of(view, reach)
    return (Measured(value, (*spans, *dated), Assertion.PRESENT, date=date),)


def _to_next_number(mention: Mention, view: View) -> Reach:
    later = [
        other.start
        for other in view.others("prior_injection")
        if other.start >= mention.end and rule_name(other) in ("numbered", "injection", "unnamed_injection")
    ]
    return Reach(mention.start, min([*later, view.sentence.end]))


_NUMBERS = {
    "first": 1,
    "1st": 1,
    "1": 1,
    "second": 2,
    "2nd": 2,
    "2": 2,
    "third": 3,
    "3rd": 3,
    "3": 3,
    "fourth": 4,
    "4": 4,
}


def _after_injection(mention: Mention, view: View) -> Sequence[Measured]:
    """Relief, function or medication in a sentence of its own that follows one about an injection."""
    if _is_taken(view) or _OTHER_CARE.occurs(view.before):
        return ()
    if not (_follows_injection(view, 2) or _INJECTION.occurs(view.text)) or mention.has(Category.HYPOTHETICAL):
        return ()
    low, high = clause_of(view)
    if any(other.start < mention.start for other in view.others("prior_injection", low=low, high=high)):
        return ()
    value, spans = _outcome(view, Reach(low, high))
    if not value or (value.keys() == {"function"} and rule_name(mention) == "relief"):
        return ()
    return (Measured(value, tuple(spans), Assertion.PRESENT),)


def _then(mention: Mention, view: View) -> Sequence[Measured]:
    """What one could do, or take less of, told right after the relief."""
    told = [view.outline.text(sentence) for sentence in view.previous_sentences(1)]
    if not told or not _TOLD_RELIEF.occurs(told[0]):
        return ()
    return _after_injection(mention, view)


def _placed(mention: Mention, view: View) -> Sequence[Measured]:
    """Where the needle went, in a procedure report's own description."""
    if not reports_procedure(view.sentence):
        return ()
    value, spans = _what(mention, view, Reach(view.sentence.start, view.sentence.end))
    value.pop("ordinal", None)
    procedure = next((name for words, name in _APPROACHES if words.occurs(view.text)), None)
    if procedure is not None:
        value = {"procedure": procedure, **value}
    if "side" not in value:
        value.update(_side_of_next(view))
    return (Measured(value, tuple(spans), Assertion.PRESENT),) if value else ()


_APPROACHES = (
    (Pattern(r"sacral hiatus"), "caudal_esi"),
    (Pattern(r"interspace|interlaminar|loss of resistance"), "interlaminar_esi"),
    (Pattern(r"foram(?:en|ina) (?:was|were) (?:visuali[sz]ed|identified|targeted|located)"), "transforaminal_esi"),
)
"""What the words of a technique say about the approach; a foramen alone may be the root block that the title names."""


def _side_of_next(view: View) -> dict[str, Value]:
    """The side of the needle where the sentence after says it."""
    for sentence in view.next_sentences(1):
        hit = _PARAMEDIAN.search(view.outline.stream.data, sentence.start, sentence.end)
        if hit is not None:
            return {"side": hit.groups["side"].lower()}
    return {}


def _number_told(mention: Mention, view: View) -> Sequence[Measured]:
    del view
    number = _NUMBERS.get(mention.groups["ordinal"].lower())
    return (Measured({"ordinal": number}, (), Assertion.PRESENT),) if number is not None else ()


def _response_told(mention: Mention, view: View) -> Sequence[Measured]:
    del mention
    value, spans = _outcome(view, Reach(view.sentence.start, view.sentence.end))
    return (Measured(value, tuple(spans), Assertion.PRESENT),)


def _labelled(mention: Mention, view: View) -> Sequence[Measured]:
    """A table's or form's line about the last injection: "How much relief? | 80-90%"."""
    if not _follows_injection(view, 10):
        return ()
    reach = _after_label(mention, view)
    value, spans = _outcome(view, reach)
    lasted = next(iter(view.attributes("duration", reach.low, reach.high)), None)
    if "relief_weeks" not in value and lasted is not None and lasted.value is not None:
        value["relief_weeks"] = lasted.value
        spans.append((lasted.start, lasted.end))
    return (Measured(value, tuple(spans), Assertion.PRESENT, anchor=spans[0]),) if value else ()


def _after_label(mention: Mention, view: View) -> Reach:
    """The rest of the line, or the next line where the label fills its own."""
    if len(view.between(mention.end, view.sentence.end).strip(" |?:")) > 1:
        return Reach(mention.end, view.sentence.end)
    for sentence in view.next_sentences(1):
        return Reach(sentence.start, sentence.end)
    return Reach(mention.end, view.sentence.end)


def _undocumented(mention: Mention, view: View) -> Sequence[Measured]:
    """Somebody says that the record lacks what an injection brought."""
    del mention
    if not (_follows_injection(view, 6) or _INJECTION.occurs(view.text)):
        return ()
    return (Measured({}, (), Assertion.NOT_DOCUMENTED),)


def _criterion_met(mention: Mention, view: View) -> Sequence[Measured]:
    """A reviewer's "increase in function - MET": attested unless a figure stands beside it."""
    if not _follows_injection(view, 4) and not _INJECTION.occurs(view.text):
        return ()
    value, spans = _outcome(view, Reach(view.sentence.start, view.sentence.end))
    ordinal = next(iter(view.attributes("ordinal")), None)
    if value and ordinal is not None and isinstance(ordinal.value, int):
        value["ordinal"] = ordinal.value
    grade = Grade.EXPLICIT if "relief_percent" in value else Grade.ATTESTED
    return (Measured(value, tuple(spans), Assertion.PRESENT, grade),) if value else ()


_SPECIAL: dict[str, Callable[[Mention, View], Sequence[Measured]]] = {
    "numbered": _numbered,
    "relief": _after_injection,
    "outcome": _after_injection,
    "then": _then,
    "placed": _placed,
    "number_told": _number_told,
    "response_told": _response_told,
    "labelled": _labelled,
    "criterion_met": _criterion_met,
    "undocumented": _undocumented,
}
