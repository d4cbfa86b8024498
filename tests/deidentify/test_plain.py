"""Letters are seen through where digits are meant, and digits where letters are."""

import pytest

from chartcase.deidentify.plain import digits_seen, letters_seen


@pytest.mark.parametrize(
    ("scanned", "meant"),
    [("l0/2l/24", "10/21/24"), ("36l-555-O1O8", "361-555-0108"), ("l4-5", "l4-5"), ("L5-S1", "L5-S1")],
)
def test_digits_that_a_scanner_took_for_letters(scanned: str, meant: str) -> None:
    """A level stays what it is."""
    assert digits_seen(scanned) == meant


@pytest.mark.parametrize(
    ("scanned", "meant"), [("PEMBERT0N", "PEMBERTON"), ("pa1n", "pain"), ("L5S1", "L5S1"), ("CLINlC", "CLINIC")]
)
def test_letters_that_a_scanner_took_for_digits(scanned: str, meant: str) -> None:
    """Of three letters or more."""
    assert letters_seen(scanned) == meant
