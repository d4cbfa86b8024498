"""Places on the body as a text names them: the limb, the side, the normal name of the place, how far down a leg it is.

It stands apart because complaints and examinations name the same places, and payers ask whether a symptom passes the
knee.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chartcase.find.attributes import AttributeHit
from chartcase.find.exam_sides import sides_in
from chartcase.find.mention import View

_SIDES = re.compile(r"\b(?:left|right|l|r|lt|rt|b|bilateral|both|his|her|the|each|that)\b\.?\s*", re.IGNORECASE)
_ASPECT = re.compile(
    r"^(?P<where>.+?)[\s-]{1,4}(?:aspects?|sides?|surfaces?|parts?|portions?|borders?|edges?|half"
    r"|region) of (?P<what>.+)$"
)
_OUTSIDE = re.compile(
    r"^(?:(?:outside|inside|side|sides|outer side|inner side|outer|inner|edge|border) of "
    r"|outer )(?P<what>.+)$"
)
_FACES = {"back of ": "posterior ", "front of ": "anterior "}
_SHORT = {"ant": "anterior", "post": "posterior", "lat": "lateral", "med": "medial"}
_WHOLE = re.compile(
    r"^(?:(?:entire|whole) )?(?:legs?|arms?|(?:upper|lower) (?:extremit(?:y|ies)|limbs?)|les?|ues?|rle|lle|ble"
    r"|rue|lue|bue|limbs?)$"
)
_FINGERS = re.compile(r"^(?P<which>(?:[a-z0-9]+(?:, |/|-| & | \+ | ))+)(?P<noun>fingers?|digits?|toes?)$")
_COUNTED = re.compile(r"^(?:first|last) (?:two|three|four|[2-4]) (?:fingers|digits|toes)$")
"""Digits counted from one end: "the last two fingers" name no single one."""
_NAMED = re.compile(
    r"index|middle|ring|little|small|long|pinky|first|second|third|fourth|fifth|\d(?:st|nd|rd|th)|great|big"
)
_OF = re.compile(r"^ (?:of|on) (?:the|his|her|that) (?:left |right )?$")
"""The whole behind a part names no place of its own: "the medial two toes of the foot"."""
_BELOW_KNEE = re.compile(
    r"cal(?:f|ves|fs)|shins?|foot|feet|heels?|soles?|lower legs?|toes?|ankles?|malleol|instep|dorsum|web ?space"
)
_JOINT = re.compile(
    r"^(?:[a-z-]+ )?(?:knees?|hips?|shoulders?|elbows?|wrists?|ankles?|buttocks?|buttox|groin"
    r"|shoulder blades?|scapul\w*|trap\w*|hands?|glute\w*|flanks?|chest.*|ribs?|abdomen)$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place at stream [start, end): `limb` lower, upper or trunk; `name` in the normal form; `sides` said of it."""

    start: int
    end: int
    limb: str
    name: str
    whole: bool
    sides: tuple[str, ...]

    @property
    def below_knee(self) -> bool:
        """Whether it lies below the knee."""
        return self.limb == "lower" and _BELOW_KNEE.search(self.name) is not None

    @property
    def joint(self) -> bool:
        """Whether pain there alone speaks for a joint or a girdle rather than a root."""
        return _JOINT.match(self.name) is not None


def places_in(view: View, low: int, high: int) -> list[Place]:
    """The places named in stream [low, high) of the mention's sentence, in order."""
    hits = sorted(view.attributes("area", low, high), key=lambda hit: (hit.start, hit.start - hit.end))
    kept: list[AttributeHit] = []
    for hit in hits:
        if not kept or (hit.start >= kept[-1].end and not _OF.match(view.between(kept[-1].end, hit.start))):
            kept.append(hit)
    return [_place(view, hit, _from(kept, index, low)) for index, hit in enumerate(kept)]


def _from(hits: Sequence[AttributeHit], index: int, low: int) -> int:
    return hits[index - 1].end if index else low


def _place(view: View, hit: AttributeHit, since: int) -> Place:
    words = hit.words.lower()
    sides = [str(side.value) for side in sides_in(view, since, hit.end)]
    letters = re.match(r"^([rlb])(?:ue|le)s?$", words)
    if letters:
        sides = [{"r": "right", "l": "left", "b": "bilateral"}[letters[1]]]
    return Place(
        hit.start, hit.end, str(hit.value), place_name(words), _WHOLE.match(_bare(words)) is not None, tuple(sides)
    )


def _bare(words: str) -> str:
    return _SIDES.sub("", words).strip()


def place_name(words: str) -> str:
    """The normal name of a place: lower case, without articles and sides, the aspect in front.

    >>> place_name("posterior aspect of the right leg"), place_name("Lat. foot"), place_name("top of the left foot")
    ('posterior leg', 'lateral foot', 'top of foot')
    """
    name = _bare(words.lower())
    name = re.sub(r" (?:area|region)$", "", name)
    name = re.sub(r"\b(ant|post|lat|med)\b\.?", lambda match: _SHORT[match[1]], name)
    aspect = _ASPECT.match(name)
    if aspect is not None and not re.fullmatch(r"outer|inner", aspect["where"]):
        return f"{aspect['where']} {aspect['what']}"
    for words, face in _FACES.items():
        if name.startswith(words):
            return face + name.removeprefix(words)
    outside = _OUTSIDE.match(name)
    return outside["what"] if outside is not None else re.sub(r"\s+", " ", name)


def names_of(place: Place) -> tuple[str, ...]:
    """The places that a name covers: "ring and small fingers" is two, "first and second digits" two."""
    match = _FINGERS.match(place.name)
    if _COUNTED.match(place.name):
        return (place.name,)
    if match is None:
        return (re.sub(r"^(?:pinky|pinkie)$", "little finger", place.name),)
    which = [word for word in re.split(r",? and |, |/|-| & | \+ | |the ", match["which"]) if _NAMED.fullmatch(word)]
    if not which:
        return (match["noun"],)
    noun = match["noun"].rstrip("s")
    return tuple(f"{word} {noun}" for word in which)


def below_knee(view: View, low: int, high: int, places: Iterable[Place]) -> bool | None:
    """Whether the words say that it passes the knee (true), stops above it (false), or neither (None)."""
    said = view.attributes("knee", low, high)
    if said:
        return said[-1].value == "below"
    return True if any(place.below_knee for place in places) else None
