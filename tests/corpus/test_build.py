"""Building: nothing twice, nothing lost, whatever ends it; copies and failures are told."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from chartcase.corpus.build import Options, build, engine_named, local_engine
from chartcase.corpus.extraction import Outcome
from chartcase.corpus.listing import Found
from chartcase.corpus.schema import KEYS, TableName
from chartcase.corpus.store import open_store
from chartcase.errors import StoreError

KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[4])
from quickstore import outcome_of
from chartcase.corpus.build import Options, build
def engine(files):
    for number, file in enumerate(files):
        if number == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
        yield outcome_of(file)
build([Path(sys.argv[1])], Path(sys.argv[2]), engine, Options(part_documents=2))
"""
TOP = Path(__file__).resolve().parents[2]


def rows(store: Path, table: TableName) -> list[dict[str, object]]:
    """A table's rows, sorted by their key."""
    found: list[dict[str, object]] = open_store(store).table(table).to_pylist()
    return sorted(found, key=lambda row: [str(row[name]) for name in KEYS[table]])


def everything(store: Path) -> dict[TableName, list[dict[str, object]]]:
    """All tables."""
    return {table: rows(store, table) for table in TableName}


def test_every_file_comes_out_once(quick: ModuleType, folder: Path, tmp_path: Path) -> None:
    """Five contents, one of which fails; counts say the same as the tables."""
    made = quick.built(folder, tmp_path / "store")
    assert (made.listed, made.read, made.failed, made.known) == (7, 5, 1, 0)
    assert len(rows(tmp_path / "store", TableName.DOCUMENTS)) == 5
    assert [row["path"] for row in rows(tmp_path / "store", TableName.FAILURES)] == ["c.txt"]


def test_copies_are_named(folder: Path, store: Path) -> None:
    """The same bytes are one document with two paths; the same text is another document that names the first."""
    documents = {str(row["path"]): row for row in rows(store, TableName.DOCUMENTS)}
    assert documents["a.txt"]["paths"] == ["a.txt", "deeper/a_again.txt"]
    assert documents["deeper/b_spaced.txt"]["same_as"] == documents["b.txt"]["document"]
    assert [row["path"] for row in rows(store, TableName.COPIES)] == ["deeper/a_again.txt"]


def test_a_second_build_changes_nothing(quick: ModuleType, folder: Path, store: Path) -> None:
    """All is known, the failure too."""
    before = everything(store)
    made = quick.built(folder, store)
    assert (made.read, made.failed, made.known) == (0, 0, 6)
    assert everything(store) == before


def test_a_failure_is_tried_again_when_asked(quick: ModuleType, folder: Path, store: Path) -> None:
    """With --retry, and then counted."""
    assert quick.built(folder, store, retry=True).failed == 1
    assert [row["attempt"] for row in rows(store, TableName.FAILURES)] == [1, 2]


def test_a_failure_is_tried_again_when_the_file_changed(quick: ModuleType, folder: Path, store: Path) -> None:
    """Another content is another document."""
    (folder / "c.txt").write_text("Gamma", encoding="utf-8")
    made = quick.built(folder, store)
    assert (made.read, made.failed) == (1, 0)


def test_new_files_are_added(quick: ModuleType, folder: Path, store: Path) -> None:
    """And a new copy of an old one is told."""
    (folder / "z.txt").write_text("Zeta", encoding="utf-8")
    (folder / "z_copy.txt").write_text("Delta stenosis", encoding="utf-8")
    assert quick.built(folder, store).read == 1
    assert {row["path"] for row in rows(store, TableName.COPIES)} == {"deeper/a_again.txt", "z_copy.txt"}


@pytest.mark.parametrize("at", range(6))
def test_a_kill_loses_nothing_and_repeats_nothing(quick: ModuleType, folder: Path, tmp_path: Path, at: int) -> None:
    """By kill -9 before any of the files, then again to the end: the same tables as a build that nobody disturbed."""
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    quick.built(folder, whole)
    environment = {**os.environ, "PYTHONPATH": str(TOP / "pipeline")}
    words = [sys.executable, "-c", KILLED, str(folder), str(killed), str(at), str(Path(__file__).parent)]
    ended = subprocess.run(words, env=environment, check=False)
    assert ended.returncode == -signal.SIGKILL
    quick.built(folder, killed)
    assert everything(killed) == everything(whole)


def test_the_parts_of_other_engines_are_the_same(quick: ModuleType, folder: Path, tmp_path: Path) -> None:
    """The order of files decides, not how large parts are."""
    quick.built(folder, tmp_path / "small", part_documents=1)
    quick.built(folder, tmp_path / "large", part_documents=100)
    for table in TableName:
        small, large = (open_store(tmp_path / name).table(table) for name in ("small", "large"))
        assert small.equals(large) or table in {TableName.FAILURES, TableName.COPIES}


def test_an_engine_that_fails_keeps_what_is_committed(quick: ModuleType, folder: Path, tmp_path: Path) -> None:
    """An exception is like a kill."""

    def breaking(files: Sequence[Found]) -> Iterator[Outcome]:
        yield from map(quick.outcome_of, files[:3])
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - whatever it is
        build([folder], tmp_path / "store", breaking, Options(part_documents=2))
    assert len(rows(tmp_path / "store", TableName.DOCUMENTS)) + len(rows(tmp_path / "store", TableName.FAILURES)) == 2


def test_real_files_through_real_extraction(quick: ModuleType, tmp_path: Path) -> None:
    """A decision becomes rows of every table; a file that is no record becomes a failure."""
    place = tmp_path / "in"
    place.mkdir()
    (place / "decision.txt").write_text(quick.LETTER, encoding="utf-8")
    (place / "empty.txt").write_text("", encoding="utf-8")
    build([place], tmp_path / "store", local_engine(Options(), 1), Options())
    (failure,) = rows(tmp_path / "store", TableName.FAILURES)
    assert (failure["path"], failure["exit_code"]) == ("empty.txt", 11)
    (document,) = rows(tmp_path / "store", TableName.DOCUMENTS)
    assert document["text"] == quick.LETTER
    facts = rows(tmp_path / "store", TableName.FACTS)
    assert all(quick.LETTER[int(str(row["start"])) : int(str(row["end"]))] == row["quote"] for row in facts)
    assert {row["policy"] for row in rows(tmp_path / "store", TableName.CRITERIA)} == {"odg_esi"}


def test_an_engine_nobody_knows_is_told() -> None:
    """One sentence."""
    with pytest.raises(StoreError):
        engine_named("abacus", Options(), workers=1, master="local")
