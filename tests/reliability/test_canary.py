"""Words of a record come out where they are asked for, and nowhere else: not in messages, logs or temporary files."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

CANARY = "Zyxquibble"
NOTE = f"Patient: {CANARY} {CANARY}son\nMs. {CANARY} completed physical therapy for 6 weeks. \x1b]0;{CANARY}\x07\n"
RUN = "import sys; from chartcase.cli import main; sys.exit(main())"


def chartcase(home: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """A call in a process of its own, whose home, temporary and working folder are `home`."""
    changed = {"HOME": str(home), "TMPDIR": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-c", RUN, *map(str, words)],
        cwd=home, env=os.environ | changed, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case folder of a record with canary words."""
    folder = tmp_path_factory.mktemp("canary")
    (folder / "note.txt").write_text(NOTE)
    home = folder / "home"
    home.mkdir()
    done = chartcase(home, "extract", folder / "note.txt", "-o", folder / "out")
    assert done.returncode == 0
    assert CANARY not in done.stdout + done.stderr
    assert list(home.iterdir()) == []
    return folder / "out" / "note"


@pytest.mark.parametrize(
    "words",
    [
        ("check", "{case}", "--policy", "payer_initial_lumbar"),
        ("check", "{case}", "--policy", "no_such_policy", "--debug"),
        ("request-letter", "{case}", "--policy", "payer_initial_lumbar", "-o", "{out}/letter.docx"),
        ("worksheet", "{case}", "-o", "{out}/w.html"),
        ("worksheet", "{case}", "-o", "/proc/w.html", "--debug"),
        ("audit", "{case}"),
        ("deidentify", "{case}", "-o", "{out}"),
        ("deidentify", "{note}", "-o", "/proc/x", "--debug"),
        ("extract", "{broken}", "-o", "{out}", "--debug"),
        ("extract", "{note}", "-o", "/proc/x", "--debug"),
        ("worksheet", "{spoilt}", "--debug"),
        ("check", "{spoilt}", "--debug"),
    ],
    ids=" ".join,
)
def test_no_command_tells_a_word(words: tuple[str, ...], case: Path, tmp_path: Path) -> None:
    """Success or failure, with or without --debug: nothing in what is printed, nothing left in home or temp."""
    home, out, spoilt = tmp_path / "home", tmp_path / "out", tmp_path / "spoilt"
    for folder in (home, out, spoilt):
        folder.mkdir()
    (spoilt / "case.json").write_text((case / "case.json").read_text().replace('"facts"', f'"{CANARY}"'))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4\n" + NOTE.encode() * 9)
    places = {
        "case": case,
        "out": out,
        "spoilt": spoilt,
        "broken": tmp_path / "broken.pdf",
        "note": case / "record.txt",
    }
    done = chartcase(home, *(word.format(**places) for word in words))
    assert CANARY not in done.stdout + done.stderr
    assert "\x1b]0;" not in done.stdout + done.stderr
    assert list(home.iterdir()) == []


def test_what_is_stored_is_private(case: Path) -> None:
    """Files 0600, folders 0700, no half-written file."""
    for path in case.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
        assert path.suffix != ".part"


def test_a_file_name_moves_no_cursor(tmp_path: Path) -> None:
    """Escapes and line breaks in a file's name are shown as escapes."""
    (tmp_path / "a\x1b[2J\nb.pdf").write_bytes(b"%PDF-")
    done = chartcase(tmp_path, "extract", tmp_path / "a\x1b[2J\nb.pdf", "-o", tmp_path / "out")
    assert done.returncode == 14
    assert "\x1b[2J" not in done.stdout + done.stderr
