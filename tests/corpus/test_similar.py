"""The nearest past decisions and what differs."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from decided_cases import batch, decided, store

from chartcase.cli import main
from chartcase.corpus.features import BY_NAME, Value
from chartcase.corpus.similar import as_json, lines, nearest


def test_the_same_case_is_nearest() -> None:
    """A decision's own features: distance 0, nothing differs."""
    past = decided(30)
    found = nearest(past[7].features, past, 3)
    assert found[0].distance == 0
    assert found[0].differences == ()
    assert [one.distance for one in found] == sorted(one.distance for one in found)


def test_what_differs_is_named_on_both_sides() -> None:
    """One flag flipped: that one differs, and both values are told."""
    past = decided(1)
    case: dict[str, Value] = dict(past[0].features)
    case["right_side"] = not case["right_side"]
    (one,) = nearest(case, past, 1)
    assert [each.label for each in one.differences] == [BY_NAME["right_side"].label]
    assert any("here" in line and "there" in line for line in lines(one)[1:])
    assert json.loads(as_json([one]))[0]["differs"][0]["feature"] == "right side"


def test_silence_is_nearer_than_the_opposite() -> None:
    """Not said is half as far as said otherwise, and two silences are no likeness."""
    past = decided(1)[0]
    said = replace(past, features={**past.features, "sedation": True})
    quiet = replace(past, features={**past.features, "sedation": None})
    against = replace(past, features={**past.features, "sedation": False})
    case = said.features
    distances = [nearest(case, [one], 1)[0].distance for one in (said, quiet, against)]
    assert distances == sorted(set(distances))


def test_decisions_without_an_outcome_are_not_listed() -> None:
    """Only what was decided can be told."""
    past = [replace(one, outcome="dismissed") for one in decided(5)]
    assert nearest(past[0].features, past, 3) == []


def test_similar_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A text record in; the nearest decisions with their outcomes out, and no word of advice."""
    made = store(tmp_path / "store", [batch(20)])
    note = tmp_path / "note.txt"
    note.write_text(
        "Left quadriceps 4/5. I request a left L4-5 transforaminal epidural steroid injection.", encoding="utf-8"
    )
    assert main(["corpus", "similar", str(note), str(made), "-n", "3"]) == 0
    out = capsys.readouterr().out
    assert out.count("features alike") == 3
    assert "overturned" in out or "upheld" in out
