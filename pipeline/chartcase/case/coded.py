"""A CPT code that means another injection than the words of the request: another approach, or another region.

It stands apart because a code and a name are different keys, and only the table of codes sets them against each other.
"""

from collections.abc import Iterator, Sequence

from chartcase.case.case import Conflict
from chartcase.case.request import APPROACH, region_of
from chartcase.case.view import word, words
from chartcase.fact import Assertion, Fact

_ASKED = (Assertion.PRESENT, Assertion.PLANNED)
_NECK = frozenset({"cervical", "thoracic"})
_BACK = frozenset({"lumbar", "sacral"})
_MEANS = {
    **dict.fromkeys(("62320", "62321"), (frozenset({"interlaminar"}), _NECK)),
    **dict.fromkeys(("62322", "62323"), (frozenset({"interlaminar", "caudal"}), _BACK)),
    **dict.fromkeys(("64479", "64480"), (frozenset({"transforaminal"}), _NECK)),
    **dict.fromkeys(("64483", "64484"), (frozenset({"transforaminal"}), _BACK)),
}
"""Approaches and regions of the codes for epidural injections (CPT descriptors as of 2017, as payers' policies print
them beside their criteria)."""


def miscoded(claims: Sequence[Fact]) -> tuple[Conflict, ...]:
    """One conflict for each code that fits no injection which any request of the case names."""
    asked = [fact for fact in claims if fact.type == "request" and fact.assertion in _ASKED]
    named = [fact for fact in asked if word(fact, "procedure") in APPROACH]
    return tuple(_unfit(asked, named))


def _unfit(asked: Sequence[Fact], named: Sequence[Fact]) -> Iterator[Conflict]:
    seen: set[str] = set()
    for fact in asked:
        for code in words(fact, "cpt"):
            others = [other for other in named if other.id != fact.id]
            if code in seen or code not in _MEANS or not others or any(_fits(code, other) for other in named):
                continue
            seen.add(code)
            near = min(others, key=lambda other: abs(_place(other) - _place(fact)))
            facts = sorted((fact.id, near.id), key=lambda name: int(name[1:]))
            yield Conflict(field="request.cpt", facts=tuple(facts), values=(word(near, "procedure") or "", code))


def _fits(code: str, fact: Fact) -> bool:
    approaches, regions = _MEANS[code]
    region = region_of(fact)
    return APPROACH[word(fact, "procedure") or ""] in approaches and (region is None or region in regions)


def _place(fact: Fact) -> int:
    return fact.evidence[0].start
