"""Tells which glyphs are tick boxes, ticked or not, whatever font draws them.

It stands apart because the same box is a letter in one font, a private code in another and a Unicode sign in a third.
"""

from collections.abc import Sequence

from chartcase.ingest.token import Token

EMPTY, TICKED = "☐", "☒"

SIGNS = dict.fromkeys("☐□◻▢⬜❏❐❑❒🞎🞏🞐", EMPTY) | dict.fromkeys("☑☒⌧⊠▣🗹🗵🗷⮽", TICKED)
# A check mark or a filled square is a ticked box only in line with empty ones; elsewhere it is a bullet.
MARKS = frozenset("✓✔✗✘√■◼⬛🗸")

# The code charts of the pictorial fonts; PDFs mostly give their codes and no Unicode.
_PICTORIAL: dict[str, dict[int, str]] = {
    "wingdings2": dict.fromkeys(b"\xa3", EMPTY) | dict.fromkeys(b"QRST", TICKED) | dict.fromkeys(b"OP", "✓"),
    "wingdings": dict.fromkeys(b"oqr\xa8", EMPTY)
    | dict.fromkeys(b"x\xfd\xfe", TICKED)
    | dict.fromkeys(b"\xfb\xfc", "✓")
    | dict.fromkeys(b"lv\x9f\xa7\xd8", "•")
    | dict.fromkeys(b"n", "■"),
    "zapfdingbats": dict.fromkeys(b"opqr", EMPTY)
    | dict.fromkeys(b"345678", "✓")
    | dict.fromkeys(b"l", "•")
    | dict.fromkeys(b"n", "■"),
}
# A mark belongs to a list of boxes where it is level with one (in box heights), or near and flush with it (in points).
_BESIDE, _NEAR, _ALIGNED = 0.6, 4.0, 3.0
_PRIVATE_FIRST, _PRIVATE_LAST = 0xF000, 0xF0FF


def pictorial_font(name: str) -> str | None:
    """The family of a pictorial font by its name in the PDF ("ABCDEF+Wingdings-Regular"), None for letters."""
    plain = name.lower().replace(" ", "").replace("-", "")
    if "dingbats" in plain:
        return "zapfdingbats"
    if "wingdings2" in plain:
        return "wingdings2"
    return "wingdings" if "wingdings" in plain and "wingdings3" not in plain else None


def glyph_sign(family: str | None, character: str) -> str:
    """What a glyph stands for: `EMPTY`, `TICKED`, a mark of `MARKS`, or the character itself."""
    if character in SIGNS:
        return SIGNS[character]
    code = ord(character)
    if _PRIVATE_FIRST <= code <= _PRIVATE_LAST:
        code -= _PRIVATE_FIRST
    return _PICTORIAL[family].get(code, character) if family is not None else character


def with_marks_ticked(tokens: Sequence[Token]) -> list[Token]:
    """The words, with marks turned into ticked boxes where they stand in line with an empty box: beside or under it."""
    boxes = [token for token in tokens if token.text == EMPTY]
    if not boxes:
        return list(tokens)
    return [
        token._replace(text=TICKED) if token.text in MARKS and any(_in_line(token, box) for box in boxes) else token
        for token in tokens
    ]


def _in_line(mark: Token, box: Token) -> bool:
    height = box.y1 - box.y0
    beside = abs(mark.middle[1] - box.middle[1]) <= _BESIDE * height
    near = abs(mark.middle[1] - box.middle[1]) <= _NEAR * height
    return beside or (near and abs(mark.x0 - box.x0) <= _ALIGNED)
