"""Facts judged at first sight: kept once, without words, and read as they were written."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from chartcase.learn.linear import Sample

SAMPLES = [
    Sample(frozenset({"type=request", "rule=request.injection"}), True, "letter_z01.txt"),
    Sample(frozenset({"type=score"}), False, "letter_z02.txt"),
]
NOTE = "OFFICE VISIT 05/06/2024\nHPI: Naproxen failed. He does not take gabapentin.\n"
GOLD = (
    "document: note_z01.txt\nkind: clinical_note\nexhaustive: [medication_trial]\nfacts:\n"
    "- {type: medication_trial, value: {drug: naproxen, class: nsaid, response: failed}, assertion: present, "
    'stated_by: treating, quote: "Naproxen failed"}\n'
)


@pytest.fixture
def first_sight(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module."""
    monkeypatch.syspath_prepend(Path(__file__).resolve().parents[2] / "scripts")
    return importlib.import_module("first_sight")


def test_samples_are_read_as_they_were_kept(first_sight: ModuleType, tmp_path: Path) -> None:
    """Features, truth and document, in the order of the files."""
    first_sight.keep(SAMPLES[1:], tmp_path / "b.jsonl")
    first_sight.keep(SAMPLES[:1], tmp_path / "a.jsonl")
    assert first_sight.kept_samples(tmp_path) == SAMPLES


def test_a_folder_is_judged_and_no_word_of_it_is_kept(
    first_sight: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One fact of two is in the gold; a second time is refused."""
    monkeypatch.setattr(first_sight, "KEPT", tmp_path / "kept")
    (tmp_path / "note_z01.txt").write_text(NOTE)
    (tmp_path / "note_z01.gold.yaml").write_text(GOLD)
    assert first_sight.main([str(tmp_path), "z"]) == 0
    assert sorted(sample.label for sample in first_sight.kept_samples(tmp_path / "kept")) == [False, True]
    words = (tmp_path / "kept" / "z.jsonl").read_text()
    assert "failed" not in words.casefold()
    assert "gabapentin" not in words
    assert first_sight.main([str(tmp_path), "z"]) == 2
    assert "kept already" in capsys.readouterr().err


def test_what_is_no_folder_is_refused(first_sight: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence that says what to name."""
    assert first_sight.main(["nowhere", "z"]) == 2
    assert capsys.readouterr().err.startswith("Name a folder")
