"""The forms of a worksheet: each carries values, words and pages, and none takes the record's words for its own."""

import base64
import csv
import hashlib
import io
import json
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from chartcase.deliver.case_pages import found_file, open_pages
from chartcase.deliver.drawing import OpenCase
from chartcase.deliver.forms import Deliverable, harmless, worksheet_bytes
from chartcase.deliver.html import offline_page
from chartcase.deliver.worksheet_marks import Change, Review
from chartcase.errors import SettingError, WrongFormat


def deliverable(opened: OpenCase, review: Review | None = None, template: Path | None = None) -> Deliverable:
    view = opened.worksheet(review or Review())
    return Deliverable(view, opened.case, opened.before, opened.policy, opened.pictures, template)


def page(opened: OpenCase) -> str:
    return offline_page(opened.worksheet(Review()), opened.pictures).decode()


def test_the_page_holds_no_markup_of_the_record(opened: OpenCase, hostile: str) -> None:
    """Text of the record stands only in the block of data, where no character can end the block."""
    found = page(opened)
    assert "<img src=x" not in found
    assert hostile not in found
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', found, re.S)
    assert data is not None
    rows = json.loads(data[1])["view"]["rows"]
    assert any(hostile in place["quote"] for row in rows for place in row["places"])


def test_the_page_runs_its_own_script_alone(opened: OpenCase) -> None:
    """The policy of the page names nothing but hashes of its own style and script, and they are right."""
    found = page(opened)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', found)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1]
    for tag, name in (("style", "style-src"), ("script", "script-src")):
        body = re.search(rf"<{tag}>(.*?)</{tag}>", found, re.S)
        assert body is not None
        digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy[1]


def test_the_page_asks_for_no_address(opened: OpenCase) -> None:
    """No host is named but the name space of SVG."""
    hosts = set(re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}", re.sub(r"[A-Za-z0-9+/]{400,}", "", page(opened))))
    assert hosts == {"http://www.w3.org"}


def test_every_page_picture_is_embedded(opened: OpenCase) -> None:
    """One PNG a page."""
    pictures = re.findall(r'<script type="text/plain" id="picture-\d+">([^<]+)</script>', page(opened))
    assert [base64.b64decode(picture)[:4] for picture in pictures] == [b"\x89PNG"] * 3


