"""Facts with what their sentence says beside them and a comparison asks for: year, region, side, sex, the day itself.

It stands apart from the readings of injections, which lean on one another; these need their own sentence alone.
"""

import re
from collections.abc import Callable, Mapping

from chartcase.case.examination import names_radiculopathy
from chartcase.case.standpoint import Standpoint
from chartcase.fact import Assertion, DatePrecision, Fact, FactDate, Value

SIDE = re.compile(r"\b(?P<side>left|right|lt|rt)\b|(?:^|\s)(?P<letter>[LR]) (?=[CLS]\d)", re.IGNORECASE)
_DENYING = (Assertion.ABSENT, Assertion.NOT_DOCUMENTED)
_ENTRY = 12
"""Characters in which an entry gives its own day."""
_REGIONS = {
    "cervical": re.compile(r"\b(?:neck|cervical|ACDF)\b", re.IGNORECASE),
    "lumbar": re.compile(r"\b(?:back|lumbar|lumbosacral)\b", re.IGNORECASE),
}
_SUBJECT = re.compile(r"\b(?P<who>she|he|mr|ms|mrs)\b\.?(?: [A-Z][\w-]+)? (?:is|was) (?:an?|now)? ?$", re.IGNORECASE)


def reading_of(fact: Fact, here: Standpoint) -> Fact:
    """The fact as conflicts compare it; its id stays."""
    read = _READ.get(fact.type)
    return fact if read is None else read(fact, here)


def with_day(fact: Fact, date: FactDate | None, more: dict[str, Value]) -> Fact:
    """The fact with that date, which counts as a value where it names a day."""
    day: dict[str, Value] = {}
    if date is not None and date.iso is not None and date.precision is DatePrecision.DAY:
        day = {"date": date.iso}
    return fact.model_copy(update={"date": date, "value": {**fact.value, **more, **day}})


def _with_year(fact: Fact, here: Standpoint) -> Fact:
    """The operation with its year, as a record tells of an old one, and its region where it names no level."""
    more: dict[str, Value] = {}
    if fact.date is not None and fact.date.iso is not None:
        more["year"] = fact.date.iso[:4]
    if "levels" not in fact.value:
        said = {region for region, words in _REGIONS.items() if words.search(here.clause)}
        more |= {"region": said.pop()} if len(said) == 1 else {}
    return fact.model_copy(update={"value": {**fact.value, **more}})


def _with_sex(fact: Fact, here: Standpoint) -> Fact:
    """The age with the sex of the word that it is said of ("She is a 52-year-old")."""
    said = _SUBJECT.search(here.passage[: here.start])
    if said is None or "sex" in fact.value:
        return fact
    sex = "female" if said["who"].lower() in ("she", "ms", "mrs") else "male"
    return fact.model_copy(update={"value": {**fact.value, "sex": sex}})


def _with_side(fact: Fact, here: Standpoint) -> Fact:
    """The denial with the one side that its clause names ("no examination findings on the right")."""
    if fact.assertion not in _DENYING or "side" in fact.value:
        return fact
    said = {(found["side"] or found["letter"])[0].lower() for found in SIDE.finditer(here.clause)}
    if len(said) != 1:
        return fact
    return fact.model_copy(update={"value": {**fact.value, "side": {"l": "left", "r": "right"}[said.pop()]}})


def _said_date(fact: Fact, here: Standpoint) -> FactDate | None:
    """The date where the sentence itself gives it, behind other words: visits tell of it over and over, and a visit's
    own day is none of it."""
    if fact.date is None or not here.passage or (here.visit is not None and here.visit.study):
        return fact.date
    return fact.date if here.passage.find(fact.date.raw) > _ENTRY else None


def _with_kind(fact: Fact, here: Standpoint) -> Fact:
    """A radiculopathy by whatever name, so that it meets the words that deny one."""
    del here
    if not names_radiculopathy(fact):
        return fact
    return fact.model_copy(update={"value": {**fact.value, "kind": "radiculopathy"}})


def _with_own_day(fact: Fact, here: Standpoint) -> Fact:
    return fact.model_copy(update={"date": _said_date(fact, here)})


_READ: Mapping[str, Callable[[Fact, Standpoint], Fact]] = {
    "injury": lambda fact, here: with_day(fact, fact.date, {}),
    "prior_surgery": _with_year,
    "diagnosis": _with_kind,
    "exam_finding": _with_side,
    "physical_therapy": _with_own_day,
    "imaging_finding": _with_own_day,
    "demographics": _with_sex,
}
