"""Red flags and contraindications, and their denials.

It stands apart because a denial is worth as much here as a finding, and because what the record leaves out is neither.
"""

from collections.abc import Callable, Sequence

from chartcase.fact import Assertion, Grade, Speaker, Value
from chartcase.find.assertion import assertion_of
from chartcase.find.imaging_scope import setting_of as picture_setting
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.modifiers import Category
from chartcase.find.procedure import answer_to
from chartcase.find.rulebook import FindingSpec
from chartcase.find.standing import rule_name
from chartcase.find.talk import is_unticked
from chartcase.patterns import Pattern

_SILENT = Pattern(
    r"\b(?:without (?:any )?mention of|makes no mention of|says nothing (?:about|of)|does not mention"
    r"|no mention of)\b[^.;]*$"
)
_PAST = Pattern(
    r"\b(?:history of|h/o|hx of|hx|past|prior|in remission|status post|survivor|remote|treated|was diagnosed|(?:19"
    r"|20)\d\d)\b"
)
_LASTING = Pattern(r"\b(?:day|week|month|year)s?'? (?:history|hx) of (?:[a-z-]+ ){0,3}$")
"""A history that has a length ("a two-year history of") is of what still lasts."""
_FOLLOWED_PAST = Pattern(
    r"^(?: (?:hx|history) ?:| (?:removal|removed|resect(?:ion|ed)|excis(?:ion|ed)|surgery|operation)\b"
    r"|[ ,(]*(?:(?:in )?(?:19|20)\d\d|in remission|status post|s/p|treated|survivor"
    r"|which was (?:treated|removed)|\d+ years ago|,? ?resolved))"
)
_FIELD_NO = Pattern(
    r"^(?: (?:screen(?:ing)?|hx|history|risk|precautions|status|signs?|symptoms?))?[ :?(-]{1,3}"
    r"(?:no|none|neg(?:ative)?|denies|denied|n)\b"
)
_FIELD_YES = Pattern(r"^[ :?(-]{1,3}(?:yes|y|positive|pos)\b")
_NEGATIVE = Pattern(r"\b(?:negative|neg\.?|not|non|denies|denied|no)\b")
_NEGATIVE_BEHIND = Pattern(r"^ ?(?:test )?(?:is |was |: ?)?(?:neg(?:ative)?|not)\b")
_NEGATIVE_FOR = Pattern(
    r"\b(?:negative for|absence of|neg for|free of)(?: any| (?:contraindications|red flags"
    r"|findings) such as)?(?: \w+(?:,| or|,? and))*(?: \w+){0,2} $"
)
_CHANCE = Pattern(
    r"\b(?:chance|risks?|possibility|incidence|likelihood|complications?|complication rate) (?:of|for)(?: an?| no"
    r"| any)?(?: \w+,?){0,2} $"
)
_ONLY_ASKED = Pattern(
    r"\b(?:worr(?:y|ies|ied|ying) (?:about|over|that)|concerns? about|(?:tested|screened|screens?|screening|checked"
    r"|testing|tests?|evaluated|evaluation|worked up|work-?up) for"
    r"|(?:asks?|asked|wonders?|wondered) (?:about|if|whether))"
    r"(?: (?:an?|any|possible|having|getting|it|is|has|he|she|the|his|her|that|might|may|be|have))* $"
)
"""Before a danger that somebody fears or looks for, which says nothing of what was found."""
_SCREEN_BEHIND = Pattern(r"^ screen(?:ing)? (?:is due|was ordered|is scheduled|recommended|ordered)\b")
_NOT_ANY = Pattern(
    r"\b(?:not|never|no|without|denie[sd]|denying)\b[^.;]{0,50}\b(?:any|of) $|\bdenie[sd],? (?:however|though),? $"
)
_RULE_OUT = Pattern(r"\b(?:r/o|rule out|to exclude|evaluate for) (?:(?:a|an|any|new|recent|acute|occult) )*$")
_UNLIKELY = Pattern(
    r"\b(?:do not suspect|does not suspect|not suspected|low suspicion|no suspicion|no concern|unlikely)\b[^.;]*$"
)
_LEFT_OPEN = Pattern(
    r"^ ?(?:(?:is|was|has|had|could|can) ?not|cannot|(?:is|are|was|has|needs?) (?:yet )?to) (?:yet )?(?:been |be )?"
    r"(?:fully |completely |entirely )?(?:excluded|ruled out)\b"
)
_MINUS = Pattern(r"(?:^|[;,:] )- ?$")
_PLUS = Pattern(r"(?:^|[;,] )\+ ?[a-z]|: \+ ?[a-z]")
_HELD = frozenset(
    {Category.PLANNED, Category.STOPPED, Category.RECOMMENDED, Category.CONTRAINDICATED, Category.HYPOTHETICAL}
)


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a mention; none where only its possibility in general is spoken of."""
    del finding
    assertion = _READERS.get(rule_name(mention), _plain)(mention, view)
    if assertion is None or assertion is Assertion.HYPOTHETICAL or _is_none(mention, view):
        return ()
    value = _value(mention, view)
    if _SILENT.occurs(view.before):
        return (Measured(value, (), Assertion.ABSENT, Grade.IMPLIED),)
    inferred = assertion is Assertion.POSSIBLE and "suggesting" in view.before
    return (Measured(value, (), assertion, Grade.IMPLIED if inferred else None, stated_by=_speaker(mention, view)),)


def _value(mention: Mention, view: View) -> dict[str, Value]:
    value = base_value(mention)
    site = mention.groups.get("site") or mention.groups.get("site2")
    if site is None and rule_name(mention) == "radiation":
        site = _irradiated(view)
    if site is not None:
        value["site"] = _site(site)
    return value


def _is_none(mention: Mention, view: View) -> bool:
    """Whether another mention tells it, a hand and not a picture looked for it, or only a rule speaks of it."""
    told = _is_listed_twice(mention, view) or _is_told_closer(mention, view) or is_unticked(view)
    return told or _is_felt(mention, view) or _IN_GENERAL.occurs(view.text)


def _is_listed_twice(mention: Mention, view: View) -> bool:
    """Whether it goes on a list of its kind: "bowel or bladder dysfunction, saddle numbness"; "Coumadin, Plavix"."""
    for other in view.others("risk"):
        if other.rule.value.get("kind") == mention.rule.value.get("kind") and other.end <= mention.start:
            between = view.between(other.end, mention.start)
            if _LIST.full(between) is not None and rule_name(mention) in ("cauda_equina", "anticoagulant_drug"):
                return True
    return False


def _is_told_closer(mention: Mention, view: View) -> bool:
    """Whether brackets behind it name the same disease more closely: "head/neck cancer ... (tonsil cancer, 2010)"."""
    if rule_name(mention) != "malignancy":
        return False
    later = [other for other in view.others("risk") if rule_name(other) == "malignancy" and other.start > mention.end]
    return any("(" in view.between(mention.end, other.start)[-2:] for other in later)


def _is_felt(mention: Mention, view: View) -> bool:
    """A mass that a hand looked for is none of the spine."""
    earlier = [view.outline.text(sentence) for sentence in view.previous_sentences(_STILL_PICTURE)]
    pictured = _PICTURE_WORDS.occurs(" ".join([*earlier, view.text]))
    return rule_name(mention) == "space_occupying" and view.sentence.section.kind == "exam" and not pictured


def _speaker(mention: Mention, view: View) -> Speaker | None:
    """What a picture shows or lacks is the radiologist's; what none can show is the author's or the patient's."""
    if "reported" in view.words:
        return Speaker.PATIENT
    if _is_authors(view):
        return view.sentence.speaker
    if not _is_pictured(mention, view):
        return None
    if _PICTURE.occurs(view.before):
        return _picture_speaker(view)
    earlier = reversed([view.outline.text(sentence) for sentence in view.previous_sentences(_STILL_PICTURE)])
    before = " ".join(earlier)
    pictures = list(_PICTURE.find_all(before.encode("ascii")))
    told = bool(pictures) and not _ENDS_PICTURE.occurs(before[pictures[-1].end :])
    return _picture_speaker(view) if told else None


