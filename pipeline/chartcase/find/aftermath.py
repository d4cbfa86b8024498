"""What came after an injection, told clause by clause: how long it held, what one could do again, what one took.

It stands apart because these words never name the injection; each is read from the one that the story is still about.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chartcase.fact import Assertion, Value
from chartcase.find.ledger import row_of
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.modifiers import Category
from chartcase.find.outcome import outcome_of
from chartcase.find.procedure import Reach
from chartcase.find.standing import rule_name
from chartcase.patterns import Pattern
from chartcase.segment.outline import Role, Sentence

_NAMING = frozenset({"injection", "unnamed_injection", "numbered"})
_CHAIN = 5
"""Sentences back that the story of one injection may go."""
_ASIDES = 1
"""Sentences without a word of the injection that a story may hold."""
_TREATMENTS = ("medication_trial", "physical_therapy", "conservative_care")
REVIEWS = frozenset({"iro_decision", "ur_letter", "necessity_assessment"})
"""Documents that retell what the notes say, and weigh it later without naming the injection again."""
_FUTURE = frozenset({"plan", "assessment_plan", "request"})
_AHEAD = Pattern(
    r"\b(?:plan(?:s|ned)?(?: for)?|recommend\w*|will|would|request\w*|schedul\w*|consider\w*|if|should"
    r"|authoriz\w*|proposed?|asked for|deny|denied|denies|declin\w*|never had"
    r"|no (?:prior|previous|earlier|other))\b[^.;]{0,60}$"
)
_TURN = Pattern(
    r"\b(?:physical therapy|physio\w*|pt|therap(?:y|ist)|chiropract\w*|acupunctur\w*|massage|surgery|fusion"
    r"|laminectomy|discectomy|microdiscectomy|brace|traction|tens|aquatic|hep|exercises?|exam(?:ination)?|mri|emg"
    r"|accident|medrol|dose ?pa(?:c)?k|prednisone|flu|knee|hip|shoulder)\b"
)
_OTHERS = Pattern(
    r"\b(?:wife|husband|mother|father|sister|brother|son|daughter|friend|neighbou?r|cousin|coworker)(?:'s)?\b"
)
_NOT_SO = Pattern(
    r"\b(?:if|hopes?|hoping|wants?|would like|wishes|goals?|will|should|may|might|plan(?:s|ned)?|able to|unless"
    r"|until|advised|instructed|told|asked|encouraged|recommend\w*|must|need(?:s|ed)? to|trying|unable"
    r"|cannot|could not|not|never|no|before)"
    r"(?: (?:to|be|him|her|that|he|she|it|the patient|yet|been|a|take|use|need|get|go|cut))* $"
)
_NEW_CLAUSE = Pattern(r"; | but |, and (?:that )?(?:he|she|it|they|the patient|claimant)\b|,? (?:and )?that one\b")
_OWN_SUBJECT = Pattern(r" and (?:he|she|they)\b")
_MEANS = Pattern(r"\b(?:with|by|from|because|due)\b")
_LEFT_OFF = Pattern(
    r"\bable to (?:leave off|stop|reduce|cut|wean|taper|come off|get off|go off|quit|discontinue"
    r"|do without|give up|drop|lower)\b"
)
_DRUGS_NEAR = 44
"""Characters between a change and the drug that it is about."""
_TAKEN = Pattern(
    r"\b(?:pills?|tablets?|medications?|meds|medicines?|drugs|narcotics?|opioids?|opiates?|analgesics?"
    r"|what (?:he|she) (?:took|takes)|pain ?killers?|painkillers)\b"
)
_CARRIED_NEAR = 40
_INJECTED = Pattern(
    r"\b(?:injections?|epidurals?|[a-z]{0,3}esi'?s?|blocks?|shots?|snrb|rfa|mbb|ablation|inj|transforaminals?"
    r"|procedure|(?:the|a) (?:first|second|third|last|latest)(?: one)?"
    r"(?: was| gave| in| on| helped| did| only| lasted|,))\b"
)
_SHOOTS = Pattern(r"^shot (?:down|up|into|through|across|out|along|straight|over)\b")
"""A pain that shot into a limb is no injection."""
_TOLD = Pattern(
    r"\b(?:had|has|have|received|underwent|undergone|tried|given|gave|got|s/p|status|since|after|following|did|was|were|x"
    r"|relief|helped|took|\d+|first|second|third|prior|previous|last|one|two)\b|\d ?%|\[date\]|<date>|xx"
)
_GOES_ON = Pattern(
    r"^(?:back|still|off|down|needs?|needed|he|she|it|this|that|the (?:pain|relief|patient|claimant)|claimant|pt"
    r"|patient|relief|no|at \w+ (?:weeks?|months?)|during|for|function\w*|meds?|medications?|duration)\b|\[x\]"
)


def aftermath(mention: Mention, view: View) -> Sequence[Measured]:
    """One fact a statement of what an injection brought, where the story leads back to one that was given."""
    if _is_wished(mention, view) or _goes_with_earlier(mention, view) or row_of(view) is not None:
        return ()
    told = READERS[rule_name(mention)](mention, view)
    if told is None or _is_of_a_drug(view):
        return ()
    value, spans = told
    about = antecedent(view)
    if about is not None:
        value = {**_carried(view, about), **value}
    elif not _goes_with_relief(mention, view):
        return ()
    return (Measured(value, tuple(spans), Assertion.PRESENT),)


def _is_of_a_drug(view: View) -> bool:
    """Whether the words tell how a drug was borne, and nothing of an injection ("gabapentin made him sick")."""
    low, high = view.mention.start - _DRUGS_NEAR, view.mention.end + _DRUGS_NEAR
    borne = view.attributes("response", max(low, view.sentence.start), min(high, view.sentence.end))
    if any(hit.value == "not_tolerated" for hit in borne):
        return True
    clause = view.before.rfind(";") + 1
    subject = view.others(*_TREATMENTS, low=view.sentence.start + clause, high=view.mention.start)
    return rule_name(view.mention) in ("after_nothing", "after_relief") and bool(subject)


def _goes_with_relief(mention: Mention, view: View) -> bool:
    """Whether a relief in percent stands before it in a review's sentence ("70% relief, with better sleep")."""
    if rule_name(mention) not in _CHANGES or _TURN.occurs(view.before):
        return False
    named = [other for other in view.others("prior_injection") if other.end <= mention.start]
    return any(rule_name(other) == "relief" for other in named) and view.sentence.document.kind in REVIEWS


