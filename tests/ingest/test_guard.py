"""A hostile file costs one sentence: the caller lives on, and so does the next file."""

import fcntl
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from chartcase.errors import DamagedFile, InputError, LimitExceeded, LockedFile
from chartcase.ingest import guard, read
from chartcase.ingest.child import told
from chartcase.ingest.events import Failed, Job
from chartcase.ingest.limits import Limits

RawPdf = Callable[..., bytes]
Save = Callable[..., Path]
HELLO = b"BT /F1 12 Tf 50 700 Td (Hello there) Tj ET"


@pytest.fixture(scope="session")
def slow(raw_pdf: RawPdf) -> bytes:
    """A small file that takes seconds to read."""
    return raw_pdf(b"BT /F1 1 Tf 50 700 Td " + b"(aaaa) Tj " * 600_000 + b"ET", packed=1)


@pytest.fixture(scope="session")
def bomb(raw_pdf: RawPdf) -> bytes:
    """A file of a few hundred bytes that unpacks to 150 MB."""
    return raw_pdf(bytes(150_000_000), packed=2)


def _is_alive(save: Save, raw_pdf: RawPdf) -> bool:
    return read(save(raw_pdf(HELLO), "next.pdf")).text == "Hello there"


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(cpu_seconds=1), "1 s of processor time"),
        (Limits(silence_seconds=0.2), "0.2 seconds"),
        (Limits(wall_seconds=0.2), "0.2 seconds"),
    ],
    ids=["processor time", "silence", "all waiting"],
)
def test_a_slow_file_ends_at_its_limit(save: Save, raw_pdf: RawPdf, slow: bytes, limits: Limits, said: str) -> None:
    """Each limit ends it with a sentence that names the limit, and the next file is read."""
    with pytest.raises(LimitExceeded, match=said):
        read(save(slow), limits=limits)
    assert _is_alive(save, raw_pdf)


def test_a_memory_bomb_ends_at_its_limit(save: Save, raw_pdf: RawPdf, bomb: bytes) -> None:
    """PDFium aborts without an exception; the caller does not."""
    with pytest.raises(LimitExceeded, match="50 MB of memory"):
        read(save(bomb), limits=Limits(memory_bytes=50 * 1024 * 1024))
    assert _is_alive(save, raw_pdf)


def test_output_beyond_its_limit_is_refused(save: Save, raw_pdf: RawPdf) -> None:
    """A file that gives too many words is stopped while it gives them."""
    many = [b"BT /F1 9 Tf 50 %d Td (%s) Tj ET " % (y, b"word " * 20) for y in range(700, 100, -10)]
    with pytest.raises(LimitExceeded, match="MB of words"):
        read(save(raw_pdf(*[b"".join(many)] * 3)), limits=Limits(output_bytes=100_000, pixels=0))
    assert _is_alive(save, raw_pdf)


def test_a_page_of_drawings_loses_its_boxes_and_not_its_words(save: Save, raw_pdf: RawPdf) -> None:
    """The slow second look is given up after its own time; the words are there."""
    drawing = b"".join(b"%d %d 5 5 re S " % (n % 600, n % 790) for n in range(4000))
    (page,) = read(save(raw_pdf(drawing + HELLO, packed=1)), limits=Limits(layout_seconds=0.05)).pages
    assert "could not be checked" in page.warnings[0]
    assert len(page.words) == 2


def test_a_page_that_breaks_its_reader_costs_only_itself(save: Save, raw_pdf: RawPdf) -> None:
    """Page 2 takes too long: pages 1 and 3 are read, and page 2 says why it is not."""
    heavy = b"BT /F1 1 Tf 50 700 Td " + b"(aaaa) Tj " * 1_200_000 + b"ET"
    path = save(raw_pdf(HELLO, heavy, HELLO, packed=1))
    assert _is_alive(save, raw_pdf)  # so that starting a reading process takes no part of the time below
    record = read(path, limits=Limits(silence_seconds=1.5))
    assert [record.text[page.start : page.end] for page in record.pages] == ["Hello there", "", "Hello there"]
    assert "took too long" in record.pages[1].warnings[0]


def test_errors_of_the_reading_process_keep_their_class(save: Save, raw_pdf: RawPdf) -> None:
    """A damaged file is a damaged file on this side too."""
    with pytest.raises(DamagedFile):
        read(save(raw_pdf(HELLO)[:80]))


