"""Shares, odds ratios and false discovery rates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartcase.corpus.intervals import differ, false_discovery, odds_ratio, share


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_an_interval_holds_its_share(first: int, second: int) -> None:
    """0 <= low <= share <= high <= 1 for any count."""
    found = share(min(first, second), max(first, second))
    assert 0 <= found.low <= (found.value if found.value is not None else 0) <= found.high <= 1


def test_wilson_as_published() -> None:
    """81 of 263 gives 0.2553 to 0.3662 (Newcombe, Stat Med 1998;17:857, table I)."""
    found = share(81, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)


def test_none_of_none_is_no_share() -> None:
    """N = 0 has no value and the widest interval."""
    found = share(0, 0)
    assert found.value is None
    assert (found.low, found.high) == (0.0, 1.0)


def test_more_than_all_is_refused() -> None:
    """A count above n is a fault of the caller."""
    with pytest.raises(ValueError, match="no share"):
        share(2, 1)


def test_odds_ratio_by_hand() -> None:
    """(20 * 30) / (10 * 15) = 4."""
    found = odds_ratio(20, 10, 15, 30)
    assert found is not None
    assert found.value == pytest.approx(4.0)
    assert found.low < 4 < found.high
    assert found.excludes_one


def test_an_empty_group_has_no_ratio() -> None:
    """Nobody with it: nothing to compare. One empty cell alone is allowed."""
    assert odds_ratio(0, 0, 15, 30) is None
    assert odds_ratio(0, 10, 15, 30) is not None


def test_false_discovery_keeps_order() -> None:
    """Four p by hand: the smallest times 4, none above the next."""
    assert false_discovery([0.01, 0.04, 0.03, 0.5]) == pytest.approx((0.04, 0.16 / 3, 0.16 / 3, 0.5))
    assert false_discovery([]) == ()


def test_groups_that_differ() -> None:
    """9 of 10 against 1 of 10 is no chance; one group, or one outcome, cannot be tested."""
    p = differ([(90, 100), (10, 100)])
    assert p is not None
    assert p < 0.001
    assert differ([(5, 10)]) is None
    assert differ([(10, 10), (20, 20)]) is None
