"""The line model without East Asian glyphs says the same of an English chart, with less to weigh."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from chartcase.ingest.ocr import second
from chartcase.ingest.ocr.narrowed import narrowed

GLYPHS = ("a", "漢", "5", "５", "字")
OUTPUTS = len(GLYPHS) + 2
KEPT = [0, 1, 3, 4, 6]


def field(number: int, value: bytes | int) -> bytes:
    """One field of a protobuf message, all of whose numbers are small."""
    return bytes([number << 3, value]) if isinstance(value, int) else bytes([number << 3 | 2, len(value)]) + value


def tensor(table: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> bytes:
    """Weights as ONNX has them, their shape first."""
    return b"".join(field(1, size) for size in table.shape) + field(2, 1) + field(9, table.tobytes())


def model(*tables: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> bytes:
    """A model of a node and these weights, with its glyphs."""
    graph = field(1, b"node") + b"".join(field(5, tensor(table)) for table in tables)
    told = field(1, b"character") + field(2, "\n".join(GLYPHS).encode())
    return field(1, 8) + field(7, graph) + field(14, told)


MATRIX = np.arange(OUTPUTS, dtype="<f4")[None, :]
BIAS = 10 + np.arange(OUTPUTS, dtype="<f4")
OTHER = np.arange(3, dtype="<f4")


def test_outputs_of_other_scripts_go_and_all_else_stays() -> None:
    """The full-width five is a five; weights of another shape are left alone."""
    narrow = narrowed(model(OTHER, MATRIX, BIAS))
    assert narrow.glyphs == ("", "a", "5", "５", " ")
    assert narrow.file == model(OTHER, MATRIX[:, KEPT], BIAS[KEPT])


@pytest.mark.parametrize("tables", [(), (OTHER,), (BIAS,), (MATRIX, BIAS, BIAS)])
def test_a_model_that_is_built_otherwise_is_left_as_it_is(tables: tuple[np.ndarray, ...]) -> None:  # type: ignore[type-arg]
    """Outputs and glyphs must go together."""
    whole = model(*tables)
    narrow = narrowed(whole)
    assert (narrow.file, narrow.glyphs) == (whole, ("", *GLYPHS, " "))


@pytest.mark.skipif(not second.is_installed(), reason="rapidocr is not installed")
def test_the_installed_model_is_narrowed() -> None:
    """Sixteen thousand outputs less, and no Latin letter among them."""
    found = importlib.util.find_spec("rapidocr")
    assert found is not None
    assert found.origin is not None
    file = (Path(found.origin).parent / second.MODEL).read_bytes()
    narrow = narrowed(file)
    assert len(narrow.file) < 0.7 * len(file)
    assert set("LSTC0123456789-/.%+°") <= set(narrow.glyphs)
    assert (narrow.glyphs[0], narrow.glyphs[-1]) == ("", " ")
