"""Which rules, attributes and dates can be found in a stream at all, told by one walk over it.

It stands apart because most of some hundred patterns never match a given text, and asking each of them costs more than
all the rest of finding.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.find.rulebook import Attribute, DateRule, Rule, RuleBook
from chartcase.patterns import Pattern, PatternSet


@dataclass(frozen=True, slots=True)
class Candidates:
    """What a stream may hold, each list in the rule book's order."""

    rules: Sequence[Rule]
    attributes: Sequence[Attribute]
    dates: Sequence[DateRule]


class Scanner:
    """The patterns of a rule book, asked together."""

    def __init__(self, rulebook: RuleBook) -> None:
        """Compile the patterns together."""
        self._rulebook = rulebook
        self._patterns = PatternSet(
            [
                *(pattern for rule in rulebook.rules if isinstance(pattern := rule.guarded.pattern, Pattern)),
                *(pattern for one in rulebook.attributes if isinstance(pattern := one.guarded.pattern, Pattern)),
                *(date.pattern for date in rulebook.dates),
            ]
        )

    def candidates(self, data: bytes) -> Candidates:
        """All that may match `data`; what has no expression of its own (misspelt names) always may."""
        matching = iter(self._matches(data))
        rules = [rule for rule in self._rulebook.rules if not _asked(rule) or next(matching)]
        attributes = [one for one in self._rulebook.attributes if not _asked(one) or next(matching)]
        return Candidates(rules, attributes, [date for date in self._rulebook.dates if next(matching)])

    def _matches(self, data: bytes) -> list[bool]:
        matches = [False] * len(self._patterns)
        for place in self._patterns.matching(data):
            matches[place] = True
        return matches


def _asked(one: Rule | Attribute) -> bool:
    return isinstance(one.guarded.pattern, Pattern)
