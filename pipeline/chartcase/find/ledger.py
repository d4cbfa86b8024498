"""A row of a list of injections, read by the columns of its heading: number, relief, how long, function, medication.

It stands apart because a cell says in two words, without a verb, what only its column's heading makes plain.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from chartcase.fact import Value
from chartcase.find.mention import View
from chartcase.patterns import Pattern
from chartcase.segment.outline import Outline, Sentence

_COLUMNS = (
    ("ordinal", Pattern(r"^(?:no|#|number|inj(?:ection)?(?: (?:#|no|number))?)\b\.?:?$|^#$")),
    ("relief_percent", Pattern(r"\brelief\b(?: ?\(?%\)?)?$|^(?:%|percent|response|pain (?:relief|reduction)|better)")),
    ("relief_weeks", Pattern(r"^(?:how long|duration|lasted|for how long|length|weeks)|\b(?:duration|lasted)\b")),
    ("function", Pattern(r"^(?:functions?|functional \w+|adls?|activit(?:y|ies)|function .*)$")),
    ("medication", Pattern(r"^(?:meds?|medications?|medicines?|drugs|opioids?|pain meds)\b")),
)
_NUMBER = Pattern(r"^#?(?P<n>[1-9])\b\.?$")
_UNKNOWN = Pattern(
    r"^(?:-+|_+|n/?a|none recorded|unknown|blank|\?+|(?:not|un) ?(?:recorded|stated|documented|given|known)|)$"
)
_SAME = Pattern(r"\b(?:same|unchanged|no change|no different|none|no|not (?:changed|improved))\b")
_WORSE = Pattern(r"\b(?:worse|worsened|declined?|decreased|less able|off work|limited)\b")
_LESS = Pattern(r"\b(?:less|fewer|off|reduced|lower|down|stopped|cut|halved|decreased|discontinued|weaned|none)\b")
_MORE = Pattern(r"\b(?:more|increased|higher|added|up|doubled|raised)\b")
_HEADS = Pattern(
    r"relief[^\n]*(?:function|duration|how long|lasted|weeks|length)|(?:function|duration|how long|lasted|weeks)"
    r"[^\n]*relief"
)
_HEADING_ABOVE = 8
"""Lines above a row within which its heading stands."""
_WIDE = 2
"""Blanks of the record between two cells, at the least."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by the name of their column: stream spans."""

    cells: Mapping[str, tuple[int, int]]


def row_of(view: View) -> Row | None:
    """The row that the mention's sentence is, under the nearest heading with as many columns; None elsewhere."""
    cells = _cells(view.outline, view.sentence)
    if len(cells) < len(_COLUMNS) - 1:
        return None
    for heading in view.previous_sentences(_HEADING_ABOVE):
        named = _cells(view.outline, heading)
        if len(named) != len(cells) or not _HEADS.occurs(view.outline.text(heading)):
            continue
        columns = {_column(view.between(*cell)): span for cell, span in zip(named, cells, strict=True)}
        columns.pop("", None)
        return Row(columns) if {"relief_percent", "function"} & columns.keys() else None
    return None


def told(view: View, row: Row) -> dict[str, Value]:
    """What the row's cells without a figure say: its number, function and medication."""
    words = {name: view.between(*span).strip(" |").lower() for name, span in row.cells.items()}
    value: dict[str, Value] = {}
    number = _NUMBER.search(words.get("ordinal", "").encode("ascii"))
    if number is not None:
        value["ordinal"] = int(number.groups["n"])
    function, medication = words.get("function", ""), words.get("medication", "")
    if not _UNKNOWN.occurs(function):
        value["function"] = _function(function)
    change = _medication(medication)
    if change is not None and not _UNKNOWN.occurs(medication):
        value["medication"] = change
    lasted = (
        next(iter(view.attributes("duration", *row.cells["relief_weeks"])), None)
        if "relief_weeks" in row.cells
        else None
    )
    if lasted is not None and lasted.value is not None:
        value["relief_weeks"] = lasted.value
    return value


def _function(words: str) -> str:
    """A cell that names what one could do again tells improvement."""
    if _SAME.occurs(words):
        return "unchanged"
    return "worse" if _WORSE.occurs(words) else "improved"


def _medication(words: str) -> str | None:
    if _SAME.occurs(words):
        return "same"
    if _MORE.occurs(words):
        return "increased"
    return "reduced" if _LESS.occurs(words) else None


def _column(heading: str) -> str:
    words = heading.strip(" |?:").lower()
    return next((name for name, pattern in _COLUMNS if pattern.occurs(words)), "")


def _cells(outline: Outline, sentence: Sentence) -> list[tuple[int, int]]:
    """Stream spans of the cells of a line: between bars, else between gaps of two blanks and more."""
    text, start = outline.text(sentence), sentence.start
    ends = [at for at, char in enumerate(text) if char == "|"] if "|" in text else list(_wide(outline, sentence))
    bounds = [-1, *ends, len(text)]
    cells = [(start + low + 1, start + high) for low, high in pairwise(bounds)]
    return [cell for cell in cells if cell[0] < cell[1] and outline.stream.text[slice(*cell)].strip()]


def _wide(outline: Outline, sentence: Sentence) -> Iterator[int]:
    """Where in the sentence one blank stands for several of the record."""
    stream = outline.stream
    first = bisect_left(stream.clean_starts, sentence.start)
    for run in range(first, bisect_left(stream.clean_starts, sentence.end)):
        # only white space is folded from several characters into one
        if stream.record_ends[run] - stream.record_starts[run] >= _WIDE and not stream.plain[run]:
            yield stream.clean_starts[run] - sentence.start
