"""No text stalls a rule: time grows with its length and not faster."""

import importlib
import random
import re
import time
from pathlib import Path
from types import ModuleType

import pytest

from chartcase.flow import finder
from chartcase.ingest.text import text_pages
from chartcase.record import Record
from chartcase.segment.build import segment

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
LENGTH = 100_000
_SAMPLE = 60


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module."""
    monkeypatch.syspath_prepend(SCRIPTS)
    return importlib.import_module("hostile")


def test_rules_take_no_longer_than_fifty_milliseconds(hostile: ModuleType) -> None:
    """A sample of the rules over 100,000 characters of every hostile kind; scripts/hostile asks them all."""
    sample = random.Random(11).sample(hostile.expressions(), _SAMPLE)  # noqa: S311 - repeatable, not secret
    slow = [one.source for one in sample if hostile.slowest(one, LENGTH).milliseconds > hostile.MOST_MILLISECONDS]
    assert slow == []


@pytest.mark.parametrize("piece", [" ", "\t", ". ", "1. ", "a", "- ", "A: ", "(", "\u2022 "])
def test_cutting_a_text_into_sentences_is_linear(piece: str) -> None:
    """Ten times the length takes far less than a hundred times as long."""

    def seconds(length: int) -> float:
        text = "x " + (piece * length)[:length]
        started = time.process_time()
        segment(Record("a.txt", text, text_pages(text)), finder().segment_rules)
        return time.process_time() - started

    assert seconds(20_000) < 40 * max(seconds(2_000), 0.01)


def test_expressions_of_the_other_engine_are_linear_too(hostile: ModuleType) -> None:
    """Those that meet whole lines and pages, found in the source; scripts/hostile asks all of them."""
    every = hostile.python_expressions()
    met = [
        one
        for one in every
        if one.place.startswith(("segment/", "case/", "ingest/damage", "ingest/xref", "ingest/drawing"))
    ]
    slow = [one.place for one in met if hostile.slow_in_python(one, hostile.LENGTH_IN_PYTHON) is not None]
    assert slow == []
    assert len(every) > 300
    assert len(met) > 50


def test_an_expression_that_is_not_linear_is_found(hostile: ModuleType) -> None:
    """Blanks before a sign that never comes; held against the beginning alone they cost nothing."""
    looked = re.compile(r"\s*(?:x|y)!")
    assert hostile.slow_in_python(hostile.Expression("here", looked, False), hostile.LENGTH_IN_PYTHON) is not None
    assert hostile.slow_in_python(hostile.Expression("here", looked, True), hostile.LENGTH_IN_PYTHON) is None
