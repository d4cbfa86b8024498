"""Mends the misread words of a line where only one reading is legal in its place; everything else stays as it was read.

It stands apart because it knows text only: whatever engine read the line, and wherever it stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.ingest.ocr.amounts import mended_amounts
from chartcase.ingest.ocr.dates import Found, mended_dates
from chartcase.ingest.ocr.lexicon import Lexicon
from chartcase.ingest.ocr.ticks import mended_ticks
from chartcase.ingest.ocr.vertebrae import bare_level_in, level_in, root_in

_CORE = re.compile(r"[A-Za-z0-9€$¢§|!](?:[^\s,;:)]*[A-Za-z0-9$§|!\]&?])?")
# These readings of a root are words or shorthand of their own: they need its company to be repaired.
_OWN_MEANING = frozenset(
    [
        "LS",
        "CS",
        "TS",
        "SI",
        "IS",
        "TI",
        "CI",
        "SS",
        "LI",
        "CO",
        "LO",
        "TO",
        "SO",
        "Co",
        "Lo",
        "To",
        "So",
        "Ls",
        "Cs",
        "Ts",
        "Is",
        "Ss",
        "Si",
        "Ti",
        "Li",
        "Cl",
        "Tl",
    ]
)
# The lowest level, the commonest of all, where its letters or its one became signs: `LS-S)`, `I 5-S1`, `[.5-S}`.
_LOWEST = re.compile(
    r"(?<![\w/.,-])(?:[LlI1|\[({T][.,]?\s?)?(?P<upper>[5Ss])[-–—=][S$§](?:[1lI|!ti]{1,2}|[)}\]])(?![\w/-])"
)
_ROOT_LENGTHS = range(2, 5)
_LIKE_A_SIDE = re.compile(r"(?<![\w'-])[A-Za-z1]{4,5}(?![\w'])")
# Not a word: T11, whose ones were read as strokes.
_ELEVEN = re.compile(r"T(?=.*[1l|I])[1lI|!i]{2,3}")


@dataclass(frozen=True, slots=True)
class Mended:
    """Words `first` to `last` (both counted in) of a line are `text`; it holds a space where two words stay apart."""

    first: int
    last: int
    text: str

    def __repr__(self) -> str:
        """No chart text."""
        return f"Mended({self.first}, {self.last})"


def mended(words: Sequence[str], lexicon: Lexicon) -> list[Mended]:
    """The repairs of a line, from left to right, no two of which share a word."""
    line = " ".join(words)
    found = sorted(
        {
            *mended_dates(line, lexicon),
            *mended_amounts(line, lexicon),
            *_vertebrae(line, lexicon),
            *_lowest(line),
            *_sides(line, lexicon),
        },
        key=_rank,
    )
    starts = _starts(words)
    repairs: list[Mended] = []
    for start, end, text in found:
        first, last = _word_at(starts, start), _word_at(starts, end - 1)
        if repairs and first <= repairs[-1].last:
            repairs[-1:] = _merged(repairs[-1], words, (first, last), (start - starts[first], end, text), starts)
            continue
        whole = line[starts[first] : start] + text + line[end : starts[last] + len(words[last])]
        repairs.append(Mended(first, last, whole))
    ticks = [Mended(*found) for found in mended_ticks(words)]
    return [*ticks, *(repair for repair in repairs if not ticks or repair.first > ticks[0].last)]


def _rank(found: Found) -> tuple[int, int]:
    """From left to right, the longer one first."""
    return found[0], -found[1]


def _merged(
    before: Mended, words: Sequence[str], span: tuple[int, int], found: tuple[int, int, str], starts: Sequence[int]
) -> list[Mended]:
    """Two repairs in one word: the second is applied to what the first made of it, if its reading is still there."""
    first, last = span
    start, end, text = found
    raw = words[first][start : end - starts[first]]
    if first == last == before.last and before.text.endswith(words[first][start:]) and raw in before.text:
        at = len(before.text) - len(words[first]) + start
        return [Mended(before.first, before.last, before.text[:at] + text + before.text[at + len(raw) :])]
    return [before]


def _starts(words: Sequence[str]) -> list[int]:
    starts: list[int] = []
    at = 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return starts


def _word_at(starts: Sequence[int], offset: int) -> int:
    return max(index for index, start in enumerate(starts) if start <= offset)


def _vertebrae(line: str, lexicon: Lexicon) -> list[Found]:
    found: list[Found] = []
    for match in _CORE.finditer(line):
        core = match.group()
        meant = level_in(core, lexicon)
        if meant is None and core[0] == "1" and _speaks_of_spine(line, match, lexicon):
            meant = bare_level_in(core)
        if meant is None and len(core) in _ROOT_LENGTHS and _keeps_company(core, line, match, lexicon):
            meant = root_in(core, lexicon)
        if meant is not None:
            found.append((match.start(), match.end(), meant))
    return found


def _sides(line: str, lexicon: Lexicon) -> list[Found]:
    """Left and right, of which a letter was misread."""
    found: list[Found] = []
    for match in _LIKE_A_SIDE.finditer(line):
        side = lexicon.side_of.get(match.group().lower())
        if side is not None:
            is_capital = match.group()[0] == side[0].upper()
            found.append((match.start(), match.end(), side.capitalize() if is_capital else side))
    return found


def _lowest(line: str) -> list[Found]:
    """L5-S1 where nothing else can be meant; `S-S1` needs the letter of its upper vertebra."""
    return [
        (match.start(), match.end(), "L5-S1")
        for match in _LOWEST.finditer(line)
        if match.group() != "L5-S1" and (match.start("upper") > match.start() or match["upper"] == "5")
    ]


def _speaks_of_spine(line: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """True where the line names parts of the spine and no unit follows."""
    words = {word.strip(".,;:()").lower() for word in line.split()}
    after = _plain(line[match.end() :].split(" ", 2)[1:2])
    return bool(words & lexicon.rules.spine) and after not in lexicon.rules.counted


def _keeps_company(core: str, line: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """True where nothing but a root makes sense: beside words that only a root has, or for a reading that is no
    word."""
    after = _plain(line[match.end() :].split(" ", 2)[1:2])
    before = _plain(line[: match.start()].rstrip().rsplit(" ", 1)[-1:])
    glued = line[: match.start()].endswith(("-", "/"))
    if core[0].isdigit() or core[:2] in ("l.", "I."):
        return core.replace(".", "").isalnum() and len(core) in (2, 3) and after in lexicon.rules.only_root_after
    if _ELEVEN.fullmatch(core) and not glued:
        return _speaks_of_spine(line, match, lexicon)
    if glued or core.islower() or after in lexicon.rules.not_root_after:
        return False
    if after in lexicon.rules.root_after or before in lexicon.rules.root_before:
        return True
    return core not in _OWN_MEANING and not core.isalpha() and not core.startswith("$")


def _plain(words: Sequence[str]) -> str:
    return words[0].strip(".,;:()[]") if words else ""
