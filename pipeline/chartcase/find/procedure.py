"""What is said of one procedure: its levels, roots, side, region, number and date.

It stands apart because a sentence names several procedures, and each word belongs to one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.fact import DatePrecision, FactDate, Value
from chartcase.find.attributes import AttributeHit
from chartcase.find.levels import region_of
from chartcase.find.mention import View
from chartcase.find.standing import procedures
from chartcase.find.talk import ticked_choice
from chartcase.patterns import Pattern

_ENDS = Pattern(r"; | but | however | although | whereas | medically necessary (?:for|in|to) ")
_PARTS = Pattern(r", | and | & |; | / |\. | with | then | plus ")
_GOES_ON = Pattern(
    r"^(?:after it|after that|after which|with it|(?:it |this |that |which )?(?:only )?"
    r"(?:lasted|for (?:only |just |about )*(?:\d|one|two|three|a (?:few|couple)))"
    r"|it (?:helped|gave|lasted|brought|took)|this (?:helped|gave))\b"
)
"""A clause that speaks on of the same injection."""
_JOINT = Pattern(r" ?(?:,|and|&|/|,? and|with|-|plus)? ?")
_TRAILING = Pattern(
    r"(?:(?:the|an?|his|her|repeat|another|prior|previous|left|right|bilateral|lumbar|cervical|thoracic|levels?"
    r"|first|second|third|l|r|#\d|and|&"
    r"|[ctls]-?\d{1,2}(?: ?[-/] ?[ctls]?-?\d{1,2})?|\d{1,2}-\d{1,2})[ ,]+)+$"
)
_ENDS_IN_JOINT = Pattern(r"(?:,|\band|&|;|/|\bwith|\bthen|\bplus|\bfollowed by|\bor) ?(?:the |an? )?$")
_TIED = Pattern(r"^,? ?(?:at|of|on|from|in|:|-|performed at|done at) ")
_LETTER_SIDE = Pattern(
    r"(?:^|[ (,/])(?P<side>[LR])[ )](?P<on>(?:[CTLS]-?\d|para|knee|hip|should|TK|TH|sid|SI|S-?I|$|\[))", cased=True
)
_PAIN_THEN_HISTORY = Pattern(
    r"^ (?:[a-z]+ ){0,2}(?:pain|numbness|weakness|symptoms?|radiculopathy|sciatica|radiculitis)\b.*"
    r"\b(?:history of|hx of|h/o|status[- ]post|s/p|prior|previous|post|since|after|following)\b"
)
_SIDE_BEHIND = Pattern(r"^ (?P<side>[LR])(?: (?:by|on|at|in|with|x)\b| ?[,;.:(]|$)", cased=True)
_YEAR_BEHIND = Pattern(r"^(?: at| [ctls]\d{1,2}[-/][ctls]?\d{1,2})* ?[,(]? ?(?P<year>(?:19|20)\d\d)\b(?:[^-/\d]|$)")
_BETWEEN_NUMBER = Pattern(
    r" ?(?:(?:\d{1,2}/\d{1,2}(?:/\d{2,4})?|xx/xx/xx(?:xx)?|on|of|the|his|her|such|and|one|repeat"
    r"|left|right|bilateral|lumbar|cervical|thoracic|epidural|steroid"
    r"|selective|nerve|root|diagnostic"
    r"|therapeutic|transforaminal|interlaminar|caudal|facet|spinal|fluoroscopic|sided"
    r"|[ctls]-?\d{1,2}(?: ?[-/] ?[ctls]?-?\d{1,2})?)[ ,-]*){0,6}"
)
_YEAR_BEFORE = Pattern(r"\b(?:the|his|her|a|an) (?P<year>(?:19|20)\d\d) $")
_ANSWER = Pattern(r"^[-:| ]*(?P<said>no|none|never|yes|y|n)\b")
_ONE = Pattern(
    r"(?:\bhad (?:only )?|^)(?P<one>one) (?:(?:prior|previous|earlier|lumbar|cervical|thoracic|single|left|right"
    r"|[ctls]\d{1,2}(?:[-/][ctls]?\d{1,2})?) )*$"
)
_NUMBER_BEHIND = 14
_NEAR = 60
"""Characters between a procedure and a date that still belongs to it without a comma's help."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Stream bounds [low, high) inside which words belong to a procedure."""

    low: int
    high: int


def reach_of(view: View, *, shared: bool = True) -> Reach:
    """From the procedure before to the one after; of the words between two, the last part goes with the later one.

    `shared`: procedures named in one breath share their places.
    """
    start, end = _joined_names(view) if shared else (view.mention.start, view.mention.end)
    low, high = clause_of(view)
    for other_start, other_end in procedures(view):
        if other_end <= start:
            low = max(low, _border(view, other_end, start))
        elif other_start >= end:
            high = min(high, _border(view, end, other_start))
            break
    return Reach(low, high)


