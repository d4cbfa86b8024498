"""What is said of one procedure: its levels, roots, side, region, number and date.

It stands apart because a sentence names several procedures, and each word belongs to one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.fact import FactDate, Value
from chartcase.find.attributes import AttributeHit
from chartcase.find.levels import region_of
from chartcase.find.mention import View
from chartcase.find.standing import procedures
from chartcase.patterns import Pattern

_ENDS = Pattern(r"; |\. | but | however | although | whereas ")
_PARTS = Pattern(r", | and | & |; | / |\. | with | then | plus ")
_LETTER_SIDE = Pattern(r"(?:^|[ (,/])(?P<side>[LR])[ )](?P<on>(?:[CTLS]-?\d|para|knee|hip|should|TK|TH|sid|SI|S-?I|$|\[))", cased=True)
_NEAR = 60
"""Characters between a procedure and a date that still belongs to it without a comma's help."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Stream bounds [low, high) inside which words belong to a procedure."""

    low: int
    high: int


def reach_of(view: View) -> Reach:
    """From the procedure before to the one after; of the words between two, the last part goes with the later one."""
    mention = view.mention
    low, high = _clause(view)
    for start, end in procedures(view):
        if end <= mention.start:
            low = max(low, _border(view, end, mention.start))
        elif start >= mention.end:
            high = min(high, _border(view, mention.end, start))
            break
    return Reach(low, high)


def _clause(view: View) -> tuple[int, int]:
    low, high = view.sentence.start, view.sentence.end
    for hit in _ENDS.find_all(view.outline.stream.data, low, high):
        if hit.end <= view.mention.start:
            low = hit.end
        elif hit.start >= view.mention.end:
            return low, hit.start
    return low, high


def _border(view: View, low: int, high: int) -> int:
    """Where the words between two procedures change owner: behind the last joint that has a placing word after it."""
    border = high
    for joint in _PARTS.find_all(view.outline.stream.data, low, high):
        rest = [hit for kind in ("level", "root", "side", "ordinal") for hit in view.attributes(kind, joint.end, high)]
        if rest:
            border = joint.end
    return border


def placing(view: View, reach: Reach) -> tuple[dict[str, Value], list[tuple[int, int]]]:
    """levels, roots, side and region, and the spans they were read from. `region` only from words or levels."""
    value: dict[str, Value] = {}
    spans: list[tuple[int, int]] = []
    hits = view.attributes("level", reach.low, reach.high)
    levels = _joined(hits)
    roots = _joined([hit for hit in view.attributes("root", reach.low, reach.high) if not _inside(hit, hits)])
    if levels:
        value["levels"] = levels
    if roots:
        value["roots"] = roots
    side = side_of(view, reach)
    if side is not None:
        value["side"] = side.value if side.value is not None else ""
        spans.append((side.start, side.end))
    region = region_word(view, reach)
    named = levels or roots
    if region is not None:
        value["region"] = region
    elif named:
        value["region"] = region_of(named[0])
    spans.extend((hit.start, hit.end) for kind in ("level", "root") for hit in view.attributes(kind, reach.low, reach.high))
    return value, spans


def _inside(hit: AttributeHit, others: Sequence[AttributeHit]) -> bool:
    return any(other.start < hit.end and hit.start < other.end for other in others)


def _joined(hits: Sequence[AttributeHit]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for hit in hits:
        for name in hit.value if isinstance(hit.value, tuple) else (str(hit.value),):
            found[name] = None
    return tuple(found)


def side_of(view: View, reach: Reach) -> AttributeHit | None:
    """The side nearest to the procedure, in words, else as a bare letter before a level or a joint."""
    word = view.nearest("side", reach.low, reach.high)
    if word is not None:
        return word
    data = view.outline.stream.data
    for hit in _LETTER_SIDE.find_all(data, max(reach.low - 1, view.sentence.start), reach.high):
        start, end = hit.spans["side"]
        return AttributeHit("side", start, end, hit.groups["side"], "left" if hit.groups["side"] == "L" else "right")
    return None


def region_word(view: View, reach: Reach) -> str | None:
    """The region that the procedure's own words or those beside it name."""
    hit = view.nearest("region", reach.low, reach.high)
    return str(hit.value) if hit is not None and view.distance(hit) <= _NEAR else None


def ordinal_of(view: View, reach: Reach) -> AttributeHit | None:
    """The number of a procedure in a row: "second", "#2"."""
    hit = view.nearest("ordinal", reach.low, reach.high)
    return hit if hit is not None and view.distance(hit) <= _NEAR else None


def date_of(view: View, reach: Reach) -> tuple[FactDate | None, tuple[tuple[int, int], ...]]:
    """When it was done, and where that stands: the first date behind the procedure, else the last before it."""
    after = [hit for hit in view.attributes("date", view.mention.start, reach.high) if view.distance(hit) <= _NEAR]
    before = [hit for hit in view.attributes("date", reach.low, view.mention.start) if view.distance(hit) <= _NEAR]
    hit = after[0] if after else before[-1] if before else None
    return (None, ()) if hit is None else (hit.date, ((hit.start, hit.end),))
