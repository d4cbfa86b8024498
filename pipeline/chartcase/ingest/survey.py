"""Looks over a page's objects before reading it: pictures, drawn boxes, picture fonts, form fields.

It stands apart because this cheap look decides which pages need the slow reading, and which have nothing to read.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chartcase.ingest.pdfium import Geometry, raw
from chartcase.ingest.ticks import pictorial_font
from chartcase.record import Box

# Above this many objects a page is a drawing, and its boxes are no tick boxes.
_MOST_OBJECTS = 20_000
_DEEPEST_FORM = 4
# A path at least this high and wide (points) may be a box or a grid; a thinner one is a rule.
_BOX_SIDE = 4.0
_PAGE_SHARE = 0.9
_NAME_BYTES = 128
_HIDDEN_FLAGS = 0x02 | 0x20
_INVISIBLE_MODE = 3


@dataclass(frozen=True, slots=True)
class Survey:
    """What is on a page: `empty` = nothing at all; `boxed` = drawn boxes or grids; `pictorial` = text in picture fonts;
    `picture_share` of the page's area; `invisible` = all text is drawn invisibly, as scanners lay it over their
    picture; `outlined` = nothing but drawn shapes, perhaps letters turned into curves; `inked` = some text is
    drawn that is no mere blank."""

    empty: bool = False
    boxed: bool = False
    pictorial: bool = False
    picture_share: float = 0.0
    invisible: bool = False
    outlined: bool = False
    inked: bool = False


@dataclass(frozen=True, slots=True)
class TickField:
    """A check box or radio button of a form, where it is shown, and whether it is ticked."""

    box: Box
    ticked: bool


@dataclass(frozen=True, slots=True)
class Fields:
    """The form fields of a page: its tick boxes, and whether other fields or notes carry words of their own."""

    ticks: tuple[TickField, ...] = ()
    worded: bool = False


class _Tally:
    def __init__(self) -> None:
        self.boxes = self.across = self.down = self.paths = self.texts = self.invisible = self.seen = 0
        self.pictorial = self.inked = False
        self.picture_area = 0.0
        self.fonts: dict[int, bool] = {}


def survey(page: Any, geometry: Geometry) -> Survey:
    """A look over the objects of a page, those inside reused forms included."""
    lib = raw()
    tally = _Tally()
    area = max(geometry.width * geometry.height, 1.0)
    for number, handle in enumerate(_objects(page.raw, lib)):
        if number >= _MOST_OBJECTS:
            tally.boxes = tally.across = 0
            break
        _count(lib, handle, tally, geometry)
    return Survey(
        empty=tally.seen == 0,
        boxed=tally.boxes > 0 or min(tally.across, tally.down) >= 2,
        pictorial=tally.pictorial,
        picture_share=min(tally.picture_area / area, 1.0),
        invisible=tally.texts > 0 and tally.invisible == tally.texts,
        outlined=tally.texts == 0 and tally.paths > 0,
        inked=tally.inked,
    )


def _objects(page: Any, lib: Any) -> Iterator[Any]:
    for index in range(max(lib.FPDFPage_CountObjects(page), 0)):
        yield from _with_inner(lib, lib.FPDFPage_GetObject(page, index), 0)


def _with_inner(lib: Any, handle: Any, depth: int) -> Iterator[Any]:
    if not handle:
        return
    if lib.FPDFPageObj_GetType(handle) != lib.FPDF_PAGEOBJ_FORM:
        yield handle
    elif depth < _DEEPEST_FORM:
        for index in range(max(lib.FPDFFormObj_CountObjects(handle), 0)):
            yield from _with_inner(lib, lib.FPDFFormObj_GetObject(handle, index), depth + 1)


def _count(lib: Any, handle: Any, tally: _Tally, geometry: Geometry) -> None:
    tally.seen += 1
    kind = lib.FPDFPageObj_GetType(handle)
    if kind == lib.FPDF_PAGEOBJ_TEXT:
        _count_text(lib, handle, tally)
    elif kind == lib.FPDF_PAGEOBJ_PATH:
        _count_path(lib, handle, tally, geometry)
    elif kind == lib.FPDF_PAGEOBJ_IMAGE:
        width, height = _extent(lib, handle)
        tally.picture_area += min(width, geometry.width) * min(height, geometry.height)


def _count_text(lib: Any, handle: Any, tally: _Tally) -> None:
    tally.texts += 1
    hidden = lib.FPDFTextObj_GetTextRenderMode(handle) == _INVISIBLE_MODE
    tally.invisible += hidden
    tally.inked = tally.inked or (not hidden and min(_extent(lib, handle)) > 0.0)
    font = lib.FPDFTextObj_GetFont(handle)
    if not font:
        return
    address = ctypes.addressof(font.contents)
    if address not in tally.fonts:
        name = ctypes.create_string_buffer(_NAME_BYTES)
        lib.FPDFFont_GetBaseFontName(font, name, _NAME_BYTES)
        tally.fonts[address] = pictorial_font(name.value.decode("latin-1")) is not None
    tally.pictorial = tally.pictorial or tally.fonts[address]


def _count_path(lib: Any, handle: Any, tally: _Tally, geometry: Geometry) -> None:
    tally.paths += 1
    width, height = _extent(lib, handle)
    if width > _PAGE_SHARE * geometry.width and height > _PAGE_SHARE * geometry.height:
        return
    tally.boxes += min(width, height) >= _BOX_SIDE
    tally.across += height < _BOX_SIDE <= width
    tally.down += width < _BOX_SIDE <= height


def _extent(lib: Any, handle: Any) -> tuple[float, float]:
    """Width and height of an object in points."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not lib.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
        return 0.0, 0.0
    return right.value - left.value, top.value - bottom.value


def fields(document: Any, page: Any, geometry: Geometry) -> Fields:
    """The form fields of a page that are shown."""
    lib = raw()
    ticks: list[TickField] = []
    worded = False
    for index in range(max(lib.FPDFPage_GetAnnotCount(page.raw), 0)):
        note = lib.FPDFPage_GetAnnot(page.raw, index)
        try:
            if lib.FPDFAnnot_GetFlags(note) & _HIDDEN_FLAGS:
                continue
            tick = _tick_field(lib, document, note, geometry)
            ticks += [tick] if tick else []
            worded = worded or (tick is None and _has_words(lib, note))
        finally:
            lib.FPDFPage_CloseAnnot(note)
    return Fields(tuple(ticks), worded)


def _tick_field(lib: Any, document: Any, note: Any, geometry: Geometry) -> TickField | None:
    form = document.formenv
    if form is None or lib.FPDFAnnot_GetSubtype(note) != lib.FPDF_ANNOT_WIDGET:
        return None
    if lib.FPDFAnnot_GetFormFieldType(form, note) not in (lib.FPDF_FORMFIELD_CHECKBOX, lib.FPDF_FORMFIELD_RADIOBUTTON):
        return None
    box = lib.FS_RECTF()
    lib.FPDFAnnot_GetRect(note, box)
    shown = geometry.shown(box.left, box.bottom, box.right, box.top)
    return TickField(shown, bool(lib.FPDFAnnot_IsChecked(form, note)))


def _has_words(lib: Any, note: Any) -> bool:
    worded = (lib.FPDF_ANNOT_WIDGET, lib.FPDF_ANNOT_FREETEXT, lib.FPDF_ANNOT_STAMP)
    return lib.FPDFAnnot_GetSubtype(note) in worded
