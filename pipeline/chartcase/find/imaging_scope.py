"""Whether a sentence speaks of a picture of the spine, and who reads the picture.

It stands apart because the same words are a finding in a report, a diagnosis in an assessment and a plan in an order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.fact import Speaker
from chartcase.find.mention import View
from chartcase.find.ordering import is_supposed
from chartcase.patterns import Pattern
from chartcase.segment.outline import Sentence

_SENTENCES_ON_ONE_STUDY = 12
_STUDY = Pattern(
    r"\b(?:mri'?s?|m\.r\.i\.|mr (?:imaging|images?|scan|of|lumbar|cervical|thoracic|l-?spine|c-?spine|t-?spine)|"
    r"magnetic resonance|ct|cat scan|computed tomograph[a-z]*|myelogra[a-z]+|x-?rays?|xr|radiograph(?:s|ic(?:ally)?)?|"
    r"radiologist|radiology|plain films?|films?|imaging|scans?|roentgenograms?|mr (?:evidence|findings)|(?:the|her|his|"
    r"these|those) images|flexion[- /](?:and )?extension views|views of the)\b"
)
_NO_STUDY = Pattern(r"^(?:-| )?(?:guid|technician|control|fluoro|machine|compatible|safe|localiz)")
_OTHER_BODY = Pattern(
    r"\b(?:mri'?s?|ct|cat scan|x-?rays?|radiographs?|films?|imaging|scans?) (?:scan |scans |study |"
    r"imaging )?(?:of )?(?:the |his |her |both )?(?:left |right |bilateral )?(?:brain|head|chest|abdomen|pelvis|knees?|"
    r"shoulders?|hips?|wrists?|hands?|feet|foot|ankles?|elbows?|skull|pituitary)\b|\b(?:brain|head|chest|knee|shoulder|"
    r"hip|wrist|hand|foot|ankle|elbow) (?:mri|ct|x-?rays?|radiographs?)\b"
)
_SHOWN = Pattern(
    r"\b(?:seen|noted|shown|evident|confirmed|corroborated|demonstrated|documented|visible|identified|described|"
    r"present|verified|proven|as) (?:on|by|in|with|at) |\b(?:per|by|on|to) (?:the |his |her |a |an |recent )?$"
)
_SHOWS = Pattern(
    r"\b(?:show|demonstrat|reveal|confirm|disclos|describ|report|read|indicat|evidenc|identif|suggest|document|note|"
    r"not|is|was|were|are|with|has|had|review|interpret|find|list|say|call|obtain|exhibit|corroborat|go over|went over|"
    r"look|do|does|did|negative|positive|remarkable|consistent|dated|done|performed|from|of|brings?|available|taken|"
    r"significant|without|w/o)(?:e?s|ed|ing|s|strate|strates|en)?\b|:"
)
_ASIDE = Pattern(
    r"^ ?(?:clinical|clin\.?|reason|indications?|history|hx|pt hx|technique|tech|procedure|comparisons?|compared|prior|"
    r"exam(?:ination)? requested|exam(?:ination)?|study|protocol|contrast|ordering|referring|patient|name|dob|date|age|"
    r"severity|legend|accession|dictated|electronically|signed|recommend(?:ation)?s?|suggest(?:ion)?s?|"
    r"limitations?)\b[a-z /]{0,30}:"
)
_FINDINGS_LABEL = Pattern(
    r"^ ?(?:findings?|impressions?|conclusions?|opinion|report|body of report|interpretation|results?|summary)\b ?:?"
)
_ASIDE_SECTIONS = frozenset(
    {"indication", "technique", "comparison", "complaint", "consent", "anesthesia", "procedure_diagnosis"}
)
_READ_SECTIONS = frozenset({"results", "findings"})
_VERDICT_DOCUMENTS = frozenset({"iro_decision", "hearing_decision", "ur_letter", "necessity_assessment"})
_NOT_VERDICT_SECTIONS = frozenset({"assessment", "assessment_plan", "procedure_diagnosis", "past_history", "request"})
_ASSESSED = frozenset(
    {
        "assessment",
        "assessment_plan",
        "procedure_diagnosis",
        "past_history",
        "surgical_history",
        "request",
        "plan",
        "complaint",
        "anesthesia",
        "consent",
        "procedure",
    }
)
_ELSEWHERE = Pattern(
    r"\b(?:diagnos[ei]s|assessment|plan|icd|treatment|medications?|physical exam|on exam(?:ination)?|examination|"
    r"injections?|therapy|anticoagula|medically|straight leg|reflex|strength|sensation|complains?|denies|pain (?:is|"
    r"radiat|score|level)|follow[- ]?up|return|recommend|candidate|procedure)\b"
)
_PAST = Pattern(
    r"\b(?:surgery|discuss|operative|postoperative|operation|explain|excision|resection|biopsy|craniotomy|kyphoplasty|"
    r"underwent|he|she)\b"
)
_LEVEL = Pattern(r"\b[CTLS]\d{1,2}\b|\b\d{1,2}-\d{1,2}\b")
_SOUGHT = Pattern(
    r"\b(?:rule[ -]out|r/o|evaluate(?:d)? for|assess for|assessment for|look(?:ing)? for|check for|to (?:evaluate|"
    r"assess|determine|see|exclude|look|check|identify|confirm|rule|further)|for evaluation of|in search of|"
    r"concern(?:ed)? (?:for|about)|whether|question of|reserved for|explicit (?:statement|documentation|mention))\b"
)
_OWN = Pattern(
    r"\b(?:i|we|my|our|myself|personally|my own)\b(?:[^.;]{0,60}\b(?:review|look|view|read|went|see|saw"
    r"|pulled up|opened|interpret|note|find|agree|feel|think)|[^.;]{0,30}$)"
    r"|\b(?:personally|independently) (?:review|interpret|view|read)"
    r"|\bby my (?:read|view|review|interpretation)|\bmyself\b"
    r"|\breviewed (?:with|by me|today)|\btaken (?:today|"
    r"in (?:the|our) office)\b|\b(?:films?|views?|images?|radiographs?)\b[^.;]{0,75} (?:are|"
    r"were) (?:personally )?reviewed"
)
_JUDGED = Pattern(r"\b(?:does|do) look\b|\blooks? (?:ok|okay|good|fine|like)\b|\bobvious(?:ly)?\b")
_RADIOLOGIST = Pattern(
    r"\bradiologist'?s?\b|\bradiology report\b|\bread as\b|\bper report\b|\b(?:mri|ct|imaging|radiology) report\b"
    r"|\b(?:scan|imaging|study|films?)[^.;]{0,40} (?:is|are|was|were) (?:read|reported|interpreted)\b"
)
_DUE_TO = Pattern(
    r"\b(?:from|due to|caused by|secondary to|explained by|attributable to|corresponds to|matches)(?: (?:an?|the|his|"
    r"her|known|left|right|[a-z]+|[CTLS]\d{1,2}-(?:[CTLS])?\d{1,2})){0,4} ?$"
)
_FROM_DISC = Pattern(
    r"\b(?:from|matches|matching|due to|caused by|secondary to|related to|this man has|this patient has|this woman has|"
    r"the (?:claimant|patient) has|explained by|with|has|to|is) (?:an? |the |his |her )?[^.;]{0,40}$"
)
_NOT_OF_A_STUDY = frozenset({"exam", "history", "review_of_systems", "social_history", "allergies", "medications"})
_BEFORE_OPERATION = frozenset({"history", "indication", "results", "complaint"})
_OTHER_BONE = Pattern(
    r"\b(?:femoral|femur|hips?|knees?|ankles?|foot|feet|shoulders?|rotator|calcane[a-z]+|patell[a-z]+|tibia[l]?|"
    r"wrists?|elbows?|brain|intracranial|cerebell[a-z]+|lungs?|pulmonary|meniscus|navicular|acetabul[a-z]+)\b"
)
_TOLD_PATIENT = Pattern(
    r"\b(?:explained|told|informed|advised)(?: (?:to|with))?(?: (?:him|her|the patient|patient))? that "
    r"(?:he|she|the patient) (?:has|had) (?:an? )?(?:[a-z]+ ){0,2}$"
)
"""What the patient is told to have is a diagnosis."""
_REPORT_SAYS = Pattern(r"\breport (?:states|says|reads|describes|notes)\b")
_PLAIN_FILM = Pattern(
    r"\b(?:x-?rays?|radiographs?|(?:plain|lateral|final|localizing|intraoperative) films?|roentgenograms?|views)\b"
)
_MRI_OR_CT = Pattern(r"\b(?:mri'?s?|mr|magnetic resonance|ct|cat scan|computed|myelo[a-z]+)\b")


_DECIDERS = frozenset({Speaker.UR, Speaker.IRO, Speaker.HEARING})
_EXAMINERS = frozenset({Speaker.TREATING, Speaker.REVIEWER})


@dataclass(frozen=True, slots=True)
class Setting:
    """The sentence speaks of a picture. `speaker`: who reads it; None leaves it to the sentence. `verdict`: it is a
    decision's own word on the spine, with no picture named beside it."""

    speaker: Speaker | None
    verdict: bool = False


