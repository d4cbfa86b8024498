"""A case as files."""

import json
from collections.abc import Callable
from pathlib import Path

from chartcase.case.case import Case, Source, SourcePage
from chartcase.deliver.case_files import write_case
from chartcase.fact import Fact

TEXT = "PT for 6 weeks – “failed”.\x0cPage 2\n"
MakeFact = Callable[..., Fact]


def case_of(*facts: Fact, names: tuple[str, ...] = ("note.txt",)) -> Case:
    """A case with these facts and sources."""
    pages = (SourcePage(number=1, read_as="text"),)
    sources = tuple(Source(name=name, sha256="", pages=pages) for name in names)
    return Case(program_version="0", sources=sources, facts=facts)


def test_offsets_point_into_the_written_text(tmp_path: Path, make_fact: MakeFact) -> None:
    """A reader of facts.jsonl and record.txt sees quote == text[start:end]."""
    write_case(tmp_path, case_of(make_fact(TEXT, "“failed”"), make_fact(TEXT, "Page 2")), {"note.txt": TEXT})
    with (tmp_path / "record.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    lines = (tmp_path / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    evidence = [json.loads(line)["evidence"][0] for line in lines]
    assert [text[item["start"] : item["end"]] for item in evidence] == ["“failed”", "Page 2"]


def test_the_case_reads_back_as_it_was(tmp_path: Path, make_fact: MakeFact) -> None:
    """JSON round trip."""
    case = case_of(make_fact(TEXT, "PT", value={"weeks": {"lo": 4.0, "hi": 6.0}}))
    write_case(tmp_path, case, {"note.txt": TEXT})
    assert Case.model_validate_json((tmp_path / "case.json").read_bytes()) == case


def test_a_packet_keeps_each_text_under_its_sources_name(tmp_path: Path) -> None:
    """Offsets are per source, so is the text."""
    write_case(tmp_path, case_of(names=("a.pdf", "b.txt")), {"a.pdf": "one", "b.txt": "two"})
    assert (tmp_path / "records" / "a.pdf.txt").read_text() == "one"
    assert (tmp_path / "records" / "b.txt.txt").read_text() == "two"


def test_a_lone_surrogate_keeps_later_offsets(tmp_path: Path, make_fact: MakeFact) -> None:
    """What cannot be encoded stays one character."""
    text = "\ud800 PT"
    write_case(tmp_path, case_of(make_fact(text, "PT")), {"note.txt": text})
    assert (tmp_path / "record.txt").read_text(encoding="utf-8")[2:] == "PT"
