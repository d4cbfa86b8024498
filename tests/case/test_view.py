"""Looks at a fact: a missing key is None, and words that make a figure a lower bound open its upper end."""

import math
from collections.abc import Callable

import pytest

from chartcase.case import view
from chartcase.case.case import Case

MakeCase = Callable[..., Case]


@pytest.mark.parametrize(
    ("quote", "high"),
    [
        ("failed 6 weeks", 6.0),
        ("failed >6 weeks", math.inf),
        ("at least 6 weeks", math.inf),
        ("exceeding 6 weeks", math.inf),
        ("over 6 weeks", math.inf),
        ("6+ weeks", math.inf),
    ],
)
def test_lower_bounds_by_their_words(make_case: MakeCase, quote: str, high: float) -> None:
    """The contract keeps "more than 6 weeks" as 6; the quote tells that 6 is only the least."""
    case = make_case([{"type": "physical_therapy", "value": {"weeks": 6}, "quote": quote}])
    assert view.bounds(case.facts[0], "weeks") == (6.0, high)


def test_an_attested_figure_is_a_lower_bound(make_case: MakeCase) -> None:
    """A reviewer who says that a threshold is met gives no more than the threshold."""
    case = make_case([{"type": "prior_injection", "value": {"relief_weeks": 2}, "grade": "attested"}])
    assert view.bounds(case.facts[0], "relief_weeks") == (2.0, math.inf)


def test_a_range_keeps_both_ends(make_case: MakeCase) -> None:
    """{lo, hi} are the bounds."""
    case = make_case([{"type": "physical_therapy", "value": {"weeks": {"lo": 4, "hi": 6}}}])
    assert view.bounds(case.facts[0], "weeks") == (4.0, 6.0)


def test_missing_keys_are_none(make_case: MakeCase) -> None:
    """Nothing is guessed, and a flag is no number."""
    fact = make_case([{"type": "request", "value": {"contrast": True}}]).facts[0]
    assert view.bounds(fact, "contrast") is None
    assert view.bounds(fact, "ordinal") is None
    assert view.word(fact, "region") is None
    assert view.words(fact, "levels") == ()
    assert view.flag(fact, "contrast") is True
