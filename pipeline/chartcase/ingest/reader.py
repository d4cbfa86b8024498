"""Turns a path into a record: what is it, who reads it, and what may be said of it.

It stands apart as the one screen of the stage; every decision about a kind of file is made behind it.
"""

import hashlib
import os
import stat
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from chartcase.errors import EmptyFile, FileMissing, FileRefused, LimitExceeded, NoOcrEngine, WrongFormat
from chartcase.ingest.collect import Collector, Watch
from chartcase.ingest.limits import MIB, Limits
from chartcase.ingest.picture import PageReader
from chartcase.ingest.sniff import HEAD_BYTES, TAIL_BYTES, Kind, claimed, sniff
from chartcase.ingest.text import decode, text_pages
from chartcase.record import Record

_PICTURES = frozenset({Kind.TIFF, Kind.PNG, Kind.JPEG})
_GUARDED = frozenset({Kind.PDF, Kind.DOCX}) | _PICTURES


def read(
    path: str | Path, *, limits: Limits | None = None, ocr: PageReader | None = None, watch: Watch | None = None
) -> Record:
    """The record of one file: text, PDF, TIFF, PNG, JPEG or DOCX, told by its content and not by its name.

    Pages without words of their own go to `ocr`; without one they stay in the record as unreadable. `watch` is called
    after every page.

    Raises:
        InputError: the file is missing, empty, locked, damaged, of another kind, or over a limit (one class each).
        NoOcrEngine: a picture file, and no `ocr`.
    """
    limits = limits or Limits()
    path = Path(path)
    with _opened(path) as document:
        kind = _kind(document, path.suffix, limits)
        if kind in _PICTURES and ocr is None:
            raise NoOcrEngine(f"The file is {kind.phrase}, and there is no engine to read it.")
        if kind is Kind.TEXT:
            record = _text_record(path.name, document)
        else:
            record = Collector(path.name, limits, ocr, watch).collect(kind.value, document)
        return replace(record, sha256=_sha256(document), warnings=(*_misnamed(kind, path.suffix), *record.warnings))


@contextmanager
def _opened(path: Path) -> Generator[int]:
    """A descriptor of a regular file; never waits, as opening a pipe would."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        raise FileMissing("There is no such file.") from None
    except (OSError, ValueError):
        raise FileRefused("The file may not be opened.") from None
    try:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise WrongFormat("This is a folder, not a file.")
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise WrongFormat("This is a device or a pipe, not a file.")
        yield descriptor
    finally:
        os.close(descriptor)


def _kind(document: int, suffix: str, limits: Limits) -> Kind:
    size = os.fstat(document).st_size
    if size == 0:
        raise EmptyFile("The file is empty.")
    if size > limits.file_bytes:
        raise LimitExceeded(f"The file has {size // MIB} MB, more than the limit of {limits.file_bytes // MIB} MB.")
    kind = sniff(_piece(document, HEAD_BYTES, 0), _piece(document, TAIL_BYTES, max(size - TAIL_BYTES, 0)))
    if kind is Kind.TEXT or kind in _GUARDED:
        return kind
    claim = claimed(suffix)
    if claim is None or claim is Kind.TEXT:
        raise WrongFormat(f"The file is {kind.phrase}, which is not read.")
    raise WrongFormat(f"The file is {kind.phrase}, not {claim.phrase}.")


def _text_record(name: str, document: int) -> Record:
    decoded = decode(_piece(document, os.fstat(document).st_size, 0))
    return Record(name, decoded.text, text_pages(decoded.text), warnings=decoded.warnings)


def _misnamed(kind: Kind, suffix: str) -> tuple[str, ...]:
    claim = claimed(suffix)
    if claim in (None, kind):
        return ()
    return (f"The name of the file says {claim.phrase}, but it is {kind.phrase}; it was read as such.",)


def _piece(document: int, size: int, start: int) -> bytes:
    """Up to `size` bytes from `start`; one call to the system gives 2 GB at most, fewer at will."""
    pieces: list[bytes] = []
    while size and (piece := os.pread(document, size, start)):
        pieces.append(piece)
        size, start = size - len(piece), start + len(piece)
    return b"".join(pieces)


def _sha256(document: int) -> str:
    digest = hashlib.sha256()
    start = 0
    while piece := os.pread(document, MIB, start):
        digest.update(piece)
        start += len(piece)
    return digest.hexdigest()
