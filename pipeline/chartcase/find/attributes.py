"""Parts of facts found once over the whole stream: levels, roots, sides, quantities, doses, dates.

It stands apart so that every measure asks the same list, in order, and no text is scanned twice.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chartcase.fact import FactDate, Range, Value
from chartcase.find import levels, quantities
from chartcase.find.candidates import Block, LinedAttributes
from chartcase.find.dates import dates_in
from chartcase.find.rulebook import Attribute, DateRule
from chartcase.patterns import Hit
from chartcase.segment.outline import Outline

_SPINE_WORDS = re.compile(
    (
        r"\b(?:levels?|dis[ck]s?|interspaces?|spaces?|fusion|herniation|protrusion|bulge|stenosis|foram|facet"
        r"|vertebra|segment)"
    ),
    re.IGNORECASE,
)
_NEAR = 12
_LETTERS = {"cervical": "C", "thoracic": "T", "lumbar": "L"}


@dataclass(frozen=True, slots=True)
class AttributeHit:
    """An attribute at stream [start, end). `value` by kind: level -> tuple of levels, root, side, region, severity,
    frequency
    -> word, duration -> weeks (None where no number is given), percent -> number, dose -> "15 mg",
    sessions/rate/degrees/
    ordinal -> count, strength -> "4/5", date -> None with `date` set. `words`: as the stream has them."""

    kind: str
    start: int
    end: int
    words: str
    value: Value | None = None
    date: FactDate | None = None
    groups: Mapping[str, str] | None = None


_Match = tuple[Attribute, Hit, int]
"""An attribute, where it matches, and its place in the rule book's order."""


class Attributes:
    """All attributes of an outline, by kind, in order of the stream; each is read when somebody first asks near it."""

    def __init__(self, kinds: Mapping[str, "_Kind"]) -> None:
        self._kinds = kinds

    def within(self, kind: str, low: int, high: int) -> list[AttributeHit]:
        """Those of a kind that lie inside stream [low, high)."""
        known = self._kinds.get(kind)
        return [] if known is None else known.within(low, high)


class _Kind:
    """The attributes of one kind. `lines`: what the words of each line let through, asked when somebody first wants to
    know of the line; `known`: matches of those that may go over a line break, found already."""

    def __init__(self, data: bytes, lines: LinedAttributes, known: Iterable[_Match]) -> None:
        self._data, self._lines = data, lines
        self._known = sorted(known, key=_in_order)
        self._starts = [match[1].start for match in self._known]
        self._joined = _joined_lines(data, self._known)
        self._read: dict[int, tuple[int, list[int], list[AttributeHit]]] = {}

    def within(self, low: int, high: int) -> list[AttributeHit]:
        """Those inside stream [low, high), in order."""
        found: list[AttributeHit] = []
        # who looks a little way behind a mention may look behind the end
        high = min(high, len(self._data))
        at = self._data.rfind(b"\n", 0, low) + 1
        while at < high:
            read = self._read.get(at)
            if read is None:
                end, unsorted = self._lines_at(at)
                hits = sorted(unsorted, key=lambda hit: hit.start)
                read = self._read[at] = (end, [hit.start for hit in hits], hits)
            end, starts, hits = read
            inside = hits[bisect_left(starts, low) : bisect_left(starts, high)]
            found.extend(hit for hit in inside if hit.end <= high)
            at = end + 1
        return found

    def _lines_at(self, at: int) -> tuple[int, list[AttributeHit]]:
        """Where the line that begins at `at` ends, and its attributes; with lines that a match joins to it."""
        low, high = _line(self._data, at, at)
        place = bisect_right(self._joined, (at, len(self._data))) - 1
        if place >= 0 and at < self._joined[place][1]:
            low, high = self._joined[place]
        first, last = bisect_left(self._starts, low), bisect_left(self._starts, high)
        matches = [*self._known[first:last]]
        start = low
        while start < high:
            end = _line(self._data, start, start)[1]
            for number, rule in self._lines.get(start, ()):
                hits = rule.guarded.pattern.find_in_each(self._data, ((start, end),))
                matches.extend((rule, hit, number) for hit in hits)
            start = end + 1
        clusters = _clusters(matches)
        return high, [hit for cluster in clusters for hit in _longest(_made(cluster, self._data))]


