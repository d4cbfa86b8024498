"""Injections that the patient has had: which, where, when, and how much they helped, for how long.

It stands apart because relief is told in the sentence after, in halves and percents, and a payer's 50% is no patient's.
"""

from collections.abc import Callable, Sequence

from chartcase.fact import Assertion, FactDate, Value
from chartcase.find.aftermath import READERS, aftermath, antecedent
from chartcase.find.attributes import AttributeHit
from chartcase.find.injection_form import (
    INJECTION,
    answered,
    criterion_met,
    field,
    field_ticked,
    follows_injection,
    labelled,
    undocumented,
)
from chartcase.find.injection_recall import OTHER_CARE, is_retold, is_weighed, put_same_place, tells_operation
from chartcase.find.ledger import row_of
from chartcase.find.ledger import told as told_by
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.modifiers import Category, Modifier
from chartcase.find.outcome import HOPED, outcome_of
from chartcase.find.procedure import Reach, clause_of, date_of, ordinal_of, placing, reach_of
from chartcase.find.rulebook import FindingSpec
from chartcase.find.standing import (
    Family,
    Stand,
    Standing,
    denial,
    is_hypothetical,
    reports_procedure,
    rule_name,
    stand_of,
)
from chartcase.patterns import Pattern

_GIVEN = Pattern(
    r"\b(?:had|has|have|did|gave|provided|brought|bought|lasted|took|wore off"
    r"|produced|resulted|received|underwent|undergone|tried|given|got|s/p|status|since|response to|responded"
    r"|helpful|effective|relief|helped|improvement|benefit|better|in the past)\b"
)
_BROUGHT = Pattern(
    r"^(?: (?:in|on|of) \w+)?(?: 20\d\d)? (?:only |has |had |have )?(?:gave|given|provided|brought|produced|yielded"
    r"|helped|lasted|wore off|worked|held|failed|did (?:not|nothing|little|well)|didn't|carried|took)\b"
)
_PARAMEDIAN = Pattern(r"\b(?P<side>left|right) (?:paramedian|para-median|parasagittal)")
_NEXT_TO = 24
_OUTCOME_WORD = Pattern(
    r"\b(?:relief|outcome|function|medications?|length|results?|response|date|duration|effect|percent\w*|benefit)\b"
)
_PART = Pattern(r"\b(?:an?|one|two)[- ]$")
_HALVES_END = 2
"""The last number that no fraction is named by ("a third", "a fourth")."""
_NOT_HAD = Pattern(r"\b(?:not|never|n't)(?: yet)? (?:had|received|undergone|been given) (?:an?|the) $")
_OPENS = Pattern(r"^[^;.()]{0,40}\([^()]{0,30}$|^ ?[*_]{0,2}: ?[*_]{0,2} ?(?:[CTLS]\d{1,2}-[CTLS]?\d{1,2} )?$")
"""What stands between an injection's number or date and its name in brackets or behind a colon."""
_IF = Pattern(r"\b(?:if|had|should|before|until|unless) (?:the |an? )?$")
_WOULD = Pattern(r"^ would (?:be|also be|not be|have|help|give|provide)\b")
_WILL = Pattern(
    r"\b(?:will|going to|(?:is|are|was|were|scheduled|plans?|ready|due|needs?) to be|recheck|return"
    r"|follow[- ]?up (?:after|in|once|following|for|with|post|on|when|at|\d))\b"
)
_BILL_LINE = Pattern(r"\$")
"""A line with an amount of money is a bill's, which tells what was charged."""
_TAKING = ("injection", "unnamed_injection", "numbered")
"""The rules whose facts take the outcome told in their clause."""
_MONTHS = {
    "first": 4.3,
    "second": 8.7,
    "third": 13.0,
    "fourth": 17.4,
    "fifth": 21.7,
    "sixth": 26.1,
}
"""Weeks at the end of the month that the relief faded in."""
_SUBSEQUENT = Pattern(r"\bsubsequent\b")


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a mention of an injection that was given, or of what it brought."""
    del finding
    special = _SPECIAL.get(rule_name(mention))
    return special(mention, view) if special is not None else _injection(mention, view)


def _injection(mention: Mention, view: View) -> Sequence[Measured]:
    if view.text.rstrip().endswith("?"):
        return answered(view)
    if _BILL_LINE.occurs(view.text) or _is_title_of_next(view):
        return ()
    reach, row = reach_of(view), row_of(view)
    brought, spans = outcome_of(view, reach)
    if row is not None:
        brought.update(told_by(view, row))
    stand = Stand(Standing.PERFORMED) if row is not None else _stand(view, reach, bool(brought))
    denied = denial(view)
    absent = denied is not None and (stand is None or stand.standing is Standing.PERFORMED) and not brought
    if not absent and _is_not_given(view, stand, bool(brought)):
        return ()
    value, placed = _what(mention, view, reach)
    date, dated = _dated(view, reach)
    told = (
        absent
        or bool(brought)
        or date is not None
        or bool(value.keys() - {"ordinal"})
        or mention.has(Category.NOT_DOCUMENTED)
        or _BROUGHT.occurs(view.after)
    )
    if not told and not value.get("ordinal") and _is_ahead(view, stand):
        return ()
    if rule_name(mention) != "injection" and _is_passing(view, stand, told=told, absent=absent):
        return ()
    if absent and denied is not None:
        spans.append((denied.start, denied.end))
    return (Measured({**value, **brought}, (*placed, *dated, *spans), _assertion(mention, view, absent), date=date),)


def _is_not_given(view: View, stand: Stand | None, brought: bool) -> bool:
    """Whether it is asked for, only thought of, or hoped to help."""
    if stand is None or stand.standing is not Standing.PERFORMED or is_hypothetical(view, stand):
        return True
    if _WOULD.occurs(view.after):
        return True
    return not brought and HOPED.occurs(_before_in_clause(view))


def _dated(view: View, reach: Reach) -> tuple[FactDate | None, tuple[tuple[int, int], ...]]:
    """When it was given, also where the title before its name says it."""
    date, dated = date_of(view, reach)
    title = _title_before(view)
    return (date, dated) if date is not None or title is None else date_of(view, Reach(title.start, view.mention.start))


def _titled_number(view: View) -> AttributeHit | None:
    """The number in the title before a name in brackets."""
    title = _title_before(view)
    if title is None:
        return None
    return next(iter(view.attributes("ordinal", max(title.start - _NEXT_TO, view.sentence.start), title.end)), None)


def _title_before(view: View) -> Mention | None:
    """The unnamed injection whose name in brackets the mention is ("First injection 9/2021 (right L3-4 ILESI)")."""
    before = [other for other in view.others("prior_injection") if other.end <= view.mention.start]
    if not before or rule_name(view.mention) != "injection" or rule_name(before[-1]) != "unnamed_injection":
        return None
    return before[-1] if _OPENS.occurs(view.between(before[-1].end, view.mention.start)) else None


def _is_title_of_next(view: View) -> bool:
    """Whether the next mention names this one in brackets."""
    if rule_name(view.mention) != "unnamed_injection":
        return False
    after = [other for other in view.others("prior_injection") if other.start >= view.mention.end]
    named = bool(after) and rule_name(after[0]) == "injection"
    return named and _OPENS.occurs(view.between(view.mention.end, after[0].start))


def _is_passing(view: View, stand: Stand | None, *, told: bool, absent: bool) -> bool:
    """Whether an injection without its name is a word in passing, or one to come."""
    return not (told or _is_told(view, stand)) or (not absent and _WILL.occurs(_before_in_clause(view)))


def _row(mention: Mention, view: View) -> Sequence[Measured]:
    """A row of a list whose columns name no injection: its heading does."""
    row = row_of(view)
    if row is None or any(rule_name(other) in _TAKING for other in view.others("prior_injection")):
        return ()
    reach = Reach(view.sentence.start, view.sentence.end)
    brought, spans = outcome_of(view, reach)
    brought.update(told_by(view, row))
    if not brought.keys() - {"ordinal"}:
        return ()
    value, placed = _what(mention, view, reach)
    date, dated = date_of(view, reach)
    return (Measured({**value, **brought}, (*placed, *dated, *spans), Assertion.PRESENT, date=date),)


def _stand(view: View, reach: Reach, brought: bool) -> Stand | None:
    """The standing; what has a date or an outcome happened, unless words say otherwise or a repeat is asked for."""
    stand = stand_of(view, Family.INJECTION)
    again = view.nearest("phase", reach.low, view.mention.end)
    told_again = again is not None and brought and again.words.lower() == "again"
    if again is not None and again.value == "repeat" and view.distance(again) < _NEXT_TO and not told_again:
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


def _assertion(mention: Mention, view: View, absent: bool) -> Assertion:
    missing = mention.cue(Category.NOT_DOCUMENTED)
    if missing is not None and not _lacks_only_outcome(view, missing):
        return Assertion.NOT_DOCUMENTED
    return Assertion.ABSENT if absent else Assertion.PRESENT


def _lacks_only_outcome(view: View, missing: Modifier) -> bool:
    """Whether what the record lacks is what the injection brought ("ESI 2018, outcome unknown"): it was given."""
    return _OUTCOME_WORD.occurs(view.between(view.mention.end, max(missing.start, view.mention.end)))


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
    ordinal = ordinal_of(view, reach) or _titled_number(view)
    if ordinal is not None and isinstance(ordinal.value, int):
        value["ordinal"] = ordinal.value
        spans.append((ordinal.start, ordinal.end))
    elif _SUBSEQUENT.occurs(view.between(reach.low, mention.start)):
        value["ordinal"] = 2
    put_same_place(value, view, reach)
    return value, spans


def _is_taken(view: View) -> bool:
    """Whether an injection of the same clause takes the outcome."""
    low, high = clause_of(view)
    return any(rule_name(other) in _TAKING for other in view.others("prior_injection", low=low, high=high))


def _numbered(mention: Mention, view: View) -> Sequence[Measured]:
    """An injection by its number alone ("the second one"), after a sentence that spoke of injections."""
    here = INJECTION.occurs(view.text)
    if not (here or follows_injection(view, 3)) or _IF.occurs(view.before):
        return ()
    reach = _to_next_number(mention, view)
    brought, spans = outcome_of(view, reach)
    value: dict[str, Value] = dict(brought)
    number = _NUMBERS.get((mention.groups.get("ordinal") or mention.groups["count"]).lower())
    if (number or 0) > _HALVES_END and _PART.occurs(view.before):
        return ()
    if number is not None:
        value["ordinal"] = number
    date, dated = date_of(view, reach)
    never = _NOT_HAD.search(view.before.encode("ascii"))
    absent = ((view.sentence.start + never.start, mention.start),) if never is not None else ()
    assertion = _assertion(mention, view, absent=never is not None)
    return (Measured(value, (*spans, *dated, *absent), assertion, date=date),)


def _to_next_number(mention: Mention, view: View) -> Reach:
    later = [
        other.start
        for other in view.others("prior_injection")
        if other.start >= mention.end
        and rule_name(other) in ("numbered", "injection", "unnamed_injection")
        and not _PART.occurs(view.between(view.sentence.start, other.start))
    ]
    return Reach(mention.start, min([*later, view.sentence.end]))


_ORDINALS = (("first", "1st", "1"), ("second", "2nd", "2"), ("third", "3rd", "3"), ("fourth", "4"))
_NUMBERS = {word: number for number, words in enumerate(_ORDINALS, 1) for word in words}


def _after_injection(mention: Mention, view: View) -> Sequence[Measured]:
    """Relief, function or medication in a sentence of its own that follows one about an injection."""
    if _is_taken(view) or OTHER_CARE.occurs(view.before):
        return ()
    if not (
        follows_injection(view, 2)
        or INJECTION.occurs(view.text)
        or is_weighed(mention, view)
        or is_retold(mention, view)
    ):
        return ()
    if mention.has(Category.HYPOTHETICAL) or HOPED.occurs(view.before):
        return ()
    low, high = clause_of(view)
    if any(other.start < mention.start for other in view.others("prior_injection", low=low, high=high)):
        return ()
    value, spans = outcome_of(view, Reach(low, high))
    if not value or (value.keys() == {"function"} and rule_name(mention) == "relief"):
        return ()
    return (Measured(value, tuple(spans), Assertion.PRESENT),)


def _ended(mention: Mention, view: View) -> Sequence[Measured]:
    """That the relief ended, in a sentence or clause that follows the one about it."""
    if antecedent(view) is None:
        return ()
    if mention.has(Category.HYPOTHETICAL) or OTHER_CARE.occurs(view.text):
        return ()
    month = mention.groups.get("month", "").lower()
    value: dict[str, Value] = {"relief_weeks": _MONTHS[month]} if month in _MONTHS else {}
    return (Measured(value, (), Assertion.PRESENT),)


def _placed(mention: Mention, view: View) -> Sequence[Measured]:
    """Where the needle went, in a procedure report's own description."""
    if not reports_procedure(view.sentence) or tells_operation(view):
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
    (Pattern(r"interspace|int(?:er|ra)-?laminar|loss of resistance|para-?median approach"), "interlaminar_esi"),
    (Pattern(r"into the [^.;]{0,24}(?:facet|zygapophys)"), "facet_injection"),
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
    value, spans = outcome_of(view, Reach(view.sentence.start, view.sentence.end))
    return (Measured(value, tuple(spans), Assertion.PRESENT),)


def _none_before(mention: Mention, view: View) -> Sequence[Measured]:
    """No earlier spinal procedure: no injection either."""
    del mention, view
    return (Measured({}, (), Assertion.ABSENT),)


_SPECIAL: dict[str, Callable[[Mention, View], Sequence[Measured]]] = {
    "numbered": _numbered,
    "relief": _after_injection,
    "outcome": _after_injection,
    **dict.fromkeys(READERS, aftermath),
    "ended": _ended,
    "row": _row,
    "field": field,
    "field_ticked": field_ticked,
    "placed": _placed,
    "number_told": _number_told,
    "response_told": _response_told,
    "labelled": labelled,
    "criterion_met": criterion_met,
    "undocumented": undocumented,
    "none_before": _none_before,
}
