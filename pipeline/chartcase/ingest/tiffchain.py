"""Follows the chain of pages of a TIFF, classic or big, and looks for pages that the chain does not reach.

It stands apart because a chain that ends too early is well formed: only the bytes of the page that it lost tell of it.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

_ORDERS = {b"II": "<", b"MM": ">"}
_BIG = 43
_STRIPS, _TILES, _INNER, _EXIF = 273, 324, 330, 34665
# Bytes per value by type; 3 and 4 are the whole numbers of 2 and 4 bytes, 13 and 18 places of directories.
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_WHOLE = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
_PLACES = frozenset({_STRIPS, _TILES, 279, 325, 513, 514, 519, 520, 521, _INNER, _EXIF})
_MOST_ENTRIES, _MOST_PAGES, _MOST_VALUES = 1000, 5000, 65536
# So much of a file may be of no use to any page before that is odd: rewritten headers, notes of a camera.
_SPARE_BYTES, _SPARE_SHARE = 1024, 0.02

CHAIN_BROKEN = "The list of pages of the file is broken; pages may be missing."
PAGE_LEFT_OUT = "The file holds a page that its list of pages does not name; pages may be missing."
BYTES_LEFT_OUT = "A part of the file belongs to no page; pages may be missing."


@dataclass(frozen=True, slots=True)
class _Form:
    """How numbers stand in the file: byte order, and the sizes of counts and places."""

    order: str
    big: bool

    @property
    def head(self) -> str:
        return f"{self.order}{'Q' if self.big else 'H'}"

    @property
    def entry(self) -> str:
        return f"{self.order}HH{'QQ' if self.big else 'II'}"

    @property
    def place(self) -> str:
        return f"{self.order}{'Q' if self.big else 'I'}"


@dataclass(frozen=True, slots=True)
class _Directory:
    """One page: its tags with their values, the bytes that it takes, and where the next one is."""

    tags: dict[int, tuple[int, ...]]
    taken: tuple[tuple[int, int], ...]
    following: int


def signs_of_lost_pages(data: bytes, count: int) -> tuple[str, ...]:
    """Sentences on what is wrong with the chain of pages of a TIFF, of which a reader found `count`; () for a sound
    one."""
    form = _Form(_ORDERS[data[:2]], _number(data, 2, _ORDERS[data[:2]] + "H") == _BIG)
    chain = list(_chain(data, form))
    found = [one for one in chain if one is not None]
    if not found or len(found) < len(chain) or len(found) != count:
        return (CHAIN_BROKEN,)
    known = [*found, *_inner(data, form, found)]
    if _unnamed_page(data, form, known):
        return (PAGE_LEFT_OUT,)
    spare = len(data) - _covered(data, known)
    return (BYTES_LEFT_OUT,) if spare > max(_SPARE_BYTES, _SPARE_SHARE * len(data)) else ()


def _chain(data: bytes, form: _Form) -> Iterator[_Directory | None]:
    """The pages in order; None at the end of a chain that breaks or runs in a ring."""
    at = _number(data, 8 if form.big else 4, form.place)
    seen: set[int] = set()
    while at is None or at:
        page = None if at is None or at in seen or len(seen) > _MOST_PAGES else _directory(data, at, form)
        yield page
        if page is None or at is None:
            return
        seen.add(at)
        at = page.following


def _inner(data: bytes, form: _Form, pages: list[_Directory]) -> Iterator[_Directory]:
    """The directories that pages hold: smaller copies, and notes of cameras."""
    for page in pages:
        for tag in (_INNER, _EXIF):
            for place in page.tags.get(tag, ()):
                inner = _directory(data, place, form)
                if inner is not None:
                    yield inner


def _directory(data: bytes, at: int, form: _Form) -> _Directory | None:
    count = _number(data, at, form.head)
    size = struct.calcsize(form.entry)
    first = at + struct.calcsize(form.head)
    following = _number(data, first + size * (count or 0), form.place)
    if not count or count > _MOST_ENTRIES or following is None:
        return None
    tags: dict[int, tuple[int, ...]] = {}
    taken = [(at, first + size * count + struct.calcsize(form.place))]
    for number in range(count):
        tag, kind, values, _ = struct.unpack_from(form.entry, data, first + size * number)
        place = first + size * (number + 1) - struct.calcsize(form.place)
        length = _SIZES.get(kind, 1) * values
        if length > struct.calcsize(form.place):
            place = _number(data, place, form.place) or 0
            taken.append((place, place + length))
        if tag in _PLACES:
            tags[tag] = _values(data, place, kind, values, form)
    return _Directory(tags, (*taken, *_strips(tags)), following)


def _values(data: bytes, at: int, kind: int, count: int, form: _Form) -> tuple[int, ...]:
    letter = _WHOLE.get(kind)
    layout = f"{form.order}{min(count, _MOST_VALUES)}{letter}"
    if letter is None or at + struct.calcsize(layout) > len(data):
        return ()
    return tuple(struct.unpack_from(layout, data, at))


def _strips(tags: dict[int, tuple[int, ...]]) -> Iterator[tuple[int, int]]:
    """The bytes of the picture itself; those of the old JPEG form lie where their own tags say."""
    for places, sizes in ((_STRIPS, 279), (_TILES, 325), (513, 514)):
        for place, size in zip(tags.get(places, ()), tags.get(sizes, ()), strict=False):
            yield place, place + size
    for place in (one for tag in (519, 520, 521) for one in tags.get(tag, ())):
        yield place, place + 512


def _unnamed_page(data: bytes, form: _Form, known: list[_Directory]) -> bool:
    """Whether a directory lies in the bytes that is no page of the chain, and whose picture is none of theirs."""
    drawn = {places[0] for page in known if (places := _first_places(page))}
    starts = {page.taken[0][0] for page in known}
    for found in _directory_heads(form).finditer(data):
        for back in range(3):  # the width is the first entry, or one or two others stand before it
            at = found.start() - struct.calcsize(form.head) - back * struct.calcsize(form.entry)
            page = _directory(data, at, form) if at >= 8 and at not in starts else None
            if page is not None and (places := _first_places(page)) and places[0] not in drawn:
                return True
    return False


def _first_places(page: _Directory) -> tuple[int, ...]:
    return page.tags.get(_STRIPS) or page.tags.get(_TILES) or ()


def _directory_heads(form: _Form) -> re.Pattern[bytes]:
    """The entry of a picture's width followed by that of its height, as every page has them."""
    one, count = form.place, "Q" if form.big else "I"
    gap = struct.calcsize(one)

    def head(tag: int) -> bytes:
        kinds = b"|".join(re.escape(struct.pack(f"{form.order}HH{count}", tag, kind, 1)) for kind in (3, 4))
        return b"(?:%s)" % kinds

    return re.compile(b"%s.{%d}(?=%s)" % (head(256), gap, head(257)), re.DOTALL)


def _covered(data: bytes, pages: list[_Directory]) -> int:
    """How many bytes belong to the header or a page, or are zero and lie between them."""
    end, covered = 16, 16
    for start, stop in sorted(part for page in pages for part in page.taken):
        start, stop = min(start, len(data)), min(stop, len(data))
        if stop <= end:
            continue
        if start > end:
            covered += data.count(0, end, start)
        covered += stop - max(start, end)
        end = stop
    return covered + data.count(0, end)


def _number(data: bytes, at: int, form: str) -> int | None:
    size = struct.calcsize(form)
    return int(struct.unpack_from(form, data, at)[0]) if at >= 0 and at + size <= len(data) else None