def _is_authors(view: View) -> bool:
    """Whether a strong break parts it from what the patient denies or reports, or the author infers it."""
    cues = list(_SAYS.find_all(view.outline.stream.data, view.sentence.start, view.mention.start))
    if not cues:
        return False
    between = view.between(cues[-1].end, view.mention.start)
    return _BREAK.occurs(between)


def _is_pictured(mention: Mention, view: View) -> bool:
    if _TOLD_ALOUD.occurs(view.before):
        return False
    if rule_name(mention) == "cauda_equina":
        return _SQUEEZED.occurs(view.words + view.after[:_SQUEEZED_BY])
    if rule_name(mention) not in _PICTURED:
        return False
    return rule_name(mention) != "infection" or _SPINAL.occurs(view.words) or _PICTURE.occurs(view.before)


def _picture_speaker(view: View) -> Speaker | None:
    """The author's own where he read the films himself; else whoever the finding beside it is laid to."""
    here = " ".join([*(view.outline.text(sentence) for sentence in view.previous_sentences(4)), view.text])
    if _OWN_EYES.occurs(here):
        return None
    read = picture_setting(view)
    return Speaker.RADIOLOGY if read is None or read.speaker is None else read.speaker


_SAYS = Pattern(
    r"\b(?:denie[sd]|reported|states?|complains|(?:patient|pt|claimant|member|he|she|and|also|who) reports?)\b"
)
_BREAK = Pattern(r"; |\. |\bsuggest(?:s|ing)? ")
_TOLD_ALOUD = Pattern(
    r"\b(?:patient|he|she|claimant) (?:also )?(?:reports|states|denies)\b|\b(?:hx|h/o|history of|r/o|rule out"
    r"|suspect)\b[^.;]{0,30}$"
)
_SPINAL = Pattern(r"dis[ck]itis|abscess|osteomyelitis")
_STILL_PICTURE = 4
_PICTURED = frozenset({"fracture", "space_occupying", "marrow_lesion", "infection"})
_SQUEEZED_BY = 14
_SQUEEZED = Pattern(r"\bcauda equina (?:root |nerve )?(?:compression|impingement|crowding)\b")
_PICTURE = Pattern(
    r"\b(?:mri|ct|x-?rays?|radiographs?|plain films?|films|magnetic resonance|imaging|scans?|views|report states"
    r"|radiologist)\b"
)
_ENDS_PICTURE = Pattern(r"\b(?:emg|ncs|exam(?:ination)?|straight leg|strength|reflexes|assessment|diagnos\w+|plan)\b")
_OWN_EYES = Pattern(
    r"\b(?:are|were) reviewed\b|\bi (?:see|reviewed|looked|read|do not see|personally|have reviewed)\b|\b(?:myself"
    r"|my (?:own )?(?:review|read))\b"
)
_LIST = Pattern(r"(?:,? ?(?:or|and|nor)? ?(?:any |of )?|, ?|/)")
_PICTURE_WORDS = Pattern(r"\b(?:fractures?|discitis|dis[ck]|stenosis|mri|ct|lesions?|epidural|paraspinal)\b")
_IN_GENERAL = Pattern(r"\bpatient has [a-z]+ or [^.;]*\bwhich requires\b|\bto evaluate for\b")


