"""Operations that the patient has had, or is said not to have had.

It stands apart because one breath names two operations, and a surgeon's plan uses the same words.
"""

from collections.abc import Sequence

from chartcase.fact import Assertion, DatePrecision, FactDate, Speaker, Value
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.modifiers import Category
from chartcase.find.procedure import Reach, answer_to, date_of, placing, reach_of
from chartcase.find.rulebook import FindingSpec
from chartcase.find.standing import Family, Stand, Standing, denial, is_hypothetical, rule_name, stand_of
from chartcase.patterns import Pattern

_STATE_OF_FUSION = Pattern(
    r"\b(?:solid|stable|intact|mature|bony|healed|successful|incomplete|non-?united) (?:[a-z]+ ){0,2}$"
)
"""A picture's word on how a fusion stands is an imaging finding, no operation retold."""
_JOINED = Pattern(r",? ?(?:and|with|,|/|&|plus)?,? ?(?:medial |bilateral |partial |for (?:microscopic )?)*")
_STANDS = Pattern(
    r"^ (?:is|was|appears?|appeared|looks?|seems?) (?:to be )?(?:solid|stable|intact|healed|mature|incomplete|good"
    r"|healing)"
)
_DECOMPRESSION = Pattern(r"^(?:neural |nerve root |bony |surgical )?decompressions?$")
_SUFFICES = Pattern(
    r"\b(?:adequate|good|satisfactory|excellent|sufficient|wide|appropriate|inadequate|incomplete|residual) "
    r"(?:[a-z]+ )?$"
)
_PART_OF = Pattern(
    r"^[^.;:]{0,40}?(?: with| for)(?: (?:an? |the )?[a-z]+(?: [a-z]+){0,2},?(?: and)?)?,? (?:bilateral |the )?$"
)
_CANDIDATE = Pattern(r"(?:candidates?|management|treatments?)$")
_WITH = Pattern(r"^[^.;]{3,40} with (?:an? |the |bilateral |partial |complete |microscopic )*$")
_PICTURE = Pattern(r"^(?:mri|ct|x-?rays?|radiographs?|myelogram|imaging|films?)\b")
_TOLD = Pattern(
    r"response to|operated (?:on|upon)|re-?operat|history|\bhx\b|\bh/o\b|\bs/p\b|status[- ]post|surger(?:y|ies) x ?\d"
    r"|had (?:neck|back|spine|spinal|lumbar|cervical|previous|prior)? ?surg"
    r"|obviously has had|revision surgery (?:was )?(?:performed|done)|had an? (?:revision|second|repeat) surg"
)


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact an operation; two where the word holds two."""
    del finding
    if rule_name(mention) in ("history_unremarkable", "list_item", "back_to_theatre"):
        return () if _is_step(mention, view) else (Measured(base_value(mention)),)
    reach = reach_of(view, shared=base_value(mention).get("procedure") != "other")
    answer = answer_to(view)
    if answer is not None:
        return (
            (Measured({}, ((answer[1].start, answer[1].end),), Assertion.ABSENT, stated_by=Speaker.PATIENT),)
            if answer[0] == "no"
            else ()
        )
    stand = stand_of(view, Family.OPERATION)
    if stand is None and date_of(view, reach)[0] is not None:
        stand = Stand(Standing.PERFORMED)
    if _CANDIDATE.occurs(view.words) or _is_named_before(mention, view) or _is_step(mention, view):
        return ()
    absent = denial(view) is not None and (stand is None or stand.standing is Standing.PERFORMED)
    if not absent and (stand is None or stand.standing is not Standing.PERFORMED or is_hypothetical(view, stand)):
        return ()
    if not absent and _tells_state(view):
        return ()
    return _measured(mention, view, reach, absent, _speaker(view, stand))


def _is_step(mention: Mention, view: View) -> bool:
    """Whether it is a part of an operation named in the same breath ("laminectomy with decompression of the cord"), a
    step that a report describes, or the state of the nerves on a picture ("adequate decompression")."""
    if rule_name(mention) == "list_item":
        return view.sentence.document.kind == "operative_report"
    if rule_name(mention) == "instrumentation":
        return not (view.sentence.item or view.sentence.heading or view.sentence.section.kind == "procedure")
    if not _DECOMPRESSION.occurs(view.words):
        return False
    if _SUFFICES.occurs(view.before):
        return True
    earlier = [other for other in view.others("prior_surgery", high=mention.start) if rule_name(other) == "operation"]
    return bool(earlier) and _PART_OF.occurs(view.between(earlier[-1].end, mention.start))


def _measured(mention: Mention, view: View, reach: Reach, absent: bool, speaker: Speaker | None) -> Sequence[Measured]:
    value = base_value(mention)
    second = value.pop("with", None)
    where, spans = _placed(view, reach)
    value.update({key: where[key] for key in ("levels", "side") if key in where})
    date, dated = date_of(view, reach)
    unnamed = rule_name(mention) == "unnamed_operation"
    if unnamed and not absent and not (_is_real(date) or where.get("levels") or _TOLD.occurs(view.text)):
        return ()
    if unnamed and any(
        rule_name(other) == "operation" and other.start > mention.start for other in view.others("prior_surgery")
    ):
        return ()
    assertion = _assertion(mention, absent)
    first = Measured(value, (*spans, *dated), assertion, date=date, stated_by=speaker)
    if second is None:
        return (first,)
    return (first, Measured({**value, "procedure": second}, (*spans, *dated), assertion, date=date, stated_by=speaker))


def _placed(view: View, reach: Reach) -> tuple[dict[str, Value], list[tuple[int, int]]]:
    """Its levels and side; one that is done "with" another is done where that is."""
    where, spans = placing(view, reach)
    earlier = view.others("prior_surgery", high=view.mention.start)
    if "levels" in where or not earlier or not _WITH.occurs(view.between(earlier[-1].end, view.mention.start)):
        return where, spans
    shared, _ = placing(view, Reach(earlier[-1].start, view.mention.end))
    return {**shared, **where}, spans


def _speaker(view: View, stand: Stand | None) -> Speaker | None:
    """The radiologist's where a picture tells it; the author's where "s/p" stands among complaints."""
    if _PICTURE.search(view.outline.stream.data, view.sentence.start, view.mention.start) is not None:
        return Speaker.RADIOLOGY
    posted = stand is not None and stand.cue_words in ("s/p", "status post", "status-post", "post")
    return view.sentence.speaker if posted else None


def _is_real(date: FactDate | None) -> bool:
    return date is not None and date.precision is not DatePrecision.RELATIVE


def _tells_state(view: View) -> bool:
    """Whether it says how a fusion stands on a picture."""
    before = _STATE_OF_FUSION.search(view.outline.stream.data, view.sentence.start, view.mention.start)
    return before is not None or _STANDS.occurs(view.after)


def _is_named_before(mention: Mention, view: View) -> bool:
    """Whether the same operation stands right before it under another name ("hemilaminotomy and foraminotomy")."""
    name = base_value(mention).get("procedure")
    return any(
        rule_name(other) == "operation"
        and base_value(other).get("procedure") == name != "other"
        and other.end <= mention.start
        and _JOINED.full(view.between(other.end, mention.start)) is not None
        for other in view.others("prior_surgery")
    )


def _assertion(mention: Mention, absent: bool) -> Assertion:
    if mention.has(Category.NOT_DOCUMENTED):
        return Assertion.NOT_DOCUMENTED
    return Assertion.ABSENT if absent else Assertion.PRESENT
