"""Who decided what about the service, at which stage, and by which criteria.

It stands apart because one decision retells the denials before it: the words say the outcome, the place says whose.
"""

from collections.abc import Sequence

from chartcase.fact import Assertion, Speaker, Value
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.outcome_options import is_unmarked_option
from chartcase.find.rulebook import FindingSpec
from chartcase.find.standing import rule_name
from chartcase.patterns import Pattern
from chartcase.segment.outline import Encounter, Outline, Sentence

_NAMED_STAGES = (
    (
        Pattern(
            r"\b(?:the )?(?:second|2nd)[- ](?:adverse |utili[sz]ation |ura?(?:'s)? |peer |level )*"
            r"(?:review|determination|reviewer|denial|one|doctor|physician|appeal|letter|refusal|notice)"
            r"|\bsecond upheld|\breviewer ?(?:#|no\.?|number)? ?(?:2|two)\b"
            r"|\bthe second(?:,| ?$| (?:also|likewise|on|by|dated|upheld|agreed|concurred|denied|of these)\b)"
            r"|\breconsideration\b|\b(?:on|after|upon) appeal\b"
            r"|\bappeals? (?:for|was|is|dated|determination|review(?:er)?|physician|denial|upheld|level)\b"
            r"|\blevel (?:i|ii|1|2|one|two) appeal\b|\b(?:ur|review) ?(?:#|no\.?|number) ?2\b"
            r"|\blevel (?:2|ii|two) review\b"
        ),
        "ur2",
    ),
    (
        Pattern(
            r"\b(?:the )?(?:first|initial|1st|original)[- ](?:adverse |utili[sz]ation |decision |ura?(?:'s)? "
            r"|peer |level |carrier(?:'s)? )*"
            r"(?:(?:of )?review|determination|reviewer|denial|agent|decision|letter|refusal|notice"
            r"|(?:physician |medical )?advis[eo]r|physician|doctor|non-?certification)"
            r"|\b(?:initial|original|first) (?:request|submission)(?: [a-z0-9#-]+){0,12}? (?:was|were|had been)\b"
            r"|\bthe ura\b|\binitially\b|\breviewer ?(?:#|no\.?|number)? ?(?:1|one)\b"
            r"|\b(?:ur|review) ?(?:#|no\.?|number) ?1\b|\blevel (?:1|i|one) review\b"
        ),
        "ur1",
    ),
    (Pattern(r"\b(?:iro|independent review)\b"), "iro"),
    (
        Pattern(r"\b(?:hearing officer|administrative law judge|decision and order|contested case|appeals panel)\b"),
        "hearing",
    ),
    (
        Pattern(r"\b(?:utili[sz]ation review|peer review(?:er)?|physician advis[eo]r|claims administrator|ur)\b"),
        "ur",
    ),
    (
        Pattern(
            r"\b(?:health plan|the plan|insurance(?: company)?|insurer|payer|carrier|adjuster"
            r"|work(?:er|man|men)?s?'? ?comp|medicare|medicaid)\b"
        ),
        "payer",
    ),
)
"""Words that name the stage, the particular before the general; those nearest before the outcome count."""
_INITIALLY = Pattern(r"^initially\b")
_AT_FIRST = Pattern(
    r"^ ?(?:was |were |been |being )?(?:adverse\w* )?$|^,? (?:the|this|that|these|an?|his|her|it|they|both|all|coverage"
    r"|authori[sz]ation|certification) [^;]*$|^ (?:adverse\w* )?(?:reviewed|submitted|requested|considered|evaluated"
    r"|received|decided|determined|found|denied|asked)\b[^;]*$"
)
_TURNS = Pattern(r"\b(?:but|however|although|though|while|whereas|then|later|subsequently|before|until)\b|, and\b")
"""Between "initially" and an outcome: that came later."""
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
    r"(?:determined|found|upheld|overturned|reversed|agreed|concluded|that|held|decided|denied|stated)\b"
)
"""The independent reviewer as the one who decided, in a hearing's words."""
_ON_APPEAL = Pattern(r"^ (?:the denial )?(?:on|upon|at) (?:reconsideration|appeal)\b")
_ON_FIRST = Pattern(
    r"^ (?:on|upon|at|in) (?:the )?(?:initial|first|original)(?:[- ]level)?(?: of)? (?:review|determination)\b"
)
_BY = Pattern(r"^[^.;]{0,40}\bby (?:an? |the )?")
_SECOND_LEVEL = Pattern(r"\b(?:level 2|second level|appeal|reconsideration)\b")
_FIRST_LEVEL = Pattern(
    r"\(initial\)|\binitial (?:adverse |utili[sz]ation )?(?:review|determination)\b"
    r"|\b(?:level (?:1|i|one)|first[- ]level) (?:review|determination)"
)
_NOUNS = (
    r"(?:,? (?:adverse|denials?|determinations?|decisions?|non-?certifications?|requests?|service|of|dated|on|for|the"
    r"|this|[0-9/]+)){1,6}"
)
_AUXILIARY = r",? (?:is|are|was|were|be|been|being)(?: [a-z]{2,10}){0,2}"
_RULED_ON = Pattern(
    rf"^(?:'s)?(?:{_NOUNS} ?:?|{_AUXILIARY}|{_NOUNS}{_AUXILIARY})"
    r" (?:uph[eo]ld|over-?turned|reversed|affirmed|sustained|maintained|rescinded)"
)
"""What stands between a review and the words that it, as a thing decided on, was upheld or overturned."""
_THERE = Pattern(r"\b(?:on|upon|at|after|following|by)(?: the| an?)? $")
"""A review in which something was decided, not which was decided on."""
_EARLIER = Pattern(
    r"\b(?:prior|previous|previously|earlier|preceding) (?:adverse |ur |utili[sz]ation |peer )?"
    r"(?:review(?:er)?s?|determinations?|denials?|decisions?|non-?certif(?:ication|ied)|denied)\b"
)
_IS_PAST = Pattern(
    r"\b(?:was|were|had been|has been|have been|been|denied|denying|declined|refused|turned|did|could)\b"
)
"""A refusal told in the past tense."""
_ON_A_DAY = Pattern(
    r"^ (?:again )?(?:on|in|as of) (?:\d{1,2}[/-]|X{2}|\[|\(|<|_{2}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? )"
)
"""The day of an earlier review: an independent decision bears its own at its head."""
_OF_DENIAL = Pattern(
    r"\b(?:uph[eo]ld|over-?turned|reversed|affirmed) (?:the |both |these |those )?(?:[a-z]+'s? )?"
    r"(?:(?:ur|prior|previous) )?(?:adverse|denials?|non-?certifications?)\b"
)
"""What is upheld is a denial: a hearing decides on the independent decision, that one on the denial."""
_ON_REVIEW = ("upheld", "overturned", "partially_overturned")
"""Outcomes that only a review of an earlier decision has."""
_PLAN = Pattern(r"\bhealth plan\b|\bmember (?:name|id)?:|\bour (?:coverage|medical) policy\b")
_COMPENSATION = Pattern(
    r"\b(?:injured worker|claimant|workers' comp|utili[sz]ation (?:review|management)|peer review)\b"
)
_OPINES = Pattern(r"\b(?:testified|said|opined|expert|disagreed)\b")
"""A witness's opinion is no determination."""
_SIDE_TAKEN = (
    r"(?:(?:requesting |treating |ordering |prescribing )*(?:provider|physician|doctor|surgeon)|dr\.? [a-z-]+|claimant"
    r"|patient|member|employee|injured worker|carrier|insurer|attorney|appeal(?: letter)?|letter|office|clinic"
    r"|requestor|petitioner|respondent)"
)
_ARGUED = Pattern(
    rf"\b{_SIDE_TAKEN} (?:(?:now|also|again|further|still) )?(?:argue[sd]?|states?|stated|says|said|contend(?:s|ed)?"
    r"|opine[sd]?|testifie[sd]|claims?|claimed|assert(?:s|ed)?|believe[sd]?|maintain(?:s|ed)?|allege[sd]?|insist(?:s|ed)?|writes?|wrote|feels|felt"
    rf"|submit(?:s|ted)?)\b[^.;:]{{0,60}}$|\b(?:per|according to) (?:the |his |her )?{_SIDE_TAKEN}\b[^.;:]{{0,60}}$"
)
"""What one who asks for the service, or is a party, holds of it."""
_AGREED = Pattern(r"\b(?:i|we|this reviewer|the undersigned) (?:also )?(?:agree|concur|find|conclude)s?\b[^.;]{0,40}$")
_OUGHT = Pattern(r"\b(?:should|ought to|must) (?:therefore )?be $")
_CONDITION_BEHIND = Pattern(r"^,? ?(?:but )?only (?:if|when|once|where|after)\b")
_NOT = Pattern(r"\bnot\b")
_GOES_ON = 3
"""Characters between a refusal and its ground, at most."""
_PARAGRAPH = 3
"""Sentences behind a retold refusal in which a second review may be told."""
_DRUG_NEAR = 2
"""Characters between a drug and the words that deny it, at most."""
_INSURERS = ("health plan", "the plan")
"""Whoever refuses before an external review; a carrier's refusal is that of its utilization review."""
_OF_HEARINGS = ("contrary", "not_contrary", "not_proved", "evidence_supports", "liable")
"""What only a hearing finds."""
_INSURER_NAME = max(map(len, _INSURERS))
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
    value = base_value(mention)
    if _is_of_drug(view) or _is_restated(view, value) or _is_claimed(view, value) or is_unmarked_option(view):
        return ()
    if rule_name(mention) == "entitled":
        value["outcome"] = "not_necessary" if _NOT.occurs(view.words) else "necessary"
    if mention.groups.get("partial"):
        value.pop("outcome", None)  # granted in part: the contract has no word for it before an independent review
    stage = str(value.get("stage") or stage_of(view) or "")
    stage = "ur1" if stage == "ur" and _second_follows(view, value) else stage
    value = _fitting({**({"stage": stage} if stage else {}), **value}, stage)
    assertion = mention.rule.spec.assertion or Assertion.PRESENT
    return (Measured(value, (), assertion, stated_by=_SPEAKERS.get(stage)),)


