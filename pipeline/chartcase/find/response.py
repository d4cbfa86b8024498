"""What a treatment brought: the response that its sentence, its list or the next sentence tells of it.

It stands apart because "failed A, B and C", "A without relief, B" and "None of these helped." share out one response in
three ways.
"""

from chartcase.find.attributes import AttributeHit
from chartcase.find.mention import View
from chartcase.find.reach import TREATMENTS, Reach, clause_starts, procedures_named
from chartcase.patterns import Pattern

_ECHO = Pattern(
    r"^[^a-z0-9]*(?:it|this|that|these|those|they|both|neither|none"
    r"|all (?:of (?:it|this|these|them|which)|have|has|failed|without|with)"
    r"|had to|helped|failed|did not|did nothing|made (?:him|her)|caused|could not|couldn't|stopped|discontinued|quit"
    r"|unfortunately"
    r"|(?:no|without|minimal|little|some|partial|only|good|temporary|significant|moderate|mild)(?: [a-z-]+){0,3}"
    r" (?:relief|benefit|improvement|help|change|response|success)"
    r"|not (?:helpful|effective|much|tolerated)"
    r"|(?:\d+|[a-z]+) (?:visits|sessions) (?:gave|brought|of|did|helped|provided|without|with))\b"
)
"""How a sentence begins that tells of the treatments of the one before."""
_BACK = Pattern(r"\b(?:it|they|them|this|these|that|those|which|none|neither|either|both)\b")
_PLURAL = Pattern(r"\b(?:these|those|they|both|neither|none|all)\b")
_GOES_ON = Pattern(
    r"^[;,]? ?(?:(?:but|and|then|though|although|while|however,?) )?(?:was|were|has|had|is|did|does|no"
    r"|without|only|quit"
    r"|stopped|it|they|these|those|both|neither|none|all|which|this|that|failed|responded|got|could|made"
    r"|caused|never|too"
    r"|he|she|patient|the patient|claimant|the claimant|the last"
    r"|(?:(?:the|his|her|leg|arm|back|neck|radicular|low) )*(?:pain|symptoms?|sx|arm|leg|numbness) (?:(?:is|was|were"
    r"|are|has|remains?|remained|stayed|described|reported|said|as|to|be|still|been) )*(?:unchanged|the same|same"
    r"|no better))\b"
)
"""How a later clause begins that still tells of the treatment: without a subject, or with the patient or a pronoun."""
_GOVERNS = Pattern(
    r"\b(?:fail(?:ed|s|ing|ures?)\b.*|despite.*|by|with|w/|to|of|from|including|includes?|exhausted|factors?:?|on|in|after"
    r"|since|tolerate|take|stand)$"
)
"""How a response ends that governs the treatments after it."""
_LEADS_ON = Pattern(
    r"^(?: (?:has|have|was|were|is|had|been|also|noted|seen|reported|obtained|experienced|achieved|only))* ?"
    r"(?:with|w/|from|to|of|after|on|by|despite|since|following|using|through|in|for|:)(?: [^,]*)?$"
)
_STOPS = Pattern(
    r"^,? ?(?:(?:he|she|the patient|patient|pt|the claimant|they|has|had|was|were|to|have|been|then|also|his|her) )*"
    r"(?:stopp?(?:ed|ing)?|quit|discontinued?|d/?c'?e?d|came off|taken off|can ?not|could not|can't|couldn't"
    r"|unable to|avoids)"
    r"(?: (?:take|use|taking|using|stay on|continue|with|his|her|the|both|all|oral))* $"
)
"""What stands between a side effect and what was stopped for it ("due to nausea he stopped A and B")."""
_LED_BY = Pattern(r"^(?:due to|because of|d/t|secondary to|2/2|on account of|owing to)\b")
_UP_TO_STOP = Pattern(r" (?:stop(?:ped)?|quit|discontinued?)$")
_ARTICLE = Pattern(r"^[ ,]*(?:(?:the|his|her) )?$")
_NEXT_ONE = Pattern(r"\b(?:start|began|beg[iu]n|switch|chang|replac|tak(?:es|ing|en)|now|put on|given|tr(?:y|ied))")
_WAS_STOPPED = Pattern(
    r"^ ?(?:\d+ ?mg )?(?:was|were|had to be|has been|have been) (?:then |both |also )?"
    r"(?:stopped|discontinued|quit|d/?c'?e?d|held)\b"
)
_BARE_WORDS = Pattern(r"^:? ?(?:[a-z0-9'/%<>+~.-]+,? ){0,10}(?:[a-z0-9'/%<>+~.-]+)?[ :(]*$")
_OF_THE_NEXT = Pattern(r"^(?:despite|in spite of|notwithstanding)$")
"""A response that speaks of what follows it ("on Norco, despite the earlier block")."""
_OR = Pattern(r"^ or (?:for )?(?:a )?$")
_SUPPOSED = Pattern(r"\b(?:if|unless|until) (?P<rest>[a-z ]{0,40})$")
"""A condition before a response, in the same clause."""
_AT_NEED = Pattern(r"\b(?:needed|necessary|indicated|any|possible|so)\b")
"""Behind "if" these are no condition of a response ("Tylenol if needed helped", "little if any relief")."""
_LONGEST_ECHO = 140
"""Characters of a sentence that tells the response to the treatment of the one before, at most."""


