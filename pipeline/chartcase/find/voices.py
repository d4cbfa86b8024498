"""The voices of a sentence: who is named in it as saying what follows, and from where on.

It stands apart because "the IRO doctor wrote" names no treating doctor, and "he added" names whoever spoke before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chartcase.fact import Speaker
from chartcase.find.introductions import Introductions
from chartcase.patterns import Pattern
from chartcase.segment.outline import Outline, Sentence
from chartcase.segment.rules import SegmentRules, VoiceCue

DECIDERS = frozenset({Speaker.UR, Speaker.IRO, Speaker.HEARING})
_PRONOUN_SAYS = re.compile(
    r"^(?:he|she|the (?:doctor|physician|reviewer|provider|surgeon)) (?:also |further |then |likewise )?"
    r"(?:said|says|wrote|writes|testified|opined|added|adds|concluded|recommended|noted|found|stated|explained|argued|maintained"
    r"|conceded|recorded|documented)\b|^(?:according to|in the (?:view|opinion|words) of) (?:him|her)\b",
    re.IGNORECASE,
)
# What makes a doctor, a letter or an examination that of a payer, a reviewer or somebody earlier, right before its name
# or at its beginning.
_PAYERS = r"ura?|utili[sz]ation(?: review| management)?|(?:carrier|plan|insurer|payer)'s"
_DECIDERS = rf"{_PAYERS}|(?:peer|independent)(?: review)?|reviewing|first|second|initial|previous|prior"
_OF_A_PAYER = Pattern(rf"\b(?:{_PAYERS})(?: [a-z]+)? ?$")
_OF_A_DECIDER = Pattern(
    rf"\b(?:{_DECIDERS}|iro|appeals?(?: review)?|review(?:er)?|(?:carrier|plan|insurer|payer)s?)(?: [a-z]+)? ?$"
)
_IS_A_PAYER, _IS_A_DECIDER = (Pattern(rf"^(?:the |an? )?(?:{words}) ") for words in (_PAYERS, _DECIDERS))
_BEFORE = 40
_FURTHEST_BEHIND = 110
"""Characters between a statement and the words behind it that name its source, at most."""
_ENDS_STATEMENT = re.compile(r";|\b(?:she|he|patient|pt|claimant) (?:reports|states|denies|says)\b", re.IGNORECASE)
# An assessment hands the word over for a passage only by naming the source at its head ("Narrative of the
# patient. ...").
_VISIT_OF = Pattern(r"\bdr\.? [a-z-]+'s (?:[a-z]+ )?(?:consult(?:ation)?|visit|exam(?:ination)?|evaluation)\b")
_HANDS_OVER = Pattern(
    r"^[^a-z]*(?:[a-z]\.\d+ )?(?:it (?:is|was) )?(?:by|per|from|of|according to|as per|(?:the )?(?:narrative|history|"
    r"account|version|statement|testimony|findings|report|complaints?) (?:as )?(?:of|from|by|given by|taken from)) "
)
# A note that reasons only name shows what they weigh; one they cite ("per the note of 3/4") speaks.
_SOURCED = Pattern(r"^[^a-z0-9]*(?:per|according to|as per|as stated in|from)\b")
_REASONS = frozenset({"analysis", "outcome"})
_BARE_REVIEWER = Pattern(r"^the reviewer\b")
# The author of a review takes the word in the middle of a sentence.
_AUTHOR_SAYS = Pattern(
    r"(?:^|[;:,] (?:but |and |yet )?)(?:i (?:do not|disagree|find|cannot|would|note|believe|conclude)\b"
    r"|in my (?:opinion|view),)"
)
# What a letter does not say nobody says in it.
_TELLS_NOT = Pattern(r"\b(?:does|did|do|has|have) not\b|\bnever\b|\bfail(?:s|ed) to\b")
_SILENT = frozenset({Speaker.TREATING, Speaker.THERAPY, Speaker.OPERATIVE, Speaker.REVIEWER})
# In a payer's letter "your letter" is the doctor's to whom it goes.
_YOURS = Pattern(r"^your (?:own )?(?:letter|appeal)\b")


@dataclass(frozen=True, slots=True)
class Voice:
    """From stream offset `at` on, `speaker` speaks; `carries`: in the sentences after it too; `behind`: the words that
    name him, from `at` on, stand behind his statement (", according to her doctor"); `start`: where they begin."""

    at: int
    speaker: Speaker
    carries: bool = False
    behind: bool = False
    start: int = 0


class Voices:
    """Reads the voices of each sentence of an outline once."""

    def __init__(self, outline: Outline, rules: SegmentRules) -> None:
        self._outline = outline
        self._rules = rules
        self._heard: dict[int, tuple[Voice, ...]] = {}
        self._introductions = Introductions(outline)

    def of(self, index: int) -> tuple[Voice, ...]:
        """The voices of the sentence with that index that speak from where they are named, in order."""
        return tuple(voice for voice in self._all(index) if not voice.behind)

    def behind(self, index: int, end: int) -> Speaker | None:
        """Who is named behind a statement that ends at stream offset `end` in the sentence with that index."""
        later = [voice for voice in self._all(index) if voice.behind and voice.at >= end]
        if not later:
            return None
        between = self._outline.stream.text[end : later[0].at]
        return None if len(between) > _FURTHEST_BEHIND or _ENDS_STATEMENT.search(between) else later[0].speaker

    def _all(self, index: int) -> tuple[Voice, ...]:
        heard = self._heard.get(index)
        if heard is None:
            heard = self._heard[index] = self._read(index)
        return heard

    def _read(self, index: int) -> tuple[Voice, ...]:
        sentence = self._outline.sentences[index]
        text = self._outline.text(sentence)
        found = self._named(text.encode("ascii"), sentence)
        if _PRONOUN_SAYS.match(text):
            heard = self._professional_before(sentence)
            if heard is not None:
                found = [_spoken_by(voice, heard) for voice in found]
                found.append(Voice(sentence.start, heard.speaker, heard.carries, start=sentence.start))
        return tuple(sorted(found, key=lambda voice: voice.at))

    def _named(self, data: bytes, sentence: Sentence) -> list[Voice]:
        cues = [self._rules.speakers[at] for at in self._rules.speaker_set.matching(data)]
        found = [voice for cue in cues for voice in self._of_cue(cue, data, sentence)]
        if _assesses(sentence) or sentence.document.speaker in DECIDERS:
            author = sentence.speaker
            found.extend(Voice(sentence.start + hit.end, author) for hit in _AUTHOR_SAYS.find_all(data))
        return sorted(found, key=lambda voice: (voice.at, _nearest(voice.speaker)))

    def _of_cue(self, cue: VoiceCue, data: bytes, sentence: Sentence) -> Iterator[Voice]:
        """The voices that one cue names in a sentence."""
        assesses, weighs = _assesses(sentence), sentence.section.kind == "analysis"
        for hit in () if cue.thing and assesses else cue.pattern.find_all(data):
            before, words = data[max(hit.start - _BEFORE, 0) : hit.start], data[hit.start : hit.end]
            if (cue.thing and weighs and not _SOURCED.found(words)) or _is_silent(cue, words):
                continue
            speaker = self._whose(cue.speaker, before, words, sentence)
            if speaker is not None and cue.behind:
                yield Voice(sentence.start + hit.start, speaker, behind=True)
            elif speaker is not None:
                handed = not assesses or _HANDS_OVER.found(data[: hit.end]) or _VISIT_OF.found(words)
                yield Voice(sentence.start + hit.end, speaker, cue.carries and handed, start=sentence.start + hit.start)

    def _whose(self, speaker: Speaker, before: bytes, words: bytes, sentence: Sentence) -> Speaker | None:
        """Who speaks, where a letter is the reader's and a doctor may have been introduced as the payer's."""
        if speaker is Speaker.UR and sentence.document.speaker is Speaker.UR and _YOURS.found(words):
            return Speaker.TREATING
        if speaker is Speaker.UR and _is_own_reviewer(words, sentence):
            return Speaker.IRO
        known = self._introductions.speaker(words, sentence.document) if speaker is Speaker.TREATING else None
        return known or _whose(speaker, before, words)

    def _professional_before(self, sentence: Sentence) -> Voice | None:
        """Who of the professions spoke last in the sentence before, in the same paragraph."""
        if sentence.index == 0:
            return None
        before = self._outline.sentences[sentence.index - 1]
        if before.paragraph != sentence.paragraph:
            return None
        others = [voice for voice in self.of(before.index) if voice.speaker is not Speaker.PATIENT]
        return others[-1] if others else None


def _assesses(sentence: Sentence) -> bool:
    return sentence.document.kind == "necessity_assessment"


def _is_silent(cue: VoiceCue, words: bytes) -> bool:
    """Whether the words only say what a paper or a professional does not say."""
    return cue.speaker in _SILENT and _TELLS_NOT.found(words)


def _whose(speaker: Speaker, before: bytes, words: bytes) -> Speaker | None:
    """Who speaks where the words name a doctor: the payer whose doctor it is; none for a reviewer's, who may be the
    document's own author."""
    if speaker is not Speaker.TREATING:
        return speaker
    if _OF_A_PAYER.found(before) or _IS_A_PAYER.found(words):
        return Speaker.UR
    return None if _OF_A_DECIDER.found(before) or _IS_A_DECIDER.found(words) else speaker


def _is_own_reviewer(words: bytes, sentence: Sentence) -> bool:
    """Whether "the reviewer" is the independent one, in whose reasons nobody else is called so."""
    own = sentence.document.speaker is Speaker.IRO and sentence.encounter is None
    return own and sentence.section.kind in _REASONS and _BARE_REVIEWER.found(words)


def _spoken_by(voice: Voice, heard: Voice) -> Voice:
    return replace(voice, speaker=heard.speaker, carries=heard.carries) if voice.speaker is Speaker.PATIENT else voice


def _nearest(speaker: Speaker) -> int:
    """Rank of cues that end on the same verb: "the office note, she reports" and "the IRO physician wrote" name the
    doctor or his note only on the way to whoever speaks."""
    if speaker in DECIDERS:
        return 2
    return 0 if speaker is Speaker.TREATING else 1
