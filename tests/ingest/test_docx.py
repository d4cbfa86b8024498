"""Word documents: paragraphs, tables and tick boxes in order."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from chartcase.errors import DamagedFile, EmptyFile, LimitExceeded
from chartcase.ingest import docx as reader
from chartcase.ingest.docx import read_docx
from chartcase.ingest.events import Job, PageText

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def _read(build: Callable[[Any], object]) -> str:
    document = docx.Document()
    build(document)
    stream = BytesIO()
    document.save(stream)
    (page,) = [event for event in read_docx(stream.getvalue(), Job("docx")) if isinstance(event, PageText)]
    return page.text


def _with(inner: str) -> str:
    return _read(lambda document: document.add_paragraph()._p.append(parse_xml(inner)))


def test_paragraphs_and_tables_come_in_order() -> None:
    """Cells of a row are parted by two spaces."""

    def build(document: Any) -> None:
        document.add_paragraph("Before")
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip(
            (c for row in table.rows for c in row.cells), ("Drug", "Dose", "Naproxen", "500 mg"), strict=True
        ):
            cell.text = text
        document.add_paragraph("After")

    assert _read(build) == "Before\nDrug  Dose\nNaproxen  500 mg\nAfter"


def test_a_table_inside_a_cell_is_read_once() -> None:
    """Its rows belong to the cell."""

    def build(document: Any) -> None:
        cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
        cell.text = "outer"
        cell.add_table(rows=1, cols=2).rows[0].cells[1].text = "inner"

    assert _read(build).split() == ["outer", "inner"]


def test_headers_come_first_and_footers_last() -> None:
    """A letterhead names the patient; it is not lost."""

    def build(document: Any) -> None:
        document.add_paragraph("Body")
        document.sections[0].header.paragraphs[0].text = "Head"
        document.sections[0].footer.paragraphs[0].text = "Foot"

    assert _read(build).split() == ["Head", "Body", "Foot"]


def test_runs_tabs_and_breaks_make_one_line_or_two() -> None:
    """Words are not parted where the formatting changes."""

    def build(document: Any) -> None:
        paragraph = document.add_paragraph("L4")
        paragraph.add_run("-5").bold = True
        paragraph.add_run("\tleft").add_break()
        paragraph.add_run("next")

    assert _read(build) == "L4-5\tleft\nnext"


@pytest.mark.parametrize(
    ("inner", "sign"),
    [
        (f'<w:r {nsdecls("w")}><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☒"),
        (f'<w:r {nsdecls("w")}><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "☐"),
        (f"<w:r {nsdecls('w')}><w:t>☑</w:t></w:r>", "☒"),
        (
            f"<w:sdt {nsdecls('w')} {W14}><w:sdtPr><w14:checkbox/></w:sdtPr>"
            "<w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>",
            "☐",
        ),
        (
            f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
            "<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>",
            "☒",
        ),
        (
            f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
            "</w:checkBox></w:ffData></w:fldChar></w:r>",
            "☐",
        ),
    ],
    ids=["Wingdings", "empty Wingdings", "sign", "content control", "form field", "empty form field"],
)
def test_tick_boxes_of_every_making_become_signs(inner: str, sign: str) -> None:
    """Five ways to make one, two signs."""
    assert _with(inner) == sign


def test_deleted_words_are_not_read() -> None:
    """A tracked deletion is not in the record."""
    deleted = f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>no</w:delText></w:r></w:del>'

    def build(document: Any) -> None:
        document.add_paragraph("fracture")._p.append(parse_xml(deleted))

    assert _read(build) == "fracture"


def test_an_empty_document_is_told() -> None:
    """A document without a word."""
    with pytest.raises(EmptyFile):
        _read(lambda document: document.add_paragraph(" "))


@pytest.mark.parametrize("data", [b"PK\x03\x04word/document.xml", b""])
def test_a_broken_package_is_damaged(data: bytes) -> None:
    """Cut off or no archive at all."""
    with pytest.raises(DamagedFile):
        list(read_docx(data, Job("docx")))


def test_an_archive_without_a_document_is_damaged() -> None:
    """A sound archive of something else."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    with pytest.raises(DamagedFile):
        list(read_docx(stream.getvalue(), Job("docx")))


def test_a_document_that_unpacks_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judged by the sizes that the archive states, before anything is unpacked."""
    monkeypatch.setattr(reader, "_MOST_UNPACKED", 1000)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", bytes(1001))
    with pytest.raises(LimitExceeded):
        list(read_docx(stream.getvalue(), Job("docx")))


@pytest.mark.parametrize("kind", reader._ALSO_READ)
def test_documents_with_macros_and_templates_are_read(kind: str) -> None:
    """Their words are the same; what else they carry is not looked at."""
    stream, other = BytesIO(), BytesIO()
    document = docx.Document()
    document.add_paragraph("Lumbar pain")
    document.save(stream)
    usual = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(usual.encode(), kind.encode()))
    assert [event.text for event in read_docx(other.getvalue(), Job("docx")) if isinstance(event, PageText)] == [
        "Lumbar pain"
    ]
