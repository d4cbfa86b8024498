"""Scores: number or range, the scale's upper end, and the instrument where one is named.

It stands apart because an instrument is said once and its later values follow in the same sentence: "58% at eval, 54%
at d/c".
"""

import re
from collections.abc import Iterator, Sequence

from chartcase.fact import Assertion, Number, Range, Value
from chartcase.find import quantities
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.modifiers import Category
from chartcase.find.nearby import after, around, before
from chartcase.find.rulebook import FindingSpec

_INSTRUMENTS = (
    (re.compile(r"oswestry|^od[iq]$", re.IGNORECASE), "odi"),
    (re.compile(r"neck disability|^ndi$", re.IGNORECASE), "ndi"),
    (re.compile(r"^vas$|visual", re.IGNORECASE), "vas"),
    (re.compile(r"^n(?:p)?rs$|numeric|verbal|^vnrs$", re.IGNORECASE), "nrs"),
    (re.compile(r"^r(?:m)?dq$|roland", re.IGNORECASE), "rmdq"),
    (re.compile(r"^psfs$|specific functional", re.IGNORECASE), "psfs"),
    (re.compile(r"^bdi|beck", re.IGNORECASE), "bdi"),
    (re.compile(r"quebec", re.IGNORECASE), "qbpds"),
    (re.compile(r"pain disability|^pdq$", re.IGNORECASE), "pdq"),
)
_PAIN_SCALE = re.compile(
    r"\b(?P<name>VAS|NRS|NPRS|VNRS|PSFS|visual analog(?:ue)?|numeric(?:al)? (?:pain )?rating"
    r"|verbal (?:numeric(?:al)? )?rating)\b",
    re.IGNORECASE,
)
_WHEN = (
    r"(?:(?:at|on|upon|by)\s(?:(?:the|his|her)\s)?(?:(?:initial|first|last|final|latest)\s)?"
    r"(?:discharge|d/?c|(?:re-?)?eval(?:uation)?|intake|baseline|follow-?up|admission|start|end|visit)"
    r"(?:\s(?:was|is|of)|:)?\s?)?"
)
_FURTHER = re.compile(
    r"(?:->|\bto|\bnow|,|\band|\bwas|\bthen|\bfrom|\bvs\.?|;|\bcurrently|\btoday|\bpreviously"
    r"|\binitially|\bformerly|\bearlier|\bbefore|\bup from|\bdown from)\s?"
    rf"{_WHEN}(?:an?\s)?"
    r"(?P<n>\d{1,3}(?:\.\d)?)(?P<unit>\s?%|\s?percent|\s?mm|\s?/\s?(?P<of>\d{2,3}))",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"\b(?:ODI|oswestry|NDI|RMDQ|PSFS|FABQ|VAS|NRS|NPRS|PHQ|GAD|LEFS|DASH|relief|improve\w*"
    r"|reduction|motion|flex\w*|ROM)\b",
    re.IGNORECASE,
)
_AIMS = re.compile(
    r"\b(?:goals?|stg|ltg|target|will (?:report|have|demonstrate|decrease|reduce|be|rate)|in order to|so that"
    r"|aim\w*|expected|(?:decrease|reduce|lower|improve)(?: \w+){0,4} to|or less|or better|or below"
    r"|less than or equal|minim(?:um|al(?:ly)?) (?:clinical(?:ly)? )?(?:detectable|important|significant)"
    r"|mcid|mdc|cut-?off|threshold|acceptable (?:level|pain)|tolerable (?:level|pain)|comfort goal)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:submitted|provided|documented|recorded|included|reported|given|found|in the)\b", re.IGNORECASE
)
_FELL = re.compile(r"(?P<first>\d{1,3})(?: ?%)? to (?P<n>\d{1,3})", re.IGNORECASE)
_SECOND = re.compile(
    r"^(?:,? ?(?:and )?(?P<place>leg|arm|back|neck):? | (?:down )?to | ?(?P<arrow>->|=>|--?>) ?)(?P<n>\d{1,3})"
    r"(?!\d|\.\d|\s?[/%]| percent| mm| out of| of \d)",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"^ ?(?:=>|\||[,;(]? ?(?:now|today|current(?:ly)?|final|at discharge|formerly|previously|initially|earlier|last"
    r"|down from|up from)"
    r"(?: (?:visit|was|is|at))*:?) ?(?P<n>\d{1,3})"
    r"(?!\d|\.\d|\s?[/%]| percent| mm| out of| of \d| weeks?| months?| days?)",
    re.IGNORECASE,
)
"""A second bare value right behind the first: "ODI 52 -> 46", "NDI 46, initially 60"."""
_TENS = {"ten": 10, "10": 10}


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """The score of the words, and those of the same instrument that follow in the sentence; a goal is no score."""
    del finding
    rule = mention.rule.spec.id
    if rule == "not_documented":
        return _lacking(mention, view)
    if _AIMS.search(before(view)) or re.match(r"^,? or (?:less|better|below|lower)\b", after(view)):
        return ()
    if rule.startswith("instrument"):
        return tuple(_instrument(mention, view))
    number = _count(mention.groups.get("n") or "")
    if number is None or _beyond(number, 10):
        return ()
    return tuple(_pain(mention, view, number))


