"""Who reviewed: specialty, board certification, years of practice.

It stands apart because specialties are written as fields and as persons ("orthopedic surgeon") and must read the same.
"""

from collections.abc import Sequence

from chartcase.fact import Speaker, Value
from chartcase.find import quantities
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.rulebook import FindingSpec
from chartcase.patterns import Pattern

_SPECIALTIES = (
    (
        Pattern(r"physical medicine(?: (?:and|&|/) rehab\w*)?|physiatr\w+|pm ?& ?r\b"),
        "physical medicine and rehabilitation",
    ),
    (Pattern(r"orthop(?:a)?edic (?:spine )?surg\w+|orthop(?:a)?edics?\b|orthop(?:a)?edist"), "orthopedic surgery"),
    (Pattern(r"neurosurg\w+|neurological surg\w+"), "neurosurgery"),
    (Pattern(r"an(?:a)?esthesi\w+"), "anesthesiology"),
    (Pattern(r"neurolog\w+"), "neurology"),
    (Pattern(r"(?:interventional )?pain (?:management|medicine)|pain specialist"), "pain management"),
    (Pattern(r"occupational (?:and environmental )?medicine|preventive medicine"), "occupational medicine"),
    (Pattern(r"internal medicine|internist"), "internal medicine"),
    (Pattern(r"family (?:medicine|practice|physician)"), "family medicine"),
    (Pattern(r"emergency medicine"), "emergency medicine"),
    (Pattern(r"rheumatolog\w+"), "rheumatology"),
    (Pattern(r"radiolog\w+"), "radiology"),
    (Pattern(r"psychiatr\w+"), "psychiatry"),
    (Pattern(r"chiropract\w+"), "chiropractic"),
    (Pattern(r"general surg\w+"), "general surgery"),
)
"""How a field and its practitioner are written -> the field; the first in the text counts."""
_YEARS = Pattern(
    r"\b(?:over|more than|at least|about|approximately)? ?(?P<n>\d{1,2}|[a-z]+(?:-[a-z]+)?)\+? (?:years?"
    r"|yrs)(?: (?:of|in|experience|practice)|'|,|\.|$)"
)
_TITLE_BEFORE = 60
"""Characters before "board certified" in which the field may stand ("an orthopedic surgeon, board certified")."""
_REVIEWERS = (Speaker.REVIEWER, Speaker.IRO, Speaker.UR)
_CERTIFIED = Pattern(r"^board|certified by the american board|diplomate|board certification")
_PRACTICE = Pattern(r"\b(?:experience|practi[cs]\w+|treat\w+|years in|clinical|board|certified)\b")


_SUBJECT = Pattern(
    r"\b(?:review\w*|physician advis[eo]r|medical director|advis[eo]r|iro|carrier's|peer|expert|examiner|i am an?"
    r"|decision|determination|doctor of osteopathy)\b"
)


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a reviewer, with the years that his sentence or the next gives; none for a treating doctor."""
    del finding
    if not _reviews(view):
        return ()
    value: dict[str, Value] = {}
    specialty = _specialty(view.between(mention.start, view.sentence.end)) or _specialty(view.before[-_TITLE_BEFORE:])
    if specialty is not None:
        value["specialty"] = specialty
    if _CERTIFIED.occurs(view.words):
        value["board_certified"] = "eligible" not in view.words.lower()
    told = quantities.number(mention.groups.get("years", ""))
    years, spans = (told, ()) if told is not None else _years(view)
    if years is not None:
        value["years"] = years
    return (Measured(value, spans),) if value else ()


def _specialty(words: str) -> str | None:
    """The first field of medicine that the words name; of two that begin together the one listed first."""
    text = words.encode("ascii")
    found = [(hit.start, name) for pattern, name in _SPECIALTIES if (hit := pattern.search(text)) is not None]
    return min(found, key=lambda one: one[0])[1] if found else None


def _reviews(view: View) -> bool:
    """Whether the doctor reviews: the section or the words around say so."""
    if view.sentence.section.kind in ("qualifications", "certification") or view.sentence.speaker in _REVIEWERS:
        return True
    before = [view.outline.text(sentence) for sentence in view.previous_sentences(1)]
    return _SUBJECT.occurs(" ".join([*before, view.text]))


def _years(view: View) -> tuple[int | float | None, tuple[tuple[int, int], ...]]:
    """Years of practice in the sentence or the one after."""
    for sentence in (view.sentence, *view.next_sentences(1)):
        data = view.outline.stream.data
        low = view.mention.start if sentence is view.sentence else sentence.start
        for hit in _YEARS.find_all(data, low, sentence.end):
            count = quantities.number(hit.groups["n"])
            if count is not None and _PRACTICE.search(data, low, sentence.end) is not None:
                return count, ((hit.start, hit.end),)
    return None, ()
