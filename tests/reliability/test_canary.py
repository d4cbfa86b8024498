"""Words of a record come out where they are asked for, and nowhere else: not in messages, logs or temporary files."""

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import urllib.request
from functools import partial
from pathlib import Path

import pytest
import typer.main

from chartcase.cli import app, main

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
        ("deidentify", "{case}", "-o", "{out}", "--accept"),
        ("deidentify", "{case}", "-o", "{out}", "--mask-doubts"),
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


@pytest.fixture(scope="module")
def store(case: Path) -> Path:
    """A corpus store of that record; beside it `badstore`, the same with its documents spoilt."""
    folder = case.parents[1] / "store"
    assert main(["corpus", "build", str(case.parents[1] / "note.txt"), "-o", str(folder)]) == 0
    shutil.copytree(folder, folder.with_name("badstore"))
    for part in (folder.with_name("badstore") / "documents").iterdir():
        part.write_bytes(part.read_bytes()[:90] + NOTE.encode())
    return folder


@pytest.mark.parametrize(
    "words",
    [
        ("compare", "{case}", "--policy", "payer_initial_lumbar"),
        ("compare", "{spoilt}", "--policy", "payer_initial_lumbar", "--debug"),
        ("evaluate", "{gold}", "--confusions"),
        ("evaluate", "{badgold}", "--debug"),
        ("worksheet", "{case}", "-o", "{out}/w.docx"),
        ("worksheet", "{case}", "-o", "{out}/w.xlsx"),
        ("worksheet", "{case}", "-o", "{out}/w.unknown", "--debug"),
        ("extract", "{case}", "-o", "{out}", "--packet"),
        ("corpus", "build", "{gold}", "-o", "{out}/store"),
        ("corpus", "build", "{gold}", "-o", "/proc/store", "--debug"),
        ("corpus", "build", "{gold}", "-o", "{store}", "--retry", "--debug"),
        ("corpus", "query", "{store}", "SELECT count(*) FROM facts"),
        ("corpus", "query", "{store}", "SELECT no_such_column", "--debug"),
        ("corpus", "query", "{store}", f"DROP TABLE {CANARY}", "--debug"),
        ("corpus", "query", "{store}", f"SELECT CAST('{CANARY}' AS INTEGER)", "--debug"),
        ("corpus", "query", "{store}", "SELECT CAST(text AS INTEGER) FROM documents", "--debug"),
        ("corpus", "query", "{nothing}", "SELECT 1", "--debug"),
        ("corpus", "query", "{badstore}", "SELECT count(*) FROM documents", "--debug"),
        ("corpus", "search", "{store}", "no-such-word"),
        ("corpus", "search", "{nothing}", CANARY, "--debug"),
        ("corpus", "analyze", "{store}", "-o", "{out}/report"),
        ("corpus", "analyze", "{store}", "-o", "/proc/report", "--debug"),
        ("corpus", "similar", "{case}", "{store}"),
        ("corpus", "similar", "{spoilt}", "{store}", "--debug"),
        ("demo", "-o", "{out}/demo"),
        ("demo", "-o", "/proc/demo", "--debug"),
        ("corpus", "build", "{nothing}", "-o", "{out}/store", "--debug"),
        ("corpus", "analyze", "{nothing}", "-o", "{out}/report", "--debug"),
        ("corpus", "similar", "{case}", "{nothing}", "--debug"),
        ("policies",),
        ("policies", "payer_initial_lumbar"),
        ("schema", "case"),
        ("doctor",),
        ("review", "{spoilt}", "--no-browser", "--debug"),
        ("audit", "{spoilt}", "--debug"),
    ],
    ids=" ".join,
)
def test_no_command_tells_a_word_in_this_process(
    words: tuple[str, ...],
    case: Path,
    store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The other commands, on success and on failure: on no descriptor, and in neither home nor temp."""
    places = {name: tmp_path / name for name in ("home", "out", "spoilt", "gold", "badgold", "nothing")}
    for folder in places.values():
        folder.mkdir()
    places |= {"store": store, "badstore": store.with_name("badstore")}
    (places["spoilt"] / "case.json").write_text((case / "case.json").read_text().replace('"facts"', f'"{CANARY}"'))
    for folder, quote in (("gold", "physical therapy"), ("badgold", f"{CANARY} nowhere")):
        (places[folder] / "note.txt").write_text(NOTE)
        (places[folder] / "note.gold.yaml").write_text(
            "document: note.txt\nkind: clinical_note\nfacts:\n"
            f"  - {{type: physical_therapy, value: {{weeks: 9}}, assertion: present, quote: {quote}}}\n"
        )
    for name in ("HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(places["home"]))
    monkeypatch.chdir(places["home"])
    capfd.readouterr()
    main([word.format(**places, case=case) for word in words])
    told = capfd.readouterr()
    assert CANARY not in told.out + told.err
    assert "\x1b]0;" not in told.out + told.err
    assert list(places["home"].iterdir()) == []


def test_the_review_prints_its_address_alone(case: Path, tmp_path: Path) -> None:
    """Pages are asked for and answered, and no word of the record is printed or left behind."""
    home = tmp_path / "home"
    home.mkdir()
    changed = {"HOME": str(home), "TMPDIR": str(home), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"}
    arguments = [sys.executable, "-c", RUN, "review", str(case), "--no-browser", "--reviewer", "RN"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    # A job in the background may have been started with Ctrl-C ignored: the server gets it as at a terminal.
    hears = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    server = subprocess.Popen(arguments, cwd=home, env=os.environ | changed, preexec_fn=hears, **pipes)  # type: ignore[call-overload]
    try:
        told = ""
        while "token=" not in told:
            line = server.stdout.readline()
            assert line, told
            told += line
        address = re.search(r"http://127\.0\.0\.1:\d+/\?token=[\w-]+", told)
        assert address is not None
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        opener.open(address[0], timeout=30).read()
        view = opener.open(address[0].partition("?")[0] + "api/view", timeout=30).read()
        server.send_signal(signal.SIGINT)
        told += server.communicate(timeout=60)[0]
    finally:
        server.kill()
        server.wait()
    assert b"physical therapy" in view
    assert CANARY not in told
    assert list(home.iterdir()) == []


def test_every_command_is_asked() -> None:
    """A new command must be added to the lists above, and so must one of `corpus`."""
    source = Path(__file__).read_text()
    names = getattr(typer.main.get_command(app), "commands", {})
    inner = getattr(names["corpus"], "commands", {})
    assert len(names) > 10
    assert len(inner) > 4
    assert [name for name in names if f'("{name}"' not in source] == []
    assert [name for name in inner if f'("corpus", "{name}"' not in source] == []


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