def _is_claimed(view: View, value: dict[str, Value]) -> bool:
    """Whether the outcome is only what a party wants or holds ("the provider states that all criteria are met"), or one
    under a condition. What a party tells of a refusal did happen."""
    outcome = value.get("outcome")
    if outcome == "necessary" and _CONDITION_BEHIND.occurs(view.after):
        return True
    wanted = outcome == "necessary" or (outcome in _ON_REVIEW and _OUGHT.occurs(view.before))
    return wanted and _ARGUED.occurs(view.before) and not _AGREED.occurs(view.before)


def _is_restated(view: View, value: dict[str, Value]) -> bool:
    """Whether the refusal goes on as the finding that it rests on ("denied coverage as not medically necessary")."""
    if value.get("outcome") != "not_certified":
        return False
    end = view.mention.end
    near = [other for other in view.others("determination", low=end) if other.start <= end + _GOES_ON]
    return any(rule_name(other) == "not_necessary" for other in near)


def _second_follows(view: View, value: dict[str, Value]) -> bool:
    """Whether the sentence, or the same paragraph of a decision, goes on with a second review: this is the first."""
    here, every = view.sentence, view.outline.sentences
    if any(rule_name(other) == "refused_again" for other in view.others("determination", low=view.mention.end)):
        return True
    if here.document.kind != "iro_decision" or value.get("outcome") != "not_certified":
        return False
    later = every[here.index + 1 : here.index + 1 + _PARAGRAPH]
    said = [view.outline.text(item) for item in later if item.paragraph == here.paragraph]
    return any(_NAMED_STAGES[0][0].occurs(text) for text in said)


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
    sentence = view.sentence
    entry = sentence.encounter
    retold = entry is not None and entry.kind == "utilization_review"
    named = _named_stage(view)
    if named is not None and not (named == "ur" and retold):
        return named
    if entry is not None and retold:
        return _numbered_review(view.outline, entry)
    if sentence.document.kind == "ur_letter":
        return _letter_stage(view.outline, sentence, earlier=_EARLIER.occurs(_said(view)) and not _is_on_review(view))
    if sentence.speaker in (Speaker.IRO, Speaker.HEARING) and _retells_denial(view):
        return "ur"
    if sentence.speaker is Speaker.IRO and _is_on_review(view) and _ON_A_DAY.occurs(view.after):
        return "ur2"
    if sentence.speaker is Speaker.HEARING and _is_on_review(view) and _OF_DENIAL.occurs(_said(view) + view.after[:40]):
        return "iro"
    if rule_name(view.mention) == "criteria" and sentence.document.kind == "clinical_note":
        return "ur"
    return _STAGES.get(sentence.speaker)


