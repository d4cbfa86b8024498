"""The index of a PDF is believed only where its entries point to their objects."""

import re
from collections.abc import Callable

import pytest

from chartcase.ingest.damage import LOST_OBJECTS, has_unnamed_pages, signs_of_damage
from chartcase.ingest.xref import lost_objects

RawPdf = Callable[..., bytes]


def _start(data: bytes) -> int:
    return int(re.findall(rb"startxref\s+(\d+)", data)[-1])


def test_a_sound_index_loses_nothing(raw_pdf: RawPdf) -> None:
    """Every entry finds its object."""
    data = raw_pdf(b"BT (a) Tj ET", b"BT (b) Tj ET")
    assert lost_objects(data, _start(data)) == 0


def test_an_overwritten_object_is_counted(raw_pdf: RawPdf) -> None:
    """Its head is gone, so no reader finds it."""
    data = raw_pdf(b"BT (a) Tj ET", b"BT (b) Tj ET").replace(b"\n5 0 obj", b"\nXXXXXXX")
    assert lost_objects(data, _start(data)) == 1
    assert LOST_OBJECTS in signs_of_damage(data)


def test_an_index_shifted_as_a_whole_is_no_loss(raw_pdf: RawPdf) -> None:
    """Some makers count from another place; readers rebuild such an index."""
    data = raw_pdf(b"BT (a) Tj ET")
    shifted = re.sub(rb"(\d{10}) 00000 n", lambda entry: b"%010d 00000 n" % (int(entry.group(1)) + 100), data)
    assert lost_objects(shifted, _start(shifted)) == 0


@pytest.mark.parametrize("start", [0, 10**9, 20])
def test_a_place_without_an_index_has_no_entries(raw_pdf: RawPdf, start: int) -> None:
    """That the index is missing is told elsewhere."""
    assert lost_objects(raw_pdf(b"BT (a) Tj ET"), start) == 0


def test_a_page_that_no_list_names_is_seen(raw_pdf: RawPdf) -> None:
    """Two pages in the bytes, one in the list; a file saved twice may keep its old pages."""
    data = raw_pdf(b"BT (a) Tj ET", b"BT (b) Tj ET")
    assert not has_unnamed_pages(data, 2)
    assert has_unnamed_pages(data, 1)
    assert not has_unnamed_pages(data + b"startxref\n9\n%%EOF\n", 1)
