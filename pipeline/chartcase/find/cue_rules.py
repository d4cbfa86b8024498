"""The cues of ConText as rules/context.yaml lists them, and the plain table that they make.

It stands apart because two readers work from the same table: the quick one (`find/cues.py`) and medspaCy's own, which
the quick one is held to (`find/context.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import Field

from chartcase.errors import RulesError
from chartcase.fact import Frozen
from chartcase.find.modifiers import Category
from chartcase.rulefile import read_model


class Direction(StrEnum):
    """Which side of it a cue reaches; a pseudo cue reaches nothing, a terminating one ends the reach of others."""

    FORWARD = "FORWARD"
    BACKWARD = "BACKWARD"
    BOTH = "BIDIRECTIONAL"
    PSEUDO = "PSEUDO"
    TERMINATE = "TERMINATE"


class _CueRule(Frozen):
    category: Category
    words: tuple[str, ...] = Field(min_length=1)
    scope: int | None = None


class TokenPattern(Frozen):
    """A cue whose middle varies and that reaches both ways: one of `first`, any number of `middle`, one of `last`."""

    category: Category
    first: tuple[str, ...]
    middle: tuple[str, ...]
    last: tuple[str, ...]


class _Terminators(Frozen):
    words: tuple[str, ...]


class ContextRules(Frozen):
    """rules/context.yaml, by the work the cues do."""

    pseudo: tuple[_CueRule, ...]
    preceding: tuple[_CueRule, ...]
    following: tuple[_CueRule, ...]
    terminating: _Terminators
    token_patterns: tuple[TokenPattern, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Cue:
    """Lower-case words and what they do. `category`: None for a terminating cue; `scope`: how many tokens it reaches at
    most, None to the end of the sentence."""

    words: str
    category: Category | None
    direction: Direction
    scope: int | None = None


@dataclass(frozen=True, slots=True)
class CueTable:
    """All cues, no words twice; `both_ways`: the words whose side is told by grammar."""

    cues: tuple[Cue, ...]
    patterns: tuple[TokenPattern, ...]
    both_ways: frozenset[str]


def load_cues(folder: Path) -> CueTable:
    """The cues of `folder`/context.yaml.

    Raises:
        RulesError: the file is wrong, or words stand under two categories.
    """
    rules = read_model(folder / "context.yaml", ContextRules)
    both = _both_ways(rules)
    table: dict[str, Cue] = {}
    for cue in _cues(rules, both):
        known = table.setdefault(cue.words, cue)
        if known != cue:
            raise RulesError(
                f"context.yaml: {cue.words!r} stands under {known.category or 'terminating'} and"
                f" {cue.category or 'terminating'}; keep one."
            )
    return CueTable(tuple(table.values()), rules.token_patterns, both)


def _cues(rules: ContextRules, both: frozenset[str]) -> Iterator[Cue]:
    listed = {words.lower() for group in (rules.preceding, rules.following) for cue in group for words in cue.words}
    for direction, group in (
        (Direction.PSEUDO, rules.pseudo),
        (Direction.FORWARD, rules.preceding),
        (Direction.BACKWARD, rules.following),
    ):
        for rule in group:
            for words in map(str.lower, rule.words):
                if direction is Direction.PSEUDO and words in listed:
                    continue  # the longer cue beats the short one inside it by itself
                reach = Direction.BOTH if words in both and direction is not Direction.PSEUDO else direction
                yield Cue(words, rule.category, reach, rule.scope)
    yield from (Cue(words.lower(), None, Direction.TERMINATE) for words in rules.terminating.words)


def _both_ways(rules: ContextRules) -> frozenset[str]:
    """Cues listed as preceding and as following: medspaCy keeps one rule a word, so they run both ways and lean by
    grammar."""
    preceding = {words.lower() for cue in rules.preceding for words in cue.words}
    following = {words.lower() for cue in rules.following for words in cue.words}
    return frozenset(preceding & following)
