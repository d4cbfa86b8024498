"""Who says it: the speaker of a fact from the words of its sentence, its section, its dated entry and its document.

It stands apart because a decision retells a visit in which the patient denies: three voices in one sentence.
"""

import re
from collections.abc import Iterable

from chartcase.fact import Assertion, Speaker
from chartcase.find.mention import Mention
from chartcase.find.retelling import Retelling
from chartcase.find.voices import DECIDERS, Voice, Voices
from chartcase.patterns import Pattern
from chartcase.segment.outline import Outline, Sentence
from chartcase.segment.rules import SegmentRules

# What only the patient can say: the fact contract gives it to the patient where the note says who says so.
_SUBJECTIVE = frozenset(
    {
        "radicular_symptom",
        "axial_pain",
        "score",
        "symptom_duration",
        "functional_limit",
        "injury",
        "prior_injection",
        "prior_surgery",
        "physical_therapy",
        "conservative_care",
        "medication_trial",
        "risk",
    }
)
_COMPLAINED = frozenset({"radicular_symptom", "axial_pain", "score", "symptom_duration", "functional_limit"})
# A therapist counts the visits himself, also where he writes what the patient says.
_TOLD_THERAPIST = _SUBJECTIVE - {"physical_therapy"}
# What an examinee tells an outside examiner; his treatment the examiner takes from the records as well.
_TOLD_EXAMINER = _COMPLAINED | {"injury"}
# Sections of a decision or letter that copy the chart: what stands there the treating doctor said.
_COPIED = frozenset(
    {"medications", "surgical_history", "past_history", "allergies", "review_of_systems", "assessment", "plan"}
)
# A label "Medications:" in running prose ends with its list, whatever follows in the paragraph.
_OF_A_MEDICATION_LIST = frozenset({"medication_trial", "risk", "prior_injection"})
# Under "Assessment" a payer may copy the doctor's diagnoses, or weigh what was done himself.
_OF_AN_ASSESSMENT = frozenset({"diagnosis", "request", "imaging_study", "electrodiagnostic", "conservative_care"})
_IN_PLACE = {"medications": _OF_A_MEDICATION_LIST, "assessment": _OF_AN_ASSESSMENT}
_RETOLD = frozenset({"exam", "history", "clinical_history", "entry", "request"})
# What no note that is retold can say: these are made by whoever decides.
_DECIDED = frozenset({"determination", "reviewer"})
# The patient named as the source behind the statement ("three injections, which she says took away half of it").
_SAYS = (
    r"(?:says?|said|states?|stated|reports?|reported|describes?|described|recalls?|recalled|feels?|felt|estimates?"
    r"|gives|gave|rate[sd]?|tells me|told me|thinks?|thought|believes?|claims?|complains?|insists?)"
)
_PATIENT_AFTER = re.compile(
    rf"^[^.;]{{0,60}}?,? (?:of )?which,? (?:he|she|the (?:patient|claimant)) (?:now |still )?{_SAYS}\b(?! s?he never)"
    rf"|^[^.;]{{0,90}}?,? (?:and|but) (?:(?:he|she|the (?:patient|claimant)) )?{_SAYS} (?:that )?"
    r"(?:it|this|them|they|these)\b"
    rf"|^[^.;]{{0,60}}?, (?:he|she|pt|(?:the )?patient) {_SAYS} (?:that )?(?:it|this|they)\b"
    r"|^[^.;]{0,30}?, reports? (?:no|little|some|good|great|only|about|partial)\b",
    re.IGNORECASE,
)
# "Saddle numbness is denied", "rated 6/10 by the patient", "PT of no use per claimant".
_DENIED = _COMPLAINED | {"injury", "risk", "physical_therapy", "conservative_care", "prior_injection"}
_DENIED_AFTER = Pattern(
    r"^[^.;:]{0,40} (?:(?:is|are|was|were) (?:all |also |both )?denied(?: on|[.;,]|$)|denied[.;]?$)|"
    r"^[^.;:]{0,25},? (?:(?:as )?(?:stated|reported|described|told|rated) by|per|according to) (?:the )?"
    r"(?:patient|claimant|employee|member|worker|pt)\b|^[^.;:]{0,20}, (?:he|she) (?:says|states|reports|reported)\b|"
    r"^[^.;:]{0,12} by the (?:patient|claimant)\b"
)
_SOURCED_AFTER = frozenset({"prior_injection", "physical_therapy", "conservative_care"})
_COMPLAINS = Pattern(r"\b(?:complain(?:s|ed|ing|ts?)?|reports|describes|presents|currently|has)\b")
# Where a note tells complaints, and the words with which its author speaks of his own part there.
_TELLS_COMPLAINTS = frozenset({"", "other", "history", "complaint", "social_history"})
_OWN_VOICE = Pattern(
    r"\b(?:i|me|my|we|our|exam(?:ination)?|on inspection|palpation|mri|ct|x-?rays?|films?|questioning|records?|chart"
    r"|notes?|report|assessment|impression|plan)\b"
)
_FURTHEST_COMPLAINT = 4
# What a picture does not show, or shows alone, is weighed by whoever decides.
_SHOWS_NOT = Pattern(
    r"\b(?:does|do|did) not (?:clearly )?(?:show|demonstrate|reveal|confirm|document|identify|correlate|explain)"
    r"|\bfail(?:s|ed)? to (?:show|demonstrate|reveal|confirm)|\bwould not explain|\b(?:shows?|showed)[^.;]{0,60} only\b"
)
_PICTURES = r"(?:mri|ct|films?|images?|scans?|x-?rays?|radiographs?|pictures?|myelogram)"
_OWN_READING = Pattern(
    rf"\b(?:reads?|reviewed|looked at|interpreted|viewed|studied) (?:(?:the|his|her|those|these|own) )*"
    rf"(?:[a-z]+ )?{_PICTURES}(?: {_PICTURES})? (?:(?:for )?(?:himself|herself)|personally)\b"
    rf"|\binterprets? (?:the|this|his|her|that) (?:[a-z]+ )?{_PICTURES} as\b"
    r"|\b(?:his|her|the (?:doctor|surgeon|physician)'s|dr\.? [a-z-]+'s) own (?:reading|review|interpretation|look)\b"
)
_READ_BY_OTHERS = Pattern(r"\bradiologist|\breport\b|\bformally\b")
_OWN_STORY = Pattern(r"\b(?:patient|claimant|member|reports?|words|says|statement|subjective|complaints?)\b")
_DENIAL_GOES_ON = Pattern(r"^(?:no|nor|without|neither)\b")


