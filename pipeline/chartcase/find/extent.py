"""How much of a treatment there was: visits and weeks, from numbers by its side or from rate and length.

It stands apart because "8 of 12 visits", "x 12", "on four occasions" and "3x/wk x 6 wk" are counts of visits, "x 12
weeks" is a length, and "3 weeks ago", "every 4 weeks" and "relief for 2 weeks" are neither."""

from dataclasses import replace

from chartcase.fact import Range, Value
from chartcase.find.attributes import AttributeHit
from chartcase.find.mention import View
from chartcase.find.quantities import number
from chartcase.find.reach import Reach
from chartcase.patterns import Hit, Pattern

_NUMBER = (
    r"(?:\d{1,3}|(?:(?:a|one|two|three|half a) )?dozen|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|(?:twenty|thirty|forty|fifty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)\b"
)
_ATTENDED = Pattern(
    rf"\b(?:visits )?attended:? (?:only )?(?P<n>{_NUMBER})"
    rf"|\b(?:visits|sessions|treatments) (?:completed|used|taken|had|kept|to date|done) ?[:=] ?(?P<told>{_NUMBER})"
    rf"|\b(?P<m>{_NUMBER})(?: ?(?:of|/|out of) ?{_NUMBER})?(?: (?:were|was))? (?:attended|kept)\b"
    rf"|\bof which (?:only )?(?P<part>{_NUMBER})(?: were| was)? (?:attended|completed|used|taken|kept|done)\b"
    rf"|\bused:? (?:only )?(?P<used>{_NUMBER})(?: of\b|[,.;)]|(?m:$))",
)
_WEEKS_BEHIND = Pattern(r"^(?: ?(?:-|to) ?[a-z0-9]+)? ?(?:full )?(?:weeks?|wks?|months?|mos?|days?|years?|hours?)\b")
_COUNTED = Pattern(
    rf"\bx ?(?P<x>\d{{1,2}})\b|\b(?P<times>{_NUMBER}) (?:times|occass?ions)\b"
    rf"|\b(?P<few>twice|thrice)\b"
    rf"|\bvisits? (?:#|no\.? ?)?(?P<at>{_NUMBER}) ?(?:of|/|out of) ?{_NUMBER}"
    r"|\b(?:attended|completed|made it|made|did|had|finished|underwent|used|went to|after) (?:(?:only"
    r"|just|all|about|it) )?"
    rf"(?P<done>{_NUMBER})(?: visits?| sessions?)?(?: (?:before|of|out of)\b|[,.;)]|(?m:$))"
    rf"|\b(?:(?P<least>\d{{1,3}} ?-|{_NUMBER} (?:to|or)) ?)?(?P<visits>{_NUMBER})"
    rf"(?: ?\({_NUMBER}\))?(?: ?(?:/|of|out of) ?(?:(?:the|a) )?(?:[a-z]+ )?{_NUMBER})? ?(?:[a-z/-]+ ){{0,2}}?"
    r"(?:visits?|sessions?|treatments?|appointments?)\b"
)
_SHARE = Pattern(rf"(?:,|;| and| plus)(?: and)? (?P<n>{_NUMBER}) (?:more )?of $")
"""A list's count that leaves its unit to the one before: "twelve therapy visits, six of chiropractic"."""
_BRACKETED = Pattern(r"^ \((?:x ?)?(?P<n>\d{1,2})(?: ?(?:visits?|sessions?|tx))?\)")
"""A list's shortest count: "PT (18), chiro (6)"."""
_NO_COUNT_AFTER = {
    "x": Pattern(
        r"^ ?(?:-|to\b|/|wks?|weeks?|mos?\b|months?|days?|d\b|yrs?|years?|hours?|min|per\b|\.\d|an? |reps|sets|times)"
    ),
    "times": Pattern(r"^ ?(?:/|(?:an?|per|each|every|weekly|daily)\b)"),
    "few": Pattern(r"^ ?(?:/|(?:an?|per|each|every|weekly|daily|monthly|more|again|the|as|that|he|she|it|pain)\b)"),
    "visits": Pattern(
        r"^ ?(?:/|(?:an?|per|each|every) ?)(?:wk|week|month|mo\b|day)|^ (?:weekly|monthly)\b"
        r"|^ (?:(?:are|were) )?(?:still )?(?:remain(?:s|ing)?\b|outstanding\b|to go\b"
        r"|left(?: ?[.;,)]| *$| (?:to|in|on)\b))"
    ),
}
"""What makes a number after x a length or a rhythm, "three times" a rhythm, and visits those still to come."""
_RATE_BY_WEEKS = Pattern(
    r"^:? (?P<rate>[1-5]) ?x ?(?P<weeks>\d{1,2})(?: ?(?:wks?|weeks?))?"
    r"(?: *[,.;)]|(?m:$)| (?:completed|done|finished|ordered)\b)"
)
"""An order in its shortest form: "PT 3 x 4" is three visits a week for four weeks."""
_STAYED_AWAY = Pattern(
    r"\b(?:(?:failed|unable|neglected) to (?:attend|keep|make|come to)|missed|skipped|no-?showed|cancell?ed|absent for)"
    r"(?: (?:his|her|the|for|of|only|about|at least))* $"
)
"""Before a count of visits to which nobody came."""
OTHERWISE = Pattern(r"\b(?:while|whereas|although|though|but|however|yet|versus|vs|another)\b")
"""What stands between two counts that two people or papers give."""
_ACROSS, _ACROSS_AFTER = 30, 16
"""Characters before and after a treatment's name that a count around it may reach."""
_NO_LENGTH_AFTER = Pattern(
    r"^,? (?:ago|prior|before|earlier|old|later|post|apart|previously|out|relief|of (?:relief|benefit"
    r"|improvement)|hence"
    r"|from now|history)\b"
)
_NO_LENGTH_BEFORE = Pattern(
    r"(?:\b(?:every|each|last|past|within|in|until|age|post|next|previous|preceding|relief|benefit"
    r"|improvement|better|helped"
    r"|held|another|start|at|by|follow-?up|return|recheck|asks? for|wants?)"
    r"(?: (?:for|of|lasted|lasting|in|the|him|her|x|about))*|\bafter|\bin the) ?$"
)
_LENGTH_BEFORE_AN = Pattern(
    r"\b(?:for|over|about|x|of|during|lasted|took|almost|nearly|only|after|with|some|trial) ?$|^ ?$"
)
"""What stands before "a week" where it is a length and no rhythm ("twice a week", "81 mg a day")."""
_GOOD_TIME = Pattern(r"\b(?:good|solid|better|decent|great)\b")
"""Good days are what a treatment brought."""
_ENDED_AFTER = Pattern(
    r"\b(?:stop(?:ped)?|quit|discontinued|d/c'd|gave (?:it )?up|ended)(?: [a-z]+){0,2} after ?$"
    r"|\b(?:completed|attended|finished|done|had|used) (?:in|over|within) (?:the |about |only )*$"
)
_ALL_FOR = Pattern(
    r",? (?:(?:were|have been|had been|each|both|all) )+(?:(?:taken|tried|used|given|prescribed|continued|trial(?:l?ed)"
    r"|both|each|all|regularly|daily|without interruption) )*(?:for|over|x|during) ?(?:the |a |about |some )*"
)
"""What stands between the last of a list and the time that all of it was taken."""
_BEFORE, _AFTER = 40, 24


