"""A faxed record reads like its text: the demo fax against the text it was made from."""

from collections import Counter
from pathlib import Path

import pytest

from chartcase.case.case import Case
from chartcase.flow import extract, page_reader, read
from chartcase.record import PageSource

DEMO = Path(__file__).parents[2] / "corpora" / "demo"


@pytest.fixture(scope="module")
def faxed() -> Case:
    """The case of the faxed pages."""
    assert page_reader() is not None, "the OCR engine is a dependency and must be there"
    return extract(read(DEMO / "demo_fax.tif"))


def spoken(case: Case) -> Counter[tuple[str, str, str, str]]:
    """What the facts say, without where."""
    return Counter(
        (fact.type, str(sorted(fact.value.items())), fact.assertion.value, fact.stated_by.value) for fact in case.facts
    )


def test_a_fine_fax_gives_the_facts_of_its_text(faxed: Case) -> None:
    """At most one fact in twenty differs."""
    truth = spoken(extract(read(DEMO / "demo_record.txt")))
    shared = (spoken(faxed) & truth).total()
    assert shared >= 0.95 * truth.total()
    assert shared >= 0.95 * spoken(faxed).total()


def test_every_fact_of_a_fax_has_its_boxes(faxed: Case) -> None:
    """The worksheet can show the words on the page."""
    assert all(evidence.boxes for fact in faxed.facts for evidence in fact.evidence)
    assert {page.read_as for source in faxed.sources for page in source.pages} == {PageSource.OCR.value}


def test_boxes_lie_on_their_page(faxed: Case) -> None:
    """No box leaves the page as shown."""
    sizes = {page.number: (page.width, page.height) for source in faxed.sources for page in source.pages}
    for fact in faxed.facts:
        for evidence in fact.evidence:
            width, height = sizes[evidence.page]
            for x0, y0, x1, y1 in evidence.boxes:
                assert -2 <= x0 < x1 <= width + 2
                assert -2 <= y0 < y1 <= height + 2
