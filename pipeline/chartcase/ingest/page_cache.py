"""Pages that were recognised, kept until the case is written: what was read is not read again after a kill.

It stands apart because these files hold words of a record: they lie beside the case, open to their owner alone, and go
when the case is there.
"""

import hashlib
import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from chartcase.ingest.picture import PagePicture, PageReader, PageReading, ReadWord
from chartcase.record import Box

_OWNER_ONLY = 0o700


class PageCache:
    """Readings by the picture that they are of, and by `stamp`: what engine read it, with which settings."""

    def __init__(self, folder: Path, stamp: str) -> None:
        self._folder, self._stamp = folder, stamp

    def get(self, picture: PagePicture) -> PageReading | None:
        """What was read of this picture, None where nothing was, or what lies there is no reading."""
        try:
            return _unpacked(self._place(picture).read_bytes())
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def put(self, picture: PagePicture, reading: PageReading) -> None:
        """Keep a reading: whole or not at all. A disk that is full keeps none, and nothing else fails for it."""
        with suppress(OSError):
            self._folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(descriptor, "wb") as file:
                file.write(_packed(reading))
            Path(name).replace(self._place(picture))

    def _place(self, picture: PagePicture) -> Path:
        size = (picture.number, picture.columns, picture.rows, picture.width, picture.height)
        digest = hashlib.sha256(f"{self._stamp} {size}".encode())
        digest.update(picture.pixels)
        return self._folder / f"{digest.hexdigest()}.json"


def clear(folder: Path) -> None:
    """Remove all that was kept in `folder`, and the folder."""
    shutil.rmtree(folder, ignore_errors=True)


class CachingReader:
    """A reader that asks the cache first."""

    def __init__(self, reader: PageReader, cache: PageCache) -> None:
        self._reader, self._cache = reader, cache

    @property
    def dpi(self) -> int:
        """As the reader wants it."""
        return self._reader.dpi

    def read(self, picture: PagePicture) -> PageReading:
        """The words of one page, read now or before."""
        known = self._cache.get(picture)
        if known is None:
            known = self._reader.read(picture)
            self._cache.put(picture, known)
        return known


def _packed(reading: PageReading) -> bytes:
    words = [
        [word.text, _sides(word.box), word.confidence, word.raw, _sides(word.place) if word.place else None]
        for word in reading.words
    ]
    told = {"words": words, "warnings": reading.warnings, "blank": reading.blank}
    return json.dumps(told, ensure_ascii=False).encode()


def _sides(box: Box) -> list[float]:
    return [box.x0, box.y0, box.x1, box.y1]


def _unpacked(data: bytes) -> PageReading:
    """Raises ValueError, TypeError or KeyError where the bytes are no reading."""
    told = json.loads(data)
    words = tuple(
        ReadWord(str(text), Box(*box), confidence, raw, Box(*place) if place else None)
        for text, box, confidence, raw, place in told["words"]
    )
    return PageReading(words, tuple(told["warnings"]), bool(told["blank"]))
