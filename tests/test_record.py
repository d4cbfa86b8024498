"""Where a quote is shown: one box a line, whichever way the page lies."""

import pytest

from chartcase.record import Box, line_boxes

WORDS = (Box(10, 10, 40, 20), Box(44, 10, 70, 20), Box(74, 10, 120, 20), Box(10, 22, 50, 32), Box(54, 22, 90, 32))
LINES = (Box(10, 10, 120, 20), Box(10, 22, 90, 32))


def turned(box: Box, quarters: int) -> Box:
    """The box on the page turned by so many quarters clockwise, about a point where nothing becomes negative."""
    for _ in range(quarters):
        box = Box(200 - box.y1, box.x0, 200 - box.y0, box.x1)
    return box


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_quote_has_one_box_a_line_however_the_page_lies(quarters: int) -> None:
    """A page fed sideways or upside down is shown as it came, and its quotes are not boxed word by word."""
    assert line_boxes([turned(word, quarters) for word in WORDS]) == tuple(turned(line, quarters) for line in LINES)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_word_under_the_one_before_it_begins_a_line(quarters: int) -> None:
    """A short line ends where the next one begins."""
    words = [turned(word, quarters) for word in (Box(10, 10, 40, 20), Box(10, 22, 50, 32), Box(54, 22, 90, 32))]
    assert line_boxes(words) == (turned(Box(10, 10, 40, 20), quarters), turned(Box(10, 22, 90, 32), quarters))


def test_the_next_line_of_a_skewed_page_is_a_line_of_its_own() -> None:
    """Its first word stands level with the end of the line before, which has fallen so far."""
    falling = [Box(10.0 + 30 * at, 10.0 + 3 * at, 36.0 + 30 * at, 20.0 + 3 * at) for at in range(6)]
    assert line_boxes([*falling, Box(10, 23, 36, 33)]) == (Box(10, 10, 186, 35), Box(10, 23, 36, 33))


def test_a_single_tall_word_is_a_box() -> None:
    """`L4` is taller than wide and stands upright all the same."""
    assert line_boxes([Box(10, 10, 18, 22)]) == (Box(10, 10, 18, 22),)
    assert line_boxes([]) == ()
