"""Mends tick boxes written with brackets: `{x]` is `[x]`, a line that begins with `]` began with `[ ]`.

It stands apart because a tick is a fact, and engines read its brackets as any bracket or stroke.
"""

import re
from collections.abc import Sequence

_OPEN, _CLOSE = "[({|", "])}|"
_TICKED = re.compile(r"[\[({|]?[xX][\])}|]|[\[{|][xX]")
_WHOLE = frozenset(("[x]", "[X]", "(x)", "(X)", "[]", "()"))
EMPTY, TICKED = ("[", "]"), "[x]"

Found = tuple[int, int, str]
"""First and last word, and what stands there; words of an empty box are parted by a space."""


def mended_ticks(words: Sequence[str]) -> list[Found]:
    """The misread tick box that a line begins with, if it does."""
    if len(words) < 2:
        return []
    first, second = words[0], words[1]
    if first not in _WHOLE and _TICKED.fullmatch(first):
        return [(0, 0, TICKED)]
    if first in tuple(_OPEN) and second in tuple(_CLOSE) and first + second not in _WHOLE:
        return [(0, 1, " ".join(EMPTY))]
    return []
