"""How long symptoms have lasted, in weeks.

It stands apart because a record is full of spans of time, and only those tied to a symptom count: not how long a drug
was taken, a relief held, or an operation lies back.
"""

import re
from collections.abc import Sequence

from chartcase.fact import Assertion, Value
from chartcase.find import quantities
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.nearby import before
from chartcase.find.rulebook import FindingSpec
from chartcase.segment.outline import Role

_TREATMENT = re.compile(
    r"\b(?:relief|relieved|injections?|esi|epidural|block|therapy|pt|visits?|sessions?|took|taken|tried|trial"
    r"|course|medications?|naproxen|ibuprofen|gabapentin|brace|rest|surgery|fusion|laminectomy"
    r"|discectomy|follow|return|smok\w+|married|worked|employed|diabet\w+|hypertens\w+|work for|headaches?|pack)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(r"\b(?:will|should|plan|return in|recheck|if)\b", re.IGNORECASE)


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact: the span's weeks, left out where it is no number ("several weeks")."""
    del finding
    if view.sentence.role is Role.QUESTION:
        return ()
    words = view.words
    if mention.rule.spec.id not in ("label", "over_course") and (
        _TREATMENT.search(words) or _FUTURE.search(before(view))
    ):
        return ()
    part = next((mention.spans[name] for name in ("span", "span2", "span3") if name in mention.spans), None)
    if part is None:
        return ()
    value: dict[str, Value] = {}
    weeks = quantities.weeks(_plain(view.between(*part)))
    if weeks is not None:
        value["weeks"] = weeks
    return (Measured(value, assertion=Assertion.PRESENT, anchor=_anchor(mention, part)),)


def _plain(words: str) -> str:
    """The span as a number and a unit.

    >>> _plain("year and a half"), _plain("the past month"), _plain("3 mo")
    ('1.5 years', 'a month', '3 mo')
    """
    text = re.sub(r"^(?:the )?(?:past|last) ", "", words, flags=re.IGNORECASE)
    text = re.sub(r"^(?:an? |one )?(year|month|week) and (?:a|one) half", r"1.5 \1s", text, flags=re.IGNORECASE)
    return re.sub(r"^(?=(?:year|month|week)\b)", "a ", text, flags=re.IGNORECASE)


def _anchor(mention: Mention, part: tuple[int, int]) -> tuple[int, int]:
    """The span with the words that tie it to a symptom, without a long path of places before it."""
    return (max(mention.start, part[0] - 30), mention.end)
