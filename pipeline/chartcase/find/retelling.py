"""Whom a paragraph goes on retelling: a visit, a doctor's letter, a therapist's log, a denial, somebody's testimony.

It stands apart because the words that name the source stand sentences before the statement, and because a reviewer
takes the word back without saying so.
"""

from chartcase.fact import Speaker
from chartcase.find.voices import DECIDERS, Voice, Voices
from chartcase.patterns import Pattern
from chartcase.segment.outline import Outline, Sentence

# Sections in which whoever decides gives his own reasons: a source counts for its own sentence only.
_OWN_WORDS = frozenset(
    {"analysis", "outcome", "findings_of_fact", "conclusions_of_law", "answer", "request", "guideline", "hearing_issue"}
)
# With these words whoever writes takes up the word himself.
_TAKES_UP = Pattern(
    r"\b(?:i (?:find|agree|disagree|cannot|can not|see|would|note)|in my opinion|"
    r"the (?:undersigned|(?:current|present) review(?:er)?)|this reviewer|guidelines?|odg|mtus|"
    r"medically necessary|medical necessity|criteria|my opinion|"
    r"no (?:[a-z]+ ){0,3}(?:reports?|notes?|records?|logs?|films?) (?:was|were|has been|have been)"
    r" (?:sent|provided|submitted|received|included|enclosed)|(?:was|were) (?:authori[sz]ed|approved) for|"
    r"(?:treatments?|care|management|therapy) (?:to date )?(?:has|have|had) (?:so far )?(?:consisted|included|been)|"
    r"(?:the|this|a) (?:current |present )?(?:request|appeal) (?:is|was|has been)|under review)\b"
)
# As the same for the officer of a hearing, who weighs what he heard.
_WEIGHS = Pattern(
    r"\b(?:i find|i (?:am|was) (?:not )?(?:persuaded|convinced)|is accepted|(?:un)?persuasive|credible|the evidence"
    r"|preponderance|finds? that|weight|decision)\b"
)
_TESTIMONY = Pattern(
    r"\b(?:testif(?:ied|ies)|told the|testimony|cross-examination|(?:he|she|claimant) (?:also |further )?"
    r"(?:explained|agreed|conceded|acknowledged|said|described|stated|related|recalled|denied))\b"
)
# A therapist's log tells of neither: with these the source before it has the word again.
_NO_THERAPY = Pattern(
    r"\bdr\.? |\b(?:injections?|epidural|esi|block|mg|surgery|medications?|mri|ct|x-?rays?|emg|ncs|ncv|office)\b"
)
# A study in the middle of what a doctor wrote is looked up by whoever decides; the next sentence is the doctor's again.
_PICTURE = Pattern(
    r"^(?:an?|the|his|her)? ?(?:[a-z]+ ){0,2}(?:mri|ct(?: myelogram)?|x-?rays?|radiographs|emg|ncs|ncv|emg/nc[sv])\b"
)


class Retelling:
    """Finds whom the sentences before, in the same paragraph, were quoting."""

    def __init__(self, outline: Outline, voices: Voices) -> None:
        self._outline = outline
        self._voices = voices
        self._carried: dict[int, Speaker | None] = {}

    def source(self, sentence: Sentence) -> Speaker | None:
        """Whose statement the sentence goes on with, or None where its author speaks."""
        if not _retells(sentence):
            return None
        if sentence.index not in self._carried:
            self._read_paragraph(sentence)
        return self._carried[sentence.index]

    def _read_paragraph(self, sentence: Sentence) -> None:
        sentences = self._outline.sentences
        index = sentence.index
        while index > 0 and sentences[index - 1].paragraph == sentence.paragraph:
            index -= 1
        source, under = None, None
        while index < len(sentences) and sentences[index].paragraph == sentence.paragraph:
            if source is Speaker.THERAPY and _NO_THERAPY.occurs(self._outline.text(sentences[index])):
                source = under
            source = self._taken_up(sentences[index], source)
            self._carried[index] = None if _PICTURE.occurs(self._outline.text(sentences[index])) else source
            under = source if source is not Speaker.THERAPY else under
            source = self._handed_on(sentences[index], source)
            index += 1

    def _taken_up(self, sentence: Sentence, source: Speaker | None) -> Speaker | None:
        """The source as the sentence finds it: None where its words are its author's own."""
        if not _retells(sentence) or sentence.heading:
            return None
        takes = _WEIGHS if sentence.document.speaker is Speaker.HEARING else _TAKES_UP
        return None if takes.occurs(self._outline.text(sentence)) else source

    def _handed_on(self, sentence: Sentence, source: Speaker | None) -> Speaker | None:
        """The source as the sentence leaves it: the last that it names."""
        voices = [voice for voice in self._voices.of(sentence.index) if voice.speaker is not Speaker.RADIOLOGY]
        text = self._outline.text(sentence)
        witness = _witness(sentence, text, voices)
        if witness is not None:
            return witness
        named = [voice for voice in voices if voice.speaker is not Speaker.PATIENT]
        if not named:
            return source
        if named[-1].carries:
            return named[-1].speaker
        return source if named[-1].speaker is source else None


def _witness(sentence: Sentence, text: str, voices: list[Voice]) -> Speaker | None:
    """Who testifies in a sentence of a hearing's decision."""
    if sentence.document.speaker is not Speaker.HEARING:
        return None
    testimony = list(_TESTIMONY.find_all(text.encode("ascii")))
    spoken = [voice.speaker for voice in voices if testimony and voice.at <= sentence.start + testimony[-1].end]
    return spoken[-1] if spoken else None


def _retells(sentence: Sentence) -> bool:
    """Whether the sentence stands where a decision, a letter of a payer or an outside examiner sums up a file."""
    document = sentence.document
    if sentence.encounter is not None:
        return False
    if document.sort == "examination_report":
        return sentence.section.kind != "exam"
    decides = document.speaker in DECIDERS or document.kind == "necessity_assessment"
    return decides and sentence.section.kind not in _OWN_WORDS