def sessions_of(view: View, reach: Reach) -> AttributeHit | None:
    """The visits by the mention's side; those attended before those authorised."""
    short = _short_order(view, reach)
    if short is not None:
        return AttributeHit("sessions", *_place(reach, short), "", _value(short, "rate") * _value(short, "weeks"))
    before = max(view.sentence.start, reach.here[0] - _ACROSS)
    share = _SHARE.search(view.between(before, reach.here[0]).encode("ascii"))
    if share is not None and view.attributes("sessions", view.sentence.start, reach.here[0]):
        return _sessions(before, share, share.groups["n"])
    bracketed = _BRACKETED.search(view.between(*reach.own).encode("ascii"))
    if bracketed is not None:
        return _sessions(reach.own[0], bracketed, bracketed.groups["n"])
    zones = ((reach.here[0], reach.own[1]), reach.lead)
    tight = _tight(view, reach)
    attended = next((hit for low, high in zones if (hit := _attended(view, low, high)) is not None), None)
    if tight is not None and (attended is None or OTHERWISE.occurs(view.between(tight.end, attended.start))):
        return tight
    counted = (_counted(view, low, high) for low, high in zones)
    return attended or next((hit for hit in counted if hit is not None), None) or _by_rate(view, reach)


def _short_order(view: View, reach: Reach) -> Hit | None:
    return _RATE_BY_WEEKS.search(view.between(*reach.own).encode("ascii"))


def _place(reach: Reach, hit: Hit) -> tuple[int, int]:
    return reach.own[0] + hit.start, reach.own[0] + hit.spans["weeks"][1]


def _value(hit: Hit, name: str) -> int:
    return int(hit.groups[name])


def _attended(view: View, low: int, high: int) -> AttributeHit | None:
    data = view.between(low, high).encode("ascii")
    for hit in _ATTENDED.find_all(data):
        if _WEEKS_BEHIND.search(data[hit.end :]) is None:
            return _sessions(low, hit, next(words for words in hit.groups.values() if words))
    return None


