"""Facts as conflicts hold them against each other: each injection's words with its number and date, and the side that a
diagnosis of radiculopathy names.

It stands apart because these are readings for the comparison alone; the facts of the case stay as they were found.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from chartcase.case.examination import names_radiculopathy
from chartcase.case.readings import SIDE, reading_of, with_day
from chartcase.case.standpoint import Standpoint, Standpoints
from chartcase.case.view import word
from chartcase.fact import Assertion, DatePrecision, Fact, FactDate, Value

_EVENT = r"(?:injections?|epidurals?|esi|tfesi|ilesi|snrb|blocks?|shots?|procedure|one)"
_OF_THE_EVENT = re.compile(
    _EVENT + r"[^.;]{0,40}?\b(?:on|of|from|dated|in|was|given|done|performed|XX)\b[^.;]{0,12}$", re.IGNORECASE
)
_SIDED_CODE = re.compile(r"M54\.[34](?P<side>[12])")
_BOTH = re.compile(r"\b(?:bilateral|both|b/l)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:injections|epidurals|blocks|shots|esis)\b", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BY_MONTH = re.compile(
    r"\b(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?(?:'s)? " + _EVENT + r"\b",
    re.IGNORECASE,
)
_RECALLING = frozenset({"hpi", "history", "past_history", "indication", "indications", "interval_history"})
_SAME_ONE = re.compile(
    r"\b(?:calls?|called|describes?|described|lists?|listed|records?|recorded|gives?|names?|named|reports?|reported)"
    r" (?:it|this|that|the same|the (?:injection|procedure))\b",
    re.IGNORECASE,
)
"""A second account of the injection told of just before ("the follow-up note calls it a C6-C7 epidural")."""
_NEAR = 5
"""Sentences over which what came of an injection is told after it; a further one is about injections in general."""
_NAMING = ("procedure", "levels")


def claims_of(facts: Sequence[Fact], standpoints: Standpoints) -> tuple[Fact, ...]:
    """The facts as they are compared, in the same order; ids stay, so that a conflict names the case's own facts."""
    injections = _Injections(standpoints)
    injections.number_the_first(facts)
    return tuple(claim for fact in facts for claim in _claims(fact, standpoints, injections))


def _claims(fact: Fact, standpoints: Standpoints, injections: "_Injections") -> Iterator[Fact]:
    yield injections.placed(fact) if fact.type == "prior_injection" else reading_of(fact, standpoints[fact.id])
    if fact.type == "diagnosis" and (sided := _sided_symptom(fact, standpoints)) is not None:
        yield sided


@dataclass(slots=True)
class _Event:
    """An injection that a document tells of: its number and date as far as they are said."""

    document: tuple[str, int]
    sentence: int
    ordinal: int | None
    date: FactDate | None


@dataclass(slots=True)
class _Injections:
    """Walks the facts in order and remembers which injection the words speak of."""

    standpoints: Standpoints
    first: frozenset[str] = frozenset()
    last: _Event | None = None
    told: dict[tuple[tuple[str, int], str], int] = field(default_factory=dict[tuple[tuple[str, int], str], int])
    days: dict[tuple[str, int], dict[str, FactDate]] = field(default_factory=dict[tuple[str, int], dict[str, FactDate]])

    def number_the_first(self, facts: Sequence[Fact]) -> None:
        """Marks the one unnumbered injection that a document names before it tells of the second: it is the first."""
        named: dict[tuple[str, int], list[Fact]] = {}
        for fact in facts:
            if fact.type == "prior_injection" and fact.assertion is Assertion.PRESENT:
                named.setdefault(self.standpoints[fact.id].document, []).append(fact)
        self.first = frozenset(fact_id for events in named.values() for fact_id in _first_by_place(events))

    def placed(self, fact: Fact) -> Fact:
        """The fact with the number and the date of the injection that it speaks of."""
        here = self.standpoints[fact.id]
        own = _own_date(fact, self.standpoints) or _reported_day(fact, here) or self._by_month(fact)
        ordinal = _number(fact) or (1 if fact.id in self.first else None)
        if ordinal is None and own is not None and own.iso is not None:
            ordinal = self.told.get((here.document, own.iso))
        if self.last is not None and self.last.document == here.document and _SAME_ONE.search(here.clause):
            ordinal, own = ordinal or self.last.ordinal, own or self.last.date
        if _names_event(fact):
            self.last = _Event(here.document, here.sentence, ordinal, own)
        elif (last := self._spoken_of(fact)) is not None and ordinal in (None, last.ordinal) and own is None:
            ordinal, own = last.ordinal, last.date
        if own is not None and own.iso is not None:
            self.days.setdefault(here.document, {})[own.iso] = own
            if ordinal is not None:
                self.told[here.document, own.iso] = ordinal
        return with_day(fact, own, {"ordinal": ordinal} if ordinal is not None else {})

    def _by_month(self, fact: Fact) -> FactDate | None:
        """The day of the one injection told of that was given in the month by which the words call it."""
        here = self.standpoints[fact.id]
        named = _BY_MONTH.search(here.clause)
        if named is None:
            return None
        month = f"{_MONTHS.index(named['month'][:3].lower()) + 1:02}"
        days = [when for iso, when in self.days.get(here.document, {}).items() if iso[5:7] == month]
        return days[0] if len(days) == 1 else None

    def _spoken_of(self, fact: Fact) -> _Event | None:
        """The injection told of last, if the fact's words stand near and do not speak of several."""
        here = self.standpoints[fact.id]
        if self.last is None or self.last.document != here.document or _SEVERAL.search(here.clause):
            return None
        return self.last if here.sentence - self.last.sentence <= _NEAR else None


