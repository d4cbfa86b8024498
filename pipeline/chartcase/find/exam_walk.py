"""Walking on heels, on toes or in tandem: whether the patient could.

It stands apart because ability is said by verbs ("can", "unable to") and not by the results of other tests, and two
ways of walking share one verb or each has its own.
"""

import re
from collections.abc import Iterator

from chartcase.fact import Assertion
from chartcase.find.complaint import denied
from chartcase.find.exam_sides import sides_in
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View

NEARBY = 60
"""So far around a way of walking its verb is looked for."""
_ABLE = re.compile(
    r"\b(?:able to|can|could|performs?|performed|does|did|walks?|walked|stands?|normal|intact|good"
    r"|without difficulty|well|independently|fine|ok)\b",
    re.IGNORECASE,
)
_UNABLE = re.compile(
    r"\b(?:unable|cannot|can't|can not|could not|couldn't|not able|inability|difficult\w*|not possible|impaired"
    r"|unsteady|poor\w*|weak\w*|pain\w*|trouble|impossible|problems?)\b",
    re.IGNORECASE,
)


def walked(mention: Mention, view: View) -> Iterator[Measured]:
    """The fact of one way of walking; without a result where the patient could not, or only with trouble."""
    low, high = _reach(mention, view)
    around = view.between(low, high)
    value = base_value(mention)
    sides = sides_in(view, mention.start, high)
    if sides:
        value["side"] = str(sides[0].value)
    unable = any(
        not _WITHOUT.search(view.between(view.sentence.start, low + hit.start())) for hit in _UNABLE.finditer(around)
    )
    if unable or denied(mention, view):
        yield Measured(value, assertion=Assertion.PRESENT)
    elif _ABLE.search(around) is not None:
        yield Measured({**value, "result": "normal"}, assertion=Assertion.PRESENT)


_WITHOUT = re.compile(r"\bwithout (?:any )?$", re.IGNORECASE)
_JOINT = re.compile(r"[,;]| but | and ", re.IGNORECASE)
_VERB = re.compile(r"\b(?:is|are|was|were|he|she|can|could|able|unable|cannot)\b|[;:]", re.IGNORECASE)


def _reach(mention: Mention, view: View) -> tuple[int, int]:
    """The words around a way of walking, up to another way with a verb of its own; "heel and toe walk" share theirs."""
    low, high = max(view.sentence.start, mention.start - NEARBY), min(view.sentence.end, mention.end + NEARBY)
    for other in view.others("exam_finding", low=low, high=high):
        if not other.rule.spec.id.startswith("walk."):
            continue
        if other.end <= mention.start and _VERB.search(view.between(other.end, mention.start)):
            low = other.end + len(view.between(other.end, mention.start).split(",")[0]) + 1
        elif other.start >= mention.end and _VERB.search(view.between(mention.end, other.start)):
            high = min(high, mention.end + len(_JOINT.split(view.between(mention.end, other.start))[0]))
    return low, high
