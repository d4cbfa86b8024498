"""What lines make of a case."""

from pathlib import Path

import pytest

from chartcase.case.opening import open_case
from chartcase.review.changes import apply
from chartcase.review.store import Line

QUESTION = "Do all pages belong to one patient?"


@pytest.mark.parametrize(("answer", "left"), [("yes", ()), ("no", (QUESTION,))])
def test_only_a_yes_closes_a_question(case_folder: object, answer: str, left: tuple[str, ...]) -> None:
    """After a no, the case still carries it, and its criteria stay unsure."""
    assert callable(case_folder)
    folder = case_folder(pages=3, picture=False)
    assert isinstance(folder, Path)
    case = open_case(folder).model_copy(update={"questions": (QUESTION,)})
    line = Line(
        number=1,
        at="2026-11-21T10:00:00Z",
        who="nurse",
        kind="answer",
        subject=QUESTION,
        old="",
        new=answer,
        origin="",
        reason="",
        previous="",
        digest="",
    )
    assert apply(case, [line], "nurse").case.questions == left
    assert apply(case, [], "nurse").case.questions == (QUESTION,)