class Attribution:
    """Finds the speaker of each mention of an outline."""

    def __init__(self, outline: Outline, rules: SegmentRules) -> None:
        self._outline = outline
        self._voices = Voices(outline, rules)
        self._retelling = Retelling(outline, self._voices)

    def speaker(
        self,
        mention: Mention,
        fact_type: str,
        assertion: Assertion,
        measured: Speaker | None = None,
        rests_on: Iterable[tuple[int, int]] = (),
    ) -> Speaker:
        """Whose statement the mention is; `measured`: whose the measure of its type takes it for; `rests_on`: the
        stream spans of its values."""
        sentence = mention.sentence
        if _absorbs(sentence) and fact_type not in _DECIDED:
            return sentence.speaker
        settled = measured or mention.rule.spec.stated_by
        if fact_type == "imaging_finding" and self._read_by_doctor(mention):
            return Speaker.TREATING
        weighed = self._weighed_by(mention) if settled is Speaker.RADIOLOGY else None
        if weighed is not None:
            return weighed
        if settled is Speaker.RADIOLOGY and self._weighs(sentence):
            return sentence.speaker
        if settled is not None:
            return settled
        heard = self._heard(mention, fact_type, rests_on)
        if heard is None:
            return _author(sentence, fact_type)
        # That a record lacks something is said by whoever reads it, not by the record.
        lacks = assertion is Assertion.NOT_DOCUMENTED and heard not in DECIDERS
        return self._reader(mention) if lacks and _reads_records(sentence) else heard

    def _reader(self, mention: Mention) -> Speaker:
        """Who read the records: whoever decides and is named before the mention, else the author."""
        voices = self._voices.of(mention.sentence.index)
        named = [one.speaker for one in voices if one.at <= mention.end and one.speaker in DECIDERS]
        return named[-1] if named else mention.sentence.speaker

    def _heard(self, mention: Mention, fact_type: str, rests_on: Iterable[tuple[int, int]]) -> Speaker | None:
        """Who is named as saying it: in its sentence, in those before it, or by the section's title."""
        sentence = mention.sentence
        if fact_type == "reviewer":
            return next((voice.speaker for voice in self._voices.of(sentence.index) if voice.speaker in DECIDERS), None)
        told = max((end for _, end in rests_on if end <= sentence.end), default=mention.end)
        for voice in reversed(self._voices.of(sentence.index)):
            if self._reaches(voice, mention, told) and self._fits(voice.speaker, fact_type, sentence):
                return voice.speaker
        named = self._voices.behind(sentence.index, mention.end)
        if named is not None and self._fits(named, fact_type, sentence):
            return named
        if fact_type in _SOURCED_AFTER and _PATIENT_AFTER.match(self._after(mention)):
            return Speaker.PATIENT
        if fact_type in _DENIED and _DENIED_AFTER.occurs(self._after(mention)):
            return Speaker.PATIENT
        source = self._retelling.source(sentence)
        if source is not None and self._fits(source, fact_type, sentence):
            return source
        return Speaker.PATIENT if _complains(sentence, fact_type) or self._goes_on(sentence, fact_type) else None

    def _goes_on(self, sentence: Sentence, fact_type: str) -> bool:
        """Whether a doctor's own note goes on with what the patient complained of in the sentences before."""
        text = self._outline.text(sentence)
        if sentence.encounter is not None or sentence.document.kind != "clinical_note" or _OWN_VOICE.occurs(text):
            return False
        if sentence.section.kind not in _TELLS_COMPLAINTS or not _is_complaint(fact_type, text):
            return False
        for index in range(sentence.index - 1, max(sentence.index - 1 - _FURTHEST_COMPLAINT, -1), -1):
            before = self._outline.sentences[index]
            if before.paragraph != sentence.paragraph or before.section.kind != sentence.section.kind:
                return False
            voices = self._voices.of(index)
            if voices or _OWN_VOICE.occurs(self._outline.text(before)):
                return bool(voices) and voices[-1].speaker is Speaker.PATIENT
        return False

    def _reaches(self, voice: Voice, mention: Mention, told: int) -> bool:
        """Whether a voice tells the mention, or, for the patient's, what came of it ("had a block and reports 50%
        relief")."""
        if voice.at <= mention.end or (voice.start < mention.end and voice.speaker is not Speaker.PATIENT):
            return True
        if voice.speaker is not Speaker.PATIENT or voice.at > told:
            return False
        return ";" not in self._outline.stream.text[mention.end : voice.at]

    def _weighs(self, sentence: Sentence) -> bool:
        """Whether whoever decides gives as a reason what a picture does not show ("the MRI does not show contact")."""
        if sentence.section.kind != "analysis" or sentence.encounter is not None:
            return False
        return sentence.document.speaker in DECIDERS and _SHOWS_NOT.occurs(self._outline.text(sentence))

    def _read_by_doctor(self, mention: Mention) -> bool:
        """Whether a review tells how the doctor reads a picture himself ("she read the films herself and saw ...")."""
        sentence = mention.sentence
        if not _reads_records(sentence):
            return False
        said = self._outline.stream.text[sentence.start : mention.start]
        return _OWN_READING.occurs(said) and not _READ_BY_OTHERS.occurs(said)

    def _weighed_by(self, mention: Mention) -> Speaker | None:
        """Whoever decides and says what a picture shows ("held that the MRI showed no herniation"): the payer's doctor,
        or, where another's decision is retold, the independent one."""
        voices = self._voices.of(mention.sentence.index)
        named = [one.speaker for one in voices if one.at <= mention.end and one.speaker is not Speaker.RADIOLOGY]
        last = named[-1] if named else None
        retold = last is Speaker.IRO and mention.sentence.speaker is Speaker.HEARING
        return last if last is Speaker.UR or retold else None

    def _after(self, mention: Mention) -> str:
        """The rest of the mention's sentence."""
        return self._outline.stream.text[mention.end : mention.sentence.end]

    def _fits(self, speaker: Speaker, fact_type: str, sentence: Sentence) -> bool:
        """Whether a voice can be that of the fact."""
        if speaker is Speaker.PATIENT:
            return fact_type in _SUBJECTIVE and not self._sums_up(sentence)
        if speaker is Speaker.RADIOLOGY:
            heard = sentence.speaker not in (Speaker.UR, Speaker.RADIOLOGY) and not self._weighs(sentence)
            return fact_type == "imaging_finding" and heard
        if speaker is Speaker.TREATING:
            if sentence.encounter is not None and sentence.encounter.speaker is Speaker.REVIEWER:
                return False  # the examiner who is named there is the outside one
            return fact_type != "imaging_finding" and fact_type not in _DECIDED
        return speaker not in DECIDERS or fact_type != "demographics"

    def _sums_up(self, sentence: Sentence) -> bool:
        """Whether a decision's own reasons say what the patient complains of: it quotes nobody."""
        if sentence.section.kind != "analysis" or sentence.encounter is not None:
            return False
        return sentence.document.speaker is Speaker.IRO and _COMPLAINS.occurs(self._outline.text(sentence))


