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
_OR = re.compile(r"^ (?:and|or) (?:to )?$", re.IGNORECASE)
"""What joins an act without a name of its own to one that has one ("cannot hold a pen or type")."""
_RESTORED = re.compile(
    r"\b(?:was|is|were) (?:now )?able to|could again|returned to (?:work|full)|resumed"
    r"|while it worked|improv\w+"
    r"|\b(?:after|since|following|with) (?:the|that|this|his|her|an?) (?:[a-z0-9-]+ ){0,3}?"
    r"(?:injections?|shots?|blocks?|epidurals?|esi|tfesi)\b(?![^.;]{0,60}\b(?:only|still|cannot|less))",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:husband|wife|mother|father|sister|brother|son|daughter|spouse|partner|friend|cousin|aunt|uncle)\b"
    r"(?:(?! (?:he|she|they|patient|claimant|that|says|said|reports?|states?|notes?)\b) [a-z']+){0,6} ?$",
    re.IGNORECASE,
)
"""Before a limit that is another's ("her husband is disabled and cannot drive")."""
_MEANS = re.compile(r"\b(?:means?|is defined as|defined as|such as|examples?)\b[^.;]{0,60}$", re.IGNORECASE)
_JOB = re.compile(
    r"\b(?:job (?:description|duties|requires|required|involves|demands)|works? as|employed as|working as"
    r"|duties (?:include|involve)|occupation|requires? (?:him|her)|(?:his|her|the) job)\b",
    re.IGNORECASE,
)
_FAR = re.compile(
    r"(?<![/.\d])\b(?:[1-9]\d*|one|two|three|four|five|several|few|(?<!half )(?<!of )an?) ?miles?\b"
    r"|\b(?:[4-9]|1\d) ?(?:hours?|hrs?)\b",
    re.IGNORECASE,
)
"""Distances and times that are no limit unless words make them one."""
_BUT = re.compile(r"\b(?:only|cannot|can't|no more|not|limit\w*|less|max\w*|at most|before|unable|<)", re.IGNORECASE)
_RESTRICTS = re.compile(r"\b(?:restrict\w*|work|duty|job|employ\w*|disabilit\w*)\b", re.IGNORECASE)
_LIMIT_LABEL = re.compile(
    r"\b(?:difficult(?:y|ies)|trouble|limit(?:ed|s|ations?)?|unable|cannot|problems?|interferes?|affects?|affected"
    r"|functional|impact(?:ed|s)?)\b[^.]*[:?]? *$",
    re.IGNORECASE,
)
_BOXES = 8
"""Boxes between such a label and the one at hand, at most."""
_OWN_VERB = re.compile(r"^(?:sleeps|walks|sits|stands|drives|lifts|works|bends|carries)$", re.IGNORECASE)
"""A verb of its own after "cannot drive," that no "cannot" governs."""
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
        *("rests_after", "takes_longer", "restriction", "boxed"),
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
        (other for other in others if other.end <= mention.start and _joins(other, mention, view)),
        None,
    )
    later = next(
        (other for other in others if other.start >= mention.end and _joins(mention, other, view)),
        None,
    )
    return earlier, later


def _joins(one: Mention, other: Mention, view: View) -> bool:
    between = view.between(one.end, other.start)
    return bool(_AND.match(between) or (one.rule.spec.id == "cannot_do" and _OR.match(between)))


def _admitted(mention: Mention, view: View) -> bool:
    if view.sentence.role is Role.QUESTION:
        return False
    setting = setting_of(view)
    if setting is Setting.TECHNICAL or (setting is Setting.EXAMINATION and view.sentence.section.kind == "exam"):
        return False
    if _PRECAUTION.match(view.words) and _ORDERS.search(before(view)):
        return mention.rule.spec.id == "restriction" and _is_restricted(view)
    if _is_others(view) or _MEANS.search(before(view)):
        return False
    return _is_limit(mention.rule.spec.id, view) and _AIMS.search(before(view)[-80:]) is None


def _is_limit(rule: str, view: View) -> bool:
    """Whether words of that rule tell a limit of today, and not a gain, a job or an afternoon's rest."""
    if rule in ("measured", "after_minutes", "painful_activity", "tolerances") and _RESTORED.search(before(view)):
        return False
    if rule == "measured":
        return not (_is_far(view) or _JOB.search(before(view)))
    if rule == "restriction":
        return _is_restricted(view)
    return rule != "boxed" or _is_labelled(view)


def _is_others(view: View) -> bool:
    """Whether it is a relative's limit, and not the help that a relative gives."""
    helps = view.mention.rule.spec.id == "helped_by_others" or view.words.lower().startswith("help")
    return not helps and _OTHERS.search(before(view)) is not None


def _is_far(view: View) -> bool:
    """Whether it tells what one can do well: miles or many hours that no word makes a limit."""
    return _FAR.search(view.words) is not None and _BUT.search(before(view)[-40:] + view.words) is None


def _is_restricted(view: View) -> bool:
    """Whether the sentence or its heading speaks of work and its restrictions, and not of an afternoon at home."""
    return _RESTRICTS.search(f"{view.sentence.section.title} {view.text}") is not None


def _is_labelled(view: View) -> bool:
    """Whether the first line above the boxes asks what is difficult."""
    if view.before.strip() or view.after.strip(" .,;"):
        return False
    if _LIMIT_LABEL.search(view.words):
        return True
    for sentence in view.previous_sentences(_BOXES):
        words = view.outline.text(sentence)
        if not words.startswith("["):
            return _LIMIT_LABEL.search(words) is not None
    return _LIMIT_LABEL.search(view.sentence.section.title) is not None


def _activities(mention: Mention, view: View) -> tuple[str, ...]:
    given = mention.rule.value.get("activities")
    if isinstance(given, tuple):
        return given
    if mention.rule.spec.id in ("measured", "tolerances", "no_more", "only_when"):
        names = (mention.groups.get(key) for key in ("act0", "act", "act2", "act3"))
        return tuple(dict.fromkeys(_ACTS[name[:3].lower()] for name in names if name and name[:3].lower() in _ACTS))
    hits = view.attributes("activity", mention.start, mention.end)
    if mention.rule.spec.id == "unable":
        hits = [hit for hit in hits if not _OWN_VERB.match(hit.words)]
    return tuple(dict.fromkeys(str(hit.value) for hit in sorted(hits, key=lambda hit: hit.start)))


_NO_LONGER_ILL = re.compile(
    r"\bno longer (?:hurts?|aches?|bothers?|needs?|requires?|minds?|struggles?|avoids?|has|limits?)\b", re.IGNORECASE
)


def _assertion(mention: Mention, view: View) -> Assertion:
    if mention.rule.spec.assertion is not None:
        return mention.rule.spec.assertion
    if mention.has(Category.NOT_DOCUMENTED):
        return Assertion.NOT_DOCUMENTED
    if _NO_LONGER_ILL.search(view.words):
        return Assertion.ABSENT
    if mention.rule.spec.id in _AS_ABLE and re.search(
        r"\b(?:no|denies(?: any)?|without(?: any)?|never|no longer (?:has|have|had|having|reports?|notes?)(?: any)?) $",
        before(view),
        re.IGNORECASE,
    ):
        return Assertion.ABSENT
    if mention.rule.spec.id in _AS_ABLE and _DENIED_AFTER.search(view.after):
        return Assertion.ABSENT
    return Assertion.HYPOTHETICAL if re.search(r"\bif\b", before(view), re.IGNORECASE) else Assertion.PRESENT
