"""The overlap of a quote's boxes counts what they leave out and what they add."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from ocr_quotes import covered, meant_words

from chartcase.record import Box

LINE = [Box(10.0 * at, 0.0, 10.0 * at + 8.0, 10.0) for at in range(6)]


@pytest.mark.parametrize(
    ("shown", "share"),
    [(Box(0, 0, 28, 10), 1.0), (Box(0, 0, 14, 10), 0.5), (Box(0, 0, 28, 20), 0.5), (Box(40, 0, 58, 10), 0.0)],
)
def test_overlap_is_shared_over_joined(shown: Box, share: float) -> None:
    """Half of it, twice as high, or beside it."""
    assert covered([shown], [Box(0, 0, 28, 10)]) == pytest.approx(share, abs=0.02)


def test_no_box_covers_nothing() -> None:
    """A quote without a box is not shown."""
    assert covered([], LINE) == 0.0


def test_a_word_that_was_passed_over_is_a_part_of_the_quote() -> None:
    """What stands between the words that were read is what the quote should show."""
    assert meant_words([LINE[1], LINE[3]], LINE) == LINE[1:4]
    assert meant_words([Box(500, 0, 510, 10)], LINE) == ()
