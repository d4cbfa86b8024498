"""Which glyphs are tick boxes."""

import pytest

from chartcase.ingest.ticks import EMPTY, TICKED, glyph_sign, pictorial_font, with_marks_ticked
from chartcase.ingest.token import Token


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Wingdings", "wingdings"),
        ("ABCDEF+Wingdings-Regular", "wingdings"),
        ("Wingdings 2", "wingdings2"),
        ("Wingdings3", None),
        ("ITC Zapf Dingbats", "zapfdingbats"),
        ("ZapfDingbats", "zapfdingbats"),
        ("Helvetica", None),
    ],
)
def test_picture_fonts_are_known_by_name(name: str, family: str | None) -> None:
    """With a subset's prefix, with blanks or without."""
    assert pictorial_font(name) == family


@pytest.mark.parametrize(
    ("family", "character", "sign"),
    [
        ("wingdings", "o", EMPTY),
        ("wingdings", "\xa8", EMPTY),
        ("wingdings", "\uf0a8", EMPTY),
        ("wingdings", "\xfe", TICKED),
        ("wingdings", "\uf0fe", TICKED),
        ("wingdings", "\xfd", TICKED),
        ("wingdings", "\uf0fc", "✓"),
        ("wingdings", "\uf0a7", "•"),
        ("wingdings2", "\xa3", EMPTY),
        ("wingdings2", "R", TICKED),
        ("wingdings2", "o", "o"),
        ("zapfdingbats", "o", EMPTY),
        ("zapfdingbats", "4", "✓"),
        (None, "☑", TICKED),
        (None, "☒", TICKED),
        (None, "☐", EMPTY),
        (None, "❏", EMPTY),
        (None, "o", "o"),
        (None, "R", "R"),
        (None, "✓", "✓"),
    ],
)
def test_a_glyph_stands_for_a_box_or_for_itself(family: str | None, character: str, sign: str) -> None:
    """The same letter is a box in one font and a letter in the next."""
    assert glyph_sign(family, character) == sign


def _token(text: str, left: float, top: float) -> Token:
    return Token(text, left, top, left + 10, top + 10)


@pytest.mark.parametrize(
    ("left", "top", "text"),
    [(50, 112, TICKED), (120, 100, TICKED), (120, 112, "✓"), (50, 300, "✓")],
    ids=["under an empty box", "beside one", "elsewhere", "far below"],
)
def test_a_check_mark_is_a_box_only_in_line_with_one(left: float, top: float, text: str) -> None:
    """A check mark in a list without boxes is a bullet."""
    tokens = with_marks_ticked([_token(EMPTY, 50, 100), _token("✓", left, top)])
    assert tokens[1].text == text


def test_check_marks_alone_stay() -> None:
    """Without any empty box there is nothing that they could have been."""
    assert with_marks_ticked([_token("✓", 50, 100)])[0].text == "✓"
