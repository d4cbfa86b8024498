"""Many inputs: which cases they become, under which names, and what a failing one does."""

from pathlib import Path

import pytest

from chartcase.batch import Failure, Job, Manner, Result, failed, plan, process, run
from chartcase.errors import EmptyFile

NOTE = "She completed physical therapy for 6 weeks.\n"


def touch(*paths: Path) -> None:
    """Files with a little text."""
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NOTE)


def names(*jobs: Job) -> list[str]:
    """The names of jobs."""
    return [job.name for job in jobs]


def test_a_folder_is_its_readable_files_by_name(tmp_path: Path) -> None:
    """Hidden files, folders and files of other kinds are left; one that is named itself is taken."""
    touch(
        tmp_path / "b.txt", tmp_path / "a.PDF", tmp_path / "notes.yaml", tmp_path / ".c.txt", tmp_path / "d.txt" / "e"
    )
    assert names(*plan([tmp_path])) == ["a", "b"]
    assert names(*plan([tmp_path / "notes.yaml"])) == ["notes"]


def test_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    """Names that differ only in case are taken too; a number that is taken is passed over."""
    paths = [tmp_path / "note.txt", tmp_path / "note_2.txt", tmp_path / "NOTE.pdf", tmp_path / "x" / "note.txt"]
    assert names(*plan(paths)) == ["note", "note_2", "NOTE_3", "note_4"]


def test_a_packet_is_one_job(tmp_path: Path) -> None:
    """Named after its folder, or `packet` where files are named one by one."""
    touch(tmp_path / "claim" / "a.txt", tmp_path / "claim" / "b.txt")
    (job,) = plan([tmp_path / "claim"], packet=True)
    assert (job.name, [path.name for path in job.inputs]) == ("claim", ["a.txt", "b.txt"])
    assert names(*plan(list(job.inputs), packet=True)) == ["packet"]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    """A folder that holds nothing is not a run without failures."""
    with pytest.raises(EmptyFile):
        plan([tmp_path])


def test_one_failing_input_leaves_the_others(tmp_path: Path) -> None:
    """An empty file fails with its own code; the note beside it comes out."""
    touch(tmp_path / "note.txt")
    (tmp_path / "empty.txt").write_text("")
    first, second = run(plan([tmp_path]), tmp_path / "out", each=lambda _result: None)
    assert first.case is None
    assert [failure.exit_code for failure in first.failures] == [11]
    assert second.case is not None
    assert (tmp_path / "out" / "note" / "case.json").is_file()


def test_a_packet_without_one_of_its_files_says_so(tmp_path: Path) -> None:
    """The case of the others is written, and its warnings name what it lacks."""
    touch(tmp_path / "note.txt")
    result = process(Job("packet", (tmp_path / "note.txt", tmp_path / "gone.pdf")), tmp_path / "out", Manner())
    assert result.case is not None
    assert [failure.input for failure in result.failures] == ["gone.pdf"]
    assert "gone.pdf could not be read and is not part of this case." in result.case.warnings


def test_an_error_of_our_own_shows_no_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a stage raises, its message stays inside; its place is kept for --debug."""

    def broken(*_records: object) -> None:
        raise KeyError("Ms. Secret")

    touch(tmp_path / "note.txt")
    monkeypatch.setattr("chartcase.flow.extract", broken)
    (failure,) = process(Job("note", (tmp_path / "note.txt",)), tmp_path / "out", Manner()).failures
    assert failure.sentence == "chartcase met an error of its own (KeyError)."
    assert "Secret" not in failure.model_dump_json()
    assert any("broken" in step for step in failure.steps)


def test_workers_change_nothing(tmp_path: Path) -> None:
    """Order and bytes are those of one worker."""
    touch(*(tmp_path / "in" / f"{number}.txt" for number in range(4)))
    (tmp_path / "in" / "0.txt").write_text("")
    jobs = plan([tmp_path / "in"])
    alone = run(jobs, tmp_path / "one", each=lambda _result: None)
    spread = run(jobs, tmp_path / "two", workers=2, each=lambda _result: None)
    assert [result.case and result.case.name for result in spread] == [None, "1", "2", "3"]
    assert [result.failures and result.failures[0].sentence for result in spread] == [
        result.failures and result.failures[0].sentence for result in alone
    ]
    for name in ("case.json", "facts.jsonl", "record.txt"):
        assert (tmp_path / "one" / "1" / name).read_bytes() == (tmp_path / "two" / "1" / name).read_bytes()


def fails(*codes: int) -> Result:
    """A result with failures of these exit codes."""
    return Result(case=None, failures=tuple(Failure(input="x", sentence="", advice="", exit_code=c) for c in codes))


@pytest.mark.parametrize(("codes", "code"), [((11,), 11), ((11, 11), 11), ((11, 12), 40)])
def test_failures_of_one_kind_end_with_its_code(codes: tuple[int, ...], code: int) -> None:
    """Several kinds end with 40."""
    error = failed([fails(*codes)])
    assert error is not None
    assert error.exit_code == code


def test_no_failure_is_no_error() -> None:
    """A run in which all came out ends with 0."""
    assert failed([Result(case=None)]) is None
