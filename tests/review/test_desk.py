"""A review without a browser: every change is checked, checked again against the criteria, and can be undone."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chartcase.case.case import Case
from chartcase.errors import ReviewError
from chartcase.fact import Range
from chartcase.review.desk import Desk
from chartcase.review.requests import CHANGE, Marked, typed_value
from chartcase.review.store import Stale


def act(desk: Desk, **told: object) -> str:
    return desk.act(CHANGE.validate_python({"version": desk.view().review.version, **told}))


def status(desk: Desk, title: str = "Conservative care failed") -> str:
    return next(one.status for one in desk.view().criteria if one.title == title)


def state(desk: Desk, row: str) -> str:
    return next(one.state.value for one in desk.view().rows if one.id == row)


CONFLICT = "physical_therapy.weeks:f0004"


def test_a_conflict_waits_for_a_choice(desk: Desk) -> None:
    """Neither value can be accepted, and the review cannot be finished, until one is chosen."""
    with pytest.raises(ReviewError, match="two things"):
        act(desk, kind="accept", row="f0004")
    with pytest.raises(ReviewError, match="conflict"):
        act(desk, kind="finish")
    act(desk, kind="choose", conflict=CONFLICT, fact="f0004")
    assert (state(desk, "f0004"), state(desk, "f0006")) == ("accepted", "set_aside")
    assert "Finished" in act(desk, kind="finish")


def test_a_choice_checks_the_criteria_again(desk: Desk) -> None:
    """Six weeks meet four; two do not, and the page says what it was before."""
    act(desk, kind="choose", conflict=CONFLICT, fact="f0004")
    assert status(desk) == "MET"
    act(desk, kind="choose", conflict=CONFLICT, fact="f0006")
    assert status(desk) != "MET"


def test_a_correction_flips_a_criterion_and_undo_flips_it_back(desk: Desk) -> None:
    """The old value stays beside the new one, and the origin is the store's word."""
    act(desk, kind="choose", conflict=CONFLICT, fact="f0004")
    act(desk, kind="correct", row="f0004", value={"weeks": "1", "response": "failed"}, assertion="present")
    row = next(row for row in desk.view().rows if row.id == "f0004")
    assert row.mark is not None
    assert (row.state.value, row.mark.was, row.mark.origin) == ("corrected", "6 weeks, response: failed", "override")
    assert status(desk) != "MET"
    act(desk, kind="undo")
    assert status(desk) == "MET"
    history = desk.view().review.history
    assert [line.what for line in history] == ["chosen", "corrected", "undone"]
    assert [line.undone for line in history] == [False, True, False]


def test_a_rejection_needs_a_reason_and_takes_the_fact_out(desk: Desk) -> None:
    """What is rejected carries no criterion."""
    assert status(desk, "Image guidance") == "MET"
    with pytest.raises(ReviewError, match="reason"):
        act(desk, kind="reject", row="f0002")
    act(desk, kind="reject", row="f0002", reason="Not about this patient")
    assert status(desk, "Image guidance") != "MET"


def test_a_missed_fact_is_added_from_marked_words(desk: Desk) -> None:
    """The words under a box become its quote; its origin is manual; an undone number is never given again."""
    found = desk.marked(Marked(page=3, box=(50, 98, 200, 112)))
    assert found.quote == "Gait is normal"
    told = {"type": "exam_finding", "value": {"kind": "gait"}, "assertion": "present", "stated_by": "treating"}
    for number in ("f0009", "f0010"):
        act(desk, kind="add", page=3, start=found.start, end=found.end, **told)
        row = next(row for row in desk.view().rows if row.id == number)
        assert row.mark is not None
        assert (row.state.value, row.mark.origin, row.places[0].quote) == ("added", "manual", "Gait is normal")
        act(desk, kind="undo")


def test_two_tabs_lose_no_change(desk: Desk) -> None:
    """The second change on the same view is refused, and told."""
    act(desk, kind="accept", row="f0001")
    with pytest.raises(Stale, match="RN Test changed"):
        desk.act(CHANGE.validate_python({"version": 0, "kind": "accept", "row": "f0002"}))
    assert state(desk, "f0002") == "draft"


