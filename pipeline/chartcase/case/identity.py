"""What each page says of whose chart it is: names, birth dates, record numbers, sex and age.

It stands apart because here alone names of people are handled; what leaves is compared, and never shown or logged.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pydantic import Field

from chartcase.case.names import Name, ShortForms, name_of
from chartcase.fact import Assertion, Fact, Frozen
from chartcase.patterns import Hit, Pattern, PatternSet
from chartcase.record import Page, Record
from chartcase.rulefile import read_model
from chartcase.segment.credentials import TITLE_BEHIND
from chartcase.segment.stream import fold

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CREDENTIAL = re.compile(rf",?\s*{TITLE_BEHIND}")
_DOUBTFUL_BELOW = 0.60
_LEAST_DIGITS = 4


class IdentityField(StrEnum):
    """What identifies a patient; `surname` is a name after a title."""

    NAME = "name"
    SURNAME = "surname"
    BIRTH = "birth"
    NUMBER = "number"


class _Rule(Frozen):
    field: IdentityField
    pattern: str
    examples: tuple[str, ...] = Field(min_length=1)


class _Rules(Frozen):
    identity: tuple[_Rule, ...]
    ends: str
    short_forms: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A birth date as far as it is comparable: two digits of the year, month, day."""

    year: int
    month: int
    day: int

    def digits(self) -> str:
        """Six digits, for counting those that differ."""
        return f"{self.year:02d}{self.month:02d}{self.day:02d}"


@dataclass(frozen=True, slots=True, repr=False)
class PageIdentity:
    """What one page says of its patient; empty where it says nothing. `spans` are where, in the record's text."""

    source: str
    page: int
    names: tuple[Name, ...] = ()
    births: tuple[BirthDate, ...] = ()
    numbers: tuple[str, ...] = ()
    sexes: frozenset[str] = frozenset()
    ages: tuple[float, ...] = ()
    spans: tuple[tuple[str, int, int], ...] = ()

    def __repr__(self) -> str:
        """No names: the place only."""
        return f"PageIdentity({self.page})"

    @property
    def speaks(self) -> bool:
        """Whether it says anything at all."""
        return bool(self.names or self.births or self.numbers or self.sexes or self.ages)


@dataclass
class _Gathered:
    names: list[Name] = field(default_factory=list["Name"])
    births: list[BirthDate] = field(default_factory=list["BirthDate"])
    numbers: list[str] = field(default_factory=list[str])
    spans: list[tuple[str, int, int]] = field(default_factory=list[tuple[str, int, int]])


class IdentityRules:
    """rules/identity.yaml, compiled."""

    def __init__(self, folder: Path) -> None:
        """Read the file.

        Raises:
            RulesError: it is wrong; the sentence names the place.
        """
        rules = read_model(folder / "identity.yaml", _Rules)
        self._patterns = tuple((rule.field, Pattern(rule.pattern, cased=True)) for rule in rules.identity)
        self._together = PatternSet([pattern for _, pattern in self._patterns])
        self._ends = frozenset(rules.ends.split())
        self.short_forms: ShortForms = _by_form(rules.short_forms)

    def prepare(self) -> None:
        """Read at once what the expressions need, as pays for many texts."""
        self._together.prepare()

    def pages(self, record: Record, facts: Iterable[Fact]) -> Iterator[PageIdentity]:
        """The identity of every page that speaks, in order; sex and age come from its `demographics`."""
        by_page: dict[int, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.type == "demographics" and fact.assertion is Assertion.PRESENT:
                by_page[fact.evidence[0].page].append(fact)
        for page in record.pages:
            identity = self._page(record, page, by_page[page.number])
            if identity.speaks:
                yield identity

    def _page(self, record: Record, page: Page, told: Sequence[Fact]) -> PageIdentity:
        found = _Gathered()
        position = page.start
        for line in record.text[page.start : page.end].split("\n"):
            self._line(record, line, position, found)
            position += len(line) + 1
        sexes = frozenset(sex for fact in told if isinstance(sex := fact.value.get("sex"), str))
        ages = tuple(float(age) for fact in told if isinstance(age := fact.value.get("age"), int | float))
        return PageIdentity(
            source=record.source,
            page=page.number,
            names=tuple(dict.fromkeys(found.names)),
            births=tuple(dict.fromkeys(found.births)),
            numbers=tuple(dict.fromkeys(found.numbers)),
            sexes=sexes,
            ages=ages,
            spans=tuple(found.spans),
        )

    def _line(self, record: Record, line: str, position: int, found: _Gathered) -> None:
        data = _ascii(line)
        for kind, pattern in (self._patterns[at] for at in self._together.matching(data)):
            for hit in pattern.find_all(data):
                low, high = hit.spans["x"]
                if kind is IdentityField.BIRTH:
                    taken = self._birth(record, hit, position, found)
                elif kind is IdentityField.NUMBER:
                    taken = _number(hit.groups["x"], found)
                else:
                    taken = self._name(data, low, high, found, titled=kind is IdentityField.SURNAME)
                if taken:
                    name = IdentityField.NAME if kind is IdentityField.SURNAME else kind
                    found.spans.append((name.value, position + low, position + high))

    def _name(self, data: bytes, low: int, high: int, found: _Gathered, *, titled: bool) -> bool:
        words = data[low:high].decode("ascii")
        if _CREDENTIAL.match(data[high : high + 12].decode("ascii")):
            return False
        name = name_of(words, self._ends, titled=titled)
        if name is not None:
            found.names.append(name)
        return name is not None

    def _birth(self, record: Record, hit: Hit, position: int, found: _Gathered) -> bool:
        """A birth date that is one, and was not read with doubt."""
        low, high = hit.spans["x"]
        doubted = (word.confidence for word in record.words_between(position + low, position + high))
        month = hit.groups.get("m") or str(_MONTHS.index(hit.groups.get("mon", "jan").lower()) + 1)
        birth = BirthDate(int(hit.groups["y"]) % 100, int(month), int(hit.groups["d"]))
        sound = 1 <= birth.month <= 12 and 1 <= birth.day <= 31
        if not sound or any(sure is not None and sure < _DOUBTFUL_BELOW for sure in doubted):
            return False
        found.births.append(birth)
        return True


def _number(words: str, found: _Gathered) -> bool:
    """A record number with its look-alike letters as digits; one of few or equal digits is a mask."""
    plain = words.upper().replace("O", "0").replace("I", "1").replace("L", "1")
    number = re.sub(r"[^A-Z0-9]", "", plain)
    digits = [letter for letter in number if letter.isdigit()]
    if len(digits) < _LEAST_DIGITS or len(set(digits)) == 1:
        return False
    found.numbers.append(number)
    return True


def _ascii(line: str) -> bytes:
    """The line in ASCII, character for character."""
    if line.isascii():
        return line.encode("ascii")
    plain = (fold(letter) for letter in line)
    return "".join(letter if len(letter) == 1 else " " for letter in plain).encode("ascii")


def _by_form(groups: Sequence[Sequence[str]]) -> ShortForms:
    found: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for name in group:
            found[name].add(number)
    known: Mapping[str, frozenset[int]] = {name: frozenset(numbers) for name, numbers in found.items()}
    return known
