"""Who says it: the speaker of a fact from the words of its sentence, its section, its dated entry and its document.

It stands apart because a decision retells a visit in which the patient denies: three voices in one sentence.
"""

import re
from functools import lru_cache

from chartcase.fact import Speaker
from chartcase.find.mention import Mention
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
# Sections of a decision or letter that copy the chart: what stands there the treating doctor said.
_COPIED = frozenset(
    {"exam", "medications", "surgical_history", "past_history", "allergies", "review_of_systems", "assessment", "plan"}
)
_RETOLD = frozenset({"history", "clinical_history", "entry", "request"})
_DECIDERS = frozenset({Speaker.UR, Speaker.IRO, Speaker.HEARING})
_PRONOUN_SAYS = re.compile(
    r"^(?:he|she|the (?:doctor|physician|reviewer|provider|surgeon)) (?:also |further |then |likewise )?"
    r"(?:said|says|wrote|writes|testified|opined|added|adds|concluded|recommended|noted|found|stated|explained)\b",
    re.IGNORECASE,
)
# The patient named as the source behind the statement ("three injections, which she says took away half of it").
_SAYS = (
    r"(?:says?|said|states?|stated|reports?|reported|describes?|described|recalls?|recalled|feels?|felt|estimates?"
    r"|gives|gave|rate[sd]?)"
)
_PATIENT_AFTER = re.compile(
    rf"^[^.;]{{0,60}}?,? (?:of )?which,? (?:he|she|the (?:patient|claimant)) (?:now |still )?{_SAYS}\b(?! s?he never)"
    rf"|^[^.;]{{0,90}}?,? (?:and|but) (?:(?:he|she|the (?:patient|claimant)) )?{_SAYS} (?:that )?"
    r"(?:it|this|them|they|these)\b|^[^.;]{0,30}?, reports? (?:no|little|some|good|great|only|about|partial)\b",
    re.IGNORECASE,
)
# A hearing's paragraph that gives somebody's testimony, and the words with which the officer takes it up himself.
_TESTIMONY = re.compile(r"\b(?:testif(?:ied|ies)|told the|testimony)\b", re.IGNORECASE)
_OFFICER_WEIGHS = re.compile(
    r"\b(?:i find|is accepted|credible|persuasive|the evidence|preponderance|finds? that|weight|decision)\b",
    re.IGNORECASE,
)
_SOURCED_AFTER = frozenset({"prior_injection", "physical_therapy", "conservative_care"})
Voice = tuple[int, Speaker]