def _site(words: str) -> Value:
    return " ".join(words.lower().split()).replace(" and ", "/").replace(" & ", "/").removesuffix(" cell")


def _irradiated(view: View) -> str | None:
    """The site of "head/neck cancer with radiation"."""
    hit = _CANCER_WITH.search(view.before.encode("ascii"))
    return None if hit is None else hit.groups["site"]


_CANCER_WITH = Pattern(r"(?P<site>[a-z]+(?:(?: and |/)[a-z]+)?) cancer with $")


def _plain(mention: Mention, view: View) -> Assertion | None:
    """What the cues say; a form's "Diabetes: no" counts as they do."""
    if mention.rule.spec.assertion is not None:
        return mention.rule.spec.assertion
    before = view.before
    if _CHANCE.occurs(before) or _ONLY_ASKED.occurs(before) or _SCREEN_BEHIND.occurs(view.after):
        return None
    if _is_denied_before(before) or _is_marked_minus(view):
        return Assertion.ABSENT
    if _RULE_OUT.occurs(before) or _LEFT_OPEN.occurs(view.after):
        return Assertion.POSSIBLE
    filled = _filled_in(view)
    told = filled or assertion_of(mention, Category.DECLINED, Category.PLANNED, Category.RECOMMENDED)
    return Assertion.PRESENT if told is Assertion.ABSENT and filled is None and _IN_CARE.occurs(view.after) else told


