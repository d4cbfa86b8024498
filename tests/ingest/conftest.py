"""What tests of reading share: PDFs written by hand, and PDFs set from texts by scripts/make_pdf.

It stands apart so that a test shows the one thing about its file that matters.
"""

import importlib.util
import sys
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from chartcase.ingest.token import Token

TOP = Path(__file__).resolve().parents[2]
RawPdf = Callable[..., bytes]
Words = Callable[..., list[Token]]


def _raw_pdf(
    *contents: bytes,
    page: bytes = b"/MediaBox[0 0 612 792]",
    font: bytes = b"/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding",
    packed: int = 0,
    stream: bytes = b"",
    objects: Sequence[bytes] = (),
) -> bytes:
    """A PDF of one page a content stream, `packed` times with Flate; further objects are numbered from 4 on."""
    first = 4 + len(objects)
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(contents)))
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents)),
        b"<</Type/Font%s>>" % font,
        *objects,
    ]
    filters = b"/Filter[%s]" % (b"/FlateDecode" * packed) if packed else b""
    for number, content in enumerate(contents):
        body = content
        for _ in range(packed):
            body = zlib.compress(body, 9)
        at = first + 2 * number
        fonts = b"/Resources<</Font<</F1 3 0 R>>>>"
        parts.append(b"<</Type/Page/Parent 2 0 R/Contents %d 0 R%s%s>>" % (at + 1, fonts, page))
        parts.append(b"<<%s%s/Length %d>>\nstream\n%s\nendstream" % (filters, stream, len(body), body))
    return _numbered(parts)


def _numbered(parts: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    index = len(out)
    entries = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, entries)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, index)
    return bytes(out)


@pytest.fixture(scope="session")
def raw_pdf() -> RawPdf:
    """`raw_pdf(content, ..., page=, font=, packed=)`: the bytes of a PDF with these content streams."""
    return _raw_pdf


@pytest.fixture
def save(tmp_path: Path) -> Callable[[bytes, str], Path]:
    """`save(data, name)`: a file with these bytes."""

    def write(data: bytes, name: str = "record.pdf") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


@pytest.fixture(scope="session")
def make_pdf() -> ModuleType:
    """The module of scripts/make_pdf."""
    spec = importlib.util.spec_from_file_location("make_pdf", TOP / "scripts" / "make_pdf.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_pdf"] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def pdf_of(make_pdf: ModuleType, tmp_path: Path) -> Callable[..., Path]:
    """`pdf_of(text, columns=, tables=, tickboxes=, ticks=)`: the text set as a PDF."""

    def write(text: str, name: str = "set.pdf", **style: Any) -> Path:
        path = tmp_path / name
        make_pdf.make_pdf(text, path, make_pdf.Style(**style), "Medical record")
        return path

    return write


@pytest.fixture
def words() -> Words:
    """`words("a b", left, top)`: the words of one printed line, 10 points high, 5 points a letter and a space."""

    def line(text: str, left: float = 50.0, top: float = 100.0, height: float = 10.0) -> list[Token]:
        tokens: list[Token] = []
        for word in text.split():
            width = 5.0 * len(word)
            tokens.append(Token(word, left, top, left + width, top + height))
            left += width + 3.0
        return tokens

    return line
