"""Reads plain text: bytes to one string with newline line ends, its pages parted by form feeds.

It stands apart because a text file's offsets are exact to the character, and a wrong guess of the encoding shifts them.
"""

import codecs
import re
from dataclasses import dataclass

from chartcase.errors import EmptyFile, WrongFormat
from chartcase.ingest.sniff import wide_byte_order
from chartcase.record import Page, PageSource

PAGE_BREAK = "\f"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = "chartcase.western"
_LONGEST_UTF8 = 4
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_CONTROL_SHARE = 0.01
_MAINFRAME_LETTERS = bytes((*range(0x81, 0xAA), *range(0xC1, 0xEA), *range(0xF0, 0xFA)))

NOT_UTF8 = "The text is not UTF-8; it was read as Windows Latin, and accented letters or signs may be wrong."
CUT_OFF = "The text ends in the middle of a character; it may be incomplete."
MAINFRAME = "The text is in EBCDIC, the code of mainframes; brackets and signs may be wrong."
BAD_WIDE = "Some characters of the UTF-16 text are broken; they were replaced."


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with newline line ends and no byte order mark, and warnings as sentences."""

    text: str
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """No chart text: sizes only."""
        return f"Decoded({len(self.text)} characters, {len(self.warnings)} warnings)"


def decode(data: bytes) -> Decoded:
    """The text of `data`: by its byte order mark, else UTF-16 or EBCDIC where obvious, else
    UTF-8, else Windows Latin.

    Raises:
        WrongFormat: control characters show that it is no text.
        EmptyFile: there is nothing but white space.
    """
    decoded = _decode(data)
    if "\x00" in decoded.text or len(_CONTROLS.findall(decoded.text)) > _CONTROL_SHARE * len(decoded.text):
        raise WrongFormat("The file is a binary file, not text.")
    if not decoded.text.strip():
        raise EmptyFile("The file holds no text.")
    return Decoded(decoded.text.replace("\r\n", "\n").replace("\r", "\n"), decoded.warnings)


def text_pages(text: str) -> tuple[Page, ...]:
    """The pages of a text, parted by form feeds that belong to none; one that ends the text opens no further page."""
    breaks = [found.start() for found in re.finditer(PAGE_BREAK, text)]
    starts, ends = [0, *(at + 1 for at in breaks)], [*breaks, len(text)]
    if breaks and not text[starts[-1] :].strip():
        starts.pop()
    return tuple(
        Page(number, start, end, PageSource.TEXT)
        for number, (start, end) in enumerate(zip(starts, ends, strict=False), 1)
    )


def _decode(data: bytes) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    if _is_mainframe(data[:8192]):
        return Decoded(data.decode("cp037").replace("\x85", "\n"), (MAINFRAME,))
    return _decode_as(data, wide_byte_order(data[:8192]) or "utf-8")


def _is_mainframe(head: bytes) -> bool:
    """Text in EBCDIC: its space is 0x40, its letters and digits lie above 0x80, and ASCII's space never comes."""
    spaces, letters = head.count(0x40), len(head) - len(head.translate(None, _MAINFRAME_LETTERS))
    return b" " not in head and spaces > 0.05 * len(head) and letters > 0.6 * len(head)


def _decode_as(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding))
    except UnicodeDecodeError as error:
        fault = error.start
    if encoding != "utf-8":
        return Decoded(data.decode(encoding, "replace"), (BAD_WIDE,))
    if len(data) - fault < _LONGEST_UTF8 and _is_unfinished(data[fault:]):
        return Decoded(data[:fault].decode("utf-8"), (CUT_OFF,))
    return Decoded(_decode_mixed(data), (NOT_UTF8,))


def _is_unfinished(rest: bytes) -> bool:
    """True for the first bytes of a longer UTF-8 character."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return decoder.decode(rest) == ""
    except UnicodeDecodeError:
        return False


def _decode_mixed(data: bytes) -> str:
    """UTF-8 where it is UTF-8, and Windows Latin byte by byte where it is not (pasted from several systems)."""
    codecs.register_error(_WESTERN, _western)
    return data.decode("utf-8", _WESTERN)


def _western(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    try:
        return wrong.decode("cp1252"), error.end
    except UnicodeDecodeError:
        return wrong.decode("latin-1"), error.end