def _lacking(mention: Mention, view: View) -> Sequence[Measured]:
    """Somebody says that no score is there."""
    said_no = re.search(r"\bno\b[^.;]*$", before(view)) is not None and _GIVEN.search(after(view)) is not None
    if not said_no and not mention.has(Category.NOT_DOCUMENTED):
        return ()
    named = next((name for pattern, name in _INSTRUMENTS if pattern.search(view.words)), None)
    value: dict[str, Value] = {"instrument": named} if named is not None else {}
    return (Measured(value, assertion=Assertion.NOT_DOCUMENTED),)


def _pain(mention: Mention, view: View, number: Number | Range) -> Iterator[Measured]:
    value: dict[str, Value] = {"number": number}
    named = _scale_near(mention, view)
    if named is not None:
        value = {"instrument": named[0], **value}
    top = (mention.groups.get("of") or "").lower()
    if top in _TENS:
        value["of"] = _TENS[top]
    elif mention.rule.spec.id in ("rates", "worst_best", "it_is", "from_to") and re.search(
        r"/10|out of (?:10"
        r"|ten)|to (?:10|ten)\b",
        around(view),
    ):
        value["of"] = 10
    spans = (named[1],) if named is not None and named[2] else ()
    yield Measured(value, spans, assertion=Assertion.PRESENT)
    second = mention.groups.get("m")
    if second is not None and not _beyond(int(second), 10):
        yield Measured({**value, "number": int(second)}, assertion=Assertion.PRESENT, anchor=mention.spans["m"])


def _scale_near(mention: Mention, view: View) -> tuple[str, tuple[int, int], bool] | None:
    """The pain scale of the sentence: just behind the number, or the last one named before it; whether it is close."""
    behind = _PAIN_SCALE.search(after(view)[:30])
    if behind is not None and re.fullmatch(
        r"[\s(,]*(?:(?:on|by|using|per|the|an?|in)\s)*", after(view)[: behind.start()]
    ):
        low = mention.end + behind.start()
        return _name(behind["name"]), (low, mention.end + behind.end()), True
    lead = before(view)
    named = list(_PAIN_SCALE.finditer(lead))
    if not named or _STOPS.search(lead[named[-1].end() :]):
        return None
    low, high = (mention.start - len(lead) + place for place in named[-1].span())
    return _name(named[-1]["name"]), (low, high), mention.start - high < 20


