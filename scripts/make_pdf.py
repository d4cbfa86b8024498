"""Make born-digital PDFs of text documents, laid out as clinics and reviewers print them.

It stands apart from the package because only tests and demonstrations make PDFs: the facts of the PDF must be those of
the text, whatever headers, columns or tick boxes it has.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 612.0, 792.0
MARGIN, GUTTER = 54.0, 24.0
FONT, SIZE, LEADING = "Helvetica", 10.0, 12.5
EMPTY, TICKED = "☐", "☒"
TICKS = ("drawn", "form", "glyph")
TICK_BLOCK = ("☒ Copy sent to the requesting office", "☐ Copy sent by mail", "☐ Interpreter used")

# What the standard fonts draw beyond Windows Latin.
_OTHER_FONTS = {"✓": "ZapfDingbats", "→": "Symbol", "↓": "Symbol", "≥": "Symbol", "≤": "Symbol"}
_GLYPHS = {EMPTY: "❏", TICKED: "✘"}
# A typed rule is cut to fit a column; it has no words to wrap at.
_RULE, _SHORT_RULE = re.compile("_{40,}"), "_" * 40
_CELLS = re.compile(r"\t+| {2,}")


@dataclass(frozen=True)
class Style:
    """How a text is set: in two columns or one, tables ruled or not, tick boxes at the end, and how boxes are made."""

    columns: bool = False
    tables: bool = False
    tickboxes: bool = False
    ticks: str = "drawn"
    least_pages: int = 2


@dataclass(frozen=True)
class Line:
    """One printed line, or one row of a ruled table where it has cells."""

    text: str
    cells: tuple[str, ...] = ()


def make_pdf(text: str, target: Path, style: Style, title: str) -> int:
    """Write the text as a PDF; the number of its pages. Form feeds begin a new page."""
    sheets = list(_sheets(text, style))
    canvas = Canvas(str(target), pagesize=(WIDTH, HEIGHT), invariant=1)
    for number, sheet in enumerate(sheets, 1):
        _furniture(canvas, title, number, len(sheets))
        for column, lines in enumerate(sheet):
            _set_column(canvas, lines, MARGIN + column * (_column_width(style) + GUTTER), style)
        canvas.showPage()
    _save_packed(canvas)
    return len(sheets)


def _save_packed(canvas: Canvas) -> None:
    """Most makers of PDFs do not write their streams as ASCII, as this library does unless told otherwise."""
    before, rl_config.useA85 = rl_config.useA85, 0
    try:
        canvas.save()
    finally:
        rl_config.useA85 = before


def _column_width(style: Style) -> float:
    inner = WIDTH - 2 * MARGIN
    return (inner - GUTTER) / 2 if style.columns else inner


def _sheets(text: str, style: Style) -> Iterator[list[list[Line]]]:
    """Columns of lines for each page; a text that would fill one page is spread over the least number wanted."""
    parts = [_lines(part, style) for part in text.rstrip("\f\n").split("\f")]
    if style.tickboxes:
        parts[-1] += [Line(""), *(Line(line) for line in TICK_BLOCK)]
    room = int((HEIGHT - 3.2 * MARGIN) / LEADING)
    columns = 2 if style.columns else 1
    if len(parts) == 1:
        room = min(room, max(-(-len(parts[0]) // max(style.least_pages, columns)), 1))
    for part in parts:
        filled = [part[at : at + room] for at in range(0, len(part), room)] or [[]]
        for at in range(0, len(filled), columns):
            yield filled[at : at + columns]


def _lines(part: str, style: Style) -> list[Line]:
    width = _column_width(style)
    lines: list[Line] = []
    for line in part.split("\n"):
        cells = tuple(cell for cell in _CELLS.split(line.strip()) if cell)
        if style.tables and len(cells) > 1 and _fit(cells, width):
            lines.append(Line(line, cells))
        else:
            pieces = simpleSplit(_RULE.sub(_SHORT_RULE, line.replace("\u202f", " ")), FONT, SIZE, width)
            lines += [Line(piece) for piece in pieces or [""]]
    return lines


def _fit(cells: Sequence[str], width: float) -> bool:
    return all(stringWidth(cell, FONT, SIZE) < width / len(cells) - SIZE for cell in cells)


def _furniture(canvas: Any, title: str, number: int, count: int) -> None:
    canvas.setFont(FONT, 8)
    canvas.drawString(MARGIN, HEIGHT - 34, title)
    canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 34, f"Page {number} of {count}")
    canvas.line(MARGIN, HEIGHT - 40, WIDTH - MARGIN, HEIGHT - 40)
    canvas.drawCentredString(WIDTH / 2, 30, "Confidential - generated for testing")


def _set_column(canvas: Any, lines: Sequence[Line], left: float, style: Style) -> None:
    y = HEIGHT - 1.4 * MARGIN
    at = 0
    while at < len(lines):
        rows = _table_rows(lines[at:])
        if rows:
            _rule(canvas, left, y, rows, _column_width(style))
        for line in lines[at : at + max(len(rows), 1)]:
            _set_line(canvas, left, y, line, style)
            y -= LEADING
        at += max(len(rows), 1)


def _table_rows(lines: Sequence[Line]) -> Sequence[Line]:
    """The rows of the table that begins here: at least two lines of equally many cells; () for none."""
    count = 0
    while count < len(lines) and lines[count].cells and len(lines[count].cells) == len(lines[0].cells):
        count += 1
    return lines[:count] if count > 1 else ()


def _rule(canvas: Any, left: float, y: float, rows: Sequence[Line], width: float) -> None:
    top, bottom = y + LEADING - 3, y + LEADING - 3 - len(rows) * LEADING
    for number in range(len(rows) + 1):
        canvas.line(left - 2, top - number * LEADING, left + width, top - number * LEADING)
    step = (width + 2) / len(rows[0].cells)
    for number in range(len(rows[0].cells) + 1):
        canvas.line(left - 2 + number * step, top, left - 2 + number * step, bottom)


def _set_line(canvas: Any, left: float, y: float, line: Line, style: Style) -> None:
    step = (_column_width(style) + 2) / max(len(line.cells), 1)
    for number, piece in enumerate(line.cells or (line.text,)):
        _set_piece(canvas, left + number * step, y, piece, style)


def _set_piece(canvas: Any, x: float, y: float, piece: str, style: Style) -> None:
    """Letters in the text font, other signs in theirs, tick boxes in the wanted style."""
    for run in re.split(f"([{EMPTY}{TICKED}{''.join(_OTHER_FONTS)}])", piece):
        if run in (EMPTY, TICKED):
            _tick(canvas, x, y, run == TICKED, style.ticks)
            x += SIZE * 0.9
        elif run:
            font = _OTHER_FONTS.get(run, FONT)
            canvas.setFont(font, SIZE)
            canvas.drawString(x, y, run)
            x += stringWidth(run, font, SIZE)


def _tick(canvas: Any, x: float, y: float, ticked: bool, how: str) -> None:
    side = SIZE * 0.8
    if how == "form":
        name = f"tick{canvas.getPageNumber()}_{x:.0f}_{y:.0f}"
        canvas.acroForm.checkbox(name=name, x=x, y=y - 1, size=side, checked=ticked, borderWidth=0.5)
        return
    if how == "glyph":
        canvas.setFont("ZapfDingbats", SIZE)
        canvas.drawString(x, y, _GLYPHS[TICKED if ticked else EMPTY])
        return
    canvas.rect(x, y - 1, side, side)
    if ticked:
        canvas.line(x, y - 1, x + side, y - 1 + side)
        canvas.line(x, y - 1 + side, x + side, y - 1)


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="scripts/make_pdf", description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path, metavar="TEXT")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    parser.add_argument("--columns", action="store_true", help="two columns")
    parser.add_argument("--tables", action="store_true", help="lines of several cells become ruled tables")
    parser.add_argument("--tickboxes", action="store_true", help="a block of tick boxes at the end")
    parser.add_argument("--ticks", choices=TICKS, default="drawn", help="how tick boxes are made")
    return parser.parse_args()


def main() -> int:
    """Write DIR/NAME.pdf for each TEXT."""
    chosen = options()
    style = Style(chosen.columns, chosen.tables, chosen.tickboxes, chosen.ticks)
    chosen.output.mkdir(parents=True, exist_ok=True)
    for source in chosen.texts:
        target = chosen.output / f"{source.stem}.pdf"
        pages = make_pdf(source.read_text(encoding="utf-8"), target, style, f"Medical record {source.stem}")
        print(f"{target}: {pages} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
