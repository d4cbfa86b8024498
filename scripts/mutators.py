"""Makes the material that readers are tortured with: sound files, broken copies of them, and bombs.

It stands apart so that no foreign file lies in the repository: everything follows from a number.
"""

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageDraw

KINDS = ("pdf", "tiff", "png", "jpeg", "txt")
_WORDS = ("lumbar", "pain", "therapy", "weeks", "left", "leg", "weakness", "reflex", "injection", "relief", "walks")


@dataclass(frozen=True)
class Sample:
    """A file of a kind and of the group that the table counts it in; `pages` and `words` are those of the sound file
    it was made from, None where nobody knows."""

    name: str
    group: str
    data: bytes
    pages: int | None = None
    words: int | None = None


def samples(count: int, seed: int = 1, without: tuple[str, ...] = ()) -> Iterator[Sample]:
    """About `count` files: every bomb but those whose names begin so, one sound file in eight, and broken ones."""
    yield from bombs(without)
    for number in range(count - len(_BOMBS)):
        chance = random.Random(seed * 1_000_003 + number)  # noqa: S311 - repeatable, not secret
        kind = KINDS[number % len(KINDS)]
        sound = _SOUND[kind](chance)
        if number % 8 == 0:
            yield Sample(f"{number:05}.{kind}", f"sound {kind}", sound.data, sound.pages, sound.words)
            continue
        mutate = _MUTATIONS[(number // len(KINDS)) % len(_MUTATIONS)]
        yield Sample(f"{number:05}.{kind}", f"broken {kind}", mutate(sound.data, chance), sound.pages, sound.words)


def bombs(without: tuple[str, ...] = ()) -> Iterator[Sample]:
    """Files that ask for more than any record does, but those whose names begin so."""
    for name, make in _BOMBS.items():
        if name.startswith(without):
            continue
        yield Sample(name, "bomb", make())


def pdf(objects: list[bytes], root: int = 1) -> bytes:
    """A PDF with its index; object 1 is the catalogue."""
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)


def stream(data: bytes, packed: bool, more: bytes = b"") -> bytes:
    """A stream object; `more` goes into its head."""
    body = zlib.compress(data) if packed else data
    how = b" /Filter /FlateDecode" if packed else b""
    return b"<< /Length %d%s%s >>\nstream\n%s\nendstream" % (len(body), how, more, body)


@dataclass(frozen=True)
class _Sound:
    data: bytes
    pages: int
    words: int


def _sound_pdf(chance: random.Random) -> _Sound:
    pages, packed, words = chance.randint(1, 8), chance.random() < 0.7, 0
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number in range(pages):
        lines = [[chance.choice(_WORDS) for _ in range(10)] for _ in range(chance.randint(5, 40))]
        words += sum(map(len, lines))
        shown = b"".join(
            b"1 0 0 1 60 %d Tm (%s) Tj " % (740 - 16 * n, " ".join(x).encode()) for n, x in enumerate(lines)
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * number)
        )
        objects.append(stream(b"BT /F1 11 Tf " + shown + b"ET", packed))
    return _Sound(pdf(objects), pages, words)


def _sheet(chance: random.Random) -> Image.Image:
    sheet = Image.new("L", (340, 440), 255)
    draw = ImageDraw.Draw(sheet)
    for y in range(20, 400, 20):
        draw.text((20, y), " ".join(chance.choice(_WORDS) for _ in range(7)), fill=0)
    return sheet


def _sound_picture(kind: str) -> Callable[[random.Random], _Sound]:
    def make(chance: random.Random) -> _Sound:
        out = io.BytesIO()
        if kind == "tiff":
            sheets = [_sheet(chance).convert("1") for _ in range(chance.randint(1, 5))]
            how = chance.choice(["group4", "tiff_lzw", "raw"])
            sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:], compression=how, dpi=(100, 100))
            return _Sound(out.getvalue(), len(sheets), 0)
        _sheet(chance).save(out, kind.upper())
        return _Sound(out.getvalue(), 1, 0)

    return make


