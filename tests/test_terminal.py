"""Text made safe to show, and traces without a word."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from chartcase.terminal import UNSAFE, shown, trace


def test_escape_sequences_become_visible() -> None:
    """A file name cannot colour, clear or retitle a terminal."""
    assert shown("a\x1b[31mb\rc\n") == "a\\x1b[31mb\\x0dc\\x0a"


def test_direction_marks_become_visible() -> None:
    """`fdp.exe` cannot pass for `exe.pdf`."""
    assert shown("a\u202efdp") == "a\\u202efdp"


def test_letters_of_all_scripts_stay() -> None:
    """Only what steers is replaced."""
    assert shown("Müller 患者 é.pdf") == "Müller 患者 é.pdf"


@given(st.text())
def test_what_is_shown_is_one_line_and_moves_nothing(text: str) -> None:
    """Whatever comes in, no control character comes out."""
    assert all(unicodedata.category(letter) not in UNSAFE for letter in shown(text))
    assert len(shown(text).splitlines()) <= 1


def test_a_trace_has_places_and_no_messages() -> None:
    """A message can hold words of a record, so that none is shown, of the cause neither."""
    try:
        try:
            raise KeyError("secret cause")
        except KeyError as cause:
            raise ValueError("secret words") from cause
    except ValueError as error:
        lines = trace(error)
    assert "secret" not in "\n".join(lines)
    assert lines[0] == "ValueError"
    assert "KeyError" in lines
    assert any("test_a_trace_has_places_and_no_messages" in line for line in lines)
