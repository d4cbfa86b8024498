"""What the patient is diagnosed with: words and code, and whether it is held, over, or to be ruled out.

It stands apart because a radiologist's stenosis is a finding, the clinic's is a diagnosis, and a code belongs to one
item of a list.
"""

import re
from collections.abc import Sequence

from chartcase.fact import Assertion, Speaker, Value
from chartcase.find.assertion import assertion_of
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.modifiers import Category
from chartcase.find.rulebook import FindingSpec
from chartcase.find.standing import rule_name
from chartcase.patterns import Pattern

_CODE = Pattern(r"\b(?:[A-SV-Z]\d{2}(?:\.[0-9A-Z]{1,4})?|T\d{2}\.[0-9A-Z]{1,4})\b", cased=True)
"""A code of ICD-10; a T and two digits alone are a vertebra."""
_ITEM_ENDS = Pattern(r"; |\. |, (?:[A-Z]\d{2}\.|and )|\n|(?:^| )\d{1,2}[.)] ")
_TESTED = Pattern(
    r"\b(?:emg|ncs|ncv|electrodiagnos\w+|needle|nerve conduction|study is abnormal|electrical abnormalities)\b"
)
_RULE_OUT = Pattern(r"(?:\brule out|\br/o|\?|\bversus|\bvs\.?|\brule-out) ?(?:the |an? )?(?:\w+ ){0,2}$")
_VERSUS_BEHIND = Pattern(r"^ ?(?:vs\.?|versus) ")
_ONLY_HELD = frozenset(
    {
        "listed",
        "named",
        "comorbid",
        "comorbid_reason",
        "axial",
        "pain_syndrome",
        "patient_with",
        "strain_told",
        "told_in_list",
        "joint_on_exam",
        "history_of",
        "represents",
        "pain_from",
        "told_he_has",
    }
)
"""Of these a denial is no diagnosis: an imaging finding or a red flag tells it."""
_NEXT_TO_CUE = 26
"""Characters between "possible" and a diagnosis that it still holds in doubt."""
_SUSPECTED_BEHIND = Pattern(
    r"^ ?(?:is|was|are|remains)? ?(?:only |merely )?(?:suspected|possible|in question|questionable|doubtful|doubted"
    r"|(?:thought to be |felt to be |considered )?(?:much |far )?less likely)\b"
)
_DOUBTED = Pattern(
    r"\b(?:doubt|doubts|doubted|doubtful(?: for| of)?|less likely)"
    r"(?: (?:an?|any|the|that|this|is|it|he|she|has|true|active))* $"
)
_SURE = Pattern(r"\b(?:no|not|without|beyond|little|n't) (?:an?y? )?(?:doubt)")
"""A diagnosis that is doubted; of one without doubt it says nothing."""
_UNRECORDED_BEHIND = Pattern(
    r"^ ?(?:is|was|has|are|were)(?: not|n't) (?:been )?(?:(?:clearly|adequately|objectively|well) )?documented\b"
)
_DENIED_BEHIND = Pattern(
    r"^ ?(?:is|was|has|are|were)(?: not|n't) (?:been )?(?:clearly )?(?:shown|established|found"
    r"|demonstrated|present|evident|proven|confirmed|likely|suspected|probable|favou?red)\b"
)
_GONE_BEHIND = Pattern(
    r"^(?: (?:that|which) [^.;,]{3,40})? (?:is|are) no longer (?:present|there|evident|seen|found)\b|"
    r"^,? (?:and )?(?:that|which) (?:is|was|are|were|has been|had been)(?: (?:now|today|currently|clearly|clinically"
    r"|also|still|again|completely|entirely|largely)){0,2} (?:absent|no longer (?:present|there|evident|seen|found))\b"
)
"""A clause behind it that speaks of the diagnosis itself, not of another sign ("which is why the reflex is absent")."""
_NO_EVIDENCE = Pattern(
    r"\bno (?:\w+ ){0,2}(?:evidence|signs?|indication|findings?) (?:of|for) (?:an? |any |true |active )*$"
    r"|\bunlikely(?: (?:to be|to have|that|this|is|it|he|she|has|an?|any))* $"
)
_PAST = Pattern(
    r"\b(?:history of|hx(?: of)?|h/o|past|prior|previous|remote|in (?:19|20)\d\d for an?|resolved)\b[^.;]{0,24}$"
)
_OVER = Pattern(r"^[^.;]{0,90}\b(?:resolved|healed)\b|^, resolved")
_PROVISIONAL = Pattern(r"\b(?:provisional|presumptive|working|suspected) (?:diagnos|dx|impression)")
_LOOSE = Pattern(
    r"^(?:true|clear|documented|confirmed|active|severe|moderate|mild|left(?:-sided)?|right(?:-sided)?|bilateral"
    r"|[lr]|[ctls]\d{1,2}(?:[-/][ctls]?\d{1,2})?)+ "
)
_VAGUE = Pattern(r"^(?:true|clear|documented|confirmed|active|severe|moderate|mild|bilateral|[lr])+ ")
_OPEN_BEHIND = Pattern(
    r"^ ?(?:is |was |has |have |cannot be |could not be |can not be )?(?:not |never )?(?:been |yet )*(?:excluded"
    r"|ruled out)\b"
)
_NOT = Pattern(r"\b(?:not|never|cannot)\b")
_HEDGED = Pattern(r"\b(?:suggests?|suggesting|suggestive of|evidence of|likely|probable|possible|suspected|presumed)\b")


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a mention; none for a test's result or a code that stands beside its words."""
    del finding
    if (view.sentence.speaker is Speaker.RADIOLOGY and not _is_reason(view)) or _is_test_result(view):
        return ()
    if rule_name(mention) == "code":
        return _bare_code(mention, view)
    assertion = _assertion(mention, view)
    if assertion is None:
        return ()
    value, spans = _value(mention, view, assertion)
    return _of_each_region(mention, value, spans, assertion) or (
        Measured(value, spans, assertion, anchor=_anchor(mention)),
    )