def _first_by_place(events: Sequence[Fact]) -> Iterator[str]:
    numbers = [_number(event) for event in events]
    if 2 not in numbers:
        return
    before = [event for event in events[: numbers.index(2)] if _names_event(event)]
    if len(before) == 1 and _number(before[0]) is None and 1 not in numbers[: numbers.index(2)]:
        yield before[0].id


def _number(fact: Fact) -> int | None:
    ordinal = fact.value.get("ordinal")
    return ordinal if isinstance(ordinal, int) else None


def _names_event(fact: Fact) -> bool:
    """Whether it says which injection was given, not only what came of one."""
    return any(key in fact.value for key in _NAMING)


def _own_date(fact: Fact, standpoints: Standpoints) -> FactDate | None:
    """The date if it is the injection's and not that of the visit or the entry that tells of it."""
    if fact.date is None:
        return None
    here = standpoints[fact.id]
    place = here.passage.find(fact.date.raw)
    if not here.passage or (place < 0 and _names_event(fact)):
        return fact.date
    told_of = place >= 0 and _OF_THE_EVENT.search(here.passage[:place])
    return fact.date if told_of or (place >= 0 and _names_event(fact)) else None


def _reported_day(fact: Fact, here: Standpoint) -> FactDate | None:
    """The day of the procedure report that names the injection as what was done."""
    if here.kind != "operative_report" or here.written is None or here.section in _RECALLING:
        return None
    if fact.date is not None or not _names_event(fact) or fact.assertion is not Assertion.PRESENT:
        return None
    return FactDate(raw=here.written, iso=here.written, precision=DatePrecision.DAY, order=0)


def _sided_symptom(fact: Fact, standpoints: Standpoints) -> Fact | None:
    """The side that a diagnosis of radiculopathy or sciatica gives the pain of the limb; None where it gives none."""
    if not names_radiculopathy(fact) or fact.assertion is not Assertion.PRESENT:
        return None
    here = standpoints[fact.id]
    side = _code_side(fact) or _said_side(here.passage, here.start, here.end)
    if side is None:
        return None
    value: dict[str, Value] = {"side": side, "qualities": ("pain",)}
    limb = _limb(f"{word(fact, 'term') or ''} {word(fact, 'icd10') or ''} {here.clause}")
    return fact.model_copy(update={"type": "radicular_symptom", "value": {**value, **({"limb": limb} if limb else {})}})


def _code_side(fact: Fact) -> str | None:
    code = _SIDED_CODE.match(word(fact, "icd10") or "")
    return {"1": "right", "2": "left"}[code["side"]] if code else None


def _said_side(passage: str, start: int, end: int) -> str | None:
    """The one side said in the words themselves or just before them."""
    before = passage[max(start - 20, 0) : start].rpartition(", ")[2].rpartition("; ")[2]
    words = before + passage[start:end]
    if _BOTH.search(words):
        return None
    said = {(found["side"] or found["letter"])[0].lower() for found in SIDE.finditer(words)}
    return {"l": "left", "r": "right"}[said.pop()] if len(said) == 1 else None


def _limb(words: str) -> str | None:
    if re.search(r"\bcervical|\bC\d|\barm|M54\.12|M50", words, re.IGNORECASE):
        return "upper"
    if re.search(r"\blumb|\bsciatic|\bL\d|\bS1|\bleg|M54\.1[67]|M54\.[34]|M51", words, re.IGNORECASE):
        return "lower"
    return None
