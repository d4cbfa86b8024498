"""The worksheet as a Word document, plain or in the reviewer's own template.

It stands apart because it alone speaks Word. In a template, `{{name}}` marks take single values and `{{worksheet}}` the
whole; a template without that mark gets the worksheet at its end.
"""

import io
import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from chartcase.deliver.worksheet_marks import STATE_WORDS, State
from chartcase.deliver.worksheet_view import Row, Worksheet
from chartcase.errors import WrongFormat

Part = Any
"""A document, table, cell or paragraph: the library does not say what its objects hold."""

SHADES: Mapping[str, str] = {"MET": "DFF3EC", "NOT_MET": "FDE6D8", "UNDETERMINED": "FFF1C2"}
HEAD_SHADE = "E8EEF5"
MOST_QUOTES = 3
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def word_bytes(view: Worksheet, template: Path | None = None) -> bytes:
    """The worksheet as .docx.

    Raises:
        WrongFormat: the template is no Word document.
    """
    document = _opened(template)
    _fill_marks(document, view)
    anchor = next((found for found in document.paragraphs if found.text.strip() == "{{worksheet}}"), None)
    before = len(document.element.body)
    _write(document, view, own=template is None)
    if anchor is not None:
        body = document.element.body
        for element in list(body)[before - 1 : -1]:
            anchor._p.addprevious(element)
        body.remove(anchor._p)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _opened(template: Path | None) -> Part:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    if template is None:
        document: Part = docx.Document()
        _set_page(document)
        return document
    try:
        return docx.Document(str(template))
    except (PackageNotFoundError, KeyError, ValueError):
        raise WrongFormat("The template is no Word document.", "Save it as .docx and try again.") from None


def _set_page(document: Part) -> None:
    from docx.shared import Inches, Pt

    section = document.sections[0]
    section.left_margin = section.right_margin = Inches(0.8)
    section.top_margin = section.bottom_margin = Inches(0.75)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    normal.paragraph_format.space_after = Pt(3)


def _fill_marks(document: Part, view: Worksheet) -> None:
    marks = {
        "case": view.name,
        "request": view.request,
        "policy": view.policy,
        "policy_version": view.policy_version,
        "overall": view.overall,
        "decision": view.review.decision,
        "rationale": view.review.rationale,
        "reviewer": view.review.reviewer,
        "checked": f"{view.checked} of {len(view.rows)}",
    }
    cells = [
        paragraph
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    ]
    for paragraph in (*document.paragraphs, *cells):
        text = paragraph.text
        for name, value in marks.items():
            text = text.replace("{{" + name + "}}", _clean(value))
        if text != paragraph.text:
            paragraph.text = text


def _write(document: Part, view: Worksheet, *, own: bool) -> None:
    document.core_properties.title = f"Worksheet {_clean(view.name)}"
    document.core_properties.author = "chartcase"
    if own:
        _heading(document, "Medical necessity worksheet", 0)
        _footer(document, view)
    _facts_of_the_case(document, view)
    _criteria(document, view)
    _missing(document, view)
    _conflicts(document, view)
    for group in view.groups:
        _group(document, group.title, [row for row in view.rows if row.group == group.id])
    _not_found(document, view)
    _care(document, view)
    _decision(document, view)
    _history(document, view)


def _facts_of_the_case(document: Part, view: Worksheet) -> None:
    table = _table(document, ("Case", view.name), (1.5, 5.4))
    for name, value in (
        ("Request", view.request),
        ("Policy", f"{view.policy} ({view.policy_version})"),
        (
            "Checked",
            f"{view.checked} of {len(view.rows)} values" + (f", by {view.review.reviewer}" if view.checked else ""),
        ),
        ("In short", view.overall),
    ):
        _row(table, (name, value))
    _label_rows(table)
    note = document.add_paragraph()
    note.add_run("Draft prepared by software; the reviewer decides. ").bold = True
    note.add_run("Every value names the page and the words it rests on. Not found is not the same as denied.")
    for question, answer in view.answered:
        document.add_paragraph().add_run(_clean(f"Question: {question} Answer: {answer}.")).bold = True
    for told in view.notes:
        document.add_paragraph(_clean(f"Note: {told}"))


