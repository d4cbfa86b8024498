"""Where in a stream which rules and attributes can be found at all, told by one walk over its words.

It stands apart because most of some hundred patterns never match a given line, and asking each of them costs more than
all the rest of finding.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from chartcase.find.rulebook import Attribute, Rule, RuleBook, RuleSpec
from chartcase.patterns import WORTH_SIEVING, Pattern
from chartcase.segment.outline import Outline, Sentence
from chartcase.sieve import Sieve
from chartcase.spelling import NearPattern

_BLOCK = 4000
"""Characters of a block, at least: about one page."""
_NEAR = 600
"""Characters between two lines that are faster looked through than left out: asking costs as much as reading them."""
_THROUGHOUT = frozenset({"level", "region", "bare_level"})
"""Kinds of attributes that are looked for everywhere: a level without a letter takes it from the last one before."""
_Span = tuple[int, int]
_Setting = tuple[str, str, str]
"""Role, section and document of a sentence."""
LinedAttributes = Mapping[int, Sequence[tuple[int, Attribute]]]
"""By the start of a line, the attributes that its words let through, with their places in the rule book's order."""
_One = TypeVar("_One", Rule, Attribute)


@dataclass(frozen=True, slots=True)
class Asked(Generic[_One]):
    """A rule or attribute, its place in the rule book's order, and the spans of the stream, in order, that may hold
    it."""

    one: _One
    place: int
    spans: Sequence[_Span]


@dataclass(frozen=True, slots=True)
class Block:
    """What stream [start, end), some whole sentences, may hold; each list in the rule book's order. `lined`: attributes
    by kind that stay in their line, so that a line need not be asked before somebody wants to know of it."""

    start: int
    end: int
    rules: Sequence[Asked[Rule]]
    attributes: Sequence[Asked[Attribute]]
    lined: Mapping[str, LinedAttributes] = field(default_factory=dict[str, LinedAttributes])


class Scanner:
    """The patterns of a rule book, asked together."""

    def __init__(self, rulebook: RuleBook) -> None:
        self._rules, self._attributes = rulebook.rules, rulebook.attributes
        self._seen = 0
        self._fitting: dict[_Setting, int] = {}

    def prepare(self) -> None:
        """Read at once what the patterns need, as pays for many texts."""
        self._seen = WORTH_SIEVING
        _ = self._sieved

    def blocks(self, outline: Outline) -> Iterator[Block]:
        """The stream block by block; the first short texts of a process as a whole, with all that could stand there."""
        data = outline.stream.data
        if self._seen < WORTH_SIEVING and len(data) < WORTH_SIEVING:
            self._seen += len(data)
            yield everything(self._rules, self._attributes, len(data))
            return
        fitting = {sentence.start: self._fits(sentence) for sentence in outline.sentences}
        lines: list[tuple[int, int, int]] = []
        start = 0
        for line in self._sieved.sieve.lines(data):
            lines.append(line)
            if line[1] >= start + _BLOCK:
                yield self._block(start, line[1] + 1, lines, fitting)
                start, lines = line[1] + 1, []
        if start < len(data):
            yield self._block(start, len(data), lines, fitting)

    @cached_property
    def _sieved(self) -> "_Sieved":
        of_rules = [rule.guarded.pattern for rule in self._rules]
        return _Sieved.of([*of_rules, *(attribute.guarded.pattern for attribute in self._attributes)])

    def _fits(self, sentence: Sentence) -> int:
        """One bit for each of the sieve's expressions that may count where the sentence stands."""
        setting = (sentence.role.value, sentence.section.kind, sentence.document.kind)
        known = self._fitting.get(setting)
        if known is None:
            crossing, count = self._sieved.crossing, len(self._rules)
            known = sum(
                1 << at
                for at, place in enumerate(self._sieved.places)
                if place >= count or at in crossing or may_count(self._rules[place].spec, sentence)
            )
            self._fitting[setting] = known
        return known

    def _block(self, start: int, end: int, lines: Sequence[tuple[int, int, int]], fitting: Mapping[int, int]) -> Block:
        spans: dict[int, list[_Span]] = defaultdict(list)
        lined: dict[str, dict[int, list[tuple[int, Attribute]]]] = {}
        sieved = self._sieved
        spans.update({place: [(start, end)] for place in sieved.anywhere})
        together, count = 0, len(self._rules)
        for low, high, told in lines:
            together |= told
            for at in sieved.sieve.places(told, fitting.get(low, -1)):
                place = sieved.places[at]
                if place >= count and (attribute := self._attributes[place - count]).kind not in _THROUGHOUT:
                    # what goes over a line break is asked of the whole block
                    if at not in sieved.crossing:
                        lined.setdefault(attribute.kind, {}).setdefault(low, []).append((place, attribute))
                    continue
                known = spans[place]
                # a match that goes over no line break is none in the lines between, whose words do not let it through
                if known and low - known[-1][1] < _NEAR:
                    known[-1] = (known[-1][0], high)
                else:
                    known.append((low, high))
        # a match that goes over a line break has its words in several lines
        for at in sieved.crossing.intersection(sieved.sieve.places(together)):
            spans[sieved.places[at]] = [(start, end)]
        ordered = sorted(spans.items())
        return Block(
            start,
            end,
            [Asked(self._rules[place], place, some) for place, some in ordered if place < count],
            [Asked(self._attributes[place - count], place, some) for place, some in ordered if place >= count],
            lined,
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


def may_count(spec: RuleSpec, sentence: Sentence) -> bool:
    """Whether a rule counts where the sentence stands: by its role, its section and its document."""
    return (
        sentence.role in spec.roles
        and (not spec.sections or sentence.section.kind in spec.sections)
        and sentence.section.kind not in spec.not_sections
        and (not spec.documents or sentence.document.kind in spec.documents)
    )


def everything(rules: Sequence[Rule], attributes: Sequence[Attribute], length: int) -> Block:
    """A stream of so many characters in which everything may stand everywhere."""
    whole = [(0, length)]
    return Block(
        0,
        length,
        [Asked(one, place, whole) for place, one in enumerate(rules)],
        [Asked(one, len(rules) + place, whole) for place, one in enumerate(attributes)],
    )
