"""Who decided what about the service, at which stage, and by which criteria.

It stands apart because one decision retells the denials before it: the words say the outcome, the place says whose.
"""

from collections.abc import Sequence

from chartcase.fact import Assertion, Speaker, Value
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.rulebook import FindingSpec
from chartcase.find.standing import rule_name
from chartcase.patterns import Pattern
from chartcase.segment.outline import Encounter, Outline, Sentence

_NAMED_STAGES = (
    (
        Pattern(
            r"\b(?:second|2nd) (?:adverse |utili[sz]ation )?(?:review|determination|reviewer|denial|one|doctor"
            r"|physician)|\bsecond upheld|\bthe second\b|\breconsideration\b|\bon appeal\b|\bappeal (?:for|was|is"
            r"|determination)"
        ),
        "ur2",
    ),
    (
        Pattern(
            r"\b(?:first|initial|1st) (?:adverse |utili[sz]ation |decision )?(?:review|determination|reviewer"
            r"|denial|agent|decision)|\bthe ura denied"
        ),
        "ur1",
    ),
    (Pattern(r"\b(?:iro|independent review)\b"), "iro"),
    (
        Pattern(r"\b(?:hearing officer|administrative law judge|decision and order|contested case|appeals panel)\b"),
        "hearing",
    ),
    (
        Pattern(
            r"\b(?:utili[sz]ation review|peer review(?:er)?|physician advis[eo]r|claims administrator"
            r"|ur (?:reviewer|denial|physician|doctor|nurse))\b"
        ),
        "ur",
    ),
    (Pattern(r"\b(?:health plan|insurance company|insurer|payer|carrier)\b"), "payer"),
)
"""Words that name the stage, the particular before the general; those nearest before the outcome count."""
_STAGES = {
    Speaker.IRO: "iro",
    Speaker.HEARING: "hearing",
    Speaker.REVIEWER: "reviewer",
    Speaker.UR: "ur",
}
_SPEAKERS = {"ur1": Speaker.UR, "ur2": Speaker.UR, "ur": Speaker.UR, "iro": Speaker.IRO, "hearing": Speaker.HEARING}
_IRO_SAYS = Pattern(
    r"^(?:iro|independent review organi[sz]ation)(?:'s)?(?: (?:physician|reviewer|doctor|decision)"
    r"| \(iro\))?[ ,)]+(?:[a-z ]{0,90}, )?"
    r"(?:determined|found|upheld|agreed|concluded|that|held|decided|denied|stated)\b"
)
"""The independent reviewer as the one who decided, in a hearing's words."""
_ON_APPEAL = Pattern(r"^ (?:the denial )?(?:on|upon|at) (?:reconsideration|appeal)\b")
_BY = Pattern(r"^[^.;]{0,40}\bby (?:an? |the )?")
_SECOND_LEVEL = Pattern(r"\b(?:level 2|second level|appeal|reconsideration)\b")
_PLAN = Pattern(r"\bhealth plan\b|\bmember (?:name|id)?:|\bour (?:coverage|medical) policy\b")
_COMPENSATION = Pattern(r"\b(?:injured worker|claimant|workers' comp|utili[sz]ation review|peer review)\b")
_OPINES = Pattern(r"\b(?:testified|said|opined|expert|disagreed)\b")
"""A witness's opinion is no determination."""
_DRUG_NEAR = 2
"""Characters between a drug and the words that deny it, at most."""
_CITING = ("criteria", "criteria_ticked", "policy")
_HEAD = 1200
"""Characters of a document in which its title and addressee stand."""
_CRITERIA = (
    (Pattern(r"\b(?:odg|official disability guidelines?)\b"), "ODG"),
    (Pattern(r"\bacoem\b"), "ACOEM"),
    (Pattern(r"\bmtus\b"), "MTUS"),
    (Pattern(r"\b(?:mcg|milliman)\b"), "MCG"),
    (Pattern(r"\binterqual\b"), "InterQual"),
    (Pattern(r"\bevicore\b"), "eviCore"),
    (Pattern(r"\bcarelon\b"), "Carelon"),
    (Pattern(r"\bnass\b"), "NASS"),
    (Pattern(r"\blcd\b"), "LCD"),
)


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact an outcome; the criteria that a sentence cites make one fact together."""
    del finding
    if rule_name(mention) in _CITING:
        return _cited(mention, view)
    if rule_name(mention) == "not_supported" and _OPINES.occurs(view.before):
        return ()
    if _is_of_drug(view):
        return ()
    value = base_value(mention)
    if mention.groups.get("partial"):
        value.pop("outcome", None)  # granted in part: the contract has no word for it before an independent review
    stage = str(value.get("stage") or stage_of(view) or "")
    value = _fitting({**({"stage": stage} if stage else {}), **value}, stage)
    assertion = mention.rule.spec.assertion or Assertion.PRESENT
    return (Measured(value, (), assertion, stated_by=_SPEAKERS.get(stage)),)


def _is_of_drug(view: View) -> bool:
    """Whether a drug right before was denied or approved, not the service."""
    near = view.mention.start - _DRUG_NEAR
    return any(near <= other.end <= view.mention.start for other in view.others("medication_trial"))


def _fitting(value: dict[str, Value], stage: str) -> dict[str, Value]:
    """An independent reviewer denies no request: what he thinks of it is told by his outcome."""
    if stage in ("iro", "hearing") and value.get("outcome") == "not_certified":
        return {key: what for key, what in value.items() if key != "outcome"}
    return value


def stage_of(view: View) -> str | None:
    """The stage by the sentence's words up to the outcome, else by the dated entry, else by the document's author."""
    named = _named_stage(view)
    if named is not None:
        return named
    sentence = view.sentence
    entry = sentence.encounter
    if entry is not None and entry.kind == "utilization_review":
        return _numbered_review(view.outline, entry)
    if sentence.document.kind == "ur_letter":
        return _letter_stage(view.outline, sentence)
    if rule_name(view.mention) == "criteria" and sentence.document.kind == "clinical_note":
        return "ur"
    return _STAGES.get(sentence.speaker)


def _named_stage(view: View) -> str | None:
    if rule_name(view.mention) in ("contrary", "not_contrary"):
        return "hearing"
    hearing = view.sentence.speaker is Speaker.HEARING
    data, low, high = view.outline.stream.data, view.sentence.start, view.mention.start if hearing else view.mention.end
    found = [
        (hit.end, stage)
        for pattern, stage in _NAMED_STAGES
        for hit in pattern.find_all(data, low, high)
        if _decides(view, stage, hit.start)
    ]
    if _ON_APPEAL.occurs(view.after):
        return "ur2"
    return max(found)[1] if found else _named_behind(view)


def _decides(view: View, stage: str, at: int) -> bool:
    """Whether the named one decided here: "contrary to the IRO decision" only names another's decision."""
    if stage == "iro" and view.sentence.speaker is Speaker.HEARING:
        said = view.between(at, view.mention.start)
        return _IRO_SAYS.occurs(said) or _IRO_SAYS.occurs(view.between(at, view.mention.end))
    return stage != "payer" or view.sentence.document.kind in ("clinical_note", "packet", "ur_letter")


