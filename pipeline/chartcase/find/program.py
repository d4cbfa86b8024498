"""Elements of a comprehensive program: where a treatment is named as part of one, it is a program element too.

It stands apart because physical therapy, home exercise, psychology and drugs each become an element by the same words.
"""

import re

from chartcase.fact import Assertion, Value
from chartcase.find.mention import Measured, View

_PROGRAM = re.compile(
    r"\b(?:(?:treatment|care|management) (?:plan|program|regimen) (?:includes?|consists|comprises|combines|contains|calls for)|programs? (?:that )?(?:includ|consist|compris|combin|contain)"
    r"|(?:part|piece|component|element) of (?:a|an|our|the|her|his) (?:[a-z-]+ ){0,5}(?:program|plan|approach|strategy)|(?:comprehensive|multi-?modal|multi-?disciplinary|inter-?disciplinary|active) (?:[a-z-]+ ){0,3}(?:program|plan|approach)(?: elements)?"
    r"|program elements?|in conjunction with|adjunct to)\b",
    re.IGNORECASE,
)
_NAMED_SECTION = re.compile(r"\b(?:comprehensive|program|multi-?modal|multi-?disciplinary)\b", re.IGNORECASE)
_RUN_IN_HEADING = re.compile(r"^\W*(?:comprehensive|multi-?modal|multi-?disciplinary) (?:[a-z]+ ){0,3}program\W*$", re.IGNORECASE)
_STATES = {Assertion.PLANNED: "planned", Assertion.RECOMMENDED: "planned"}


def in_program(view: View) -> bool:
    """Whether the words before the mention, or the heading it stands under, speak of a program."""
    if _PROGRAM.search(view.before) or _NAMED_SECTION.search(view.sentence.section.title):
        return True
    previous = next(iter(view.previous_sentences(1)), None)
    return previous is not None and _RUN_IN_HEADING.match(view.outline.text(previous)) is not None


def program_element(view: View, element: str, assertion: Assertion) -> Measured | None:
    """The treatment of the view's mention as an element of a program, None where no program is spoken of."""
    if not in_program(view):
        return None
    value: dict[str, Value] = {"element": element}
    if assertion is Assertion.ABSENT:
        value["state"] = "none"
    elif assertion is not Assertion.NOT_DOCUMENTED:
        value["state"] = _STATES.get(assertion, "active")
    return Measured(value, (), assertion, type="program_element")
