"""Pictures of every odd kind: TIFF as fax machines and scanners write it, PNG, JPEG and others.

It stands apart from the other oddities because pictures are made tag by tag and chunk by chunk.
"""

import io
import random
import struct
import zlib
from collections.abc import Sequence

from mutators import png
from PIL import Image

# TIFF --------------------------------------------------------------------------------------------------------------


def _tiff(tags: Sequence[tuple[int, int, int, int]], data: bytes, order: str = "<") -> bytes:
    """A TIFF of one page with these entries; its strip follows them at `_AFTER`."""
    head = b"II*\0" if order == "<" else b"MM\0*"
    body = b"".join(
        struct.pack(f"{order}HHI", tag, kind, count)
        + (struct.pack(f"{order}HH", value, 0) if kind == 3 and count == 1 else struct.pack(f"{order}I", value))
        for tag, kind, count, value in sorted(tags)
    )
    start = head + struct.pack(f"{order}IH", 8, len(tags)) + body + bytes(4)
    return start + bytes(_AFTER - len(start)) + data


_AFTER = 400


def _plain_tags(data: bytes, **changed: int) -> list[tuple[int, int, int, int]]:
    """The entries of a gray page of 64 by 64; `t259=7` changes one, `t259=-1` leaves it out."""
    usual = {256: 64, 257: 64, 258: 8, 259: 1, 262: 1, 273: _AFTER, 277: 1, 278: 64, 279: len(data)}
    usual |= {int(name[1:]): value for name, value in changed.items()}
    return [(tag, 4 if tag in (273, 279, 324, 325) else 3, 1, value) for tag, value in usual.items() if value >= 0]


def tiffs() -> dict[str, bytes]:
    """TIFF with each kind of packing, colour, depth and layout, and with entries that lie; by name."""
    gray = random.Random(4).randbytes(64 * 64)  # noqa: S311 - repeatable, not secret
    made: dict[str, bytes] = {}
    for how in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 32766, 32773, 32809, 32895, 32909, 32946, 34661, 34676, 34712, 34887,
                34925, 50000, 50001, 65535):  # fmt: skip
        made[f"packed_{how}.tiff"] = _tiff(_plain_tags(gray, t259=how), gray)
        made[f"packed_{how}_two_tone.tiff"] = _tiff(_plain_tags(gray, t259=how, t258=1), gray)
    for kind in (0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 32803, 32844, 34892):
        made[f"colour_{kind}.tiff"] = _tiff(_plain_tags(gray, t262=kind, t277=3 if kind in (2, 6, 8) else 1), gray)
    for bits in (0, 1, 2, 3, 4, 6, 10, 12, 14, 16, 24, 32, 64, 65535):
        for form in (1, 2, 3, 6):
            made[f"bits_{bits}_form_{form}.tiff"] = _tiff(_plain_tags(gray, t258=bits, t339=form), gray * 8)
    tiled = _plain_tags(gray, t273=-1, t278=-1, t279=-1, t322=64, t323=64, t324=_AFTER, t325=len(gray))
    made |= {
        "tiled.tiff": _tiff(tiled, gray),
        "tiles_odd.tiff": _tiff([one if one[0] != 322 else (322, 3, 1, 7) for one in tiled], gray),
        "tiles_zero.tiff": _tiff([one if one[0] != 322 else (322, 3, 1, 0) for one in tiled], gray),
        "planes.tiff": _tiff(_plain_tags(gray, t277=3, t262=2, t284=2), gray * 3),
        "fill_order.tiff": _tiff(_plain_tags(gray, t266=2, t258=1), gray),
        "predictor.tiff": _tiff(_plain_tags(zlib.compress(gray), t259=8, t317=2), zlib.compress(gray)),
        "predictor_3.tiff": _tiff(_plain_tags(zlib.compress(gray), t259=8, t317=3), zlib.compress(gray)),
        "old_jpeg.tiff": _tiff(
            [*_plain_tags(saved("JPEG", "L"), t259=6), (513, 4, 1, _AFTER), (514, 4, 1, 700), (512, 3, 1, 1)],
            saved("JPEG", "L"),
        ),
        "rows_zero.tiff": _tiff(_plain_tags(gray, t278=0), gray),
        "wide_zero.tiff": _tiff(_plain_tags(gray, t256=0), gray),
        "no_strips.tiff": _tiff(_plain_tags(gray, t273=-1, t279=-1), gray),
        "strip_far.tiff": _tiff(_plain_tags(gray, t273=2**31 - 1), gray),
        "strip_long.tiff": _tiff(_plain_tags(gray, t279=2**31 - 1), gray),
        "samples_many.tiff": _tiff(_plain_tags(gray, t277=65535), gray),
        "big_ends.tiff": _tiff(_plain_tags(gray), gray, ">"),
        "dots_zero.tiff": _tiff([*_plain_tags(gray), (282, 5, 1, 300), (283, 5, 1, 300)], gray),
        "kinds_odd.tiff": _tiff([(tag, 99, count, value) for tag, _, count, value in _plain_tags(gray)], gray),
        "counts_huge.tiff": _tiff([(tag, kind, 2**30, value) for tag, kind, _, value in _plain_tags(gray)], gray),
        "entries_65535.tiff": b"II*\0" + struct.pack("<IH", 8, 65535) + random.Random(5).randbytes(65535 * 12 + 4),  # noqa: S311
        "entries_none.tiff": b"II*\0" + struct.pack("<IHI", 8, 0, 0),
        "header_only.tiff": b"II*\0",
        "big_header_only.tiff": b"II+\0\x08\0\0\0" + bytes(8),
    }
    for mode in ("CMYK", "I;16", "F", "P", "LA", "RGBA", "YCbCr", "LAB", "1"):
        made[f"mode_{mode.replace(';', '_')}.tiff"] = saved("TIFF", mode)
    return made