def _is_denied_before(before: str) -> bool:
    """Whether words of denial lead to it, and no clause of its own stands between."""
    far = any(pattern.occurs(before) for pattern in (_NEGATIVE_FOR, _NOT_ANY, _UNLIKELY))
    return _NO.occurs(before) or (far and not _OWN_CLAUSE.occurs(before))


_OWN_CLAUSE = Pattern(
    r"\band (?:(?:he |she |the patient |the claimant )?(?:has|had|is|was|does have)|with|an?|known|past) [^.;]{0,40}$"
    r"|\bpositive for(?: [a-z]+,?){0,3} $"
)
_NO = Pattern(r"\b(?:no|nor|denies|denied|without)(?: (?:any|known|further|other))? $")
"""A plain "no" right before it: cues pass over "no new" and "no recent", which deny a risk."""


_IN_CARE = Pattern(
    r"^,? (?:(?:well|poorly|fairly|diet) )?(?:controlled|managed|treated) (?:with|by|on)\b"
    r"|^,? (?:diagnosed|since) (?:in )?(?:19|20)\d\d\b"
)
"""What is said of a disease that somebody has, though a list of what he has not led to it."""


def _is_marked_minus(view: View) -> bool:
    """Whether a minus denies it in a review of systems that marks what there is with a plus."""
    return _MINUS.occurs(view.before) and _PLUS.occurs(_line(view))


def _line(view: View) -> str:
    around = [*view.previous_sentences(1), view.sentence, *view.next_sentences(2)]
    return " ".join(view.outline.text(sentence) for sentence in around)


def _filled_in(view: View) -> Assertion | None:
    """What a form's field or the answer to its question says."""
    answer = answer_to(view)
    if _FIELD_NO.occurs(view.after) or (answer is not None and answer[0] == "no"):
        return Assertion.ABSENT
    return Assertion.PRESENT if _FIELD_YES.occurs(view.after) or answer is not None else None


def _past(mention: Mention, view: View) -> Assertion | None:
    """A disease that one has had: historical where words of the past stand beside it."""
    found = _plain(mention, view)
    if found is Assertion.HISTORICAL and _LASTING.occurs(view.before):
        return Assertion.PRESENT
    resolved = found is Assertion.ABSENT and any(
        cue.words.endswith("resolved") and cue.start >= mention.end for cue in mention.modifiers
    )
    if resolved or found in (Assertion.PRESENT, Assertion.HISTORICAL):
        told = _PAST.occurs(view.before[-40:]) or _FOLLOWED_PAST.occurs(view.after)
        return Assertion.HISTORICAL if resolved or told or found is Assertion.HISTORICAL else Assertion.PRESENT
    return found


def _chronic(mention: Mention, view: View) -> Assertion | None:
    """A disease that stays: a history of it is its presence."""
    found = _plain(mention, view)
    return Assertion.PRESENT if found is Assertion.HISTORICAL else found


def _drug(mention: Mention, view: View) -> Assertion | None:
    """A blood thinner that is held, stopped for the day or restarted is one that the patient takes."""
    negating = [cue for cue in mention.modifiers if cue.category is Category.NEGATED]
    if negating and all("take" not in cue.words and _is_of_handling(view, cue.start, cue.end) for cue in negating):
        return Assertion.PRESENT
    found = assertion_of(mention, *_HELD, Category.HISTORICAL, Category.POSSIBLE, Category.DECLINED)
    if mention.has(Category.HYPOTHETICAL) and not mention.has(Category.ONGOING):
        return found if _HOLD.occurs(view.text) else None
    return found


