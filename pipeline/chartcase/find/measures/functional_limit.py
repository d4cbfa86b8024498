"""Functional limits: which activities the patient cannot do or does only in part.

It stands apart because the same verbs describe an exercise programme, a therapy goal and an examination, and none of
these is a limit.
"""

import re
from collections.abc import Sequence

from chartcase.fact import Assertion, Value
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.modifiers import Category
from chartcase.find.nearby import before
from chartcase.find.rulebook import FindingSpec
from chartcase.find.setting import Setting, setting_of
from chartcase.segment.outline import Role

_AIMS = re.compile(
    r"\b(?:goals?|stg|ltg|target|will be able|patient will|pt will|in order to|so (?:that )?(?:he|she) can"
    r"|to be able to|instructed|educated|education|training|encouraged|advised|exercises?|program|recommend(?:s"
    r"|ed|ing)?\b|improve(?:d|ment)?(?: in)?|able to return)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"^ and (?:(?:significant|now|also|some|severe|is|with) )*$", re.IGNORECASE)
_RESTORED = re.compile(
    r"\b(?:was|is|were) (?:now )?able to|could again|returned to (?:work|full)|resumed"
    r"|while it worked|improv\w+",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(r"^[^.;:]{0,60}?\b(?:is|are|was|were) denied\b(?! by\b)", re.IGNORECASE)
_PRECAUTION = re.compile(r"avoid(?:ing)?\b|restrict(?:ions?|ing)?\b|limit\b|reduce\b|stop\b", re.IGNORECASE)
_ORDERS = re.compile(
    r"^\W*$|\b(?:should|must|please|to|do not|don't|will|and|told|then|or)(?: \w+)? $|[.:;] $", re.IGNORECASE
)
"""Before the verb of an instruction: "Avoid heavy lifting for two days." says nothing of what the patient can do."""
_AS_ABLE = frozenset(
    {"unable", "affects", "activity_poor", "painful_activity", "after_minutes", "sleep", "factors", "provokes"}
)
_NAMED = frozenset(
    {
        *("unable", "affects", "activity_poor", "painful_activity", "after_minutes", "unlimited", "factors"),
        *("helped_by_others", "slow", "provokes", "listed_limits", "rated_activity"),
    }
)
"""Rules that rest on a named activity."""
_ACTS = {
    "sit": "sitting",
    "sta": "standing",
    "wal": "walking",
    "amb": "walking",
    "dri": "driving",
    "rid": "driving",
    "lif": "lifting",
    "car": "lifting",
    "cli": "stairs",
}


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact with the activities that the words name."""
    del finding
    if not _admitted(mention, view):
        return ()
    earlier, later = _joined(mention, view)
    if earlier is not None:
        return ()
    value: dict[str, Value] = dict(base_value(mention))
    activities = _activities(mention, view)
    rule = mention.rule.spec.id
    if (rule == "painful_activity" and set(activities) <= {"adl"}) or (
        rule in _NAMED - {"unlimited"} and not activities
    ):
        return ()
    if later is not None:
        activities = tuple(dict.fromkeys((*activities, *_activities(later, view))))
    if activities:
        value["activities"] = activities
    spans = ((later.start, later.end),) if later is not None else ()
    return (Measured(value, spans, assertion=_assertion(mention, view)),)


def _joined(mention: Mention, view: View) -> tuple[Mention | None, Mention | None]:
    """The limits that a bare "and" joins to this one, before and behind: they are one statement."""
    others = view.others("functional_limit")
    earlier = next(
        (
            other
            for other in others
            if other.end <= mention.start and _AND.match(view.between(other.end, mention.start))
        ),
        None,
    )
    later = next(
        (
            other
            for other in others
            if other.start >= mention.end and _AND.match(view.between(mention.end, other.start))
        ),
        None,
    )
    return earlier, later


def _admitted(mention: Mention, view: View) -> bool:
    if view.sentence.role is Role.QUESTION:
        return False
    rule = mention.rule.spec.id
    setting = setting_of(view)
    if setting is Setting.TECHNICAL or (setting is Setting.EXAMINATION and view.sentence.section.kind == "exam"):
        return False
    if _PRECAUTION.match(view.words) and _ORDERS.search(before(view)):
        return False
    if rule in ("measured", "after_minutes", "painful_activity", "tolerances") and _RESTORED.search(before(view)):
        return False
    return _AIMS.search(before(view)[-80:]) is None


def _activities(mention: Mention, view: View) -> tuple[str, ...]:
    given = mention.rule.value.get("activities")
    if isinstance(given, tuple):
        return given
    if mention.rule.spec.id in ("measured", "tolerances", "no_more"):
        names = (mention.groups.get(key) for key in ("act0", "act", "act2", "act3"))
        return tuple(dict.fromkeys(_ACTS[name[:3].lower()] for name in names if name and name[:3].lower() in _ACTS))
    hits = view.attributes("activity", mention.start, mention.end)
    return tuple(dict.fromkeys(str(hit.value) for hit in sorted(hits, key=lambda hit: hit.start)))


def _assertion(mention: Mention, view: View) -> Assertion:
    if mention.rule.spec.assertion is not None:
        return mention.rule.spec.assertion
    if mention.has(Category.NOT_DOCUMENTED):
        return Assertion.NOT_DOCUMENTED
    if mention.rule.spec.id in _AS_ABLE and re.search(
        r"\b(?:no|denies(?: any)?|without(?: any)?|never|no longer (?:has|have|had|having|reports?|notes?)(?: any)?) $",
        before(view),
    ):
        return Assertion.ABSENT
    if mention.rule.spec.id in _AS_ABLE and _DENIED_AFTER.search(view.after):
        return Assertion.ABSENT
    return Assertion.HYPOTHETICAL if re.search(r"\bif\b", before(view), re.IGNORECASE) else Assertion.PRESENT