def _criteria(document: Part, view: Worksheet) -> None:
    _heading(document, "Criteria", 1)
    table = _table(document, ("Status", "Criterion and reason", "Pages"), (1.6, 4.45, 0.85), head=True)
    for criterion in view.criteria:
        pages = ", ".join(f"p. {link.page}" for link in criterion.links)
        cells = _row(table, (f"{criterion.sign} {criterion.words}", "", pages))
        cells[0].paragraphs[0].runs[0].bold = True
        _shade(cells[0], SHADES.get(criterion.status, "FFFFFF"))
        cells[1].paragraphs[0].add_run(_clean(criterion.title)).bold = True
        cells[1].add_paragraph(_clean(criterion.reason))
        if criterion.before:
            cells[1].add_paragraph(f"Was {criterion.before} before the review.").runs[0].italic = True


def _missing(document: Part, view: Worksheet) -> None:
    _heading(document, "Missing documentation", 1)
    for item in view.missing:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"☐ {_clean(item.ask)} ").bold = True
        paragraph.add_run(_clean(item.why))
    if not view.missing:
        document.add_paragraph("Nothing: every criterion is answered by this record.")


def _conflicts(document: Part, view: Worksheet) -> None:
    if view.conflicts:
        _heading(document, "Conflicts in the record", 1)
    for conflict in view.conflicts:
        document.add_paragraph().add_run(_clean(conflict.title)).bold = True
        for option in conflict.options:
            mark = "☒" if option.fact == conflict.chosen else "☐"
            text = f"{mark} {option.value} – {option.by}, p. {option.page}: “{option.quote}”"
            document.add_paragraph(_clean(text))


def _group(document: Part, title: str, rows: Sequence[Row]) -> None:
    if not rows:
        return
    _heading(document, title, 1)
    table = _table(document, ("What", "Value", "Words of the record", "Reviewer"), (1.25, 2.15, 2.5, 1.0), head=True)
    for row in rows:
        cells = _row(table, (row.label, "", "", STATE_WORDS[row.state]))
        _value(cells[1].paragraphs[0], row)
        quotes = [
            f"p. {place.page}: “{place.quote}”" + (" (read with doubt)" if place.doubtful else "")
            for place in row.places
        ]
        cells[2].paragraphs[0].add_run(_clean("\n".join(quotes[:MOST_QUOTES])))
        if len(quotes) > MOST_QUOTES:
            more = sorted({place.page for place in row.places[MOST_QUOTES:]})
            cells[2].add_paragraph(f"and on p. {', '.join(map(str, more))}")
        if row.mark and row.mark.reason:
            cells[3].add_paragraph(_clean(row.mark.reason))


def _value(paragraph: Part, row: Row) -> None:
    if row.mark and row.mark.was:
        paragraph.add_run(_clean(row.mark.was)).font.strike = True
        paragraph.add_run(" ")
    run = paragraph.add_run(_clean(row.value))
    run.font.strike = row.state in {State.REJECTED, State.SET_ASIDE}
    told = f" ({row.when})" if row.when else ""
    paragraph.add_run(_clean(f"{told}, said by {row.by}")).italic = True


def _not_found(document: Part, view: Worksheet) -> None:
    if not view.not_found:
        return
    _heading(document, "Not found", 1)
    document.add_paragraph("Not found is not the same as denied.")
    for item in view.not_found:
        paragraph = document.add_paragraph(style=_style(document, "List Bullet"))
        paragraph.add_run(_clean(item.what)).bold = True
        paragraph.add_run(_clean(f" – searched for words such as: {'; '.join(item.searched)}"))


