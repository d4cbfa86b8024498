"""A case read back: from a folder or a file, and one sentence for anything else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chartcase.case.case import Case
from chartcase.case.opening import open_case
from chartcase.errors import CaseError, FileMissing


def test_a_case_comes_back_as_it_was(make_case: Callable[..., Case], tmp_path: Path) -> None:
    """From its folder and from the file itself."""
    case = make_case([{"type": "physical_therapy", "value": {"weeks": {"lo": 4, "hi": 6}}, "date": "2024-05"}])
    (tmp_path / "case.json").write_text(case.model_dump_json(), encoding="utf-8")
    assert open_case(tmp_path) == case
    assert open_case(tmp_path / "case.json") == case


def test_nothing_there(tmp_path: Path) -> None:
    """A folder without a case says so."""
    with pytest.raises(FileMissing):
        open_case(tmp_path)


def test_a_foreign_file_is_refused_without_its_words(tmp_path: Path) -> None:
    """The sentence holds none of the file's content."""
    (tmp_path / "case.json").write_text('{"facts": "CANARY"}', encoding="utf-8")
    with pytest.raises(CaseError) as refused:
        open_case(tmp_path)
    assert "CANARY" not in refused.value.sentence
