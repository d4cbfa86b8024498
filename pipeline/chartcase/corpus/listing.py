"""Folders -> the files to read, each under the hash of its bytes; copies of the same bytes are one file.

It stands apart because what is new, known, copied or failed is told before anything is read.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from chartcase.batch import SUFFIXES
from chartcase.errors import EmptyFile, FileMissing
from chartcase.terminal import shown

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it is, its path as the store names it, all paths with the same bytes, which attempt."""

    file: str
    path: str
    document: str
    bytes: int
    paths: tuple[str, ...]
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Unhashed:
    """A file whose bytes could not be had, and why in one sentence."""

    path: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What lies in the folders: files by content, in the order of their first path, and those that refused."""

    files: tuple[Found, ...]
    refused: tuple[Unhashed, ...]


def listed(given: Sequence[Path]) -> Listed:
    """All files of a kind that is read below the folders, however deep, and files that are named themselves.

    A path is told from its folder on; where several folders are given, it begins with the folder's name.

    Raises:
        FileMissing: nothing is at one of the paths.
        EmptyFile: they hold no file of a kind that is read.
    """
    first: dict[str, Found] = {}
    copies: dict[str, list[str]] = {}
    refused: list[Unhashed] = []
    for file, path in _paths(given):
        try:
            digest, size = hashed(file)
        except OSError as error:
            refused.append(Unhashed(path, f"It could not be opened ({os.strerror(error.errno or 0)})."))
            continue
        first.setdefault(digest, Found(str(file), path, digest, size, ()))
        copies.setdefault(digest, []).append(path)
    if not first and not refused:
        raise EmptyFile("The folders hold no file of a kind that is read.", "Check the paths.")
    files = tuple(Found(one.file, one.path, digest, one.bytes, tuple(copies[digest])) for digest, one in first.items())
    return Listed(files, tuple(refused))


def hashed(file: Path) -> tuple[str, int]:
    """SHA-256 of a file's bytes and how many there are.

    Raises:
        OSError: it cannot be read.
    """
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def _paths(given: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Files with the path that the store tells, sorted, so that the same folders always give the same order."""
    for place in given:
        if place.is_dir():
            prefix = f"{place.resolve().name}/" if len(given) > 1 else ""
            yield from ((file, _told(prefix + file.relative_to(place).as_posix())) for file in sorted(_below(place)))
        elif place.exists():
            yield place, _told(place.name)
        else:
            raise FileMissing(f"Nothing is at {shown(place.name)}.")


def _told(path: str) -> str:
    """A path as text: what is no Unicode in a file's name becomes a replacement character."""
    return os.fsencode(path).decode("utf-8", "replace")


def _below(folder: Path) -> Iterator[Path]:
    """Readable files below a folder; hidden ones and links to folders are left out, so that no loop can arise."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            file = Path(parent, name)
            if not name.startswith(".") and file.suffix.lower() in SUFFIXES and file.is_file():
                yield file