def setting_of(view: View) -> Setting | None:
    """What the mention's sentence is to pictures; None where it speaks of something else."""
    sentence = view.sentence
    if (
        _is_sought(view)
        or is_supposed(view.before)
        or _is_other_body(view)
        or _is_in_operation(view)
        or _TOLD_PATIENT.occurs(view.before)
    ):
        return None
    if sentence.document.kind == "imaging_report":
        return None if _is_aside(view) else Setting(_reader(view, Speaker.RADIOLOGY))
    if sentence.encounter is not None and sentence.encounter.kind == "imaging":
        return None if sentence.section.kind in _ASSESSED | _NOT_OF_A_STUDY else Setting(Speaker.RADIOLOGY)
    if (
        _names_study(view)
        or _quotes_report(view)
        or (sentence.section.kind in _READ_SECTIONS and sentence.document.kind != "operative_report")
    ):
        return Setting(_reader(view, None))
    if _goes_on(view):
        return Setting(_reader(view, None))
    return _verdict(view)


def pictures_other_body(view: View) -> bool:
    """Whether the mention's sentence is about another part of the body, and about no part of the spine."""
    return _is_other(view, view.sentence)


def _is_other(view: View, sentence: Sentence) -> bool:
    text = view.outline.text(sentence).encode("ascii")
    return (_OTHER_BONE.search(text) is not None and _names_no_spine(view, sentence)) or _pictures_other(view, sentence)