class Attribution:
    """Finds the speaker; the cues of a sentence are read once."""

    def __init__(self, outline: Outline, rules: SegmentRules) -> None:
        self._outline = outline
        self._rules = rules
        self._voices = lru_cache(maxsize=None)(self._read)

    def speaker(self, mention: Mention, fact_type: str) -> Speaker:
        """Whose statement the mention is."""
        if mention.rule.spec.stated_by is not None:
            return mention.rule.spec.stated_by
        sentence = mention.sentence
        for at, speaker in reversed(self._voices(sentence.index)):
            if at <= mention.end and _fits(speaker, fact_type, sentence):
                return speaker
        if fact_type in _SOURCED_AFTER and _PATIENT_AFTER.match(self._after(mention)):
            return Speaker.PATIENT
        if fact_type == "exam_finding" and sentence.document.speaker in _DECIDERS and self._examined_before(sentence):
            return Speaker.TREATING
        witness = self._witness(sentence)
        if witness is not None and _fits(witness, fact_type, sentence):
            return witness
        if fact_type in _COMPLAINED and sentence.section.speaker is Speaker.PATIENT:
            return Speaker.PATIENT
        return _author(sentence, fact_type)

    def _read(self, index: int) -> tuple[Voice, ...]:
        """The voices of a sentence: stream offset from which each speaks, in order."""
        sentence = self._outline.sentences[index]
        text = self._outline.text(sentence)
        data = text.encode("ascii")
        cues = [self._rules.speakers[at] for at in self._rules.speaker_set.matching(data)]
        found = [(hit.end, Speaker(cue.name)) for cue in cues for hit in cue.pattern.find_all(data)]
        found.sort(key=lambda voice: (voice[0], _nearest(voice[1])))
        if _PRONOUN_SAYS.match(text):
            heard = self._professional_before(sentence)
            if heard is not None:
                found = [(end, heard if speaker is Speaker.PATIENT else speaker) for end, speaker in found]
                found.append((0, heard))
        return tuple(sorted(((sentence.start + end, speaker) for end, speaker in found), key=lambda voice: voice[0]))

    def _after(self, mention: Mention) -> str:
        """The rest of the mention's sentence."""
        return self._outline.stream.text[mention.end : mention.sentence.end]

    def _witness(self, sentence: Sentence) -> Speaker | None:
        """Who testifies in the paragraph of a hearing's decision: whoever its last testimony was given by, until the
        officer speaks."""
        if sentence.document.speaker is not Speaker.HEARING or sentence.encounter is not None:
            return None
        heard: Speaker | None = None
        for index in self._paragraph_until(sentence):
            text = self._outline.text(self._outline.sentences[index])
            if _OFFICER_WEIGHS.search(text):
                heard = None
            testimony = _TESTIMONY.search(text)
            if testimony is not None:
                spoken = [
                    who
                    for at, who in self._voices(index)
                    if at <= self._outline.sentences[index].start + testimony.end()
                ]
                heard = spoken[-1] if spoken else heard
        return heard

    def _paragraph_until(self, sentence: Sentence) -> range:
        """Indices of the sentences of the paragraph up to this one."""
        first = sentence.index
        while first > 0 and self._outline.sentences[first - 1].paragraph == sentence.paragraph:
            first -= 1
        return range(first, sentence.index + 1)

    def _professional_before(self, sentence: Sentence) -> Speaker | None:
        """Who of the professions spoke last in the sentence before, in the same paragraph."""
        if sentence.index == 0:
            return None
        before = self._outline.sentences[sentence.index - 1]
        if before.paragraph != sentence.paragraph:
            return None
        others = [speaker for _, speaker in self._voices(before.index) if speaker is not Speaker.PATIENT]
        return others[-1] if others else None

    def _examined_before(self, sentence: Sentence) -> bool:
        """Whether the paragraph went on from the treating doctor's words."""
        for index in range(sentence.index - 1, max(sentence.index - 6, -1), -1):
            before = self._outline.sentences[index]
            if before.paragraph != sentence.paragraph:
                return False
            others = [speaker for _, speaker in self._voices(index) if speaker is not Speaker.PATIENT]
            if others:
                return others[-1] is Speaker.TREATING
        return False


def _nearest(speaker: Speaker) -> int:
    """Rank of cues that end on the same verb: "the office note, she reports" and "the IRO physician wrote" name the
    doctor or his note only on the way to whoever speaks."""
    if speaker in _DECIDERS:
        return 2
    return 0 if speaker is Speaker.TREATING else 1


def _author(sentence: Sentence, fact_type: str) -> Speaker:
    """Whose statement it is when no words of the sentence say so."""
    author = sentence.document.speaker
    if sentence.encounter is None and author in _DECIDERS:
        kind = sentence.section.kind
        if kind in _COPIED and fact_type != "determination":
            return Speaker.TREATING
        if kind in _RETOLD and fact_type == "exam_finding":
            return Speaker.TREATING
    return sentence.speaker


def _fits(speaker: Speaker, fact_type: str, sentence: Sentence) -> bool:
    if speaker is Speaker.PATIENT:
        return fact_type in _SUBJECTIVE
    if speaker is Speaker.RADIOLOGY:
        return fact_type == "imaging_finding" and sentence.speaker not in (Speaker.UR, Speaker.RADIOLOGY)
    if speaker is Speaker.TREATING:
        return fact_type != "imaging_finding"
    return True
