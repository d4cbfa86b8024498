"""Why a treatment ended: whose reason it is, and its noun."""

import pytest

from chartcase.flow import extract
from chartcase.ingest.text import text_pages
from chartcase.record import Record


@pytest.mark.parametrize(
    ("told", "reasons"),
    [
        ("He stopped gabapentin due to drowsiness and meloxicam because of nausea.", ["drowsiness", "nausea"]),
        ("She stopped Cymbalta because of wt gain.", ["weight gain"]),
        ("Naproxen (sleepy), stopped. Tramadol - constipation.", ["sleepiness", "constipation"]),
        ("Meloxicam was stopped.", [None]),
    ],
)
def test_each_drug_has_its_own_reason_as_a_noun(told: str, reasons: list[str | None]) -> None:
    """Said by its side, in the words of the record made a noun; none where none is told."""
    text = f"OFFICE VISIT 05/06/2024\nHPI: {told}\n"
    facts = extract(Record("a.txt", text, text_pages(text))).facts
    assert [fact.value.get("stop_reason") for fact in facts if fact.type == "medication_trial"] == reasons
