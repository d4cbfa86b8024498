"""Why a treatment ended.

It stands apart because the reason is looked for in an order of its own, whatever the treatment and its course are; the
words themselves are data (kind `stop_reason` of rules/attributes.yaml)."""

from chartcase.find.attributes import AttributeHit
from chartcase.find.mention import View
from chartcase.find.reach import Reach

_NAMED_REASONS = {
    "wt gain": "weight gain",
    "wt. gain": "weight gain",
    "dizzy": "dizziness",
    "drowsy": "drowsiness",
    "sleepy": "sleepiness",
    "groggy": "grogginess",
    "nauseated": "nausea",
    "nauseous": "nausea",
    "sedated": "sedation",
    "constipated": "constipation",
    "confused": "confusion",
}
"""The noun for a reason told by an adjective or cut short."""


def reason_of(view: View, reach: Reach) -> AttributeHit | None:
    """Why it was stopped: said by its side, else after its list, else before it."""
    hits = view.attributes("stop_reason", reach.head[0], reach.tail[1])
    own = [hit for hit in hits if reach.here[0] < hit.end and hit.start < reach.own[1]]
    after = [hit for hit in hits if hit.start >= reach.tail[0]]
    before = [hit for hit in hits if hit.end <= reach.here[0]]
    return next(iter([*own, *after, *before]), None)


def reason_words(hit: AttributeHit | None) -> str | None:
    """The reason as a noun, in lower case; None where none is told."""
    if hit is None or isinstance(hit.value, str):
        return None if hit is None else str(hit.value)
    if hit.groups is None:
        return None
    said = (hit.groups.get("reason") or hit.groups.get("why") or "").lower()
    return _NAMED_REASONS.get(said, said) or None
