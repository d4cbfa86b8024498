"""Columns are read one after the other, tables row by row."""

from collections.abc import Callable, Sequence

import pytest

from chartcase.ingest.columns import find_gutter
from chartcase.ingest.rows import group_rows
from chartcase.ingest.token import Token

Words = Callable[..., list[Token]]

LEFT = (
    "The patient reports pain that runs from the",
    "lower back into the left calf. It began in the",
    "spring and has not changed since. She has had",
    "therapy twice a week and takes naproxen daily",
    "without relief. She sleeps badly because of it",
    "and cannot sit for more than twenty minutes.",
)
RIGHT = (
    "On examination the straight leg raise is positive",
    "on the left at forty degrees. Strength is full and",
    "reflexes are equal. Light touch is less over the",
    "lateral foot. The gait is normal. An image of the",
    "lumbar spine shows a disc protrusion that touches",
    "the left root. An injection was discussed today.",
)


def _page(words: Words, left: Sequence[str], right: Sequence[str], lower: float = 0.0) -> list[Token]:
    tokens: list[Token] = []
    for number, line in enumerate(left):
        tokens += words(line, left=50, top=100 + 12 * number)
    for number, line in enumerate(right):
        tokens += words(line, left=310, top=100 + lower + 12 * number)
    return tokens


def _gutter(tokens: list[Token], known: Sequence[float] = ()) -> float | None:
    found = find_gutter(tokens, group_rows(tokens, range(len(tokens))), known)
    return found.x if found else None


@pytest.mark.parametrize("lower", [0.0, 6.0], ids=["level", "set off"])
def test_two_columns_of_prose_have_a_gutter(words: Words, lower: float) -> None:
    """Whether the lines of both columns are level or not, the gutter lies between them."""
    x = _gutter(_page(words, LEFT, RIGHT, lower))
    assert x is not None
    assert 280 < x < 310


def test_one_column_has_none(words: Words) -> None:
    """Lines across the page are read across."""
    assert _gutter(_page(words, [f"{a} {b}" for a, b in zip(LEFT, RIGHT, strict=True)], ())) is None


def test_a_table_has_none(words: Words) -> None:
    """A drug stays beside its dose."""
    drugs = ["Naproxen", "Gabapentin", "Cyclobenzaprine", "Meloxicam", "Duloxetine", "Tramadol"]
    doses = ["500 mg bid", "300 mg tid", "10 mg qhs", "15 mg daily", "60 mg daily", "50 mg prn"]
    assert _gutter(_page(words, drugs, doses)) is None


def test_a_table_whose_right_cells_run_on_has_none(words: Words) -> None:
    """A line that runs on in a table stands alone: its row began above."""
    labels = ["Naproxen 500 mg tablet", "", "Gabapentin 300 mg capsule", "", "Meloxicam 15 mg tablet", ""]
    notes = [
        "Take one tablet by mouth twice daily with food",
        "as needed for pain in the back or in the leg",
        "Take one capsule by mouth three times a day and",
        "stop when you feel dizzy or your legs swell",
        "Take one tablet by mouth every morning with food",
        "and never together with another drug of its kind",
    ]
    assert _gutter(_page(words, labels, notes)) is None


def test_labels_with_values_have_none(words: Words) -> None:
    """Two pairs a line, as forms print them, are read line by line."""
    left = ["Patient: [NAME]", "Date seen: XX/XX/XX", "Referred by: self", "Side: left", "Level: L4-5"]
    right = ["Sex: female", "Age: 45", "Employer: school", "Onset: March", "Visit: 3"]
    assert _gutter(_page(words, left, right)) is None


def test_the_last_lines_need_a_gutter_known_from_before(words: Words) -> None:
    """One line in the right column proves nothing by itself; the page before does."""
    tokens = _page(words, LEFT, RIGHT[:1])
    assert _gutter(tokens) is None
    known = _gutter(tokens, [300.0])
    assert known is not None
    assert abs(known - 300) <= 8


def test_a_running_header_is_no_part_of_the_columns(words: Words) -> None:
    """A header that has words on both sides stands apart above them and is read across."""
    header = [*words("Medical record", left=50, top=40), *words("Page 2 of 5", left=400, top=40)]
    tokens = [*header, *_page(words, LEFT * 2, RIGHT * 2)]
    found = find_gutter(tokens, group_rows(tokens, range(len(tokens))))
    assert found is not None
    assert found.first == 1