def _sound_text(chance: random.Random) -> _Sound:
    words = [chance.choice(_WORDS) for _ in range(chance.randint(50, 2000))]
    return _Sound(" ".join(words).encode(), 1, len(words))


_SOUND: dict[str, Callable[[random.Random], _Sound]] = {
    "pdf": _sound_pdf,
    "tiff": _sound_picture("tiff"),
    "png": _sound_picture("png"),
    "jpeg": _sound_picture("jpeg"),
    "txt": _sound_text,
}


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def _beheaded(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randrange(1, max(len(data) // 10, 2)) :]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randint(1, 40)):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _block(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.randint(16, max(17, len(data) // 8)))


def _zeroed(data: bytes, chance: random.Random) -> bytes:
    start, end = _block(data, chance)
    return data[:start] + bytes(end - start) + data[end:]


def _lost(data: bytes, chance: random.Random) -> bytes:
    start, end = _block(data, chance)
    return data[:start] + data[end:]


def _doubled(data: bytes, chance: random.Random) -> bytes:
    start, end = _block(data, chance)
    return data[:end] + data[start:]


def _noisy(data: bytes, chance: random.Random) -> bytes:
    start, end = _block(data, chance)
    return data[:start] + chance.randbytes(end - start) + data[end:]


def _misnumbered(data: bytes, chance: random.Random) -> bytes:
    """Another number in one place in ten: lengths, counts, references."""

    def other(found: re.Match[bytes]) -> bytes:
        return str(chance.choice([0, 1, 7, 2**31, 10**9])).encode() if chance.random() < 0.1 else found.group()

    return re.sub(rb"\d+", other, data)


def _turned_text(data: bytes, chance: random.Random) -> bytes:
    """As sent by a system that took it for text: every line feed became two bytes."""
    return data.replace(b"\n", b"\r\n") if chance.random() < 0.5 else data.decode("latin-1").encode("utf-8")


def _joined(data: bytes, chance: random.Random) -> bytes:
    return data + data[chance.randrange(len(data)) :]


_MUTATIONS = (
    _cut, _beheaded, _flipped, _zeroed, _lost, _doubled, _noisy, _misnumbered, _turned_text, _joined
)  # fmt: skip


_RESOURCES = b"<< /XObject << /X 5 0 R >> >>"


def page_of(box: bytes, content: bytes, packed: int = 1) -> bytes:
    """A PDF of one page whose drawing is packed so many times."""
    body = content
    for _ in range(packed):
        body = zlib.compress(body, 9)
    filters = b" ".join([b"/FlateDecode"] * packed)
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources %s >>" % (box, _RESOURCES),
            b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (len(body), filters, body),
            stream(b"/X Do /X Do", False, b" /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources " + _RESOURCES),
        ]
    )  # fmt: skip


def _picture_pdf(width: int, height: int) -> bytes:
    picture = zlib.compress(bytes(1000))
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources %s >>" % _RESOURCES,
            stream(b"612 0 0 792 0 0 cm /X Do", False),
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 "
            b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (width, height, len(picture), picture),
        ]
    )  # fmt: skip


def _tree(depth: int, branches: int) -> bytes:
    """Page trees that share their branches: branches ** depth pages in a few hundred bytes."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    for level in range(depth):
        kids = b" ".join([b"%d 0 R" % (3 + level)] * branches)
        objects.append(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, branches ** (depth - level)))
    objects.append(b"<< /Type /Page /MediaBox [0 0 612 792] >>")
    return pdf(objects)


def _nested(depth: int) -> bytes:
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"[" * depth + b"]" * depth])


def png(width: int, height: int, data: bytes) -> bytes:
    """A gray PNG with this packed data, whatever size it claims."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body))

    head = struct.pack("!IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _png_words() -> bytes:
    """A comment that unpacks to 200 MB."""
    body = b"c\0\0" + zlib.compress(bytes(200_000_000), 9)
    sound = png(9, 9, zlib.compress(bytes(90)))
    at = 33
    size, check = struct.pack("!I", len(body)), struct.pack("!I", zlib.crc32(b"zTXt" + body))
    return sound[:at] + size + b"zTXt" + body + check + sound[at:]


def _tiff(entries: list[tuple[int, int, int, int]], following: int) -> bytes:
    body = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(entries)) + body + struct.pack("<I", following)