def _is_complaint(fact_type: str, text: str) -> bool:
    """Whether the fact is a complaint, or goes on denying ("Denies fever. No saddle numbness.")."""
    return fact_type in _COMPLAINED or (fact_type == "risk" and _DENIAL_GOES_ON.occurs(text))


def _absorbs(sentence: Sentence) -> bool:
    """Whether the sentence stands in a denial that a decision retells: what that quotes in turn stays the denial's."""
    return sentence.encounter is not None and sentence.encounter.kind == "utilization_review"


def _reads_records(sentence: Sentence) -> bool:
    return sentence.encounter is None and (
        sentence.document.speaker in DECIDERS or sentence.document.speaker is Speaker.REVIEWER
    )


def _complains(sentence: Sentence, fact_type: str) -> bool:
    """Whether the patient speaks by the section's title, or in what he tells an outside examiner."""
    kind = sentence.section.kind
    if sentence.document.kind == "necessity_assessment" and not _OWN_STORY.occurs(sentence.section.title):
        return False  # its author sums up under "Symptoms"
    if kind == "questionnaire" or (kind == "review_of_systems" and fact_type == "risk"):
        return sentence.section.speaker is Speaker.PATIENT
    # A therapist writes what the patient says of his drugs and exercises under "S:"; a doctor lists them there.
    says = _TOLD_THERAPIST if sentence.document.kind == "therapy_note" else _COMPLAINED
    if fact_type in says and sentence.section.speaker is Speaker.PATIENT:
        return True
    told = sentence.document.sort == "examination_report" and kind == "history"
    return told and fact_type in _TOLD_EXAMINER


def _author(sentence: Sentence, fact_type: str) -> Speaker:
    """Whose statement it is when no words of the sentence say so."""
    author = sentence.document.speaker
    if sentence.encounter is None and author in DECIDERS:
        kind = sentence.section.kind
        if kind == "prior_review":
            return sentence.section.speaker or author
        # A payer heads his letter with the diagnosis and calls his own reasons an assessment.
        own = kind == "assessment" and (author is Speaker.UR or sentence.section.title.lower().startswith("d"))
        in_place = not own and fact_type in _IN_PLACE.get(kind, (fact_type,))
        if kind in _COPIED and fact_type not in _DECIDED and in_place:
            return Speaker.TREATING
        if kind in _RETOLD and fact_type == "exam_finding":
            return Speaker.TREATING
    return sentence.speaker