def _counted(view: View, low: int, high: int) -> AttributeHit | None:
    data = view.between(low, high).encode("ascii")
    for hit in _COUNTED.find_all(data):
        name = "visits" if "visits" in hit.groups else next(iter(hit.groups))
        barred = _NO_COUNT_AFTER.get(name)
        behind = view.between(low + hit.end, min(low + hit.end + _AFTER, view.sentence.end)).encode("ascii")
        if _STAYED_AWAY.occurs(view.between(max(view.sentence.start, low + hit.start - _AFTER), low + hit.start)):
            continue
        if number(hit.groups[name]) is not None and (barred is None or barred.search(behind) is None):
            return _at_least(_sessions(low, hit, hit.groups[name]), hit.groups.get("least", "").rstrip("-tor "))
    return None


def _at_least(hit: AttributeHit, least: str) -> AttributeHit:
    """The range where two counts stand ("8-10 sessions"), the one count that two words make ("twenty-four")."""
    low, high = number(least), hit.value
    if low is None or not isinstance(high, int):
        return hit
    if low >= high:
        whole = number(f"{least}-{hit.words}")
        return hit if whole is None else replace(hit, value=whole)
    return replace(hit, value=Range(lo=float(low), hi=float(high)))


def _sessions(low: int, hit: Hit, words: str) -> AttributeHit:
    return AttributeHit("sessions", low + hit.start, low + hit.end, words, number(words))


def _tight(view: View, reach: Reach) -> AttributeHit | None:
    """The count that the treatment's own name belongs to: "6 chiropractic visits", "12 sessions of PT"."""
    low = max(reach.lead[0], reach.here[0] - _ACROSS)
    hit = _counted(view, low, min(reach.here[1] + _ACROSS_AFTER, view.sentence.end))
    if hit is None or hit.start >= reach.here[0]:
        return None
    return hit if hit.end > reach.here[0] or view.between(hit.end, reach.here[0]) in (" of ", " ") else None


def _by_rate(view: View, reach: Reach) -> AttributeHit | None:
    """Rate times weeks: "3x/wk x 6 wk" is 18 visits."""
    for rate in view.attributes("rate", reach.here[0], reach.own[1]):
        for length in view.attributes("duration", rate.end, reach.own[1] + 1):
            if isinstance(rate.value, int | float) and isinstance(length.value, int | float):
                return AttributeHit("sessions", rate.start, length.end, "", round(rate.value * length.value))
    return None


def duration_of(view: View, reach: Reach) -> AttributeHit | None:
    """How long the treatment lasted: a duration by its side that is no date, no rhythm and no relief."""
    short = _short_order(view, reach)
    if short is not None:
        return AttributeHit("duration", *_place(reach, short), "", float(_value(short, "weeks")))
    near_end = min(reach.own[1], reach.near[1])
    zones = [(reach.here[0], reach.here[1] + 1), (reach.own[0], near_end), reach.lead, reach.own]
    if any(view.between(hit.end, reach.here[0]) in (" of ", " ") for hit in view.attributes("duration", *reach.lead)):
        zones.insert(0, reach.lead)
    hits = (hit for low, high in zones for hit in view.attributes("duration", low, high))
    found = next((hit for hit in hits if hit.value is not None and _is_length(view, hit)), None)
    return found or _of_the_list(view, reach)


def _of_the_list(view: View, reach: Reach) -> AttributeHit | None:
    """How long all of a list were taken: "naproxen and tizanidine were taken for three months"."""
    if reach.last:
        return None
    for hit in view.attributes("duration", *reach.near):
        shared = _ALL_FOR.full(view.between(reach.near[0], hit.start)) is not None
        if hit.value is not None and shared and _is_length(view, hit):
            return hit
    return None


def _is_length(view: View, hit: AttributeHit) -> bool:
    before = view.between(max(view.sentence.start, hit.start - _BEFORE), hit.start).encode("ascii")
    after = view.between(hit.end, min(view.sentence.end, hit.end + _AFTER)).encode("ascii")
    if hit.words.lower().startswith(("a ", "an ", "week")) and _LENGTH_BEFORE_AN.search(before) is None:
        return False
    if _NO_LENGTH_AFTER.search(after) is not None or _GOOD_TIME.occurs(hit.words):
        return False
    return _ENDED_AFTER.search(before) is not None or _NO_LENGTH_BEFORE.search(before) is None


def amount(hit: AttributeHit | None) -> Value | None:
    """The count or the weeks of a hit; None where there is none or its words have no number."""
    return None if hit is None or not isinstance(hit.value, int | float | Range) else hit.value
