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
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import chartcase
from chartcase.criteria.reading import policy_files, read_policy
from chartcase.deidentify.recognise import identifiers_in
from chartcase.flow import assembler, finder
from chartcase.patterns import Pattern

LENGTH = 100_000
MOST_MILLISECONDS = 50.0
_REPEATED = (
    "a", "1", " ", "1 ", "6 weeks ", "no ", "L4-5, ", "- ", "left right ", "03/04/2021 ", "0/10 ", "A. ", "of 6 to ",
)  # fmt: skip
_SHARE_FIRST = 20


@dataclass(frozen=True)
class Timing:
    """The slowest text of one expression; `engine` is "RE2" or "re"."""

    engine: str
    source: str
    text: str
    milliseconds: float


def expressions() -> tuple[list[Pattern], list[re.Pattern[str]]]:
    """All that is compiled once everything is loaded: rules, policies, and what modules hold."""
    for module in pkgutil.walk_packages(chartcase.__path__, "chartcase."):
        importlib.import_module(module.name)
    assembler()
    for path in policy_files():
        read_policy(path)
    identifiers_in("Patient: Alma", finder().rulebook.dates)
    linear = {one.source: one for one in gc.get_objects() if isinstance(one, Pattern)}
    own = {
        found.pattern: found
        for name, module in list(sys.modules.items())
        if name.startswith("chartcase.")
        for found in vars(module).values()
        if isinstance(found, re.Pattern) and isinstance(found.pattern, str)
    }
    return list(linear.values()), list(own.values())


def texts(source: str, length: int) -> Iterator[tuple[str, str]]:
    """Hostile texts with their names: what is repeated, noise, and the expression's own words over and over."""
    for piece in _REPEATED:
        yield repr(piece), (piece * (length // len(piece) + 1))[:length]
    chance = random.Random(9)  # noqa: S311 - repeatable, not secret
    yield "noise", "".join(chance.choice("abc 123.-/,:()\n") for _ in range(length))
    words = re.findall(r"[A-Za-z]{2,}", source) or ["a"]
    line = " ".join(words) + " "
    yield "its own words", line * (length // len(line) + 1)


def slowest(one: Pattern | re.Pattern[str], length: int) -> Timing:
    """The worst of all texts; an expression that is slow on a twentieth of a text is not given the whole."""
    source = one.source if isinstance(one, Pattern) else one.pattern
    worst = ("", 0.0)
    for name, text in texts(source, length):
        text = text[:length]
        share = _milliseconds(one, text[: length // _SHARE_FIRST])
        spent = share * _SHARE_FIRST**2 if share > MOST_MILLISECONDS else _milliseconds(one, text)
        worst = max(worst, (name, spent), key=lambda found: found[1])
    return Timing("RE2" if isinstance(one, Pattern) else "re", source, *worst)


def _milliseconds(one: Pattern | re.Pattern[str], text: str) -> float:
    data = text.encode("ascii")
    asked: Callable[[], object] = (lambda: one.found(data)) if isinstance(one, Pattern) else (lambda: one.search(text))
    first = _once(asked)
    return first if first <= MOST_MILLISECONDS else min(first, _once(asked))


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
    linear, own = expressions()
    timings = sorted((slowest(one, options.length) for one in (*linear, *own)), key=lambda one: -one.milliseconds)
    for one in timings[: options.worst]:
        print(f"{one.milliseconds:9.1f} ms  {one.engine:3}  on {one.text:20} {one.source[:90]!r}")
    over = [one for one in timings if one.milliseconds > MOST_MILLISECONDS]
    print(
        f"{len(linear)} expressions on RE2 and {len(own)} on re, {options.length} characters: {len(over)} over", end=""
    )
    print(f" {MOST_MILLISECONDS:.0f} ms")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
