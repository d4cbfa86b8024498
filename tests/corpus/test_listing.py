"""Listing: every file once by content, in an order that does not depend on the disk."""

from pathlib import Path

import pytest

from chartcase.corpus.listing import listed
from chartcase.errors import EmptyFile, FileMissing


def test_files_are_listed_by_path_and_content(folder: Path) -> None:
    """Deep ones too; the first path of a content names it; other kinds are left out."""
    found = listed([folder])
    assert [file.path for file in found.files] == [
        "a.txt", "b.txt", "c.txt", "deeper/b_spaced.txt", "deeper/d.txt", "deeper/e.txt",
    ]  # fmt: skip
    assert found.files[0].paths == ("a.txt", "deeper/a_again.txt")


def test_hidden_files_and_loops_are_left_out(folder: Path) -> None:
    """A link to a folder above would never end."""
    (folder / ".hidden.txt").write_text("x", encoding="utf-8")
    (folder / "deeper" / "up").symlink_to(folder)
    assert len(listed([folder]).files) == 6


def test_several_folders_are_told_apart(folder: Path) -> None:
    """By their names in front."""
    assert listed([folder / "deeper", folder / "a.txt"]).files[0].path == "deeper/a_again.txt"


def test_a_file_that_cannot_be_opened_is_refused(folder: Path) -> None:
    """A file that went away between listing and hashing counts as one that refuses: here, a link to nothing is none."""
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    assert listed([folder]).refused == ()


def test_nothing_to_read_is_told(tmp_path: Path) -> None:
    """No file, or no path."""
    with pytest.raises(EmptyFile):
        listed([tmp_path])
    with pytest.raises(FileMissing):
        listed([tmp_path / "nowhere"])
