"""What became of a procedure that a record names: it happened, it is asked for, planned, recommended or declined.

It stands apart because request, prior injection and prior operation ask the same question and must never answer it twice:
the words are cues of rules/attributes.yaml (kinds `standing` and `standing_after`), the choice among them is made here.
"""

from enum import StrEnum

from chartcase.find.attributes import AttributeHit
from chartcase.find.mention import Mention, View
from chartcase.find.modifiers import Category
from chartcase.patterns import Pattern
from chartcase.segment.outline import Role, Sentence

_TYPES = ("request", "prior_injection", "prior_surgery")
_NAMING = frozenset({"injection", "operation", "service", "unnamed_injection", "unnamed_operation"})
"""The rules, called alike in the three files, whose mentions name a procedure."""


class Standing(StrEnum):
    """What became of it."""

    PERFORMED = "performed"
    REQUESTED = "requested"
    PLANNED = "planned"
    RECOMMENDED = "recommended"
    DECLINED = "declined"


class Family(StrEnum):
    """What a procedure is, as far as its standing depends on it."""

    INJECTION = "injection"
    OPERATION = "operation"
    SERVICE = "service"


_BREAK = Pattern(
    r"; |\. | but | however,? | although | though | whereas | while | which | who "
    r"|,? and (?:he|she|it|they|there|we|i|this|the patient|patient|pt|claimant) | when (?:he|she) "
)
_REFUSED = Pattern(r"\b(?:declin(?:es?|ed)|refus(?:es?|ed)|did not want|does not want|not interested)\b")
_ANOTHER_BETWEEN = 40
"""Characters that a cue seems further away for each procedure between it and the mention."""
_DECISIONS = frozenset({"iro_decision", "ur_letter", "necessity_assessment"})
_TELLS_PAST = frozenset({"surgical_history", "past_history", "therapy"})
_TELLS_STORY = frozenset({"history", "clinical_history", "complaint", "entry", "results", "findings", "impression", "assessment", "exam", "indication"})
_TELLS_FUTURE = frozenset({"plan", "assessment_plan"})
_REPORTS_PROCEDURE = frozenset({"", "other", "procedure", "technique", "entry", "findings"})


def procedures(view: View, low: int | None = None, high: int | None = None) -> list[tuple[int, int]]:
    """The spans of the other procedures that the sentence (or stream [low, high)) names, in order."""
    own = view.mention
    spans = {
        (other.start, other.end)
        for other in view.others(*_TYPES, low=low, high=high)
        if rule_name(other) in _NAMING and (other.end <= own.start or other.start >= own.end)
    }
    return sorted(spans)


def rule_name(mention: Mention) -> str:
    """The rule's id without its type."""
    return mention.rule.id.partition(".")[2]


def standing_of(view: View, family: Family) -> Standing | None:
    """What the words around the mention say, else what its place says; None where it is only talked about."""
    if _is_ticked(view):
        return Standing.REQUESTED
    return _by_cues(view) or _by_place(view, family)


def is_absent(mention: Mention) -> bool:
    """Whether the record says that there was none."""
    return mention.has(Category.NEGATED) and not mention.has(Category.NOT_DOCUMENTED)


def is_hypothetical(view: View, standing: Standing | None) -> bool:
    """Whether it is only thought of: an option, a condition, a fear. What is declined is more than that."""
    return view.mention.has(Category.HYPOTHETICAL) and standing not in (Standing.DECLINED, Standing.REQUESTED)


def _by_cues(view: View) -> Standing | None:
    before, after = _nearest_before(view), _nearest_after(view)
    if before is None and after is None:
        return None
    chosen = before if after is None or (before is not None and before[0] <= after[0]) else after
    assert chosen is not None
    standing = Standing(str(chosen[1].value))
    if standing in (Standing.RECOMMENDED, Standing.PLANNED, Standing.REQUESTED) and _refused_later(view, chosen[1]):
        return Standing.DECLINED
    if standing is Standing.RECOMMENDED and view.mention.has(Category.NEGATED):
        return Standing.DECLINED
    return standing


def _nearest_before(view: View) -> tuple[int, AttributeHit] | None:
    found: list[tuple[int, AttributeHit]] = []
    for hit in view.attributes("standing", high=view.mention.start + 1):
        between = view.between(hit.end, view.mention.start)
        if hit.end <= view.mention.start and _BREAK.search(between.encode("ascii")) is None:
            found.append((len(between) + _ANOTHER_BETWEEN * _procedures_between(view, hit.end, view.mention.start), hit))
    return min(found, key=lambda item: item[0], default=None)


def _nearest_after(view: View) -> tuple[int, AttributeHit] | None:
    for hit in view.attributes("standing_after", low=view.mention.end):
        between = view.between(view.mention.end, hit.start)
        if _BREAK.search(between.encode("ascii")) is not None:
            return None
        return len(between) + _ANOTHER_BETWEEN * _procedures_between(view, view.mention.end, hit.start), hit
    return None


def _procedures_between(view: View, low: int, high: int) -> int:
    return len(procedures(view, low, high))


def _refused_later(view: View, cue: AttributeHit) -> bool:
    start = max(cue.end, view.mention.end)
    later = [low for low, _ in procedures(view, low=view.mention.end)]
    text = view.between(start, min([*later, view.sentence.end]))
    return _REFUSED.search(text.encode("ascii")) is not None


def _by_place(view: View, family: Family) -> Standing | None:
    sentence = view.sentence
    if reports_procedure(sentence) and family is not Family.SERVICE:
        return Standing.PERFORMED
    kind = sentence.section.kind
    if kind == "request" or (sentence.role is Role.QUESTION and family is not Family.SERVICE):
        return Standing.REQUESTED
    if kind in _TELLS_FUTURE:
        return Standing.PLANNED
    if kind in _TELLS_PAST and family is not Family.SERVICE:
        return Standing.PERFORMED
    if kind in _TELLS_STORY and family is Family.OPERATION:
        return Standing.PERFORMED
    return _by_document(view, family)


def _by_document(view: View, family: Family) -> Standing | None:
    """A decision's headings and own words name the service in dispute."""
    sentence = view.sentence
    if sentence.document.kind not in _DECISIONS or sentence.encounter is not None or family is not Family.INJECTION:
        return None
    if sentence.section.kind in _TELLS_STORY:
        return None
    placed = view.attributes("level") or view.attributes("root") or view.attributes("side")
    return Standing.REQUESTED if sentence.heading or placed else None


def reports_procedure(sentence: Sentence) -> bool:
    """Whether the sentence stands where a procedure report tells what was done."""
    if sentence.encounter is not None:
        return sentence.encounter.kind == "operative" and sentence.section.kind in _REPORTS_PROCEDURE
    return sentence.document.kind == "operative_report" and sentence.section.kind in _REPORTS_PROCEDURE


def _is_ticked(view: View) -> bool:
    return view.between(view.sentence.start, view.mention.start).strip() in ("[x]", "[X]", "(x)", "(X)", "[+]")
