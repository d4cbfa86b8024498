"""The sheet: figures out, edited figures back, and every slip with its cell."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from chartcase.criteria.api import load_policy
from chartcase.criteria.spreadsheet import changed, read_sheet, sheet_bytes
from chartcase.errors import FileMissing, RulesError

POLICY = load_policy("payer_initial_lumbar")
Edit = Callable[..., Path]


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    def go(**cells: object) -> Path:
        book = openpyxl.load_workbook(io.BytesIO(sheet_bytes(POLICY)))
        for cell, value in cells.items():
            book["Parameters"][cell] = value
        path = tmp_path / "policy.xlsx"
        book.save(path)
        return path

    return go


def test_an_untouched_sheet_changes_nothing(edit: Edit) -> None:
    """Out and back is the same policy."""
    assert read_sheet(edit(), POLICY) == POLICY


def test_an_edited_figure_comes_back(edit: Edit) -> None:
    """Four weeks become six, and the change is told."""
    edited = read_sheet(edit(B4=6), POLICY)
    assert edited.params["care_weeks"].value == 6
    assert list(changed(POLICY, edited)) == ["care_weeks: 4 -> 6 weeks"]


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("B4", "six", "cell B4: write a number from 1 to 26"),
        ("B4", 99, "cell B4"),
        ("B4", None, "cell B4"),
        ("B4", True, "cell B4"),
        ("A4", "care_week", "cell A4: no such parameter"),
        ("A5", "care_weeks", "stands twice"),
        ("B1", "odg_esi", "cell B1"),
        ("B2", "1999", "cell B2"),
    ],
)
def test_a_slip_is_told_with_its_cell(edit: Edit, cell: str, value: object, said: str) -> None:
    """Nothing that is no figure in its bounds gets through."""
    with pytest.raises(RulesError, match=said):
        read_sheet(edit(**{cell: value}), POLICY)


def test_a_lost_row_is_told(edit: Edit) -> None:
    """A figure cannot vanish."""
    with pytest.raises(RulesError, match="is gone"):
        read_sheet(edit(A4=None, B4=None), POLICY)


def test_no_workbook(tmp_path: Path) -> None:
    """A text file, and none at all."""
    path = tmp_path / "policy.xlsx"
    path.write_text("no workbook", encoding="utf-8")
    with pytest.raises(RulesError, match="no Excel workbook"):
        read_sheet(path, POLICY)
    with pytest.raises(FileMissing):
        read_sheet(tmp_path / "none.xlsx", POLICY)


def test_the_other_sheets_are_for_reading() -> None:
    """Criteria in words and sources with links; only the figures are open to edit."""
    book = openpyxl.load_workbook(io.BytesIO(sheet_bytes(POLICY)))
    assert book.sheetnames == ["Parameters", "Criteria", "Sources"]
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    assert book["Parameters"]["B4"].protection.locked is False
    assert len(list(book["Criteria"].rows)) == 1 + len(POLICY.criteria)