def test_no_form_shows_our_own_words(opened: OpenCase) -> None:
    """A nurse never reads pipeline, span, entity or JSON."""
    document = docx.Document(io.BytesIO(worksheet_bytes(deliverable(opened), "x.docx")))
    text = "\n".join(
        [paragraph.text for paragraph in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    shown = Path("pipeline/chartcase/deliver/worksheet_page.html").read_text(encoding="utf-8")
    labels = " ".join(re.findall(r">([^<{]+)<", shown))
    for word in ("pipeline", "span", "entity", "JSON"):
        assert not re.search(rf"\b{word}\b", text + labels, re.I)


def test_word_carries_reasons_quotes_and_pages(opened: OpenCase, hostile: str) -> None:
    """Criteria with reasons, every quote with its page, the policy's version, an empty decision."""
    document = docx.Document(io.BytesIO(worksheet_bytes(deliverable(opened), "x.docx")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("Image guidance" in cell and "Fluoroscopy will be used" in cell for cell in cells)
    assert any(f"p. 2: “Naproxen tried {hostile}”" in cell for cell in cells)
    assert any(opened.policy.version in cell for cell in cells)
    assert cells[cells.index("Decision") + 1] == ""


def test_word_goes_into_a_template_at_its_mark(opened: OpenCase, tmp_path: Path) -> None:
    """Single marks take values; the worksheet stands between what the template has before and after its mark."""
    own = docx.Document()
    for line in ("Acme review of {{case}}", "{{worksheet}}", "Signed by"):
        own.add_paragraph(line)
    own.save(str(tmp_path / "own.docx"))
    made = docx.Document(io.BytesIO(worksheet_bytes(deliverable(opened, template=tmp_path / "own.docx"), "x.docx")))
    lines = [paragraph.text for paragraph in made.paragraphs]
    assert lines[0] == "Acme review of case"
    assert lines[-1] == "Signed by"
    assert "Criteria" in lines
    assert "{{worksheet}}" not in lines


def test_a_template_that_is_none_is_refused(opened: OpenCase, tmp_path: Path) -> None:
    """One sentence, no traceback of the library."""
    (tmp_path / "own.docx").write_bytes(b"no document")
    with pytest.raises(WrongFormat):
        worksheet_bytes(deliverable(opened, template=tmp_path / "own.docx"), "x.docx")


def test_excel_has_no_formula(opened: OpenCase) -> None:
    """Whatever words begin with, a cell holds text or a number."""
    review = Review(decision="=HYPERLINK(1)", rationale="@SUM(A1)")
    book = openpyxl.load_workbook(io.BytesIO(worksheet_bytes(deliverable(opened, review), "x.xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert "=HYPERLINK(1)" in {cell.value for cell in cells}


def test_csv_disarms_formulas(opened: OpenCase) -> None:
    """A history line that begins like a formula gets an apostrophe."""
    line = Change(number=1, at="2026", who="=me", what="accepted", subject="@x")
    made = worksheet_bytes(deliverable(opened, Review(history=(line,))), "x.csv").decode()
    assert list(csv.reader(io.StringIO(made)))[1][2:5] == ["'=me", "accepted", "'@x"]
    assert harmless("plain") == "plain"


def test_the_pdf_is_tagged_and_says_its_words(opened: OpenCase) -> None:
    """Tagged for screen readers, and the reasons are in its text."""
    document = pypdfium2.PdfDocument(worksheet_bytes(deliverable(opened), "x.pdf"))
    try:
        text = " ".join(document[number].get_textpage().get_text_bounded() for number in range(len(document)))
        assert document.is_tagged()
    finally:
        document.close()
    assert "Image guidance" in text
    assert "onerror" in text


def test_an_unknown_ending_is_refused(opened: OpenCase) -> None:
    """The sentence names the endings there are."""
    with pytest.raises(SettingError, match=r"\.docx"):
        worksheet_bytes(deliverable(opened), "x.odt")


def test_fhir_and_json_are_well_formed(opened: OpenCase) -> None:
    """The whole case with its assessment; a questionnaire response."""
    whole = json.loads(worksheet_bytes(deliverable(opened), "x.json"))
    assert {"case", "assessment", "review", "policy_version"} == set(whole)
    assert json.loads(worksheet_bytes(deliverable(opened), "x.fhir.json"))["resourceType"] == "QuestionnaireResponse"


def test_facts_in_conflict_stand_in_rows_of_their_own(opened: OpenCase) -> None:
    """Both values are shown, none is chosen."""
    view = opened.worksheet(Review())
    assert [option.value for option in view.conflicts[0].options] == ["6 weeks", "2 weeks"]
    assert view.conflicts[0].chosen is None
    assert {row.id for row in view.rows if row.conflict} == {"f0004", "f0006"}


def test_what_is_not_found_names_the_words_searched(opened: OpenCase) -> None:
    """A topic of the policy without a mention comes with examples of words."""
    found = opened.worksheet(Review()).not_found
    assert found
    assert all(item.searched for item in found)


def test_a_changed_file_gives_no_picture(opened: OpenCase, tmp_path: Path) -> None:
    """Boxes are never laid over another file's pages."""
    (tmp_path / "fax.pdf").write_bytes(b"%PDF-1.4 another")
    assert found_file(open_pages(opened.folder, opened.case).sources[0]) is None


def test_a_text_record_needs_no_picture(case_folder: Callable[..., Path], call: Callable[..., object]) -> None:
    """Its pages are shown as text; the file that is written belongs to its owner alone."""
    folder = case_folder(picture=False)
    out = folder / "x.html"
    call("worksheet", folder, "-o", out)
    assert "picture-1" not in out.read_text(encoding="utf-8")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


@pytest.mark.parametrize(("answers", "told"), [({}, "not answered"), ({"Same patient?": "yes"}, "yes")])
def test_open_questions_and_notes_stand_in_the_files(opened: OpenCase, answers: dict[str, str], told: str) -> None:
    """Whoever reads the file alone sees what was open, and how a question was answered."""
    made = deliverable(opened)
    view = made.view.model_copy(
        update={"questions": ("Same patient?",), "notes": ("Page 2 is dark.",), "review": Review(answers=answers)}
    )
    made = replace(made, view=view)
    document = docx.Document(io.BytesIO(worksheet_bytes(made, "x.docx")))
    assert {f"Question: Same patient? Answer: {told}.", "Note: Page 2 is dark."} <= {
        paragraph.text for paragraph in document.paragraphs
    }
    pdf = pypdfium2.PdfDocument(worksheet_bytes(made, "x.pdf"))
    try:
        text = pdf[0].get_textpage().get_text_bounded()
    finally:
        pdf.close()
    assert f"Question: Same patient? Answer: {told}." in text
    assert "Note: Page 2 is dark." in text
