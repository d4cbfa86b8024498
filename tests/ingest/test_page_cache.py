"""Recognised pages are kept for a run that is killed, privately, and only for the picture and settings they are of."""

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from chartcase.ingest import PagePicture, PageReading, ReadWord
from chartcase.ingest.page_cache import CachingReader, PageCache, clear
from chartcase.record import Box

DEMO = Path(__file__).parents[2] / "corpora" / "demo" / "demo_fax.tif"
PICTURE = PagePicture(3, 2, 2, 612.0, 792.0, b"\x00\xff\xff\x00")
READING = PageReading(
    (
        ReadWord("L4-5", Box(90, 100, 120, 110), 0.4, "14-5", Box(89, 99, 119, 109)),
        ReadWord("café", Box(1, 2, 3, 4)),
    ),
    ("Page 3 is hard to read.",),
)


@dataclass
class Counting:
    """An engine that counts its pages."""

    dpi: int = 200
    pages: int = 0

    def read(self, picture: PagePicture) -> PageReading:
        """The same for each picture."""
        assert picture.columns
        self.pages += 1
        return READING


@pytest.mark.parametrize("reading", [READING, PageReading((), blank=True), PageReading((), ("Page 3 broke.",))])
def test_a_reading_comes_back_as_it_was(tmp_path: Path, reading: PageReading) -> None:
    """Words, boxes, raw readings, places, warnings, blankness."""
    cache = PageCache(tmp_path / "pages", "engine 1")
    cache.put(PICTURE, reading)
    assert PageCache(tmp_path / "pages", "engine 1").get(PICTURE) == reading


@pytest.mark.parametrize(
    ("picture", "stamp"),
    [
        (replace(PICTURE, pixels=b"\x00\xff\x00\x00"), "engine 1"),
        (replace(PICTURE, number=4), "engine 1"),
        (replace(PICTURE, columns=4, rows=1), "engine 1"),
        (PICTURE, "engine 2"),
    ],
)
def test_another_picture_or_engine_is_read_anew(tmp_path: Path, picture: PagePicture, stamp: str) -> None:
    """Nothing is taken for what it is not."""
    PageCache(tmp_path, "engine 1").put(PICTURE, READING)
    assert PageCache(tmp_path, stamp).get(picture) is None


def test_a_page_is_read_once(tmp_path: Path) -> None:
    """The second time it comes from the cache."""
    engine = Counting()
    reader = CachingReader(engine, PageCache(tmp_path / "pages", "engine 1"))
    assert reader.read(PICTURE) == reader.read(PICTURE) == READING
    assert engine.pages == 1


@pytest.mark.parametrize("left", [b"", b'{"words": [[', b"[]", b'{"words": [["a"]], "warnings": [], "blank": false}'])
def test_half_a_file_is_no_reading(tmp_path: Path, left: bytes) -> None:
    """It is read anew."""
    cache = PageCache(tmp_path, "engine 1")
    cache.put(PICTURE, READING)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(left)
    assert cache.get(PICTURE) is None


def test_a_kept_page_is_the_owners_alone(tmp_path: Path) -> None:
    """Folder and file, whatever the umask; cleared, nothing is left."""
    before = os.umask(0)
    try:
        PageCache(tmp_path / "pages", "engine 1").put(PICTURE, READING)
    finally:
        os.umask(before)
    (kept,) = (tmp_path / "pages").iterdir()
    assert (tmp_path / "pages").stat().st_mode & 0o777 == 0o700
    assert kept.stat().st_mode & 0o777 == 0o600
    clear(tmp_path / "pages")
    assert list(tmp_path.iterdir()) == []


def _extract(out: Path) -> "subprocess.Popen[bytes]":
    code = "import sys; from chartcase.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "extract", str(DEMO), "-o", str(out), "--jobs", "1"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def _kept(out: Path) -> dict[str, int]:
    """Kept pages by name, with when each was written; they may go while we look."""
    found: dict[str, int] = {}
    with suppress(FileNotFoundError):
        for file in (out / "demo_fax" / ".pages").glob("*.json"):
            found[file.name] = file.stat().st_mtime_ns
    return found


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path) -> None:
    """Killed after the first page, the next run keeps that page and ends with no trace of the cache."""
    first = _extract(tmp_path)
    deadline = time.monotonic() + 120
    while not _kept(tmp_path) and time.monotonic() < deadline and first.poll() is None:
        select.select([], [], [], 0.01)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    kept = _kept(tmp_path)
    assert kept
    second = _extract(tmp_path)
    seen = dict(kept)
    while second.poll() is None:
        seen |= {name: written for name, written in _kept(tmp_path).items() if name in kept}
        select.select([], [], [], 0.01)
    assert second.returncode == 0
    assert seen == kept
    assert {file.name for file in (tmp_path / "demo_fax").iterdir()} == {
        "case.json",
        "facts.jsonl",
        "record.txt",
        "pages.json",
    }
