"""The words around a finding of a report by the work they do: severity, side, place, adjective, joint.

It stands apart because every question of what belongs to what is asked over the same few kinds of words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from chartcase.find.imaging_levels import Place, places_in
from chartcase.find.mention import View
from chartcase.patterns import Pattern

_LETTER = Pattern(r"\b[LR]\b", cased=True)
_NO_LETTER = Pattern(r"^(?: ?\d| (?:one|two|three|four|five)\b|[-/.'](?:[a-z]|$)|-)")
_BOTH = Pattern(
    r"\b(?:left|right|l|r)(?:[- ]side[d]?)? ?(?:(?:is |slightly |much )*(?:greater|worse|more(?: severe(?:ly)?)?|"
    r"larger) than|>) ?(?:on )?(?:the )?(?:left|right|l|r)\b|\bboth sides\b|\bon either side\b"
)
_OF_THE_BODY = Pattern(
    r"^ (?:leg|arm|lower|upper|foot|hand|hip|thigh|calf|shoulder|buttock|pain|radic|sciatic|symptom|knee|side pain|"
    r"kidney|lung|thyroid)|^-sided (?:pain|symptom|radic)"
)
_WORD = Pattern(r"[a-z0-9'/.+-]*[a-z0-9'/+-]|[,;:()]")
_SOFT = Pattern(
    r"(?:very|quite|more|most|somewhat|relatively|broad|broad-based|based|diffuse(?:ly)?|focal|central(?:ly)?|"
    r"paracentral|parasagittal|midline|posterior|posterolateral|posterocentral|anterior|lateral|medial|far|inferior|"
    r"superior|foraminal|intraforaminal|extraforaminal|pre-foraminal|subarticular|sub-articular|annular|annulus|"
    r"circumferential|disc|disk|discs|disks|superimposed|new|old|chronic|acute|subacute|residual|recurrent|shallow|"
    r"asymmetric|eccentric|symmetric|mm|cm|x|by|neural|neuro|bony|osseous|joint|degenerative|associated|resultant|"
    r"resulting|secondary|relative|multilevel|combined|hypertrophic|spinal|ventral|dorsal|grade|i|ii|early|possible|"
    r"possibly|probable|likely|suspected|mild-moderate|tiny|large|huge|prominent|definite|stable|unchanged|concentric|"
    r"generalized|discogenic|spondylotic|vertical|intervertebral|lumbar|cervical|thoracic|lumbosacral|epidural|"
    r"enhancing|exiting|traversing|descending|significant|substantial|frank|further|known|previous|level|approximately|"
    r"about|\d+(?:\.\d+)?(?:mm|cm)?|s/p|type|contained|non-?compressive|multifocal|minor|obvious|gross|interval|"
    r"underlying|apparent|facet|ligamentous|extra-foraminal|sided|side|size|sized|osteoporotic|compression|wedge|"
    r"vertebral|body|endplate|lytic|sclerotic|marrow)"
)
_JOINS = frozenset({"and", "or", "&", "/", "plus"})
_OPENINGS = frozenset(
    {"a", "an", "the", "with", "is", "are", "shows", "showed", "demonstrates", "there", "and", "has", "of", ":"}
)


class Kind(StrEnum):
    """What a word does: SOFT is an adjective that is neither severity, side nor place."""

    SEVERITY = "severity"
    SIDE = "side"
    PLACE = "place"
    SOFT = "soft"
    COMMA = "comma"
    JOIN = "join"
    OTHER = "other"


TRAITS = frozenset({Kind.SEVERITY, Kind.SIDE, Kind.PLACE})
ADJECTIVES = TRAITS | {Kind.SOFT}


@dataclass(frozen=True, slots=True)
class Token:
    """A word at stream [start, end). `value`: the severity, the side, or the word itself where its kind is OTHER."""

    kind: Kind
    start: int
    end: int
    value: str = ""
    place: Place | None = None

    @property
    def opens(self) -> bool:
        """Whether adjectives behind it begin a noun phrase."""
        return self.value in _OPENINGS


def tokens_in(view: View, low: int, high: int, *, vertebrae: bool) -> list[Token]:
    """The words of stream [low, high) in order; vertebrae count as places only where asked for."""
    if high <= low:
        return []
    marked = _marked(view, low, high, vertebrae=vertebrae)
    tokens = list(marked)
    for hit in _WORD.find_all(view.outline.stream.data, low, high):
        if not any(token.start < hit.end and hit.start < token.end for token in marked):
            tokens.append(_plain_token(view.between(hit.start, hit.end).lower(), hit.start, hit.end))
    return sorted(tokens, key=lambda token: (token.start, -token.end))


def word_of(view: View, token: Token) -> str:
    """The word in lower case."""
    return view.between(token.start, token.end).lower()


def _marked(view: View, low: int, high: int, *, vertebrae: bool) -> list[Token]:
    places = [
        Token(Kind.PLACE, place.start, place.end, place=place)
        for place in places_in(view, low, high, vertebrae=vertebrae)
    ]
    sides = _sides(view, low, high)
    letters = [
        Token(Kind.SIDE, hit.start, hit.end, "left" if view.between(hit.start, hit.end) == "L" else "right")
        for hit in _LETTER.find_all(view.outline.stream.data, low, high)
        if _NO_LETTER.search(view.between(hit.end, hit.end + 7).encode("ascii")) is None
    ]
    severities = [
        Token(Kind.SEVERITY, hit.start, hit.end, str(hit.value))
        for hit in view.attributes("severity", low, high)
        if not view.between(low, hit.start).lower().endswith("not ")
    ]
    both = [
        Token(Kind.SIDE, hit.start, hit.end, "bilateral") for hit in _BOTH.find_all(view.outline.stream.data, low, high)
    ]
    return _apart([*places, *both, *sides, *letters, *severities])


def _sides(view: View, low: int, high: int) -> list[Token]:
    """The words for a side in stream [low, high), each alone: what it is a side of ("left foraminal") is read here."""
    found: list[Token] = []
    for hit in view.attributes("side", low, view.sentence.end):
        end = hit.start + len(hit.words.split(" ")[0])
        beside = view.between(end, end + 20).encode("ascii")
        if hit.start < high and end <= high and _OF_THE_BODY.search(beside) is None:
            found.append(Token(Kind.SIDE, hit.start, end, str(hit.value)))
    return found


def _apart(tokens: Iterable[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in sorted(tokens, key=lambda item: (item.start, -(item.end - item.start))):
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept


def _plain_token(word: str, start: int, end: int) -> Token:
    if word == ",":
        return Token(Kind.COMMA, start, end)
    if word in _JOINS:
        return Token(Kind.JOIN, start, end)
    return Token(Kind.SOFT, start, end) if _is_soft(word) else Token(Kind.OTHER, start, end, word)


@lru_cache(maxsize=8192)
def _is_soft(word: str) -> bool:
    return all(_SOFT.full(part) is not None for part in word.split("/"))
