"""The command `review` up to the open page: what is read, what was read before, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chartcase.review.server import ReviewServer

Call = Callable[..., Any]
NOTE = "Physical therapy for 6 weeks failed. Request lumbar epidural steroid injection at L5-S1.\n"


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder to work in, where every server ends at once as by Ctrl-C and no browser is opened."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ReviewServer, "serve_forever", interrupted)
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sources(folder: Path) -> str:
    digest: str = json.loads((folder / "case.json").read_text(encoding="utf-8"))["sources"][0]["sha256"]
    return digest


def test_a_record_is_read_once(ended: Path, call: Call) -> None:
    """The second time its case is opened, and the address is told where no browser opens."""
    (ended / "note.txt").write_text(NOTE, encoding="utf-8")
    first, second = call("review", "note.txt"), call("review", "note.txt")
    assert "Reading note.txt" in first.err
    assert "was read before" in second.err
    assert "Open this address in a browser" in second.out
    assert "http://127.0.0.1:" in second.out
    assert [path.name for path in (ended / "cases").iterdir()] == ["note"]


def test_another_record_of_the_same_name_gets_a_folder_of_its_own(ended: Path, call: Call) -> None:
    """A second patient's fax.pdf never lands in the first one's review."""
    for folder in ("a", "b"):
        (ended / folder).mkdir()
        (ended / folder / "note.txt").write_text(f"{NOTE}{folder}\n", encoding="utf-8")
        assert call("review", f"{folder}/note.txt").code == 0
    assert sources(ended / "cases" / "note") != sources(ended / "cases" / "note_2")


def test_what_cannot_be_read_ends_with_its_own_code(ended: Path, call: Call) -> None:
    """A web page saved as PDF; a folder of records instead of a case."""
    (ended / "fax.pdf").write_text("<html></html>", encoding="utf-8")
    found = call("review", "fax.pdf")
    assert (found.code, "web page" in found.err) == (12, True)
    found = call("review", ended)
    assert (found.code, "--packet" in found.err) == (10, True)


def test_the_demo_says_what_to_type_next(ended: Path, call: Call) -> None:
    """Both lines can be pasted: they name a command that is there and the fax's folder."""
    found = call("demo")
    lines = [line.split() for line in found.out.splitlines() if line.startswith("  ") and "demo-output" in line]
    assert [line[1] for line in lines] == ["review", "worksheet"]
    assert call(*lines[0][1:]).code == 0
    assert call(*lines[1][1:]).code == 0
    assert (ended / "worksheet.docx").read_bytes()[:2] == b"PK"
