"""Reads misread levels and roots: which vertebra, or which two, a word can only stand for.

It stands apart because the spine is short and known: of all readings of a blurred glyph few are a level.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chartcase.ingest.ocr.lexicon import Lexicon

# How many vertebrae of a region there are: C1-C7, T1-T12, L1-L5, S1-S5; and there is a root C8.
LAST = {"C": 7, "T": 12, "L": 5, "S": 5}
_LAST_ROOT = LAST | {"C": 8}
ORDER = "CTLS"
_PAIR = re.compile(r"(?P<upper>[^\s–—~=/+-]{1,5})(?P<dash>[–—~=/+-]{1,2})(?P<lower>[^\s–—~=/+-]{1,5})")
_GLUED = re.compile(r"(?P<region>[CTL])(?P<upper>\d)(?P<lower>\d|S1|T1|L1)")
# Without a letter: `14-5` is L4-5 among words of the spine.
_ANGLES = ("1.", "1,", "l.", "I.", "L.", "T.", "|.")
_ELEVEN = re.compile(r"T[1lIi|!]{2,3}")
_BARE = re.compile(r"1\.?(?P<upper>[1-4])(?P<dash>[-/])(?P<other>1\.?)?(?P<lower>[2-5])")
_EXACT_PAIR = re.compile(r"(?P<region>[CTLS])(?P<number>\d{1,2})[-/](?P<other>[CTLS])?(?P<second>\d{1,2})")
_EXACT_ROOT = re.compile(r"(?P<region>[CTLS])(?P<number>\d{1,2})")
# A reading that costs more has too little of the page in it: each misread glyph costs 1, a doubled one half. Another
# reading that costs hardly more leaves the word in doubt.
_MOST_COST, _CLEAR_COST = 2.25, 0.75


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """One way to read a word: what it costs in misread glyphs, and the text."""

    cost: float
    text: str


@dataclass(frozen=True, slots=True)
class _Vertebra:
    region: str
    number: int
    cost: float

    @property
    def place(self) -> tuple[int, int]:
        return ORDER.index(self.region), self.number


def is_level(text: str) -> bool:
    """True for a legal level as charts write it: L4-5, L5-S1, C4-C5, L3-S1; the upper vertebra comes first."""
    found = _EXACT_PAIR.fullmatch(text)
    if found is None:
        return False
    upper = _Vertebra(found["region"], int(found["number"]), 0.0)
    lower = _Vertebra(found["other"] or found["region"], int(found["second"]), 0.0)
    return _exists(upper) and _exists(lower) and upper.place < lower.place


def is_vertebra(text: str) -> bool:
    """True for a vertebra or root: L5, S1, T12."""
    found = _EXACT_ROOT.fullmatch(text)
    return found is not None and 1 <= int(found["number"]) <= _LAST_ROOT[found["region"]]


def are_neighbours(upper: str, lower: str) -> bool:
    """True for a vertebra and the next one down, which may leave its letter out: L5 and S1, T8 and 9."""
    high, low = _EXACT_ROOT.fullmatch(upper), re.fullmatch(r"([CTLS]?)(\d{1,2})", lower)
    if high is None or low is None:
        return False
    region = low[1] or high["region"]
    return _are_neighbours(
        _Vertebra(high["region"], int(high["number"]), 0.0), _Vertebra(region, int(low[2]), 0.0)
    ) and is_vertebra(f"{region}{low[2]}")


def level_in(word: str, lexicon: Lexicon) -> str | None:
    """The one level that a word can stand for: `L5-Sl` is L5-S1, `C4-CS5` is C4-C5, `L45` is L4-5; None for no or
    several readings, and for words that are a legal level as they are."""
    if is_level(word) or is_vertebra(word) or not any(letter.isalpha() or letter in "$§€" for letter in word):
        return None
    pair = _PAIR.fullmatch(word)
    if pair is None:
        return _only(sorted(_glued(word)))
    meant = _only(sorted(_pairs(pair["upper"], pair["lower"], lexicon)))
    return meant.replace("-", "/") if meant and pair["dash"] == "/" else meant


def bare_level_in(word: str) -> str | None:
    """The level that digits alone stand for where levels are spoken of: `13-4` is L3-4, `1.3-1.4` L3-L4."""
    found = _BARE.fullmatch(word)
    if found is None or int(found["lower"]) != int(found["upper"]) + 1:
        return None
    return f"L{found['upper']}{found['dash']}{'L' if found['other'] else ''}{found['lower']}"


def root_in(word: str, lexicon: Lexicon) -> str | None:
    """The one vertebra or root that a word can stand for: `LS` is L5, `$1` and `Sl1` are S1; None as for levels."""
    if is_vertebra(word) or len(word) < 2:
        return None
    readings = sorted(
        Reading(found.cost, f"{found.region}{found.number}") for found in _vertebrae(word, "", lexicon) if found.cost
    )
    return _only(readings)


def _only(readings: list[Reading]) -> str | None:
    """The cheapest reading, unless another one costs hardly more."""
    if not readings or readings[0].cost > _MOST_COST:
        return None
    near = {reading.text for reading in readings if reading.cost < readings[0].cost + _CLEAR_COST}
    return readings[0].text if len(near) == 1 else None


def _pairs(upper: str, lower: str, lexicon: Lexicon) -> Iterator[Reading]:
    for high in _vertebrae(upper, "", lexicon):
        for low in _vertebrae(lower, high.region, lexicon):
            if high.place < low.place:
                written = low.region if _has_letter(lower, low, lexicon) else ""
                # Neighbours are what charts name; a range is rarer.
                apart = 0.0 if _are_neighbours(high, low) else 0.5
                text = f"{high.region}{high.number}-{written}{low.number}"
                yield Reading(high.cost + low.cost + apart, text)


def _are_neighbours(high: _Vertebra, low: _Vertebra) -> bool:
    if high.region == low.region:
        return low.number == high.number + 1
    return (
        ORDER.index(low.region) == ORDER.index(high.region) + 1 and high.number == LAST[high.region] and low.number == 1
    )


def _has_letter(text: str, found: _Vertebra, lexicon: Lexicon) -> bool:
    written = found.region in lexicon.region_of.get(text[0], "") or text[:2] in _ANGLES
    return written and len(text) > len(str(found.number))


def _glued(word: str) -> Iterator[Reading]:
    """A level whose hyphen was lost: L45, L5S1."""
    found = _GLUED.fullmatch(word)
    if found and is_level(f"{found['region']}{found['upper']}-{found['lower']}"):
        yield Reading(1.0, f"{found['region']}{found['upper']}-{found['lower']}")


def _vertebrae(text: str, default: str, lexicon: Lexicon) -> Iterator[_Vertebra]:
    """Every vertebra that a reading can stand for; `default` is the region where none is written, "" for none."""
    text = text.replace("'", "").replace("’", "")
    if default:
        yield from _numbered(default, text, 0.0, lexicon)
    # The angle of an L read as a digit and a full stop: `1.3`.
    if text[:2] in _ANGLES:
        yield from _numbered("L", text[2:], 1.0, lexicon)
    # The whole of a number whose ones were read as strokes: `T1l`, `Til`, `T1ll`.
    if _ELEVEN.fullmatch(text):
        yield _Vertebra("T", 11, 0.5)
    for region in lexicon.region_of.get(text[:1], ""):
        cost = 0.0 if text[0] == region else 1.0
        yield from _numbered(region, text[1:], cost, lexicon)
        # The letter read twice, in both cases: `Cc4`.
        if len(text) > 2 and region in lexicon.region_of.get(text[1], ""):
            yield from _numbered(region, text[2:], cost + 0.5, lexicon)


def _numbered(region: str, text: str, cost: float, lexicon: Lexicon) -> Iterator[_Vertebra]:
    for number, extra in _numbers(text, lexicon):
        found = _Vertebra(region, number, cost + extra)
        if _exists(found):
            yield found


def _numbers(text: str, lexicon: Lexicon) -> Iterator[tuple[int, float]]:
    """The numbers that a reading stands for; one glyph read twice, once as its digit (`S5`, `1l`), counts once."""
    digits = lexicon.number(text)
    if not digits:
        return
    wrong = sum(1.0 for glyph in text if not glyph.isdigit())
    yield int(digits), wrong
    # Of the thoracic spine alone both are vertebrae: `TS` may be T5 and T8.
    if "S" in text:
        eights = (("8" if glyph == "S" else digit) for glyph, digit in zip(text, digits, strict=True))
        yield int("".join(eights)), wrong + 0.25
    if len(digits) > 1 and wrong and any(digits[at] == digits[at + 1] for at in range(len(digits) - 1)):
        at = next(at for at in range(len(digits) - 1) if digits[at] == digits[at + 1])
        yield int(digits[:at] + digits[at + 1 :]), max(wrong - 0.5, 0.5)


def _exists(vertebra: _Vertebra) -> bool:
    return 1 <= vertebra.number <= LAST[vertebra.region]
