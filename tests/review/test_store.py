"""The history: lines are added on what was seen, never changed, and every tampering shows."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from chartcase.errors import ReviewError
from chartcase.review.store import Entry, Stale, Store, verify

LINE = Entry(who="RN", kind="accept", subject="f0001")


def three_lines(path: Path) -> Store:
    store = Store(path)
    for version in range(3):
        assert store.add(LINE, version) == version + 1
    return store


def loosened(path: Path, statement: str) -> None:
    """What somebody with the file and a database tool could do."""
    with sqlite3.connect(path) as database:
        database.execute("DROP TRIGGER never_changed")
        database.execute("DROP TRIGGER never_deleted")
        database.execute(statement)
    database.close()


def test_lines_come_back_in_order(tmp_path: Path) -> None:
    """Numbered from 1, each with the digest of the one before."""
    lines = three_lines(tmp_path / "review.sqlite").lines()
    assert [line.number for line in lines] == [1, 2, 3]
    assert [line.previous for line in lines[1:]] == [line.digest for line in lines[:-1]]
    assert verify(tmp_path / "review.sqlite") == 3


def test_the_file_belongs_to_its_owner(tmp_path: Path) -> None:
    """It holds a patient's data."""
    three_lines(tmp_path / "review.sqlite")
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_a_change_on_an_old_view_is_refused(tmp_path: Path) -> None:
    """The second of two tabs is told, and nothing of the first is lost."""
    store = three_lines(tmp_path / "review.sqlite")
    with pytest.raises(Stale, match="RN"):
        store.add(LINE, 2)
    assert len(store.lines()) == 3


@pytest.mark.parametrize("statement", ["DELETE FROM action", "UPDATE action SET who = 'me'"])
def test_nothing_can_be_changed(tmp_path: Path, statement: str) -> None:
    """The file itself refuses."""
    three_lines(tmp_path / "review.sqlite")
    database = sqlite3.connect(tmp_path / "review.sqlite")
    with pytest.raises(sqlite3.IntegrityError, match="append only"):
        database.execute(statement)
    database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE action SET reason = 'x' WHERE number = 2",
        "DELETE FROM action WHERE number = 2",
        "DELETE FROM action WHERE number = 3",
        "DELETE FROM action",
    ],
)
def test_tampering_shows(tmp_path: Path, statement: str) -> None:
    """A changed line, a missing one, and lines cut off at the end."""
    three_lines(tmp_path / "review.sqlite")
    loosened(tmp_path / "review.sqlite", statement)
    with pytest.raises(ReviewError):
        verify(tmp_path / "review.sqlite")


def test_a_crash_before_the_mark_breaks_nothing(tmp_path: Path) -> None:
    """The mark of the newest line may lag behind by one."""
    store = three_lines(tmp_path / "review.sqlite")
    mark = (tmp_path / "review.sqlite.head").read_bytes()
    store.add(LINE, 3)
    (tmp_path / "review.sqlite.head").write_bytes(mark)
    assert verify(tmp_path / "review.sqlite") == 4


def test_a_kill_loses_nothing_confirmed(tmp_path: Path) -> None:
    """A process that is killed right after it confirmed a line leaves the line, and the chain is whole."""
    code = (
        "import sys; from pathlib import Path; from chartcase.review.store import Entry, Store\n"
        "store = Store(Path(sys.argv[1]))\n"
        "for n in range(1000): print(store.add(Entry('RN', 'accept', 'f0001'), n), flush=True)\n"
    )
    path = tmp_path / "review.sqlite"
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        confirmed = [int(child.stdout.readline()) for _ in range(5)]
        os.kill(child.pid, signal.SIGKILL)
        confirmed += [int(line) for line in child.stdout if line.endswith("\n")]
    assert len(Store(path).lines()) >= confirmed[-1]
    assert verify(path) >= confirmed[-1]