def _care(document: Part, view: Worksheet) -> None:
    if not view.care:
        return
    _heading(document, "Course of care", 1)
    table = _table(document, ("When", "What", "Page"), (1.6, 4.5, 0.8), head=True)
    for entry in view.care:
        when = {"known": entry.when, "masked": f"{entry.when} (masked)", "none": "date not stated"}[entry.dated]
        _row(table, (when, entry.what, f"p. {entry.page}"))


def _decision(document: Part, view: Worksheet) -> None:
    _heading(document, "Decision and rationale", 1)
    table = _table(document, ("Decision", view.review.decision), (1.5, 5.4))
    _row(table, ("Rationale", view.review.rationale or "\n\n\n"))
    _row(table, ("Reviewer, date", view.review.finished or "\n"))
    _label_rows(table)


def _history(document: Part, view: Worksheet) -> None:
    if not view.review.history:
        return
    _heading(document, "History of the review", 1)
    table = _table(document, ("No.", "When", "Who", "What"), (0.45, 1.5, 1.2, 3.75), head=True)
    for line in view.review.history:
        change = f"{line.old} → {line.new}" if line.old and line.new else line.new or line.old
        told = (
            f"{line.what} {line.subject}"
            + (f": {change}" if change else "")
            + (f" ({line.reason})" if line.reason else "")
        )
        cells = _row(table, (str(line.number), line.at, line.who, told + (" – undone" if line.undone else "")))
        for run in (run for cell in cells for paragraph in cell.paragraphs for run in paragraph.runs):
            run.font.strike = line.undone


def _footer(document: Part, view: Worksheet) -> None:
    text = (
        f"{view.name} · {view.policy_id} {view.policy_version} · draft prepared by software (chartcase {view.program})"
    )
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.text = f"{_clean(text)} · page "
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = _element("w:instrText" if words else "w:fldChar")
        if words:
            part.text = words
        else:
            part.set(import_module("docx.oxml.ns").qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(part)


def _heading(document: Part, text: str, level: int) -> None:
    style = "Title" if level == 0 else f"Heading {level}"
    if style in [known.name for known in document.styles]:
        heading = document.add_heading(text, level)
        heading.paragraph_format.keep_with_next = True
    else:
        document.add_paragraph().add_run(text).bold = True


def _style(document: Part, name: str) -> str | None:
    return name if name in [known.name for known in document.styles] else None


def _table(document: Part, first: Sequence[str], widths: Sequence[float], *, head: bool = False) -> Part:
    from docx.shared import Inches

    table = document.add_table(rows=0, cols=len(first))
    table.autofit = False
    if style := _style(document, "Table Grid"):
        table.style = style
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    cells = _row(table, first)
    for cell in cells if head else cells[:1]:
        _shade(cell, HEAD_SHADE)
        for run in cell.paragraphs[0].runs:
            run.bold = True
    if head:
        _repeat(table)
    return table


def _row(table: Part, texts: Sequence[str]) -> Part:
    row = table.add_row()
    cells = row.cells
    for cell, text, column in zip(cells, texts, table.columns, strict=True):
        if column.width is not None:
            cell.width = column.width
        cell.paragraphs[0].add_run(_clean(text))
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    return cells


def _label_rows(table: Part) -> None:
    """The first column names what stands beside it."""
    for row in table.rows:
        _shade(row.cells[0], HEAD_SHADE)
        row.cells[0].paragraphs[0].runs[0].bold = True


def _repeat(table: Part) -> None:
    """The first row stands again on every page."""
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def _shade(cell: Part, color: str) -> None:
    shade = _element("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", color)):
        shade.set(import_module("docx.oxml.ns").qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _element(name: str) -> Part:
    """An element of Word's own XML, for what the library has no words for."""
    return import_module("docx.oxml").OxmlElement(name)


def _clean(text: str) -> str:
    """Characters that no Word file may hold become a mark."""
    return _CONTROL.sub("\ufffd", text)
