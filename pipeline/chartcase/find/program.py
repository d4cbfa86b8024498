"""Elements of a comprehensive program: where a treatment is named as part of one, it is a program element too.

It stands apart because physical therapy, home exercise, psychology and drugs each become an element by the same words.
"""

from chartcase.fact import Assertion, Value
from chartcase.find.mention import Measured, View
from chartcase.find.talk import is_therapists
from chartcase.patterns import Pattern
from chartcase.segment.outline import Role, Sentence

_PROGRAM = Pattern(
    r"\b(?:(?:treatment|care|management) (?:plan|program|regimen) (?:includes?|consists|comprises"
    r"|combines|contains|calls for)"
    r"|programs? (?:that )?(?:includ|consist|compris|combin|contain)[a-z]*"
    r"|(?:part|piece|component|element) of (?:an?|our|the|her|his) (?:[a-z-]+ ){0,5}"
    r"(?:program(?:me)?|plan|approach|strategy)"
    r"|(?:comprehensive|multi-?modal|multi-?disciplinary|inter-?disciplinary|active) (?:[a-z-]+ ){0,3}"
    r"(?:program|plan|approach)(?: elements)?|program elements?|in conjunction with|adjunct to)\b"
)
_LISTING = Pattern(
    r"\b(?:part|piece|component|element) of (?:an?|our|the|her|his) (?:[a-z-]+ ){0,5}program(?:me)?\b"
    r"|\b(?:comprehensive|multi-?modal|multi-?disciplinary|inter-?disciplinary) (?:[a-z-]+ ){0,3}(?:program|approach)"
    r"(?: elements)?\b|\bprograms? (?:that )?(?:includ|consist|compris|combin|contain)"
)
"""Words of a program before its parts; a mere plan lists drugs that belong to none."""
_NAMED_SECTION = Pattern(r"\b(?:comprehensive|program|multi-?modal|multi-?disciplinary)\b")
_RUN_IN_HEADING = Pattern(
    r"^[^a-z0-9]*(?:part of an? )?(?:comprehensive|multi-?modal|multi-?disciplinary|wider|broader) (?:[a-z]+ ){0,3}"
    r"program(?:[^a-z0-9]*(?:(?:appears |likely )?met|yes|present))?[^a-z0-9]*$"
)

_PART_BEHIND = Pattern(
    r"\b(?:as|is|are) (?:an? |one )?(?:part|component|element|piece) of (?:an?|our|the|her|his) (?:[a-z-]+ ){0,5}"
    r"(?:program|approach)\b"
)
_HEADING = Pattern(
    r"^[^a-z]*(?:item [a-z0-9]+ ?[-:.] ?)?(?:(?:was|is|will) (?:it|this|the [a-z]+)(?: be)? )?(?:an? |the )?"
    r"(?:(?:part|component) of an? )?(?:(?:comprehensive|multi-?modal|multi-?disciplinary|active|pain|care|management"
    r"|treatment|broader|wider) )*program(?:me)?(?: elements?)?(?:[^a-z]|$)"
)
"""A heading that makes the lines below it elements of a program ("4. Program - likely met", "Was it part of a
program?")."""
_TICKS = Pattern(r"^\[ ?[x+]? ?\] ?(?:(?:patient )?education|psycho-?social(?: support)?|oral medications?)[^a-z]*$")
"""A box of a form's list of a program's elements."""
_BOXES_NEAR = 4
"""Boxes on either side in which such a box is looked for."""
_FURTHEST_HEADING = 6
"""Sentences between such a heading and an element, at most."""


def in_program(view: View) -> bool:
    """Whether the words around the mention, or the heading it stands under, speak of a program."""
    title = view.sentence.section.title
    if (
        _PROGRAM.occurs(view.before)
        or _PART_BEHIND.occurs(view.after)
        or _NAMED_SECTION.search(title.encode("ascii", "replace"))
    ):
        return True
    before = list(view.previous_sentences(1))
    if any(_RUN_IN_HEADING.occurs(view.outline.text(other)) for other in before):
        return True
    if _is_among_boxes(view):
        return True
    heading = next((other for other in view.previous_sentences(_FURTHEST_HEADING) if _heads(other)), None)
    return heading is not None and _HEADING.occurs(view.outline.text(heading))


def _is_among_boxes(view: View) -> bool:
    """Whether the mention stands in a box beside one for education, psychosocial support or oral medication."""
    if is_therapists(view.sentence) or not view.before.lstrip().startswith("["):
        return False
    beside = [*view.previous_sentences(_BOXES_NEAR), *view.next_sentences(_BOXES_NEAR)]
    return any(_TICKS.occurs(view.outline.text(other)) for other in beside)


def _heads(sentence: Sentence) -> bool:
    return sentence.heading or sentence.role is Role.QUESTION


def is_listed_in_program(view: View) -> bool:
    """Whether the mention's own sentence, or the line right before it, names the program that it belongs to."""
    before = list(view.previous_sentences(1))
    return _LISTING.occurs(view.before) or any(_RUN_IN_HEADING.occurs(view.outline.text(other)) for other in before)


def program_element(view: View, element: str, assertion: Assertion) -> Measured | None:
    """The treatment of the view's mention as an element of a program, None where no program is spoken of."""
    if not in_program(view):
        return None
    value: dict[str, Value] = {"element": element}
    state = state_of_element(assertion)
    if state is not None:
        value["state"] = state
    return Measured(value, (), assertion, type="program_element")


def state_of_element(assertion: Assertion) -> str | None:
    """The state of an element that is there, planned or lacking; None where the record does not tell."""
    if assertion is Assertion.NOT_DOCUMENTED:
        return None
    states = {Assertion.ABSENT: "none", Assertion.PLANNED: "planned", Assertion.RECOMMENDED: "planned"}
    return states.get(assertion, "active")