def _said(view: View) -> str:
    """The sentence up to the end of the mention, in lower case."""
    return view.between(view.sentence.start, view.mention.end)


def _is_on_review(view: View) -> bool:
    return base_value(view.mention).get("outcome") in _ON_REVIEW


def _retells_denial(view: View) -> bool:
    """Whether an independent reviewer tells that the request had been refused: he upholds, he refuses nothing."""
    if base_value(view.mention).get("outcome") != "not_certified":
        return False
    mention = view.mention
    return _IS_PAST.occurs(view.between(mention.start, mention.end)) or _EARLIER.occurs(_said(view))


def _named_stage(view: View) -> str | None:
    if rule_name(view.mention) in _OF_HEARINGS:
        return "hearing"
    hearing = view.sentence.speaker is Speaker.HEARING
    high = view.mention.start if hearing and _is_on_review(view) else view.mention.end
    data, low = view.outline.stream.data, view.sentence.start
    found = [
        (hit.end, stage)
        for pattern, stage in _NAMED_STAGES
        for hit in pattern.find_all(data, low, high)
        if _decides(view, stage, hit.start) and not _is_decided_on(view, stage, hit.start, hit.end)
    ]
    if _ON_APPEAL.occurs(view.after):
        return "ur2"
    if _ON_FIRST.occurs(view.after):
        return "ur1"
    return max(found)[1] if found else _named_behind(view)


