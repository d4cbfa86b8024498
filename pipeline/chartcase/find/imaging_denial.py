"""Whether a report says that a finding is there: how far "no", "without" and "probable" reach in a list of findings.

It stands apart because in a report a denial ends where the next finding gets a size ("no herniation, mild bulge"),
which the cues of other notes do not know.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.fact import Assertion
from chartcase.find.imaging_part import Part
from chartcase.find.mention import View
from chartcase.find.modifiers import EXCEPTS, Category
from chartcase.patterns import Pattern

_SIZE = (
    r"(?:an? |there |which |that |mild|moderate|minimal|small|severe|marked|slight|broad|large|stable|unchanged|"
    r"trace|tiny|bilateral|multilevel|solid|intact)"
)
_REACH_ENDS = Pattern(
    rf"; | but | however|, (?:this|it|these) |(?:,|,? and|,? with|,? plus) {_SIZE}|(?:,| and|"
    rf";) (?:at )?(?:the )?[CTLS]\d{{1,2}} ?[-/:]|(?:,|,? and) (?:left|right)\b| \bcontrast\b|\bgad[a-z]*\b| which |"
    rf" where | as well as |(?: -|:) |{EXCEPTS}"
)
_OF_CHANGE = Pattern(r"\b(?:progress|worsen|increas|interval|change|improv|only|just|limited|necessarily)")
_AFTER_REACH = 45
_FIRST_WORD = 6
"""So many characters of the finding itself can be its size ("and solid fusion")."""
_PART_ENDS = Pattern(r"[,;:]| and | with | but ")
_STAYS_OPEN = Pattern(
    r"^(?:to )?(?:exclude|rule out|r/o)\b|\b(?:not|cannot|n't|never|to|needs?|must) (?:[a-z]+ ){0,2}"
    r"(?:excluded?|ruled? out)|r/o|not (?:entirely )?excluded"
)
_DESCRIBED = Pattern(r"^ (?:is|are|was|were) (?:described|mentioned)\b")
_NOT_MENTIONED = Pattern(r"^ (?:is|are|was|were) (?:not|nowhere|never) (?:described|mentioned|noted)\b")
_NONE = Pattern(r"\bno (?:[a-z]+ ){0,2}$")
_NO_MENTION = Pattern(
    r"\b(?:no|not|without|never)(?: [a-z]+){0,2} mention\b|\bnothing about\b|\bsilent (?:on|as to|about)\b"
)
_FROM_CONTEXT = {
    Category.NEGATED: Assertion.ABSENT,
    Category.NOT_DOCUMENTED: Assertion.NOT_DOCUMENTED,
    Category.HYPOTHETICAL: Assertion.HYPOTHETICAL,
}
_FROM_REPORT = {
    "absent_before": Assertion.ABSENT,
    "absent_after": Assertion.ABSENT,
    "possible_before": Assertion.POSSIBLE,
    "open_before": Assertion.POSSIBLE,
    "open_after": Assertion.POSSIBLE,
}


@dataclass(frozen=True, slots=True)
class _Cue:
    assertion: Assertion
    start: int
    end: int
    leaves_open: bool = False


def assertion_of_part(view: View, part: Part, near: Sequence[Part]) -> Assertion:
    """Present, absent or possible; what a rule fixes and what its own words deny come first."""
    fixed = part.mention.rule.spec.assertion
    if fixed is not None:
        return fixed
    if part.mention.groups.get("not"):
        return Assertion.ABSENT
    if is_without_mention(view, part):
        return Assertion.ABSENT
    cues = [cue for cue in _cues(view, part) if _reaches(view, cue, part, near)]
    if not cues:
        return Assertion.PRESENT
    if any(cue.leaves_open for cue in cues):
        return Assertion.POSSIBLE
    return min(cues, key=lambda cue: (_distance(cue, part), cue.start - cue.end)).assertion


def _cues(view: View, part: Part) -> list[_Cue]:
    """The cues of the sentence: the report's own, and those of ConText that speak of an assertion."""
    found = [
        _Cue(_FROM_REPORT[str(hit.value)], hit.start, hit.end, str(hit.value).startswith("open"))
        for hit in [*view.attributes("report_cue"), *view.attributes("report_cue_after")]
        if (hit.end <= part.start) != str(hit.value).endswith("after")
    ]
    found += [
        _Cue(
            _FROM_CONTEXT[cue.category],
            cue.start,
            cue.end,
            _STAYS_OPEN.search(cue.words.encode("ascii", "replace")) is not None,
        )
        for cue in part.mention.modifiers
        if cue.category in _FROM_CONTEXT
    ]
    return found


def is_without_mention(view: View, part: Part) -> bool:
    """Whether it is absent by what the report leaves out: "without mention of a tumor" (the fact contract)."""
    before = view.between(max(view.sentence.start, part.start - 70), part.start).encode("ascii")
    if _NOT_MENTIONED.occurs(view.between(part.end, part.end + 34)):
        return True
    if _DESCRIBED.search(view.between(part.end, part.end + 30).encode("ascii")) is not None:
        return _NONE.search(before) is not None
    hit = _NO_MENTION.search(before)
    return hit is not None and _REACH_ENDS.search(before[hit.end :]) is None


def _reaches(view: View, cue: _Cue, part: Part, near: Sequence[Part]) -> bool:
    if cue.end <= part.mention.start or cue.end <= part.start:
        between = view.between(cue.end, part.start + _FIRST_WORD).encode("ascii")
        return _REACH_ENDS.search(between) is None and _OF_CHANGE.search(between) is None
    if cue.start >= part.end:
        gap = view.between(part.end, cue.start).encode("ascii")
        crossed = any(part.end <= other.start < cue.start for other in near)
        return len(gap) <= _AFTER_REACH and not crossed and _PART_ENDS.search(gap) is None and _closes(view, cue)
    return False


def _closes(view: View, cue: _Cue) -> bool:
    """A cue behind a finding speaks of it only where nothing is named after it ("is not seen", not "possible tear")."""
    rest = view.between(cue.end, view.sentence.end).strip().lower()
    return (
        not rest
        or not rest[0].isalnum()
        or rest.startswith(("at ", "on ", "in ", "by ", "with ", "here", "yet", "and ", "or ", "seen", "just"))
    )


def _distance(cue: _Cue, part: Part) -> int:
    return max(part.start - cue.end, cue.start - part.end, 0)
