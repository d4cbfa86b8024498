"""The whole scorer, through the command line, over results that lie in a folder."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chartcase.case.case import Case, Conflict, Source, SourcePage
from chartcase.deliver.case_files import write_case
from chartcase.evaluate.gold import read_gold
from chartcase.evaluate.places import Carrier
from chartcase.evaluate.predict import source_of
from chartcase.fact import Fact
from chartcase.ingest import read

TEXT = "PT for 6 weeks. Secret word. PT again."
PT = {"type": "physical_therapy", "value": {"weeks": 6}, "assertion": "present", "quote": "PT for 6 weeks"}
MakeFact = Callable[..., Fact]
WriteGold = Callable[..., Path]
Call = Callable[..., object]


@pytest.fixture
def results(tmp_path: Path, make_fact: MakeFact) -> Path:
    """An output folder of extract with one fact found and one spurious."""
    facts = (make_fact(TEXT, "6 weeks", value={"weeks": 6}), make_fact(TEXT, "again", id="f0002"))
    source = Source(name="note.txt", sha256="", pages=(SourcePage(number=1, read_as="text"),))
    conflict = Conflict(field="physical_therapy.weeks", facts=("f0001", "f0002"), values=("4", "6"))
    case = Case(program_version="0", sources=(source,), facts=facts, conflicts=(conflict,))
    write_case(tmp_path / "out" / "note", case, {"note.txt": TEXT})
    return tmp_path / "out"


def test_json_holds_all_figures(write_gold: WriteGold, results: Path, call: Call) -> None:
    """A program reads what the tables show."""
    gold = write_gold(TEXT, facts=[PT], conflicts=[{"field": "physical_therapy.weeks", "values": [4, 6]}])
    called = call("evaluate", gold.parent, "--facts", results, "--json")
    report = json.loads(called.out)
    assert called.code == 0
    assert report["scores"]["overall"]["strict_f1"] == 0.6667
    assert report["scores"]["conflicts"] == {"documents": 1, "gold": 1, "found": 1, "false": 0}


def test_tables_show_no_word_of_a_document(write_gold: WriteGold, results: Path, call: Call) -> None:
    """Not in the tables and not in the list of faults, unless asked for."""
    path = write_gold(TEXT, facts=[PT, {"type": "diagnosis", "value": {"term": "secret"}, "quote": "Secret word"}])
    called = call("evaluate", path, "--facts", results, "--confusions", "--files")
    assert called.code == 0
    assert "note.txt:1:17  missed  diagnosis" in called.out
    assert "ecret" not in called.out + called.err
    shown = call("evaluate", path, "--facts", results, "--confusions", "--show-text")
    assert "gold: Secret word" in shown.out


def test_a_fault_in_gold_ends_with_its_own_code(write_gold: WriteGold, results: Path, call: Call) -> None:
    """One sentence with file and field on stderr, code 22, nothing on stdout."""
    called = call("evaluate", write_gold(TEXT, facts=[PT | {"quote": "PT"}]), "--facts", results)
    assert (called.code, called.out) == (22, "")
    assert called.err.startswith("note.gold.yaml, field facts.0: the quote is not unique")


def test_a_missing_result_is_told(write_gold: WriteGold, tmp_path: Path, call: Call) -> None:
    """A document without results is no document without facts."""
    called = call("evaluate", write_gold(TEXT, facts=[PT]), "--facts", tmp_path)
    assert called.code == 10


def test_a_line_that_is_no_fact_is_told_without_its_words(write_gold: WriteGold, results: Path, call: Call) -> None:
    """The error names the file, never what stands in it."""
    (results / "note" / "facts.jsonl").write_text('{"id": "f0001", "quote": "Secret"}\n')
    called = call("evaluate", write_gold(TEXT, facts=[PT]), "--facts", results)
    assert called.code == 23
    assert "Secret" not in called.err


def test_gold_is_found_again_in_a_pdf_of_its_text(write_gold: WriteGold, tmp_path: Path) -> None:
    """The document's PDF, with running headers and page breaks, is read in its stead and loses no gold fact."""
    text = "".join(f"{number}. She did PT for {number} weeks.\n\n" for number in range(1, 60))
    facts = [
        {"type": "physical_therapy", "value": {"weeks": number}, "quote": f"{number}. She did PT for {number} weeks"}
        for number in range(10, 60)
    ]
    gold = write_gold(text, facts=facts)
    script = Path(__file__).resolve().parents[2] / "scripts" / "make_pdf.py"
    pdfs = tmp_path / "pdf"
    subprocess.run([sys.executable, str(script), str(gold.with_name("note.txt")), "-o", str(pdfs)], check=True)
    wanted = read_gold(gold)
    record = read(source_of(wanted, pdfs))
    assert len(record.pages) > 1
    places = [Carrier(wanted.text, record.text).carry(fact.span) for fact in wanted.facts]
    assert [place and " ".join(record.text[slice(*place)].split()) for place in places] == [
        fact["quote"] for fact in facts
    ]


def test_a_document_that_has_no_other_reading_is_told(write_gold: WriteGold, tmp_path: Path, call: Call) -> None:
    """A folder of PDFs that lacks one is no run without that document."""
    (tmp_path / "pdf").mkdir()
    called = call("evaluate", write_gold(TEXT, facts=[PT]), "--documents", tmp_path / "pdf")
    assert (called.code, called.out) == (10, "")


def test_a_document_is_extracted_when_no_results_are_given(write_gold: WriteGold, call: Call) -> None:
    """Read, segmented, found and scored in one call."""
    called = call("evaluate", write_gold(TEXT, facts=[PT]), "--json")
    scores = json.loads(called.out)["scores"]
    assert (called.code, scores["documents"], scores["evidence_errors"]) == (0, 1, [])