def _decides(view: View, stage: str, at: int) -> bool:
    """Whether the named one decided here: "contrary to the IRO decision" only names another's decision, and what was
    so "initially" may be the patient's state."""
    if stage == "ur1" and _INITIALLY.occurs(view.between(at, view.mention.end)):
        return _is_at_first(view, at)
    if stage == "iro" and view.sentence.speaker is Speaker.HEARING:
        said = view.between(at, view.mention.start)
        if _THERE.occurs(view.between(view.sentence.start, at)):
            return True
        return _IRO_SAYS.occurs(said) or _IRO_SAYS.occurs(view.between(at, view.mention.end))
    if stage != "payer" or view.sentence.document.kind in ("clinical_note", "packet", "ur_letter"):
        return True
    return not _is_on_review(view) and view.between(at, at + _INSURER_NAME).lower().startswith(_INSURERS)


def _is_at_first(view: View, at: int) -> bool:
    """Whether the outcome is what "initially" stands by: it speaks of the decision, or opens its clause."""
    if at >= view.mention.start:
        return True
    between = view.between(at, view.mention.start)[len("initially") :]
    return _AT_FIRST.occurs(between) and not _TURNS.occurs(between)


def _is_decided_on(view: View, stage: str, start: int, end: int) -> bool:
    """Whether the named review is what was upheld or overturned; a first review can be nothing else."""
    if not stage.startswith(("ur", "payer")) or not _is_on_review(view):
        return False
    if stage == "ur1":
        return True
    return _RULED_ON.occurs(view.between(end, view.mention.end)) and not _THERE.occurs(
        view.between(view.sentence.start, start)
    )


def _named_behind(view: View) -> str | None:
    """The stage named right behind the outcome ("denied by the first reviewer")."""
    after = view.between(view.mention.start, view.sentence.end)[:120]
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


def _letter_stage(outline: Outline, sentence: Sentence, *, earlier: bool) -> str:
    """The stage of a letter by its head; the decision before a reconsideration is the first."""
    start = next(item.start for item in outline.sentences if item.document is sentence.document)
    head = outline.stream.data[start : start + _HEAD]
    if _PLAN.search(head) is not None and _COMPENSATION.search(head) is None:
        return "payer"
    if _SECOND_LEVEL.search(head[:300]) is not None:
        return "ur1" if earlier else "ur2"
    return "ur1" if _FIRST_LEVEL.search(head[:300]) is not None else "ur"


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
