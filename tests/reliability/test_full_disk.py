"""A full disk, a disk that errs, a folder that may not be written, a clock that jumps: nothing confirmed is lost."""

import errno
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chartcase.deliver import atomic
from chartcase.errors import OutputError, ReviewError
from chartcase.review import store as store_module
from chartcase.review.store import Entry, Store, verify

LINE = Entry("RN", "accept", "f0001", reason="x" * 2000)
NOTE = "She completed physical therapy for 6 weeks without relief.\n"


def _filled(disk: Path) -> Path:
    """A file that takes all room that is left."""
    path = disk / "filler"
    with path.open("wb", buffering=0) as file, suppress(OSError):
        for _ in range(1000):
            file.write(bytes(4096))
    assert path.stat().st_size <= 400 * 1024
    return path


def _added_until_refused(store: Store) -> int:
    """The number of the last line that was confirmed."""
    for version in range(5000):
        try:
            store.add(LINE, version)
        except (ReviewError, OutputError):
            return version
    return 5000


def test_a_full_disk_loses_no_confirmed_line(small_disk: Path) -> None:
    """The review refuses the next line in one sentence, keeps all before it, and goes on when there is room."""
    path = small_disk / "review.sqlite"
    filler = small_disk / "ballast"
    filler.write_bytes(bytes(100_000))
    confirmed = _added_until_refused(Store(path))
    assert 5 < confirmed < 5000
    filler.unlink()
    lines = Store(path).lines()
    assert len(lines) >= confirmed
    assert verify(path) == len(lines)
    assert Store(path).add(LINE, len(lines)) == len(lines) + 1


def test_a_full_disk_leaves_the_old_file(small_disk: Path) -> None:
    """A result is there whole or as it was before; no part of the new one is left."""
    (small_disk / "case.json").write_bytes(b"old")
    _filled(small_disk)
    with pytest.raises(OutputError):
        atomic.write(small_disk / "case.json", bytes(50_000))
    assert (small_disk / "case.json").read_bytes() == b"old"
    assert sorted(path.name for path in small_disk.iterdir()) == ["case.json", "filler"]


def test_extract_on_a_full_disk_says_so(small_disk: Path, tmp_path: Path, call: Callable[..., object]) -> None:
    """One sentence, its own exit code, and no case that is not whole; a second start makes it."""
    (tmp_path / "note.txt").write_text(NOTE)
    filler = _filled(small_disk)
    assert call("extract", tmp_path / "note.txt", "-o", small_disk / "out").code == OutputError.exit_code  # type: ignore[attr-defined]
    assert not list(small_disk.rglob("case.json"))
    assert not list(small_disk.rglob("*.part"))
    filler.unlink()
    assert call("extract", tmp_path / "note.txt", "-o", small_disk / "out").code == 0  # type: ignore[attr-defined]
    assert list(small_disk.rglob("case.json"))


def test_a_read_only_disk_is_told(small_disk: Path, tmp_path: Path, call: Callable[..., object]) -> None:
    """Nothing is written, and neither the worksheet nor the review claims that it was."""
    (tmp_path / "note.txt").write_text(NOTE)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)  # noqa: S607 - the system's own
    assert call("extract", tmp_path / "note.txt", "-o", small_disk / "out").code == OutputError.exit_code  # type: ignore[attr-defined]
    with pytest.raises(ReviewError):
        Store(small_disk / "review.sqlite").add(LINE, 0)
    assert list(small_disk.iterdir()) == []


_WRITER = """
import resource, sys
from pathlib import Path
from chartcase.errors import ReviewError
from chartcase.review.store import Entry, Store
resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
store, version = Store(Path(sys.argv[1])), 0
try:
    while version < 5000:
        version = store.add(Entry("RN", "accept", "f0001", reason="x" * 2000), version)
        print(version, flush=True)
except ReviewError as error:
    print(error.sentence, file=sys.stderr)
"""


def test_a_file_that_may_not_grow_loses_no_confirmed_line(tmp_path: Path) -> None:
    """A quota, as far as it can be had without mounting a disk."""
    path = tmp_path / "review.sqlite"
    done = subprocess.run([sys.executable, "-c", _WRITER, path], capture_output=True, text=True, check=True)
    confirmed = int(done.stdout.split()[-1])
    assert done.stderr.count("\n") == 1
    assert 5 < confirmed < 5000
    assert verify(path) >= confirmed
    assert Store(path).add(LINE, verify(path)) == verify(path)


@pytest.mark.parametrize("broken", ["mkstemp", "fsync", "replace"])
def test_an_error_at_any_step_leaves_the_old_file(broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Making, flushing and renaming may fail; the old words stay, and no part of the new ones."""

    def failing(*_given: object, **_named: object) -> None:
        raise OSError(errno.EIO, "input/output error")

    (tmp_path / "case.json").write_bytes(b"old")
    places = {"mkstemp": atomic.tempfile, "fsync": atomic.os, "replace": Path}
    monkeypatch.setattr(places[broken], broken, failing)
    with pytest.raises(OutputError, match="Input/output error"):
        atomic.write(tmp_path / "case.json", b"new")
    monkeypatch.undo()
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("case.json", b"old")]


def test_a_clock_that_jumps_back_keeps_the_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are ordered by their numbers and chained by digests; the hour is told and never relied on."""

    class _Jumping(datetime):
        hours = 0

        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            cls.hours -= 9000
            return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=cls.hours)

    monkeypatch.setattr(store_module, "datetime", _Jumping)
    store = Store(tmp_path / "review.sqlite")
    assert [store.add(LINE, version) for version in range(3)] == [1, 2, 3]
    times = [line.at for line in store.lines()]
    assert times == sorted(times, reverse=True)
    assert verify(tmp_path / "review.sqlite") == 3


def test_no_process_leaves_a_core() -> None:
    """The reading process and the command line forbid core dumps, which would hold a record's words."""
    code = (
        "import resource, sys; from chartcase.cli import main; main(['policies'])\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0], file=sys.stderr)"
    )
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (most, most)),
    )  # fmt: skip
    assert done.stderr.split()[-1] == "0"
