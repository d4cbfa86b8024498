"""A number has to be known in order to stay."""

import pytest

from chartcase.deidentify.numbers import numbers_in


@pytest.mark.parametrize(
    "words",
    ["CPT 62323", "64483-RT", "gabapentin 1200 mg", "in 2019", "at 1430", "M54.16", "L4-5, T12-L1", "J3301", "120/80",
     "5/325", "4/5", "1,240.00", "$1240.00", "q12h", "28 TAC 133.308", "x 12", "1.5T", "XX/XX/2022", "20 to 30"],
)  # fmt: skip
def test_quantities_of_a_chart_stay(words: str) -> None:
    """Doses, grades, levels, codes, years, hours and money."""
    assert list(numbers_in(words)) == []


@pytest.mark.parametrize(
    "words", ["00551209", "68106", "SO-551-2097", "NKF551209H", "5512", "H5512097W", "314 555 01 70", "7019 0551 2097"]
)
def test_other_numbers_go_whole(words: str) -> None:
    """Whatever their shape, and whatever stands before them."""
    assert (0, len(words)) in list(numbers_in(words))
