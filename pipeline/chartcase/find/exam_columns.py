"""Examination tables and pairs: "EHL  5/5  4/5" under "R  L", "2+/1+ (R/L)", and a side that heads the lines below it.

It stands apart because what a cell means stands in another line, or in a bracket for the whole sentence, so that no
word beside the result says its side.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chartcase.find.exam_reading import Sign
from chartcase.find.exam_sides import sides_in
from chartcase.find.mention import View

_LINES_UP = 14
"""So many lines above a row its column heads are looked for."""
_RIGHT = r"right|rt\.?|r|rle|rue"
_LEFT = r"left|lt\.?|l|lle|lue"
_AWAY = r"(?: (?:side|leg|arm|le|ue))?"
_SIDES = rf"(?P<first>{_RIGHT}|{_LEFT}){_AWAY}(?P<gap>\s?+[/|,&]?+\s?+)(?P<second>{_RIGHT}|{_LEFT}){_AWAY}"
_HEAD = re.compile(rf"^(?P<title>[^.;:]{{0,40}}[\s|(:])?{_SIDES}[\s|):]*$", re.IGNORECASE)
"""A line that ends in both sides and says nothing else: "Muscle  R  L", "| Right | Left |", "Reflexes (L/R):"."""
_ORDER = re.compile(
    rf"(?<![\w/])(?P<first>{_RIGHT}|{_LEFT})\s?/\s?(?P<second>{_RIGHT}|{_LEFT})(?![\w/]|\s?[0-5]|\s(?:leg|arm|foot|hand))",
    re.IGNORECASE,
)
"""In which order the pairs of a sentence are: "(R/L)", "right/left"."""
_TIME = (
    r"(?:(?:initial|eval(?:uation)?|re-?eval(?:uation)?|intake|baseline|start|d/c|discharge|current|today|now|final"
    r"|pre|post|previous|last|progress)(?: (?:eval(?:uation)?|visit|exam|note))?|\d{1,2}/\d{1,2}(?:/\d{2,4})?)"
)
_TIMES = re.compile(
    rf"(?:^|[\s|]){_TIME}(?: \d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?)?[\s|]+{_TIME}[^.;]{{0,22}}$", re.IGNORECASE
)
"""A line that ends in two dates or visits: "Eval 10/24  D/C 12/05"."""
_CELL = (
    r"[0-5](?:\.5)?[+-]?(?:\s?/\s?5[+-]?)?|\(?[+-]\)?|positive|pos|negative|neg|intact|normal|full|wnl|nl|decreased"
    r"|diminished|reduced|impaired|dec|absent|trace|brisk|increased|weak|nt"
)
_DEGREES = r"(?:\d{2} ?(?:deg(?:rees)?\b)? ?)?"
_ROW = re.compile(
    rf"^(?:[\s:=|.]|\([^()]{{0,20}}\)|\b(?:reflex|jerk|strength|raise|sign|test|{_RIGHT}|{_LEFT})\b)*"
    rf"{_DEGREES}(?P<a>{_CELL}){_DEGREES}[\s|]+{_DEGREES}(?P<b>{_CELL})(?![\w/+]|-\d)(?P<rest>[^\n]*)$",
    re.IGNORECASE,
)
_PAIR = re.compile(
    rf"^(?:[\s:=]|\b(?:reflex(?:es)?|jerks?|dtrs?|strength|is|are|signs?|test|{_SIDES})\b|[()])*"
    rf"(?P<a>{_CELL})\s?[/|,&]\s?(?P<b>{_CELL})(?![\w/+]|-\d)",
    re.IGNORECASE,
)
_WORDS = {
    "positive": ("positive", "pos", "+", "(+)"),
    "negative": ("negative", "neg", "-", "(-)"),
    "normal": ("intact", "normal", "full", "wnl", "nl"),
    "decreased": ("decreased", "diminished", "reduced", "impaired", "dec", "weak"),
    "absent": ("absent",),
    "increased": ("brisk", "increased"),
    "untested": ("nt",),
}
_VALUES = {word: value for value, words in _WORDS.items() for word in words}
_SIDE_HEAD = re.compile(
    rf"^\W*(?:(?:on|in)\s)?(?:the\s)?(?P<first>{_RIGHT}|{_LEFT})(?:\s(?:lower|upper|side|extremity|leg|arm|limb|le|ue"
    r"|exam(?:ination)?|strength|motor))*\s?[:,-]?\s?$",
    re.IGNORECASE,
)
"""A line that is only a side: "Left lower extremity:"."""
_FOUND = re.compile(
    r"[0-5][+-]?\s?/\s?5|[0-4]\+|\b(?:intact|normal|pos(?:itive)?|neg(?:ative)?|decreased|diminished|absent|full|wnl)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One of the two results of a row or pair; `side` is None where the columns are visits and not sides."""

    sign: Sign
    side: str | None


def cells(view: View, kind: str) -> tuple[Cell, ...]:
    """The two results of the mention's row or pair, left to right; () where it has none. `kind`: motor, reflex, ..."""
    return _of_pair(view, kind) or _of_row(view, kind)


