"""Axial pain: one fact a region of the spine that hurts, with its side.

It stands apart because one phrase names several regions, and the side of the leg pain beside it is not that of the
back.
"""

import re
from collections.abc import Iterator, Sequence

from chartcase.fact import Assertion, Value
from chartcase.find.complaint import complaint_assertion
from chartcase.find.exam_sides import sides_in
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.nearby import after, before
from chartcase.find.rulebook import FindingSpec
from chartcase.find.setting import Setting, setting_of
from chartcase.segment.outline import Role

# The contract's words for regions, by what the text calls them; the first that matches counts.
_SITES = (
    (re.compile(r"neck|cervical|\bc[- ]?spine|cervicalgia", re.IGNORECASE), "neck"),
    (
        re.compile(
            r"mid[- ]?back|middle back|thora|\bt[- ]?spine|dorsalgia|interscapular|shoulder blades|upper back"
            r"|mid ?$",
            re.IGNORECASE,
        ),
        "mid back",
    ),
    (re.compile(r"low|lumb|\bl[- ]?spine|l/s|belt|lbp|small of", re.IGNORECASE), "low back"),
    (re.compile(r"tail ?bone|coccy|sacrum", re.IGNORECASE), "tailbone"),
    (re.compile(r"back|spine|paraspinal", re.IGNORECASE), "back"),
)
_REGION = re.compile(
    r"\b(?:(?:low|lower|mid|middle|upper)[- ]?back|neck|back|lumbar(?: spine)?|lumbosacral|cervical(?: spine)?"
    r"|thoracic(?: spine)?|mid-?thoracic|[lct][- ]?spine|interscapular|tail ?bone|coccyx)\b"
    r"|\bmid(?: back)?(?= and low)",
    re.IGNORECASE,
)
_SIDE_BEHIND = re.compile(
    r"^,? (?:on the (?P<plain>left|right)(?:[- ]side|-sided)?\b(?! (?:leg|arm|foot|hand|lower|upper|buttock|hip))"
    r"|(?P<side>left|right)(?:[- ]side|-sided)\b)",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\b(?:prior|previous|past|remote) (?:history|episodes?|bouts?) of (?:\w+ )?$", re.IGNORECASE)
_PROVOKED = re.compile(
    r"\b(?:reproduc\w+|caus(?:es|ed|ing)|gives|elicit\w*|produc\w+|provok\w+|evok\w+|positive for|test|raise"
    r"|raising|palpation|increased localized)\b[^,;]*$",
    re.IGNORECASE,
)


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a region named in the words; none for pain that an examination provokes."""
    del finding
    if not _complained(view):
        return ()
    told = Assertion.HISTORICAL if _EARLIER.search(before(view)) else complaint_assertion(mention, view)
    assertion = mention.rule.spec.assertion or told
    if mention.rule.spec.id == "list_ached":
        return tuple(_listed(mention, view, assertion))
    named = [mention.spans[key] for key in ("site", "site2") if key in mention.spans]
    if len(named) < 2:
        part = named[0] if named else (mention.start, mention.end)
        value = _value(view, mention.rule.spec.id, *part)
        behind = _SIDE_BEHIND.match(after(view))
        if behind is not None:
            value.setdefault("side", (behind["side"] or behind["plain"]).lower())
        return (Measured(value, assertion=assertion),)
    (low, middle), (start, high) = named
    first = Measured(_value(view, "", low, middle), assertion=assertion, anchor=(mention.start, middle))
    second = Measured(_value(view, "", start, high), assertion=assertion, anchor=(start, mention.end))
    return (first, second)


def _listed(mention: Mention, view: View, assertion: Assertion) -> Iterator[Measured]:
    """Each region of a list that shares its pain with limbs: "low back, left buttock and leg pain"."""
    begin = 0
    for match in _REGION.finditer(view.words):
        low, high = mention.start + match.start(), mention.start + match.end()
        yield Measured(_value(view, "", mention.start + begin, high), assertion=assertion, anchor=(low, high))
        begin = match.end()


def _complained(view: View) -> bool:
    if view.sentence.role is Role.QUESTION and view.sentence.document.kind != "necessity_assessment":
        return False
    setting = setting_of(view)
    if setting is Setting.COMPLAINT or setting is Setting.OPEN:
        return True
    provoked = _PROVOKED.search(before(view)) is not None or bool(
        view.attributes("exam_test", view.sentence.start, view.mention.start)
    )
    return setting is Setting.EXAMINATION and view.sentence.section.kind != "exam" and not provoked


def _value(view: View, rule: str, low: int, high: int) -> dict[str, Value]:
    words = view.between(low, high)
    site = next((name for pattern, name in _SITES if pattern.search(words)), None)
    value: dict[str, Value] = {}
    if rule == "axial_word":
        return value
    if site is not None:
        value["site"] = site
    sides = sides_in(view, low, high)
    if sides:
        value["side"] = str(sides[0].value)
    return value