_HOLD = Pattern(r"\b(?:hold|held|restart|resume|stop|off|takes?|on|bridge)\b")


def _is_of_handling(view: View, start: int, end: int) -> bool:
    """Whether a "no" behind the drug, or before "hold", speaks of how it is handled and not of taking it."""
    if start >= view.mention.end:
        return True
    return _HANDLING.occurs(view.between(end, view.mention.start))


_HANDLING = Pattern(r"\b(?:hold\w*|stop\w*|plan|discontinu\w*|address\w*|manag\w*|bridg\w*|instruct\w*)\b")


def _pregnancy(mention: Mention, view: View) -> Assertion | None:
    before, after = view.before[-30:], view.after[:30]
    if "test" in view.words.lower() or "hcg" in view.words.lower():
        negative = _NEGATIVE.occurs(before) or _NEGATIVE_BEHIND.occurs(after)
        positive = "positive" in before or "positive" in after
        return Assertion.ABSENT if negative else Assertion.PRESENT if positive else None
    return _plain(mention, view)


def _urinary(mention: Mention, view: View) -> Assertion | None:
    """Bladder and bowel words report nothing unless they tell of trouble, or of none."""
    found = _plain(mention, view)
    if found is Assertion.PRESENT and not _TROUBLE.occurs(view.text):
        return None
    return found


_TROUBLE = Pattern(
    r"incontinen|retention|leak|urgen|accident|dysfunction|loss of|trouble|problem|saddle|numb|cauda equina"
    r"|difficult|disturb|complain|reports|"
    r"changes? in|frequen|hesitan"
    r"|\b(?:los(?:es?|t|ing)) (?:(?:his|her|the|all|some|voluntary|bowel|bladder|sphincter|or|and) )*"
    r"(?:control|function|bladder|bowels?)\b|\b(?:control|function) (?:is|was|has been) (?:lost|impaired)"
)

_OLD = Pattern(r"\b(?:old|chronic|remote|healed|previous|prior)\b")


def _fracture(mention: Mention, view: View) -> Assertion | None:
    """A fracture that is called old is over."""
    found = _plain(mention, view)
    around = view.before.rpartition(";")[2] + view.words + view.after.partition(";")[0].partition(",")[0]
    told = _OLD.occurs(view.words) or (_THEN.occurs(view.after) and not _STILL.occurs(around))
    return Assertion.HISTORICAL if found is Assertion.PRESENT and told else found


_THEN = Pattern(r"^ (?:back )?(?:in|of|from) (?:19|20)\d\d\b|^[^.;,]{0,20} (?:years?|decades?) ago\b")
"""A fracture told with its year or so many years back."""
_STILL = Pattern(
    r"\b(?:acute|subacute|new|recent|unhealed|non-?healed|healing|nonunion|persist\w*|ongoing|active|current(?:ly)?|edema"
    r"|shows?|showed|reveals?|revealed|demonstrates?|demonstrated)\b"
)
"""What says that a dated fracture is there now, or is seen on a film."""


def _denied_only(mention: Mention, view: View) -> Assertion | None:
    """Complaints that speak for the cord only in being denied; what there is of them is told by an examination."""
    return Assertion.ABSENT if _plain(mention, view) is Assertion.ABSENT else None


_READERS: dict[str, Callable[[Mention, View], Assertion | None]] = {
    "malignancy": _past,
    "radiation": _past,
    "infection": _past,
    "diabetes": _chronic,
    "osteoporosis": _chronic,
    "anticoagulant_drug": _drug,
    "anticoagulation": _chronic,
    "pregnancy": _pregnancy,
    "cauda_equina": _urinary,
    "contrast_allergy": _chronic,
    "fracture": _fracture,
    "cord_complaints": _denied_only,
}
