"""Keeps untrusted files at arm's length: has them read by another process, and outlives whatever happens there.

It stands apart because a hostile file can abort, hang or exhaust its reader; here that becomes one sentence.
"""

import atexit
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from chartcase import errors
from chartcase.errors import ChartcaseError, DamagedFile, InputError, LimitExceeded
from chartcase.ingest.child import REQUEST, STATUS
from chartcase.ingest.events import Done, Event, Failed, Job, PageScan
from chartcase.ingest.limits import MIB, Limits
from chartcase.ingest.wire import HEAD_BYTES, WireError, frame_size, pack_job, unpack

_START = "import sys; sys.path.append(sys.argv[2]); from chartcase.ingest.child import main; main()"
_OUT_OF_MEMORY_SIGNALS = frozenset({signal.SIGABRT, signal.SIGTRAP, signal.SIGILL, signal.SIGKILL})
_CLOSING_SECONDS = 2.0


class ReaderStopped(Exception):
    """The reading process died or fell silent; `error` is what to tell the user if that cannot be helped."""

    def __init__(self, error: InputError) -> None:
        super().__init__(error.sentence)
        self.error = error


class OutOfTime(ReaderStopped):
    """The file took all the time that it may: what was read of it stands, and the rest is not tried."""


class Server:
    """One reading process and the socket to it. Used by one job at a time."""

    def __init__(self) -> None:
        self._control, far = socket.socketpair()
        root = str(Path(__file__).resolve().parents[2])
        with far:
            # -P keeps the working folder, perhaps a folder of hostile files, off the module path.
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no outside words
                [sys.executable, "-P", "-c", _START, str(far.fileno()), root],
                pass_fds=[far.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def start(self, job: Job, document: int) -> socket.socket:
        """Begin a job on an open file; the socket returned gives the events."""
        near, far = socket.socketpair()
        line = pack_job(job)
        try:
            socket.send_fds(self._control, [REQUEST.pack(len(line))], [document, far.fileno()])
            self._control.sendall(line)
        except OSError:
            near.close()
            raise
        finally:
            far.close()
        return near

    def status(self, seconds: float) -> int | None:
        """How the last job's worker ended: 0, an exit code, a negative signal; None where the server itself is gone."""
        self._control.settimeout(seconds)
        try:
            data = self._control.recv(STATUS.size, socket.MSG_WAITALL)
        except OSError:
            return None
        return int(STATUS.unpack(data)[0]) if len(data) == STATUS.size else None

    def close(self) -> None:
        """End the process: by closing its socket, and by force where it does not listen."""
        self._control.close()
        try:
            self._process.wait(_CLOSING_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the process and its worker at once."""
        self._control.close()
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


class _Pool:
    """Servers that wait for work; each thread takes one and gives it back."""

    def __init__(self) -> None:
        self.renew()
        self._forked: list[list[Server]] = []

    def renew(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[Server] = []
        self._registered = False

    def after_fork(self) -> None:
        """In a forked process: the parent's servers are kept out of reach, not closed, for they serve the parent."""
        self._forked.append(self._idle)
        self.renew()

    def take(self) -> Server:
        with self._lock:
            if not self._registered:
                self._registered = True
                atexit.register(self.close)
            if self._idle:
                return self._idle.pop()
        return Server()

    def give(self, server: Server) -> None:
        with self._lock:
            self._idle.append(server)

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for server in idle:
            server.close()


_pool = _Pool()
os.register_at_fork(after_in_child=_pool.after_fork)


def _started(job: Job, document: int) -> tuple[Server, socket.socket]:
    """A server at work on the job; one that died while it waited is replaced."""
    server = _pool.take()
    try:
        return server, server.start(job, document)
    except OSError:
        server.kill()
    server = Server()
    return server, server.start(job, document)


class Reading:
    """The events of one file from one worker, with the limits of the caller's side: silence, wall time, output."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._waited = 0.0
        self._output = 0

    def events(self, job: Job, document: int) -> Iterator[Event]:
        """The events up to `Done`, which is not among them. May be called again for the pages after a bad one.

        Raises:
            InputError: the file cannot be read, as the reader says.
            LimitExceeded: all output together passed its limit.
            OutOfTime: all waiting together passed its limit, or the processor time did.
            ReaderStopped: the reading process died or fell silent.
        """
        server, channel = _started(job, document)
        whole = False
        try:
            with channel:
                yield from self._received(server, channel)
            whole = server.status(self._limits.silence_seconds) == 0
        finally:
            if whole:
                _pool.give(server)
            else:
                server.kill()

    def _received(self, server: Server, channel: socket.socket) -> Iterator[Event]:
        while True:
            event = self._next(server, channel)
            if isinstance(event, Done):
                return
            if isinstance(event, Failed):
                raise _failure(event)
            yield event

    def _next(self, server: Server, channel: socket.socket) -> Event:
        head = self._exactly(server, channel, HEAD_BYTES)
        size = frame_size(head)
        if size > self._limits.output_bytes + self._limits.pixels:
            raise LimitExceeded(f"The file gives more than {self._limits.output_bytes // MIB} MB of words, the limit.")
        body = self._exactly(server, channel, size)
        try:
            event = unpack(head, body)
        except WireError:
            raise ReaderStopped(DamagedFile("The file is broken: its reader gave an unusable answer.")) from None
        self._count_output(event, size)
        return event

    def _count_output(self, event: Event, size: int) -> None:
        self._output += 0 if isinstance(event, PageScan) else size
        if self._output > self._limits.output_bytes:
            raise LimitExceeded(f"The file gives more than {self._limits.output_bytes // MIB} MB of words, the limit.")

    def _exactly(self, server: Server, channel: socket.socket, size: int) -> bytes:
        pieces: list[bytes] = []
        while size:
            piece = self._some(server, channel, size)
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def _some(self, server: Server, channel: socket.socket, size: int) -> bytes:
        """The next bytes; the time until they come is what counts as waiting, not the time the caller takes."""
        left = self._limits.wall_seconds - self._waited
        if left <= 0:
            raise self._out_of_time()
        started = time.monotonic()
        channel.settimeout(min(left, self._limits.silence_seconds))
        try:
            piece = channel.recv(min(size, MIB))
        except TimeoutError:
            piece = None
        except ConnectionResetError:
            piece = b""
        self._waited += time.monotonic() - started
        if piece is None:
            raise self._out_of_time() if left <= self._limits.silence_seconds else ReaderStopped(self._too_slow())
        if not piece:
            raise self._died(server)
        return piece

    def _out_of_time(self) -> OutOfTime:
        seconds = self._limits.wall_seconds
        return OutOfTime(LimitExceeded(f"Reading the file takes longer than {seconds:g} seconds, the limit."))

    def _too_slow(self) -> InputError:
        seconds = self._limits.silence_seconds
        return LimitExceeded(f"Reading one page takes longer than {seconds:g} seconds, the limit.")

    def _died(self, server: Server) -> Exception:
        """What the end of the worker means: its processor time was up, its memory was, or the file broke it."""
        status = server.status(self._limits.silence_seconds)
        if status == -signal.SIGXCPU:
            seconds = self._limits.cpu_seconds
            return OutOfTime(LimitExceeded(f"Reading the file takes more than {seconds} s of processor time."))
        if status is not None and -status in _OUT_OF_MEMORY_SIGNALS:
            limit = self._limits.memory_bytes // MIB
            return ReaderStopped(LimitExceeded(f"Reading the file needs more than {limit} MB of memory, the limit."))
        if status is None:
            return ChartcaseError("The reading process could not be started, or was ended from outside.")
        return ReaderStopped(DamagedFile("The file is broken: it made its reader crash."))


def _failure(failed: Failed) -> InputError:
    """The error that the reading process names; only errors about inputs can be named."""
    kind = getattr(errors, failed.error, DamagedFile)
    known = isinstance(kind, type) and issubclass(kind, InputError)
    return (kind if known else DamagedFile)(failed.sentence, failed.advice or None)