def side_above(view: View) -> str | None:
    """The side that heads the lines in which the mention stands; None where no line above is only a side."""
    for text in _lines_up(view):
        head = _SIDE_HEAD.match(text)
        if head is not None:
            return _side_of(head["first"])
        if not _FOUND.search(text) or _names_side(text):
            return None
    return None


def heads_dermatomes(view: View) -> bool:
    """Whether a line above heads a table of sensation, with nothing but rows between."""
    for text in _lines_up(view):
        if _SENSATION.search(text):
            return True
        if not _FOUND.search(text) or len(text) > len(_LONG_ROW):
            return False
    return False


_SENSATION = re.compile(r"\b(?:dermatom\w*|sensation|sensory|light touch|pin ?prick)\b", re.IGNORECASE)


def _of_pair(view: View, kind: str) -> tuple[Cell, ...]:
    match = _PAIR.match(view.between(view.mention.end, view.sentence.end))
    if match is None or _is_grade(match, kind):
        return ()
    order = _ORDER.search(view.text)
    sides = _order(order) if order is not None else _sides_above(view, pairs=True)
    return _cells(view, match, kind, sides) if sides is not None else ()


def _is_grade(match: re.Match[str], kind: str) -> bool:
    """Whether the pair is one grade out of five or four ("4/5", "2/4") and no pair of sides."""
    return match["b"] in ("5", "4") and match["a"].isdigit() and kind != "motor" and match["a"] < match["b"]


def _of_row(view: View, kind: str) -> tuple[Cell, ...]:
    match = _ROW.match(view.between(view.mention.end, view.sentence.end))
    if match is None or not _short_row(view) or (kind == "motor" and _NO_POWER.match(match["a"] + match["b"])):
        return ()
    named = sides_in(view, view.sentence.start, view.mention.end + match.start("a"))
    if named:
        side = str(named[0].value)
        return _cells(view, match, kind, (side, side)) if _times_above(view) else ()
    sides = _sides_above(view, pairs=False)
    if sides is not None:
        return _cells(view, match, kind, sides)
    return _cells(view, match, kind, (None, None)) if _times_above(view) else ()


_NO_POWER = re.compile(r"[0-2]\+?[0-5]?\+?$|[0-5]?\+?[0-2]\+?$")
"""Cells that needle tables have and strength has not: "2+  0"."""


def _short_row(view: View) -> bool:
    return view.mention.start - view.sentence.start <= len("extensor hallucis ")


def _cells(view: View, match: re.Match[str], kind: str, sides: tuple[str | None, str | None]) -> tuple[Cell, ...]:
    base = view.mention.end
    return tuple(
        Cell(_sign(match[name], base + match.start(name), kind), side)
        for name, side in zip(("a", "b"), sides, strict=True)
    )


def _sign(words: str, start: int, kind: str) -> Sign:
    end = start + len(words)
    if words.lower() in _VALUES:
        return Sign(start, end, "word", _VALUES[words.lower()])
    if kind == "reflex":
        return Sign(start, end, "reflex", words)
    return Sign(start, end, "power" if "/" in words else "bare", words)


def _sides_above(view: View, *, pairs: bool) -> tuple[str, str] | None:
    """The order of the sides in the nearest line above that heads columns (or, with `pairs`, says "R/L")."""
    for text in _lines_up(view):
        head = _HEAD.match(text)
        if head is not None and ("/" in head["gap"] or not pairs):
            return _order(head)
        if head is not None or _names_side(text) or (not _FOUND.search(text) and not _is_row(text)):
            return None
    return None


def _is_row(text: str) -> bool:
    return _CELLS_END.search(text) is not None


_CELLS_END = re.compile(rf"[\s|](?:{_CELL})[\s|]+(?:{_CELL})[\s|]*$", re.IGNORECASE)


def _times_above(view: View) -> bool:
    for text in _lines_up(view):
        if _TIMES.search(text) is not None:
            return True
        if text.endswith(".") or len(text) > len(_LONG_ROW):
            return False
    return False


_LONG_ROW = "L ankle plantar flexion (single heel raise)    4/5 with pain        4-/5 with pain"


def _names_side(text: str) -> bool:
    return re.search(rf"\b(?:{_RIGHT}|{_LEFT}|bilat\w*)\b", text, re.IGNORECASE) is not None


def _lines_up(view: View) -> Iterator[str]:
    """The lines above, nearest first, of the same dated entry; a row that looks like a title may open a section."""
    here, sentences = view.sentence, view.outline.sentences
    for index in range(here.index - 1, max(-1, here.index - 1 - _LINES_UP), -1):
        other = sentences[index]
        if other.document is not here.document or other.encounter is not here.encounter:
            return
        yield view.outline.text(other).strip()


def _order(match: re.Match[str]) -> tuple[str, str] | None:
    first, second = _side_of(match["first"]), _side_of(match["second"])
    return (first, second) if first != second else None


def _side_of(words: str) -> str:
    return "left" if words.lower().startswith("l") else "right"
