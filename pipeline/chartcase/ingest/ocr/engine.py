"""The door to Tesseract: a gray picture in, words with boxes and confidences out.

It stands apart as the only importer of `tesserocr`; the engine is native code, and its results are plain values here.
"""

import importlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from PIL import Image

from chartcase.errors import NoOcrEngine
from chartcase.ingest.ocr.geometry import PixelBox
from chartcase.ingest.ocr.ink import Gray
from chartcase.ingest.ocr.installed import LANGUAGE, model_folder

_PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class EngineWord:
    """A word as the engine reads it: its box in pixels, 0..1 how sure it is, and the number of its line on the page."""

    text: str
    box: PixelBox
    confidence: float
    line: int

    def __repr__(self) -> str:
        """No chart text."""
        return f"EngineWord({self.box}, {self.confidence:.2f})"


class LineReader(Protocol):
    """Whatever reads the picture of one line."""

    def line(self, gray: Gray, dpi: float) -> tuple[EngineWord, ...]:
        """The words of a picture that holds one line."""
        ...


class Tesseract:
    """One engine, loaded once a process; not for several threads."""

    def __init__(self) -> None:
        # Two engines side by side beat one engine on two threads; read when the library is loaded.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        folder = model_folder()
        if folder is None:
            raise NoOcrEngine("The model of the OCR engine is missing.")
        try:
            self._lib: Any = importlib.import_module("tesserocr")
        except ImportError:
            raise NoOcrEngine("The OCR engine is missing.") from None
        modes = self._lib.PSM
        self._page_mode, self._line_mode, self._sparse_mode = modes.AUTO, modes.SINGLE_LINE, modes.SPARSE_TEXT
        self._api: Any = self._lib.PyTessBaseAPI(
            path=str(folder), lang=LANGUAGE, psm=self._page_mode, oem=self._lib.OEM.LSTM_ONLY
        )

    def page(self, gray: Gray, dpi: float) -> tuple[EngineWord, ...]:
        """The words of a whole page, line by line."""
        return self._read(gray, dpi, self._page_mode)

    def scattered(self, gray: Gray, dpi: float) -> tuple[EngineWord, ...]:
        """The words of a page that is hardly print, wherever they stand; what else is on it becomes words too."""
        return self._read(gray, dpi, self._sparse_mode)

    def line(self, gray: Gray, dpi: float) -> tuple[EngineWord, ...]:
        """The words of a picture that holds one line."""
        return self._read(gray, dpi, self._line_mode)

    def _read(self, gray: Gray, dpi: float, mode: Any) -> tuple[EngineWord, ...]:
        self._api.SetPageSegMode(mode)
        self._take(gray, dpi)
        words = tuple(self._words())
        self._api.Clear()
        return words

    def _take(self, gray: Gray, dpi: float) -> None:
        self._api.SetImage(Image.fromarray(gray))
        self._api.SetSourceResolution(round(dpi))
        self._api.Recognize()

    def _words(self) -> Iterator[EngineWord]:
        found = self._api.GetIterator()
        if found is None:
            return
        level = self._lib.RIL.WORD
        line = -1
        for place in self._lib.iterate_level(found, level):
            line += bool(place.IsAtBeginningOf(self._lib.RIL.TEXTLINE))
            box = place.BoundingBox(level)
            text = "".join(place.GetUTF8Text(level).split()) if box else ""
            if text:
                yield EngineWord(text, PixelBox(*map(float, box)), place.Confidence(level) / _PERCENT, line)
