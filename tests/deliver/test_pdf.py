"""The PDF for people who hear it or move through it by its structure."""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest

from chartcase.deliver.drawing import OpenCase
from chartcase.deliver.pdf import pdf_bytes
from chartcase.deliver.worksheet_marks import Change, Review

Element = Any
"""An element of the file's structure tree: its type, attributes and children."""


@pytest.fixture
def reader(opened: OpenCase) -> pypdf.PdfReader:
    """The worksheet's PDF with a history, so that every table of it is there."""
    line = Change(number=1, at="2026-11-21", who="RN", what="accepted", subject="x")
    return pypdf.PdfReader(io.BytesIO(pdf_bytes(opened.worksheet(Review(history=(line,))))))


def elements(node: Element) -> Iterator[Element]:
    """All elements under a node of the structure tree, in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def tree(reader: pypdf.PdfReader) -> list[Element]:
    return list(elements(reader.root_object["/StructTreeRoot"]["/K"]))


def under(node: Element, kind: str) -> list[Element]:
    return [one for one in elements(node) if one["/S"] == kind]


def test_it_claims_what_it_is(reader: pypdf.PdfReader) -> None:
    """Tagged, PDF/UA-1, with a language and a title that the reader's window shows."""
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Worksheet case"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


def test_headings_lead_through_it(reader: pypdf.PdfReader) -> None:
    """One heading of the first level, and one of the second a part; both in the outline too."""
    kinds = Counter(one["/S"] for one in tree(reader))
    assert kinds["/H1"] == 1
    assert kinds["/H2"] >= 6
    assert len([one for one in reader.outline if not isinstance(one, list)]) == 1


def test_every_table_has_column_headings(reader: pypdf.PdfReader) -> None:
    """Each cell of a first row is a heading with a scope, as many as the table has columns."""
    tables = [one for one in tree(reader) if one["/S"] == "/Table"]
    assert len(tables) >= 6
    for table in tables:
        rows = under(table, "/TR")
        headings = under(table, "/TH")
        assert len(headings) == len(under(rows[0], "/TH")) == len(under(rows[1], "/TD"))
        for heading in headings:
            assert any(one.get("/Scope") == "/Column" for one in heading["/A"].get_object())


def test_no_picture_is_without_words(reader: pypdf.PdfReader) -> None:
    """There is none today; one that comes needs an alternate text."""
    figures = [one for one in tree(reader) if one["/S"] == "/Figure"]
    assert all(figure.get("/Alt") for figure in figures)
    assert figures or not any(page.images for page in reader.pages)


def test_all_text_is_in_the_structure(reader: pypdf.PdfReader) -> None:
    """What is drawn stands between marks: of the tree, or of furniture that is not read out."""
    drawn = 0
    for page in reader.pages:
        depth = 0
        for operands, operator in page.get_contents().operations:  # type: ignore[union-attr]
            depth += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
            drawn += operator in {b"Tj", b"TJ"}
            assert depth or operator not in {b"Tj", b"TJ"}, operands
    assert drawn


def test_a_long_rationale_takes_the_pages_that_it_needs(opened: OpenCase) -> None:
    """Nothing of the reviewer's own words is drawn over other words or beyond the paper."""
    long = Review(rationale="\n".join(f"Reason number {number} of many." for number in range(200)))
    short, told = (pypdf.PdfReader(io.BytesIO(pdf_bytes(opened.worksheet(one)))) for one in (Review(), long))
    text = [page.extract_text() for page in told.pages]
    assert len(told.pages) >= len(short.pages) + 3
    assert "Reason number 199 of many." in "".join(text)
    assert max(page.count("Reason number") for page in text) < 80
