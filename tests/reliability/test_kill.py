"""What a review confirmed outlives `kill -9`; scripts/kill_store does it a thousand times."""

import importlib
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


def test_no_confirmed_line_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty writers killed at moments of chance: every line that they confirmed is there, and the chain holds."""
    monkeypatch.syspath_prepend(SCRIPTS)
    tally = importlib.import_module("kill_store").killed(20, tmp_path)
    assert tally.confirmed >= 20
    assert (tally.lost, tally.changed, tally.broken) == (0, 0, 0)
