"""Which level, side and severity belong to which finding in a sentence of a report.

It stands apart because a report packs several findings into one sentence ("moderate canal stenosis and severe left
foraminal narrowing"), and a severity bound to the wrong one is a wrong fact.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chartcase.find.imaging_levels import Place, stands_alone, told_by_vertebra
from chartcase.find.imaging_part import Part, parts_near
from chartcase.find.imaging_words import Kind, Token, tokens_in, word_of
from chartcase.find.imaging_zones import Zones, fronted, last_break, words_after, words_before, zones_of
from chartcase.find.mention import View
from chartcase.patterns import Pattern

_SAME_SIDE = Pattern(r"^[^,;]{0,20}\b(?:on|to) (?:that|this|the same) side\b")
_ON_SIDE = Pattern(r"\b(?:on|to) the (?P<side>left|right)(?: side)?,?(?: there (?:is|are)(?: an?)?| an?)? ?$")
_NOWHERE = Pattern(
    r"\b(?:multi-?level|throughout|elsewhere|diffusely|at all levels|at any level|at every level|all levels|"
    r"several levels|multiple levels|levels as described)\b"
)
_ATTACHED = Pattern(
    r"(?: |,|\(|:|-|\b(?:which|that|is|are|was|were|appears?|of|to|be|graded|rated|as|quite|now|more|at|the|a|level|"
    r"degree|in|on|this|left|right|bilaterally|overall|most|and)\b|[CTLS]\d{1,2}-(?:[CTLS])?\d{1,2})*"
)
_PAIR = Pattern(
    r"\b(?P<severity>mild|moderate|severe|minimal|mild[- ]to[- ]moderate|moderate[- ]to[- ]severe|"
    r"marked)(?:ly)?(?: narrowing| stenosis)? (?:on|to|at) the (?P<side>left|right)\b"
)
_PAIRED = {"marked": "severe"}


@dataclass(frozen=True, slots=True)
class Trait:
    """A severity or side that goes with a finding, and the stream span that says it."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What belongs to one finding. Several where the words double it ("severe right and moderate left ..."). `nowhere`:
    the words say that it is at several levels without naming them."""

    part: Part
    severity: Trait | None
    side: Trait | None
    places: tuple[Place, ...]
    own_places: bool
    nowhere: bool


def readings(view: View) -> tuple[Reading, ...]:
    """The readings of the view's own mention, in order of the text."""
    parts, own = parts_near(view)
    made: list[Reading] = []
    for index in own:
        made.extend(_read(view, parts, index))
    return tuple(made)


def _read(view: View, parts: Sequence[Part], index: int) -> Iterable[Reading]:
    part, zones = parts[index], zones_of(view, parts, index)
    pairs = _pairs(view, zones.after)
    if pairs:
        for worse, on in pairs:
            yield _reading(view, parts, index, zones, worse, on)
        return
    for group in (zones.doubled, zones.before) if zones.doubled else (zones.before,):
        severity = _trait(Kind.SEVERITY, zones.inside, group) or _attached_severity(view, part, zones.after)
        yield _reading(view, parts, index, zones, severity, _side(view, part, zones, group))


def _side(view: View, part: Part, zones: Zones, group: Sequence[Token]) -> Trait | None:
    return (
        _trait(Kind.SIDE, zones.inside, group)
        or _side_after(view, part, zones.after)
        or _side_before(view, part, zones.lead)
    )


def _reading(
    view: View, parts: Sequence[Part], index: int, zones: Zones, severity: Trait | None, side: Trait | None
) -> Reading:
    part = parts[index]
    own = _own_places(view, zones)
    nowhere = not own and (_is_everywhere(view, part, zones) or stands_alone(part.kind))
    places = own or (() if nowhere else _shared_places(view, parts, index))
    if not part.first and (severity is None or side is None):
        first = _first_of(view, parts, index)
        if first is not None:
            severity, side = severity or first[0], side or first[1]
    return Reading(part, severity, side, places, bool(own), nowhere)


def _first_of(view: View, parts: Sequence[Part], index: int) -> tuple[Trait | None, Trait | None] | None:
    """What the mention's first part is given, which the later ones share where they are given nothing of their own."""
    own, _, _ = words_before(view, parts, index)
    if any(token.kind in (Kind.SEVERITY, Kind.SIDE) for token in own):
        return None
    start = next(at for at in range(index, -1, -1) if parts[at].first)
    before, _, _ = words_before(view, parts, start)
    return _trait(Kind.SEVERITY, before), _trait(Kind.SIDE, before)