def _pictures_other(view: View, sentence: Sentence) -> bool:
    text = view.outline.text(sentence).encode("ascii")
    return _OTHER_BODY.search(text) is not None and _names_no_spine(view, sentence)


def _names_no_spine(view: View, sentence: Sentence) -> bool:
    low, high = sentence.start, sentence.end
    spine = [hit for hit in view.attributes("region", low, high) if hit.words.lower() != "neck"]
    return not (view.attributes("level", low, high) or spine)


def _is_other_body(view: View) -> bool:
    """Whether the nearest sentence that names a picture or a part of the body names one outside the spine."""
    if view.attributes("level"):
        return False
    if _is_other(view, view.sentence):
        return True
    named = next((other for other in _sentences_before(view)[:6] if names_study(view.outline.text(other))), None)
    pictured = named is not None and not names_study(view.text)
    return pictured and named is not None and _pictures_other(view, named)


def _is_in_operation(view: View) -> bool:
    """Whether it is what an operation shows on the table, not a picture made before it."""
    sentence = view.sentence
    if sentence.document.kind != "operative_report" or sentence.section.kind in _BEFORE_OPERATION:
        return False
    if _is_on_its_film(view):
        return False
    return _MRI_OR_CT.search(view.text.encode("ascii")) is None and not _heads(view, sentence)