def _named_behind(view: View) -> str | None:
    """The stage named right behind the outcome ("denied by the first reviewer")."""
    after = view.after[:90]
    by = _BY.search(after.encode("ascii"))
    if by is None:
        return None
    rest = after[by.end : by.end + 50]
    return next((stage for pattern, stage in _NAMED_STAGES if pattern.occurs(rest)), None)


def _numbered_review(outline: Outline, entry: Encounter) -> str:
    """Retold reviews count by their order: the first is the determination, the second its reconsideration."""
    reviews = [other.index for other in outline.encounters if other.kind == "utilization_review"]
    place = reviews.index(entry.index)
    return ("ur1", "ur2")[place] if place < 2 and len(reviews) > 1 else "ur"


def _letter_stage(outline: Outline, sentence: Sentence) -> str:
    start = next(item.start for item in outline.sentences if item.document is sentence.document)
    head = outline.stream.data[start : start + _HEAD]
    if _PLAN.search(head) is not None and _COMPENSATION.search(head) is None:
        return "payer"
    return "ur2" if _SECOND_LEVEL.search(head[:300]) is not None else "ur"


def _cited(mention: Mention, view: View) -> Sequence[Measured]:
    if any(rule_name(other) in _CITING and other.start < mention.start for other in view.others("determination")):
        return ()
    stage = stage_of(view)
    data = view.outline.stream.data
    cited = sorted(
        (hit.start, hit.end, name)
        for pattern, name in _CRITERIA
        for hit in pattern.find_all(data, view.sentence.start, view.sentence.end)
    )
    names = tuple(dict.fromkeys(name for _, _, name in cited))
    value: dict[str, Value] = {"stage": stage} if stage else {}
    if names:
        value["criteria_cited"] = names
    spans = [(low, high) for low, high, _ in cited if high <= mention.end + 40]
    return (Measured(value, tuple(spans), Assertion.PRESENT, stated_by=_SPEAKERS.get(stage or "")),)