def _tiff_of(width: int, height: int, following: int = 0) -> bytes:
    return _tiff([(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (262, 3, 1, 1), (273, 4, 1, 8),
                  (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, 64)], following)  # fmt: skip


def _tiff_many(frames: int) -> bytes:
    out = io.BytesIO()
    sheet = Image.new("1", (8, 8), 1)
    sheet.save(out, "TIFF", save_all=True, append_images=[sheet] * (frames - 1))
    return out.getvalue()


def _jpeg(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (16, 16), 99).save(out, "JPEG")
    data = bytearray(out.getvalue())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack("!HH", height, width)
    return bytes(data)


def docx(document: bytes) -> bytes:
    """A Word package around this main part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            b'wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            b'officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", document)
    return out.getvalue()


_SPACE = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _laughs() -> bytes:
    names = "abcdefghij"
    first = b'<!ENTITY a "haha">'
    rest = b"".join(
        b'<!ENTITY %s "%s">' % (name.encode(), b"&%s;" % before.encode() * 10) for before, name in pairwise(names)
    )
    body = b"<w:document %s><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>" % _SPACE
    return docx(b"<?xml version='1.0'?><!DOCTYPE x [%s%s]>%s" % (first, rest, body))


def _words_bomb() -> bytes:
    text = b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % (b"word " * 20_000)
    return docx(b"<w:document %s><w:body>%s</w:body></w:document>" % (_SPACE, text * 3000))


_BOMBS: dict[str, Callable[[], bytes]] = {
    "page_of_9.9_million_megapixels.pdf": lambda: page_of(b"0 0 3000000 3300000", b"0 0 m"),
    "flate_150MB.pdf": lambda: page_of(b"0 0 612 792", bytes(150_000_000), 1),
    "flate_twice_1GB.pdf": lambda: page_of(b"0 0 612 792", bytes(1_000_000_000), 2),
    "operators_20_million.pdf": lambda: page_of(b"0 0 612 792", b"0 0 m 1 1 l S " * 2_000_000),
    "form_in_itself.pdf": lambda: page_of(b"0 0 612 792", b"/X Do"),
    "picture_60000_x_60000.pdf": lambda: _picture_pdf(60_000, 60_000),
    "picture_2147483647_wide.pdf": lambda: _picture_pdf(2_147_483_647, 2),
    "tree_10_to_the_6.pdf": lambda: _tree(6, 10),
    "tree_2_to_the_30.pdf": lambda: _tree(30, 2),
    "brackets_500000.pdf": lambda: _nested(500_000),
    "png_50000_x_50000.png": lambda: png(50_000, 50_000, zlib.compress(bytes(50_000_000), 9)),
    "png_2147483647.png": lambda: png(2_147_483_647, 2_147_483_647, zlib.compress(bytes(9))),
    "png_words_200MB.png": _png_words,
    "tiff_65000_x_65000.tiff": lambda: _tiff_of(65_000, 65_000),
    "tiff_in_a_ring.tiff": lambda: _tiff_of(8, 8, 8),
    "tiff_6000_pages.tiff": lambda: _tiff_many(6000),
    "jpeg_65500_x_65500.jpeg": lambda: _jpeg(65_500, 65_500),
    "laughs.docx": _laughs,
    "words_300MB.docx": _words_bomb,
    "one_line_30MB.txt": lambda: b"a" * 30_000_000,
    "combining_marks.txt": lambda: ("a" + "\u0301" * 2_000_000).encode(),
    "form_feeds.txt": lambda: b"\f" * 100_000,
    "directions.txt": lambda: ("\u202e\u2066\u200b" * 300_000).encode(),
}
