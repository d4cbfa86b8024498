"""The door to the second opinion: RapidOCR's recogniser, which reads the picture of one line and is slow but stubborn.

It stands apart as the only importer of `rapidocr`, without which pages are read all the same, with more doubt; its
models come in its wheel, and nothing is ever fetched.
"""

import importlib
import importlib.util
import os
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from chartcase.ingest.ocr.engine import EngineWord
from chartcase.ingest.ocr.geometry import PixelBox
from chartcase.ingest.ocr.ink import Gray

MODEL = "models/PP-OCRv6_rec_small.onnx"
"""Within the package; without it the library would look for it on the network, and is not used."""

# Channels, height, and the width that shorter cut-outs are filled up to: half of what the library has,
# for time goes with width.
_SHORTEST = [3, 48, 160]
_NO_REPORTS = "ORT_DISABLE_TELEMETRY"


def is_installed() -> bool:
    """True where the library, its runtime and the model that it carries are all there."""
    found = importlib.util.find_spec("rapidocr")
    if found is None or found.origin is None or importlib.util.find_spec("onnxruntime") is None:
        return False
    return (Path(found.origin).parent / MODEL).is_file()


class RapidLines:
    """The recogniser, loaded with its first line; not for several threads."""

    def line(self, gray: Gray, dpi: float) -> tuple[EngineWord, ...]:
        """The words of a picture that holds one line; the resolution tells this engine nothing."""
        del dpi
        if min(gray.shape) < 2:
            return ()
        picture = np.repeat(gray[:, :, None], 3, axis=2)
        read = self._engine(picture, use_det=False, use_cls=False, use_rec=True, return_word_box=True)
        if not read.txts or not read.word_results:
            return ()
        return tuple(_words(read.txts[0], read.word_results[0], gray.shape))

    @cached_property
    def _engine(self) -> Any:
        # From its import on its runtime keeps a database of its use in the home folder and reports it, unless told.
        os.environ[_NO_REPORTS] = "1"
        library = importlib.import_module("rapidocr")
        package = Path(str(library.__file__)).parent
        return library.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.text_score": 0.0,
                "Rec.model_path": str(package / MODEL),
                "Rec.rec_img_shape": _SHORTEST,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )


def _words(text: str, told: Any, shape: Sequence[int]) -> Iterator[EngineWord]:
    """The words between the spaces of the line: the engine tells the column of each letter, and how sure it is."""
    places = [column for word in told.word_cols for column in word]
    width = shape[1] / max(float(told.line_txt_len), 1.0)
    letters = [letter for letter in text if letter != " "]
    # The library's own confidences count the spaces, its columns do not.
    sure = list(told.confs)
    if len(sure) == len(text):
        sure = [value for letter, value in zip(text, sure, strict=True) if letter != " "]
    if len(letters) != len(places) or len(sure) != len(places):
        return
    at = 0
    for word in text.split():
        span = slice(at, at + len(word))
        at += len(word)
        box = PixelBox(places[span][0] * width, 0.0, (places[span][-1] + 1) * width, float(shape[0]))
        yield EngineWord(unicodedata.normalize("NFKC", word), box, float(min(sure[span])), 0)
