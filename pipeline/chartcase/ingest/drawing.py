"""Asks whether the bytes that draw a page still read as drawing: known operators, closed strings, no stray bytes.

It stands apart because streams that are not packed have no checksum, and a reader skips what it does not know.
"""

import re

_OPERATORS = frozenset(
    b"b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re "
    b"RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" true false null".split()
)
_SHOWS_WORDS = re.compile(rb"[)\]>]\s*T[jJ]\b")
_INNER_PICTURE = re.compile(rb"\bBI\b.{1,2000}?\bID\s", re.DOTALL)
_STRING_SIGNS = re.compile(rb"\\.|[()]", re.DOTALL)
_OTHER = re.compile(rb"<[0-9A-Fa-f\s]*>|/[^\s()<>\[\]{}/%]*|%[^\r\n]*|<<|>>|[\[\]]")
# No text and no number holds so many; a lost block of a disk or a line does.
_HOLE = bytes(16)
_NUMBER = re.compile(rb"[+-]*\d*(?:\.\d*)?(?:-\d+)?")


def is_broken_drawing(data: bytes) -> bool:
    """True where a content stream that shows words holds something that draws nothing.

    >>> is_broken_drawing(b"BT /F1 9 Tf (pain) Tj ET"), is_broken_drawing(b"BT /F1 9 T (pain) Tj ET")
    (False, True)
    """
    if not _SHOWS_WORDS.search(data) or _INNER_PICTURE.search(data):
        return False
    bare = None if _HOLE in data else _without_strings(data)
    if bare is None:
        return True
    return any(not _is_known(token) for token in _OTHER.sub(b" ", bare).split())


def _is_known(token: bytes) -> bool:
    return token in _OPERATORS or _NUMBER.fullmatch(token) is not None


def _without_strings(data: bytes) -> bytes | None:
    """The bytes outside of strings, a space for each string; None where one never ends."""
    pieces: list[bytes] = []
    depth = at = 0
    for sign in _STRING_SIGNS.finditer(data):
        if sign.group() == b"(":
            if depth == 0:
                pieces.append(data[at : sign.start()])
            depth += 1
        elif sign.group() == b")" and depth:
            depth -= 1
            at = sign.end()
    if depth:
        return None
    return b" ".join([*pieces, data[at:]])
