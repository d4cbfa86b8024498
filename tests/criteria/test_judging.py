"""Statuses from three levels of evidence, and which leaves decide."""

import pytest

from chartcase.criteria.judging import Judged, Status, combine, contested, deciding, grade_of, status_of
from chartcase.criteria.kleene import Truth
from chartcase.criteria.policy import AllOf, AnyOf, FactTest, Node, Op, When
from chartcase.criteria.reading_leaf import Reading
from chartcase.fact import Grade

T, F, U, N = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN, Truth.NOT_APPLICABLE
LEAF = FactTest(fact="risk", op=Op.PRESENT, text="what is tested", source="page")


def leaf(explicit: Truth, firm: Truth, lenient: Truth) -> Judged:
    return Judged(LEAF, explicit, firm, lenient, Reading(lenient))


@pytest.mark.parametrize(
    ("firm", "lenient", "status"),
    [
        (T, T, Status.MET),
        (U, T, Status.LIKELY_MET),
        (U, U, Status.UNDETERMINED),
        (U, F, Status.LIKELY_NOT_MET),
        (F, F, Status.NOT_MET),
        (N, N, Status.NOT_APPLICABLE),
        (U, N, Status.NOT_APPLICABLE),
    ],
)
def test_status_by_levels(firm: Truth, lenient: Truth, status: Status) -> None:
    """The table of the criteria notes."""
    assert status_of(leaf(firm, firm, lenient)) is status


@pytest.mark.parametrize(
    ("explicit", "firm", "lenient", "grade"),
    [(T, T, T, Grade.EXPLICIT), (U, T, T, Grade.ATTESTED), (U, U, T, Grade.IMPLIED), (U, U, U, None)],
)
def test_grade_is_the_weakest_evidence_needed(
    explicit: Truth, firm: Truth, lenient: Truth, grade: Grade | None
) -> None:
    """Explicit alone, a reviewer's word, inference, or nothing."""
    assert grade_of(leaf(explicit, firm, lenient)) is grade


def test_a_decisive_conflict_makes_unknown() -> None:
    """Whatever the whole case would say."""
    assert status_of(contested(leaf(T, T, T))) is Status.UNDETERMINED


@pytest.mark.parametrize(
    ("node", "values", "decisive"),
    [
        (AllOf(all=(LEAF,)), [T, F, U], [1]),
        (AllOf(all=(LEAF,)), [T, U, U], [1, 2]),
        (AllOf(all=(LEAF,)), [T, T], [0, 1]),
        (AnyOf(any=(LEAF,)), [F, T, U], [1]),
        (AnyOf(any=(LEAF,)), [F, F], [0, 1]),
        (When(when=LEAF, then=LEAF), [T, F], [1]),
        (When(when=LEAF, then=LEAF), [F, T], [0]),
        (When(when=LEAF, then=LEAF), [U, T], [0]),
    ],
)
def test_the_leaves_that_decide(node: Node, values: list[Truth], decisive: list[int]) -> None:
    """Those that make the group what it is."""
    parts = tuple(leaf(value, value, value) for value in values)
    found = deciding(combine(node, parts))
    assert [parts.index(part) for part in found] != []
    assert all(any(part is parts[place] for part in found) for place in decisive)
    assert len(found) == len(decisive)
