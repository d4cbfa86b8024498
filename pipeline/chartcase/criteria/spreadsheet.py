"""A policy as an Excel sheet in which a nurse edits the figures, and the sheet read back with every cell checked.

It stands apart because a spreadsheet is where a slip is easiest: whatever is not a figure in its bounds is refused with
the cell's name.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from chartcase.criteria.policy import Param, Policy, leaves
from chartcase.criteria.supposing import with_params
from chartcase.errors import FileMissing, RulesError

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

PARAMETERS, CRITERIA, SOURCES = "Parameters", "Criteria", "Sources"
HEADINGS = ("parameter", "value", "unit", "lowest", "highest", "what it means", "source", "standing")
FIRST_ROW = 4
YELLOW = "FFFFF2CC"
MOST_ROWS = 500
"""Rows that are looked at, so that a sheet with a million empty ones costs nothing."""


def sheet_bytes(policy: Policy) -> bytes:
    """The policy as a workbook: parameters to edit (yellow), criteria and sources to read."""
    from openpyxl import Workbook

    book = Workbook()
    for sheet in list(book.worksheets):
        book.remove(sheet)
    _parameters(book.create_sheet(PARAMETERS), policy)
    _table(book.create_sheet(CRITERIA), ("criterion", "title", "about", "what is tested", "source"), _criteria(policy))
    _table(book.create_sheet(SOURCES), ("source", "title", "link", "standing"), _sources(policy))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _parameters(sheet: "Worksheet", policy: Policy) -> None:
    from openpyxl.styles import PatternFill, Protection

    sheet.append(["policy", policy.id, policy.title])
    sheet.append(
        ["version", policy.version, "Edit the yellow cells only; every figure is checked when it is read back."]
    )
    sheet.append(list(HEADINGS))
    for name, param in policy.params.items():
        standing = "unverified" if param.unverified else _standing(policy, param)
        sheet.append([name, param.value, param.unit, param.lowest, param.highest, param.text, param.source, standing])
    for row in range(FIRST_ROW, FIRST_ROW + len(policy.params)):
        cell = sheet.cell(row=row, column=2)
        cell.fill = PatternFill("solid", fgColor=YELLOW)
        cell.protection = Protection(locked=False)
    sheet.protection.enable()
    _widen(sheet, (18, 10, 10, 9, 9, 70, 14, 12))


def _standing(policy: Policy, param: Param) -> str:
    return next(source.standing.value for source in policy.sources if source.id == param.source)


def _criteria(policy: Policy) -> Iterator[Sequence[str]]:
    for criterion in policy.criteria:
        tested = [policy.words(leaf.text) for leaf in leaves(criterion.test)] if criterion.test is not None else []
        words = "; ".join(tested) or f"not assessed: {criterion.not_assessed}"
        yield (criterion.id, criterion.title, criterion.topic.value, words, criterion.source)


def _sources(policy: Policy) -> Iterator[Sequence[str]]:
    for source in policy.sources:
        yield (source.id, source.title, source.link, source.standing.value)


def _table(sheet: "Worksheet", headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    sheet.protection.enable()
    _widen(sheet, (28, 44, 20, 90, 14)[: len(headings)])


def _widen(sheet: "Worksheet", widths: Sequence[int]) -> None:
    for number, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGH"[number]].width = width


def read_sheet(path: Path, policy: Policy) -> Policy:
    """The policy with the figures of an edited sheet.

    Raises:
        FileMissing: there is no such file.
        RulesError: no sheet of this policy and version, or a cell that holds no figure in its bounds.
    """
    if not path.is_file():
        raise FileMissing(f"There is no sheet {path.name}.")
    sheet = _opened(path)
    for row, (heading, wanted) in enumerate((("policy", policy.id), ("version", policy.version)), start=1):
        if sheet.cell(row=row, column=2).value != wanted:
            raise _refused(path, f"B{row}", f"this is no sheet of that {heading}; the policy has {wanted!r}")
    return with_params(policy, dict(_figures(path, sheet, policy)))


def _opened(path: Path) -> "Worksheet":
    from openpyxl import load_workbook
    from openpyxl.worksheet.worksheet import Worksheet

    try:
        book = load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise RulesError(f"{path.name} is no Excel workbook.", "Write the sheet again with --excel.") from None
    sheet = book[PARAMETERS] if PARAMETERS in book.sheetnames else None
    if not isinstance(sheet, Worksheet):
        raise RulesError(f"{path.name} has no sheet {PARAMETERS!r}.", "Write the sheet again with --excel.")
    return sheet


def _figures(path: Path, sheet: "Worksheet", policy: Policy) -> Iterator[tuple[str, float | int]]:
    seen: set[str] = set()
    for row in range(FIRST_ROW, min(sheet.max_row, MOST_ROWS) + 1):
        name, value = sheet.cell(row=row, column=1).value, sheet.cell(row=row, column=2).value
        if name is None and value is None:
            continue
        if name not in policy.params:
            raise _refused(path, f"A{row}", f"no such parameter; write one of {', '.join(policy.params)}")
        if name in seen:
            raise _refused(path, f"A{row}", f"{name} stands twice; keep one")
        seen.add(str(name))
        yield str(name), _figure(path, row, value, policy.params[str(name)])
    lost = [name for name in policy.params if name not in seen]
    if lost:
        raise _refused(path, f"A{FIRST_ROW}", f"the row of {lost[0]} is gone; put it back")


def _figure(path: Path, row: int, value: object, param: Param) -> float | int:
    fits = isinstance(value, int | float) and not isinstance(value, bool) and param.lowest <= value <= param.highest
    if not isinstance(value, int | float) or not fits:
        bounds = f"write a number from {param.lowest:g} to {param.highest:g} ({param.unit})"
        raise _refused(path, f"B{row}", bounds)
    return value


def _refused(path: Path, cell: str, advice: str) -> RulesError:
    return RulesError(f"{path.name}, sheet {PARAMETERS}, cell {cell}: {advice}.", "Mend the cell and try again.")


def changed(before: Policy, after: Policy) -> Iterator[str]:
    """The figures that differ, one line each."""
    lines = [
        f"{name}: {before.params[name].value:g} -> {param.value:g} {param.unit}"
        for name, param in after.params.items()
        if param.value != before.params[name].value
    ]
    yield from lines or ["No figure differs."]
