"""Write a file whole or not at all.

It stands apart because everything that chartcase stores holds a patient's data: it is readable by its owner alone, and
a crash or a full disk never leaves half of it under its name.
"""

import os
import tempfile
from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from chartcase.errors import OutputError

OWNER_ONLY = 0o700
PART = ".part"


def make_folder(folder: Path) -> None:
    """`folder` and its parents; what is new is open to its owner alone.

    Raises:
        OutputError: it cannot be made, or something else has its name.
    """
    with _told(folder):
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        for place in reversed(missing):
            place.mkdir(mode=OWNER_ONLY, exist_ok=True)
        if not folder.is_dir():
            raise NotADirectoryError


def write(path: Path, data: bytes) -> None:
    """`data` at `path`, in place of what was there: a temporary file of the same folder, flushed to disk, renamed.

    Raises:
        OutputError: it could not be written; what was there before is there still.
    """
    with _told(path):
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{os.getpid()}-", suffix=PART)
        with ExitStack() as unfinished:
            unfinished.callback(drop, Path(name))
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
            unfinished.pop_all()
        _flush_folder(path.parent)


def drop(part: Path) -> None:
    """Take away what was half-written; where even that fails the next `sweep` does it."""
    with suppress(OSError):
        part.unlink()


def sweep(folder: Path) -> int:
    """Remove what writers that were killed left half-written in `folder`; how many files. Living writers keep theirs.

    Raises:
        OutputError: one could not be removed.
    """
    left = [path for path in folder.glob(f".*{PART}") if not _is_alive(path.name[1:].partition("-")[0])]
    with _told(folder):
        for path in left:
            path.unlink(missing_ok=True)
    return len(left)


def _is_alive(process: str) -> bool:
    if not (process.isascii() and process.isdigit()):
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


@contextmanager
def _told(path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path.name} could not be written ({os.strerror(error.errno or 0)}).") from None


def _flush_folder(folder: Path) -> None:
    """Make the rename itself outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