_TWO_REGIONS = Pattern(
    r"\b(?P<first>cervical|thoracic|lumbar|lumbosacral),? (?:and|or|&) "
    r"(?P<second>cervical|thoracic|lumbar|lumbosacral) (?P<name>[a-z]*radicul[a-z]+)"
)


def _of_each_region(
    mention: Mention, value: dict[str, Value], spans: tuple[tuple[int, int], ...], assertion: Assertion
) -> tuple[Measured, ...]:
    """One fact a region where a root's illness has two ("cervical and lumbar radiculopathy"); none where it has one."""
    anchor = _anchor(mention)
    two = _TWO_REGIONS.search((mention.groups.get("term") or "").encode("ascii"))
    if two is None or anchor is None or "icd10" in value:
        return ()
    first, second, name = (two.groups[key].lower() for key in ("first", "second", "name"))
    behind = (anchor[0] + two.spans["second"][0], anchor[1])
    return (
        Measured({**value, "term": f"{first} {name}"}, spans, assertion, anchor=anchor),
        Measured({**value, "term": f"{second} {name}"}, (), assertion, anchor=behind),
    )


def _anchor(mention: Mention) -> tuple[int, int] | None:
    return next((mention.spans[name] for name in ("term", "term3") if name in mention.spans), None)


def _is_reason(view: View) -> bool:
    """Whether a radiologist's sentence gives what the study was asked for."""
    return view.sentence.section.kind == "indication" or _REASON.occurs(view.text)


_REASON = Pattern(r"^(?:hx|history|clinical(?: info\w*| history| data)?|indication|reason)\b|\bhx:")


