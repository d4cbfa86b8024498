"""An expression with what must not stand around it, and the proof that it matches its own examples.

It stands apart because proof depends on what is written in the rules alone: what was proved once is not proved again
before every run (see `kept`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from chartcase import kept
from chartcase.errors import RulesError
from chartcase.patterns import Pattern
from chartcase.spelling import NearPattern


@dataclass(frozen=True, slots=True)
class Guarded:
    """A compiled pattern with what must not stand before or after it."""

    pattern: Pattern | NearPattern
    not_before: Pattern | None
    not_after: Pattern | None

    def allows(self, data: bytes, start: int, end: int, low: int, high: int) -> bool:
        """Whether the text around [start, end) inside [low, high) lets the match stand."""
        if self.not_before is not None and self.not_before.found(data[max(low, start - 80) : start]):
            return False
        return self.not_after is None or not self.not_after.found(data[end : min(high, end + 80)])


@dataclass(frozen=True, slots=True)
class Examples:
    """What an expression must match, and what it must not."""

    matched: Sequence[str]
    unmatched: Sequence[str] = ()

    def texts(self) -> Iterator[str]:
        """All of them, told apart."""
        yield str(len(self.matched))
        yield from self.matched
        yield from self.unmatched


def compiled(source: str, place: str, cased: bool = False) -> Pattern:
    """The pattern.

    Raises:
        RulesError: the engine does not take it.
    """
    pattern = Pattern(source, cased=cased)
    try:
        pattern.check()
    except ValueError as error:
        raise RulesError(f"{place}: {error}.") from None
    return pattern


def prove_whole(pattern: Pattern, examples: Sequence[str], place: str) -> None:
    """Each example is matched from end to end.

    Raises:
        RulesError: one is not.
    """
    kept.once(partial(_check_whole, pattern, examples, place), "whole", pattern.source, *examples)


def prove_pattern(pattern: Pattern, examples: Sequence[str], place: str) -> None:
    """Each example is matched somewhere.

    Raises:
        RulesError: one is not.
    """
    kept.once(partial(_check_pattern, pattern, examples, place), "anywhere", pattern.source, *examples)


def prove_guarded(guarded: Guarded, examples: Examples, place: str) -> None:
    """Each example is matched where what stands around it lets it, and no counterexample is.

    Raises:
        RulesError: there is no example, or one proves the pattern wrong.
    """
    check = partial(_check_guarded, guarded, examples, place)
    if isinstance(guarded.pattern, NearPattern):
        check()  # it hangs on all words of its lexicon
        return
    around = (pattern.source if pattern is not None else "" for pattern in (guarded.not_before, guarded.not_after))
    kept.once(check, "guarded", str(guarded.pattern.cased), guarded.pattern.source, *around, *examples.texts())


def _check_whole(pattern: Pattern, examples: Sequence[str], place: str) -> None:
    for example in examples:
        if pattern.full(example) is None:
            raise RulesError(f"{place}: example {example!r} is not matched as a whole.")


def _check_pattern(pattern: Pattern, examples: Sequence[str], place: str) -> None:
    for example in examples:
        if pattern.search(example.encode("ascii")) is None:
            raise RulesError(f"{place}: example {example!r} is not matched.")


def _check_guarded(guarded: Guarded, examples: Examples, place: str) -> None:
    if not examples.matched:
        raise RulesError(f"{place}: no examples; every pattern needs at least one that it matches.")
    for example in examples.matched:
        if not _matches(guarded, example):
            raise RulesError(f"{place}: example {example!r} is not matched.")
    for example in examples.unmatched:
        if _matches(guarded, example):
            raise RulesError(f"{place}: counterexample {example!r} is matched.")


def _matches(guarded: Guarded, text: str) -> bool:
    """Whether the pattern stands anywhere in an ASCII text."""
    data = text.encode("ascii")
    return any(guarded.allows(data, hit.start, hit.end, 0, len(data)) for hit in guarded.pattern.find_all(data))
