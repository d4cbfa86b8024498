"""Standpoints: the clause that a fact's words stand in."""

import pytest

from chartcase.case.standpoint import Standpoint


@pytest.mark.parametrize(
    ("passage", "words", "clause"),
    [
        ("He was authorized for 12 visits and attended 7.", "12 visits", "He was authorized for 12 visits "),
        ("He was authorized for 12 visits and attended 7.", "attended 7", " attended 7."),
        ("No relief; the MRI, however, helped.", "No relief", "No relief"),
    ],
)
def test_a_clause_ends_at_the_nearest_border_on_either_side(passage: str, words: str, clause: str) -> None:
    """Commas, semicolons and joining words part clauses."""
    start = passage.index(words)
    assert Standpoint(("a", 0), "clinical_note", None, "", 0, passage, start, start + len(words)).clause == clause


def test_a_standpoint_shows_no_words_of_the_record() -> None:
    """Its repr, which may reach a log, holds places only."""
    assert "secret" not in repr(Standpoint(("a", 0), "clinical_note", None, "", 0, "secret", 0, 6))