# PNG, JPEG and other pictures --------------------------------------------------------------------------------------


def saved(kind: str, mode: str, **options: object) -> bytes:
    """A small gray picture in this format and mode."""
    out = io.BytesIO()
    gray = Image.radial_gradient("L").resize((64, 64))
    picture = Image.new("I;16", (64, 64), 999) if mode == "I;16" else _as_mode(gray, mode)
    picture.save(out, kind, **options)
    return out.getvalue()


def _as_mode(gray: Image.Image, mode: str) -> Image.Image:
    return Image.new("LAB", gray.size, (50, 1, 1)) if mode == "LAB" else gray.convert(mode)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body))


def _png_of(depth: int, colour: int, laced: int, rows: bytes, *before: bytes) -> bytes:
    head = struct.pack("!IIBBBBB", 64, 64, depth, colour, 0, 0, laced)
    parts = [_chunk(b"IHDR", head), *before, _chunk(b"IDAT", zlib.compress(rows)), _chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def pictures() -> dict[str, bytes]:
    """PNG, JPEG, GIF, BMP and others in rare forms; by name."""
    plain, photo = saved("PNG", "L"), saved("JPEG", "RGB")
    moving = io.BytesIO()
    sheets = [Image.new("L", (64, 64), shade) for shade in (0, 99, 200)]
    sheets[0].save(moving, "PNG", save_all=True, append_images=sheets[1:])
    several = io.BytesIO()
    sheets[0].save(several, "MPO", save_all=True, append_images=sheets[1:])
    made = {
        f"depth_{depth}_colour_{colour}_laced_{laced}.png": _png_of(depth, colour, laced, bytes(64 * 64 * 9))
        for depth in (1, 2, 4, 8, 16, 32) for colour in (0, 2, 3, 4, 6, 7) for laced in (0, 1)
    }  # fmt: skip
    made |= {
        "moving.png": moving.getvalue(),
        "cut.png": plain[: len(plain) // 2],
        "no_end.png": plain[:-12],
        "no_data.png": png(64, 64, b""),
        "zero.png": png(0, 64, zlib.compress(bytes(90))),
        "check_wrong.png": plain.replace(b"IDAT", b"IDAt", 1),
        "head_twice.png": plain[:33] + plain[8:],
        "many_chunks.png": plain[:33] + _chunk(b"teXt", b"a") * 100_000 + plain[33:],
        "profile_odd.png": plain[:33] + _chunk(b"iCCP", b"a\0\0" + zlib.compress(b"odd")) + plain[33:],
        "apple.png": plain[:8] + _chunk(b"CgBI", b"\0\0\0\0") + plain[8:],
        "progressive.jpeg": saved("JPEG", "RGB", progressive=True),
        "cmyk.jpeg": saved("JPEG", "CMYK"),
        "bits_12.jpeg": photo.replace(b"\xff\xc0\x00\x11\x08", b"\xff\xc1\x00\x11\x0c"),
        "arithmetic.jpeg": photo.replace(b"\xff\xc0", b"\xff\xc9"),
        "lossless.jpeg": photo.replace(b"\xff\xc0", b"\xff\xc3"),
        "no_end.jpeg": photo[:-2],
        "ends_only.jpeg": b"\xff\xd8\xff\xd9",
        "no_tables.jpeg": photo.replace(b"\xff\xc4", b"\xff\xfe"),
        "exif_odd.jpeg": photo[:2] + b"\xff\xe1\x00\x20Exif\0\0" + bytes(24) + photo[2:],
        "exif_turn_99.jpeg": saved("JPEG", "L", exif=_turned(99)),
        "several.jpeg": several.getvalue(),
        "two.jpeg": photo + photo,
    }
    made |= {f"other.{kind.lower()}": saved(kind, "L") for kind in ("GIF", "BMP", "PPM", "TGA", "JPEG2000", "ICO")}
    return made


def _turned(turn: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = turn
    return exif
