"""What the words behind a reading of the examination do to it: an exception, today's result, a sign that has gone.

It stands apart because these words name no test again: they go on about the one just read.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from chartcase.fact import Assertion, Value
from chartcase.find.exam_reading import Reading, signs_in
from chartcase.find.exam_sides import sides_in
from chartcase.find.exam_value import grade_of, result_of, root_hits, roots_of
from chartcase.find.mention import Measured, View
from chartcase.find.modifiers import EXCEPTS
from chartcase.find.nearby import after, before

_FORMS = frozenset({"word", "power"})
_EXCEPTION = re.compile(rf"^[^;.]{{0,60}}?(?P<but>{EXCEPTS})(?P<what>[^;.]{{1,80}})", re.IGNORECASE)
_BUT_SIDE = re.compile(
    r" (?:for |on |at |to |that of )?(?:the )?(?P<side>left|right)(?: side)?"
    r"(?:[.,;)]|$| (?:at|where|which|positive|pos)\b)",
    re.IGNORECASE,
)
_EXAM_TODAY = r"(?:on |at )?(?:today(?:'s (?:exam(?:ination)?|visit))?|now|currently|at present|this visit)"
_NOW = re.compile(
    rf"(?:[;,.] (?:but |and |however,? )?|,? but )(?P<now>{_EXAM_TODAY},?(?: (?:it|this|that|they))?"
    r"(?: (?:is|are|was|were|has become|tests|measures))? |(?:(?:it|this|that) )?(?:is|has become) (?:now|currently) "
    r"|(?:(?:it|this|that) )?is (?=[a-z0-9/+-]{2,12} (?:today|now|currently)\b))",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"\b(?:was|were|had been|previous(?:ly)?|initial(?:ly)?|(?:last|prior) (?:visit|exam))\b", re.IGNORECASE
)
_RESOLVED = re.compile(
    r"^(?: (?!(?:but|although|though|while|whereas|since|because|as|when|after|before|once|until|where|who"
    r"|(?:and|that|which|the|his|her) (?:[a-z]+ ){0,3}(?:pain|spasms?|symptoms?|swelling|soreness|ache))\b)"
    r"[a-z0-9'-]+){0,10}?"
    r" (?:has|have|had|is|are)(?: (?:now|since|completely|fully|entirely|all))* resolved\b",
    re.IGNORECASE,
)
_RESULT_NEAR = 25
_AIM = re.compile(
    r"\b(?:stgs?|ltgs?|goals?)\b(?!(?: ?#?\d)? (?:(?:was|were|is|are|has been|have been|partially|partly|not|un) ?)*"
    r"(?:met|achieved))"
    r"[^.;]{0,60}$"
    r"|(?:^|[.:;] |\bwill )(?:increase|improve|restore|normali[sz]e|achieve|gain|return to|demonstrate)\b[^.;,]{0,50}$"
    r"|\bto (?:increase|improve|restore|normali[sz]e|achieve|gain)\b[^.;,]{0,50}$",
    re.IGNORECASE,
)


def is_aim(view: View) -> bool:
    """Whether the words tell what a treatment is to reach ("STG: increase hip strength to 5/5")."""
    return _AIM.search(before(view)[-90:]) is not None


def with_what_follows(view: View, told: Sequence[Measured]) -> tuple[Measured, ...]:
    """The readings of the view's mention, with what the words behind them change and add."""
    if len(told) != 1 or told[0].assertion is not Assertion.PRESENT:
        return tuple(told)
    first = told[0]
    found = _gone(view, first) or _today(view, first) or _all_but_a_side(view, first)
    return found or (first, *_excepted(view, first))


def _all_but_a_side(view: View, first: Measured) -> tuple[Measured, ...]:
    """A negative sign with the one side that it leaves out: "negative bilaterally except on the left"."""
    match = _EXCEPTION.match(after(view)) if first.value.get("result") == "negative" else None
    side = _BUT_SIDE.match(match["what"]) if match is not None else None
    here = side["side"].lower() if side is not None else ""
    if match is None or side is None or first.value.get("side", here) not in ("bilateral", here):
        return ()
    low = view.mention.end + match.start("what")
    well = replace(first, value={**first.value, "side": "left" if here == "right" else "right"})
    if signs_in(view, low, view.mention.end + match.end("what"), _FORMS):
        return (well,)  # its own result is read apart
    spans = (view.mention.end + match.start("but"), low + side.end("side"))
    ill = Measured({**first.value, "result": "positive", "side": here}, assertion=Assertion.PRESENT, anchor=spans)
    return (well, ill)


def _excepted(view: View, first: Measured) -> tuple[Measured, ...]:
    """The roots that a normal sensation leaves out: "intact apart from the left C6 dermatome"."""
    match = _EXCEPTION.match(after(view)) if first.value.get("result") == "normal" else None
    if match is None or first.value.get("kind") != "sensory":
        return ()
    low, high = view.mention.end + match.start("what"), view.mention.end + match.end("what")
    roots = roots_of(view, low, high)
    if not roots or signs_in(view, low, high, _FORMS) or view.others("exam_finding", low=low, high=high):
        return ()
    sides = sides_in(view, low, high)
    value: dict[str, Value] = {"kind": "sensory", "result": "decreased", "roots": roots}
    if sides:
        value["side"] = str(sides[0].value)
    spans = [(hit.start, hit.end) for hit in (*root_hits(view, low, high), *sides[:1])]
    anchor = (min(start for start, _ in spans), max(end for _, end in spans))
    return (Measured(value, assertion=Assertion.PRESENT, anchor=anchor),)


def _today(view: View, first: Measured) -> tuple[Measured, ...]:
    """An earlier visit's result and today's: "was 3/5 on the right; today it is 5/5"."""
    match = _NOW.search(after(view))
    if match is None or "result" not in first.value:
        return ()
    low = view.mention.end + match.end("now")
    if _THEN.search(view.between(view.sentence.start, view.mention.end + match.start())) is None:
        return ()
    value, end = _read(view, first, low, 1)
    if end is None or "result" not in value:
        return ()
    now = Measured(value, assertion=Assertion.PRESENT, anchor=(view.mention.end + match.start("now"), end))
    return (replace(first, assertion=Assertion.HISTORICAL), now)


def _gone(view: View, first: Measured) -> tuple[Measured, ...]:
    """A sign that has gone: "weakness of the right deltoid has resolved; now 5/5"."""
    match = _RESOLVED.match(after(view))
    well = {"motor": "normal", "sensory": "normal", "tension": "negative", "umn": "negative"}
    kind = str(first.value.get("kind", ""))
    if match is None or kind not in well:
        return ()
    value, end = _read(view, first, view.mention.end + match.end(), _RESULT_NEAR)
    if end is None or "grade" not in value:
        value = {**value, "result": well[kind]}
    return (replace(first, value=value),)


def _read(view: View, first: Measured, low: int, near: int) -> tuple[dict[str, Value], int | None]:
    """The reading's value with the result that begins within `near` characters of `low`, and where that ends."""
    kind = str(first.value.get("kind", ""))
    value = {key: item for key, item in first.value.items() if key not in ("grade", "result")}
    forms = _FORMS if kind == "motor" else frozenset({"word"})
    sign = next(iter(signs_in(view, low, low + near + _RESULT_NEAR, forms)), None)
    if sign is None or sign.start - low > near:
        return value, None
    reading = Reading((sign,), sign.start, sign.end, True, ())
    grade = grade_of(kind, reading)
    result = result_of(kind, reading, grade)
    given = {"grade": grade, "result": result}
    return {**value, **{key: item for key, item in given.items() if item is not None}}, sign.end
