"""Which level, side and severity belong to which finding in a sentence of a report.

It stands apart because a report packs several findings into one sentence ("moderate canal stenosis and severe left
foraminal narrowing"), and a severity bound to the wrong one is a wrong fact.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chartcase.find.imaging_levels import Place, places_in, stands_alone, told_by_vertebra
from chartcase.find.mention import Mention, View
from chartcase.patterns import Pattern

_NEIGHBOURS = 6
"""How many findings to either side are looked at: more never share a level, and a hostile sentence stays cheap."""
_PARTS = {"stenosis": "narrowed_part", "arthrosis": "worn_part"}
_LETTER = Pattern(r"\b[LR]\b", cased=True)
_NO_LETTER = Pattern(r"^(?: ?\d|[-/.'](?:[a-z]|$)|-)")
_OF_THE_BODY = Pattern(
    r"^ (?:leg|arm|lower|upper|foot|hand|hip|thigh|calf|shoulder|buttock|pain|radic|sciatic|symptom|knee|side pain|kidney|lung|thyroid)|^-sided (?:pain|symptom|radic)"
)
_BOTH = Pattern(
    r"\b(?:left|right|l|r)(?:[- ]side[d]?)? ?(?:(?:is |slightly |much )*(?:greater|worse|more(?: severe(?:ly)?)?|larger) than|>) ?(?:on )?(?:the )?(?:left|right|l|r)\b|\bboth sides\b|\bon either side\b"
)
_BOTH_AT_END = Pattern(rf"(?:{_BOTH.source}) ?(?:neural |sided )?$")
_WORD = Pattern(r"[a-z0-9'/.+-]*[a-z0-9'/+-]|[,;:()]")
_SOFT = Pattern(
    r"(?:very|quite|more|most|somewhat|relatively|broad|broad-based|based|diffuse(?:ly)?|focal|central(?:ly)?|paracentral|parasagittal|midline|posterior|posterolateral|posterocentral|anterior|lateral|medial|far|inferior|superior|foraminal|intraforaminal|extraforaminal|pre-foraminal|subarticular|sub-articular|annular|annulus|circumferential|disc|disk|discs|disks|superimposed|new|old|chronic|acute|subacute|residual|recurrent|shallow|asymmetric|eccentric|symmetric|mm|cm|x|by|neural|neuro|bony|osseous|joint|degenerative|associated|resultant|resulting|secondary|relative|multilevel|combined|hypertrophic|spinal|ventral|dorsal|grade|i|ii|early|possible|possibly|probable|likely|suspected|mild-moderate|tiny|large|huge|prominent|definite|stable|unchanged|concentric|generalized|discogenic|spondylotic|vertical|intervertebral|lumbar|cervical|thoracic|lumbosacral|epidural|enhancing|exiting|traversing|descending|significant|substantial|frank|further|known|previous|level|approximately|about|\d+(?:\.\d+)?(?:mm|cm)?|s/p|type|contained|non-?compressive|multifocal|minor|obvious|gross|interval|underlying|apparent|facet|ligamentous|extra-foraminal|sided|side|size|sized|osteoporotic|compression|wedge|vertebral|body|endplate|lytic|sclerotic|marrow)"
)
_JOINS = frozenset({"and", "or", "&", "/", "plus"})
_PREPOSITIONS = frozenset({"at", "of", "on", "in", "from", "to", "within", "involving", "affecting"})
_VERBAL = Pattern(
    r"^(?:abut|contact|touch|compress|imping|encroach|displac|deviat|deform|flatten|effac|press|pinch|irritat|crowd|indent|affect|push|involv|smash|squash|squeez|crush|obliterat|compromis|constrict)[a-z]*(?:s|ing)\b|^(?:widely )?patent|^touch\b|^abut\b|^contact (?:the|an?)\b"
)
_SAME_SIDE = Pattern(r"^[^,;]{0,20}\b(?:on|to) (?:that|this|the same) side\b")
_NOWHERE = Pattern(r"\b(?:multi-?level|throughout|elsewhere|diffusely|at all levels|at any level|at every level|all levels|several levels|multiple levels|levels as described)\b")
_ATTACHED = Pattern(
    r"(?: |,|\(|:|-|\b(?:which|that|is|are|was|were|appears?|of|to|be|graded|rated|as|quite|now|more|at|the|a|level|degree|in|on|this|left|right|bilaterally|overall|most|and)\b|[CTLS]\d{1,2}-(?:[CTLS])?\d{1,2})*"
)
_PAIR = Pattern(
    r"\b(?P<severity>mild|moderate|severe|minimal|mild[- ]to[- ]moderate|moderate[- ]to[- ]severe|marked)(?:ly)?(?: narrowing| stenosis)? (?:on|to|at) the (?P<side>left|right)\b"
)
_PAIRED = {"marked": "severe"}


class _Kind(StrEnum):
    SEVERITY = "severity"
    SIDE = "side"
    PLACE = "place"
    SOFT = "soft"
    COMMA = "comma"
    JOIN = "join"
    OTHER = "other"


_TRAITS = frozenset({_Kind.SEVERITY, _Kind.SIDE, _Kind.PLACE})
_ADJECTIVES = _TRAITS | {_Kind.SOFT}


@dataclass(frozen=True, slots=True)
class Part:
    """One finding at stream [start, end): one of a mention's parts, or the whole mention."""

    start: int
    end: int
    kind: str
    mention: Mention
    first: bool = True


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


