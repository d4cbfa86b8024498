"""No text stalls a rule: time grows with its length and not faster."""

import importlib
import random
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
