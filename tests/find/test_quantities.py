"""Numbers, durations and shares in words and digits."""

import pytest

from chartcase.fact import Range
from chartcase.find.quantities import number, percent, weeks


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("6 weeks", 6.0),
        ("six weeks", 6.0),
        ("5 days", 0.7),
        ("3 months", 13.0),
        ("a year", 52.1),
        ("2 years", 104.2),
        ("10-day", 1.4),
        ("> 6 wks", 6.0),
        ("six to eight months", Range(lo=26.1, hi=34.7)),
        ("4-6 weeks", Range(lo=4.0, hi=6.0)),
        ("several weeks", None),
        ("half a year", 26.1),
        ("two and a half weeks", 2.5),
        ("a couple of weeks", 2.0),
    ],
)
def test_durations_in_weeks(words: str, expected: float | Range | None) -> None:
    """30.4 days a month, one decimal; what gives no number gives nothing."""
    assert weeks(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("70%", 70),
        ("50-60%", Range(lo=50.0, hi=60.0)),
        ("about half", 50),
        ("three quarters", 75),
        ("50 percent", 50),
        ("150%", None),
    ],
)
def test_shares(words: str, expected: int | Range | None) -> None:
    """Digits and words; more than all is no share."""
    assert percent(words) == expected


def test_counts() -> None:
    """Digits, words, compounds; vague words are none."""
    assert [number(words) for words in ("34", "twelve", "twenty-four", "several")] == [34, 12, 24, None]
