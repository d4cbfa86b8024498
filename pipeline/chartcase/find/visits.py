"""Visit counts: sessions of therapy or other care, from a number by its side or from rate and weeks.

It stands apart because "8 of 12 visits", "x 12", "on four occasions" and "3x/wk x 6 wk" are all counts, and "x 12 weeks" is none.
"""

import re

from chartcase.fact import Range
from chartcase.find.attributes import AttributeHit
from chartcase.find.mention import View
from chartcase.find.quantities import number
from chartcase.find.reach import Reach

_NUMBER = r"\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
_TIMES = re.compile(
    rf"(?:^|\b)(?:x ?(?P<x>\d{{1,2}})(?! ?(?:-|to\b|/|wks?|weeks?|mos?\b|months?|days?|d\b|yrs?|years?|hours?|min|per\b|\.\d|an? |reps|sets|times))"
    rf"|(?P<times>{_NUMBER}) (?:times|occasions|occassions)(?! ?(?:/|(?:an?|per|each|every|weekly|daily)\b))"
    rf"|(?:attended|completed|made it|made|did|had|finished|underwent|used|went to|after) (?:only |just |all |about |it )?(?P<done>{_NUMBER})(?: visits| sessions)?(?= (?:before|of|visits|sessions|out of)|[,.;)]|$)"
    rf"|(?P<visits>{_NUMBER})(?: ?(?:/|of|out of) ?(?:the )?(?:{_NUMBER}))? ?(?:[a-z/-]+ ){{0,2}}?(?:visits?|sessions?|treatments?|appointments?)\b)",
    re.IGNORECASE,
)
_ATTENDED = re.compile(rf"\battended:? (?:only )?(?P<n>{_NUMBER})\b|\bvisits attended:? ?(?P<m>{_NUMBER})\b|(?P<k>{_NUMBER}) attended\b", re.IGNORECASE)
_ACROSS = 16
"""Characters on either side of a treatment's name that a count around it may reach."""


def sessions_of(view: View, reach: Reach) -> AttributeHit | None:
    """The visits by the mention's side; those attended before those authorised."""
    zones = ((reach.here[0], reach.own[1]), reach.lead)
    for low, high in zones:
        hit = _attended(view, low, high)
        if hit is not None:
            return hit
    for low, high in zones:
        hit = _counted(view, low, high)
        if hit is not None:
            return hit
    return _across(view, reach) or _by_rate(view, reach)


def _attended(view: View, low: int, high: int) -> AttributeHit | None:
    match = _ATTENDED.search(view.between(low, high))
    if match is None:
        return None
    return _hit(low, match, next(group for group in ("n", "m", "k") if match[group]))


def _counted(view: View, low: int, high: int) -> AttributeHit | None:
    for match in _TIMES.finditer(view.between(low, high)):
        group = next((name for name in ("x", "times", "done", "visits") if match[name]), None)
        if group is not None and number(match[group]) is not None:
            return _hit(low, match, group)
    return None


def _across(view: View, reach: Reach) -> AttributeHit | None:
    """A count that the treatment's own name stands in: "6 chiropractic visits"."""
    low = max(reach.lead[0], reach.here[0] - _ACROSS)
    hit = _counted(view, low, min(reach.here[1] + _ACROSS, view.sentence.end))
    return hit if hit is not None and hit.end > reach.here[0] else None


def _hit(low: int, match: re.Match[str], group: str) -> AttributeHit:
    return AttributeHit("sessions", low + match.start(), low + match.end(), match.group(), number(match[group]))


def _by_rate(view: View, reach: Reach) -> AttributeHit | None:
    """Rate times weeks: "3x/wk x 6 wk" is 18 visits."""
    rates = view.attributes("rate", reach.here[0], reach.own[1])
    if not rates or not isinstance(rates[0].value, int | float):
        return None
    durations = [hit for hit in view.attributes("duration", rates[0].end, reach.own[1]) if isinstance(hit.value, int | float)]
    if not durations or isinstance(durations[0].value, Range):
        return None
    weeks = durations[0].value
    assert isinstance(weeks, int | float)
    return AttributeHit("sessions", rates[0].start, durations[0].end, "", round(rates[0].value * weeks))