def _goes_with_earlier(mention: Mention, view: View) -> bool:
    """Whether words before in the sentence take these along: a like change, a stretch of time, a relief."""
    earlier = [other for other in view.others("prior_injection") if other.end <= mention.start]
    return any(_takes_along(mention, other, view) for other in earlier)


def _takes_along(mention: Mention, other: Mention, view: View) -> bool:
    name, gap = rule_name(other), view.between(other.end, mention.start + 6)
    kind = _CHANGES.get(rule_name(mention))
    if name == "relief" and kind is not None and not view.attributes(kind, other.start, view.sentence.end):
        return False
    if name == "labelled":
        return True
    if name in ("outcome", "relief"):
        return not (_NEW_CLAUSE.occurs(gap) or (name == "relief" and _OWN_SUBJECT.occurs(gap)))
    return name in READERS and READERS[name] is READERS[rule_name(mention)] and not _NEW_CLAUSE.occurs(gap)


Told = tuple[dict[str, Value], list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The words, stream [start, end) of their sentence, that name the injection a story is about."""

    start: int
    end: int
    sentence: Sentence


def antecedent(view: View) -> Antecedent | None:
    """The given injection that the words still speak of; None where none is near or another matter came between."""
    here = [other for other in view.others("prior_injection") if rule_name(other) in _NAMING]
    if any(_shares_clause(view, other) and _has_it(view, other) for other in here):
        return None
    before = [other for other in here if other.end <= view.mention.start]
    if before:
        found = Antecedent(before[-1].start, before[-1].end, view.sentence)
        return found if _is_given(view, found) else None
    if here and view.sentence.document.kind in REVIEWS:
        found = Antecedent(here[0].start, here[0].end, view.sentence)
        return found if _is_given(view, found) else None
    if _TURN.occurs(view.before) or _OTHERS.occurs(view.text):
        return None
    return _in_story(view)


def _in_story(view: View) -> Antecedent | None:
    asides = 0
    for sentence in view.previous_sentences(_CHAIN):
        words = view.outline.text(sentence)
        found_all = _INJECTED.find_all(view.outline.stream.data, sentence.start, sentence.end)
        named = [hit for hit in found_all if not _SHOOTS.occurs(view.between(hit.start, sentence.end))]
        if named:
            found = Antecedent(named[-1].start, named[-1].end, sentence)
            return found if _is_given(view, found) and _TOLD.occurs(words) else None
        if sentence.role is not Role.STATEMENT or _OTHERS.occurs(words) or _TURN.occurs(words):
            return None
        asides += 0 if _GOES_ON.occurs(words) else 1
        if asides > _ASIDES or view.attributes("dose", sentence.start, sentence.end):
            return None
    return None


def _is_given(view: View, naming: Antecedent) -> bool:
    """Whether the record tells it as given: nothing asks for it, plans it or wonders about it."""
    if naming.sentence.section.kind in _FUTURE or naming.sentence.role is not Role.STATEMENT:
        return False
    before = view.between(naming.sentence.start, naming.start)
    return not _AHEAD.occurs(before) and not _OTHERS.occurs(before)


def _shares_clause(view: View, naming: Mention) -> bool:
    """Whether the injection's own clause holds the words: then its fact has them already."""
    low, high = min(naming.end, view.mention.end), max(naming.start, view.mention.start)
    return not _NEW_CLAUSE.occurs(view.between(low, high + 12))


def _has_it(view: View, naming: Mention) -> bool:
    """Whether the injection's fact reads the words itself; a change told behind its relief ("80% better for 5 months,
    walked further") is one that it does not."""
    kind = _CHANGES.get(rule_name(view.mention))
    if kind is None or naming.end > view.mention.start:
        return True
    if not view.attributes("percent", naming.end, view.mention.start):
        return True
    return bool(view.attributes(kind, naming.end, view.sentence.end))


def _carried(view: View, about: Antecedent) -> dict[str, Value]:
    """The number of the injection in its row."""
    low = max(about.sentence.start, about.start - _CARRIED_NEAR)
    hits = view.attributes("ordinal", low, min(about.end + 4, about.sentence.end))
    number = hits[-1].value if hits else None
    return {"ordinal": number} if isinstance(number, int) else {}


def _is_wished(mention: Mention, view: View) -> bool:
    if mention.has(Category.HYPOTHETICAL, Category.RECOMMENDED):
        return True
    return _NOT_SO.occurs(view.between(view.sentence.start, mention.start).lower())


def _reach(view: View) -> Reach:
    """From the mention to the next of the sentence."""
    later = [other.start for other in view.others("prior_injection") if other.start >= view.mention.end]
    return Reach(view.mention.start, min([*later, view.sentence.end]))


def _function(mention: Mention, view: View) -> Told | None:
    """What one could do; where a drug is its object it is no function, and one that could be left off is a cut."""
    if view.others("medication_trial", low=mention.start, high=min(mention.end + 14, view.sentence.end)):
        return ({"medication": "reduced"}, []) if _LEFT_OFF.occurs(view.words) else None
    return base_value(mention), []


def _medication(mention: Mention, view: View) -> Told | None:
    """A change that stands beside a drug, or beside a word for drugs."""
    low = max(view.sentence.start, mention.start - _DRUGS_NEAR)
    high = min(view.sentence.end, mention.end + _DRUGS_NEAR)
    near = view.others("medication_trial", low=low, high=high)
    drugs = [drug for drug in near if not _MEANS.occurs(view.between(mention.end, max(drug.start, mention.end)))]
    if drugs:
        nearest = min(drugs, key=lambda drug: max(drug.start - mention.end, mention.start - drug.end, 0))
        return base_value(mention), [(nearest.start, nearest.end)]
    return (base_value(mention), []) if _TAKEN.occurs(view.between(mention.start, high)) else None


def _relief(mention: Mention, view: View) -> Told | None:
    """Relief in words, with the figure and the weeks beside it."""
    brought, spans = outcome_of(view, _reach(view))
    return {
        **{key: brought[key] for key in ("relief_percent", "relief_weeks") if key in brought},
        **base_value(mention),
    }, spans


def _lasted(mention: Mention, view: View) -> Told | None:
    """How long it held."""
    reach = _reach(view)
    hit = next(iter(view.attributes("duration", reach.low, reach.high)), None)
    if hit is None or hit.value is None:
        return {}, []
    return {"relief_weeks": hit.value}, [(hit.start, hit.end)]


_CHANGES = {
    "after_function": "function_change",
    "after_worse": "function_change",
    "after_unchanged": "function_change",
    "after_less": "medication_change",
    "after_same": "medication_change",
    "after_more": "medication_change",
}
"""The attribute by which an injection's own fact reads the change."""
READERS: dict[str, Callable[[Mention, View], Told | None]] = {
    "after_function": _function,
    "after_worse": _function,
    "after_unchanged": _function,
    "after_less": _medication,
    "after_same": _medication,
    "after_more": _medication,
    "after_relief": _relief,
    "after_nothing": _relief,
    "after_share": _relief,
    "after_lasted": _lasted,
}
