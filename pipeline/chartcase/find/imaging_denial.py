"""Whether a report says that a finding is there: how far "no", "without" and "probable" reach in a list of findings.

It stands apart because in a report a denial ends where the next finding gets a size ("no herniation, mild bulge"), which
the cues of other notes do not know.
"""

from collections.abc import Sequence

from chartcase.fact import Assertion
from chartcase.find.imaging_phrase import Part
from chartcase.find.mention import View
from chartcase.find.modifiers import Category, Modifier
from chartcase.patterns import Pattern

_SIZE = r"(?:an? |there |which |that |mild|moderate|minimal|small|severe|marked|slight|broad|large|stable|unchanged|trace|tiny|bilateral|multilevel)"
_REACH_ENDS = Pattern(
    rf"; | but | however|(?:,|,? and|,? with|,? plus) {_SIZE}|(?:,| and|;) (?:at )?(?:the )?[CTLS]\d{{1,2}} ?[-/:]|(?:,|,? and) (?:left|right)\b| causing | which | where | as well as |(?: -|:) "
)
_OF_CHANGE = Pattern(r"\b(?:progress|worsen|increas|interval|change|improv|longer|only|just|limited|necessarily)")
_AFTER_REACH = 45
_PART_ENDS = Pattern(r"[,;:]| and | with | but ")
_NO_MENTION = Pattern(r"\b(?:mention|nothing about|silent)\b")
_DENIALS = frozenset({Category.NEGATED, Category.POSSIBLE, Category.NOT_DOCUMENTED, Category.HYPOTHETICAL})
_STAYS_OPEN = Pattern(r"exclude|rule[ds]? out|r/o|out")


def assertion_of_part(view: View, part: Part, near: Sequence[Part]) -> Assertion:
    """Present, absent or possible; what a rule fixes and what its own words deny come first."""
    fixed = part.mention.rule.spec.assertion
    if fixed is not None:
        return fixed
    if part.mention.groups.get("not"):
        return Assertion.ABSENT
    cues = [cue for cue in part.mention.modifiers if cue.category in _DENIALS and _reaches(view, cue, part, near)]
    if not cues:
        return Assertion.PRESENT
    if is_without_mention(view, part):
        return Assertion.ABSENT
    nearest = min(cues, key=lambda cue: (_distance(cue, part), _rank(cue)))
    open_still = next((cue for cue in cues if cue.category is Category.POSSIBLE and _leaves_open(cue)), None)
    return _ASSERTIONS[(open_still or nearest).category]


_ASSERTIONS = {
    Category.NEGATED: Assertion.ABSENT,
    Category.POSSIBLE: Assertion.POSSIBLE,
    Category.NOT_DOCUMENTED: Assertion.NOT_DOCUMENTED,
    Category.HYPOTHETICAL: Assertion.HYPOTHETICAL,
}


def is_without_mention(view: View, part: Part) -> bool:
    """ "Without mention of a tumor": absent by what the report leaves out (the fact contract)."""
    before = view.between(max(view.sentence.start, part.start - 70), part.start).encode("ascii")
    hit = _NO_MENTION.search(before)
    return hit is not None and _REACH_ENDS.search(before[hit.end :]) is None


def _reaches(view: View, cue: Modifier, part: Part, near: Sequence[Part]) -> bool:
    if cue.end <= part.mention.start or cue.end <= part.start:
        between = view.between(cue.end, part.start).encode("ascii")
        return _REACH_ENDS.search(between) is None and _OF_CHANGE.search(between) is None
    if cue.start >= part.end:
        gap = view.between(part.end, cue.start).encode("ascii")
        crossed = any(part.end <= other.start < cue.start for other in near)
        return len(gap) <= _AFTER_REACH and not crossed and _PART_ENDS.search(gap) is None and _closes(view, cue)
    return False


def _closes(view: View, cue: Modifier) -> bool:
    """A cue behind a finding speaks of it only where nothing is named after it ("is not seen", not "possible tear")."""
    rest = view.between(cue.end, view.sentence.end).strip().lower()
    return not rest or not rest[0].isalnum() or rest.startswith(("at ", "on ", "in ", "by ", "with ", "here", "yet", "and ", "or ", "seen", "just"))


def _distance(cue: Modifier, part: Part) -> int:
    return max(part.start - cue.end, cue.start - part.end, 0)


def _rank(cue: Modifier) -> int:
    return -(cue.end - cue.start)


def _leaves_open(cue: Modifier) -> bool:
    return _STAYS_OPEN.search(cue.words.encode("ascii", "replace")) is not None
