"""The line model without the glyphs of East Asia, of which it has sixteen thousand and an English chart none.

It stands apart because it takes the model's file to pieces: weighing all these glyphs at every step is an eighth of the
model's time. What is left is weighed as before, against each other alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

# Fields of ONNX's messages (onnx/onnx.proto): ModelProto.graph and .metadata_props, GraphProto.initializer,
# TensorProto.dims and .raw_data, StringStringEntryProto.key and .value.
_GRAPH, _METADATA, _INITIALIZER, _DIMS, _RAW, _KEY, _VALUE = 7, 14, 5, 1, 9, 1, 2
_VARINT, _BYTES = 0, 2
_FIXED = {1: 8, 5: 4}
_FIRST_EAST_ASIAN, _AFTER_EAST_ASIAN = 0x3000, 0xFF00


@dataclass(frozen=True, slots=True)
class LineModel:
    """An ONNX model, and what each of its outputs stands for: the first is the step between letters, the last a
    space."""

    file: bytes
    glyphs: tuple[str, ...]


def narrowed(file: bytes) -> LineModel:
    """The model with the outputs of an English chart; as it is where its weights are kept in another way."""
    glyphs = ("", *_glyphs(file), " ")
    kept = [place for place, glyph in enumerate(glyphs) if not _is_east_asian(glyph)]
    cut: list[int] = []
    fields = [
        _told(field, _graph(field.value, len(glyphs), kept, cut)) if field.number == _GRAPH else field.whole
        for field in _fields(file)
    ]
    if sorted(cut) != [1, 2]:
        return LineModel(file, glyphs)
    return LineModel(b"".join(fields), tuple(glyphs[place] for place in kept))


def _is_east_asian(glyph: str) -> bool:
    return len(glyph) == 1 and _FIRST_EAST_ASIAN <= ord(glyph) < _AFTER_EAST_ASIAN


def _glyphs(file: bytes) -> list[str]:
    for field in _fields(file):
        if field.number == _METADATA:
            told = {part.number: part.value.decode("utf-8") for part in _fields(field.value)}
            if told.get(_KEY) == "character":
                return told[_VALUE].splitlines()
    return []


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a protobuf message: its number, its value (a number, or the bytes of it), and all its bytes."""

    number: int
    value: bytes
    count: int
    whole: bytes


def _graph(graph: bytes, outputs: int, kept: Sequence[int], cut: list[int]) -> bytes:
    """The graph with narrowed weights; the dimensions of each that was are added to `cut`."""
    return b"".join(
        _told(field, _weights(field.value, outputs, kept, cut)) if field.number == _INITIALIZER else field.whole
        for field in _fields(graph)
    )


def _weights(tensor: bytes, outputs: int, kept: Sequence[int], cut: list[int]) -> bytes:
    fields = list(_fields(tensor))
    dims = [field.count for field in fields if field.number == _DIMS]
    raw = next((field for field in fields if field.number == _RAW), None)
    if not dims or dims[-1] != outputs or raw is None:
        return tensor
    cut.append(len(dims))
    table = np.frombuffer(raw.value, dtype="<f4").reshape(-1, outputs)[:, list(kept)]
    others = b"".join(field.whole for field in fields if field.number not in (_DIMS, _RAW))
    shape = b"".join(_varint(_DIMS << 3 | _VARINT) + _varint(size) for size in (*dims[:-1], len(kept)))
    return shape + others + _told(raw, table.tobytes())


def _fields(message: bytes) -> Iterator[_Field]:
    at = 0
    while at < len(message):
        start = at
        key, at = _number(message, at)
        kind, count, size = key & 7, 0, 0
        if kind == _VARINT:
            count, at = _number(message, at)
        elif kind == _BYTES:
            size, at = _number(message, at)
        else:
            size = _FIXED[kind]
        yield _Field(key >> 3, message[at : at + size], count, message[start : at + size])
        at += size


def _number(message: bytes, at: int) -> tuple[int, int]:
    """A number in seven bits a byte, lowest first, and the place behind it."""
    value = shift = 0
    while True:
        value |= (message[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if message[at - 1] < 0x80:
            return value, at


def _varint(value: int) -> bytes:
    digits = bytearray()
    while value > 0x7F:
        digits.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*digits, value])


def _told(field: _Field, value: bytes) -> bytes:
    """The field with another value of bytes."""
    return _varint(field.number << 3 | _BYTES) + _varint(len(value)) + value