def _joined_lines(data: bytes, known: Iterable[_Match]) -> list[tuple[int, int]]:
    """From the first line's start to the last one's end: the lines that matches over line breaks join, in order."""
    joined: list[tuple[int, int]] = []
    for _, hit, _ in known:
        if b"\n" in data[hit.start : hit.end]:
            low, high = _line(data, hit.start, hit.end)
            if joined and low <= joined[-1][1]:
                low, high = joined[-1][0], max(high, joined[-1][1])
                joined.pop()
            joined.append((low, high))
    return joined


class _Settled(_Kind):
    """Attributes that are read already."""

    def __init__(self, hits: Sequence[AttributeHit]) -> None:
        super().__init__(b"", {}, ())
        self._hits = sorted(hits, key=lambda hit: hit.start)
        self._begins = [hit.start for hit in self._hits]

    def within(self, low: int, high: int) -> list[AttributeHit]:
        """Those inside stream [low, high), in order."""
        first, last = bisect_left(self._begins, low), bisect_left(self._begins, high)
        return [hit for hit in self._hits[first:last] if hit.end <= high]


def find_attributes(outline: Outline, blocks: Iterable[Block], dates: Sequence[DateRule]) -> Attributes:
    """Scan the stream once for every attribute."""
    data = outline.stream.data
    matches: dict[str, list[_Match]] = defaultdict(list)
    lines: dict[str, dict[int, Sequence[tuple[int, Attribute]]]] = defaultdict(dict)
    for block in blocks:
        for asked in block.attributes:
            rule = asked.one
            hits = rule.guarded.pattern.find_in_each(data, asked.spans)
            matches[rule.kind].extend((rule, hit, asked.place) for hit in hits)
        for kind, lined in block.lined.items():
            lines[kind].update(lined)
    found = [
        AttributeHit("date", date.start, date.end, date.raw, date=date.dated(order))
        for order, date in enumerate(dates_in(data, dates))
    ]
    kinds: dict[str, _Kind] = {"date": _Settled(_longest(found))}
    if "bare_level" in matches:
        named = {kind: _made(matches.pop(kind, ()), data) for kind in ("level", "region", "bare_level")}
        named["level"].extend(_named_bare_levels(outline, named))
        kinds.update((kind, _Settled(_longest(named[kind]))) for kind in ("level", "region"))
    kinds.update((kind, _Kind(data, lines[kind], matches[kind])) for kind in {*matches, *lines})
    return Attributes(kinds)


def _clusters(matches: Iterable[_Match]) -> list[list[_Match]]:
    """Matches in order of the stream; those that hang together by overlaps stay together."""
    clusters: list[list[_Match]] = []
    reached = 0
    for match in sorted(matches, key=_in_order):
        if clusters and match[1].start < reached:
            clusters[-1].append(match)
        else:
            clusters.append([match])
        reached = max(reached, match[1].end)
    return clusters


def _in_order(match: _Match) -> tuple[int, int, int]:
    return match[1].start, match[1].start - match[1].end, match[2]


def _made(matches: Iterable[_Match], data: bytes) -> list[AttributeHit]:
    made: list[AttributeHit] = []
    for rule, hit, _ in matches:
        low, high = _line(data, hit.start, hit.end)
        if rule.guarded.allows(data, hit.start, hit.end, low, high):
            attribute = _attribute(rule, hit, data)
            if attribute is not None:
                made.append(attribute)
    return made


def _line(data: bytes, start: int, end: int) -> tuple[int, int]:
    low = data.rfind(b"\n", 0, start) + 1
    high = data.find(b"\n", end)
    return low, len(data) if high < 0 else high


def _attribute(rule: Attribute, hit: Hit, data: bytes) -> AttributeHit | None:
    words = data[hit.start : hit.end].decode("ascii")
    value = rule.value if rule.value is not None else _read(rule.kind, words, hit.groups)
    if value is None and rule.kind in ("level", "root", "percent"):
        return None
    return AttributeHit(rule.kind, hit.start, hit.end, words, value, groups=hit.groups)