def _is_on_its_film(view: View) -> bool:
    """Whether it is the hardware that a film made on the table shows ("x-ray confirmed good position of the plate")."""
    return view.mention.rule.value["kind"] == "hardware" and _PLAIN_FILM.search(view.before.encode("ascii")) is not None


def names_study(text: str) -> bool:
    """Whether the words name a picture (and not only guidance of a needle by one)."""
    data = text.encode("ascii")
    return any(_NO_STUDY.search(data[hit.end : hit.end + 14]) is None for hit in _STUDY.find_all(data))


def _is_sought(view: View) -> bool:
    low = max(view.sentence.start, view.mention.start - 80)
    before = view.between(low, view.mention.start).encode("ascii")
    hit = _SOUGHT.search(before)
    if hit is None:
        return False
    rest = before[hit.end :]
    return (
        b"." not in rest
        and b"show" not in rest
        and b"reveal" not in rest
        and b"cannot" not in before[: hit.start][-12:]
    )


def _names_study(view: View) -> bool:
    if view.sentence.section.kind in ("technique",):
        return False
    data = view.text.encode("ascii")
    at = view.mention.start - view.sentence.start
    for hit in _STUDY.find_all(data):
        if _NO_STUDY.search(data[hit.end : hit.end + 14]) is not None:
            continue
        if hit.start < at and _ELSEWHERE.search(data[hit.end : max(at, hit.end)]) is None:
            return True
        if hit.start > at and _SHOWN.search(data[max(at, hit.start - 40) : hit.start]) is not None:
            return True
        if hit.start > at and hit.start - (view.mention.end - view.sentence.start) < 12:
            return True
    return False


def _quotes_report(view: View) -> bool:
    """A review that quotes "the report": of what, only a review leaves unsaid."""
    return (
        view.sentence.document.kind in _VERDICT_DOCUMENTS
        and _REPORT_SAYS.search(view.before.encode("ascii")) is not None
    )


def _is_aside(view: View) -> bool:
    """Whether the sentence of a report says why or how the picture was made, not what it shows."""
    if _FINDINGS_LABEL.search(view.text.encode("ascii")) is not None:
        return False
    if _ASIDE.search(view.text.encode("ascii")) is not None:
        return True
    for other in view.previous_sentences(6):
        text = view.outline.text(other).encode("ascii")
        if other.paragraph != view.sentence.paragraph:
            return other.heading and (_ASIDE.search(text + b":") is not None) and _FINDINGS_LABEL.search(text) is None
        if _FINDINGS_LABEL.search(text) is not None:
            return False
        if _ASIDE.search(text) is not None:
            return True
    return view.sentence.section.kind in _ASIDE_SECTIONS and view.sentence.item is False and _is_first_line(view)


def _is_first_line(view: View) -> bool:
    return next(iter(view.previous_sentences(1)), None) is None


def _goes_on(view: View) -> bool:
    """Whether the sentences before speak of a picture and this one does not leave it."""
    sentence = view.sentence
    if sentence.section.kind in _ASSESSED or _leaves(view.text):
        return False
    for other in _sentences_before(view):
        text = view.outline.text(other)
        if other.paragraph != sentence.paragraph and not (names_study(text) and (other.heading or text.endswith(":"))):
            return _heads(view, other)
        if (names_study(text) and _SHOWS.search(text.encode("ascii")) is not None) or (
            other.heading and names_study(text)
        ):
            return True
        if _leaves(text):
            return False
    return False


def _sentences_before(view: View) -> list[Sentence]:
    """The sentences before it in the same document and dated entry, nearest first, whatever their section."""
    here, every = view.sentence, view.outline.sentences
    found: list[Sentence] = []
    for index in range(here.index - 1, max(here.index - 1 - _SENTENCES_ON_ONE_STUDY, -1), -1):
        if every[index].document is not here.document or every[index].encounter is not here.encounter:
            break
        found.append(every[index])
    return found