def _own_places(view: View, zones: Zones) -> tuple[Place, ...]:
    lead = zones.lead
    ahead = [token.place for token in lead[min(fronted(view, lead), last_break(view, lead)) :] if token.place]
    if ahead and not any(token.place for token in (*zones.inside, *zones.before)):
        return (ahead[-1],)
    for zone in (zones.inside, tuple(reversed(zones.before)), zones.after):
        found = next((token.place for token in zone if token.place), None)
        if found is not None:
            return (found,)
    return ()


def _is_everywhere(view: View, part: Part, zones: Zones) -> bool:
    low = min([part.start, *(token.start for token in zones.before)])
    high = max([part.end, *(token.end for token in zones.after)])
    return _NOWHERE.search(view.between(low, high).encode("ascii")) is not None


def _shared_places(view: View, parts: Sequence[Part], index: int) -> tuple[Place, ...]:
    """The places of the finding before, else those that lead the sentence, else those of the findings after it."""
    for at in range(index - 1, -1, -1):
        zones = zones_of(view, parts, at)
        own = _own_places(view, zones)
        if own:
            return own
        if _is_everywhere(view, parts[at], zones):
            return ()
    _, _, lead = words_before(view, parts, 0)
    leading = [token.place for token in lead if token.place]
    if leading:
        return (leading[-1],)
    return _places_after(view, parts, index)


def _places_after(view: View, parts: Sequence[Part], index: int) -> tuple[Place, ...]:
    for at in range(index + 1, min(index + 4, len(parts))):
        gap = tokens_in(view, parts[at - 1].end, parts[at].start, vertebrae=told_by_vertebra(parts[at].kind))
        plain = all(token.kind is not Kind.OTHER or word_of(view, token) in ("with", "a", "an") for token in gap)
        if not plain:
            return ()
        places = [token.place for token in words_after(view, parts, at) if token.place]
        if places:
            return (places[0],)
    return ()


def _trait(kind: Kind, *zones: Sequence[Token]) -> Trait | None:
    """The last of the kind in the first zone that has one: of two adjectives the one nearer to the noun."""
    for zone in zones:
        found = [token for token in zone if token.kind is kind]
        if found:
            sides = {token.value for token in found}
            value = "bilateral" if kind is Kind.SIDE and {"left", "right"} <= sides else found[-1].value
            return Trait(value, found[-1].start, found[-1].end)
    return None


def _attached_severity(view: View, part: Part, after: Sequence[Token]) -> Trait | None:
    for token in after:
        if token.kind is Kind.SEVERITY:
            between = view.between(part.end, token.start)
            if _ATTACHED.full(between) is not None:
                return Trait(token.value, token.start, token.end)
            return None
    return None


def _side_after(view: View, part: Part, after: Sequence[Token]) -> Trait | None:
    if not after:
        return None
    found = next((token for token in after if token.kind is Kind.SIDE), None)
    if found is not None:
        return Trait(found.value, found.start, found.end)
    if _SAME_SIDE.search(view.between(part.end, after[-1].end).encode("ascii")) is None:
        return None
    named = view.attributes("side", view.sentence.start, part.start)
    return Trait(str(named[-1].value), part.start, part.end) if named else None


def _side_before(view: View, part: Part, lead: Sequence[Token]) -> Trait | None:
    """A side set in front: "On the left there is foraminal narrowing"."""
    if not lead:
        return None
    low, high = lead[0].start, part.start
    hit = _ON_SIDE.search(view.between(low, high).encode("ascii"))
    return None if hit is None else Trait(hit.groups["side"].lower(), low + hit.start, low + hit.end)


def _pairs(view: View, after: Sequence[Token]) -> list[tuple[Trait, Trait]]:
    """Two or more sizes by side: "stenosis, severe on the right and mild on the left"."""
    if not after:
        return []
    low, high = after[0].start, after[-1].end
    found: list[tuple[Trait, Trait]] = []
    for hit in _PAIR.find_all(view.between(low, high).encode("ascii")):
        span = (low + hit.start, low + hit.end)
        severity = hit.groups["severity"].lower().replace("-", "_").replace(" ", "_")
        found.append((Trait(_PAIRED.get(severity, severity), *span), Trait(hit.groups["side"].lower(), *span)))
    return found if len(found) > 1 else []