def _joined_names(view: View) -> tuple[int, int]:
    """The mention with the procedures that are named in one breath with it ("laminectomy and fusion")."""
    start, end = view.mention.start, view.mention.end
    others = procedures(view)
    for low, high in reversed(others):
        if high <= start and _JOINT.full(view.between(high, start)) is not None:
            start = low
    for low, high in others:
        if low >= end and _JOINT.full(view.between(end, low)) is not None:
            end = high
    return start, end


def clause_of(view: View) -> tuple[int, int]:
    """Stream bounds of the part of the sentence that no strong break divides from the mention."""
    low, high = view.sentence.start, view.sentence.end
    for hit in _ENDS.find_all(view.outline.stream.data, low, high):
        if _GOES_ON.occurs(view.between(hit.end, high)[:24]):
            continue
        if hit.end <= view.mention.start:
            low = hit.end
        elif hit.start >= view.mention.end:
            return low, hit.start
    return low, high


def _border(view: View, low: int, high: int) -> int:
    """Where words between two procedures change owner: placing words right before the later one are its own, but not
    those that "at" or "of" ties to the earlier one."""
    gap = view.between(low, high)
    run = _TRAILING.search(gap.encode("ascii"))
    if run is None or _JOINT.full(gap) is not None or _ENDS_IN_JOINT.occurs(gap):
        return high
    tied = _TIED.search(gap.encode("ascii"))
    if tied is None or run.start >= tied.end:
        return low + run.start
    joint = next(_PARTS.find_all(gap.encode("ascii"), tied.end), None)
    return high if joint is None else low + joint.end


def placing(view: View, reach: Reach) -> tuple[dict[str, Value], list[tuple[int, int]]]:
    """levels, roots, side and region, and the spans they were read from. `region` only from words or levels."""
    value: dict[str, Value] = {}
    spans: list[tuple[int, int]] = []
    hits = _on_nearer_side(view, view.attributes("level", reach.low, reach.high))
    levels = _joined(hits)
    roots = _joined(
        [hit for hit in _on_nearer_side(view, view.attributes("root", reach.low, reach.high)) if not _inside(hit, hits)]
    )
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
    elif named and not named[0].startswith("S"):
        value["region"] = region_of(named[0])
    spans.extend((hit.start, hit.end) for hit in hits)
    return value, spans


def _on_nearer_side(view: View, hits: Sequence[AttributeHit]) -> list[AttributeHit]:
    """Of places both before and behind the procedure those on the nearer side, and what stands inside its name."""
    before = [hit for hit in hits if hit.end <= view.mention.start]
    behind = [hit for hit in hits if hit.start >= view.mention.end]
    if not before or not behind:
        return list(hits)
    nearer = before if view.distance(before[-1]) <= view.distance(behind[0]) else behind
    return [hit for hit in hits if hit in nearer or (hit not in before and hit not in behind)]


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
    words = [hit for hit in view.attributes("side", reach.low, reach.high) if not _is_a_complaint_side(view, hit)]
    if words:
        return min(words, key=lambda hit: (view.distance(hit), hit.start))
    data = view.outline.stream.data
    for hit in _LETTER_SIDE.find_all(data, max(reach.low - 1, view.sentence.start), reach.high):
        start, end = hit.spans["side"]
        return AttributeHit("side", start, end, hit.groups["side"], "left" if hit.groups["side"] == "L" else "right")
    behind = _SIDE_BEHIND.search(data, view.mention.end, reach.high)
    if behind is not None:
        start, end = behind.spans["side"]
        said = behind.groups["side"]
        return AttributeHit("side", start, end, said, "left" if said == "L" else "right")
    return None


_LIMB_PART = Pattern(
    r"^ (?:hands?|fingers?|thumb|wrist|forearm|foot|toes?|calf|ankle|knees?|shoulders?|elbow|hips?|rotator)\b"
)


def _is_a_complaint_side(view: View, hit: AttributeHit) -> bool:
    """Whether the side is that of a pain told before the procedure ("left leg pain, history of L4-5 discectomy"), or of
    a hand, a foot or a joint, where no such procedure is done."""
    if hit.end > view.mention.start:
        return False
    between = view.between(hit.end, view.mention.start)
    return _PAIN_THEN_HISTORY.occurs(between) or _LIMB_PART.occurs(between)


def region_word(view: View, reach: Reach) -> str | None:
    """The region that the procedure's own words or those beside it name."""
    hit = view.nearest("region", reach.low, reach.high)
    return str(hit.value) if hit is not None and view.distance(hit) <= _NEAR else None


