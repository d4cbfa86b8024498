"""The second engine reads lines, with the model of its own wheel and without the network."""

import socket
import subprocess
import sys

import numpy as np
import pytest

from chartcase.ingest.ocr import second
from chartcase.ingest.ocr.second import RapidLines
from chartcase.ingest.picture import PagePicture

from .conftest import DrawPage

needs_it = pytest.mark.skipif(not second.is_installed(), reason="rapidocr is not installed")


def line_of(page: PagePicture) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """The page, which has one line, as a picture of that line."""
    gray = np.frombuffer(page.pixels, dtype=np.uint8).reshape(page.rows, page.columns)
    return gray[32:66]


@needs_it
def test_words_stand_where_they_were_drawn(draw_page: DrawPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text, place from left to right, and a confidence; no connection is opened."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    words = RapidLines().line(line_of(draw_page("MRI  of  L4-5  showed  5  mm")), 200.0)
    assert [word.text for word in words] == ["MRI", "of", "L4-5", "showed", "5", "mm"]
    edges = [edge for word in words for edge in (word.box.x0, word.box.x1)]
    assert edges == sorted(edges)
    assert 20 < edges[0] < 60
    assert all(0.5 < word.confidence <= 1.0 for word in words)


@needs_it
def test_no_words_on_an_empty_line() -> None:
    """Paper says nothing, and a cut-out of no height neither."""
    assert RapidLines().line(np.full((40, 200), 255, dtype=np.uint8), 200.0) == ()
    assert RapidLines().line(np.full((1, 200), 255, dtype=np.uint8), 200.0) == ()


def test_it_is_not_used_where_its_model_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release of the library that carries another model is as good as none."""
    monkeypatch.setattr(second, "MODEL", "models/none.onnx")
    assert not second.is_installed()


@needs_it
def test_the_library_around_the_model_is_not_imported() -> None:
    """Its import loads two more models and takes longer than reading a page."""
    code = (
        "import sys, numpy as np; from chartcase.ingest.ocr.second import RapidLines;"
        "RapidLines().line(np.full((40, 200), 255, dtype=np.uint8), 200.0); sys.exit('rapidocr' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