def response_of(view: View, reach: Reach) -> AttributeHit | None:
    """The response as the words by the treatment tell it, else those that close its list, else those that lead to
    it, else the next sentence. A hit without a value is a response that the words leave open ("side effects or no
    effect"). What is only supposed ("call if not tolerated") is none."""
    told = (
        _own(view, reach)
        or _closing_the_list(view, reach)
        or _leading_to(view, *reach.head)
        or _opening_the_list(view, reach)
        or _stopped_for(view, reach)
        or _in_the_next_sentence(view, reach)
    )
    return None if told is not None and _is_supposed(view, told) else told


def _is_supposed(view: View, hit: AttributeHit) -> bool:
    """Whether the response stands behind an "if" of its own clause."""
    if not view.sentence.start <= hit.start < view.sentence.end:
        return False
    condition = _SUPPOSED.search(view.between(view.sentence.start, hit.start).lower().encode("ascii"))
    return condition is not None and not _AT_NEED.occurs(condition.groups.get("rest", ""))


def _own(view: View, reach: Reach) -> AttributeHit | None:
    low, high = reach.here
    for hit in view.attributes("response", reach.head[0], reach.tail[1]):
        if hit.start < high and hit.end > low:
            return hit
    lead = _leading_to(view, *reach.lead) if reach.place > 0 else None
    if lead is not None or reach.last:
        return lead or _following(view, reach)
    return _first(view, *reach.own) or _not_the_next_ones(view, reach)


def _not_the_next_ones(view: View, reach: Reach) -> AttributeHit | None:
    """A response between two treatments that does not lead to the second is the first's ("12 visits, no change
    Chiro")."""
    low, high = reach.own[1], reach.listed[reach.place + 1][0]
    if procedures_named(view, low, high):
        return None
    return None if _leading_to(view, low, high) is not None else _first(view, low, high)


def _following(view: View, reach: Reach) -> AttributeHit | None:
    """The response told after a list: at once in the same clause, later only where the words point back."""
    near = _first(view, *reach.near)
    if near is not None and (reach.crossed is None or near.start < reach.crossed):
        return near
    for hit in view.attributes("response", reach.near[1], reach.tail[1]):
        clause = _clause_up_to(view, hit, reach)
        if reach.crossed is not None and _PLURAL.search(clause) is None:
            continue
        if _GOES_ON.search(clause) and (hit.value in ("not_tolerated", "failed") or _BACK.search(clause)):
            return hit
    return None


