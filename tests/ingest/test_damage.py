"""Damaged bytes are told, sound ones are not accused."""

import time
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from chartcase.ingest.damage import (
    BROKEN_STREAMS,
    NO_END,
    NO_INDEX,
    SEVERAL,
    has_unnamed_pages,
    signs_of_damage,
)

RawPdf = Callable[..., bytes]
TEXT = b"BT /F1 12 Tf 50 700 Td (Some words of a note) Tj ET " * 40


@pytest.mark.parametrize("packed", [0, 1, 2])
def test_sound_files_show_no_sign(raw_pdf: RawPdf, packed: int) -> None:
    """Plain and packed streams alike."""
    assert signs_of_damage(raw_pdf(TEXT, TEXT, packed=packed)) == ()


def test_streams_as_ascii_are_sound(pdf_of: Callable[..., Path]) -> None:
    """Some makers of PDFs write packed streams in ASCII; their unpacking is checked all the same."""
    stream = BytesIO()
    canvas = Canvas(stream, pageCompression=1)
    canvas.drawString(50, 700, "words " * 30)
    canvas.save()
    assert signs_of_damage(stream.getvalue()) == ()


def test_matter_before_the_header_is_no_damage(raw_pdf: RawPdf) -> None:
    """Offsets count from the header."""
    assert signs_of_damage(b"\x1b%-12345X@PJL\n" + raw_pdf(TEXT)) == ()


def test_blanks_after_the_end_are_no_damage(raw_pdf: RawPdf) -> None:
    """Gateways pad files."""
    assert signs_of_damage(raw_pdf(TEXT) + bytes(4096)) == ()


def test_a_cut_off_file_has_no_end(raw_pdf: RawPdf) -> None:
    """The end mark and the index are the first to go."""
    assert set(signs_of_damage(raw_pdf(TEXT)[:-60])) >= {NO_END}


def test_a_file_cut_inside_a_stream_is_told(raw_pdf: RawPdf) -> None:
    """A stream that never ends is broken."""
    assert BROKEN_STREAMS in signs_of_damage(raw_pdf(TEXT)[:900])


def test_an_index_beyond_the_end_is_told(raw_pdf: RawPdf) -> None:
    """Bytes are missing before it."""
    data = raw_pdf(TEXT)
    assert signs_of_damage(data[:700] + data[1400:])[0] == NO_INDEX


@given(data=st.data())
def test_a_changed_byte_in_a_packed_stream_is_told(raw_pdf: RawPdf, data: st.DataObject) -> None:
    """Every stream has a checksum, so that no changed byte of the words goes unnoticed."""
    spoilt = bytearray(raw_pdf(TEXT, packed=1))
    start, end = spoilt.index(b"stream\n") + 7, spoilt.index(b"\nendstream")
    spoilt[data.draw(st.integers(start, end - 1))] ^= data.draw(st.integers(1, 255))
    assert signs_of_damage(bytes(spoilt)) == (BROKEN_STREAMS,)


def test_an_encrypted_file_is_not_accused(raw_pdf: RawPdf) -> None:
    """Encrypted streams cannot be unpacked here."""
    data = raw_pdf(TEXT, packed=1)
    broken = data.replace(b"stream\nx", b"stream\ny").replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 9 0 R")
    assert BROKEN_STREAMS not in signs_of_damage(broken)


@given(st.binary(max_size=400))
def test_any_bytes_get_an_answer(data: bytes) -> None:
    """The check itself never fails."""
    assert isinstance(signs_of_damage(b"%PDF-1.4\n1 0 obj <</Length 5/Filter/FlateDecode>> stream\n" + data), tuple)


def test_several_files_in_one_are_told(raw_pdf: RawPdf) -> None:
    """A gateway joined two by their bytes; readers see the last alone."""
    assert SEVERAL in signs_of_damage(raw_pdf(TEXT) + raw_pdf(TEXT))


def test_a_packed_stream_that_was_flushed_and_never_closed_is_whole(raw_pdf: RawPdf) -> None:
    """Acrobat leaves such streams; one that breaks off before its flush is broken."""
    packer = zlib.compressobj()
    packed = packer.compress(b"0 0 m 9 9 l S " * 40) + packer.flush(zlib.Z_SYNC_FLUSH)
    for data, told in ((packed, ()), (b"", ()), (packed[:-6], (BROKEN_STREAMS,))):
        stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\n" % (len(data), data)
        whole = raw_pdf(b"BT (a) Tj ET")
        at = whole.index(b"1 0 obj")
        shifted = whole[:at] + b"9 0 obj " + stream + whole[at:]
        assert (BROKEN_STREAMS,) * (BROKEN_STREAMS in signs_of_damage(shifted)) == told


@pytest.mark.parametrize("piece", [b"1", b" ", b"1 ", b"1 0 obj ", b">>stream\n", b"\n"])
def test_looking_for_damage_is_linear(piece: bytes) -> None:
    """A million digits took minutes before; five times the bytes take far less than 25 times as long."""

    def seconds(size: int) -> float:
        data = b"%PDF-1.7\n" + (piece * size)[:size] + b"\nstartxref\n9\n%%EOF"
        started = time.process_time()
        has_unnamed_pages(data, 1)
        signs_of_damage(data)
        return time.process_time() - started

    assert seconds(100_000) < 15 * max(seconds(20_000), 0.01)
