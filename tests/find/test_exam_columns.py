"""What a cell of an examination table means: the laws beside the cases of tests/findings/exam_finding.yaml."""

import pytest

from chartcase.flow import extract
from chartcase.record import Page, PageSource, Record


def sides_of(text: str) -> list[tuple[object, object]]:
    """Side and grade of every motor finding of the text, in order."""
    record = Record("note.txt", text, (Page(1, 0, len(text), PageSource.TEXT),))
    facts = [fact for fact in extract(record).facts if fact.type == "exam_finding"]
    return [(fact.value.get("side"), fact.value.get("grade")) for fact in facts]


@pytest.mark.parametrize("head", ["R  L", "Right   Left", "| RT | LT |", "RLE    LLE"])
def test_the_heads_of_the_columns_say_the_sides(head: str) -> None:
    """However the two heads are written, the first cell is of the first side."""
    assert sides_of(f"EXAM:\nMuscle  {head}\nEHL  5/5   4/5\n") == [("right", "5/5"), ("left", "4/5")]


def test_turned_heads_turn_the_sides() -> None:
    """The twin: "L  R" gives the first cell to the left."""
    assert sides_of("EXAM:\nMuscle  L  R\nEHL  5/5   4/5\n") == [("left", "5/5"), ("right", "4/5")]


def test_columns_of_visits_keep_the_side_of_the_row() -> None:
    """Two dated columns are two findings of the side that the row names."""
    found = sides_of("OBJECTIVE   Eval 10/24   D/C 12/05\nL EHL       4/5          4-/5\n")
    assert found == [("left", "4/5"), ("left", "4-/5")]


def test_rows_behind_other_words_have_no_sides() -> None:
    """A line of prose between the heads and a row ends the table."""
    text = "EXAM:\nMuscle  R  L\nHe was tender over the whole of the lumbar spine.\nEHL  5/5   4/5\n"
    assert all(side is None for side, _ in sides_of(text))


def test_a_line_that_is_only_a_side_holds_until_the_next() -> None:
    """Each block of lines has the side of the line above it."""
    text = "EXAM:\nLeft leg:\nEHL 4/5\nTA 4/5\nRight leg:\nEHL 5/5\n"
    assert sides_of(text) == [("left", "4/5"), ("left", "4/5"), ("right", "5/5")]
