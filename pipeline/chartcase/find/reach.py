"""Which words of a sentence speak about a treatment it names: what leads to its list, what stands by it, what closes
the list.

It stands apart because drugs, therapy and other care come in lists, and one rule must say whose "without relief" it is.
"""

from dataclasses import dataclass

from chartcase.find.mention import Mention, View
from chartcase.find.modifiers import EXCEPTS
from chartcase.patterns import Hit, Pattern

TREATMENTS = ("medication_trial", "physical_therapy", "conservative_care")
BARE = frozenset(
    {
        "visits",
        "told_otherwise",
        "plateau",
        "counted_by",
        "modified_count",
        "unchanged",
        "rate",
        "progress",
        "tally",
        "seen",
        "ended",
        "goals_met",
        "progressing",
        "progress_poor",
        "no_gain",
        "goals_partly",
        "since_evaluation",
        "goals_unmet",
        "it_failed",
        "it_helped",
        "it_helped_some",
    }
)
"""Rules whose mentions tell something of a treatment without naming it."""
_VISITED = ("physical_therapy.", "conservative_care.")
"""Rules of treatments whose end a complaint is compared with."""
_TOPICS = ("prior_injection", "prior_surgery", "request")
_NAMING = frozenset({"injection", "operation", "service", "unnamed_injection", "unnamed_operation"})
"""The rules of those types whose mentions name a procedure."""
_FURTHEST_LINK = 110
"""Characters between two treatments of one list, at most (a drug with dose, frequency and a word on its effect)."""
_PARTED = Pattern(r"; (?:[a-hj-z0-9(\[<#\"'-]|i[^t]|it[^ ])")
"""A semicolon that ends what is said of a treatment; "; it did nothing" goes on."""
_POINTS_BACK = Pattern(r"^; (?:and |but )?(?:these|they|neither|both|none|this|that)\b")
_STILL = Pattern(
    r"^; (?:and )?(?:(?:the|his|her|leg|arm|back|neck|radicular|low) )*(?:pain|symptoms?|sx|arm|leg|numbness) "
    r"(?:(?:is|was|were|are|has|remains?|remained|stayed|described|reported|said|as|to|be|still|been) )*"
    r"(?:unchanged|the same|same|no better|not improved|not better|no different)\b"
    r"|^; (?:still |with |but )?(?:no (?:better|relief|benefit|improvement|change|help|lasting|real|significant)"
    r"|without|minimal|little|partial|temporary)\b"
)
"""A complaint that stays as it was behind a treatment ("12 visits of PT; leg pain was unchanged")."""
_ENDED_TOO = Pattern(
    r"^,? ?(?:and )?(?:(?:was|were|is|has been|have been|had been) )?(?:all )?(?:completed|finished|done|attended"
    r"|concluded|ended)(?: |,|$)"
)
_PAUSE = Pattern(r", | and | or |[^x\d]/[^x\d]|\+|; | & | plus | with |\) ")


@dataclass(frozen=True, slots=True)
class Reach:
    """Stream bounds. `here`: the treatment's own words. `head` leads to the list that the treatment stands in,
    `lead` to the treatment alone, `own` follows it, `tail` follows the list up to the next topic, `near` of it up
    to the next clause. `place`: how many treatments of the list stand before it; `listed`: the spans of the whole
    list; `crossed`: where a procedure stands that closes the list, so that what follows it tells of the
    treatments only in the plural."""

    here: tuple[int, int]
    head: tuple[int, int]
    lead: tuple[int, int]
    own: tuple[int, int]
    tail: tuple[int, int]
    near: tuple[int, int]
    listed: tuple[tuple[int, int], ...]
    place: int
    crossed: int | None = None

    @property
    def last(self) -> bool:
        """Whether it closes its list."""
        return self.place == len(self.listed) - 1


def reach_of(view: View) -> Reach:
    """The words that may speak about the view's mention."""
    named = treatments(view)
    here = span_of(view.mention)
    listed = _list_around(view, named, named.index(here))
    place = listed.index(here)
    head = (_clause_start(view, listed[0][0], _before(named, listed[0])), listed[0][0])
    limit, crossed = _topic_end(view, listed[-1][1], named)
    limit = _told_of(view, listed, place, limit)
    tail = (listed[-1][1], limit)
    near = (tail[0], _clause_end(view, *tail))
    lead = head if place == 0 else (_pause(view, listed[place - 1][1], here[0])[1], here[0])
    own = tail if place == len(listed) - 1 else (here[1], _own_end(view, here[1], listed[place + 1][0]))
    return Reach(here, head, lead, own, tail, near, tuple(listed), place, crossed)


def procedures_named(view: View, low: int, high: int) -> list[int]:
    """Where injections, operations and other procedures are named in [low, high), in order."""
    named = view.others(*_TOPICS, low=low, high=high)
    return sorted({other.start for other in named if rule_name(other) in _NAMING})


