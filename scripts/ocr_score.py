"""What a reading of a page is worth, held against its truth: characters, words, clinical tokens, boxes.

It stands apart from the report because these figures are argued about one by one, and tests pin each of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from chartcase.record import Box

# A word below this is shown as doubtful; the threshold of chartcase.find.evidence.
DOUBTFUL_BELOW = 0.60
_AMOUNT = r"\d+(?:\.\d+)?(?:\s?(?:-|to)\s?\d+(?:\.\d+)?)?"
CLINICAL = re.compile(
    r"(?<![A-Za-z\d.])(?:"
    r"[CTLS]\d{1,2}\s?[-/]\s?[CTLS]?\d{1,2}"
    r"|[A-TV-Z]\d\d\.\d{1,4}[A-Z]?"
    r"|[\dX]{1,2}/[\dX]{1,4}(?:/[\dX]{2,4})?"
    rf"|{_AMOUNT}\s?(?:mg|mcg|m[Ll]|cc|g|units?)\b"
    rf"|{_AMOUNT}\s?(?:%|percent\b)"
    rf"|{_AMOUNT}[\s-](?:years?|months?|weeks?|days?|hours?|minutes?|sessions?|visits?|degrees?|mm|cm|pounds?)\b"
    r"|\d[+](?!\w)"
    r"|\d{5}(?:-\d\d)?"
    r"|[CTLS]\d{1,2}"
    r")(?![A-Za-z\d])"
)
"""Levels, roots, diagnosis codes, dates and ratios, doses, percents, durations and counts, reflex grades, CPT codes."""


@dataclass(frozen=True)
class Seen:
    """A word on the page as shown: truth, or reading with its confidence."""

    text: str
    box: Box
    confidence: float | None = None


@dataclass(frozen=True)
class Token:
    """A clinical token of the truth and what became of it: `read` is "" where nothing was read in its place."""

    text: str
    read: str
    right: bool
    doubtful: bool


@dataclass(frozen=True)
class PageScore:
    """Counts of one page; `overlaps` are intersection over union of each truth word with what was read there."""

    characters: int
    character_errors: int
    words: int
    word_errors: int
    tokens: tuple[Token, ...]
    overlaps: tuple[float, ...]


def score_page(
    truth: Sequence[Seen], truth_text: str, read: Sequence[Seen], read_text: str, stripe_words: int = 0
) -> PageScore:
    """Hold one page's reading against its truth; the sender's stripe, the first words, holds no clinical token."""
    wanted, got = truth_text.split(), read_text.split()
    there = _Places(read)
    return PageScore(
        characters=len(" ".join(wanted)),
        character_errors=edits(" ".join(wanted), " ".join(got)),
        words=len(wanted),
        word_errors=edits(wanted, got),
        tokens=tuple(_tokens(truth[stripe_words:], there)),
        overlaps=tuple(_overlap(word, there) for word in truth),
    )


class _Places:
    """The words that were read, found by place."""

    def __init__(self, words: Sequence[Seen]) -> None:
        self._words = words
        boxes = np.array([(word.box.x0, word.box.y0, word.box.x1, word.box.y1) for word in words], dtype=np.float64)
        self._boxes = boxes.reshape(-1, 4)

    def touching(self, box: Box) -> list[Seen]:
        """The words that share some of the box, in their order."""
        x0, y0, x1, y1 = self._boxes.T
        shares = (x0 < box.x1) & (x1 > box.x0) & (y0 < box.y1) & (y1 > box.y0)
        return [self._words[at] for at in np.flatnonzero(shares)]


def edits(one: Sequence[str], other: Sequence[str]) -> int:
    """Levenshtein distance of two strings, or of two lists of words."""
    numbers = {piece: number for number, piece in enumerate(dict.fromkeys([*one, *other]))}
    across = np.array([numbers[piece] for piece in other], dtype=np.int64)
    steps = np.arange(len(other) + 1)
    costs = steps.copy()
    for down, piece in enumerate(one, 1):
        kept = costs[:-1] + (across != numbers[piece])
        best = np.concatenate(([down], np.minimum(kept, costs[1:] + 1)))
        # A run of insertions costs one a step: subtract the steps, keep the least so far, add them again.
        costs = np.minimum.accumulate(best - steps) + steps
    return int(costs[-1])


def _tokens(truth: Sequence[Seen], read: _Places) -> list[Token]:
    found: list[Token] = []
    for line in _lines(truth):
        text = " ".join(word.text for word in line)
        starts = _starts(line)
        for match in CLINICAL.finditer(text):
            members = [
                word
                for word, start in zip(line, starts, strict=True)
                if start < match.end() and match.start() < start + len(word.text)
            ]
            found.append(_judged(match.group(), members, read))
    return found


def _starts(line: Sequence[Seen]) -> list[int]:
    starts, at = [], 0
    for word in line:
        starts.append(at)
        at += len(word.text) + 1
    return starts


def _lines(words: Sequence[Seen]) -> list[list[Seen]]:
    """Truth words in their order, cut where the next word is not on the right of the one before."""
    lines: list[list[Seen]] = [[word] for word in words[:1]]
    for before, word in pairwise(words):
        if _follows(before.box, word.box):
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _follows(before: Box, box: Box) -> bool:
    """True on upright, turned and upside-down pages alike: the next word is near, and no line further."""
    apart_x = max(box.x0 - before.x1, before.x0 - box.x1, 0.0)
    apart_y = max(box.y0 - before.y1, before.y0 - box.y1, 0.0)
    height = min(before.x1 - before.x0, before.y1 - before.y0)
    return min(apart_x, apart_y) == 0.0 and max(apart_x, apart_y) < 1.2 * height


def _judged(text: str, members: Sequence[Seen], read: _Places) -> Token:
    there = [other for word in members for other in read.touching(word.box) if _covers(other.box, word.box)]
    words = _in_order(list({id(word): word for word in there}.values()), members)
    got = " ".join(word.text for word in words)
    right = _holds(got, text)
    doubtful = any(word.confidence is not None and word.confidence < DOUBTFUL_BELOW for word in words)
    return Token(text, got, right, doubtful)


def _in_order(words: Sequence[Seen], members: Sequence[Seen]) -> list[Seen]:
    """By the truth word that each covers most, for a turned page has no left to right."""
    return sorted(
        words,
        key=lambda word: max(range(len(members)), key=lambda at: shared_area(word.box, members[at].box)),
    )


def _holds(read: str, token: str) -> bool:
    """True where the token stands in what was read, white space aside, and no letter or digit touches it; a millilitre
    is one in either spelling."""
    read, token = read.replace("ml", "mL"), token.replace("ml", "mL")
    bare = re.sub(r"\s", "", token)
    pattern = rf"(?<![A-Za-z\d]){re.escape(bare)}(?![A-Za-z\d])"
    return (
        re.search(pattern, re.sub(r"\s", "", read)) is not None
        or re.search(rf"(?<![A-Za-z\d]){re.escape(token)}(?![A-Za-z\d])", read) is not None
    )


def _covers(read: Box, truth: Box) -> bool:
    shared = shared_area(read, truth)
    return shared > 0.4 * _area(read) or shared > 0.4 * _area(truth)


def _overlap(word: Seen, read: _Places) -> float:
    """Intersection over union with the words read there, joined; 0.0 for none."""
    there = [
        other.box for other in read.touching(word.box) if shared_area(other.box, word.box) > 0.5 * _area(other.box)
    ]
    if not there:
        return 0.0
    joined = there[0]
    for box in there[1:]:
        joined = joined.joined(box)
    shared = shared_area(joined, word.box)
    return shared / max(_area(joined) + _area(word.box) - shared, 1e-9)


def shared_area(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return across * down if across > 0 and down > 0 else 0.0


def _area(box: Box) -> float:
    return max((box.x1 - box.x0) * (box.y1 - box.y0), 1e-9)


@dataclass(frozen=True)
class Summary:
    """The figures of several pages: rates 0..1; `sure_right` is among clinical tokens that are not marked doubtful."""

    pages: int
    character_error: float
    word_error: float
    clinical: float
    tokens: int
    sure: int
    sure_right: float
    overlap: float


def summed(scores: Sequence[PageScore]) -> Summary:
    """Rates over all characters, words and tokens of the pages; the median of all overlaps."""
    tokens = [token for score in scores for token in score.tokens]
    sure = [token for token in tokens if not token.doubtful]
    overlaps = [overlap for score in scores for overlap in score.overlaps]
    return Summary(
        pages=len(scores),
        character_error=_share(sum(s.character_errors for s in scores), sum(s.characters for s in scores)),
        word_error=_share(sum(s.word_errors for s in scores), sum(s.words for s in scores)),
        clinical=_share(sum(token.right for token in tokens), len(tokens)),
        tokens=len(tokens),
        sure=len(sure),
        sure_right=_share(sum(token.right for token in sure), len(sure)),
        overlap=median(overlaps) if overlaps else 0.0,
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
