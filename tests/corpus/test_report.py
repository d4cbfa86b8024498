"""The report: one offline page, nothing unescaped, no formula in a table, the same bytes each time."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from decided_cases import NONE, batch, decided, store

from chartcase.cli import main
from chartcase.corpus.analysis import Analysis, analyse
from chartcase.corpus.decided import Decision
from chartcase.corpus.model import Refusal
from chartcase.corpus.report import Origin, Place, page, write_report
from chartcase.corpus.tables import csv_text, workbook

ORIGIN = Origin("decisions", "0", date(2026, 1, 2))
NASTY = "<script>alert(1)</script>"


def placed(found: list[Decision]) -> dict[str, Place]:
    """Places of decisions."""
    return {one.document: Place(one.name, one.path) for one in found}


@pytest.fixture(scope="module")
def analysed() -> tuple[Analysis, dict[str, Place]]:
    """Forty decisions, one of an organisation and a file with markup for a name."""
    found = decided(40)
    found[0] = replace(found[0], organisation=NASTY, path=f"{NASTY}.txt", name="=HYPERLINK(1)")
    return analyse(found, NONE, "0"), placed(found)


def test_the_page_is_offline_and_runs_nothing(analysed: tuple[Analysis, dict[str, Place]]) -> None:
    """No script, no address of a host, markup of names escaped."""
    text = page(*analysed, ORIGIN)
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "default-src 'none'" in text
    fetched = re.findall(r"(?:src|href|action)=\"(?!#|tables/|figures/|model_card)[^\"]*", text)
    assert fetched == []


def test_every_exhibit_is_on_the_page_with_filter_and_n(analysed: tuple[Analysis, dict[str, Place]]) -> None:
    """An anchor, a title, n and the filter each, and a way to all documents."""
    found, places = analysed
    text = page(found, places, ORIGIN)
    for one in found.exhibits:
        section = text[text.index(f'id="{one.id}"') :]
        assert f"n = {one.n}" in section[:1500]
        assert (f"tables/{one.id}_documents.csv" in section) is bool(one.members)


def test_the_report_recommends_nothing(analysed: tuple[Analysis, dict[str, Place]]) -> None:
    """It says so, and says "recommend" nowhere else but to refuse it."""
    text = page(*analysed, ORIGIN)
    assert "recommends neither a denial nor an approval" in text
    assert not re.search(r"should (?:be )?(?:den|approv|uph)", text)


def test_the_same_decisions_give_the_same_bytes(analysed: tuple[Analysis, dict[str, Place]]) -> None:
    """Pictures included."""
    again = decided(40)
    again[0] = replace(again[0], organisation=NASTY, path=f"{NASTY}.txt", name="=HYPERLINK(1)")
    assert page(*analysed, ORIGIN) == page(analyse(again, NONE, "0"), placed(again), ORIGIN)


def test_too_few_decisions_say_so_instead_of_a_model(analysed: tuple[Analysis, dict[str, Place]]) -> None:
    """Forty decisions: no model, and the page gives the reason."""
    found, places = analysed
    assert isinstance(found.model, Refusal)
    assert "There is no model. 40 decisions" in page(found, places, ORIGIN)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_becomes_a_formula(start: str) -> None:
    """A name that begins like a formula is text in CSV."""
    rows = list(csv.reader(io.StringIO(csv_text(("a",), [(f"{start}1+1",)]), newline="")))
    assert rows[1][0].startswith("'")


def test_the_workbook_has_a_sheet_for_every_table(analysed: tuple[Analysis, dict[str, Place]]) -> None:
    """Contents first; no formula in any cell."""
    from openpyxl import load_workbook

    book = cast(Any, load_workbook(io.BytesIO(workbook(analysed[0].exhibits))))
    assert len(book.sheetnames) == len(analysed[0].exhibits) + 1
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_all_documents_are_beside_the_page(analysed: tuple[Analysis, dict[str, Place]], tmp_path: Path) -> None:
    """The CSV of a figure lists every document of every group; files are for their owner alone."""
    found, places = analysed
    write_report(tmp_path / "report", found, places, ORIGIN)
    one = next(one for one in found.exhibits if one.id == "outcome_organisation")
    beside = tmp_path / "report" / "tables" / "outcome_organisation_documents.csv"
    listed = list(csv.DictReader(io.StringIO(beside.read_text(encoding="utf-8"), newline="")))
    assert len(listed) == sum(len(group.documents) for group in one.members)
    assert (tmp_path / "report" / "report.html").stat().st_mode & 0o077 == 0


def test_an_empty_store_gives_a_report_that_says_so() -> None:
    """No decision: no figure fails, and n is 0."""
    text = page(analyse([], NONE, "0"), {}, ORIGIN)
    assert "0 of 0 decisions" in text


def test_analyze_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A store of two parts in, a report out."""
    made = store(tmp_path / "store", [batch(30), batch(30, 1, name="other")])
    assert main(["corpus", "analyze", str(made), "-o", str(tmp_path / "report")]) == 0
    assert "60 decisions" in capsys.readouterr().out
    assert (tmp_path / "report" / "report.html").is_file()
    assert (tmp_path / "report" / "model_card.md").is_file()


def test_no_store_is_one_sentence(tmp_path: Path) -> None:
    """A folder that is no store fails with its exit code."""
    assert main(["corpus", "analyze", str(tmp_path), "-o", str(tmp_path / "report")]) == 10
