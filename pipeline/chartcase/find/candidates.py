"""Where in a stream which rules and attributes can be found at all, told by one walk over its words.

It stands apart because most of some hundred patterns never match a given line, and asking each of them costs more than
all the rest of finding.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from chartcase.find.rulebook import Attribute, Rule, RuleBook
from chartcase.patterns import WORTH_SIEVING, Pattern
from chartcase.sieve import Sieve
from chartcase.spelling import NearPattern

_BLOCK = 4000
"""Characters of a block, at least: about one page."""
_NEAR = 600
"""Characters between two lines that are faster looked through than left out: asking costs as much as reading them."""
_Span = tuple[int, int]
_One = TypeVar("_One", Rule, Attribute)


@dataclass(frozen=True, slots=True)
class Asked(Generic[_One]):
    """A rule or attribute and the spans of the stream, in order, in which it may be found."""

    one: _One
    spans: Sequence[_Span]


@dataclass(frozen=True, slots=True)
class Block:
    """What stream [start, end), some whole sentences, may hold; each list in the rule book's order."""

    start: int
    end: int
    rules: Sequence[Asked[Rule]]
    attributes: Sequence[Asked[Attribute]]


class Scanner:
    """The patterns of a rule book, asked together."""

    def __init__(self, rulebook: RuleBook) -> None:
        self._rules, self._attributes = rulebook.rules, rulebook.attributes
        self._seen = 0

    def prepare(self) -> None:
        """Read at once what the patterns need, as pays for many texts."""
        self._seen = WORTH_SIEVING
        _ = self._sieved

    def blocks(self, data: bytes) -> Iterator[Block]:
        """The stream block by block; the first short texts of a process as a whole, with all that could stand there."""
        if self._seen < WORTH_SIEVING and len(data) < WORTH_SIEVING:
            self._seen += len(data)
            yield everything(self._rules, self._attributes, len(data))
            return
        lines: list[tuple[int, int, int]] = []
        start = 0
        for line in self._sieved.sieve.lines(data):
            lines.append(line)
            if line[1] >= start + _BLOCK:
                yield self._block(start, line[1] + 1, lines)
                start, lines = line[1] + 1, []
        if start < len(data):
            yield self._block(start, len(data), lines)

    @cached_property
    def _sieved(self) -> "_Sieved":
        of_rules = [rule.guarded.pattern for rule in self._rules]
        return _Sieved.of([*of_rules, *(attribute.guarded.pattern for attribute in self._attributes)])

    def _block(self, start: int, end: int, lines: Sequence[tuple[int, int, int]]) -> Block:
        spans: dict[int, list[_Span]] = defaultdict(list)
        sieved = self._sieved
        spans.update({place: [(start, end)] for place in sieved.anywhere})
        together = 0
        for low, high, told in lines:
            together |= told
            for at in sieved.sieve.places(told):
                known = spans[sieved.places[at]]
                # a match that goes over no line break is none in the lines between, whose words do not let it through
                if known and low - known[-1][1] < _NEAR:
                    known[-1] = (known[-1][0], high)
                else:
                    known.append((low, high))
        # a match that goes over a line break has its words in several lines
        for at in sieved.crossing.intersection(sieved.sieve.places(together)):
            spans[sieved.places[at]] = [(start, end)]
        count = len(self._rules)
        ordered = sorted(spans.items())
        return Block(
            start,
            end,
            [Asked(self._rules[place], some) for place, some in ordered if place < count],
            [Asked(self._attributes[place - count], some) for place, some in ordered if place >= count],
        )


@dataclass(frozen=True, slots=True)
class _Sieved:
    """Expressions behind a sieve: `places` tells for each of its expressions its place among all patterns, `anywhere`
    the patterns that have no expression (misspelt names), `crossing` the sieve's that go over line breaks."""

    sieve: Sieve
    places: Sequence[int]
    anywhere: Sequence[int]
    crossing: frozenset[int]

    @classmethod
    def of(cls, patterns: Sequence[Pattern | NearPattern]) -> "_Sieved":
        """Read what the patterns need."""
        read = [(place, one.needs()) for place, one in enumerate(patterns) if isinstance(one, Pattern)]
        return cls(
            Sieve([needs for _, needs in read]),
            [place for place, _ in read],
            [place for place, one in enumerate(patterns) if not isinstance(one, Pattern)],
            frozenset(at for at, (_, needs) in enumerate(read) if needs.crosses),
        )


def everything(rules: Sequence[Rule], attributes: Sequence[Attribute], length: int) -> Block:
    """A stream of so many characters in which everything may stand everywhere."""
    whole = [(0, length)]
    return Block(0, length, [Asked(one, whole) for one in rules], [Asked(one, whole) for one in attributes])
