"""The contract as policies need it."""

import pytest

from chartcase.criteria.contract import contract


@pytest.mark.parametrize(
    ("fact_type", "key", "kind"),
    [
        ("request", "guidance", "choice"),
        ("request", "procedure", "choice"),
        ("prior_injection", "relief_percent", "number"),
        ("physical_therapy", "weeks", "weeks"),
        ("diagnosis", "term", "text"),
        ("radicular_symptom", "qualities", "choice"),
    ],
)
def test_what_a_key_holds(fact_type: str, key: str, kind: str) -> None:
    """By name, or "choice" for closed lists wherever they are written."""
    assert contract().kind(fact_type, key) == kind


def test_closed_choices() -> None:
    """Written in place, by the name of a list, or as members of a list."""
    assert "fluoroscopy" in contract().choices("request", "guidance")
    assert "caudal_esi" in contract().choices("request", "procedure")
    assert "tingling" in contract().choices("radicular_symptom", "qualities")
    assert contract().choices("diagnosis", "term") == ()


def test_which_keys_hold_numbers() -> None:
    """Weeks are numbers too."""
    assert contract().holds_number("physical_therapy", "weeks")
    assert not contract().holds_number("physical_therapy", "response")