def test_a_review_is_there_again_after_a_restart(desk: Desk, case_folder: Callable[..., Path]) -> None:
    """A new desk over the same folder shows the same review."""
    act(desk, kind="accept", row="f0001")
    act(desk, kind="decide", decision="Approve", rationale="Six weeks of therapy.")
    with Desk(desk._open.folder, "payer_initial_lumbar") as again:
        assert state(again, "f0001") == "accepted"
        assert again.view().review.rationale == "Six weeks of therapy."


def test_exports_carry_the_reviewers_values(desk: Desk) -> None:
    """The file says the corrected value."""
    act(desk, kind="correct", row="f0008", value={"kind": "gait", "result": "decreased"}, assertion="present")
    made = desk.deliverable()
    assert next(fact for fact in made.case.facts if fact.id == "f0008").value["result"] == "decreased"
    assert made.view.checked == 1


def test_a_form_is_read_by_the_contract() -> None:
    """Numbers, ranges, lists and choices; nothing else."""
    told = {"levels": "L4-5, L5-S1", "relief_percent": "50-60", "side": "left", "ordinal": "2"}
    assert typed_value("prior_injection", told) == {
        "levels": ("L4-5", "L5-S1"),
        "relief_percent": Range(lo=50, hi=60),
        "side": "left",
        "ordinal": 2,
    }
    for wrong in ({"side": "up"}, {"ordinal": "many"}):
        with pytest.raises(ReviewError):
            typed_value("prior_injection", wrong)


def test_reviewing_loads_no_finder() -> None:
    """The worksheet needs neither spaCy nor scikit-learn."""
    code = "import sys, chartcase.review.server, chartcase.deliver.docx; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"spacy", "sklearn", "medspacy", "numpy", "chartcase.find"} & set(loaded)


QUESTION = "Pages 1 and 3 name two people. Is it one patient?"


def test_an_open_question_stops_the_review(case_folder: Callable[..., Path]) -> None:
    """Nothing but an answer is taken; a no lets nothing through either; a yes lets the review go on."""
    with Desk(case_folder(questions=(QUESTION,)), "payer_initial_lumbar") as desk:
        for told in ({"kind": "accept", "row": "f0001"}, {"kind": "finish"}, {"kind": "undo"}):
            with pytest.raises(ReviewError, match=r"question|nothing to undo"):
                act(desk, **told)
        act(desk, kind="answer", question=QUESTION, answer="no")
        with pytest.raises(ReviewError, match="answered with no"):
            act(desk, kind="accept", row="f0001")
        act(desk, kind="undo")
        act(desk, kind="answer", question=QUESTION, answer="yes")
        act(desk, kind="accept", row="f0001")
        assert [line.what for line in desk.view().review.history] == ["answered", "undone", "answered", "accepted"]


def test_a_question_is_no_note_and_leaves_the_case_once_answered(case_folder: Callable[..., Path]) -> None:
    """It is asked in one place; the files' case carries it as long as it is open."""
    with Desk(case_folder(questions=(QUESTION,)), "payer_initial_lumbar") as desk:
        assert QUESTION not in desk.view().notes
        assert desk.deliverable().case.questions == (QUESTION,)
        act(desk, kind="answer", question=QUESTION, answer="yes")
        assert desk.deliverable().case.questions == ()
        assert desk.view().answered == ((QUESTION, "yes"),)


def test_a_review_never_speaks_of_another_reading(desk: Desk) -> None:
    """A record read anew after its review began has other facts under the same numbers: that is refused."""
    act(desk, kind="accept", row="f0001")
    path = desk._open.folder / "case.json"
    case = Case.model_validate_json(path.read_bytes())
    path.write_text(case.model_copy(update={"facts": case.facts[1:]}).model_dump_json(), encoding="utf-8")
    with pytest.raises(ReviewError, match="read anew"):
        Desk(desk._open.folder, "payer_initial_lumbar")


def test_the_worksheet_names_who_reviewed(desk: Desk) -> None:
    """Whoever writes the file later, those stand in it who made the changes."""
    act(desk, kind="accept", row="f0001")
    with Desk(desk._open.folder, "payer_initial_lumbar", reviewer="MD Later") as later:
        assert later.view().review.reviewer == "RN Test"
        act(later, kind="accept", row="f0002")
        assert later.view().review.reviewer == "RN Test, MD Later"
