"""Operations that the patient has had, or is said not to have had.

It stands apart because one breath names two operations, and a surgeon's plan uses the same words.
"""

from collections.abc import Sequence

from chartcase.fact import Assertion
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.modifiers import Category
from chartcase.find.procedure import date_of, placing, reach_of
from chartcase.find.rulebook import FindingSpec
from chartcase.find.standing import Family, Standing, is_absent, is_hypothetical, rule_name, standing_of
from chartcase.patterns import Pattern

_TOLD = Pattern(r"response to|re-?operat|history|had (?:neck|back|spine|spinal|lumbar|cervical|previous|prior)? ?surg|obviously has had")


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact an operation; two where the word holds two."""
    del finding
    if rule_name(mention) in ("history_unremarkable", "list_item"):
        return (Measured(base_value(mention)),)
    standing = standing_of(view, Family.OPERATION)
    absent = is_absent(mention) and standing in (None, Standing.PERFORMED)
    if not absent and (standing is not Standing.PERFORMED or is_hypothetical(view, standing)):
        return ()
    return _measured(mention, view, absent)


def _measured(mention: Mention, view: View, absent: bool) -> Sequence[Measured]:
    reach = reach_of(view)
    value = base_value(mention)
    second = value.pop("with", None)
    where, spans = placing(view, reach)
    value.update({key: where[key] for key in ("levels", "side") if key in where})
    date, dated = date_of(view, reach)
    unnamed = rule_name(mention) == "unnamed_operation"
    if unnamed and not absent and not (date or where.get("levels") or _TOLD.search(view.text.encode("ascii"))):
        return ()
    assertion = _assertion(mention, absent)
    first = Measured(value, (*spans, *dated), assertion, date=date)
    if second is None:
        return (first,)
    return (first, Measured({**value, "procedure": second}, (*spans, *dated), assertion, date=date))


def _assertion(mention: Mention, absent: bool) -> Assertion:
    if mention.has(Category.NOT_DOCUMENTED):
        return Assertion.NOT_DOCUMENTED
    return Assertion.ABSENT if absent else Assertion.PRESENT


