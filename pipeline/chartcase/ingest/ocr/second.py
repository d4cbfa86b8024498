"""The door to the second opinion: the line recogniser that RapidOCR carries, which is slow but stubborn.

It stands apart as the only user of that model, without which pages are read all the same, with more doubt. The model is
run as it lies in the wheel: importing the library itself would load two more models and take longer than a page.
"""

import importlib
import importlib.util
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chartcase.ingest.ocr.engine import EngineWord
from chartcase.ingest.ocr.geometry import PixelBox
from chartcase.ingest.ocr.ink import Gray
from chartcase.ingest.ocr.narrowed import narrowed

MODEL = "models/PP-OCRv6_rec_small.onnx"
"""Within the package."""

# The height that the model reads, and the least width that cut-outs are filled up to: it loses letters at the edge.
_HEIGHT, _SHORTEST = 48, 96
_NO_REPORTS = "ORT_DISABLE_TELEMETRY"


def _model_file() -> Path | None:
    found = importlib.util.find_spec("rapidocr")
    if found is None or found.origin is None:
        return None
    file = Path(found.origin).parent / MODEL
    return file if file.is_file() else None


def is_installed() -> bool:
    """True where the model, its runtime and what scales its pictures are all there."""
    return _model_file() is not None and all(map(importlib.util.find_spec, ("onnxruntime", "cv2")))


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter as the model tells it: 0..1 how sure it is, and the pixels of the cut-out that its step covers."""

    text: str
    confidence: float
    left: float
    right: float


class RapidLines:
    """The recogniser, loaded with its first line; not for several threads."""

    def line(self, gray: Gray, dpi: float) -> tuple[EngineWord, ...]:
        """The words of a picture that holds one line; the resolution tells this engine nothing."""
        del dpi
        if min(gray.shape) < 2:
            return ()
        return tuple(_words(self._letters(gray), float(gray.shape[0])))

    def _letters(self, gray: Gray) -> Iterator[_Letter]:
        """What the steps of the model say from left to right, white space too; a letter may last several steps."""
        filled, width = self._filled(gray)
        session, glyphs = self._loaded
        steps: NDArray[np.float32] = session.run(None, {session.get_inputs()[0].name: filled})[0][0]
        told, sure = steps.argmax(axis=1), steps.max(axis=1)
        changed = np.concatenate(([True], told[1:] != told[:-1]))
        step = gray.shape[1] * filled.shape[3] / (width * len(told))
        for at in np.flatnonzero(changed & (told != 0)).tolist():
            yield _Letter(glyphs[int(told[at])], float(sure[at]), at * step, (at + 1) * step)

    def _filled(self, gray: Gray) -> tuple[NDArray[np.float32], int]:
        """The picture as the model takes it (one, three times the same gray from -1 to 1, rows, columns), and its
        columns but for those it was filled up with."""
        width = max(_HEIGHT * gray.shape[1] // gray.shape[0], 1)
        scaled = self._scaled(gray, (width, _HEIGHT)).astype(np.float32) / 127.5 - 1.0
        filled = np.zeros((1, 3, _HEIGHT, max(width, _SHORTEST)), dtype=np.float32)
        filled[0, :, :, :width] = scaled
        return filled, width

    @cached_property
    def _scaled(self) -> Any:
        return importlib.import_module("cv2").resize

    @cached_property
    def _loaded(self) -> tuple[Any, tuple[str, ...]]:
        """The running model, and what each of its outputs stands for."""
        # From its import on the runtime keeps a database of its use in the home folder and reports it, unless told.
        os.environ[_NO_REPORTS] = "1"
        library = importlib.import_module("onnxruntime")
        options = library.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        file = _model_file()
        model = narrowed(file.read_bytes() if file is not None else b"")
        return library.InferenceSession(model.file, options, providers=["CPUExecutionProvider"]), model.glyphs


def _words(letters: Iterator[_Letter], height: float) -> Iterator[EngineWord]:
    """The words between the spaces of a line."""
    for is_space, group in groupby(letters, key=lambda letter: letter.text.isspace()):
        if is_space:
            continue
        word = list(group)
        box = PixelBox(word[0].left, 0.0, word[-1].right, height)
        text = unicodedata.normalize("NFKC", "".join(letter.text for letter in word))
        yield EngineWord(text, box, min(letter.confidence for letter in word), 0)
