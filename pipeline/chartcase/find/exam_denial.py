"""Whether an abnormal result, or the test itself, is denied by the words before it.

It stands apart because "no positive straight leg raise" is a negative one, while "the note does not show SLR results"
says nothing of the leg: the record lacks the test.
"""

from dataclasses import replace

from chartcase.fact import Assertion
from chartcase.find.aftermath import REVIEWS
from chartcase.find.exam_reading import Reading
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, View
from chartcase.find.nearby import after, before
from chartcase.patterns import Pattern

_SHOW = (
    r"(?:show|reveal|demonstrate|have|find|note|identify|elicit|disclose|display|indicate|yield|produce|include"
    r"|appreciate|see|detect|exhibit|evidence|confirm)"
)
_WRITE = r"(?:document|describe|mention|record|report|list|state|specify|address|contain)"
_NOT = r"(?:(?:did|does|do|has|have|had|was|were|could)(?: not|n't|n t)|fail(?:s|ed)? to|never)"
_IS_NOT = r"(?:is|was|were|are)(?: not|n't)|(?:unable|failed|not able) to (?:elicit|find|reproduce|demonstrate|produce)"
_MORE = (
    r"(?: (?:any|an?|the|true|clear|frank|obvious|definite|significant|objective|other|new|evidence|signs?|findings?"
    r"|presence|of|for|that|have|with|to|consistently|clearly|clinical|convincing|exam|examination|such as|like"
    r"|including|radiculopathy|nerve root|neurologic(?:al)?|physical))*"
)
_LIST = r"(?:(?: [a-z'-]+){1,5}(?:,| or| nor|, or|, nor)(?: any| an?| no)*)+"
"""Things denied before it in the same list."""
_DENIES = Pattern(
    rf"\b(?:no|without|negative for|neg for|absence of|free of|nor|neither|denies|lacks?|lacking|lack of"
    rf"|{_IS_NOT}|{_NOT} {_SHOW}){_MORE} ?$"
)
_DENIES_LIST = Pattern(
    rf"\b(?:no|without|negative for|absence of|neither|lacks?|lacking|lack of|{_NOT} {_SHOW}){_MORE}{_LIST}{_MORE} ?$"
)
_TURNS = Pattern(
    r"\b(?:but|however|except|although|though|and|has|is|are|was|were|he|she|there|which|who|while|with|despite|due"
    r"|because|other than|save|only)\b"
)
"""Words behind which a list of what is denied is over."""
_CLOSES = Pattern(r"\b(?:or|nor)(?: (?:any|an?))* ?$")
_NEXT = Pattern(r", ?$")
_ALTERNATIVE = Pattern(r"^[^;.,]{0,60}? (?:or|nor)\b|^[^;.,]{0,60}(?:,[^;.,]{1,60}){0,6}, (?:or|nor)\b")
_OWN_SIDE = Pattern(r"^[^;.,]{0,20} (?:on|at|in) the (?:left|right)\b[^;.,]{0,20},")
"""A result that closes with its side is found, whatever was denied before it ("no atrophy, positive SLR on the left,
...")."""
_UNWRITTEN = Pattern(
    rf"\b(?:no documented|no (?:documentation|mention|record|report|description|notation)(?: (?:of|on|about))?"
    rf"|without documented|{_NOT} {_WRITE}){_MORE} ?$"
)
_UNWRITTEN_BEFORE = Pattern(
    r"\b(?:no (?:clear |objective )?(?:documentation|mention|record|report|description|notation) (?:of|on|about)"
    rf"|without documented){_MORE}{_LIST}{_MORE} ?$"
)
"""What is not on record, and a list of it up to a result."""
_PAPER = r"(?:exam|examination|notes?|records?|reports?|documentation|file|chart|letter|submission)"
_OF_ITS_OWN = (
    r"any|an?|the|his|her|deep|tendon|dermatomal|lower|upper|extremity|manual|muscle|motor|light|touch|results?"
    r"|findings?|of|for|specific|detailed"
)
_UNWRITTEN_LIST = Pattern(
    r"\b(?:no (?:clear |objective )?(?:documentation|mention|record|report|description|notation|details?)"
    r" (?:of|on|about)"
    rf"|{_PAPER}[a-z ]{{0,30}} (?:did|does|do)(?: not|n't) (?:{_SHOW}|{_WRITE}))(?: (?:{_OF_ITS_OWN}))*"
    r"(?:(?: [a-z'/-]+){1,5},(?: (?:or|nor|and))?)*(?: (?:[a-z'/-]+ ){1,4}(?:or|nor|and))?"
    rf"(?: (?:{_OF_ITS_OWN}))* ?$"
)
_ABNORMAL = Pattern(
    r"\b(?:deficits?|abnormal\w*|changes?|loss|losses|diminish\w*|decreas\w*|weak\w*|asymmetr\w*|impair\w*|absent"
    r"|reduced|increased|brisk|positive|negative|normal|intact|signs? of|tension signs?|hyper\w*|hypo\w*|disturbance)\b"
)
_TEST_ITSELF = Pattern(r"^ ?(?:results?|tests?|testing|exam\w*|findings?|maneuvers?|scores?|grad\w+)\b")
_TEST_NAMED = Pattern(r"\b(?:test|testing|results?)$")
_NOT_MADE = Pattern(
    r"^(?: (?:test|testing|exam|maneuver|sign|of the [a-z]+ ?[a-z]*))?(?: (?:on|in) the (?:left|right))?"
    r" (?:(?:could|can|was able to|were able to) be|was|were|is|has been) (?:done|performed|tested|assessed|obtained"
    r"|completed|carried out|attempted|documented|recorded|tolerated|possible)\b"
)
_NO_RESULTS = Pattern(r"^ results?\b")
_NO = Pattern(r"\bno(?: (?:seated|supine|formal|reliable|valid|crossed|left|right))* ?$")
_GENERAL = ("motor.general", "sensory.general", "reflex.general")
_DOCUMENTED = Pattern(r"^,? (?:is|was|were|are|has been|have been) (?:documented|recorded)\b")