def ordinal_of(view: View, reach: Reach) -> AttributeHit | None:
    """The number of a procedure in a row ("second", "#2"), before the name among placing words, or right behind it."""
    one = _ONE.search(view.outline.stream.data, reach.low, view.mention.start)
    if one is not None:
        low, high = one.spans["one"]
        return AttributeHit("ordinal", low, high, "one", 1)
    for hit in reversed(view.attributes("ordinal", reach.low, view.mention.start)):
        if _BETWEEN_NUMBER.full(view.between(hit.end, view.mention.start)) is not None:
            return hit
    inside = view.attributes("ordinal", view.mention.start, view.mention.end)
    behind = view.attributes("ordinal", view.mention.end, reach.high)
    near = [hit for hit in behind if view.distance(hit) <= _NUMBER_BEHIND or hit.words.startswith("#")]
    return next(iter([*inside, *near]), None)


def date_of(view: View, reach: Reach) -> tuple[FactDate | None, tuple[tuple[int, int], ...]]:
    """When it was done, and where that stands: the first date behind the procedure, else the last before it."""
    bare = _bare_year(view)
    if bare is not None:
        return bare
    after = [hit for hit in view.attributes("date", view.mention.start, reach.high) if view.distance(hit) <= _NEAR]
    before = [hit for hit in view.attributes("date", reach.low, view.mention.start) if view.distance(hit) <= _NEAR]
    hit = after[0] if after else before[-1] if before else None
    return (None, ()) if hit is None else (hit.date, ((hit.start, hit.end),))


def _bare_year(view: View) -> tuple[FactDate, tuple[tuple[int, int], ...]] | None:
    """The year of "laminectomy 2015" or "fusion (2017)"."""
    data, mention = view.outline.stream.data, view.mention
    hit = _YEAR_BEHIND.search(data, mention.end, view.sentence.end)
    hit = hit or _YEAR_BEFORE.search(data, view.sentence.start, mention.start)
    if hit is None:
        return None
    year, span = hit.groups["year"], hit.spans["year"]
    order = len(view.attributes("date", 0, span[0]))
    return FactDate(raw=year, iso=year, precision=DatePrecision.YEAR, order=order), (span,)


def answer_to(view: View) -> tuple[str, AttributeHit] | None:
    """The answer ("no" or "yes") where the sentence is a form's question to the patient and the next one answers it, or
    one of two boxes behind the mention is ticked."""
    choice = ticked_choice(view)
    if choice is not None:
        said, start, end = choice
        return (said, AttributeHit("answer", start, end, said)) if said else None
    if not view.text.rstrip().endswith("?"):
        return None
    for sentence in view.next_sentences(1):
        hit = _ANSWER.search(view.outline.stream.data, sentence.start, sentence.end)
        if hit is not None:
            said = hit.groups["said"].lower()
            return ("no" if said.startswith(("n", "none")) else "yes"), AttributeHit("answer", hit.start, hit.end, said)
    return None


_REGION_REACH = 70
_FIRST_REGION = Pattern(r"^(?: scans?)?(?: of)?(?: (?:the|his|her|both))* ?$")
_REGIONS_JOINED = Pattern(r"^(?: spine)?(?:,|,? and|,? or|/| &| and of)(?: (?:the|his|her|a|an))* ?$")


def further_regions(view: View) -> tuple[AttributeHit, ...]:
    """The regions that one order names behind its first ("an MRI of the cervical and lumbar spine")."""
    high = min(view.sentence.end, view.mention.end + _REGION_REACH)
    named: list[AttributeHit] = []
    for hit in view.attributes("region", view.mention.end, high):
        gap = view.between(named[-1].end if named else view.mention.end, hit.start)
        if (_REGIONS_JOINED if named else _FIRST_REGION).full(gap) is None:
            break
        named.append(hit)
    different: dict[str, AttributeHit] = {}
    for hit in named:
        different.setdefault(str(hit.value), hit)
    return tuple(different.values())[1:]


_OF_SPINE = Pattern(r"\b(?:lumbar|cervical|thoracic|spin(?:e|al)|radiculopath\w+|dis[ck]s?|herniat\w+|epidural)\b")
_OTHER_JOINT = Pattern(
    r"\b(?:knees?|shoulders?|hips?|wrists?|elbows?|ankles?|trochanter\w*|subacromial|carpal|bursa\w*|bursitis|plantar|"
    r"thumbs?|fingers?|toes?|trigger|sacroiliac|intra-?articular|heels?)\b"
)


def tells_of_spine(view: View) -> bool:
    """Whether the sentence and the two beside it on each side speak of the spine and of no joint."""
    near = [*view.previous_sentences(2), view.sentence, *view.next_sentences(2)]
    said = " ".join(view.outline.text(sentence) for sentence in near)
    return _OF_SPINE.occurs(said) and not _OTHER_JOINT.occurs(said)