def _own_end(view: View, low: int, high: int) -> int:
    """Where what follows a treatment ends before the next one of its list: at a pause, or at a procedure between."""
    return min([_pause(view, low, high)[0], *procedures_named(view, low, high)])


_ONE_OF = Pattern(
    r"^[^.;]{0,60}?[,(;]? ?\b(?P<which>(?:the )?(?:latter|former)|(?:the )?last of (?:which|these|those|them))\b"
)


def _told_of(view: View, listed: list[tuple[int, int]], place: int, limit: int) -> int:
    """Where what follows the list ends for one of its treatments: "the latter" speaks of the last alone."""
    hit = _ONE_OF.search(view.between(listed[-1][1], limit).encode("ascii"))
    if hit is None:
        return limit
    meant = 0 if "former" in hit.groups["which"].lower() else len(listed) - 1
    return limit if place == meant else listed[-1][1] + hit.spans["which"][0]


def span_of(mention: Mention) -> tuple[int, int]:
    """The words that name the treatment, without those that only lead to it."""
    return mention.spans.get("words", (mention.start, mention.end))


def treatments(view: View) -> list[tuple[int, int]]:
    """The spans of the treatments that the sentence names, in order; where spans overlap, the mention's own or
    the longer. A bare count of visits counts as one only for itself."""
    kept = [span_of(view.mention)]
    spans = {span_of(other) for other in view.others(*TREATMENTS) if rule_name(other) not in BARE}
    for span in sorted(spans, key=lambda item: (item[0] - item[1], item[0])):
        if all(span[1] <= low or span[0] >= high for low, high in kept):
            kept.append(span)
    return sorted(kept)


def rule_name(mention: Mention) -> str:
    """The rule's id without its type."""
    return mention.rule.id.partition(".")[2]


def clause_starts(view: View, low: int, high: int) -> list[int]:
    """Where new clauses begin in stream [low, high), in order."""
    return [hit.start for hit in view.attributes("clause", low, high)]


def is_excepted(view: View, low: int, reach: Reach) -> bool:
    """Whether words between a denial that ends at `low` and the treatment take it out ("none other than aspirin")."""
    return _EXCEPTED.occurs(view.between(low, reach.here[0]))


_EXCEPTED = Pattern(EXCEPTS)


def _list_around(view: View, named: list[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    first = last = at
    while first > 0 and _linked(view, named[first - 1][1], named[first][0]):
        first -= 1
    while last + 1 < len(named) and _linked(view, named[last][1], named[last + 1][0]):
        last += 1
    return named[first : last + 1]


def _linked(view: View, low: int, high: int) -> bool:
    return high - low <= _FURTHEST_LINK and not clause_starts(view, low, high)


def _before(named: list[tuple[int, int]], first: tuple[int, int]) -> int | None:
    at = named.index(first)
    return named[at - 1][1] if at else None


def _clause_start(view: View, end: int, floor: int | None) -> int:
    low = view.sentence.start if floor is None else floor
    return max(clause_starts(view, low, end), default=low)


def _topic_end(view: View, low: int, named: list[tuple[int, int]]) -> tuple[int, int | None]:
    """The end of what follows a list: where the clause of the next treatment or procedure begins, or a semicolon
    stands; and where a procedure stands that closes the list itself and is passed over."""
    procedures = procedures_named(view, low, view.sentence.end)
    following = [start for start, _ in named if start >= low]
    crossed = next((start for start in procedures if _linked(view, low, start)), None)
    if crossed is not None and any(start < crossed for start in following):
        crossed = None
    following.extend(start for start in procedures if crossed is None or not _linked(view, low, start))
    limit = min(following, default=view.sentence.end)
    parted = next(
        (hit.start for hit in _PARTED.find_all(view.outline.stream.data, low, limit) if _parts(view, hit)), None
    )
    if parted is not None:
        return parted, crossed
    if limit == view.sentence.end:
        return limit, crossed
    return max(clause_starts(view, low, limit), default=limit), crossed


def _parts(view: View, semicolon: Hit) -> bool:
    """Whether a semicolon ends what is said of the treatment: "; these gave no benefit" points back, and behind visits
    "; pain was unchanged" still tells of them."""
    if _POINTS_BACK.occurs(view.between(semicolon.start, view.sentence.end)):
        return False
    if not view.mention.rule.id.startswith(_VISITED):
        return True
    return not _STILL.occurs(view.between(semicolon.start, view.sentence.end))


def _clause_end(view: View, low: int, high: int) -> int:
    """Where the next clause begins, passing over one that only says that the treatment was completed."""
    starts = clause_starts(view, low, high)
    return min((start for start in starts if not _ENDED_TOO.occurs(view.between(start, high))), default=high)


def _pause(view: View, low: int, high: int) -> tuple[int, int]:
    """Where the words between two treatments part: the end of what follows the first and the start of what leads
    to the second."""
    found = list(_PAUSE.find_all(view.outline.stream.data, low, high))
    return (found[-1].start, found[-1].end) if found else (high, high)
