"""Whether words stand where somebody examines, or where the patient speaks.

It stands apart because "numbness in the foot" is a complaint in a history and a sign on examination, and both types of
fact must draw the line at the same place. The cues are attributes (rules/attributes.yaml).
"""

from enum import StrEnum

from chartcase.find.mention import View
from chartcase.segment.outline import Sentence


class Setting(StrEnum):
    """Where a sentence stands."""

    EXAMINATION = "examination"
    COMPLAINT = "complaint"
    TECHNICAL = "technical"
    OPEN = "open"


_SPOKEN = frozenset(
    {
        "complaint",
        "history",
        "review_of_systems",
        "past_history",
        "surgical_history",
        "social_history",
        "medications",
        "allergies",
        "therapy",
        "indication",
    }
)
_TECHNICAL = frozenset({"technique", "electrodiagnostics", "anesthesia", "comparison", "consent"})
_SAME_BREATH = 6
"""So many sentences of a paragraph an "On examination" still holds for."""


def setting_of(view: View, *, carried: bool = False) -> Setting:
    """The setting of the mention: its section first, then the words of its sentence up to the mention.

    In a section of either kind the sentence's own words can turn it: "complains of" in an examination, "on examination"
    in a history. `carried`: a sentence that follows one that examines counts as examination too.
    """
    kind = view.sentence.section.kind
    examines = _has(view, "examines", view.sentence)
    if (kind in _TECHNICAL and not examines) or _has(view, "asks", view.sentence):
        return Setting.TECHNICAL
    pictured = view.sentence.document.kind == "imaging_report"
    if kind == "exam" and not pictured:
        complains = view.attributes("complains", view.sentence.start, view.mention.start)
        return Setting.COMPLAINT if complains else Setting.EXAMINATION
    speaks = _last(view, "speaks") > _last(view, "examines")
    examined = examines or _goes_on(view) or (carried and _follows(view))
    if examined and not speaks and not pictured:
        return Setting.EXAMINATION
    return Setting.COMPLAINT if speaks or kind in _SPOKEN else Setting.OPEN


def _has(view: View, cue: str, sentence: Sentence) -> bool:
    return bool(view.attributes(cue, sentence.start, sentence.end))


def _last(view: View, cue: str) -> int:
    """Where the last cue before the mention ends; -1 without one."""
    hits = view.attributes(cue, view.sentence.start, view.mention.start)
    return hits[-1].end if hits else -1


def _goes_on(view: View) -> bool:
    """Whether an examination was opened earlier in the same paragraph: "On examination, ... She has full strength."."""
    return any(
        other.paragraph == view.sentence.paragraph and _has(view, "opens_exam", other)
        for other in view.previous_sentences(_SAME_BREATH)
    )


def _follows(view: View) -> bool:
    """Whether the sentence just before examines: under a heading nobody knows one sign follows another."""
    return any(
        _has(view, "examines", other) and not _has(view, "speaks", other) for other in view.previous_sentences(1)
    )
