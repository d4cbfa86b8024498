"""Vertebral levels and nerve roots in every spelling, in the contract's normal form.

It stands apart because one interspace has a dozen spellings and a wrong level is a wrong injection.
"""

import re

_LAST = {"C": 7, "T": 12, "L": 5, "S": 5}
_NEXT = {"C": "T", "T": "L", "L": "S"}
_LEVEL = re.compile(
    r"([CTLS])[ -]?(\d{1,2})\s*(?:-|/|to|through|thru|though|and|\s)?\s*([CTLS])?[ -]?(\d{1,2})", re.IGNORECASE
)
_ROOT = re.compile(r"([CTLS])-?\s?(\d{1,2})", re.IGNORECASE)


def levels(words: str) -> tuple[str, ...]:
    """The interspaces that a spelling names, from the top; () where there is no such spine.

    >>> levels("L4/L5"), levels("L5-1"), levels("C3 through C5"), levels("L4-9")
    (('L4-5',), ('L5-S1',), ('C3-4', 'C4-5'), ())
    """
    match = _LEVEL.search(words)
    if match is None:
        return ()
    top, bottom = (match[1].upper(), int(match[2])), _lower(match)
    if bottom is None or not (_exists(*top) and _exists(*bottom)):
        return ()
    return _between(top, bottom)


def _lower(match: re.Match[str]) -> tuple[str, int] | None:
    letter, top, bottom = match[1].upper(), int(match[2]), int(match[4])
    if match[3]:
        return match[3].upper(), bottom
    if top == _LAST.get(letter) and bottom == 1 and letter in _NEXT:
        return _NEXT[letter], 1
    return (letter, bottom) if bottom > top else None


def _exists(letter: str, vertebra: int) -> bool:
    return 1 <= vertebra <= _LAST[letter] or (letter == "C" and vertebra == 8)


def _between(top: tuple[str, int], bottom: tuple[str, int]) -> tuple[str, ...]:
    found: list[str] = []
    here = top
    while here != bottom and len(found) < 25:
        below = _below(here)
        if below is None:
            return ()
        found.append(level_name(here, below))
        here = below
    return tuple(found) if here == bottom else ()


def _below(vertebra: tuple[str, int]) -> tuple[str, int] | None:
    letter, index = vertebra
    if index < _LAST[letter]:
        return letter, index + 1
    return (_NEXT[letter], 1) if letter in _NEXT else None


def level_name(top: tuple[str, int], bottom: tuple[str, int]) -> str:
    """The contract's form: the lower vertebra in full unless its letter repeats."""
    lower = str(bottom[1]) if bottom[0] == top[0] else f"{bottom[0]}{bottom[1]}"
    return f"{top[0]}{top[1]}-{lower}"


def root(words: str) -> str | None:
    """A nerve root such as "L5"; None where no such root leaves the spine.

    >>> root("L 5"), root("C8"), root("K1"), root("S1")
    ('L5', 'C8', None, 'S1')
    """
    match = _ROOT.fullmatch(words.strip())
    if match is None or not _exists(match[1].upper(), int(match[2])):
        return None
    return f"{match[1].upper()}{int(match[2])}"


def bare_level(words: str, letter: str) -> tuple[str, ...]:
    """A level said without its letter ("the 4-5 level") in the region that `letter` names; only true neighbours count.

    >>> bare_level("4-5", "L"), bare_level("5-1", "L"), bare_level("3-7", "L")
    (('L4-5',), ('L5-S1',), ())
    """
    found = levels(f"{letter}{words}")
    return found if len(found) == 1 else ()


def region_of(level: str) -> str:
    """The region of a level or root by its letter; L5-S1 counts as lumbar, C7-T1 as cervical."""
    return {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "sacral"}[level[0].upper()]
