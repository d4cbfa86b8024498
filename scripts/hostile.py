"""Feeds every expression of the installation 100,000 hostile characters and prints the slowest.

It stands apart because no list of expressions is kept anywhere: whatever was compiled is found and tried.
"""

import argparse
import gc
import importlib
import pkgutil
import random
import re
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from expressions import Expression, python_expressions

import chartcase
from chartcase.criteria.reading import policy_files, read_policy
from chartcase.deidentify.recognise import identifiers_in
from chartcase.flow import assembler, finder
from chartcase.patterns import Pattern

LENGTH = 100_000
LENGTH_IN_PYTHON = 2000
MOST_MILLISECONDS = 50.0
MOST_IN_PYTHON = 15.0
MOST_GROWTH = 2.8
"""What a text twice as long may cost of the time of the shorter one: twice is linear, four times is quadratic."""
_LEAST_TO_GROW, _DOUBLINGS, _AGAIN = 1.0, 6, 5
"""Milliseconds below which a growth is the clock's; how often a text is doubled up to its whole length; how often a
time is taken before it is believed."""
_REPEATED = (
    "a", "1", " ", "1 ", "6 weeks ", "no ", "L4-5, ", "- ", "left right ", "03/04/2021 ", "0/10 ", "A. ", "of 6 to ",
)  # fmt: skip


_FOR_PYTHON = (
    "\t", "\n", " \n", "-", "_", "/", ".", ",", "'", "(", "[", "<", ": ", "a ", "A ", "1-", "1/", "x/", "0", "9", "X",
    "page ", "10 0 obj ", "</", "and ", ", and ", "a@", "=", "*", "a-", "A.", "a,", "a/", "A-",
)  # fmt: skip


@dataclass(frozen=True)
class Timing:
    """The slowest text of one expression and how much of it was given."""

    source: str
    text: str
    milliseconds: float
    characters: int


def expressions() -> list[Pattern]:
    """Every rule that is compiled once everything is loaded: findings, sections, speakers, policies, identifiers."""
    for module in pkgutil.walk_packages(chartcase.__path__, "chartcase."):
        importlib.import_module(module.name)
    assembler()
    for path in policy_files():
        read_policy(path)
    identifiers_in("Patient: Alma", finder().rulebook.dates)
    # chartcase.ready, which is among the modules, hides from the collector what was loaded before
    gc.unfreeze()
    return list({one.source: one for one in gc.get_objects() if isinstance(one, Pattern)}.values())


@lru_cache(maxsize=1)
def _common_texts(length: int) -> tuple[tuple[str, str], ...]:
    chance = random.Random(9)  # noqa: S311 - repeatable, not secret
    noise = "".join(chance.choice("abc 123.-/,:()\n") for _ in range(length))
    return (*((repr(piece), (piece * (length // len(piece) + 1))[:length]) for piece in _REPEATED), ("noise", noise))


def texts(source: str, length: int) -> Iterator[tuple[str, str]]:
    """Hostile texts with their names: what is repeated, noise, and the expression's own words over and over."""
    yield from _common_texts(length)
    line = " ".join(re.findall(r"[A-Za-z]{2,}", source) or ["a"]) + " "
    yield "its own words", (line * (length // len(line) + 1))[:length]


def slowest(one: Pattern, length: int) -> Timing:
    """The worst of all texts; each grows step by step, and an expression that is too slow on a part of it is not given
    the whole: what it took is told."""
    worst = ("", 0.0, 0)
    for name, text in texts(one.source, length):
        spent, size = 0.0, 0
        for size in (length // 100, length // 20, length):
            spent = _milliseconds(one, text[:size])
            if spent > MOST_MILLISECONDS:
                break
        worst = max(worst, (name, spent, size), key=lambda found: found[1] / max(found[2], 1))
    return Timing(one.source, *worst)


def _milliseconds(one: Pattern, text: str) -> float:
    data = text.encode("ascii")
    first = _once(lambda: one.found(data))
    return first if first <= MOST_MILLISECONDS else min(first, _once(lambda: one.found(data)))


def slow_in_python(one: Expression, length: int) -> Timing | None:
    """The first hostile text that costs an expression of Python's engine too much; None for a sound one.

    It is asked as the package asks it, with texts that double up to `length`: one that is not even quadratic is caught
    while it is short. Too much is a time, or on a machine that is fast enough to stay below it a growth: of a text
    twice as long, far more than twice the time.
    """
    pattern = one.compiled.pattern
    source = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
    words = list(dict.fromkeys(re.findall(r"[A-Za-z]{2,}", source)))
    for piece in (*_REPEATED, *_FOR_PYTHON, *(f"{word} " for word in words[:6]), " ".join(words) or "a"):
        text = (piece * (length // len(piece) + 1))[:length]
        given = text if isinstance(pattern, str) else text.encode("latin-1", "replace")
        spent, size = _doubling(one, given)
        if spent is not None:
            return Timing(one.place, repr(piece), spent, size)
    return None


def _doubling(one: Expression, text: Any) -> tuple[float | None, int]:
    """Milliseconds that are too many, and the length at which; None where none are."""
    size = len(text)
    for size in (len(text) >> step for step in reversed(range(_DOUBLINGS + 1))):
        spent = _least(one, text[:size], 1)
        if spent > _LEAST_TO_GROW:  # asked again: the machine may have been busy with something else
            quarter, half, spent = (_least(one, text[: size >> step], _AGAIN) for step in (2, 1, 0))
            if spent > MOST_IN_PYTHON or (
                spent > max(MOST_GROWTH * half, _LEAST_TO_GROW) and half > MOST_GROWTH * quarter
            ):
                return spent, size
    return None, size


def _least(one: Expression, text: Any, times: int) -> float:
    return min(_once(lambda: _asked(one, text)) for _ in range(times))


def _asked(one: Expression, text: Any) -> object:
    compiled: Any = one.compiled
    return (compiled.match(text), compiled.fullmatch(text)) if one.anchored else deque(compiled.finditer(text), 0)


def _once(asked: Callable[[], object]) -> float:
    started = time.process_time()
    asked()
    return (time.process_time() - started) * 1000


def main() -> int:
    """Run and print; 1 where an expression takes longer than allowed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--length", type=int, default=LENGTH)
    parser.add_argument("--worst", type=int, default=10, help="how many to print")
    options = parser.parse_args()
    found = expressions()
    timings = sorted((slowest(one, options.length) for one in found), key=lambda one: -one.milliseconds)
    for one in timings[: options.worst]:
        print(f"{one.milliseconds:7.1f} ms on {one.characters} characters of {one.text:18} {one.source[:70]!r}")
    over = [one for one in timings if one.milliseconds > MOST_MILLISECONDS]
    print(f"{len(found)} expressions, {options.length} characters: {len(over)} over {MOST_MILLISECONDS:.0f} ms")
    others = python_expressions()
    slow = [timing for one in others if (timing := slow_in_python(one, LENGTH_IN_PYTHON)) is not None]
    for timing in slow:
        print(f"{timing.milliseconds:7.1f} ms on {timing.characters} characters of {timing.text:18} {timing.source}")
    print(f"{len(others)} expressions of Python's engine, {LENGTH_IN_PYTHON} characters: {len(slow)} over")
    return 1 if over or slow else 0


if __name__ == "__main__":
    sys.exit(main())