def _is_test_result(view: View) -> bool:
    if rule_name(view.mention) == "listed" and view.sentence.section.kind == "impression":
        shown = " ".join(view.outline.text(sentence) for sentence in view.previous_sentences(2))
        return _PICTURE.occurs(shown)
    if rule_name(view.mention) not in ("root", "pain_syndrome"):
        return False
    if _TELLS_PERSON.occurs(view.text):
        return _TESTED.occurs(view.before)
    before = [view.outline.text(sentence) for sentence in view.previous_sentences(_STILL_TEST) if not sentence.heading]
    told = " ".join([*reversed(before), view.before])
    tests = list(_TESTED.find_all(told.encode("ascii")))
    return bool(tests) and not _CONCLUDES.occurs(told[tests[-1].end :])


_PICTURE = Pattern(r"\b(?:mri|ct|x-?rays?|radiographs?|views|scan)\b")
_TELLS_PERSON = Pattern(r"\b(?:he|she|his|her|claimant|patient|reviewer|doctor|this (?:man|woman|patient))\b")
_STILL_TEST = 4
"""Sentences behind the name of a nerve test that may still list its results."""


_CONCLUDES = Pattern(
    r"\b(?:assessment|impression|diagnos\w+|imp|a/p|plan|this (?:patient|claimant)|has been|exam\w*|presents"
    r"|returns|mri)\b"
)


def _value(mention: Mention, view: View, assertion: Assertion) -> tuple[dict[str, Value], tuple[tuple[int, int], ...]]:
    words = mention.groups.get("term") or mention.groups.get("term3") or view.words
    value: dict[str, Value] = {"term": _named(rule_name(mention), words)}
    spans: tuple[tuple[int, int], ...] = ()
    code = _code_beside(view)
    if code is not None:
        value["icd10"] = code[0]
        spans = (code[1],)
    status = _status(mention, view, assertion)
    if status is not None:
        value["status"] = status
    return value, spans


def _named(rule: str, words: str) -> str:
    """The term in lower case: a root keeps its side and number, an illness of its own its type in a digit."""
    if rule.startswith("comorbid"):
        term = words.lower().replace("type two", "type 2").replace("type ii", "type 2")
        return _ILLNESS.get(term, term)
    if rule not in ("root", "root_before_operation", "sciatica"):
        return _term(words, _LOOSE)
    term = _term(words, _VAGUE)
    sided = _SIDE.search(term.encode("ascii"))
    if sided is not None:
        side = "left" if sided.groups["side"].startswith("l") else "right"
        term = term[sided.end :] if _REGIONAL.occurs(term) else side + term[sided.end - 1 :]
    return _ROOT.sub(lambda root: root.group().upper(), term)


_ILLNESS = {
    "afib": "atrial fibrillation",
    "a-fib": "atrial fibrillation",
    "ckd": "chronic kidney disease",
    "cad": "coronary artery disease",
    "htn": "hypertension",
}
_SIDE = Pattern(r"^(?P<side>lt|rt|left|right)(?:\.|[- ]sided)? ")
_REGIONAL = Pattern(r"^(?:left|right|lt|rt)\.?[- ](?:sided )?(?:cervical|thoracic|lumbar|lumbosacral)\b")
"""A radiculopathy of a region is named without its side, one of a root with it."""
_ROOT = re.compile(r"\b[ctls]\d{1,2}\b")


def _term(words: str, loose_words: Pattern) -> str:
    """The words in lower case without the loose ones before them."""
    term = " ".join(words.lower().split())
    while (loose := loose_words.search(term.encode("ascii"))) is not None:
        term = term[loose.end :]
    plain = term.replace("radiculopathies", "radiculopathy")
    return " ".join(_ABBREVIATED.get(word, word) for word in plain.split(" "))


_ABBREVIATED = {
    "fbss": "failed back surgery syndrome",
    "pls": "post-laminectomy syndrome",
    "hnp": "herniated nucleus pulposus",
    "ddd": "degenerative disc disease",
    "lbp": "low back pain",
    "radic": "radiculopathy",
}


