"""Expected calibration error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartcase.evaluate.calibration import Sample, calibrate


def test_confidence_that_comes_true_has_no_error() -> None:
    """Three of four right at 0.75 is perfect."""
    samples = [Sample(0.75, True, True)] * 3 + [Sample(0.75, True, False)]
    assert calibrate(samples).ece_right == 0.0
    assert calibrate(samples).ece_found == 0.25


def test_bins_are_weighted_by_their_facts() -> None:
    """Nine sure and right ones outweigh one sure and wrong one."""
    samples = [Sample(1.0, True, True)] * 9 + [Sample(0.5, False, False)]
    assert calibrate(samples).ece_right == pytest.approx(0.05)


@pytest.mark.parametrize(("confidence", "number"), [(0.0, 0), (0.0999, 0), (0.1, 1), (0.95, 9), (1.0, 9)])
def test_a_bin_holds_its_lower_border(confidence: float, number: int) -> None:
    """Ten bins of equal width; the last one takes 1.0 too."""
    bins = calibrate([Sample(confidence, True, True)]).bins
    assert [item.count for item in bins].index(1) == number


def test_no_fact_is_no_error() -> None:
    """An empty corpus does not divide by zero."""
    assert calibrate([]).ece_right == 0.0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.booleans())))
def test_the_error_is_a_share(rows: list[tuple[float, bool, bool]]) -> None:
    """Never below 0 or above 1, and every fact is in a bin."""
    result = calibrate([Sample(*row) for row in rows])
    assert 0.0 <= result.ece_right <= 1.0
    assert sum(item.count for item in result.bins) == len(rows)
