"""The command line: what each command prints, and what a failure looks like."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chartcase import cli, cli_schema
from chartcase.errors import FileMissing

NOTE = "Ms. Zyxwv completed physical therapy for 6 weeks without relief.\n"
Call = Callable[..., object]


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """A note with a name in it."""
    path = tmp_path / "note.txt"
    path.write_text(NOTE)
    return path


def test_extract_prints_counts_and_no_words(note: Path, tmp_path: Path, call: Call) -> None:
    """Standard output names the case and its folder, and nothing of the note."""
    called = call("extract", note, "-o", tmp_path / "out")
    assert called.code == 0
    assert called.out.startswith("note: 1 page, ")
    assert "Zyxwv" not in called.out + called.err
    assert "therapy" not in called.out + called.err
    assert {path.name for path in (tmp_path / "out" / "note").iterdir()} == {
        "case.json",
        "facts.jsonl",
        "record.txt",
        "pages.json",
    }


def test_extract_as_json(note: Path, tmp_path: Path, call: Call) -> None:
    """One object an input, with its counts or its failures."""
    called = call("extract", note, tmp_path / "gone.txt", "-o", tmp_path / "out", "--json")
    good, bad = json.loads(called.out)
    assert (good["case"]["name"], good["case"]["pages"], good["failures"]) == ("note", 1, [])
    assert (bad["case"], bad["failures"][0]["exit_code"]) == (None, 10)
    assert called.code == 10


def test_a_failing_input_is_one_sentence_on_stderr(note: Path, tmp_path: Path, call: Call) -> None:
    """Its name, what is wrong, what to do; the other input still comes out."""
    called = call("extract", tmp_path / "gone.txt", note, "-o", tmp_path / "out")
    assert called.err.count("\n") == 1
    assert called.err.startswith("gone.txt: ")
    assert (tmp_path / "out" / "note" / "case.json").is_file()


def test_a_file_name_cannot_steer_the_terminal(tmp_path: Path, call: Call) -> None:
    """Escape sequences in a name are shown, not sent."""
    called = call("extract", tmp_path / "a\x1b[2Jb.txt", "-o", tmp_path / "out")
    assert "\x1b" not in called.out + called.err
    assert "\\x1b[2J" in called.err


def test_a_second_file_of_the_same_stem_is_told(note: Path, tmp_path: Path, call: Call) -> None:
    """Nothing is overwritten silently."""
    (tmp_path / "x").mkdir()
    other = tmp_path / "x" / "note.txt"
    other.write_text(NOTE)
    called = call("extract", note, other, "-o", tmp_path / "out")
    assert "is written to note_2: the name was taken." in called.err
    assert (tmp_path / "out" / "note_2" / "case.json").is_file()


@pytest.mark.parametrize("which", list(cli_schema.Document))
def test_schema_is_json_schema(which: str, call: Call) -> None:
    """Every document that is written has one."""
    schema = json.loads(call("schema", which).out)
    assert schema["type"] == "object"
    assert schema["properties"]


def test_the_demo_says_where_its_results_are(tmp_path: Path, call: Call) -> None:
    """A case, an answer a criterion, and the folder; none of the record's words."""
    called = call("demo", "-o", tmp_path / "shown")
    assert called.code == 0
    assert f"The results are in {tmp_path / 'shown'}" in called.out
    written = {path.name for path in (tmp_path / "shown" / "demo_record").iterdir()}
    assert written == {"case.json", "facts.jsonl", "record.txt", "pages.json", "assessment.json"}
    assert "bottled water" not in called.out + called.err


def test_an_unknown_command_is_a_usage_error(call: Call) -> None:
    """Exit code 2, as everywhere."""
    assert call("extrakt").code == 2


def test_version_is_one_word(call: Call) -> None:
    """For scripts that compare it."""
    called = call("--version")
    assert (called.code, called.out.count("\n")) == (0, 1)


def test_python_dash_m_is_the_command_line(tmp_path: Path) -> None:
    """The same exit code, so that a script may call it where nothing is on the path."""
    missing = str(tmp_path / "missing.pdf")
    done = subprocess.run(
        [sys.executable, "-m", "chartcase", "extract", missing, "-o", str(tmp_path)], capture_output=True, check=False
    )
    assert done.returncode == FileMissing.exit_code


def test_an_error_of_our_own_shows_no_words(monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    """A bug ends with one sentence; --debug adds where it arose, never what was in hand."""

    def broken(*_: object, **__: object) -> None:
        raise KeyError("Ms. Zyxwv")

    monkeypatch.setattr("chartcase.doctor.examine", broken)
    plain, debugged = call("doctor"), call("doctor", "--debug")
    assert (plain.code, debugged.code) == (1, 1)
    assert plain.err.count("\n") == 1
    assert "line" in debugged.err
    assert "Zyxwv" not in plain.err + debugged.err


def test_debug_shows_where_an_input_failed(tmp_path: Path, call: Call) -> None:
    """Before the command or after it; places in the program, and the sentence once."""
    plain = call("extract", tmp_path / "gone.txt", "-o", tmp_path / "out")
    after = call("extract", tmp_path / "gone.txt", "-o", tmp_path / "out", "--debug")
    before = call("--debug", "extract", tmp_path / "gone.txt", "-o", tmp_path / "out")
    assert plain.err.count("\n") == 1
    assert after.err == before.err
    assert "  chartcase.batch, line " in after.err


def test_an_interrupt_ends_quietly(monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    """Ctrl-C gives 130 and no traceback."""

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("chartcase.doctor.examine", stopped)
    called = call("doctor")
    assert called.code == cli.INTERRUPTED
    assert "Traceback" not in called.err


def test_a_run_writes_nothing_of_the_note_anywhere_else(note: Path, tmp_path: Path) -> None:
    """The canary: a whole process, all its output, its working folder and its temporary folder."""
    work, temporary = tmp_path / "work", tmp_path / "tmp"
    work.mkdir()
    temporary.mkdir()
    command = [sys.executable, "-c", "import sys; from chartcase.cli import main; sys.exit(main())"]
    ran = subprocess.run(
        [*command, "extract", str(note), "-o", str(tmp_path / "out")],
        cwd=work,
        env={"TMPDIR": str(temporary), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Zyxwv" not in ran.stdout + ran.stderr
    assert list(work.rglob("*")) == []
    assert list(temporary.rglob("*")) == []
