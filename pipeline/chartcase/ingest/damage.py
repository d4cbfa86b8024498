"""Looks for signs that a PDF was cut off or damaged, in its bytes alone.

It stands apart because PDFium repairs in silence: what it cannot reach is simply not there, and nobody is told.
"""

import base64
import binascii
import re
import zlib

from chartcase.ingest.drawing import is_broken_drawing
from chartcase.ingest.xref import lost_objects

_END_WITHIN = 2048
_TARGET_WITHIN = 64
_STREAM = re.compile(rb">>\s*stream(?:\r\n|\n|\r)")
_STREAM_ENDS = re.compile(rb"endstream\s{1,8}endobj")
# every run has an end, and digits are read from their first on: a file may hold a million of either
_ONE_PAGE = re.compile(rb"(?<!\d)(\d{1,10})\s{1,8}\d{1,5}\s{1,8}obj\b[^>]{0,200}?/Type\s{0,8}/Page(?![A-Za-z])")
_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")
_STARTXREF = re.compile(rb"startxref\s+(\d+)")
_FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_DICTIONARY_WITHIN = 4096
# A stream that draws a page has no more keys than these.
_DRAWING_KEYS = frozenset({b"Length", b"Filter", b"DecodeParms"})
# Unpacking stops here: a picture-heavy file is checked in part rather than read twice.
_MOST_UNPACKED = 64 * 1024 * 1024
_CHUNK = 1024 * 1024
# What a writer leaves that flushed its packer and never closed it, as Acrobat does: whole for all that.
_FLUSHED = b"\x00\x00\xff\xff"

_ANOTHER = re.compile(rb"%%EOF[\s\x00]*%PDF-")

NO_END = "The PDF has no end mark; it may be incomplete."
NO_INDEX = "The index of the PDF points to nothing; it may be incomplete."
LOST_OBJECTS = "Parts of the PDF are not where its index says; it may be incomplete."
LOST_PAGES = "The PDF holds pages that its list of pages does not name; pages may be missing."
SEVERAL = "The file holds several PDFs one behind the other; only the last was read."
BROKEN_STREAMS = "Parts of the PDF are broken; it may be incomplete."


def signs_of_damage(data: bytes) -> tuple[str, ...]:
    """Sentences on what is wrong with the bytes of a PDF; () for a sound one. No words of the file."""
    signs: list[str] = []
    end = data.rstrip(b"\x00\r\n\t ")[-_END_WITHIN:]
    if b"%%EOF" not in end:
        signs.append(NO_END)
    if not _index_is_there(data, end):
        signs.append(NO_INDEX)
    elif lost_objects(data, int(_STARTXREF.findall(end)[-1][:12])):
        signs.append(LOST_OBJECTS)
    if _ANOTHER.search(data):
        signs.append(SEVERAL)
    if _has_broken_stream(data):
        signs.append(BROKEN_STREAMS)
    return tuple(signs)


def has_unnamed_pages(data: bytes, count: int) -> bool:
    """Whether more pages can be seen in the bytes than the `count` that a reader finds; False for a file that was saved
    more than once, whose old pages are there still."""
    if data.count(b"startxref") > 1 and b"/Linearized" not in data[:_END_WITHIN]:
        return False
    return len({found.group(1) for found in _ONE_PAGE.finditer(data)}) > count


def _index_is_there(data: bytes, end: bytes) -> bool:
    """True where the last `startxref` points to an index; offsets count from the header, which may not come first."""
    found = _STARTXREF.findall(end)
    if not found:
        return False
    for header in {0, max(data.find(b"%PDF-", 0, 1024), 0)}:
        at = int(found[-1][:12]) + header
        near = data[max(at - _TARGET_WITHIN, 0) : at + _TARGET_WITHIN]
        if at < len(data) and (b"xref" in near or b" obj" in near):
            return True
    return False


def _has_broken_stream(data: bytes) -> bool:
    if b"/Encrypt" in data:
        return False
    budget = _MOST_UNPACKED
    begun = list(_STREAM.finditer(data))
    end: int | None = 0
    for found in begun:
        if found.start() < (end or 0):
            continue  # what looks like a beginning inside of a stream is a part of it
        dictionary = _dictionary(data, found.start())
        end = _stream_end(data, found.end(), dictionary)
        if end is None or (_may_draw(dictionary) and is_broken_drawing(data[found.end() : end])):
            return True
        unpacked = _unpacked_size(data[found.end() : end], _filters(dictionary), budget)
        if unpacked is None:
            return True
        budget -= unpacked
    # an end without a beginning: the head of a stream was overwritten, and readers do not see it at all
    return len(_STREAM_ENDS.findall(data)) > len(begun)


def _may_draw(dictionary: bytes) -> bool:
    """Whether it heads a stream that is not packed, and may be what draws a page."""
    keys = set(re.findall(rb"/(\w+)", dictionary))
    return keys <= _DRAWING_KEYS and b"Filter" not in keys


def _dictionary(data: bytes, end: int) -> bytes:
    """The bytes of the object up to its stream."""
    start = max(end - _DICTIONARY_WITHIN, 0)
    at = data.rfind(b" obj", start, end)
    return data[max(at, start) : end]


def _stream_end(data: bytes, start: int, dictionary: bytes) -> int | None:
    """Where a stream ends: after its stated length where `endstream` follows, else at the next one; None for none."""
    stated = _LENGTH.search(dictionary)
    if stated:
        end = start + int(stated.group(1)[:12])
        if data[end : end + 16].lstrip(b"\r\n\t ").startswith(b"endstream"):
            return end
    end = data.find(b"endstream", start)
    return end if end >= 0 else None


def _filters(dictionary: bytes) -> tuple[bytes, ...]:
    found = _FILTERS.search(dictionary)
    return tuple(re.findall(rb"/(\w+)", found.group(1))) if found else ()


def _unpacked_size(packed: bytes, filters: tuple[bytes, ...], budget: int) -> int | None:
    """Bytes that a packed stream unpacks to, 0 where it is not checked; None for a broken one."""
    if filters[:1] == (b"ASCII85Decode",) and budget > 0:
        try:
            packed = base64.a85decode(packed.strip().removesuffix(b"~>").removeprefix(b"<~"))
        except (ValueError, binascii.Error):
            return None
        filters = filters[1:]
    if filters[:1] not in ((b"FlateDecode",), (b"Fl",)) or budget <= 0:
        return 0
    return _inflated_size(packed, budget)


def _inflated_size(packed: bytes, budget: int) -> int | None:
    """Bytes of a Flate stream, up to the budget; None where it breaks off or does not fit its checksum."""
    inflater = zlib.decompressobj()
    flushed = not packed.strip() or packed.endswith(_FLUSHED)
    size = 0
    try:
        while not inflater.eof and size <= budget:
            piece = inflater.decompress(packed, _CHUNK)
            packed = inflater.unconsumed_tail
            size += len(piece)
            if not piece and not packed:
                break
    except zlib.error:
        return None
    return size if inflater.eof or flushed or size > budget else None
