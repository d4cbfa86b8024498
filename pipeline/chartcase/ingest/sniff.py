"""Says what a file is by its first and last bytes, never by its name.

It stands apart because names lie: a portal's error page saved as "record.pdf" is a web page.
"""

import re
from collections.abc import Callable
from enum import StrEnum

HEAD_BYTES = 8192
TAIL_BYTES = 65536

# PDF readers accept up to 1,024 bytes of other matter before the header.
_PDF_HEADER_WITHIN = 1024
_PDF_OBJECT = re.compile(rb"\bendobj\s+\d+ \d+ obj\b|\bendstream\s+endobj\b")
_MARKUP_WITHIN = 1024
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<script[\s>]|<meta\s|<title>", re.IGNORECASE)
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1a\x1b"))
# Old printer files carry a stray control byte here and there; program files are full of them.
_CONTROL_SHARE = 0.01


class Kind(StrEnum):
    """What a file holds."""

    PDF = "pdf"
    TIFF = "tiff"
    PNG = "png"
    JPEG = "jpeg"
    DOCX = "docx"
    TEXT = "text"
    HTML = "html"
    XML = "xml"
    RTF = "rtf"
    OLD_OFFICE = "old_office"
    POSTSCRIPT = "postscript"
    FORM_DATA = "form_data"
    ZIP = "zip"
    BINARY = "binary"

    @property
    def phrase(self) -> str:
        """The kind in words, with its article."""
        return _PHRASES[self]


_PHRASES = {
    Kind.PDF: "a PDF",
    Kind.TIFF: "a TIFF picture",
    Kind.PNG: "a PNG picture",
    Kind.JPEG: "a JPEG picture",
    Kind.DOCX: "a Word document",
    Kind.TEXT: "plain text",
    Kind.HTML: "a web page",
    Kind.XML: "an XML file",
    Kind.RTF: "an RTF document",
    Kind.OLD_OFFICE: "an Office file of the old format",
    Kind.POSTSCRIPT: "a PostScript file",
    Kind.FORM_DATA: "a file of form data",
    Kind.ZIP: "an archive",
    Kind.BINARY: "a binary file",
}

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"II+\x00", Kind.TIFF),
    (b"MM\x00+", Kind.TIFF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_OFFICE),
    (b"{\\rtf", Kind.RTF),
    (b"%!PS", Kind.POSTSCRIPT),
    (b"%FDF-", Kind.FORM_DATA),
)

_SUFFIXES = {
    ".pdf": Kind.PDF,
    ".tif": Kind.TIFF,
    ".tiff": Kind.TIFF,
    ".png": Kind.PNG,
    ".jpg": Kind.JPEG,
    ".jpeg": Kind.JPEG,
    ".docx": Kind.DOCX,
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
}


def claimed(suffix: str) -> Kind | None:
    """The kind that a file name's suffix (".pdf") claims; None for a suffix that claims nothing we read."""
    return _SUFFIXES.get(suffix.lower())


def sniff(head: bytes, tail: bytes = b"") -> Kind:
    """The kind of a file from its first `HEAD_BYTES` and last `TAIL_BYTES` bytes (or all of a shorter one)."""
    for test in (_by_magic, _as_zip, _as_pdf, _as_markup):
        kind = test(head, tail)
        if kind is not None:
            return kind
    return Kind.TEXT if looks_like_text(head) else Kind.BINARY


def looks_like_text(head: bytes) -> bool:
    """True for bytes that are text in a usual encoding: no NUL (but in UTF-16 and UTF-32), hardly any control byte."""
    if head.startswith(_BYTE_ORDER_MARKS) or wide_byte_order(head) is not None:
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return 0 not in head and controls <= _CONTROL_SHARE * len(head)


def wide_byte_order(head: bytes) -> str | None:
    """The codec of Latin text in UTF-16 without a byte order mark, where every second byte is NUL; else None."""
    half = len(head) // 2
    if half < 2:
        return None
    even, odd = head[: 2 * half : 2].count(0) / half, head[1 : 2 * half : 2].count(0) / half
    if odd > 0.7 and even < 0.05:
        return "utf-16-le"
    if even > 0.7 and odd < 0.05:
        return "utf-16-be"
    return None


def _by_magic(head: bytes, _tail: bytes) -> Kind | None:
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)


def _as_zip(head: bytes, tail: bytes) -> Kind | None:
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    return Kind.DOCX if b"word/document" in head or b"word/document" in tail else Kind.ZIP


def _as_pdf(head: bytes, _tail: bytes) -> Kind | None:
    at = head.find(b"%PDF-", 0, _PDF_HEADER_WITHIN)
    if at == 0 or (at > 0 and b" obj" in head[at:]):
        return Kind.PDF
    # a PDF that lost its beginning is no plain text
    return Kind.PDF if len(_PDF_OBJECT.findall(head)) > 1 else None


def _as_markup(head: bytes, _tail: bytes) -> Kind | None:
    start = _without_mark(head).lstrip()[:_MARKUP_WITHIN]
    if not start.startswith(b"<"):
        return None
    if _HTML.search(start):
        return Kind.HTML
    return Kind.XML if start.startswith((b"<?xml", b"<!DOCTYPE")) else None


def _without_mark(head: bytes) -> bytes:
    for mark, narrow in _NARROWED:
        if head.startswith(mark):
            return narrow(head)
    return head


def _narrow_utf8(head: bytes) -> bytes:
    return head[3:]


def _narrow_wide(head: bytes) -> bytes:
    return head[2:].replace(b"\x00", b"")


_NARROWED: tuple[tuple[bytes, Callable[[bytes], bytes]], ...] = (
    (b"\xef\xbb\xbf", _narrow_utf8),
    (b"\xff\xfe", _narrow_wide),
    (b"\xfe\xff", _narrow_wide),
)
