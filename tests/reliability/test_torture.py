"""A small share of the torture: every file ends in a typed status, no page goes in silence."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from chartcase.ingest.limits import Limits

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
SLOW = ("flate", "operators", "form_in", "words_300", "tiff_6000", "png_words")


@pytest.fixture
def torture(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module."""
    monkeypatch.syspath_prepend(SCRIPTS)
    return importlib.import_module("torture")


def test_every_file_ends_in_a_status(torture: ModuleType) -> None:
    """The quick bombs, and broken files of every kind."""
    limits = Limits(wall_seconds=20, silence_seconds=20, cpu_seconds=20)
    for sample in torture.samples(90, without=SLOW):
        row = torture.examined(sample, limits, None)
        assert row.status in ("read", "with warnings", "unreadable"), row
        assert not row.lost, row
