"""Whether words stand where somebody examines, or where the patient speaks.

It stands apart because "numbness in the foot" is a complaint in a history and a sign on examination, and both types of
fact must draw the line at the same place.
"""

from enum import StrEnum

from chartcase.find.mention import View
from chartcase.patterns import Pattern


class Setting(StrEnum):
    """Where a sentence stands."""

    EXAMINATION = "examination"
    COMPLAINT = "complaint"
    TECHNICAL = "technical"
    OPEN = "open"


_EXAMINED = frozenset({"exam"})
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
_OPENS = Pattern(r"\b(?:on|upon|by) (?:my |brief |today'?s |physical |neurologic(?:al)? |clinical )*exam(?:ination)?\b|^(?:prior |previous |current |repeat )?(?:(?:physical )?exam(?:ination)?|pe)\b[^:]{0,30}:|\b(?:physical )?exam(?:ination)?(?: [a-z.]+){0,6}? (?:reveals|revealed|shows|showed|demonstrates|demonstrated|notes|noted)\b")
_COMPLAINS = Pattern(
    r"\b(?:complain(?:s|ed|ing)?|c/o|denie[sd]|(?:he|she|patient|claimant|pt) (?:also |now |still )?(?:reports?|reported|states?|stated|endorses?|describes?|described|feels|notes|indicates|rates))\b"
)
_ASKS = Pattern(r"^(?:[a-z]\.|\d{1,2}[.)])? ?(?:please|provide|indicate) ")
_SAME_BREATH = 6
_EXAMINES = Pattern(
    r"\bexam(?:ination|ined|ining|iner)?\b|\bon (?:testing|inspection|palpation|objective)\b|\bobjective(?:ly)?\b|\bphysical findings\b"
    r"|\bneuro(?:logic(?:al)?)? (?:exam|testing)|\b(?:muscle|sensory|manual|motor) (?:muscle )?testing\b|\bfound (?:to have|that|weakness|decreased|diminished|an?|the)\b"
    r"|\b(?:light touch|pin-?prick|dermatomal sensory)\b|\b[0-5][+-]?/5\b|\b[0-4]\+|^(?:motor|sensory|sensation|strength|reflexes|neuro|dtrs?|gait|o|pe) ?:"
    r"|\bstraight[- ]leg|\bslrs?\b|\bspurling|\bbabinski|\bhoff?man|\bclonus\b|\breflex(?:es)?\b|\bdtrs?\b|\bankle jerks?\b|\bknee jerks?\b|\btender(?:ness)?\b|\bpalpation\b|\brange of motion\b"
    r"|\b(?:pa|np|physician|doctor|examiner|provider|surgeon|dr\.? [a-z]+) (?:recorded|found|documented|observed|measured|elicited)\b"
    r"|\bdemonstrat(?:es|ed) (?:normal|decreased|diminished|full|intact|weakness)\b|\bthere (?:is|was|were|are) (?:\w+ )?(?:decreased|diminished|reduced|weakness|sensory)\b"
)
_SPEAKS = Pattern(
    r"\b(?:complain(?:s|ed|ing|ts?)?|c/o|denie[sd]|deny|denying|reports?|reported|states?|stated|endorses?|admits?|describes?|described|describing|feels|felt|noticed|experienc(?:es|ed|ing)|says|testified|presents? with|presented with|developed|symptoms?|history of|has had|(?:he|she|patient|claimant) (?:also |now )?(?:notes?|indicates?|claims|rates|tells|told)|accompanied|associated with|due to)\b"
)


def setting_of(view: View, *, carried: bool = False) -> Setting:
    """The setting of the mention: its section first, then the words of its sentence up to the mention.

    In a section of either kind the sentence's own words can turn it: "complains of" in an examination, "on examination"
    in a history. `carried`: a sentence that follows one that examines counts as examination too.
    """
    data = view.outline.stream.data
    start, end = view.sentence.start, view.sentence.end
    kind = view.sentence.section.kind
    examines = _EXAMINES.search(data, start, end) is not None
    speaks = _last(_SPEAKS, data, start, view.mention.start) > _last(_EXAMINES, data, start, view.mention.start)
    if (kind in _TECHNICAL and not examines) or _ASKS.search(data[start:end]) is not None:
        return Setting.TECHNICAL
    if kind in _EXAMINED and view.sentence.document.kind != "imaging_report":
        complains = _COMPLAINS.search(data, start, view.mention.start) is not None
        return Setting.COMPLAINT if complains else Setting.EXAMINATION
    if kind in _SPOKEN:
        examined = examines or _goes_on(view) or (carried and _follows(view))
        return Setting.EXAMINATION if examined and not speaks else Setting.COMPLAINT
    if speaks:
        return Setting.COMPLAINT
    return Setting.EXAMINATION if examines or _goes_on(view) or (carried and _follows(view)) else Setting.OPEN


def _goes_on(view: View) -> bool:
    """Whether an examination was opened earlier in the same paragraph: "On examination, ... She has full strength."."""
    data = view.outline.stream.data
    return any(
        other.paragraph == view.sentence.paragraph and _OPENS.search(data, other.start, other.end) is not None
        for other in view.previous_sentences(_SAME_BREATH)
    )


def _follows(view: View) -> bool:
    """Whether the sentence just before examines: in an examination under a heading nobody knows, one sign follows another."""
    data = view.outline.stream.data
    return any(
        _EXAMINES.search(data, other.start, other.end) is not None and _SPEAKS.search(data, other.start, other.end) is None
        for other in view.previous_sentences(1)
    )


def _last(cue: Pattern, data: bytes, start: int, end: int) -> int:
    """Where the last match of a cue in data[start:end] ends; -1 without one."""
    return max((hit.end for hit in cue.find_all(data, start, end)), default=-1)
