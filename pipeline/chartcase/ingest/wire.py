"""Events as bytes and back: a length, a JSON head and flat arrays, checked on arrival.

It stands apart because the reading process handles hostile files: what it sends is parsed as data, never unpickled.
"""

import json
import struct
from array import array
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from chartcase.ingest.events import Done, Event, Failed, Job, Opened, PageScan, PageText
from chartcase.record import Box, Page, PageSource, Word

_HEAD = struct.Struct("!cQI")
HEAD_BYTES = _HEAD.size
_NUMBERS_A_WORD = 6


class WireError(Exception):
    """What arrived is no event; carries no words of a record."""


def pack(event: Event) -> bytes:
    """One event as a frame: kind, length of the rest, length of the JSON head, the head, the binary rest."""
    kind, head, rest = _packed(event)
    text = json.dumps(head, ensure_ascii=False).encode("utf-8")
    return _HEAD.pack(kind, len(text) + len(rest), len(text)) + text + rest


def frame_size(head: bytes) -> int:
    """How many bytes follow a frame's first `HEAD_BYTES`."""
    _, size, _ = _HEAD.unpack(head)
    return int(size)


def unpack(head: bytes, body: bytes) -> Event:
    """The event of a frame.

    Raises:
        WireError: it is none.
    """
    kind, _, length = _HEAD.unpack(head)
    try:
        return _READERS[kind](json.loads(body[:length]), body[length:])
    except (KeyError, TypeError, ValueError, IndexError, OverflowError, RecursionError) as error:
        raise WireError(type(error).__name__) from None


def pack_job(job: Job) -> bytes:
    """A job as one line of JSON."""
    return json.dumps(asdict(job)).encode("ascii")


def unpack_job(line: bytes) -> Job:
    """The job of `pack_job`."""
    return Job(**json.loads(line))


def _packed(event: Event) -> tuple[bytes, dict[str, object], bytes]:
    match event:
        case Opened():
            return b"O", {"pages": event.pages, "damaged": event.damaged, "warnings": event.warnings}, b""
        case PageText():
            return b"P", _page_head(event), _word_numbers(event.page)
        case PageScan():
            head = _page_head(event.seen) | {
                "columns": event.columns,
                "rows": event.rows,
                "lasting": event.lasting,
            }
            return b"S", head, _word_numbers(event.seen.page) + event.pixels
        case Failed():
            return b"F", {"error": event.error, "sentence": event.sentence, "advice": event.advice}, b""
        case Done():
            return b"D", {}, b""


def _page_head(event: PageText) -> dict[str, object]:
    page = event.page
    return {
        "number": page.number,
        "source": page.source.value,
        "width": page.width,
        "height": page.height,
        "warnings": page.warnings,
        "words": len(page.words),
        "text": event.text,
    }


def _word_numbers(page: Page) -> bytes:
    numbers = array("d")
    for word in page.words:
        numbers.extend((word.start, word.end, *word.box.rounded()))
    return numbers.tobytes()


def _page_text(head: Any, rest: bytes) -> PageText:
    text = str(head["text"])
    numbers = array("d")
    numbers.frombytes(rest[: int(head["words"]) * _NUMBERS_A_WORD * numbers.itemsize])
    values = numbers.tolist()
    places = list(zip(*(values[at::_NUMBERS_A_WORD] for at in range(_NUMBERS_A_WORD)), strict=True))
    if len(places) != int(head["words"]):
        raise ValueError("words are missing")
    words = tuple(Word(int(start), int(end), Box(*box)) for start, end, *box in places)
    if any(not 0 <= word.start < word.end <= len(text) for word in words):
        raise ValueError("a word is outside its text")
    size = float(head["width"]), float(head["height"])
    warnings = tuple(str(warning) for warning in head["warnings"])
    page = Page(int(head["number"]), 0, len(text), PageSource(head["source"]), *size, words, warnings)
    return PageText(page, text)


def _page_scan(head: Any, rest: bytes) -> PageScan:
    columns, rows = int(head["columns"]), int(head["rows"])
    seen = _page_text(head, rest)
    pixels = rest[len(seen.page.words) * _NUMBERS_A_WORD * 8 :]
    if len(pixels) != columns * rows:
        raise ValueError("the picture has another size")
    lasting = tuple(str(warning) for warning in head["lasting"])
    return PageScan(seen, columns, rows, pixels, lasting)


def _opened(head: Any, _rest: bytes) -> Opened:
    return Opened(int(head["pages"]), bool(head["damaged"]), tuple(str(warning) for warning in head["warnings"]))


def _failed(head: Any, _rest: bytes) -> Failed:
    return Failed(str(head["error"]), str(head["sentence"]), str(head["advice"]))


def _done(_head: Any, _rest: bytes) -> Done:
    return Done()


_READERS: dict[bytes, Callable[[Any, bytes], Event]] = {
    b"O": _opened,
    b"P": _page_text,
    b"S": _page_scan,
    b"F": _failed,
    b"D": _done,
}
