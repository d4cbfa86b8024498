"""A test that is ordered, advised or weighed is none that was made."""

import pytest

from chartcase.fact import Assertion
from chartcase.find.ordering import is_in_plan, standing_of_test


@pytest.mark.parametrize("before", ["We will order a lumbar ", "Referred for ", "awaiting the ", "I'd like an "])
def test_words_of_ordering_before_the_name_plan_it(before: str) -> None:
    """An order stands before the test's name."""
    assert standing_of_test(before, " of the lumbar spine") is Assertion.PLANNED


@pytest.mark.parametrize("after", [" was ordered today", " is scheduled for Monday", " pending"])
def test_words_of_ordering_behind_the_name_plan_it(after: str) -> None:
    """An order stands behind the test's name."""
    assert standing_of_test("The ", after) is Assertion.PLANNED


def test_advice_outweighs_an_order() -> None:
    """A test that is recommended and not yet scheduled is recommended."""
    assert standing_of_test("I recommend that we obtain an ", "") is Assertion.RECOMMENDED


def test_a_weighed_test_is_hypothetical() -> None:
    """A test that may be considered is neither planned nor advised."""
    assert standing_of_test("We could consider an ", " next year") is Assertion.HYPOTHETICAL


def test_a_result_is_no_order() -> None:
    """Words that only tell what a test shows order nothing."""
    assert standing_of_test("The recent ", " shows a bulge") is None


def test_only_plans_order_what_they_name() -> None:
    """A test named in a plan is ordered there; one named in a history is not."""
    assert is_in_plan("plan")
    assert not is_in_plan("history")
