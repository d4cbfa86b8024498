"""What is kept from run to run, and that nothing hangs on it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from chartcase import kept
from chartcase.literals import needs_of

_SOURCE = r"\bsteroid (?:shots?|injection)"
_EXTRACT = """
import hashlib, sys
from chartcase.flow import extract
from chartcase.record import Page, PageSource, Record
text = "HISTORY: 45-year-old man with left leg pain. He denies numbness. Failed naproxen and 12 visits of PT.\\n"
case = extract(Record("note.txt", text, (Page(1, 0, len(text), PageSource.TEXT),)))
assert case.facts
print(hashlib.sha256(case.model_dump_json().encode()).hexdigest())
"""


def _begin() -> None:
    """Forget what this process knows, as a new one begins."""
    kept._store.cache_clear()
    kept.is_kept.cache_clear()


@pytest.fixture(name="folder", autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "kept"
    monkeypatch.setenv(kept.SETTING, str(folder))
    _begin()
    yield folder
    _begin()


def _refused() -> object:
    raise AssertionError("computed again")


def _refuses(_: str) -> object:
    return _refused()


def test_the_next_run_computes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What expressions need, what files hold and which checks were passed are answered from the file."""
    table = {"kinds": [{"kind": "note", "weight": 1.5, "of": None}]}
    assert kept.needs(_SOURCE) == needs_of(_SOURCE)
    assert kept.document("kinds: ...", lambda: table) == table
    kept.once(lambda: None, "one", "check")
    kept.save()
    _begin()
    monkeypatch.setattr(kept, "needs_of", _refuses)
    assert kept.needs(_SOURCE) == needs_of(_SOURCE)
    assert kept.document("kinds: ...", _refused) == table
    kept.once(_refused, "one", "check")


def test_another_text_is_computed() -> None:
    """A file, an expression or a check that changed by one character is not answered from memory."""
    kept.document("weight: 1", lambda: {"weight": 1})
    kept.once(lambda: None, "one", "check")
    kept.save()
    _begin()
    assert kept.document("weight: 2", lambda: {"weight": 2}) == {"weight": 2}
    with pytest.raises(AssertionError):
        kept.once(_refused, "on", "echeck")


def test_a_check_that_fails_fails_again() -> None:
    """Only what was passed is kept."""
    for _ in range(2):
        with pytest.raises(AssertionError):
            kept.once(_refused, "wrong")
        kept.save()
        _begin()


def test_what_json_does_not_give_back_is_read_again() -> None:
    """Dates, and numbers as names, come from the file itself."""
    for told in ({"from": date(2024, 1, 1)}, {1: "one"}):
        kept.document("text", lambda told=told: told)  # type: ignore[misc]
        kept.save()
        _begin()
        assert kept.document("text", lambda: {"read": "again"}) == {"read": "again"}


@pytest.mark.parametrize("broken", [b"", b"{", b'{"needs": 3}', b"\xff", b'{"needs": {}, "documents": {}}'])
def test_a_broken_file_is_computed_and_mended(folder: Path, broken: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a file, or one of another form, says nothing."""
    kept.needs(_SOURCE)
    kept.save()
    (path,) = folder.iterdir()
    path.write_bytes(broken)
    _begin()
    assert kept.needs(_SOURCE) == needs_of(_SOURCE)
    kept.save()
    _begin()
    monkeypatch.setattr(kept, "needs_of", _refuses)
    assert kept.needs(_SOURCE) == needs_of(_SOURCE)


def _switched_off(folder: Path) -> str:
    return ""


def _behind_a_file(folder: Path) -> str:
    folder.write_text("a file where the folder should be")
    return str(folder / "below")


@pytest.mark.parametrize("place", [_switched_off, _behind_a_file])
def test_without_a_place_nothing_is_kept_and_nothing_fails(
    place: Callable[[Path], str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is switched off, or nothing can be written, all is computed."""
    monkeypatch.setenv(kept.SETTING, place(folder))
    _begin()
    assert not kept.is_kept()
    assert kept.needs(_SOURCE) == needs_of(_SOURCE)
    assert kept.document("a: 1", lambda: {"a": 1}) == {"a": 1}
    kept.save()
    assert not folder.is_dir()


def test_it_lies_beside_the_compiled_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a setting nothing is written but where Python itself keeps what it compiled."""
    monkeypatch.delenv(kept.SETTING)
    _begin()
    path = kept._store().path
    assert path is not None
    assert path.parent.name == "__pycache__"


def test_files_of_other_rules_are_started_from_and_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of the rules computes what changed; of so many versions the newest stay, each with what it uses."""
    for number in range(6):
        monkeypatch.setattr(kept, "_rules_digest", lambda number=number: f"rules{number}")
        _begin()
        kept.once(_refused if number else lambda: None, "same in all")
        kept.once(lambda: None, f"only in {number}")
        kept.save()
        for path in folder.iterdir():
            os.utime(path, (number, number) if path.stem.endswith(f"rules{number}") else None)
    assert len(list(folder.iterdir())) == 4
    assert all(len(kept._read(path).passed) == 2 for path in folder.iterdir())  # type: ignore[union-attr]


def test_a_case_is_the_same_with_and_without_it(folder: Path) -> None:
    """First run, later runs, two at once and one that keeps nothing give the same bytes, and leave one file."""
    quiet = os.environ | {kept.SETTING: ""}

    def run(environment: dict[str, str]) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-c", _EXTRACT], env=environment, stdout=subprocess.PIPE, text=True)

    told: set[str] = set()
    for together in ([dict(os.environ), dict(os.environ)], [dict(os.environ)], [quiet]):
        processes = [run(environment) for environment in together]
        told.update(process.communicate()[0] for process in processes)
        assert [process.returncode for process in processes] == [0] * len(together)
    assert len(told) == 1
    assert len(list(folder.iterdir())) == 1


def test_it_holds_no_word_of_a_record(folder: Path) -> None:
    """After an extraction the file is what it is after loading rules alone."""
    loads = "from chartcase.flow import prepare; prepare()"
    subprocess.run([sys.executable, "-c", loads], check=True)
    (path,) = folder.iterdir()
    before = path.read_bytes()
    subprocess.run([sys.executable, "-c", _EXTRACT], check=True, capture_output=True)
    assert path.read_bytes() == before