@dataclass(frozen=True, slots=True)
class _Token:
    kind: _Kind
    start: int
    end: int
    value: str = ""
    place: Place | None = None


def parts_of(view: View, mention: Mention) -> tuple[Part, ...]:
    """The findings that one mention names: "central canal or foraminal stenosis" names two."""
    kind = str(mention.rule.value["kind"])
    named = _PARTS.get(kind)
    if named is None:
        return (Part(mention.start, mention.end, kind, mention),)
    hits = view.attributes(named, mention.start, mention.end)
    if not hits:
        before = view.attributes(named, view.sentence.start, mention.start) if mention.rule.needs is not None else []
        return (Part(mention.start, mention.end, str(before[-1].value) if before else kind, mention),)
    return tuple(
        Part(
            mention.start if index == 0 else hit.start,
            mention.end if index == len(hits) - 1 else hit.end,
            str(hit.value),
            mention,
            index == 0,
        )
        for index, hit in enumerate(hits)
    )


def readings(view: View) -> tuple[Reading, ...]:
    """The readings of the view's own mention, in order of the text."""
    parts, own = _neighbourhood(view)
    made: list[Reading] = []
    for index in own:
        made.extend(_read(view, parts, index))
    return tuple(made)


def parts_near(view: View) -> tuple[Part, ...]:
    """The findings of the sentence around the view's mention, in order."""
    return _neighbourhood(view)[0]


def _neighbourhood(view: View) -> tuple[tuple[Part, ...], tuple[int, ...]]:
    mentions = sorted([view.mention, *view.others("imaging_finding")], key=lambda item: item.start)
    at = next(index for index, item in enumerate(mentions) if item is view.mention)
    near = mentions[max(at - _NEIGHBOURS, 0) : at + _NEIGHBOURS + 1]
    parts = tuple(part for mention in near for part in parts_of(view, mention))
    return parts, tuple(index for index, part in enumerate(parts) if part.mention is view.mention)


def _read(view: View, parts: Sequence[Part], index: int) -> Iterable[Reading]:
    part = parts[index]
    before, doubled, lead = _before(view, parts, index)
    after = _after(view, parts, index)
    inside = _tokens(view, part, part.start, part.end)
    pairs = _pairs(view, after)
    if pairs:
        for severity, side in pairs:
            yield _reading(view, parts, index, (before, inside, after, lead), severity, side)
        return
    for group in ([doubled, before] if doubled else [before]):
        severity = _trait(_Kind.SEVERITY, inside, group) or _attached_severity(view, part, after)
        side = _both_before(view, part) or _trait(_Kind.SIDE, inside, group) or _side_after(view, part, after) or _side_before(view, part, lead)
        yield _reading(view, parts, index, (before, inside, after, lead), severity, side)


