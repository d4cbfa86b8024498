"""A small linear model, from models/page_start, that tells whether a page begins a document or goes on with the one
before.

It stands apart because half of all documents open without a title that anybody knows: how the page before ends, and how
this one opens, tell together.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chartcase.segment.lines import looks_like_heading
from chartcase.segment.numbering import PageNumber

_OPENING, _ENDING = 7, 4
_WORD = re.compile(r"[a-z][a-z'-]+")
_PATIENT = re.compile(r"(?i)\b(?:patient|pt|name|claimant|employee|member|enrollee|dob|mrn)\b[^:]{0,12}:")
_SHARES = (0.35, 0.6, 0.85)
"""Of the lines of a full page: a document's last page is seldom full."""


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as the model sees it: its lines with words, furniture left out, its printed number, and whether a title
    opens it; that title, whether it runs over pages, and the document's day (ISO) as the page gives it."""

    lines: tuple[str, ...]
    printed: PageNumber | None
    titled: bool
    title: str = ""
    runs: bool = False
    day: str | None = None


@dataclass(frozen=True, slots=True)
class StartModel:
    """Logistic weights by feature name; from `threshold` on a page begins a document."""

    intercept: float
    weights: Mapping[str, float]
    threshold: float

    def begins(self, before: PageView, page: PageView, full: int) -> bool:
        """Whether the page begins a document; `full` are the lines of a full page of the record."""
        total = self.intercept + sum(self.weights.get(name, 0.0) for name in features(before, page, full))
        return 1.0 / (1.0 + math.exp(-total)) >= self.threshold


def features(before: PageView, page: PageView, full: int) -> set[str]:
    """How the page before ends, how this one opens, and what their numbers say."""
    found = {f"titled={page.titled}", f"number={_number(page)}", f"before={_number(before)}"}
    found |= {f"titled={page.titled},before={_filled(before, full)}", f"filled={_filled(before, full)}"}
    found |= {f"ends={_ends(before.lines)}", f"opens={_opens(page.lines)}"}
    found.add(f"patient={any(_PATIENT.search(line) for line in page.lines[:_OPENING])}")
    found |= {f"opening {word}" for word in _words(page.lines[:_OPENING])}
    found |= {f"ending {word}" for word in _words(before.lines[-_ENDING:])}
    return found


def _number(page: PageView) -> str:
    if page.printed is None:
        return "none"
    if page.printed.number == page.printed.of:
        return "only" if page.printed.of == 1 else "last"
    return "first" if page.printed.number == 1 else "inner"


def _filled(page: PageView, full: int) -> int:
    return sum(len(page.lines) >= share * full for share in _SHARES)


def _ends(lines: Sequence[str]) -> str:
    last = lines[-1].rstrip() if lines else ""
    return "sentence" if last.endswith((".", "?", "!")) else "open" if last else "nothing"


def _opens(lines: Sequence[str]) -> str:
    first = lines[0].strip() if lines else ""
    if first[:1].islower():
        return "lower"
    return "heading" if first and looks_like_heading(first) else "text"


def _words(lines: Sequence[str]) -> set[str]:
    return {word for line in lines for word in _WORD.findall(line.lower())}


UNTAUGHT = StartModel(0.0, {"titled=True": 1.0, "titled=False": -1.0}, 0.5)
"""The rules of titles alone."""


def load_start_model(folder: Path) -> StartModel:
    """The model from `folder`/page_start/weights.json; the rules alone where it was never trained."""
    file = folder / "page_start" / "weights.json"
    if not file.is_file():
        return UNTAUGHT
    data = json.loads(file.read_text(encoding="utf-8"))
    weights = {str(name): float(weight) for name, weight in data["weights"].items()}
    return StartModel(float(data["intercept"]), weights, float(data["threshold"]))
