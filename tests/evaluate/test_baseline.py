"""Figures that may not fall."""

from pathlib import Path

import pytest

from chartcase.errors import GoldError
from chartcase.evaluate.baseline import Figures, fallen, figures, read, text
from chartcase.evaluate.score import summarise

KEPT = Figures(
    found_f1=0.95,
    strict_f1=0.9,
    types_found_f1={"request": 0.8},
    conflicts_missed=1,
    conflicts_false=0,
    never_violations=0,
    evidence_errors=0,
    ece_right=0.05,
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        ({"found_f1": 0.96, "conflicts_missed": 0, "ece_right": 0.01}, []),
        ({"found_f1": 0.9496}, []),
        ({"found_f1": 0.949}, ["corpora/dev: found_f1 was 0.95, is 0.949"]),
        ({"types_found_f1": {"request": 0.5}}, ["corpora/dev: found_f1 of request was 0.8, is 0.5"]),
        ({"types_found_f1": {}}, []),
        ({"never_violations": 1}, ["corpora/dev: never_violations was 0, is 1"]),
        ({"ece_right": 0.06}, ["corpora/dev: ece_right was 0.05, is 0.06"]),
    ],
)
def test_only_what_got_worse_is_told(change: dict[str, object], said: list[str]) -> None:
    """Better, equal and rounding are silent; faults count the other way round."""
    assert fallen("corpora/dev", KEPT, KEPT.model_copy(update=change)) == said


def test_figures_outlast_the_file(tmp_path: Path) -> None:
    """What is written is what is read."""
    path = tmp_path / "scores.json"
    path.write_text(text({"corpora/dev": KEPT}))
    assert read(path) == {"corpora/dev": KEPT}


def test_no_file_is_no_baseline_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    """The first run has nothing to hold against; a broken file is not taken for that."""
    assert read(tmp_path / "none.json") == {}
    (tmp_path / "scores.json").write_text('{"corpora/dev": {"found_f1": 1}}')
    with pytest.raises(GoldError):
        read(tmp_path / "scores.json")


def test_figures_of_an_empty_corpus_have_no_fault() -> None:
    """Counts of faults are zero where there is nothing."""
    assert figures(summarise([])).never_violations == 0
