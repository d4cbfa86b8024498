"""What later words take from an injection told before: its place ("same level, same side"), its relief weighed again.

It stands apart because these words lean on sentences far back, which no clause of their own names.
"""

from collections.abc import Iterator

from chartcase.fact import Value
from chartcase.find.aftermath import REVIEWS
from chartcase.find.injection_form import INJECTION
from chartcase.find.mention import Mention, View
from chartcase.find.procedure import Reach, placing
from chartcase.find.standing import reports_procedure, rule_name
from chartcase.patterns import Pattern
from chartcase.segment.outline import Role, Sentence

OTHER_CARE = Pattern(
    r"\b(?:physical therapy|therapy|chiropract\w+|acupuncture|massage|medications?|naproxen|gabapentin|nsaids?"
    r"|brace|tens|surgery|exercises?|traction|opioids?)\b"
)
"""Treatments that a relief in percent may speak of instead."""
_OPERATED = Pattern(
    r"\b(?:dis[ck]ectom(?:y|ies)|(?:lamin|foramin|corp|facet|hemilamin)(?:ectom|otom)(?:y|ies)|arthrodesis|interbody"
    r"|fusion|rongeurs?|pedicle screws?)\b"
)
_INJECTED = Pattern(
    r"\b(?:(?:steroid|epidural|facet|joint|foraminal|trigger point|caudal|interlaminar|root|branch|diagnostic)"
    r" (?:nerve )?(?:injections?|blocks?)|[a-z]{0,3}esi|tuohy|rhizotomy|ablation|radiofrequency"
    r"|discogra(?:m|phy)|snrb)\b"
)
_SAME_PLACE = Pattern(r"\bsame (?:levels?|sites?|sides?|places?|spots?|locations?|areas?)\b")
_RETELLING = REVIEWS | {"hearing_decision"}
_RELIEF_LASTED = Pattern(
    r"\b(?:had|has had|reported|reports|noted|notes|claims|got|obtained|experienced|received|documented|described)"
    r" (?:\w+ ){0,3}\d{1,3} ?(?:%|percent) (?:\w+ ){0,2}relief (?:\w+ ){0,4}(?:for|lasting|that lasted)\b"
)
_BACK = 30
"""Sentences back that "same level" may lean on."""
_REPORT = 150
"""Sentences of a report that tell what was done, at most: the longest procedure of the notes looked at has 64."""
_RETOLD = 150
"""Sentences between a review's retelling of an injection and its own words about the relief, at most: as many as the
longest review looked at has."""


def tells_operation(view: View) -> bool:
    """Whether the report up to here tells an operation and no injection: its levels and spaces are the surgeon's."""
    here = view.sentence
    first = view.outline.sentence_of_record(here.document.start).index
    told = [
        view.outline.text(sentence)
        for sentence in view.outline.sentences[first : min(here.index + 1, first + _REPORT)]
        if sentence.document is here.document and reports_procedure(sentence)
    ]
    return any(map(_OPERATED.occurs, told)) and not any(map(_INJECTED.occurs, told))


def is_weighed(mention: Mention, view: View) -> bool:
    """Whether a review speaks of a relief in percent that it retold of an injection before, or of one with its time."""
    document = view.sentence.document
    if rule_name(mention) != "relief" or document.kind not in REVIEWS or OTHER_CARE.occurs(view.text):
        return False
    if "relief" not in view.text.lower():
        return False
    lasted = bool(view.attributes("duration"))
    return any(
        lasted or view.attributes("percent", sentence.start, sentence.end) for sentence in _naming_before(view, _RETOLD)
    )


def is_retold(mention: Mention, view: View) -> bool:
    """Whether a review retells how much relief there was and for how long ("had 80% relief for seven weeks"), after an
    injection of which it told in another entry."""
    if rule_name(mention) != "relief" or view.sentence.document.kind not in _RETELLING or OTHER_CARE.occurs(view.text):
        return False
    if not _RELIEF_LASTED.occurs(view.text):
        return False
    return next(_naming_before(view, _RETOLD), None) is not None


def put_same_place(value: dict[str, Value], view: View, reach: Reach) -> None:
    """Add level and side of the injection told last before, where the words say "same level, same side"."""
    if not _SAME_PLACE.occurs(view.between(reach.low, reach.high)):
        return
    earlier = [Reach(sentence.start, sentence.end) for sentence in _naming_before(view, _BACK)]
    for part in (Reach(view.sentence.start, view.mention.start), *earlier):
        where, _ = placing(view, part)
        if where.get("levels"):
            value.update({key: where[key] for key in ("levels", "side") if key in where and key not in value})
            return


def _naming_before(view: View, most: int) -> Iterator[Sentence]:
    """The sentences before, the nearest first, that name an injection in the same document."""
    index = view.sentence.index
    for sentence in reversed(view.outline.sentences[max(0, index - most) : index]):
        if sentence.document is not view.sentence.document:
            return
        if sentence.role is Role.STATEMENT and INJECTION.occurs(view.outline.text(sentence)):
            yield sentence
