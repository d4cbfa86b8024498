"""The text as patterns read it, with every character's place in the record.

It stands apart because hostile or typographic characters (wide digits, zero-width joiners, look-alike letters) must not
carry an identifier past a pattern.
"""

from dataclasses import dataclass

from chartcase.segment.stream import fold

_KEPT = frozenset("\n\t\f")


@dataclass(frozen=True, slots=True)
class Plain:
    """ASCII of a text; character i of it comes from character `origin[i]` of the text."""

    text: str
    data: bytes
    origin: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The span of the record behind [start, end), start < end: invisible characters inside it included."""
        return self.origin[start], self.origin[end - 1] + 1


def plain(text: str) -> Plain:
    """Fold a text; line breaks stay, other controls go."""
    pieces: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        folded = character if character in _KEPT else "\n" if character in "\r\x0b\u2028\u2029" else fold(character)
        pieces.append(folded)
        origin += [place] * len(folded)
    joined = "".join(pieces)
    return Plain(joined, joined.encode("ascii"), tuple(origin))
