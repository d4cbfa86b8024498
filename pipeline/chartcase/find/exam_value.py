"""Grades and results of the examination in the contract's words.

It stands apart because the scales are clinical facts with sources, and the rest is only wording.
"""

import re

from chartcase.fact import Value
from chartcase.find.attributes import AttributeHit
from chartcase.find.exam_reading import Reading, Sign
from chartcase.find.mention import View
from chartcase.find.nearby import around

_NUMBERS = {"five": "5", "four": "4", "three": "3", "two": "2", "one": "1", "zero": "0"}
_VERTEBRAE = re.compile(r"([CTLS])(\d{1,2})(?:-([CTLS])?(\d{1,2}))?")
_DERMATOMAL = re.compile(r"dermatom|distribution|myotom|innervat|root|pattern|nerve", re.IGNORECASE)

# What a word says of each kind. Tension and upper motor neurone signs: the contract reads "normal" as negative.
_PROVOKED = {
    "positive": "positive",
    "leg_pain": "positive",
    "increased": "positive",
    "negative": "negative",
    "normal": "negative",
    "absent": "negative",
    "no": "negative",
    "no_pain": "negative",
    "dash": "negative",
}
_GRADED = {
    "normal": "normal",
    "negative": "normal",
    "decreased": "decreased",
    "absent": "absent",
    "increased": "increased",
}
_REFLEX = {**_GRADED, "no": "absent", "positive": "normal"}
_GAIT = {"normal": "normal", "negative": "normal", "no": "normal"}


def grade_of(kind: str, reading: Reading) -> str | None:
    """The grade as "4+/5" or "2+"; None where none is said or the kind has none."""
    if kind == "motor":
        sign = reading.first("power", "bare", "reflex")
        return _power(sign) if sign is not None else None
    if kind == "reflex":
        sign = reading.first("reflex", "power", "bare")
        return _plain(sign.value) if sign is not None else None
    return None


def result_of(kind: str, reading: Reading, grade: str | None) -> str | None:
    """The contract's result: from the grade where there is one, else from the words.

    Strength 5 is normal and less is decreased (MRC scale); reflexes 2 are normal, 3 and 4 increased, 0 absent, and a
    bare 1+ says nothing (fact contract). A straight leg raise that gives only back pain has no result (fact contract).
    """
    word = _word(kind, reading)
    if grade is None:
        return word
    graded = _by_power(grade) if kind == "motor" else _by_reflex(grade)
    if graded is None and word in ("decreased", "increased", "absent"):
        return word
    return graded


def _word(kind: str, reading: Reading) -> str | None:
    words = [sign.value for sign in reading.signs if sign.form == "word"]
    if not words:
        return None
    if kind in ("tension", "umn", ""):
        return _provoked(words)
    table = {"reflex": _REFLEX, "gait": _GAIT}.get(kind, _GRADED)
    return table.get(words[0])


def _provoked(words: list[str]) -> str | None:
    """Positive or negative as said, else by what was brought on; back pain alone says nothing (fact contract)."""
    said = next((word for word in words if word in ("positive", "negative", "normal", "absent")), None)
    if said == "positive" and "back_pain" in words and "leg_pain" not in words:
        return None
    if said is not None:
        return _PROVOKED[said]
    return next((_PROVOKED[word] for word in (*_BY_WEIGHT,) if word in words), None)


_BY_WEIGHT = ("leg_pain", "no_pain", "no", "increased", "dash")


def _power(sign: Sign) -> str:
    text = sign.value.lower().strip(" (")
    for name, digit in _NUMBERS.items():
        text = re.sub(rf"\b{name}\b", digit, text)
    text = re.sub(r"\s?plus\b", "+", text)
    text = re.sub(r"\s?minus\b", "-", text)
    text = re.sub(r"\s{0,4}(?:out of|over)\s{0,4}", "/", text).replace(" ", "")
    return re.sub(r"^([+-])([0-5])", r"\2\1", text)


def _plain(words: str) -> str:
    text = words.lower().strip(" (),:")
    for name, digit in _NUMBERS.items():
        text = re.sub(rf"\b{name}\b", digit, text)
    text = re.sub(r"\btr\b", "trace", re.sub(r"\s?plus\b", "+", text)).replace(" ", "")
    return re.sub(r"^([+-])([0-5])", r"\2\1", text)


def _by_power(grade: str) -> str | None:
    match = re.match(r"([0-5])(\.5)?([+-]*)(?:-([0-5])[+-]?)?", grade)
    if match is None:
        return None
    if match[1] == "0":
        return "absent"
    return "normal" if match[1] == "5" and "-" not in match[3] and match[4] is None else "decreased"


def _by_reflex(grade: str) -> str | None:
    match = re.match(r"([0-4])(?:\+*)(?:(?:-|to)([1-4]))?(/4\+?|/[0-5]\+?)?", grade)
    if match is None or match[2] is not None or (match[3] or "").startswith("/5"):
        return None
    return {"0": "absent", "2": "normal", "3": "increased", "4": "increased"}.get(match[1])


def denied_result(kind: str) -> str:
    """The result of a sign that the words deny: negative for tension and cord signs, else normal."""
    return "negative" if kind in ("umn", "tension") else "normal"


def present_result(kind: str, named: Value | None) -> str | None:
    """A gait that is not normal has no result in the contract; wasting is no loss of strength."""
    if kind == "gait":
        return "normal" if named == "normal" else None
    return None if named == "positive" and kind == "motor" else str(named)


def roots_of(view: View, low: int, high: int, kind: str = "sensory") -> tuple[str, ...]:
    """Roots named in stream [low, high), in order; strength and reflexes only where the words speak of roots."""
    named = [root for hit in root_hits(view, low, high, kind) for value in _values(hit.value) for root in _ends(value)]
    return tuple(dict.fromkeys(named))


def root_hits(view: View, low: int, high: int, kind: str = "sensory") -> list[AttributeHit]:
    """Where the roots of `roots_of` are named."""
    if kind in ("tension", "umn", "gait", "") or (kind == "motor" and not _DERMATOMAL.search(view.between(low, high))):
        return []
    hits = [*view.attributes("root", low, high), *view.attributes("level", low, high)]
    return sorted((hit for hit in hits if _names_roots(view, hit, kind)), key=lambda hit: hit.start)


def _names_roots(view: View, hit: AttributeHit, kind: str) -> bool:
    """Whether a root is meant: not the side and grade of "L 1+", not a disc without a word like distribution."""
    behind = view.between(hit.end, hit.end + 18)
    if behind.startswith("+"):
        return False
    if hit.kind == "root" or _DERMATOMAL.search(behind) is not None:
        return True
    return kind == "sensory" and _DISC.search(around(view)) is None


_DISC = re.compile(r"\bdis[ck]s?\b|protru|hernia|extru|stenosis|\bmri\b|\bct\b|bulg|esi\b|injection", re.IGNORECASE)


def _values(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _ends(value: str) -> tuple[str, ...]:
    """The roots that a name gives: an interspace names both its vertebrae's roots.

    >>> _ends("L5-S1"), _ends("L4-5"), _ends("S1")
    (('L5', 'S1'), ('L4', 'L5'), ('S1',))
    """
    match = _VERTEBRAE.fullmatch(value)
    if match is None:
        return ()
    top = f"{match[1]}{match[2]}"
    return (top, f"{match[3] or match[1]}{match[4]}") if match[4] else (top,)
