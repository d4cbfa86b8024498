"""Which rules and attributes can be found in which part of a stream at all, told by one walk over it.

It stands apart because most of some hundred patterns never match a given text, and asking each of them costs more than
all the rest of finding; a long record is cut into blocks, since somewhere in it nearly every pattern matches.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chartcase.find.rulebook import Attribute, Rule, RuleBook
from chartcase.patterns import Pattern, PatternSet

_BLOCK = 4000
"""Characters of a block, at least: about one page."""


@dataclass(frozen=True, slots=True)
class Block:
    """What stream [start, end), some whole sentences, may hold; each list in the rule book's order."""

    start: int
    end: int
    rules: Sequence[Rule]
    attributes: Sequence[Attribute]


class Scanner:
    """The patterns of a rule book, asked together."""

    def __init__(self, rulebook: RuleBook) -> None:
        """Compile the patterns together."""
        asked: list[Pattern] = []
        self._rules = [(rule, _place(rule, asked)) for rule in rulebook.rules]
        self._attributes = [(one, _place(one, asked)) for one in rulebook.attributes]
        self._patterns = PatternSet(asked)

    def blocks(self, data: bytes) -> Iterator[Block]:
        """The stream block by block; what has no expression of its own (misspelt names) may stand in any."""
        for start, end in blocks_of(data):
            matching = {None, *self._patterns.matching(data[start:end])}
            yield Block(
                start,
                end,
                [rule for rule, place in self._rules if place in matching],
                [one for one, place in self._attributes if place in matching],
            )


def blocks_of(data: bytes) -> Iterator[tuple[int, int]]:
    """Spans of whole lines, each of at least `_BLOCK` characters but the last; none for an empty stream."""
    start = 0
    while start < len(data):
        border = data.find(b"\n", start + _BLOCK)
        end = border + 1 if border >= 0 else len(data)
        yield start, end
        start = end


def _place(one: Rule | Attribute, asked: list[Pattern]) -> int | None:
    """Add its pattern to those asked; its place there, None where it has no expression."""
    if not isinstance(one.guarded.pattern, Pattern):
        return None
    asked.append(one.guarded.pattern)
    return len(asked) - 1
