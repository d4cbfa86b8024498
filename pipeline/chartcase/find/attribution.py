"""Who says it: the speaker of a fact from the words of its sentence, its section, its dated entry and its document.

It stands apart because a decision retells a visit in which the patient denies: three voices in one sentence.
"""

from functools import lru_cache

from chartcase.fact import Speaker
from chartcase.find.mention import Mention
from chartcase.segment.outline import Outline
from chartcase.segment.rules import Cue

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


class Attribution:
    """Finds the speaker; the cues of a sentence are read once."""

    def __init__(self, outline: Outline, cues: tuple[Cue, ...]) -> None:
        self._outline = outline
        self._cues = cues
        self._in_sentence = lru_cache(maxsize=None)(self._read)

    def speaker(self, mention: Mention, fact_type: str) -> Speaker:
        """Whose statement the mention is."""
        if mention.rule.spec.stated_by is not None:
            return mention.rule.spec.stated_by
        sentence = mention.sentence
        for at, speaker in reversed(self._in_sentence(sentence.index)):
            if at <= mention.end and _fits(speaker, fact_type):
                return speaker
        if fact_type in _COMPLAINED and sentence.section.speaker is Speaker.PATIENT:
            return Speaker.PATIENT
        return sentence.speaker

    def _read(self, index: int) -> tuple[tuple[int, Speaker], ...]:
        sentence = self._outline.sentences[index]
        data = self._outline.stream.data
        found = [
            (hit.end, Speaker(cue.name))
            for cue in self._cues
            for hit in cue.pattern.find_all(data[sentence.start : sentence.end])
        ]
        return tuple(sorted((sentence.start + end, speaker) for end, speaker in found))


def _fits(speaker: Speaker, fact_type: str) -> bool:
    if speaker is Speaker.PATIENT:
        return fact_type in _SUBJECTIVE
    if speaker is Speaker.RADIOLOGY:
        return fact_type == "imaging_finding"
    if speaker is Speaker.TREATING:
        return fact_type != "imaging_finding"
    return True