def weighed(told: Measured, view: View, reading: Reading) -> Measured:
    """What a reading tells, less the abnormal result that the words before it deny or miss.

    A denied tension or cord sign is negative, denied loss of strength or feeling is normal (fact contract); of a
    reflex nothing is said.
    """
    signs = [sign for sign in reading.signs if sign.form == "word" and sign.value in _ABNORMAL_RESULTS]
    result = told.value.get("result")
    if not signs or "grade" in told.value or result not in _ABNORMAL_RESULTS:
        return told
    start = min(signs[0].start, view.mention.start)
    if _UNWRITTEN.occurs(_said(view, start)) or _is_in_list(view, start, _UNWRITTEN_BEFORE):
        return Measured(base_value(view.mention), assertion=Assertion.NOT_DOCUMENTED)
    if not _denies_result(view, start):
        return told
    rest = {key: item for key, item in told.value.items() if key != "result"}
    left = _left_of(str(rest.get("kind", "")), str(result))
    return replace(told, value=rest if left is None else {**rest, "result": left})


def _left_of(kind: str, result: str) -> str | None:
    """What remains of a result that is denied."""
    if kind in ("tension", "umn"):
        return "negative"
    return "normal" if kind in ("motor", "sensory") and result == "decreased" else None


def _denies_result(view: View, start: int) -> bool:
    """Whether the words before deny it: at once, or as part of a list that goes on or closes with "or"."""
    return _DENIES.occurs(_said(view, start)) or _is_in_list(view, start, _DENIES_LIST)


def _is_in_list(view: View, start: int, words: Pattern) -> bool:
    """Whether the result goes on or closes a list that the words open."""
    said = _said(view, start)
    goes_on = _NEXT.occurs(said) and _ALTERNATIVE.occurs(after(view)) and not _OWN_SIDE.occurs(after(view))
    opened = words.search(said.encode("ascii")) if goes_on or _CLOSES.occurs(said) else None
    return opened is not None and not _TURNS.occurs(said[opened.start :])


def _said(view: View, start: int) -> str:
    return view.between(max(view.sentence.start, start - _FAR), start)


def untested(view: View) -> tuple[Measured, ...]:
    """The one fact of a test that was not made, or of which the record is said to show nothing; none elsewhere."""
    if not _lacks_test(view):
        return ()
    return (Measured(base_value(view.mention), assertion=Assertion.NOT_DOCUMENTED),)


def _lacks_test(view: View) -> bool:
    ahead, behind = before(view), after(view)
    if _NO.occurs(ahead) and (_NOT_MADE.occurs(behind) or _NO_RESULTS.occurs(behind)):
        return True
    itself = view.mention.rule.spec.id in _GENERAL or _TEST_ITSELF.occurs(behind) or _TEST_NAMED.occurs(view.words)
    unwritten = _UNWRITTEN_LIST.search(ahead.encode("ascii")) if itself else None
    return unwritten is not None and not _ABNORMAL.occurs(ahead[unwritten.start :] + view.words + behind)


def found_lacking(view: View) -> bool:
    """Whether a review says that the record tells of none ("no motor deficit was documented")."""
    return view.sentence.document.kind in _REVIEWING and _DOCUMENTED.occurs(after(view))


_ABNORMAL_RESULTS = frozenset({"positive", "decreased", "absent", "increased"})
_FAR = 160
"""Characters before a result in which its denial may stand, at most."""
_REVIEWING = REVIEWS | {"hearing_decision"}
