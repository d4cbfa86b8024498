"""The whole scorer, through the command line, over results that lie in a folder."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from chartcase.case.case import Case, Conflict, Source, SourcePage
from chartcase.deliver.case_files import write_case
from chartcase.fact import Fact

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
