"""The side that leads a list of tests and holds to its end: "R quads 5/5, TA 5/5, EHL 4/5".

It stands apart because such a side is said once for many tests, and a side that follows its own result is not.
"""

import re

from chartcase.find.attributes import AttributeHit
from chartcase.find.exam_gaps import GENERAL
from chartcase.find.exam_reading import names_a_test, signs_in
from chartcase.find.exam_sides import sides_in
from chartcase.find.mention import Mention, View

_ANY = frozenset({"word", "power", "bare", "reflex"})
_REACH = 160
"""Characters before a test in which the side that leads its list is looked for."""
_PART = re.compile(r"; | but | however |\. (?=(?-i:[A-Z]))|\bwhile\b|\bwhereas\b", re.IGNORECASE)
_PARTED = re.compile(r"[,;:.]|\band\b")
_OF_LIMB = re.compile(
    r"^(?:RLE|LLE|RUE|LUE)\b|^[a-z/.-]+ (?:(?:upper|lower) )?(?:extremity|limb|leg|arm|side|LE|UE)\b", re.IGNORECASE
)
_NOT_ALL = re.compile(
    r"\b(?:otherwise|elsewhere|rest|remain\w*|others?|bilateral\w*|symmetric\w*|equal\w*|both|all|throughout|global\w*"
    r"|compared|versus|than|opposite|contralateral)\b",
    re.IGNORECASE,
)
_EITHER = frozenset({"motor", "reflex"})


def list_side(view: View) -> AttributeHit | None:
    """The side that opened the list in which the mention stands; None where none did, or another kind began."""
    mention = view.mention
    low = _part(view)
    sides = sides_in(view, low, mention.start)
    if not sides or not _leads(view, low, sides[-1]):
        return None
    side = sides[-1]
    limb = _OF_LIMB.match(view.between(side.start, mention.start)) is not None
    if _NOT_ALL.search(view.between(side.end, mention.end)):
        return None
    between = [item for item in view.others("exam_finding", low=side.start, high=mention.start) if names_a_test(item)]
    if not limb and (mention.rule.id in GENERAL or any(not _alike(item, mention) for item in between)):
        return None
    return side if signs_in(view, side.end, mention.start, _ANY) else None


def _part(view: View) -> int:
    """Where the part of the sentence begins in which the mention stands."""
    low = max(view.sentence.start, view.mention.start - _REACH)
    ends = [match.end() for match in _PART.finditer(view.between(low, view.mention.start))]
    return low + ends[-1] if ends else low


def _leads(view: View, low: int, side: AttributeHit) -> bool:
    """Whether the side stands before its test: not behind its result, nor between a test and its result."""
    signs = signs_in(view, low, side.start, _ANY)
    since = signs[-1].end if signs else low
    gap = view.between(since, side.start)
    if signs and not _PARTED.search(gap):
        return False
    named = view.others("exam_finding", low=since, high=side.start)
    return not any(names_a_test(item) and item.rule.id not in GENERAL for item in named)


def _alike(one: Mention, other: Mention) -> bool:
    kinds = frozenset(str(item.rule.value.get("kind", "")) for item in (one, other))
    return len(kinds) == 1 or kinds == _EITHER
