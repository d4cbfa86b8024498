"""Reads a Word document: its paragraphs and tables in order, as one page of text.

It stands apart because Word has no pages until it is printed: only the order of its words is certain.
"""

import importlib
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from chartcase.errors import DamagedFile, EmptyFile, LimitExceeded, LockedFile
from chartcase.ingest.events import Done, Event, Job, Opened, PageText
from chartcase.ingest.ticks import EMPTY, SIGNS, TICKED, glyph_sign, pictorial_font
from chartcase.record import Page, PageSource

_MOST_UNPACKED = 512 * 1024 * 1024
_CELL_GAP = "  "
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SPELT = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# Documents with macros and templates hold the same words; macros are never looked at.
_OPEN, _OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml", "application/vnd.ms-word"
_ALSO_READ = (
    f"{_OPEN}.template.main+xml",
    f"{_OFFICE}.document.macroEnabled.main+xml",
    f"{_OFFICE}.template.macroEnabledTemplate.main+xml",
)
_OFF = frozenset({"0", "false", "off"})


def read_docx(data: bytes, job: Job) -> Iterator[Event]:
    """The one page of a Word document.

    Raises:
        DamagedFile: it is no document that can be opened.
        LimitExceeded: it unpacks to more than allowed.
        EmptyFile: it holds no words.
    """
    _check_size(data)
    body, outer = _parts(data)
    lines = [*outer[0], *_blocks(body), *outer[1]]
    text = "\n".join(lines).strip("\n")
    if not text.strip():
        raise EmptyFile("The document holds no text.")
    yield Opened(1)
    if job.first_page == 1:
        yield PageText(Page(1, 0, len(text), PageSource.TEXT), text)
    yield Done()


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise DamagedFile("The Word document is cut off or broken.") from None
    if any(member.flag_bits & 1 for member in members):
        raise LockedFile("The Word document needs a password.")
    if sum(member.file_size for member in members) > _MOST_UNPACKED:
        raise LimitExceeded(f"The Word document unpacks to more than {_MOST_UNPACKED // 1024**2} MB, the limit.")


def _parts(data: bytes) -> tuple[Any, tuple[list[str], list[str]]]:
    """The body element, and the lines of the first section's header and footer."""
    try:
        document = _document(data)
        section = document.sections[0] if len(document.sections) else None
        header = list(_blocks(section.header._element)) if section else []
        footer = list(_blocks(section.footer._element)) if section else []
        return document.element.body, (header, footer)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - python-docx raises KeyError, ValueError, BadZipFile and lxml's errors alike
        raise DamagedFile("The Word document is broken, or of a rare form that is not read.") from None


def _document(data: bytes) -> Any:
    parts, kinds = importlib.import_module("docx.opc.part").PartFactory, importlib.import_module("docx.parts.document")
    for kind in _ALSO_READ:
        parts.part_type_for[kind] = kinds.DocumentPart
    package = importlib.import_module("docx.package").Package.open(io.BytesIO(data))
    return package.main_document_part.document


def _blocks(parent: Any) -> Iterator[str]:
    """Lines of paragraphs and table rows in order; content controls are looked into."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield _text(child)
        elif child.tag == f"{_W}tbl":
            yield from (_row(row) for row in child.iter(f"{_W}tr") if _owner(row, f"{_W}tbl") is child)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent"):
            yield from _blocks(child)


def _owner(element: Any, tag: str) -> Any:
    parent = element.getparent()
    while parent is not None and parent.tag != tag:
        parent = parent.getparent()
    return parent


def _row(row: Any) -> str:
    cells = (cell for cell in row.iter(f"{_W}tc") if _owner(cell, f"{_W}tr") is row)
    texts = ("\n".join(_blocks(cell)).strip() for cell in cells)
    return _CELL_GAP.join(text for text in texts if text)


def _text(paragraph: Any) -> str:
    return "".join(_pieces(paragraph)).replace("\f", "\n")


def _pieces(element: Any) -> Iterator[str]:
    """The characters of a paragraph in order; a text box inside it becomes lines of its own."""
    for child in element:
        if child.tag == f"{_MC}Fallback":
            continue
        if child.tag == f"{_W}t":
            yield "".join(SIGNS.get(letter, letter) for letter in child.text or "")
        elif child.tag in _SPELT:
            yield _SPELT[child.tag]
        elif child.tag == f"{_W}sym":
            yield _symbol(child)
        elif child.tag == f"{_W}checkBox":
            yield _form_tick(child)
        elif child.tag == f"{_W}p":
            yield f"\n{_text(child)}\n"
        else:
            yield from _pieces(child)


def _symbol(element: Any) -> str:
    family = pictorial_font(element.get(f"{_W}font", ""))
    try:
        return glyph_sign(family, chr(int(element.get(f"{_W}char", ""), 16)))
    except (ValueError, OverflowError):
        return ""


def _form_tick(element: Any) -> str:
    """A check box of the old form fields: its state, or its default where it was never touched."""
    for name in ("checked", "default"):
        state = element.find(f"{_W}{name}")
        if state is not None:
            return EMPTY if state.get(f"{_W}val", "1") in _OFF else TICKED
    return EMPTY
