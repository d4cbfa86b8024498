"""Imaging on one side, and the request, or every symptom and sign, on the other: a conflict between types of fact.

It stands apart because no two facts of one type differ; only the record as a whole names both sides.
"""

from collections.abc import Sequence

from chartcase.case.case import Conflict
from chartcase.case.examination import is_sign
from chartcase.case.imaging import DISC_KINDS, NERVE_KINDS
from chartcase.case.request import EPIDURALS
from chartcase.case.view import word, words
from chartcase.fact import Assertion, Fact

_ASKED = (Assertion.PRESENT, Assertion.PLANNED)
_PRESSING = DISC_KINDS | NERVE_KINDS | {"foraminal_stenosis", "lateral_recess_stenosis"}
_OTHER = {"left": "right", "right": "left"}
_SEVERAL = 2
"""One symptom may be a slip of its own; two that agree are a side."""


def opposed_sides(claims: Sequence[Fact]) -> tuple[Conflict, ...]:
    """At most one conflict: of the request's side, or where no request names one, of the imaging's side."""
    seen = _pressing(claims)
    sided = [fact for fact in seen if "side" in fact.value]
    shown = _one_side(sided, "side")
    if shown is None:
        return ()
    asked = [fact for fact in claims if _asks_for_epidural(fact) and "laterality" in fact.value]
    if _one_side(asked, "laterality") == _OTHER[shown]:
        place = {level for fact in asked for level in words(fact, "levels")}
        there = [fact for fact in sided if not place or word(fact, "level") in place]
        return (_conflict("request.laterality", asked, there, _OTHER[shown], shown),) if there else ()
    felt = _clinical(claims)
    if asked or len(felt) < _SEVERAL or len(sided) < len(seen):
        return ()
    if _one_side(felt, "side") != _OTHER[shown] or _region(seen) != _region(felt):
        return ()
    return (_conflict("imaging_finding.side", seen, felt, shown, _OTHER[shown]),)


def _asks_for_epidural(fact: Fact) -> bool:
    return fact.type == "request" and fact.assertion in _ASKED and word(fact, "procedure") in EPIDURALS


def _pressing(claims: Sequence[Fact]) -> list[Fact]:
    """What imaging shows to press on a root, on whichever side, or on none that is said."""
    found = [fact for fact in claims if fact.type == "imaging_finding" and fact.assertion is Assertion.PRESENT]
    return [fact for fact in found if word(fact, "kind") in _PRESSING]


def _clinical(claims: Sequence[Fact]) -> list[Fact]:
    felt = [fact for fact in claims if fact.assertion is Assertion.PRESENT and "side" in fact.value]
    return [
        fact for fact in felt if fact.type == "radicular_symptom" or (fact.type == "exam_finding" and is_sign(fact))
    ]


def _one_side(facts: Sequence[Fact], key: str) -> str | None:
    """Left or right where every fact says it; None where one says no side, both, or another."""
    said = {word(fact, key) for fact in facts}
    return next(iter(said)) if len(said) == 1 and said <= set(_OTHER) else None


def _region(facts: Sequence[Fact]) -> frozenset[str]:
    """Neck or back, by level, limb or root."""
    letters = {level[:1] for fact in facts for key in ("level", "roots") for level in words(fact, key)}
    limbs = {word(fact, "limb") for fact in facts}
    upper = "upper" in limbs or "C" in letters
    lower = "lower" in limbs or bool(letters & {"L", "S"})
    return frozenset(name for name, there in (("upper", upper), ("lower", lower)) if there)


def _conflict(field: str, mine: Sequence[Fact], theirs: Sequence[Fact], one: str, other: str) -> Conflict:
    facts = sorted({fact.id for fact in (*mine, *theirs)}, key=lambda fact: int(fact[1:]))
    return Conflict(field=field, facts=tuple(facts), values=(one, other))
