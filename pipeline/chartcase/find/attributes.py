"""Parts of facts found once over the whole stream: levels, roots, sides, quantities, doses, dates.

It stands apart so that every measure asks the same list, in order, and no text is scanned twice.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chartcase.fact import FactDate, Range, Value
from chartcase.find import levels, quantities
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


class Attributes:
    """All attributes of an outline, by kind, in order of the stream."""

    def __init__(self, hits: Mapping[str, Sequence[AttributeHit]]) -> None:
        self._hits = {kind: sorted(found, key=lambda hit: hit.start) for kind, found in hits.items()}
        self._starts = {kind: [hit.start for hit in found] for kind, found in self._hits.items()}

    def within(self, kind: str, low: int, high: int) -> list[AttributeHit]:
        """Those of a kind that lie inside stream [low, high)."""
        starts = self._starts.get(kind)
        if starts is None:
            return []
        first = bisect_left(starts, low)
        last = bisect_left(starts, high)
        return [hit for hit in self._hits[kind][first:last] if hit.end <= high]


def find_attributes(outline: Outline, rules: Sequence[Attribute], dates: Sequence[DateRule]) -> Attributes:
    """Scan the stream once for every attribute."""
    data = outline.stream.data
    found: dict[str, list[AttributeHit]] = defaultdict(list)
    for rule in rules:
        for hit in rule.guarded.pattern.find_all(data):
            low, high = _line(data, hit.start, hit.end)
            if rule.guarded.allows(data, hit.start, hit.end, low, high):
                made = _attribute(rule, hit, data)
                if made is not None:
                    found[made.kind].append(made)
    for order, date in enumerate(dates_in(data, dates)):
        found["date"].append(AttributeHit("date", date.start, date.end, date.raw, date=date.dated(order)))
    _resolve_bare_levels(outline, found)
    return Attributes({kind: _longest(hits) for kind, hits in found.items()})


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
            re.sub(r"\s*(?:out of|over)\s*(?:5|five)|\s*/\s*", "/", words).replace("//", "/")
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


def _resolve_bare_levels(outline: Outline, found: dict[str, list[AttributeHit]]) -> None:
    """Give "the 4-5 level" the letter of the last level or region named before it in the same document."""
    anchors = sorted([*found["level"], *found["region"]], key=lambda hit: hit.start)
    starts = [hit.start for hit in anchors]
    bare = found.pop("bare_level", [])
    for hit in bare:
        sentence = outline.sentence_at(hit.start)
        others = [*found["level"], *(other for other in bare if other is not hit)]
        if not _SPINE_WORDS.search(outline.text(sentence)) and not _beside_level(others, hit):
            continue
        before = bisect_left(starts, hit.start)
        letter = _letter(anchors[before - 1] if before else anchors[0] if anchors else None)
        named = levels.bare_level(hit.words, letter) if letter else ()
        if named:
            found["level"].append(AttributeHit("level", hit.start, hit.end, hit.words, named))


def _beside_level(hits: list[AttributeHit], hit: AttributeHit) -> bool:
    return any(abs(other.end - hit.start) <= 12 or abs(hit.end - other.start) <= 12 for other in hits)


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