def test_no_process_is_left_waiting_for_a_file_that_failed(save: Save, raw_pdf: RawPdf) -> None:
    """A file that fails in order gives its process back, and the next one uses it."""
    read(save(raw_pdf(HELLO)))
    before = [server._process.pid for server in guard._pool._idle]
    read(save(raw_pdf(HELLO)))
    assert [server._process.pid for server in guard._pool._idle] == before


def test_threads_read_at_the_same_time(save: Save, raw_pdf: RawPdf) -> None:
    """Each thread has a process of its own while it reads."""
    paths = [save(raw_pdf(b"BT /F1 12 Tf 50 700 Td (File %d) Tj ET" % number), f"{number}.pdf") for number in range(4)]
    texts: dict[int, str] = {}

    def work(number: int) -> None:
        texts[number] = read(paths[number]).text

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == {number: f"File {number}" for number in range(4)}


def test_a_forked_worker_has_its_own_reading_process(save: Save, raw_pdf: RawPdf) -> None:
    """After a fork both sides read, and neither takes the other's answer."""
    path = save(raw_pdf(HELLO))
    read(path)
    worker = os.fork()
    if worker == 0:
        code = 1
        try:
            code = 0 if read(path).text == "Hello there" else 2
        finally:
            guard._pool.close()
            os._exit(code)
    mine = read(path).text
    _, status = os.waitpid(worker, 0)
    assert (os.waitstatus_to_exitcode(status), mine) == (0, "Hello there")


def test_a_reading_process_that_died_while_idle_is_replaced(save: Save, raw_pdf: RawPdf) -> None:
    """The system may end it at any time."""
    read(save(raw_pdf(HELLO)))
    for server in guard._pool._idle:
        server._process.kill()
        server._process.wait()
    assert _is_alive(save, raw_pdf)


def test_the_reader_writes_no_file_and_no_core(save: Save, raw_pdf: RawPdf, tmp_path: Path, bomb: bytes) -> None:
    """Nothing of a record is left in a folder, also where its reader crashed."""
    path = save(bomb)
    with pytest.raises(LimitExceeded):
        read(path, limits=Limits(memory_bytes=50 * 1024 * 1024))
    assert list(tmp_path.iterdir()) == [path]


def test_a_reader_ends_with_its_caller(save: Save, slow: bytes) -> None:
    """Where the calling process is killed in the middle of a file, nothing goes on reading it."""
    program = (
        "import fcntl, os, sys; from chartcase.ingest.events import Job; from chartcase.ingest.guard import Server\n"
        "document = os.open(sys.argv[1], os.O_RDONLY); fcntl.flock(document, fcntl.LOCK_EX)\n"
        "channel = Server().start(Job('pdf'), document); channel.recv(1); os.kill(os.getpid(), 9)"
    )
    path = save(slow)
    environment = {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", program, str(path)], env=environment, stderr=subprocess.DEVNULL, check=False)
    with path.open("rb") as document:
        assert _is_released(document.fileno(), seconds=1.0)


def _is_released(document: int, seconds: float) -> bool:
    """True once nobody holds the lock that goes with the caller's descriptor, and with the worker's copy of it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            fcntl.flock(document, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.sched_yield()
        else:
            return True
    return False


def _events(error: Exception) -> list[Failed]:
    def reader(_data: bytes, _job: Job) -> object:
        raise error
        yield

    return [event for event in told(reader, b"", Job("pdf")) if isinstance(event, Failed)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (LockedFile("It needs a password."), "LockedFile"),
        (MemoryError(), "LimitExceeded"),
        (KeyError("Jane Roe"), "DamagedFile"),
        (ValueError("Jane Roe, born 1960"), "DamagedFile"),
    ],
)
def test_failures_are_told_without_words_of_the_file(error: Exception, name: str) -> None:
    """Exceptions of libraries repeat what they choked on; only their kind is passed on."""
    (failed,) = _events(error)
    assert failed.error == name
    assert "Jane" not in repr(failed)


def test_only_errors_about_inputs_can_be_named_by_the_reading_process() -> None:
    """A compromised reader cannot choose any class of ours to be raised."""
    assert type(guard._failure(Failed("LockedFile", "x", ""))) is LockedFile
    for name in ("ChartcaseError", "OutputError", "__builtins__", "Nothing"):
        assert type(guard._failure(Failed(name, "x", ""))) is DamagedFile
    assert issubclass(DamagedFile, InputError)
