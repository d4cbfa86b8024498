"""Quotes are the record's own words, and whole ones."""

import pytest

from chartcase.find.evidence import quote
from chartcase.flow import extract
from chartcase.record import Page, PageSource, Record


def record(text: str) -> Record:
    """One page of text."""
    return Record("note.txt", text, (Page(1, 0, len(text), PageSource.TEXT),))


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("ptoms have", "Symptoms have"),
        ("board certified an", "board certified anesthesiologist"),
        ("L4", "L4"),
        ("5 m", "5 mg"),
        (" gave relief ", "gave relief"),
        ("; a board", "a board"),
    ],
)
def test_no_word_of_a_quote_is_cut(cut: str, whole: str) -> None:
    """The rest of a word belongs to the quote, white space does not, and figures are no letters."""
    text = "Symptoms have begun at L4-5; a board certified anesthesiologist gave 5 mg and it gave relief soon."
    start = text.index(cut)
    assert quote(record(text), start, start + len(cut)).quote == whole


def test_a_text_of_one_endless_word_is_quoted_in_part() -> None:
    """No quote grows without end."""
    assert len(quote(record("a" * 10_000), 5_000, 5_010).quote) < 100


def test_a_finding_beside_a_longer_word_quotes_it_whole() -> None:
    """A rule that reads the beginning of a word shows all of it."""
    found = extract(record("UTILIZATION REVIEW\nThe reviewer is board certified in\nanesthesiology.\n")).facts
    assert [fact.evidence[0].quote for fact in found if fact.type == "reviewer"] == [
        "board certified in\nanesthesiology"
    ]
