"""Sex and age of the patient.

It stands apart because a header, a sentence and two letters ("58F") say the same, and all of them must read alike.
"""

from collections.abc import Sequence

from chartcase.fact import Assertion, Speaker, Value
from chartcase.find import quantities
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.rulebook import FindingSpec
from chartcase.find.standing import rule_name
from chartcase.patterns import Hit, Pattern

_MALE = frozenset({"male", "man", "gentleman", "boy", "m", "wm", "bm", "hm", "rhm", "lhm", "father", "mr"})
_OLDEST = 110
_YOUNGEST = 12
"""A bare "2 years old" is a picture's or a child's age."""


_TITLE = Pattern(r"\b(?P<sex>Mr|Ms|Mrs)\.? (?P<name>[A-Z][A-Za-z]+|\[[A-Za-z* ]+\])", cased=True)
_AGED = Pattern(r"\b\d{1,2}[- ]year[- ]old (?:[a-z-]+ ){0,2}(?P<sex>female|male|woman|man|gentleman|lady)\b")
_AUTHORS = frozenset({Speaker.TREATING, Speaker.OPERATIVE})
_CAME = Pattern(
    r"^ (?:(?:initially|first|now|has|had) )*(?:presented|presents|presenting|was (?:seen|referred|sent))\b"
)
_SEX_FIELD = Pattern(r"^(?:sex|gender) ?[:=] ?(?P<sex>female|male|f|m)\b")
_AGE_FIELD = Pattern(r"^age ?[:=] ?\d")


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a mention; none for an age that nobody reaches."""
    del finding
    if rule_name(mention) == "title":
        return _contradicting_title(mention, view)
    if rule_name(mention) == "spoken_of":
        return _contradicting_word(mention, view)
    if rule_name(mention) == "field" and "age" not in mention.groups and _beside(view, _AGE_FIELD) is not None:
        return ()
    value: dict[str, Value] = {}
    spans: list[tuple[int, int]] = []
    sex = mention.groups.get("sex") or mention.groups.get("sex2") or _sex_beside(mention, view, spans)
    if sex is not None:
        value["sex"] = _sex(sex)
    age = quantities.number(mention.groups.get("age") or mention.groups.get("age2") or "")
    if age is not None:
        if age > _OLDEST or (age < _YOUNGEST and sex is None):
            return ()
        value["age"] = age
    return (Measured(value, tuple(spans), Assertion.PRESENT),) if value else ()


def _sex(word: str) -> str:
    return "male" if word.lower() in _MALE else "female"


def _sex_beside(mention: Mention, view: View, spans: list[tuple[int, int]]) -> str | None:
    """The sex in a field beside an age field, or in the title before an age ("Ms. X is a healthy 69-year-old")."""
    if rule_name(mention) == "age_sex_field":
        hit = _beside(view, _SEX_FIELD)
    elif rule_name(mention) == "aged_only":
        hit = next(_TITLE.find_all(view.outline.stream.data, view.sentence.start, mention.start), None)
    else:
        return None
    if hit is None:
        return None
    spans.append((hit.start, hit.end))
    return hit.groups["sex"]


def _beside(view: View, pattern: Pattern) -> Hit | None:
    """A match at the start of the sentence before or behind, on the same line of a header."""
    sentences = view.outline.sentences
    for index in (view.sentence.index + 1, view.sentence.index - 1):
        if 0 <= index < len(sentences) and sentences[index].paragraph == view.sentence.paragraph:
            hit = pattern.search(view.outline.stream.data, sentences[index].start, sentences[index].end)
            if hit is not None:
                return hit
    return None


def _contradicting_word(mention: Mention, view: View) -> Sequence[Measured]:
    """A word for a man or a woman of one whom the document gave an age and the other sex before, or whom its author
    first tells of in this way ("This lady presented with")."""
    document = view.sentence.document
    start = next(sentence.start for sentence in view.outline.sentences if sentence.document is document)
    told = next(_AGED.find_all(view.outline.stream.data, start, mention.start), None)
    if told is None:
        says = view.sentence.speaker in _AUTHORS and _CAME.occurs(view.after)
    else:
        says = _sex(told.groups["sex"]) != _sex(mention.groups["sex"])
    return (Measured({"sex": _sex(mention.groups["sex"])}, (), Assertion.PRESENT),) if says else ()


def _contradicting_title(mention: Mention, view: View) -> Sequence[Measured]:
    """A title of the other sex than the document gave the same name before; other titles say nothing new."""
    document = view.sentence.document
    start = next(sentence.start for sentence in view.outline.sentences if sentence.document is document)
    for hit in _TITLE.find_all(view.outline.stream.data, start, mention.start):
        if hit.groups["name"] == mention.groups["name"]:
            differs = _sex(hit.groups["sex"]) != _sex(mention.groups["sex"])
            return (Measured({"sex": _sex(mention.groups["sex"])}, (), Assertion.PRESENT),) if differs else ()
    return ()
