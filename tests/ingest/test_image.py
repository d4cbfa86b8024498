"""Picture files become one gray picture a page."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from PIL import Image

from chartcase.errors import DamagedFile, LimitExceeded
from chartcase.ingest.events import Done, Event, Job, Opened, PageScan, PageText
from chartcase.ingest.image import read_image
from chartcase.ingest.tiffchain import CHAIN_BROKEN


def _saved(pictures: Sequence[Image.Image], kind: str, **options: object) -> bytes:
    stream = BytesIO()
    more = {"save_all": True, "append_images": list(pictures[1:])} if len(pictures) > 1 else {}
    pictures[0].save(stream, kind, **more, **options)
    return stream.getvalue()


def _page(mode: str = "L", size: tuple[int, int] = (850, 1100), color: int | tuple[int, ...] = 200) -> Image.Image:
    return Image.new(mode, size, color)


def _events(data: bytes, **job: int) -> list[Event]:
    return list(read_image(data, Job("tiff", dpi=200, **job)))


def _scan(data: bytes) -> PageScan:
    (scan,) = [event for event in _events(data) if isinstance(event, PageScan)]
    return scan


@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [
        ("PNG", "L", {}),
        ("PNG", "RGB", {}),
        ("JPEG", "RGB", {}),
        ("TIFF", "1", {"compression": "group4"}),
        ("TIFF", "1", {"compression": "group3"}),
        ("TIFF", "L", {"compression": "tiff_lzw"}),
        ("TIFF", "RGB", {"compression": "jpeg"}),
    ],
)
def test_each_kind_is_decoded_to_gray(kind: str, mode: str, options: dict[str, object]) -> None:
    """Whatever the compression, one byte a pixel."""
    scan = _scan(_saved([_page(mode, color=(255, 255, 255) if mode == "RGB" else 255)], kind, **options))
    assert (scan.columns, scan.rows, len(scan.pixels)) == (850, 1100, 850 * 1100)
    assert min(scan.pixels) > 250


def test_pages_of_a_tiff_keep_their_numbers() -> None:
    """Three pages are opened as three and told in order."""
    events = _events(_saved([_page(), _page(), _page()], "TIFF"))
    assert events[0] == Opened(3)
    assert [event.seen.page.number for event in events if isinstance(event, PageScan)] == [1, 2, 3]
    assert isinstance(events[-1], Done)


def test_a_fax_has_oblong_pixels() -> None:
    """204 by 98 dots an inch: the page in points is as long as the paper was."""
    scan = _scan(_saved([_page("1", (1728, 1078), 1)], "TIFF", dpi=(204, 98), compression="group3"))
    assert scan.seen.page.width == pytest.approx(610, abs=1)
    assert scan.seen.page.height == pytest.approx(792, abs=1)


@pytest.mark.parametrize("options", [{}, {"dpi": (1, 1)}], ids=["no resolution", "an unlikely one"])
def test_without_a_likely_resolution_the_page_is_letter_wide(options: dict[str, object]) -> None:
    """The shorter side of a page is taken for eight and a half inches."""
    assert _scan(_saved([_page()], "PNG", **options)).seen.page.width == pytest.approx(612)


def test_the_camera_orientation_is_applied() -> None:
    """A photograph taken on its side is turned as its data say."""
    exif = Image.Exif()
    exif[0x0112] = 6
    scan = _scan(_saved([_page("RGB", (1100, 850), (9, 9, 9))], "JPEG", exif=exif))
    assert (scan.columns, scan.rows) == (850, 1100)


def test_transparent_parts_are_paper() -> None:
    """Not black."""
    assert set(_scan(_saved([_page("RGBA", (10, 10), (0, 0, 0, 0))], "PNG")).pixels) == {255}


def test_sixteen_bit_gray_is_read() -> None:
    """Its high byte counts."""
    assert set(_scan(_saved([_page("I;16", (10, 10), 0x8000)], "PNG")).pixels) <= {127, 128}


def test_too_many_pixels_are_not_decoded() -> None:
    """The page is told as unreadable before any memory is used; the next page is read."""
    events = _events(_saved([_page(size=(2000, 2000)), _page(size=(10, 10))], "TIFF"), pixels=1_000_000)
    (page,) = [event for event in events if isinstance(event, PageText)]
    assert "larger than the limit" in page.page.warnings[0]
    assert len([event for event in events if isinstance(event, PageScan)]) == 1


def test_a_cut_off_picture_is_read_as_far_as_it_goes() -> None:
    """And says so."""
    data = _saved([Image.effect_noise((850, 1100), 60)], "JPEG")
    assert "only a part" in _scan(data[: len(data) // 2]).seen.page.warnings[0]


def test_what_cannot_be_opened_is_damaged() -> None:
    """A header alone is no picture."""
    with pytest.raises(DamagedFile):
        _events(b"\x89PNG\r\n\x1a\n")


def test_too_many_pages_are_refused() -> None:
    """As with PDFs."""
    with pytest.raises(LimitExceeded):
        _events(_saved([_page(size=(9, 9)), _page(size=(9, 9))], "TIFF"), pages=1)


def test_a_broken_list_of_pages_is_told() -> None:
    """A TIFF whose first page names itself as the next is flagged; a whole one is not."""
    out = BytesIO()
    sheet = Image.new("1", (40, 40), 1)
    sheet.save(out, "TIFF", save_all=True, append_images=[sheet])
    whole = out.getvalue()
    first = int.from_bytes(whole[4:8], "little")
    link = first + 2 + 12 * int.from_bytes(whole[first : first + 2], "little")
    broken = whole[:link] + first.to_bytes(4, "little") + whole[link + 4 :]
    job = Job("tiff", dpi=100)
    assert next(read_image(whole, job)) == Opened(2)
    assert next(read_image(broken, job)) == Opened(1, True, (CHAIN_BROKEN,))