def _read(kind: str, words: str, groups: Mapping[str, str]) -> Value | None:
    if kind == "level":
        return levels.levels(words) or None
    if kind == "root":
        return levels.root(words)
    if kind == "percent":
        return quantities.percent(words)
    if kind == "duration":
        return quantities.weeks(words)
    if kind == "dose":
        return normal_dose(words)
    if kind == "strength":
        return (
            re.sub(r"\s{0,4}(?:out of|over)\s{0,4}(?:5|five)|\s{0,4}/\s{0,4}", "/", words).replace("//", "/")
            if "/" in words
            else re.sub(r"\s.*", "/5", words)
        )
    return _count(groups)


def _count(groups: Mapping[str, str]) -> Value | None:
    low = quantities.number(groups.get("n") or "")
    if low is None:
        word = (groups.get("w") or "").lower()
        return {
            "first": 1,
            "initial": 1,
            "1st": 1,
            "second": 2,
            "2nd": 2,
            "third": 3,
            "3rd": 3,
            "fourth": 4,
            "4th": 4,
            "weekly": 1,
        }.get(word)
    high = quantities.number(groups.get("m") or "")
    return Range(lo=low, hi=high) if high is not None and high > low else low


def normal_dose(words: str) -> str:
    """A dose as "15 mg", "10/325 mg", "25 mcg/hr".

    >>> normal_dose("15mg"), normal_dose("10/325 MG"), normal_dose("1,200 milligrams")
    ('15 mg', '10/325 mg', '1200 mg')
    """
    match = re.match(r"\s*([\d.,]+(?:\s?[-/]\s?[\d.]+)?)\s?([a-z]+)\s*(/\s*(?:hr|hour|h))?", words, re.IGNORECASE)
    if match is None:
        return words
    unit = match[2].lower()
    unit = {
        "milligrams": "mg",
        "milligram": "mg",
        "micrograms": "mcg",
        "microgram": "mcg",
        "ug": "mcg",
        "gm": "g",
        "unit": "units",
    }.get(unit, unit)
    return f"{match[1].replace(',', '').replace(' ', '')} {unit}{'/hr' if match[3] else ''}"


def _longest(hits: list[AttributeHit]) -> list[AttributeHit]:
    """Where two of a kind overlap the longer stays, then the earlier."""
    kept: list[AttributeHit] = []
    for hit in sorted(hits, key=lambda item: (item.start, -(item.end - item.start))):
        if kept and hit.start < kept[-1].end:
            if hit.end - hit.start > kept[-1].end - kept[-1].start:
                kept[-1] = hit
        else:
            kept.append(hit)
    return kept


def _named_bare_levels(outline: Outline, found: Mapping[str, Sequence[AttributeHit]]) -> list[AttributeHit]:
    """Levels of which "the 4-5 level" gives no letter: that of the last level or region named before it in the same
    document."""
    anchors = sorted([*found["level"], *found["region"]], key=lambda hit: hit.start)
    starts = [hit.start for hit in anchors]
    beside = _Beside([*found["level"], *found["bare_level"]])
    made: list[AttributeHit] = []
    for hit in found["bare_level"]:
        if not _SPINE_WORDS.search(outline.text(outline.sentence_at(hit.start))) and not beside.another(hit):
            continue
        before = bisect_left(starts, hit.start)
        letter = _letter(anchors[before - 1] if before else anchors[0] if anchors else None)
        named = levels.bare_level(hit.words, letter) if letter else ()
        if named:
            made.append(AttributeHit("level", hit.start, hit.end, hit.words, named))
    return made


class _Beside:
    """Which of many hits have another beside them."""

    def __init__(self, hits: Sequence[AttributeHit]) -> None:
        self._starts = sorted(hit.start for hit in hits)
        self._ends = sorted(hit.end for hit in hits)

    def another(self, hit: AttributeHit) -> bool:
        """Whether another one ends or begins within `_NEAR` characters of it."""
        itself = int(hit.end - hit.start <= _NEAR)
        return _near(self._ends, hit.start) > itself or _near(self._starts, hit.end) > itself


def _near(places: Sequence[int], place: int) -> int:
    return bisect_right(places, place + _NEAR) - bisect_left(places, place - _NEAR)


def _letter(anchor: AttributeHit | None) -> str | None:
    if anchor is None:
        return None
    if anchor.kind == "region":
        return _LETTERS.get(str(anchor.value))
    return (
        anchor.words[0].upper()
        if anchor.words[0].isalpha()
        else str(anchor.value[0])[0]
        if isinstance(anchor.value, tuple)
        else None
    )
