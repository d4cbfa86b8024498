"""ConText in plain Python: which cues of a sentence reach which of its spans, exactly as medspaCy tells it.

It stands apart because a sentence costs a hundred times less without building spaCy objects for it, and a process that
only reads needs neither spaCy nor medspaCy; `find/context.py` keeps medspaCy's own way, which this one is held to.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from chartcase.find.cue_rules import Cue, CueTable, Direction
from chartcase.find.modifiers import Category, Modifier

TOKEN = re.compile(r"\w+|[^\w\s]")
"""Words and single marks: linear, and the same for cues and sentences."""
_ENDS_REACH = frozenset(
    {"by", "due", "because", "at", "in", "and", "but", "after", "secondary", "today", "on", "when", "as", "or", "since"}
)
_AUXILIARIES = frozenset({"was", "were", "is", "are", "been", "be", "being", "has", "have", "had"})
_ARTICLES = frozenset({"a", "an", "the", "for", "to", "of", "that"})
_AHEAD = frozenset({Direction.FORWARD, Direction.BOTH})
_BEHIND = frozenset({Direction.BACKWARD, Direction.BOTH})
_Match = tuple[int, int, Cue]
_Span = tuple[int, int]


@dataclass(slots=True)
class _Node:
    """A place in the tree of the cues' words; `cue` where they are complete."""

    cue: Cue | None = None
    then: dict[str, "_Node"] = field(default_factory=dict[str, "_Node"])


@dataclass(slots=True)
class _Reach:
    """A cue at tokens [start, end) that reaches tokens [low, high)."""

    cue: Cue
    start: int
    end: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class _Gap:
    """A cue whose middle varies, ready to be asked."""

    first: frozenset[str]
    middle: frozenset[str]
    last: frozenset[str]
    cue: Cue


class CueReader:
    """Reads the cues of one sentence after the other."""

    def __init__(self, table: CueTable) -> None:
        """Grow the tree of the cues' words."""
        self._both_ways = table.both_ways
        self._first: dict[str, _Node] = {}
        for cue in table.cues:
            self._grow(cue)
        self._gaps = [
            _Gap(
                frozenset(pattern.first),
                frozenset(pattern.middle),
                frozenset(pattern.last),
                Cue("", pattern.category, Direction.BOTH),
            )
            for pattern in table.patterns
        ]

    def _grow(self, cue: Cue) -> None:
        then, node = self._first, _Node()
        for word in TOKEN.findall(cue.words):
            node = then.setdefault(word, _Node())
            then = node.then
        node.cue = cue

    def modifiers(self, sentence: str, spans: Sequence[_Span]) -> tuple[tuple[Modifier, ...], ...]:
        """For each span of the ASCII sentence (offsets into it) the cues that reach it, in order of the text."""
        lower = sentence.lower()
        words: list[str] = []
        starts: list[int] = []
        for token in TOKEN.finditer(lower):
            words.append(token.group())
            starts.append(token.start())
        matches = self._matches(words)
        if not matches:
            return tuple(() for _ in spans)
        reaches = _limited(_pruned(matches), len(words))
        return tuple(self._of(_tokens(span, words, starts), reaches, lower, words, starts) for span in spans)

    def _matches(self, words: list[str]) -> list[_Match]:
        found: list[_Match] = []
        tree, count = self._first, len(words)
        for gap in self._gaps:
            found.extend(_gapped(gap, words))
        for start, word in enumerate(words):
            node, end = tree.get(word), start + 1
            while node is not None:
                if node.cue is not None:
                    found.append((start, end, node.cue))
                node = node.then.get(words[end]) if end < count else None
                end += 1
        return found

    def _of(
        self, target: _Span, reaches: Iterable[_Reach], lower: str, words: list[str], starts: list[int]
    ) -> tuple[Modifier, ...]:
        found: list[Modifier] = []
        for one in reaches:
            category = one.cue.category
            if category is None or not _overlaps((one.low, one.high), target):
                continue
            # a cue inside or across the target tells nothing of it
            if one.start < target[1] and target[0] < one.end:
                continue
            low, high = starts[one.start], starts[one.end - 1] + len(words[one.end - 1])
            said = lower[low:high]
            if said not in self._both_ways or leans_back(words, one.start, one.end) == (target[1] <= one.start):
                found.append(Modifier(category, low, high, said))
        return tuple(sorted(found, key=_in_order)) if len(found) > 1 else tuple(found)


