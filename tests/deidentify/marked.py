"""Records with their identifiers marked, and what a finder makes of them: found by class, and masked without need.

It stands apart because the test and anybody who mends the finder score in the same way.
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("strangers")
# Words that must stay, and words about which one may argue.
KEEP, FREE = "keep", "free"
_FIRST = 30
_MARK = re.compile(r"\{([a-z]+)\|([^{}|]*)\}")
_WORD = re.compile(r"\w+")
# Titles, kin and labels that stand inside a mark: they may stay, for they identify nobody.
_LABEL_WORDS = """mr mrs ms dr drs doctor rev capt ret frau doña don el la his her brother sister cousin mother
    baby s md do dc pa c pcp esq and the of in on at off lot sn n ser plate tag vin no since due week today llp
    ppo er rm exit jr junior viuda de med reg motel weds sunday saturday tues martes día morning yr yrs y o year
    years old suite po p.o box bldg apt rr bx hearing officer judge attorney claimant claimant's nurse rep my attn file
    fnp lvn rnd hr mrn pm am"""
_LABELS = frozenset(_LABEL_WORDS.split())
# States and hours of the day identify nobody, by the same rule that names the 18 kinds.
_MAY_STAY = re.compile(
    r"\b(?:A[LKZR]|C[AOT]|D[CE]|FL|G[Aa]|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|"
    r"W[AVIY])\b|\b\d{1,2}:\d{2}\b"
)


@dataclass(frozen=True)
class Marked:
    """A record without its marks, and the places that were marked, by class."""

    name: str
    text: str
    spans: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Score:
    """Per class how many there are and how many are covered whole; of the other words how many were masked; of those
    words of the trade that are marked to stay how many were."""

    there: Counter[str]
    covered: Counter[str]
    words: int
    masked: int


def marked(path: Path) -> Marked:
    """The record of one file."""
    pieces: list[str] = []
    spans: list[tuple[str, int, int]] = []
    at = size = 0
    told = path.read_text(encoding="utf-8")
    for mark in _MARK.finditer(told):
        pieces += [told[at : mark.start()], mark.group(2)]
        size += mark.start() - at
        spans.append((mark.group(1), size, size + len(mark.group(2))))
        size, at = size + len(mark.group(2)), mark.end()
    return Marked(path.stem, "".join([*pieces, told[at:]]), tuple(spans))


def records(*, blind: bool, first: bool) -> list[Marked]:
    """Half of a set of records: those that the finder was mended on (odd numbers), or those that it never was (even).

    The `first` 30 were written before the first finder for such records, the other 40 before the second.
    """
    paths = sorted(FOLDER.glob("*.txt"))
    numbered = [(int(path.stem[:2]), path) for path in paths]
    return [marked(path) for at, path in numbered if (at % 2 == 0) is blind and (at <= _FIRST) is first]


def scored(record: Marked, found: list[tuple[int, int]]) -> Score:
    """What the spans `found` cover of the record."""
    gone = {at for start, end in found for at in range(start, end)}
    there: Counter[str] = Counter()
    covered: Counter[str] = Counter()
    told: set[int] = set()
    for kind, start, end in record.spans:
        stay = {at for hit in _MAY_STAY.finditer(record.text, start, end) for at in range(hit.start(), hit.end())}
        words = [word for word in _WORD.finditer(record.text, start, end) if word.group().lower() not in _LABELS]
        signs = [at for word in words for at in range(word.start(), word.end()) if at not in stay]
        there[kind] += 1
        covered[kind] += any(at in gone for at in signs) if kind == KEEP else all(at in gone for at in signs)
        if kind != KEEP:
            told.update(range(start, end))
    others = [word for word in _WORD.finditer(record.text) if word.start() not in told]
    return Score(there, covered, len(others), sum(word.start() in gone for word in others))