def _instrument(mention: Mention, view: View) -> Iterator[Measured]:
    name = _name(mention.groups["name"])
    value: dict[str, Value] = {"instrument": name}
    words = mention.groups.get("n")
    if words is None:
        yield Measured(value, assertion=Assertion.PRESENT)
        return
    number = _count(words)
    if number is None:
        return
    if isinstance(number, Range) and re.search(r"\bfrom\b", view.words):
        number = _plain(f"{number.lo}")
    value["number"] = number
    value.update(_top(name, mention.groups.get("unit"), mention.groups.get("of")))
    yield Measured(value, assertion=Assertion.PRESENT)
    yield from _further(mention, view, name)
    yield from _changed_to(mention, view, value)


def _changed_to(mention: Mention, view: View, first: dict[str, Value]) -> Iterator[Measured]:
    """The bare second number of a change or of another place: "ODI improved from 52 to 30", "VAS back 5, leg 7"."""
    fell = _FELL.search(view.words)
    if fell is not None and (int(fell["n"]) < int(fell["first"]) or "from" in view.words):
        span = (mention.start + fell.start("n"), mention.start + fell.end("n"))
        yield Measured({**first, "number": int(fell["n"])}, assertion=Assertion.PRESENT, anchor=span)
        return
    then = _THEN.match(after(view))
    if then is not None:
        low, high = (mention.end + place for place in then.span("n"))
        yield Measured({**first, "number": int(then["n"])}, assertion=Assertion.PRESENT, anchor=(low, high))
        return
    match = _SECOND.match(after(view))
    if match is None or not (
        match["place"] or match["arrow"] or re.search(r"\bfrom\b|\bwent\b|\bback\b|\bneck\b", view.words)
    ):
        return
    low = mention.end + match.start("n")
    yield Measured(
        {**first, "number": int(match["n"])}, assertion=Assertion.PRESENT, anchor=(low, mention.end + match.end("n"))
    )


def _further(mention: Mention, view: View, name: str) -> Iterator[Measured]:
    stop = _STOPS.search(after(view))
    tail = after(view)[: stop.start()] if stop is not None else after(view)
    for match in _FURTHER.finditer(tail):
        if match["of"] == "10" and name not in ("psfs",):
            continue
        value: dict[str, Value] = {"instrument": name, "number": _plain(match["n"])}
        value.update(_top(name, match["unit"], match["of"]))
        anchor = (mention.end + match.start(), mention.end + match.end())
        yield Measured(value, assertion=Assertion.PRESENT, anchor=anchor)


def _top(name: str, unit: str | None, of: str | None) -> dict[str, Value]:
    """The upper end: as said; percent and millimetres count to 100 (ODI and NDI in percent, VAS line of 100 mm)."""
    if of is not None:
        return {"of": int(of)}
    if unit is not None and unit.strip() in ("%", "percent", "mm"):
        return {"of": 100}
    return {}


def _name(words: str) -> str:
    return next(
        (name for pattern, name in _INSTRUMENTS if pattern.search(words)), re.sub(r"[^a-z0-9]", "", words.lower())
    )


def _count(words: str) -> Number | Range | None:
    """A number or a range from the words of a score.

    >>> _count("6-7"), _count("between 2 and 4"), _count("seven")
    (Range(lo=6.0, hi=7.0), Range(lo=2.0, hi=4.0), 7)
    """
    parts = re.findall(r"\d+(?:\.\d+)?|[a-z]+", words.lower().replace("between", ""))
    found = [
        value
        for part in parts
        if part not in ("to", "or", "and", "a") and (value := quantities.number(part)) is not None
    ]
    if not found:
        return None
    if len(found) > 1 and found[1] > found[0]:
        return Range(lo=float(found[0]), hi=float(found[1]))
    return found[0]


def _beyond(number: Number | Range, top: int) -> bool:
    return (number.hi if isinstance(number, Range) else number) > top


def _plain(words: str) -> Number:
    value = float(words)
    return int(value) if value == int(value) else value