def _in_order(modifier: Modifier) -> tuple[int, int, Category]:
    return modifier.start, modifier.end, modifier.category


def _gapped(gap: _Gap, words: list[str]) -> Iterator[_Match]:
    for start, word in enumerate(words):
        if word in gap.first:
            for end in range(start + 1, len(words)):
                if words[end] in gap.last:
                    yield start, end + 1, gap.cue
                if words[end] not in gap.middle:
                    break


def _tokens(span: _Span, words: list[str], starts: list[int]) -> _Span:
    """The tokens that characters [start, end) touch; white space belongs to the word before it, unless the span
    begins with it."""
    first = bisect_right(starts, span[0]) - 1
    if span[0] == starts[first] + len(words[first]):
        first += 1
    return first, bisect_right(starts, span[1] - 1)


def _overlaps(one: _Span, other: _Span) -> bool:
    """As medspaCy has it: a span that holds the first one inside itself does not overlap it."""
    return one[0] <= other[0] < one[1] or one[0] < other[1] <= one[1]


def _pruned(matches: list[_Match]) -> list[_Match]:
    """Of matches that overlap the longest, as medspaCy does it: two neighbours at a time, until nothing changes."""
    while True:
        ordered = sorted(matches, key=lambda match: match[:2])
        kept: list[_Match] = []
        at, count = 0, len(ordered)
        while at < count:
            current = ordered[at]
            following = ordered[at + 1] if at + 1 < count else None
            if following is not None and _overlaps(current[:2], following[:2]):
                kept.append(following if following[1] - following[0] > current[1] - current[0] else current)
                at += 2
            else:
                kept.append(current)
                at += 1
        if len(kept) == count:
            return kept
        matches = kept


def _limited(matches: list[_Match], length: int) -> list[_Reach]:
    """The cues that reach something, each up to the next cue of its kind or a terminating one."""
    reaches = [_reach(start, end, cue, length) for start, end, cue in matches]
    for at, one in enumerate(reaches):
        for other in reaches[at + 1 :]:
            _part(one, other)
    return [one for one in reaches if one.cue.direction not in (Direction.PSEUDO, Direction.TERMINATE)]


def _reach(start: int, end: int, cue: Cue, length: int) -> _Reach:
    low, high = (
        (end if cue.direction is Direction.FORWARD else 0),
        (start if cue.direction is Direction.BACKWARD else length),
    )
    if cue.scope is not None:
        if cue.direction is not Direction.FORWARD:
            low = max(low, start - cue.scope)
        if cue.direction is not Direction.BACKWARD:
            high = min(high, end + cue.scope)
    return _Reach(cue, start, end, low, high)


def _part(one: _Reach, other: _Reach) -> None:
    """Let two cues, the first one first, end one another's reach."""
    same = one.cue.category is other.cue.category
    if (same or other.cue.category is None) and one.cue.direction in _AHEAD and _meet(one, other):
        one.high = min(one.high, other.start)
    if (same or one.cue.category is None) and other.cue.direction in _BEHIND and _meet(other, one):
        other.low = max(other.low, one.end)


def _meet(one: _Reach, other: _Reach) -> bool:
    return _overlaps((one.low, one.high), (other.low, other.high))


def leans_back(words: list[str], start: int, end: int) -> bool:
    """Whether a cue that works both ways speaks of what stands before it: "PT was declined." and not "declined PT"."""
    after = words[end] if end < len(words) else "."
    before = words[start - 1] if start > 0 else ""
    if after in _ENDS_REACH or (not after[0].isalnum() and after not in "([\"'"):
        return True
    return before in _AUXILIARIES and after not in _ARTICLES and words[start] != "no"
