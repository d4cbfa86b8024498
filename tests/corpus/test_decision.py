"""What a decision says of itself: outcome, request, reviewer, reasons, and where the reviewer speaks."""

from pathlib import Path
from types import ModuleType

import pytest

from chartcase.corpus.extraction import Rows, rows_of
from chartcase.corpus.listing import listed
from chartcase.corpus.schema import DecisionRow

PROSE = """Re: Independent review of an epidural injection

Dear Parties,

I am board certified in Anesthesiology. The dispute is over a right C6-7 interlaminar epidural steroid injection.

The patient is a 52-year-old man with neck pain into the right arm. Right triceps strength is 4/5.

The first reviewer denied the request. The MRI shows no nerve root compression.

I disagree. The weakness is documented. In my opinion the C6-7 interlaminar ESI is medically necessary. The adverse
determinations are overturned.
"""
UR = """NOTICE OF ADVERSE DETERMINATION

Utilization review determination
Request: L5-S1 transforaminal epidural steroid injection
Date: 02/01/2020

The request was denied because there is no documentation of failed conservative care. The request is not certified.
"""
NOTE = "Office visit. Ms. A has low back pain. Plan: lumbar epidural steroid injection.\n"


def read(text: str, tmp_path: Path) -> Rows:
    """A text's rows."""
    file = tmp_path / "decision.txt"
    file.write_text(text, encoding="utf-8")
    (found,) = listed([file]).files
    return rows_of(found)


def decided(text: str, tmp_path: Path) -> DecisionRow:
    """A text's decision."""
    row = read(text, tmp_path).decision
    assert row is not None
    return row


def own_words(text: str, row: DecisionRow) -> str:
    """What the one who decides says."""
    return " / ".join(text[span.start : span.end] for span in row.rationale_spans)


def test_a_form_tells_outcome_request_and_reviewer(quick: ModuleType, tmp_path: Path) -> None:
    """Every column that the form fills."""
    row = decided(quick.LETTER, tmp_path)
    assert (row.stage, row.outcome) == ("iro", "upheld")
    assert (row.procedure, row.region, row.levels) == ("transforaminal_esi", "lumbar", ("L4-5",))
    assert (row.approach, row.laterality, row.guidance) == ("transforaminal", "left", "fluoroscopy")
    assert (row.sedation, row.sex, row.age) == ("iv", "female", 44)
    assert (row.year, row.year_source) == (2019, "dated")
    assert (row.specialty, row.organisation, row.state) == ("anesthesiology", "Hill Country Review", "TX")
    assert row.criteria_cited == ("ODG",)


def test_the_denial_gives_the_reasons(quick: ModuleType, tmp_path: Path) -> None:
    """Those of the utilization review, not those of the decision."""
    assert decided(quick.LETTER, tmp_path).reasons == ("conservative_care",)
    assert decided(PROSE, tmp_path).reasons == ("imaging",)


def test_the_reviewers_own_words_are_marked(quick: ModuleType, tmp_path: Path) -> None:
    """Outcome and analysis are; the retold record and the denial before are not."""
    said = own_words(quick.LETTER, decided(quick.LETTER, tmp_path))
    assert "[X] Upheld" in said
    assert "no objective findings" in said
    assert "medically\nnecessary" in said
    assert "Strength 5/5" not in said
    assert "failed conservative care" not in said


def test_a_letter_without_headings_has_its_own_words_too(tmp_path: Path) -> None:
    """The paragraph in which the decision stands."""
    row = decided(PROSE, tmp_path)
    assert row.outcome == "overturned"
    said = own_words(PROSE, row)
    assert "I disagree" in said
    assert "triceps strength" not in said


def test_a_denial_letter_is_a_decision_of_utilization_review(tmp_path: Path) -> None:
    """Its reasons are its own."""
    row = decided(UR, tmp_path)
    assert (row.stage, row.outcome, row.year) == ("ur", "not_certified", 2020)
    assert row.reasons == ("conservative_care",)


def test_a_note_decides_nothing(tmp_path: Path) -> None:
    """No row, and facts all the same."""
    rows = read(NOTE, tmp_path)
    assert rows.decision is None
    assert rows.facts


def test_a_masked_year_is_no_year(quick: ModuleType, tmp_path: Path) -> None:
    """Where no date is written out, nothing is guessed."""
    text = quick.LETTER.replace("03/14/2019", "XX/XX/XXXX").replace("01/05/2019", "XX/XX/XX").replace(
        "01/20/2019", "XX/XX/XX"
    )  # fmt: skip
    row = decided(text, tmp_path)
    assert (row.year, row.year_source) == (None, None)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [("Partially Overturned (Agree in part)", "partially_overturned"), ("Overturned (Disagree)", "overturned")],
)
def test_the_tick_decides(quick: ModuleType, tmp_path: Path, words: str, outcome: str) -> None:
    """The box that is ticked, not those beside it."""
    text = quick.LETTER.replace("   [X] Upheld (Agree)\n   [ ] Overturned (Disagree)", f"   [ ] Upheld\n   [X] {words}")
    text = text.replace("Therefore the injection is not medically\nnecessary.", "")
    assert decided(text, tmp_path).outcome == outcome


def test_a_certified_reviewer_is_no_outcome(tmp_path: Path) -> None:
    """What a letter says of its reviewer never stands before what it says of the injection."""
    text = PROSE.replace("I am board certified in", "The physician who reviewed this case is certified in")
    text = text.replace(" The adverse\ndeterminations are overturned.", "").replace("is medically", "is not medically")
    assert decided(text, tmp_path).outcome == "not_necessary"
