"""The reading process: a small server that forks one confined worker for each untrusted file.

It stands apart from the caller's process, which may hold threads, models and other records; here is one thread, the
readers' libraries, and nothing worth stealing. A worker that dies takes only its own file with it.
"""

import importlib
import json
import os
import resource
import select
import signal
import socket
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from chartcase.errors import InputError
from chartcase.ingest.events import Event, Failed, Job
from chartcase.ingest.wire import pack, unpack_job

REQUEST = struct.Struct("!I")
STATUS = struct.Struct("!i")
_MOST_DESCRIPTORS = 2
_READ_BYTES = 8 * 1024 * 1024

Reader = Callable[[bytes, Job], Iterator[Event]]

# Loaded in the server on the first file of a kind, so that every later worker is born with its libraries.
_READERS = {
    "pdf": ("chartcase.ingest.pdf", "read_pdf", ("pypdfium2", "pypdfium2.raw", "pdfplumber")),
    "docx": ("chartcase.ingest.docx", "read_docx", ("docx",)),
    "tiff": ("chartcase.ingest.image", "read_image", ("PIL.Image", "PIL.ImageOps", "PIL.TiffImagePlugin")),
    "png": ("chartcase.ingest.image", "read_image", ("PIL.Image", "PIL.ImageOps", "PIL.PngImagePlugin")),
    "jpeg": ("chartcase.ingest.image", "read_image", ("PIL.Image", "PIL.ImageOps", "PIL.JpegImagePlugin")),
}


def serve(descriptor: int) -> None:
    """Serve jobs from the control socket until the caller closes it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with socket.socket(fileno=descriptor) as control:
        while (request := _request(control)) is not None:
            job, (document, channel) = request
            control.sendall(STATUS.pack(_work(job, document, channel, control)))


def _request(control: socket.socket) -> tuple[Job, tuple[int, int]] | None:
    """The next job with descriptors of the document and of the channel for events; None at the end."""
    data, descriptors, _, _ = socket.recv_fds(control, REQUEST.size, _MOST_DESCRIPTORS)
    if len(data) < REQUEST.size or len(descriptors) != _MOST_DESCRIPTORS:
        return None
    line = control.recv(REQUEST.unpack(data)[0], socket.MSG_WAITALL)
    return unpack_job(line), (descriptors[0], descriptors[1])


def _work(job: Job, document: int, channel: int, control: socket.socket) -> int:
    """Run one job in a forked worker and wait for it: 0, an exit code, or the negative number of the signal."""
    reader = _reader(job.kind)
    worker = os.fork()
    if worker == 0:
        _run_and_exit(reader, job, document, channel)
    os.close(document)
    os.close(channel)
    _stop_without_caller(worker, control)
    _, status = os.waitpid(worker, 0)
    return os.waitstatus_to_exitcode(status)


def _stop_without_caller(worker: int, control: socket.socket) -> None:
    """Wait until the worker ends, or end it where the caller is gone: nobody will ever stop it then."""
    try:
        ended = os.pidfd_open(worker)
    except (AttributeError, OSError):  # Only Linux has it; elsewhere the limit of processor time must do.
        return
    try:
        ready, _, _ = select.select([ended, control.fileno()], [], [])
        if ended not in ready:
            os.kill(worker, signal.SIGKILL)
    finally:
        os.close(ended)


def _reader(kind: str) -> Reader:
    module, function, libraries = _READERS[kind]
    for library in libraries:
        importlib.import_module(library)
    reader: Reader = getattr(importlib.import_module(module), function)
    return reader


def _run_and_exit(reader: Reader, job: Job, document: int, channel: int) -> None:
    """Leaves by `os._exit` whatever happens, so that no worker ever returns into the server's loop."""
    code = 1
    try:
        _confine(job)
        with socket.socket(fileno=channel) as out:
            for event in told(reader, _content(document), job):
                out.sendall(pack(event))
        code = 0
    finally:
        os._exit(code)


def _confine(job: Job) -> None:
    """Limits on this process alone: processor time, memory on top of what it was born with, no files written."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CPU, (job.cpu_seconds, job.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        ceiling = _own_bytes() + job.memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))


def _own_bytes() -> int:
    statm = Path("/proc/self/statm").read_text(encoding="ascii")
    return int(statm.split()[0]) * resource.getpagesize()


def _content(document: int) -> bytes:
    size = os.fstat(document).st_size
    pieces: list[bytes] = []
    at = 0
    while at < size and (piece := os.pread(document, min(_READ_BYTES, size - at), at)):
        pieces.append(piece)
        at += len(piece)
    return b"".join(pieces)


def told(reader: Reader, data: bytes, job: Job) -> Iterator[Event]:
    """The reader's events; an error of any kind ends them as a `Failed` that names no word of the file."""
    try:
        yield from reader(data, job)
    except InputError as error:
        yield Failed(type(error).__name__, error.sentence, error.advice)
    except MemoryError:
        yield Failed("LimitExceeded", "Reading the file needs more memory than the limit.", "")
    except Exception as error:  # noqa: BLE001 - readers of broken files raise anything; none may name its words
        sentence = f"The file is broken: its reader stopped with a {type(error).__name__}."
        yield Failed("DamagedFile", sentence, "")


def main() -> None:
    """Entry point: the number of the control socket is the only argument."""
    serve(json.loads(sys.argv[1]))


if __name__ == "__main__":
    main()
