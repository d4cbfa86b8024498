"""White scan lines are filled from their neighbours; what did not arrive as it was scanned is told row by row."""

import numpy as np

from chartcase.ingest.ocr.ink import Ink
from chartcase.ingest.ocr.scanlines import mended


def print_of(rows: int) -> Ink:
    """Strokes of two pixels, forty a row, none of them quite where it was the row before."""
    chance = np.random.default_rng(7)
    ink = np.zeros((rows, 400), dtype=np.bool_)
    for row in ink:
        starts = np.arange(40) * 10 + chance.integers(2, 4, size=40)
        row[starts] = row[starts + 1] = row[starts + 2] = row[starts + 3] = True
    return ink


def test_a_white_row_is_filled_and_told() -> None:
    """From the rows above and below it."""
    ink = print_of(20)
    ink[9] = False
    whole = mended(ink)
    assert np.flatnonzero(whole.lost).tolist() == [9]
    assert whole.ink[9].any()


def test_a_row_lost_from_a_short_line_is_filled() -> None:
    """Two words at the end of a paragraph are all the print that it crosses."""
    ink = print_of(20)
    ink[:, 60:] = False
    ink[9] = False
    assert np.flatnonzero(mended(ink).lost).tolist() == [9]


def test_the_gap_of_an_equals_sign_is_none() -> None:
    """A sign or two of a few pixels are no print that lost a row."""
    ink = np.zeros((20, 400), dtype=np.bool_)
    ink[9:12:2, 100:112] = True
    assert not mended(ink).lost.any()


def test_a_row_sent_twice_is_told() -> None:
    """It stands where another row should be, and nothing can bring that back."""
    ink = print_of(20)
    ink[9] = ink[8]
    whole = mended(ink)
    assert np.flatnonzero(whole.lost).tolist() == [9]
    assert whole.ink is ink


def test_rows_that_are_all_doubled_are_not_lost() -> None:
    """A machine that doubles the rows of a coarse page loses none."""
    assert not mended(np.repeat(print_of(10), 2, axis=0)).lost.any()


def test_a_page_as_it_was_scanned_has_lost_nothing() -> None:
    """Not even between two lines of print."""
    ink = np.concatenate([print_of(20), np.zeros((12, 400), dtype=np.bool_), print_of(20)])
    assert not mended(ink).lost.any()
