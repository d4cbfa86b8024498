"""The worksheet as an Excel workbook: criteria, facts, conflicts, not found, course of care, history.

It stands apart because it alone speaks Excel. Every cell is written as a string or a number and never as a formula,
whatever the words of the record begin with.
"""

import io
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

from chartcase.deliver.worksheet_marks import STATE_WORDS
from chartcase.deliver.worksheet_view import Worksheet

MOST_LETTERS = 32_000
"""A cell of Excel holds 32,767 characters."""
Cells = Sequence[str | int]


def excel_bytes(view: Worksheet) -> bytes:
    """The workbook as .xlsx."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book: Any = import_module("xlsxwriter").Workbook(stream, options)
    formats = (
        book.add_format({"bold": True, "bg_color": "#E8EEF5", "border": 1, "text_wrap": True, "valign": "top"}),
        book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D6DCE4"}),
    )
    for name, heads, widths, rows in _sheets(view):
        _sheet(book.add_worksheet(name), heads, widths, rows, formats)
    book.set_properties({"title": f"Worksheet {view.name}", "author": "chartcase"})
    book.close()
    return stream.getvalue()


Sheet = tuple[str, Sequence[str], Sequence[int], Iterable[Cells]]


def _sheets(view: Worksheet) -> Sequence[Sheet]:
    return (
        ("Case", ("", ""), (22, 90), _case(view)),
        (
            "Criteria",
            ("Status", "Criterion", "Reason", "Ask for", "Pages", "Before the review"),
            (20, 34, 80, 40, 12, 18),
            [
                (
                    f"{one.sign} {one.words}",
                    one.title,
                    one.reason,
                    one.ask or "",
                    _pages(link.page for link in one.links),
                    one.before or "",
                )
                for one in view.criteria
            ],
        ),
        (
            "Facts",
            (
                "Group",
                "What",
                "Value",
                "Date",
                "Said by",
                "Page",
                "Words of the record",
                "Reviewer",
                "Value before",
                "Reason",
                "Origin",
            ),
            (20, 22, 44, 16, 20, 7, 70, 16, 30, 24, 13),
            list(_facts(view)),
        ),
        (
            "Conflicts",
            ("About", "Value", "Said by", "Page", "Words of the record", "Chosen"),
            (28, 24, 22, 7, 70, 9),
            [
                (one.title, side.value, side.by, side.page, side.quote, "chosen" if side.fact == one.chosen else "")
                for one in view.conflicts
                for side in one.options
            ],
        ),
        (
            "Missing",
            ("Ask for", "Why", "Criteria"),
            (50, 60, 40),
            [(one.ask, one.why, "; ".join(one.criteria)) for one in view.missing],
        ),
        (
            "Not found",
            ("What", "Would answer whether", "Words searched for"),
            (32, 44, 90),
            [(one.what, one.question, "; ".join(one.searched)) for one in view.not_found],
        ),
        (
            "Course of care",
            ("Date", "Kind of date", "What", "Page"),
            (18, 14, 80, 7),
            [(one.when, one.dated.value, one.what, one.page) for one in view.care],
        ),
        (
            "History",
            ("No.", "When", "Who", "What", "About", "Old", "New", "Origin", "Reason", "Undone"),
            (6, 22, 16, 12, 26, 36, 36, 13, 24, 8),
            [
                (
                    line.number,
                    line.at,
                    line.who,
                    line.what,
                    line.subject,
                    line.old,
                    line.new,
                    line.origin,
                    line.reason,
                    "yes" if line.undone else "",
                )
                for line in view.review.history
            ],
        ),
    )


def _case(view: Worksheet) -> Sequence[Cells]:
    return (
        ("Case", view.name),
        ("Request", view.request),
        ("Policy", f"{view.policy} ({view.policy_id}, {view.policy_version})"),
        ("In short", view.overall),
        *((question, f"Answer: {answer}") for question, answer in view.answered),
        *(("Note", told) for told in view.notes),
        ("Checked", f"{view.checked} of {len(view.rows)}"),
        ("Decision", view.review.decision),
        ("Rationale", view.review.rationale),
        ("Finished", view.review.finished),
        ("Note", "Draft prepared by software; the reviewer decides. Not found is not the same as denied."),
    )


def _facts(view: Worksheet) -> Iterable[Cells]:
    groups = {group.id: group.title for group in view.groups}
    for row in view.rows:
        mark = row.mark
        for place in row.places:
            yield (
                groups[row.group],
                row.label,
                row.value,
                row.when,
                place.by,
                place.page,
                place.quote,
                STATE_WORDS[row.state],
                mark.was if mark else "",
                mark.reason if mark else "",
                mark.origin if mark else "auto-client",
            )


def _pages(pages: Iterable[int]) -> str:
    return ", ".join(map(str, pages))


def _sheet(
    sheet: Any, heads: Sequence[str], widths: Sequence[int], rows: Iterable[Cells], formats: tuple[Any, Any]
) -> None:
    head, plain = formats
    for column, (name, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    last = 0
    for last, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(last, column, cell, plain)
            else:
                sheet.write_string(last, column, cell.encode("utf-8", "replace").decode()[:MOST_LETTERS], plain)
    sheet.freeze_panes(1, 0)
    if any(heads):
        sheet.autofilter(0, 0, last, len(heads) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
