"""Attributes are read where somebody asks: up to the last character, and in time that grows with the text."""

import time

import pytest

from chartcase.flow import extract
from chartcase.ingest.text import text_pages
from chartcase.record import Record

NOTE = "OFFICE VISIT 05/06/2024\nEXAM: SLR positive.\nIMPRESSION: Left leg pain from the {}"


@pytest.mark.parametrize("ending", ["L4-5 disc protrusion", "L4-5 disc protrusion.", "L5-S1 HNP\n", "stenosis", "SLR"])
def test_a_finding_at_the_very_end_of_a_record_ends(ending: str) -> None:
    """Whoever looks a little way behind the last word stands behind the end of the record."""
    text = NOTE.format(ending)
    begun = time.process_time()
    case = extract(Record("a.txt", text, text_pages(text)))
    assert any(fact.type == "exam_finding" for fact in case.facts)
    assert time.process_time() - begun < 20


def test_one_long_sentence_costs_in_proportion_to_its_length() -> None:
    """Ten times the treatments in one sentence, far less than a hundred times the time."""

    def cost(times: int) -> float:
        text = "HPI: He took " + "naproxen 500 mg with some relief, " * times + "and rested.\n"
        begun = time.process_time()
        extract(Record("a.txt", text, text_pages(text)))
        return time.process_time() - begun

    cost(5)
    assert cost(200) < 40 * max(cost(20), 0.02)