def _item(view: View) -> tuple[int, int]:
    """Stream bounds of the mention's item in a list of diagnoses."""
    low, high = view.sentence.start, view.sentence.end
    for hit in _ITEM_ENDS.find_all(view.outline.stream.data, low, high):
        if hit.end <= view.mention.start:
            low = hit.end
        elif hit.start >= view.mention.end and not view.between(hit.start, hit.end).startswith(", "):
            return low, hit.start
    return low, high


def _code_beside(view: View) -> tuple[str, tuple[int, int]] | None:
    """The code that goes with the words: behind them in their item, or right before them without a comma."""
    low, high = _item(view)
    others = [other for other in view.others("diagnosis", low=low, high=high) if rule_name(other) != "code"]
    high = min([high, *(other.start for other in others if other.start >= view.mention.end)])
    data, mention = view.outline.stream.data, view.mention
    behind = next(_CODE.find_all(data, mention.start, high), None)
    before = list(_CODE.find_all(data, low, mention.start))
    if before and _TIES.full(view.between(before[-1].end, mention.start)) is not None:
        behind = before[-1]
    return None if behind is None else (view.between(behind.start, behind.end), (behind.start, behind.end))


_TIES = Pattern(r"[ :/-]{1,3}(?:(?:left|right|bilateral|chronic|acute) )?")


def _bare_code(mention: Mention, view: View) -> Sequence[Measured]:
    """A code without words; one beside its words belongs to their fact."""
    low, high = _item(view)
    worded = [other for other in view.others("diagnosis", low=low, high=high) if rule_name(other) != "code"]
    before = [other for other in worded if other.end <= mention.start]
    if before and _CODE.search(view.outline.stream.data, before[-1].end, mention.start) is None:
        return ()
    if any(
        _TIES.full(view.between(mention.end, other.start)) is not None for other in worded if other.start >= mention.end
    ):
        return ()
    return (Measured({"icd10": mention.groups["code"].upper(), "status": "active"}, (), Assertion.PRESENT),)


def _assertion(mention: Mention, view: View) -> Assertion | None:
    """How the diagnosis is held; None where it is only asked for or thought of."""
    if _UNRECORDED_BEHIND.occurs(view.after):
        return Assertion.NOT_DOCUMENTED
    if any(said.occurs(view.after) for said in (_DENIED_BEHIND, _GONE_BEHIND)) or _NO_EVIDENCE.occurs(view.before):
        return Assertion.ABSENT
    if _is_in_question(mention, view):
        return Assertion.POSSIBLE
    if mention.has(Category.NOT_DOCUMENTED) or _DOCUMENTS.occurs(view.before):
        return None
    return _by_cues(mention, view)


def _is_in_question(mention: Mention, view: View) -> bool:
    before = _RULE_OUT.occurs(view.before) or _PROVISIONAL.occurs(view.before)
    behind = _SUSPECTED_BEHIND.occurs(view.after) or _VERSUS_BEHIND.occurs(view.after)
    doubted = _DOUBTED.occurs(view.before) and not _SURE.occurs(view.before)
    return before or behind or doubted or _is_left_open(view) or rule_name(mention) == "ruled_out"


def _is_left_open(view: View) -> bool:
    """Whether it "is not excluded"."""
    said = _OPEN_BEHIND.search(view.after.encode("ascii"))
    return said is not None and _NOT.occurs(view.after[: said.end])


def _by_cues(mention: Mention, view: View) -> Assertion | None:
    found = assertion_of(mention, *_OTHER_CUES)
    if found is Assertion.ABSENT and any(
        other(mention, view) for other in (_is_label_between, _is_of_next_clause, _is_set_against)
    ):
        found = Assertion.PRESENT
    if found is Assertion.PRESENT and _in_doubt(mention, view):
        return Assertion.POSSIBLE
    lasting = rule_name(mention).startswith("comorbid") and not _CAN_END.occurs(view.words)
    if found in (Assertion.PRESENT, Assertion.ABSENT) and _is_over(view) and not lasting:
        return Assertion.HISTORICAL
    only_held = found is Assertion.ABSENT and rule_name(mention) in _ONLY_HELD
    return None if found is Assertion.HYPOTHETICAL or only_held else found


