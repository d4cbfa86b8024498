"""Levels and roots in every spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartcase.find.levels import bare_level, level_name, levels, root


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("L4-5", ("L4-5",)),
        ("L4/5", ("L4-5",)),
        ("L4-L5", ("L4-5",)),
        ("L4L5", ("L4-5",)),
        ("L5-S1", ("L5-S1",)),
        ("L5/S1", ("L5-S1",)),
        ("L5-1", ("L5-S1",)),
        ("C7-T1", ("C7-T1",)),
        ("T12-L1", ("T12-L1",)),
        ("C3 through C6", ("C3-4", "C4-5", "C5-6")),
        ("L3-S1", ("L3-4", "L4-5", "L5-S1")),
        ("L4-9", ()),
        ("C9-10", ()),
        ("L5-4", ()),
    ],
)
def test_one_interspace_has_many_spellings(words: str, expected: tuple[str, ...]) -> None:
    """All become the contract's form; what is no spine becomes nothing."""
    assert levels(words) == expected


@given(st.sampled_from("CTLS"), st.integers(0, 99), st.sampled_from("CTLS"), st.integers(0, 99))
def test_no_spelling_gives_a_level_that_no_spine_has(one: str, top: int, other: str, bottom: int) -> None:
    """Every level named lies between true neighbours."""
    for level in levels(f"{one}{top}-{other}{bottom}"):
        assert levels(level) == (level,)


def test_roots() -> None:
    """C8 leaves the spine, L6 and K1 do not."""
    assert [root(words) for words in ("C8", "L 5", "S1", "L6", "K1", "T13")] == ["C8", "L5", "S1", None, None, None]


def test_a_level_without_its_letter_takes_the_regions() -> None:
    """The 4-5 level of a lumbar note is L4-5, of a cervical one C4-5."""
    assert bare_level("4-5", "L") == ("L4-5",)
    assert bare_level("4-5", "C") == ("C4-5",)
    assert bare_level("2-5", "L") == ()


def test_level_names() -> None:
    """The lower vertebra is written in full unless its letter repeats."""
    assert level_name(("L", 5), ("S", 1)) == "L5-S1"
    assert level_name(("C", 3), ("C", 4)) == "C3-4"
