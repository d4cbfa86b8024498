"""What the finder let through is named by its place, and a plain note is not held up."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chartcase.deidentify.clean import cleaned
from chartcase.deidentify.doubts import doubts_in, is_dense
from chartcase.deidentify.identifiers import Found, Identifier
from chartcase.deidentify.run import InDoubt, Wishes, deidentified
from chartcase.find.rulebook import DateRule
from chartcase.flow import finder

PLAIN = (
    "Lumbar pain for 6 weeks radiates to the left leg below the knee. Physical therapy helped 20 percent.\n"
    "Strength 4/5 in the left EHL. MRI shows a disc protrusion at L5-S1. Plan: transforaminal injection, CPT 64483.\n"
)


@pytest.fixture(scope="module")
def dates() -> tuple[DateRule, ...]:
    """The forms of dates."""
    return finder().rulebook.dates


@pytest.mark.parametrize(
    "words",
    ["then joy drove him home", "ask for j.r. at the desk", "see tx7 for more",
     "on 3-19 again"],
)  # fmt: skip
def test_what_nothing_explains_is_doubted(words: str) -> None:
    """Names in small letters, initials, users, bare numbers, days and words of no language."""
    assert doubts_in(words)


def test_a_plain_note_is_not_doubted() -> None:
    """Doses, grades, levels and codes are explained by what stands beside them."""
    assert doubts_in(PLAIN) == ()


def test_a_place_is_told_by_line_and_column() -> None:
    """Both count from 1, in the text as it was given."""
    (place,) = doubts_in("Back pain.\nThen joy came.\n")
    assert (place.line, place.column) == (2, 6)


def test_what_was_found_is_not_doubted_again() -> None:
    """What goes anyway needs nobody's eyes."""
    assert doubts_in("Then joy came.", (Found(5, 8, Identifier.NAME),)) == ()


def test_a_record_of_nothing_but_identifiers_is_dense() -> None:
    """Eight of them, and one in twelve words or more; one fewer of either is none."""
    found = tuple(Found(at, at + 1, Identifier.OTHER) for at in range(8))
    assert is_dense("word " * 96, found)
    assert not is_dense("word " * 97, found)
    assert not is_dense("word " * 10, found[:7])


def test_doubts_are_masked_on_request(dates: tuple[DateRule, ...]) -> None:
    """What is doubted goes, and no doubt is left."""
    clean = cleaned("Then joy came.", dates, mask_doubts=True)
    assert clean.text == "Then [ID] came."
    assert clean.doubts == ()


def test_a_doubt_stops_the_writing(tmp_path: Path) -> None:
    """Nothing is written, the place is named, the word is not; with leave it is written."""
    (tmp_path / "a.txt").write_text(PLAIN + "Then joy came.\n")
    with pytest.raises(InDoubt) as told:
        deidentified([tmp_path / "a.txt"], tmp_path / "out", Wishes())
    assert "joy" not in told.value.sentence
    assert not (tmp_path / "out").exists()


def test_leave_is_given_by_an_option(call: Callable[..., object], tmp_path: Path) -> None:
    """`--accept` writes what is in doubt."""
    (tmp_path / "a.txt").write_text(PLAIN + "Then joy came.\n")
    call("deidentify", tmp_path / "a.txt", "-o", tmp_path / "out", "--accept")
    assert "joy" in (tmp_path / "out" / "record_1" / "record.txt").read_text()