_Zones = tuple[list[_Token], list[_Token], list[_Token], list[_Token]]


def _reading(
    view: View, parts: Sequence[Part], index: int, zones: _Zones, severity: Trait | None, side: Trait | None
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
    own, _, _ = _before(view, parts, index)
    if any(token.kind in (_Kind.SEVERITY, _Kind.SIDE) for token in own):
        return None
    start = next(at for at in range(index, -1, -1) if parts[at].first)
    before, _, _ = _before(view, parts, start)
    return _trait(_Kind.SEVERITY, before), _trait(_Kind.SIDE, before)


def _fronted(view: View, tokens: Sequence[_Token]) -> int:
    """Where a place begins that is set before the finding behind the tokens (", and, at L4-5, a ..."); their number where
    none is."""
    for at, token in enumerate(tokens):
        if token.kind is not _Kind.PLACE or at < 2 or _word(view, tokens[at - 1]) not in ("at", "the", "level"):
            continue
        opening = at - 1
        while opening > 0 and _word(view, tokens[opening]) in ("at", "the", "level"):
            opening -= 1
        closed = at + 1 == len(tokens) or tokens[at + 1].kind is _Kind.COMMA or _is_opening(tokens[at + 1])
        if tokens[opening].kind in (_Kind.COMMA, _Kind.JOIN) and closed:
            return opening
    return len(tokens)


def _last_break(view: View, tokens: Sequence[_Token]) -> int:
    """Where the words behind the last semicolon begin; their number where there is none."""
    return next((at + 1 for at in range(len(tokens) - 1, -1, -1) if _word(view, tokens[at]) == ";"), len(tokens))


def _own_places(view: View, zones: _Zones) -> tuple[Place, ...]:
    before, inside, after, lead = zones
    ahead = [token.place for token in lead[min(_fronted(view, lead), _last_break(view, lead)) :] if token.place]
    if ahead and not any(token.place for token in (*inside, *before)):
        return (ahead[-1],)
    for zone in (inside, before, after):
        found = next((token.place for token in (zone if zone is not before else reversed(zone)) if token.place), None)
        if found is not None:
            return (found,)
    return ()


def _is_everywhere(view: View, part: Part, zones: _Zones) -> bool:
    before, _, after, _ = zones
    low = min([part.start, *(token.start for token in before)])
    high = max([part.end, *(token.end for token in after)])
    return _NOWHERE.search(view.between(low, high).encode("ascii")) is not None


def _shared_places(view: View, parts: Sequence[Part], index: int) -> tuple[Place, ...]:
    """The places of the finding before, else those that lead the sentence, else those that the findings after it share."""
    for at in range(index - 1, -1, -1):
        zones = _zones(view, parts, at)
        own = _own_places(view, zones)
        if own:
            return own
        if _is_everywhere(view, parts[at], zones):
            return ()
    _, _, lead = _before(view, parts, 0)
    leading = [token.place for token in lead if token.place]
    if leading:
        return (leading[-1],)
    return _places_after(view, parts, index)


def _places_after(view: View, parts: Sequence[Part], index: int) -> tuple[Place, ...]:
    for at in range(index + 1, min(index + 4, len(parts))):
        gap = _tokens(view, parts[at], parts[at - 1].end, parts[at].start)
        plain = all(token.kind is not _Kind.OTHER or _word(view, token) in ("with", "a", "an") for token in gap)
        if not plain:
            return ()
        places = [token.place for token in _after(view, parts, at) if token.place]
        if places:
            return (places[0],)
    return ()


def _zones(view: View, parts: Sequence[Part], index: int) -> _Zones:
    before, _, lead = _before(view, parts, index)
    part = parts[index]
    return before, _tokens(view, part, part.start, part.end), _after(view, parts, index), lead


def _before(view: View, parts: Sequence[Part], index: int) -> tuple[list[_Token], list[_Token], list[_Token]]:
    """The adjectives before a finding, those of a doubled reading before them, and what is left of the words before."""
    low = parts[index - 1].end if index else view.sentence.start
    tokens = _tokens(view, parts[index], low, parts[index].start)
    if _is_verbal(view, parts[index]):
        return [], [], tokens
    cut, doubled = _cut(tokens, at_start=index == 0)
    cut += _given_back(view, tokens[cut - 2 if cut > 1 else 0 : cut], tokens[cut:], after_part=index > 0)
    return tokens[cut:], doubled, tokens[: cut - len(doubled) - (1 if doubled else 0)]


def _after(view: View, parts: Sequence[Part], index: int) -> list[_Token]:
    """What follows a finding up to where the next one's adjectives begin, or to the clause's end."""
    if index + 1 < len(parts):
        _, _, rest = _before(view, parts, index + 1)
        rest = rest[: _fronted(view, rest)]
        end = rest[-1].end if rest else parts[index].end
        return _until_break(view, _tokens(view, parts[index], parts[index].end, max(end, parts[index].end)))
    return _until_break(view, _tokens(view, parts[index], parts[index].end, view.sentence.end))


def _is_verbal(view: View, part: Part) -> bool:
    """Whether the finding is said with a verb, before which no adjective of its own can stand."""
    return _VERBAL.search(view.between(part.start, part.end).encode("ascii")) is not None


def _given_back(view: View, stop: Sequence[_Token], run: Sequence[_Token], *, after_part: bool) -> int:
    """How many of the adjectives before a finding belong to what stands before them: the place or side that a
    preposition or the finding before it takes ("extrusion at L5-S1 | compressing", "bulge C6-7 | touching")."""
    if not run or run[0].kind not in (_Kind.PLACE, _Kind.SIDE):
        return 0
    words = [_word(view, token) for token in stop]
    if not words:
        return 1 if after_part and run[0].kind is _Kind.PLACE and len(run) > 1 else 0
    if run[0].kind is _Kind.SIDE:
        return 1 if words[-1] == "the" and words[0] in ("on", "to", "toward") else 0
    preposed = words[-1] in _PREPOSITIONS or (words[-1] == "the" and words[0] in _PREPOSITIONS)
    parted = len(stop) > 1 and stop[0].kind in (_Kind.COMMA, _Kind.JOIN)
    return 1 if preposed and not parted else 0


_CLAUSE_END = frozenset({";", "but", "however", "while", "whereas", "above", "below", "compared", "consistent", "correlates", "correlating", "correlate", "secondary", "due", "causing", "producing", "resulting", "without"})


def _until_break(view: View, tokens: list[_Token]) -> list[_Token]:
    for at, token in enumerate(tokens):
        if token.kind is _Kind.OTHER and _word(view, token) in _CLAUSE_END:
            return tokens[:at]
    return tokens


def _cut(tokens: Sequence[_Token], *, at_start: bool) -> tuple[int, list[_Token]]:
    """Where the adjectives of the finding behind the tokens begin, and the first half of a doubled reading."""
    at, seen = len(tokens), set[_Kind]()
    while at > 0:
        token = tokens[at - 1]
        if token.kind in _TRAITS and token.kind in seen:
            break
        if token.kind in _ADJECTIVES:
            seen.add(token.kind)
            at -= 1
            continue
        if token.kind not in (_Kind.COMMA, _Kind.JOIN):
            break
        run = _run(tokens, at - 1)
        firm = run == 0 and at_start or (run > 0 and tokens[run - 1].kind is _Kind.OTHER and _is_opening(tokens[run - 1]))
        kinds = {item.kind for item in tokens[run : at - 1]}
        if token.kind is _Kind.JOIN and _doubles(kinds, seen) and (firm or tokens[run - 1].kind is not _Kind.OTHER):
            return at, list(tokens[run : at - 1])
        if token.kind is _Kind.JOIN and _is_under_article(tokens, run) and not kinds & seen & _TRAITS:
            seen |= kinds
            at = run
            continue
        if token.kind is _Kind.JOIN and firm and seen == {_Kind.SOFT}:
            seen |= kinds
            at = run
            continue
        if token.kind is _Kind.COMMA and kinds and not kinds & seen & _TRAITS and (firm or _is_split(kinds, seen, run, tokens)):
            seen |= kinds
            at = run
            continue
        break
    return at, []


def _run(tokens: Sequence[_Token], end: int) -> int:
    start = end
    while start > 0 and tokens[start - 1].kind in _ADJECTIVES:
        start -= 1
    return start


def _doubles(left: set[_Kind], right: set[_Kind]) -> bool:
    return _Kind.SIDE in left and _Kind.SIDE in right and _Kind.PLACE not in left


def _is_under_article(tokens: Sequence[_Token], run: int) -> bool:
    """ "a broad right foraminal and far lateral herniation": one article, so one finding."""
    return run > 0 and tokens[run - 1].value in ("a", "an")


def _is_split(kinds: set[_Kind], seen: set[_Kind], run: int, tokens: Sequence[_Token]) -> bool:
    """ "..., mild, broad-based bulge": the severity stands alone between commas, and adjectives follow it."""
    parted = run > 0 and tokens[run - 1].kind in (_Kind.COMMA, _Kind.JOIN)
    return parted and kinds == {_Kind.SEVERITY} and seen == {_Kind.SOFT}


_OPENINGS = frozenset({"a", "an", "the", "with", "is", "are", "shows", "showed", "demonstrates", "there", "and", "has", "of", ":"})


def _is_opening(token: _Token) -> bool:
    return token.value in _OPENINGS


def _trait(kind: _Kind, *zones: Sequence[_Token]) -> Trait | None:
    """The last of the kind in the first zone that has one: of two adjectives the one nearer to the noun."""
    for zone in zones:
        found = [token for token in zone if token.kind is kind]
        if found:
            sides = {token.value for token in found}
            value = "bilateral" if kind is _Kind.SIDE and {"left", "right"} <= sides else found[-1].value
            return Trait(value, found[-1].start, found[-1].end)
    return None


def _attached_severity(view: View, part: Part, after: Sequence[_Token]) -> Trait | None:
    for token in after:
        if token.kind is _Kind.SEVERITY:
            between = view.between(part.end, token.start)
            if _ATTACHED.full(between) is not None:
                return Trait(token.value, token.start, token.end)
            return None
    return None


def _side_after(view: View, part: Part, after: Sequence[_Token]) -> Trait | None:
    if not after:
        return None
    text = view.between(part.end, after[-1].end).encode("ascii")
    both = _BOTH.search(text)
    if both is not None:
        return Trait("bilateral", part.end + both.start, part.end + both.end)
    found = next((token for token in after if token.kind is _Kind.SIDE), None)
    if found is not None:
        return Trait(found.value, found.start, found.end)
    if _SAME_SIDE.search(text) is None:
        return None
    named = view.attributes("side", view.sentence.start, part.start)
    return Trait(str(named[-1].value), part.start, part.end) if named else None


_ON_SIDE = Pattern(r"\b(?:on|to) the (?P<side>left|right)(?: side)?,?(?: there (?:is|are)(?: an?)?| an?)? ?$")


def _side_before(view: View, part: Part, lead: Sequence[_Token]) -> Trait | None:
    """ "On the left there is foraminal narrowing". """
    if not lead:
        return None
    low, high = lead[0].start, part.start
    hit = _ON_SIDE.search(view.between(low, high).encode("ascii"))
    return None if hit is None else Trait(hit.groups["side"].lower(), low + hit.start, low + hit.end)


def _both_before(view: View, part: Part) -> Trait | None:
    """ "Left greater than right foraminal narrowing": both sides."""
    low = max(view.sentence.start, part.start - 40)
    hit = _BOTH_AT_END.search(view.between(low, part.start).encode("ascii"))
    return None if hit is None else Trait("bilateral", low + hit.start, low + hit.end)


def _pairs(view: View, after: Sequence[_Token]) -> list[tuple[Trait, Trait]]:
    """ "stenosis, severe on the right and mild on the left": both, where there are at least two."""
    if not after:
        return []
    low, high = after[0].start, after[-1].end
    found: list[tuple[Trait, Trait]] = []
    for hit in _PAIR.find_all(view.between(low, high).encode("ascii")):
        span = (low + hit.start, low + hit.end)
        severity = hit.groups["severity"].lower().replace("-", "_").replace(" ", "_")
        found.append((Trait(_PAIRED.get(severity, severity), *span), Trait(hit.groups["side"].lower(), *span)))
    return found if len(found) > 1 else []


def _word(view: View, token: _Token) -> str:
    return view.between(token.start, token.end).lower()


def _tokens(view: View, part: Part, low: int, high: int) -> list[_Token]:
    """The words of stream [low, high) by the work they do."""
    if high <= low:
        return []
    marked = _marked(view, part, low, high)
    tokens = list(marked)
    for hit in _WORD.find_all(view.outline.stream.data, low, high):
        if not any(token.start < hit.end and hit.start < token.end for token in marked):
            tokens.append(_plain_token(view.between(hit.start, hit.end).lower(), hit.start, hit.end))
    return sorted(tokens, key=lambda token: (token.start, -token.end))


def _marked(view: View, part: Part, low: int, high: int) -> list[_Token]:
    places = [
        _Token(_Kind.PLACE, place.start, place.end, place=place)
        for place in places_in(view, low, high, vertebrae=told_by_vertebra(part.kind))
    ]
    sides = _sides(view, low, high)
    letters = [
        _Token(_Kind.SIDE, hit.start, hit.end, "left" if view.between(hit.start, hit.end) == "L" else "right")
        for hit in _LETTER.find_all(view.outline.stream.data, low, high)
        if _NO_LETTER.search(view.between(hit.end, hit.end + 3).encode("ascii")) is None
    ]
    severities = [
        _Token(_Kind.SEVERITY, hit.start, hit.end, str(hit.value))
        for hit in view.attributes("severity", low, high)
        if not view.between(low, hit.start).lower().endswith("not ")
    ]
    return _apart([*places, *sides, *letters, *severities])


def _sides(view: View, low: int, high: int) -> list[_Token]:
    """The words for a side in stream [low, high), each alone: what it is a side of ("left foraminal") is read here."""
    found: list[_Token] = []
    for hit in view.attributes("side", low, view.sentence.end):
        end = hit.start + len(hit.words.split(" ")[0])
        beside = view.between(end, end + 20).encode("ascii")
        if hit.start < high and end <= high and _OF_THE_BODY.search(beside) is None:
            found.append(_Token(_Kind.SIDE, hit.start, end, str(hit.value)))
    return found


def _apart(tokens: Iterable[_Token]) -> list[_Token]:
    kept: list[_Token] = []
    for token in sorted(tokens, key=lambda item: (item.start, -(item.end - item.start))):
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept


def _plain_token(word: str, start: int, end: int) -> _Token:
    if word == ",":
        return _Token(_Kind.COMMA, start, end)
    if word in _JOINS:
        return _Token(_Kind.JOIN, start, end)
    if _SOFT.full(word) is not None:
        return _Token(_Kind.SOFT, start, end)
    return _Token(_Kind.OTHER, start, end, word)
