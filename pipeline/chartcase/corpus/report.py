"""An analysis as a folder: one page that works offline, its tables as CSV and Excel, its pictures as SVG.

It stands apart because it alone writes the report; Jinja2 escapes every word of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from chartcase.corpus.analysis import Analysis
from chartcase.corpus.exhibit import Cell, Exhibit, Form, Members
from chartcase.corpus.tables import csv_text, heads, workbook
from chartcase.deliver.atomic import make_folder, write

FEW_NAMES = 6
"""Documents that are named on the page for each group; the CSV beside it has all."""
PAGE, TABLES, FIGURES, CARD = "report.html", "tables", "figures", "model_card.md"


@dataclass(frozen=True, slots=True)
class Place:
    """A document's name and its path below the folder that was read."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report comes from: the store's name, the program's version, the day."""

    store: str
    version: str
    day: date


def write_report(folder: Path, found: Analysis, places: Mapping[str, Place], origin: Origin) -> None:
    """Write `folder`/report.html, tables/, figures/ and model_card.md; a report that is there is replaced.

    Raises:
        OutputError: something could not be written.
    """
    for place in (folder, folder / TABLES, folder / FIGURES):
        make_folder(place)
    for one in found.exhibits:
        _write_exhibit(folder, one, places)
    write(folder / TABLES / "tables.xlsx", workbook(found.exhibits))
    write(folder / CARD, found.card.encode())
    write(folder / PAGE, page(found, places, origin).encode())


def _write_exhibit(folder: Path, one: Exhibit, places: Mapping[str, Place]) -> None:
    write(folder / TABLES / f"{one.id}.csv", csv_text(heads(one.table), one.table.rows).encode())
    if one.picture is not None:
        write(folder / FIGURES / f"{one.id}.svg", one.picture.encode())
    if one.members:
        rows = csv_text(("group", "document", "name", "path"), _named(one.members, places))
        write(folder / TABLES / f"{one.id}_documents.csv", rows.encode())


def _named(members: Iterable[Members], places: Mapping[str, Place]) -> Iterable[tuple[Cell, ...]]:
    for one in members:
        for document in one.documents:
            yield (one.label, document, places[document].name, places[document].path)


def page(found: Analysis, places: Mapping[str, Place], origin: Origin) -> str:
    """The report as one HTML page without a script and without any address in it."""
    # Jinja2 is imported when a report is written, since no other command needs it
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = cast(Any, Environment)(
        loader=PackageLoader("chartcase.corpus", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["cell"] = shown
    environment.filters["thousands"] = thousands
    template = environment.get_template("report.html")
    text: str = template.render(found=found, places=places, origin=origin, few=FEW_NAMES, numeric=numeric)
    return text


def numeric(form: Form) -> bool:
    """Whether a column's cells are numbers."""
    return form is not Form.TEXT


def thousands(number: int) -> str:
    """A count with a thin space between thousands."""
    return f"{number:,}".replace(",", "\u202f")


def shown(cell: Cell, form: Form) -> str:
    """A cell as a reader sees it; an empty one as a dash where a number was expected."""
    if cell is None:
        return "–" if numeric(form) else ""
    if isinstance(cell, str):
        return cell
    if form is Form.SHARE:
        return f"{cell:.1%}"
    if form is Form.P:
        return "< 0.001" if 0 < cell < 0.001 else f"{cell:.3f}".replace("-0.000", "0.000")
    return thousands(int(cell)) if form is Form.COUNT else f"{cell:.2f}"
