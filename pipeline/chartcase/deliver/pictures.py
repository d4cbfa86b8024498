"""Page pictures of a case as PNG, drawn when they are asked for.

It stands apart so that the worksheet and the server ask for a page and know neither processes nor kinds of file.
"""

import struct
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock

from chartcase.deliver.case_pages import CasePages, SourcePages, found_file

CHILD = "chartcase.deliver.picture_child"


class SourcePictures:
    """The pages of one file. Safe to ask from several threads; a crash of the drawing process costs one page."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._closed = False

    def page(self, number: int, width: int) -> bytes | None:
        """The page (from 1) `width` pixels wide as PNG; None where it cannot be drawn."""
        with self._lock:
            if self._closed:
                return None
            try:
                return self._asked(number, width)
            except (OSError, struct.error):
                self._end()
                return None

    def _asked(self, number: int, width: int) -> bytes | None:
        if self._child is None:
            with self._path.open("rb") as file:
                self._child = subprocess.Popen(  # noqa: S603 - our own module on our own interpreter
                    [sys.executable, "-m", CHILD, str(file.fileno())],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    pass_fds=(file.fileno(),),
                )
        stdin, stdout = self._child.stdin, self._child.stdout
        if stdin is None or stdout is None:
            return None
        stdin.write(struct.pack("!II", number, width))
        stdin.flush()
        (size,) = struct.unpack("!I", stdout.read(4))
        return stdout.read(size) if size else None

    def close(self) -> None:
        """End the drawing process; no page is drawn from then on."""
        with self._lock:
            self._closed = True
            self._end()

    def _end(self) -> None:
        if self._child is None:
            return
        with suppress(OSError):
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    pipe.close()
        self._child.kill()
        self._child.wait()
        self._child = None


class CasePictures:
    """The pictures of a case's pages, counted over all sources from 1."""

    def __init__(self, pages: CasePages, given: Sequence[Path] = ()) -> None:
        self._places: list[tuple[SourcePictures | None, int]] = []
        self._open: list[SourcePictures] = []
        for source in pages.sources:
            path = found_file(source, given) if _may_be_drawn(source) else None
            pictures = SourcePictures(path) if path is not None else None
            if pictures is not None:
                self._open.append(pictures)
            self._places += [(pictures, page.number) for page in source.pages]

    def has(self, number: int) -> bool:
        """Whether that page has a picture."""
        return 1 <= number <= len(self._places) and self._places[number - 1][0] is not None

    def page(self, number: int, width: int) -> bytes | None:
        """The page `width` pixels wide as PNG, None where there is none."""
        if not self.has(number):
            return None
        pictures, own = self._places[number - 1]
        return pictures.page(own, width) if pictures is not None else None

    def close(self) -> None:
        """End all drawing processes."""
        for pictures in self._open:
            pictures.close()


_DRAWN = frozenset({".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg"})


def _may_be_drawn(source: SourcePages) -> bool:
    """A source with boxes has pictures whatever its name; one without (a fax nobody could read) is told by its name."""
    return any(page.words for page in source.pages) or Path(source.name).suffix.lower() in _DRAWN
