"""A TIFF whose chain of pages lost one says so; a sound one, of any make, does not."""

import struct
from io import BytesIO

import pytest
from PIL import Image

from chartcase.ingest.tiffchain import BYTES_LEFT_OUT, CHAIN_BROKEN, PAGE_LEFT_OUT, signs_of_lost_pages

COMPRESSIONS = ["raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "group3", "group4"]


def _tiff(pages: int = 3, **options: object) -> bytes:
    sheet = Image.effect_noise((90, 120), 60).convert("1")
    out = BytesIO()
    sheet.save(out, "TIFF", save_all=True, append_images=[sheet] * (pages - 1), **options)
    return out.getvalue()


def _links(data: bytes) -> list[int]:
    """Where the place of the next page stands, page by page."""
    at, links = struct.unpack_from("<I", data, 4)[0], []
    while at:
        links.append(at + 2 + 12 * struct.unpack_from("<H", data, at)[0])
        at = struct.unpack_from("<I", data, links[-1])[0]
    return links


def _ended_after_first(data: bytes) -> bytes:
    link = _links(data)[0]
    return data[:link] + bytes(4) + data[link + 4 :]


@pytest.mark.parametrize("big", [False, True], ids=["classic", "big"])
@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_sound_files_show_no_sign(compression: str, big: bool) -> None:
    """Whatever the compression, and with places of four or eight bytes."""
    assert signs_of_lost_pages(_tiff(compression=compression, big_tiff=big), 3) == ()


def test_a_chain_that_ends_early_is_told() -> None:
    """It is well formed; the page behind it is not named by any other."""
    assert signs_of_lost_pages(_ended_after_first(_tiff()), 1) == (PAGE_LEFT_OUT,)


def test_bytes_of_no_page_are_told() -> None:
    """The list of the lost page went too, its picture is there still."""
    data = _ended_after_first(_tiff(2, compression="raw"))
    lists = bytearray(data)
    second = struct.unpack_from("<I", _tiff(2, compression="raw"), _links(_tiff(2, compression="raw"))[0])[0]
    lists[second : second + 120] = bytes(120)
    assert signs_of_lost_pages(bytes(lists), 1) in ((BYTES_LEFT_OUT,), (PAGE_LEFT_OUT,))


@pytest.mark.parametrize("place", [0xFFFFFF00, 8], ids=["out of the file", "a ring"])
def test_a_chain_that_leads_nowhere_is_told(place: int) -> None:
    """Past the end, or back to the beginning."""
    data = _tiff()
    first = struct.unpack_from("<I", data, 4)[0]
    link = _links(data)[0]
    broken = data[:link] + struct.pack("<I", first if place == 8 else place) + data[link + 4 :]
    assert signs_of_lost_pages(broken, 1) == (CHAIN_BROKEN,)


def test_a_reader_that_finds_fewer_pages_is_not_believed() -> None:
    """Two counts must agree."""
    assert signs_of_lost_pages(_tiff(), 2) == (CHAIN_BROKEN,)