def _heads(view: View, other: Sentence) -> bool:
    """Whether an earlier line of the section without a heading of its own is the title of a study."""
    for earlier in (other, *_sentences_before(view)):
        text = view.outline.text(earlier)
        if earlier.heading:
            return names_study(text)
        if _leaves(text):
            return False
    return False


def _leaves(text: str) -> bool:
    data = text.encode("ascii")
    if names_study(text):
        return False
    return _ELSEWHERE.search(data) is not None or (_PAST.search(data) is not None and _LEVEL.search(data) is None)


def _verdict(view: View) -> Setting | None:
    """A decision's own "a right L4-5 disc protrusion": only with a level beside it, never in a list of diagnoses."""
    sentence = view.sentence
    if sentence.document.kind not in _VERDICT_DOCUMENTS:
        return Setting(None, verdict=True) if _explains(view) else None
    if sentence.section.kind in _NOT_VERDICT_SECTIONS or sentence.encounter is not None or _diagnosed(view):
        return None
    named = view.mention.rule.value["kind"] == "pathology" or _from_level(view)
    return Setting(None, verdict=True) if named else None


def _explains(view: View) -> bool:
    """An assessment that traces a complaint to a finding: "radiculopathy ... from the T6-7 protrusion"."""
    if view.sentence.section.kind not in ("impression", "assessment", "assessment_plan"):
        return False
    near = view.attributes("level", max(view.sentence.start, view.mention.start - 14), view.mention.end + 14)
    return bool(near) and _DUE_TO.search(view.before.encode("ascii")) is not None


def _from_level(view: View) -> bool:
    low, high = max(view.sentence.start, view.mention.start - 45), min(view.sentence.end, view.mention.end + 20)
    if not view.attributes("level", low, high):
        return False
    return _FROM_DISC.search(view.between(view.sentence.start, view.mention.start).encode("ascii")) is not None


def _diagnosed(view: View) -> bool:
    return b"diagnos" in view.text.lower().encode("ascii") or view.sentence.heading


def _reader(view: View, default: Speaker | None) -> Speaker | None:
    """Who reads: the author who says so or looks at plain films of his own, a reviewer who says only "the imaging"."""
    if default is Speaker.RADIOLOGY:
        return default
    passage = [view.text, *(view.outline.text(other) for other in _passage(view))]
    here = passage[0].encode("ascii")
    if _RADIOLOGIST.search(here) is not None:
        return Speaker.RADIOLOGY
    named = next((text.encode("ascii") for text in passage if names_study(text)), b"")
    if view.sentence.speaker in _EXAMINERS and (_says_own(passage) or _judges(view)):
        return view.sentence.speaker
    if view.sentence.speaker in _DECIDERS and _MRI_OR_CT.search(named) is None and _PLAIN_FILM.search(named) is None:
        return view.sentence.speaker
    if (view.sentence.speaker in _EXAMINERS or _is_on_its_film(view)) and (
        _PLAIN_FILM.search(named) and not _MRI_OR_CT.search(named)
    ):
        return view.sentence.speaker
    return Speaker.RADIOLOGY


def _passage(view: View) -> list[Sentence]:
    found: list[Sentence] = []
    for other in _sentences_before(view):
        if _leaves(view.outline.text(other)) or other.paragraph != view.sentence.paragraph:
            break
        found.append(other)
    return found


def _says_own(passage: Sequence[str]) -> bool:
    """Whether the author says, here or before, that he looks at the pictures himself."""
    return any(_OWN.search(text.encode("ascii")) or _JUDGED.search(text.encode("ascii")) for text in passage)


def _judges(view: View) -> bool:
    """Whether the author goes on in words that no report has ("the 3-4 does look okay"), and so reads for himself."""
    for other in view.next_sentences(2):
        if _leaves(view.outline.text(other)) or other.paragraph != view.sentence.paragraph:
            return False
        if _JUDGED.search(view.outline.text(other).encode("ascii")) is not None:
            return True
    return False
