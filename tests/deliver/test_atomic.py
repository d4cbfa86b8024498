"""Files written whole or not at all, for their owner alone."""

import os
import stat
from pathlib import Path

import pytest

from chartcase.deliver import atomic
from chartcase.errors import OutputError


def mode(path: Path) -> int:
    """The permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_written_is_there_and_private(tmp_path: Path) -> None:
    """The content is whole, the file 0600, and no temporary file is left."""
    atomic.write(tmp_path / "case.json", b"{}")
    assert (tmp_path / "case.json").read_bytes() == b"{}"
    assert mode(tmp_path / "case.json") == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["case.json"]


def test_a_new_folder_is_private_and_an_old_one_is_left(tmp_path: Path) -> None:
    """What chartcase makes is closed to others; what was there keeps its mode."""
    tmp_path.chmod(0o755)
    atomic.make_folder(tmp_path / "out" / "note")
    assert (mode(tmp_path / "out"), mode(tmp_path / "out" / "note")) == (0o700, 0o700)
    assert mode(tmp_path) == 0o755


def test_a_failed_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk at the last moment: the old file stays, the temporary one goes."""
    path = tmp_path / "case.json"
    atomic.write(path, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"case\.json could not be written \(No space left on device\)"):
        atomic.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["case.json"]


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path) -> None:
    """OUT can be the name of something else."""
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError):
        atomic.make_folder(tmp_path / "out")
    with pytest.raises(OutputError):
        atomic.make_folder(tmp_path / "out" / "note")


def test_a_dead_writer_leaves_nothing(tmp_path: Path) -> None:
    """What a killed process left half-written is swept; a living one keeps its file."""
    dead, living = tmp_path / ".999999999-x.part", tmp_path / f".{os.getpid()}-x.part"
    dead.touch()
    living.touch()
    assert atomic.sweep(tmp_path) == 1
    assert list(tmp_path.iterdir()) == [living]
