"""Reads the index of a PDF, table or stream, and asks whether its entries point to the objects that they name.

It stands apart because PDFium searches for what the index misses and drops what it does not find, without a word.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

_MOST_SECTIONS, _MOST_ENTRIES = 64, 500_000
_MOST_INDEX_BYTES = 16 * 1024 * 1024
_NEAR, _FAR = 16, 40
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])|(\d{1,10})[ ]+(\d{1,10})\s")
_STREAM = re.compile(rb"(?s)\s*\d+\s+\d+\s+obj\s*<<(.{1,4000}?)>>\s*stream\r?\n")
_OBJECT = re.compile(rb"(?<!\d)(\d+)\s+\d+\s+obj")
_FREE, _PLACED = 0, 1


@dataclass
class _Index:
    """Where each object should be; what a newer section says wins."""

    places: dict[int, int] = field(default_factory=dict[int, int])
    read: set[int] = field(default_factory=set[int])

    def add(self, number: int, place: int) -> None:
        if len(self.places) < _MOST_ENTRIES:
            self.places.setdefault(number, place)


def lost_objects(data: bytes, startxref: int) -> int:
    """How many entries of the index at `startxref` point to something that is not their object.

    0 as well where all do: that index was shifted as a whole (a gateway put bytes in front), and readers rebuild it.
    """
    header = max(data.find(b"%PDF-", 0, 1024), 0)
    index = _Index()
    waiting = [startxref]
    while waiting and len(index.read) < _MOST_SECTIONS:
        at = waiting.pop(0)
        if at not in index.read:
            index.read.add(at)
            waiting += _section(data, at + header, index) or (_section(data, at, index) if header else ())
    placed = {number: place for number, place in index.places.items() if place}
    lost = sum(not _is_there(data, number, place, header) for number, place in placed.items())
    return lost if lost < len(placed) else 0


def _is_there(data: bytes, number: int, place: int, header: int) -> bool:
    near = (_OBJECT.finditer(data, max(at - _NEAR, 0), at + _FAR) for at in {place, place + header})
    return any(int(told.group(1)) == number for finds in near for told in finds)


def _section(data: bytes, at: int, index: _Index) -> tuple[int, ...]:
    """Take one section in; the places of the sections that it continues."""
    if data[at : at + 16].lstrip().startswith(b"xref"):
        return _table(data, at, index)
    found = _STREAM.match(data, at)
    return _packed(data, found.end(), found.group(1), index) if found else ()


def _table(data: bytes, at: int, index: _Index) -> tuple[int, ...]:
    end = data.find(b"trailer", at)
    if end < 0:
        return ()
    number = 0
    for entry in _ENTRY.finditer(data, at, end):
        place, _, kind, first, _ = entry.groups()
        if first is not None:
            number = int(first)
            continue
        index.add(number, int(place) if kind == b"n" else 0)
        number += 1
    stop = data.find(b"startxref", end)
    return _numbers(data[end : stop if stop > 0 else end + 2000], b"Prev", b"XRefStm")


def _numbers(words: bytes, *names: bytes) -> tuple[int, ...]:
    found = (re.search(rb"/%s\s+(\d{1,12})" % name, words) for name in names)
    return tuple(int(one.group(1)) for one in found if one)


def _packed(data: bytes, start: int, words: bytes, index: _Index) -> tuple[int, ...]:
    """The entries of an index that is a stream; () where it cannot be unpacked, which is told as a broken stream."""
    widths = [int(width) for width in re.findall(rb"\d+", _between(words, b"W"))]
    size = _numbers(words, b"Size")
    rows = _rows(data[start : start + _MOST_INDEX_BYTES], words, sum(widths)) if len(widths) == 3 and size else None
    if rows is None:
        return ()
    numbers = _object_numbers(words, size[0])
    for number, row in zip(numbers, rows, strict=False):
        first, second = widths[0], widths[0] + widths[1]
        kind = int.from_bytes(row[:first], "big") if first else _PLACED
        if kind in (_FREE, _PLACED):
            index.add(number, int.from_bytes(row[first:second], "big") if kind == _PLACED else 0)
        else:
            index.add(number, 0)
    return _numbers(words, b"Prev")


def _between(words: bytes, name: bytes) -> bytes:
    found = re.search(rb"/%s\s*\[([\d\s]*)\]" % name, words)
    return found.group(1) if found else b""


def _object_numbers(words: bytes, size: int) -> Iterator[int]:
    listed = [int(number) for number in re.findall(rb"\d+", _between(words, b"Index"))] or [0, size]
    for first, count in zip(listed[::2], listed[1::2], strict=False):
        yield from range(first, first + min(count, _MOST_ENTRIES))


def _rows(packed: bytes, words: bytes, width: int) -> list[bytes] | None:
    """The rows of the stream; only those that no predictor or the usual one (each row told by the row above) made."""
    if b"/Filter" in words and b"FlateDecode" not in words:
        return None
    try:
        plain = zlib.decompressobj().decompress(packed, _MOST_INDEX_BYTES) if b"FlateDecode" in words else packed
    except zlib.error:
        return None
    predictor = (_numbers(words, b"Predictor") or (1,))[0]
    if predictor < 10 or width == 0:
        return [plain[at : at + width] for at in range(0, len(plain), width)] if predictor == 1 and width else None
    above, rows = bytes(width), list[bytes]()
    for at in range(0, len(plain) - width, width + 1):
        row = plain[at + 1 : at + 1 + width]
        if plain[at] not in (0, 2):
            return None
        above = bytes(a + b & 255 for a, b in zip(row, above, strict=True)) if plain[at] == 2 else row
        rows.append(above)
    return rows
