"""The places that a report names: a level, a list or run of levels, a vertebra, and the level that a line stands under.

It stands apart because a level said once holds for the sentences after it ("L4-5: A bulge. Moderate narrowing.").
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chartcase.find import levels
from chartcase.find.attributes import AttributeHit
from chartcase.find.mention import View
from chartcase.patterns import Pattern
from chartcase.segment.outline import Sentence

_SENTENCES_UNDER_A_LABEL = 14
_AND = Pattern(
    r"(?: ?, ?and|, ?or| ?,| and| or| &| ?/)(?:,? (?:also |then )?(?:to a (?:much |slightly )?(?:lesser|lower|smaller)"
    r" (?:extent|degree)|less so|lesser so|less severely|milder|more mildly|mildly),?)?(?: at| the)* ?"
)
_THROUGH = Pattern(r" ?(?:through|thru|to|down to|-) ?")
_ON = Pattern(r" (?:on|over|upon|relative to|with respect to) ")
_NERVES = Pattern(r"^ (?:nerve|root|derm|myot|radic|nr)")
_LEAD = Pattern(r"^(?:\(?\d{1,2}[.)] ?|[-*] ?|[a-z]\) ?)?(?:at |the |at the |level |levels )*$")
_BULLET = Pattern(r"^(?:\(?\d{1,2}[.)] |[-*] )")
_OTHER_LABEL = Pattern(r"^(?:[a-z][a-z/ ]{2,30}(?::| - ))")
_OF_A_SPACE = Pattern(r"^[a-z ]*\b(?:foram|canal|recess|facet|dis[ck]|central|nerve|left|right)")
_GOES_ON = Pattern(
    r"^(?:it|this|these|they|which|that|the (?:disc|disk|protrusion|extrusion|herniation|bulge|fragment)) "
)
_SAME_LEVEL = Pattern(r"\bat (?:this|that|the same) level\b")
_BY_VERTEBRA = frozenset({"fracture", "bone_lesion", "marrow_change"})
_ONE_THING = frozenset({"hardware", "hardware_loosening", "bony_healing", "curvature", "epidural_fibrosis"})
_NOT_UNDER_A_LABEL = frozenset(
    {
        "fracture",
        "mass",
        "metastasis",
        "bone_lesion",
        "marrow_change",
        "infection",
        "osteopenia",
        "curvature",
        "incidental_finding",
        "arachnoiditis",
        "enhancement",
        "syrinx",
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """Levels named together at stream [start, end): each with the span of its own words."""

    start: int
    end: int
    levels: tuple[tuple[str, int, int], ...]


def told_by_vertebra(kind: str) -> bool:
    """Whether findings of the kind are placed by a vertebra ("a T12 fracture") rather than an interspace."""
    return kind in _BY_VERTEBRA


def stands_alone(kind: str) -> bool:
    """Whether findings of the kind take no level but one said beside them: a mass in the last line is nowhere."""
    return kind in _NOT_UNDER_A_LABEL


def is_one_thing(kind: str) -> bool:
    """Whether a finding over several levels is still one ("hardware L4 through S1")."""
    return kind in _ONE_THING


def places_in(view: View, low: int, high: int, *, vertebrae: bool) -> tuple[Place, ...]:
    """The places that stream [low, high) names, lists and runs joined; vertebrae only where asked for."""
    found = (
        _slips(view, low, high)
        + _spaced(view, low, high)
        + [_place(hit) for hit in view.attributes("level", low, high)]
    )
    if vertebrae:
        found += [_place(hit) for hit in view.attributes("root", low, high)]
    return tuple(_joined(view, sorted(_apart(found), key=lambda place: place.start)))


def carried_place(view: View, kind: str) -> Place | None:
    """The place of the line that the sentence stands under: of its label, or of the finding that it goes on about."""
    sentence = view.sentence
    if kind in _NOT_UNDER_A_LABEL or sentence.heading or _opens(view.text):
        return None
    last = next(iter(view.previous_sentences(1)), None)
    if _SAME_LEVEL.search(view.text.encode("ascii")) is not None and (named := _goes_on(view, last)) is not None:
        return named
    for other in view.previous_sentences(_SENTENCES_UNDER_A_LABEL):
        if other.paragraph != sentence.paragraph:
            break
        label = leading_place(view, other)
        if label is not None:
            return label
        if _is_other_label(view.outline.text(other)):
            return None
    return _goes_on(view, last)


def leading_place(view: View, sentence: Sentence) -> Place | None:
    """The place that a sentence begins with."""
    for place in places_in(view, sentence.start, sentence.end, vertebrae=False)[:1]:
        if _LEAD.search(view.between(sentence.start, place.start).encode("ascii")) is not None:
            return place
    return None


def _opens(text: str) -> bool:
    data = text.encode("ascii")
    return _BULLET.search(data) is not None or _is_other_label(text)


def _is_other_label(text: str) -> bool:
    data = text.encode("ascii")
    return _OTHER_LABEL.search(data) is not None and _OF_A_SPACE.search(data) is None


def _goes_on(view: View, other: Sentence | None) -> Place | None:
    text = view.text.encode("ascii")
    if other is None or (_GOES_ON.search(text) is None and _SAME_LEVEL.search(text) is None):
        return None
    places = places_in(view, other.start, other.end, vertebrae=False)
    return places[-1] if places else None


def _place(hit: AttributeHit) -> Place:
    names: Sequence[str] = hit.value if isinstance(hit.value, tuple) else (str(hit.value),)
    return Place(hit.start, hit.end, tuple((name, hit.start, hit.end) for name in names))


def _slips(view: View, low: int, high: int) -> list[Place]:
    """One vertebra that has slipped on the next: "L5 on S1" is L5-S1."""
    roots = view.attributes("root", low, high)
    found: list[Place] = []
    for upper, lower in pairwise(roots):
        if _ON.full(view.between(upper.end, lower.start)) is not None:
            names = levels.levels(f"{upper.value}-{lower.value}")
            found.extend(
                [Place(upper.start, lower.end, ((names[0], upper.start, lower.end),))] if len(names) == 1 else []
            )
    return found


def _spaced(view: View, low: int, high: int) -> list[Place]:
    """Two vertebrae with only a space between them: "L5 S1 mild bulge" is at L5-S1."""
    found: list[Place] = []
    for upper, lower in pairwise(view.attributes("root", low, high)):
        names = levels.levels(f"{upper.value}-{lower.value}") if view.between(upper.end, lower.start) == " " else ()
        if len(names) == 1 and _NERVES.search(view.between(lower.end, lower.end + 12).encode("ascii")) is None:
            found.append(Place(upper.start, lower.end, ((names[0], upper.start, lower.end),)))
    return found


def _apart(places: Iterable[Place]) -> list[Place]:
    kept: list[Place] = []
    for place in places:
        if not any(other.start < place.end and place.start < other.end for other in kept):
            kept.append(place)
    return kept


def _joined(view: View, places: Sequence[Place]) -> Iterable[Place]:
    current: Place | None = None
    for place in places:
        if current is not None:
            gap = view.between(current.end, place.start)
            if _AND.full(gap) is not None:
                current = Place(current.start, place.end, (*current.levels, *place.levels))
                continue
            run = _run(current, place) if _THROUGH.full(gap) is not None else ()
            if run:
                current = Place(current.start, place.end, (*current.levels, *run))
                continue
            yield current
        current = place
    if current is not None:
        yield current


def _run(first: Place, last: Place) -> tuple[tuple[str, int, int], ...]:
    """The levels after `first` down to `last`: T12-L1 through L2-3 adds L1-2 and L2-3."""
    top, bottom = first.levels[-1][0].split("-"), last.levels[0][0].split("-")
    if len(top) != 2 or len(bottom) != 2:
        return ()
    end = bottom[1] if bottom[1][:1].isalpha() else bottom[0][0] + bottom[1]
    names = levels.levels(f"{top[0]} to {end}")
    return tuple((name, last.start, last.end) for name in names if name != first.levels[-1][0])