_CAN_END = Pattern(r"\b(?:depression|anxiety|obesity|ulcer|gastritis|migraines?|headaches?)\b")
"""Illnesses that a past history may tell as over; diabetes, hypertension and their like last."""
_OTHER_CUES = (Category.POSSIBLE, Category.PLANNED, Category.RECOMMENDED, Category.HISTORICAL, Category.DECLINED)
"""Cues that are read here by what stands right beside the diagnosis, or that speak of treatments."""
_DOCUMENTS = Pattern(
    r"\b(?:to (?:document|establish|confirm|support|corroborate|evaluate for|evaluate)|evidence for|criteria for"
    r"|findings of|signs of|symptoms of) (?:an? )?$"
)


def _is_of_next_clause(mention: Mention, view: View) -> bool:
    """Whether every "absent" stands behind it in a clause of its own ("has sciatica, that the reflex is absent")."""
    cues = [cue for cue in mention.modifiers if cue.category is Category.NEGATED]
    return bool(cues) and all(
        cue.start >= mention.end and _OWN_CLAUSE.occurs(view.between(mention.end, cue.start)) for cue in cues
    )


_OWN_CLAUSE = Pattern(r", (?:and )?(?:that|which|the|his|her|with)\b")


def _is_label_between(mention: Mention, view: View) -> bool:
    """Whether "Dx:" parts the mention from the "no" before it."""
    cues = [cue for cue in mention.modifiers if cue.category is Category.NEGATED and cue.end <= mention.start]
    return bool(cues) and all(_LABEL.occurs(view.between(cue.end, mention.start)) for cue in cues)


def _is_set_against(mention: Mention, view: View) -> bool:
    """Whether it is held in the place of what is denied ("not from C5-6, rather a C7 radiculitis")."""
    cues = [cue for cue in mention.modifiers if cue.category is Category.NEGATED and cue.end <= mention.start]
    between = [view.between(cue.end, mention.start) for cue in cues if not cue.words.startswith(("rather", "instead"))]
    return len(between) == len(cues) > 0 and all(
        _INSTEAD.occurs(words) and not _INSTEAD_OF.occurs(words) for words in between
    )


_INSTEAD = Pattern(r"[,;] (?:but )?(?:rather|instead)\b|\bbut (?:rather|instead)\b")
_INSTEAD_OF = Pattern(r"\b(?:rather than|instead of)\b")
_LABEL = Pattern(r"\b(?:dx|diagnosis|imp|impression|assessment) ?:")


def _in_doubt(mention: Mention, view: View) -> bool:
    """A cue of doubt right before it ("possible", "suggests"), not one further off or behind."""
    cues = [cue for cue in mention.modifiers if cue.category is Category.POSSIBLE and cue.end <= mention.start]
    if any(mention.start - cue.end <= _NEXT_TO_CUE for cue in cues):
        return True
    near = view.before[-_NEXT_TO_CUE:].rpartition(";")[2]
    return _HEDGED.occurs(near) and not cues and "evidence" not in near


def _is_over(view: View) -> bool:
    return _PAST.occurs(view.before) or _OVER.occurs(view.after)


def _status(mention: Mention, view: View, assertion: Assertion) -> str | None:
    if assertion in (Assertion.ABSENT, Assertion.NOT_DOCUMENTED):
        return None
    if assertion is Assertion.HISTORICAL:
        return "historical"
    before, after = view.before, view.after
    doubted = _RULE_OUT.occurs(before) or _VERSUS_BEHIND.occurs(after) or _is_left_open(view)
    if rule_name(mention) == "ruled_out" or doubted:
        return "rule_out"
    return "active"
