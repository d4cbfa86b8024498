"""Whether a test was made, is ordered or is only advised, from the words on both sides of its name.

It stands apart because imaging and electrical tests are ordered in the same words, which stand before or behind them.
"""

from chartcase.fact import Assertion
from chartcase.patterns import Pattern

PLANS = frozenset({"plan", "assessment_plan"})
"""Sections that say what will be done."""
_ORDERS = PLANS | {"recommendation"}
_TO_BE_MADE = Pattern(
    r"\b(?:orders?:?|ordered|schedul[a-z]+(?: (?:him|her|the patient))?(?: for)?(?: an?)?|will (?:get|obtain|order|"
    r"schedule|have|need|undergo|proceed with)|to (?:get|obtain|order|schedule|have|undergo)|request(?:ed|ing)?|"
    r"refer(?:red|ring)?(?: (?:him|her|pt|them|the patient))? for|"
    r"send(?:ing)? (?:him|her|pt|them|the patient)(?: out| back| over)? for|"
    r"awaiting|await|needs?|re-?order|pending|obtain|offered to|get|(?:would|"
    r"i'd) like)(?: an?| the| her| his| updated| new| repeat| another| up-to-date| stat)*(?: [a-z-]+){0,3}(?:,? (?:an?|"
    r"and|or|both|the|lumbar|cervical|thoracic|spine|x-?rays?|radiographs?|mri'?s?|ct|emg|ncs|emg/ncs|scan|films|"
    r"repeat|new|left|right|upper|lower|extremity|of))* ?$"
)
_AGAIN = Pattern(r"\brepeat(?: [a-z-]+){0,2} ?$")
_TO_BE_MADE_AFTER = Pattern(
    r"^[^.;]{0,40}?\b(?:(?:is|was|has been|were|are|be|being) )*(?:scheduled|ordered|pending|requested|planned|"
    r"to be (?:done|scheduled|obtained)|will be (?:done|scheduled|obtained|ordered))\b"
)
_WEIGHED = Pattern(
    r"\b(?:(?:may|might|could|would) (?:also |then |need to )?(?:recommend|order|need|consider|obtain|require|want)|"
    r"consider(?:ation of|ing)?|depending on)\b[^.;]{0,40}$"
)
_ONLY_IF = Pattern(
    r"^(?:(?: of| the| his| her| lumbar| cervical| thoracic| spine| left| right| leg| arm)*,? if (?:he|she|the|not|no"
    r"|it|there|symptoms?|pain|still|needed|authori[sz]ation|weakness|this)\b"
    r"| (?:is|are|can be|may be) (?:useful|helpful|indicated|appropriate|warranted|reserved|recommended) "
    r"(?:when|if|only|where|in (?:cases|patients))\b)"
)
"""A test to be made in some case only, or in general."""
_SUPPOSED = Pattern(r"\b(?:if|unless|in case|assuming|provided that) [^.;,:]{0,40}$|(?:^|[:.]) ?should [^.;,:]{0,40}$")
_ADVISED = Pattern(
    r"\b(?:recommend|suggest|advis)[a-z]*(?: [a-z'-]+){0,5} ?$"
    r"|\bshould (?:get|undergo|obtain|have (?:an?|another|the|new|repeat))(?: [a-z'-]+){0,3} ?$"
)
_ADVISED_AFTER = Pattern(
    r"^[^.;]{0,50}?\b(?:(?:is|was|are|were|has been) (?:recommended|advised|suggested|indicated)|recommended|"
    r"would be (?:useful|helpful|beneficial|indicated|appropriate))\b"
)


def standing_of_test(before: str, after: str) -> Assertion | None:
    """Recommended, planned or only weighed, as the words on both sides of the test's name say; None where they do not.

    >>> standing_of_test("I will order an ", " of the lumbar spine")
    <Assertion.PLANNED: 'planned'>
    >>> standing_of_test("An ", " is recommended to find the source")
    <Assertion.RECOMMENDED: 'recommended'>
    >>> standing_of_test("We may consider an ", " later")
    <Assertion.HYPOTHETICAL: 'hypothetical'>
    >>> standing_of_test("An ", " if he is no better")
    <Assertion.HYPOTHETICAL: 'hypothetical'>
    >>> standing_of_test("The ", " shows a bulge") is None
    True
    """
    left, right = before.encode("ascii", "replace"), after.encode("ascii", "replace")
    if _WEIGHED.search(left) is not None or _ONLY_IF.search(right) is not None:
        return Assertion.HYPOTHETICAL
    if _ADVISED.search(left) is not None or _ADVISED_AFTER.search(right) is not None:
        return Assertion.RECOMMENDED
    if (
        _AGAIN.search(left) is not None
        or _TO_BE_MADE.search(left) is not None
        or _TO_BE_MADE_AFTER.search(right) is not None
    ):
        return Assertion.PLANNED
    return None


def is_supposed(before: str) -> bool:
    """Whether the words before a test open a condition that it stands in: it tells of no test and of no result.

    >>> is_supposed("If the "), is_supposed("If he is no better, an ")
    (True, False)
    """
    return _SUPPOSED.occurs(before)


def is_in_plan(section_kind: str) -> bool:
    """Whether a test that is only named in a section of this kind is ordered there."""
    return section_kind in _ORDERS
