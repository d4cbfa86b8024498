"""What draws a page reads as drawing; what was overwritten does not."""

import pytest

from chartcase.ingest.drawing import is_broken_drawing

SOUND = b"q BT /F1 9 Tf 1 0 0 1 60 700 Tm (pain (left) \\) leg) Tj [(a) -20 <0041>] TJ ET Q 0 0 5 5 re f*"


def test_sound_drawing_is_left_alone() -> None:
    """Nested and escaped brackets, hexadecimal strings, names, operators with a star."""
    assert not is_broken_drawing(SOUND)


@pytest.mark.parametrize(
    ("old", "new"),
    [(b" Tm (", b" Tm(("), (b"60 700", b"60`700"), (b" Tf 1", b"\0\xe9 1"), (b"pain", bytes(16)), (b"BT", b"B\xd4")],
    ids=["a string that never ends", "a stray sign", "stray bytes", "a hole", "no operator"],
)  # fmt: skip
def test_what_draws_nothing_is_told(old: bytes, new: bytes) -> None:
    """One changed place is enough."""
    assert is_broken_drawing(SOUND.replace(old, new))


def test_streams_without_words_are_not_judged() -> None:
    """A script or a colour table is no drawing."""
    assert not is_broken_drawing(b"function f() { return 1; }")