def _clause_up_to(view: View, hit: AttributeHit, reach: Reach) -> bytes:
    low, high = reach.near[1], min(hit.start + 1, reach.tail[1])
    start = max(clause_starts(view, low, high), default=low)
    return view.between(start, hit.end).strip().encode("ascii")


def _first(view: View, low: int, high: int) -> AttributeHit | None:
    """The first response that begins in [low, high); without a value where two that exclude each other stand
    together."""
    told = [hit for hit in view.attributes("response", low, view.sentence.end) if hit.start < high]
    hits = [hit for hit in told if not _OF_THE_NEXT.occurs(hit.words)]
    if len(hits) > 1 and hits[0].value != hits[1].value:
        between = view.between(hits[0].end, hits[1].start).encode("ascii")
        if _OR.search(between) is not None:
            return AttributeHit("response", hits[0].start, hits[1].end, "", None)
    return hits[0] if hits else None


def _closing_the_list(view: View, reach: Reach) -> AttributeHit | None:
    """The response that closes the list, for those before its last that have none of their own after them."""
    if reach.last:
        return None
    closing = _following(view, reach)
    if closing is None or "(" in view.between(closing.start - 2, closing.start + 1):
        return None
    later = zip(reach.listed[reach.place + 1 :], reach.listed[reach.place + 2 :], strict=False)
    if any(view.attributes("response", end, start) for (_, end), (start, _) in later):
        return None
    return closing


def _opening_the_list(view: View, reach: Reach) -> AttributeHit | None:
    """The response that the list's first name begins with and shares with the rest ("failed conservative care
    including A and B")."""
    if reach.place == 0:
        return None
    return next((hit for hit in view.attributes("response", *reach.listed[0]) if hit.start == reach.listed[0][0]), None)


def _leading_to(view: View, low: int, high: int) -> AttributeHit | None:
    """The response that governs what follows it: "failed", "no relief from", "made better by"."""
    for hit in reversed(view.attributes("response", low, high)):
        between = view.between(hit.end, high).encode("ascii")
        if _BARE_WORDS.search(between) is None or clause_starts(view, hit.end, high):
            continue
        if _GOVERNS.occurs(hit.words) or _LEADS_ON.search(between):
            return hit
        if not between.strip() and _LEADS_ON.occurs(f" {view.words}"):
            return hit
    return None


def _stopped_for(view: View, reach: Reach) -> AttributeHit | None:
    """The side effect told before a treatment that was stopped for it, in the same sentence."""
    low, high = reach.listed[0][0], reach.listed[-1][1]
    if _NEXT_ONE.search(view.between(low, reach.here[0]).encode("ascii")) is not None:
        return None
    for hit in reversed(view.attributes("response", view.sentence.start, low)):
        between = view.between(hit.end, low).encode("ascii")
        if hit.value != "not_tolerated":
            continue
        if _UP_TO_STOP.occurs(hit.words) and _ARTICLE.search(between):
            return hit
        if not _LED_BY.occurs(hit.words):
            continue
        if _STOPS.search(between) is not None:
            return hit
        if _ARTICLE.search(between) and _WAS_STOPPED.search(view.between(high, view.sentence.end).encode("ascii")):
            return hit
    return None


def _in_the_next_sentence(view: View, reach: Reach) -> AttributeHit | None:
    """The response that the next sentence tells of "it", "these" or nobody ("No relief.")."""
    if any(other.start >= reach.listed[-1][1] for other in view.others(*TREATMENTS, "prior_injection")):
        return None
    for sentence in view.next_sentences(1):
        text = view.outline.text(sentence).encode("ascii")
        if sentence.role is not view.sentence.role or len(text) > _LONGEST_ECHO or _ECHO.search(text) is None:
            return None
        if not view.attributes("dose", sentence.start, sentence.end):
            return next(iter(view.attributes("response", sentence.start, sentence.end)), None)
    return None
