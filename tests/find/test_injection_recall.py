"""What later words take from an injection that was told before, however long the text between."""

import pytest

from chartcase.fact import Fact
from chartcase.find import injection_recall
from chartcase.find.injection_form import INJECTION
from chartcase.flow import extract
from chartcase.ingest.text import text_pages
from chartcase.record import Record

OPERATION = "OPERATIVE REPORT\nPROCEDURE: Right L4-5 {}.\nDESCRIPTION OF PROCEDURE:\n"
NEEDLE = "The needle was advanced to the right L4-5 foramen under fluoroscopy.\n"
DRAPED = "The patient was turned and draped.\n"
REVIEW = "UTILIZATION REVIEW DETERMINATION\nRATIONALE:\nThe patient had an epidural injection at L4-5 on 3/4/2023.\n"
WEIGHED = "The relief of 40% was not sustained for long enough.\n"


def facts(text: str) -> list[Fact]:
    return [fact for fact in extract(Record("a.txt", text, text_pages(text))).facts if fact.type == "prior_injection"]


@pytest.mark.parametrize(
    ("procedure", "between", "found"),
    [
        ("transforaminal epidural steroid injection", 1, True),
        ("transforaminal epidural steroid injection", 170, True),
        ("discectomy", 1, False),
        ("discectomy", 170, False),
    ],
)
def test_where_a_needle_went_is_an_injections_place_unless_the_report_tells_an_operation(
    procedure: str, between: int, found: bool
) -> None:
    """What the report opens with tells, however far back."""
    told = facts(OPERATION.format(procedure) + DRAPED * between + NEEDLE)
    assert any(fact.evidence[0].start > len(OPERATION) + len(DRAPED) * between for fact in told) is found


@pytest.mark.parametrize("words", [WEIGHED, "She had 80% relief for seven weeks.\n"])
def test_a_relief_told_again_and_again_looks_back_a_bounded_way(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """Four times as many sentences ask about four times as many others, not sixteen times as many."""
    asked: list[str] = []

    class Counting:
        """The words of an injection, and whom they were asked of."""

        def occurs(self, words: str) -> bool:
            asked.append(words)
            return INJECTION.occurs(words)

    monkeypatch.setattr(injection_recall, "INJECTION", Counting())

    def questions(sentences: int) -> int:
        asked.clear()
        assert facts(REVIEW + words * sentences)
        return len(asked)

    few, many = questions(200), questions(800)
    assert few > 200
    assert many < 8 * few
