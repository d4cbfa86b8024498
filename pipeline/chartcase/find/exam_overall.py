"""What is said of an examination as a whole: signs of radiculopathy, or none, with their roots and side.

It stands apart because it names no test, and because "did not show objective findings" takes them away.
"""

import re

from chartcase.fact import Assertion
from chartcase.find.exam_sides import sides_in
from chartcase.find.exam_value import roots_of
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.nearby import before

_NOT_SHOWN = re.compile(
    r"\b(?:did|does|do) not (?:show|reveal|demonstrate|find|support|identify|contain) (?:any )?$", re.IGNORECASE
)


def overall(mention: Mention, view: View) -> Measured:
    """The fact of a mention that speaks of the whole examination."""
    value = base_value(mention)
    sides = sides_in(view, mention.start, mention.end)
    if sides:
        value["side"] = str(sides[0].value)
    roots = roots_of(view, mention.start, mention.end)
    if roots:
        value["roots"] = roots
    shown = mention.rule.spec.id != "overall.signs_present" or _NOT_SHOWN.search(before(view)) is None
    assertion = Assertion.PRESENT if shown else Assertion.ABSENT
    return Measured(value, assertion=mention.rule.spec.assertion or assertion)
