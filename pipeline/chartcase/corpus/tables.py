"""Tables of a report as CSV and Excel; no cell can become a formula, whatever a document's name begins with.

It stands apart because it alone writes spreadsheets of a corpus.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, cast

from chartcase.corpus.exhibit import Cell, Exhibit, Form, Table
from chartcase.deliver.forms import harmless

MOST_LETTERS = 32_000
"""A cell of Excel holds 32,767 characters."""
SHEET_NAME = 31
NUMBER_FORMATS = {Form.COUNT: "#,##0", Form.SHARE: "0.0%", Form.RATIO: "0.00", Form.P: "0.0000"}


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV (RFC 4180) with a line of headings; a cell without a value is empty."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([harmless(head) for head in heads])
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return stream.getvalue()


def heads(table: Table) -> list[str]:
    """Headings of a table, the nameless ones as "note"."""
    return [column.title or "note" for column in table.columns]


def workbook(exhibits: Sequence[Exhibit]) -> bytes:
    """All tables as one workbook: a sheet of contents, then one sheet an exhibit with its filter and n."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = cast(Any, import_module("xlsxwriter")).Workbook(stream, options)
    book.set_properties({"title": "Corpus analysis", "author": "chartcase"})
    head = book.add_format({"bold": True, "bg_color": "#E8EEF5", "border": 1, "text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "font_size": 13})
    forms = {form: book.add_format({"num_format": shown}) for form, shown in NUMBER_FORMATS.items()}
    contents = book.add_worksheet("Contents")
    _contents(contents, exhibits, head)
    for number, one in enumerate(exhibits, start=1):
        _sheet(book.add_worksheet(f"{number:02d} {one.id}"[:SHEET_NAME]), one, head, bold, forms)
    book.close()
    return stream.getvalue()


def _contents(sheet: Any, exhibits: Sequence[Exhibit], head: Any) -> None:
    for column, (title, width) in enumerate((("Sheet", 34), ("What", 60), ("Decisions", 11), ("Filter", 90))):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    for row, one in enumerate(exhibits, start=1):
        sheet.write_string(row, 0, f"{row:02d} {one.id}"[:SHEET_NAME])
        sheet.write_string(row, 1, one.title)
        sheet.write_number(row, 2, one.n)
        sheet.write_string(row, 3, one.filter)


def _sheet(sheet: Any, one: Exhibit, head: Any, bold: Any, forms: dict[Form, Any]) -> None:
    sheet.write_string(0, 0, one.title, bold)
    sheet.write_string(1, 0, f"n = {one.n}; {one.filter}")
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, max(1, len(one.table.columns) - 1), 16)
    sheet.freeze_panes(4, 1)
    for column, title in enumerate(heads(one.table)):
        sheet.write_string(3, column, title, head)
    for row, cells in enumerate(one.table.rows, start=4):
        for column, cell in enumerate(cells):
            _cell(sheet, row, column, cell, forms.get(one.table.columns[column].form))
    for row, note in enumerate((one.says, *one.notes), start=5 + len(one.table.rows)):
        sheet.write_string(row, 0, note[:MOST_LETTERS])


def _cell(sheet: Any, row: int, column: int, cell: Cell, form: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell[:MOST_LETTERS])
    elif cell is not None:
        sheet.write_number(row, column, cell, form)
