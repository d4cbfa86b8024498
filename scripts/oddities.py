"""Makes one file of every odd kind that public test corpora are full of: rare forms, and forms that break the rules.

It stands apart from the mutators, which damage sound files by chance: here each file is odd in one way that has a name.
"""

import codecs
import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from mutators import Sample, docx, page_of, pdf, png, stream
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

_NOTE = "Lumbar pain for six weeks, radiating to the left leg. Physical therapy did not help.\n"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_SHOWN = b"BT /F1 11 Tf 60 700 Td (lumbar pain) Tj ET"
_WORD_SPACE = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STRICT_SPACE = b'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
_SAID = b"<w:p><w:r><w:t>lumbar pain</w:t></w:r></w:p>"


def oddities() -> Iterator[Sample]:
    """Every odd file, by name."""
    for family in (_pdfs(), _tiffs(), _pictures(), _words(), _texts(), _others()):
        for name, data in family.items():
            yield Sample(name, f"odd {name.rpartition('.')[2]}", data)


# PDF ---------------------------------------------------------------------------------------------------------------


def _one(page: bytes = b"/MediaBox [0 0 612 792]", content: bytes = _SHOWN, font: bytes = _FONT, *more: bytes) -> bytes:
    """A PDF of one page; further objects are numbered from 6 on."""
    return pdf([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> "
        + page + b" >>",
        stream(content, False),
        font,
        *more,
    ])  # fmt: skip


def _catalogue(more: bytes, *objects: bytes) -> bytes:
    return _one(b"/MediaBox [0 0 612 792]", _SHOWN, _FONT, *objects).replace(
        b"/Type /Catalog", b"/Type /Catalog " + more
    )


def _locked(user: str, strength: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(user, "owner", strength=strength))
    canvas.drawString(60, 700, "lumbar pain")
    canvas.save()
    return out.getvalue()


def _picture_page(how: bytes, data: bytes, more: bytes = b"") -> bytes:
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 64 /Height 64 /BitsPerComponent 8 /ColorSpace /DeviceGray "
        b"/Filter /%s /Length %d %s >>\nstream\n%s\nendstream" % (how, len(data), more, data)
    )
    return _one(b"/MediaBox [0 0 612 792]", b"612 0 0 792 0 0 cm /X Do", _FONT, picture)


def _deep_tree(depth: int) -> bytes:
    inner = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 3) for number in range(depth)]
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", *inner, b"<< /Type /Page /MediaBox [0 0 612 792] >>"])


def _wide_tree(pages: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (3 + number) for number in range(pages))
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages)
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", tree, *[leaf] * pages])


def _pdfs() -> dict[str, bytes]:
    sound = _one()
    cid = b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Odd /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
    inner = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Odd /CIDSystemInfo << /Registry (Adobe) >> >>"
    glyphs = b"BT /F1 11 Tf 60 700 Td <00480049004A004B> Tj ET"
    kind3 = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a 4 0 R >> "
        b"/Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [9] /Resources << >> >>"
    )
    boxes = {
        "zero": b"0 0 0 0", "negative": b"612 792 0 0", "tiny": b"0 0 0.001 0.001", "no_numbers": b"a b c d",
        "far": b"1e30 1e30 2e30 2e30", "three": b"0 0 612", "names": b"/A /B /C /D",
    }  # fmt: skip
    made = {f"box_{name}.pdf": _one(b"/MediaBox [%s]" % box) for name, box in boxes.items()}
    made |= {
        f"turned_{turn}.pdf": _one(b"/MediaBox [0 0 612 792] /Rotate %d" % turn) for turn in (45, -90, 450, 10**12)
    }
    made |= {
        f"locked_{user or 'open'}_{bits}.pdf": _locked(user, bits) for user in ("", "secret") for bits in (40, 128)
    }
    made |= {
        "no_box.pdf": _one(b""),
        "units.pdf": _one(b"/MediaBox [0 0 612 792] /UserUnit 75000"),
        "no_index.pdf": sound[: sound.rindex(b"xref")],
        "index_wrong.pdf": sound.replace(b"0000000", b"0000012"),
        "index_before.pdf": sound.replace(b"startxref\n", b"startxref\n-"),
        "index_far.pdf": sound.replace(b"startxref\n", b"startxref\n99999999999999999999"),
        "index_itself.pdf": sound.replace(b"/Root", b"/Prev %d /Root" % sound.rindex(b"xref\n0")),
        "no_trailer.pdf": sound.replace(b"trailer", b"traiter"),
        "no_header.pdf": sound.removeprefix(b"%PDF-1.5\n"),
        "late_header.pdf": b"\x1b%-12345X@PJL\n" * 20 + sound,
        "header_only.pdf": b"%PDF-1.7\n",
        "header_and_end.pdf": b"%PDF-1.7\n%%EOF",
        "version_9.pdf": sound.replace(b"%PDF-1.5", b"%PDF-9.9"),
        "macbinary.pdf": bytes(128) + sound,
        "tree_deep.pdf": _deep_tree(4000),
        "tree_wide.pdf": _wide_tree(4999),
        "tree_too_wide.pdf": _wide_tree(5001),
        "tree_ring.pdf": sound.replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
        "tree_count_wrong.pdf": sound.replace(b"/Count 1", b"/Count 7"),
        "tree_count_negative.pdf": sound.replace(b"/Count 1", b"/Count -7"),
        "tree_of_nothing.pdf": sound.replace(b"/Kids [3 0 R]", b"/Kids [null]"),
        "no_pages.pdf": sound.replace(b"/Kids [3 0 R] /Count 1", b"/Kids [] /Count 0"),
        "contents_missing.pdf": sound.replace(b"/Contents 4 0 R", b"/Contents 99 0 R"),
        "contents_itself.pdf": sound.replace(b"/Contents 4 0 R", b"/Contents 3 0 R"),
        "length_wrong.pdf": sound.replace(b"/Length 4", b"/Length 9"),
        "length_itself.pdf": sound.replace(b"/Length 42", b"/Length 4 0 R"),
        "filter_unknown.pdf": page_of(b"0 0 612 792", _SHOWN).replace(b"/FlateDecode]", b"/FlatDecode]"),
        "filters_100.pdf": page_of(b"0 0 612 792", _SHOWN, 100),
        "lock_unknown.pdf": sound.replace(b"/Root", b"/Encrypt << /Filter /Odd /V 9 >> /Root"),
        "lock_missing.pdf": sound.replace(b"/Root", b"/Encrypt 77 0 R /ID [(a) (b)] /Root"),
        "no_letters.pdf": _one(b"/MediaBox [0 0 612 792]", glyphs, cid, inner),
        "drawn_letters.pdf": _one(b"/MediaBox [0 0 612 792]", _SHOWN, kind3),
        "font_missing.pdf": _one(b"/MediaBox [0 0 612 792]", _SHOWN, b"null"),
        "font_is_page.pdf": sound.replace(b"/F1 5 0 R", b"/F1 3 0 R"),
        "jbig2.pdf": _picture_page(b"JBIG2Decode", random.Random(1).randbytes(400)),  # noqa: S311 - repeatable
        "jpx.pdf": _picture_page(b"JPXDecode", _saved("JPEG2000", "L")),
        "jpx_cut.pdf": _picture_page(b"JPXDecode", _saved("JPEG2000", "L")[:200]),
        "dct.pdf": _picture_page(b"DCTDecode", _saved("JPEG", "CMYK")),
        "dct_cut.pdf": _picture_page(b"DCTDecode", _saved("JPEG", "L")[:300]),
        "fax_noise.pdf": _picture_page(b"CCITTFaxDecode", random.Random(2).randbytes(400), b"/DecodeParms << /K -1 >>"),  # noqa: S311
        "lzw_noise.pdf": _picture_page(b"LZWDecode", random.Random(3).randbytes(400)),  # noqa: S311 - repeatable
        "script.pdf": _catalogue(b"/OpenAction << /S /JavaScript /JS (while\\(1\\);) >>"),
        "launch.pdf": _catalogue(b"/OpenAction << /S /Launch /F (/bin/sh) >>"),
        "xfa.pdf": _catalogue(b"/AcroForm << /XFA 6 0 R /Fields [] >>", stream(b"<xdp:xdp/>", False)),
        "form_ring.pdf": _catalogue(b"/AcroForm << /Fields [6 0 R] >>", b"<< /T (a) /Kids [6 0 R] /Parent 6 0 R >>"),
        "outline_ring.pdf": _catalogue(b"/Outlines 6 0 R", b"<< /First 6 0 R /Last 6 0 R /Next 6 0 R /Title (a) >>"),
        "notes_ring.pdf": _one(b"/MediaBox [0 0 612 792] /Annots 6 0 R", _SHOWN, _FONT, b"[6 0 R 6 0 R]"),
        "note_odd.pdf": _one(b"/MediaBox [0 0 612 792] /Annots [<< /Subtype /Widget /FT /Btn /Rect [0] >>]"),
        "inner_picture.pdf": _one(content=b"BI /W 999999 /H 999999 /BPC 8 /CS /G ID " + bytes(50) + b" EI"),
        "states_100000.pdf": _one(content=b"q " * 100_000 + _SHOWN),
        "string_long.pdf": _one(content=b"BT /F1 9 Tf (" + b"a " * 400_000 + b") Tj ET"),
        "string_open.pdf": _one(content=b"BT /F1 9 Tf (" + b"(" * 100_000),
        "names_long.pdf": _one(content=b"/" + b"a" * 1_000_000 + b" gs " + _SHOWN),
        "two_in_one.pdf": sound + _one(content=b"BT /F1 9 Tf 60 700 Td (second) Tj ET"),
        "forms_data.pdf": b"%FDF-1.2\n1 0 obj << /FDF << /Fields [] >> >> endobj trailer << /Root 1 0 R >>",
        "script.ps": b"%!PS-Adobe-3.0\n%%Pages: 1\nshowpage\n",
    }  # fmt: skip
    return made


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


def _tiffs() -> dict[str, bytes]:
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
            [*_plain_tags(_saved("JPEG", "L"), t259=6), (513, 4, 1, _AFTER), (514, 4, 1, 700), (512, 3, 1, 1)],
            _saved("JPEG", "L"),
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
        made[f"mode_{mode.replace(';', '_')}.tiff"] = _saved("TIFF", mode)
    return made


# PNG, JPEG and other pictures --------------------------------------------------------------------------------------


def _saved(kind: str, mode: str, **options: object) -> bytes:
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


def _pictures() -> dict[str, bytes]:
    plain, photo = _saved("PNG", "L"), _saved("JPEG", "RGB")
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
        "progressive.jpeg": _saved("JPEG", "RGB", progressive=True),
        "cmyk.jpeg": _saved("JPEG", "CMYK"),
        "bits_12.jpeg": photo.replace(b"\xff\xc0\x00\x11\x08", b"\xff\xc1\x00\x11\x0c"),
        "arithmetic.jpeg": photo.replace(b"\xff\xc0", b"\xff\xc9"),
        "lossless.jpeg": photo.replace(b"\xff\xc0", b"\xff\xc3"),
        "no_end.jpeg": photo[:-2],
        "ends_only.jpeg": b"\xff\xd8\xff\xd9",
        "no_tables.jpeg": photo.replace(b"\xff\xc4", b"\xff\xfe"),
        "exif_odd.jpeg": photo[:2] + b"\xff\xe1\x00\x20Exif\0\0" + bytes(24) + photo[2:],
        "exif_turn_99.jpeg": _saved("JPEG", "L", exif=_turned(99)),
        "several.jpeg": several.getvalue(),
        "two.jpeg": photo + photo,
    }
    made |= {f"other.{kind.lower()}": _saved(kind, "L") for kind in ("GIF", "BMP", "PPM", "TGA", "JPEG2000", "ICO")}
    return made


def _turned(turn: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = turn
    return exif


# Word --------------------------------------------------------------------------------------------------------------


def _document(body: bytes, space: bytes = _WORD_SPACE) -> bytes:
    return docx(b"<?xml version='1.0'?><w:document %s><w:body>%s</w:body></w:document>" % (space, body))


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _with(package: bytes, members: dict[str, bytes], replaced: tuple[bytes, bytes] = (b"", b"")) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        old = {name: archive.read(name).replace(*replaced) if replaced[0] else archive.read(name)
               for name in archive.namelist()}  # fmt: skip
    return _zip(old | members)


def _words() -> dict[str, bytes]:
    sound = _document(_SAID)
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = _with(sound, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(500)},
                   (kind, b"application/vnd.ms-word.document.macroEnabled.main+xml"))  # fmt: skip
    nested = b"<w:tbl><w:tr><w:tc>" * 300 + _SAID + b"</w:tc></w:tr></w:tbl>" * 300
    return {
        "macros.docm": macros,
        "macros_renamed.docx": macros,
        "template.docx": _with(sound, {}, (b"document.main+xml", b"template.main+xml")),
        "strict.docx": _document(_SAID, _STRICT_SPACE),
        "no_document.docx": _zip({"[Content_Types].xml": b"<Types/>", "word/document.txt": b"a"}),
        "no_types.docx": _zip({"word/document.xml": b"<a/>"}),
        "no_words.docx": _document(b""),
        "no_xml.docx": docx(b"word word"),
        "cut.docx": sound[: len(sound) // 2],
        "tables_300_deep.docx": _document(nested),
        "paragraphs_5000_deep.docx": _document(b"<w:sdt><w:sdtContent>" * 5000 + b"</w:sdtContent></w:sdt>" * 5000),
        "entity_file.docx": docx(
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            b"<w:document %s><w:body><w:p><w:r><w:t>&x; pain</w:t></w:r></w:p></w:body></w:document>" % _WORD_SPACE
        ),
        "members_70000.docx": _with(sound, {f"word/a{number}": b"" for number in range(70_000)}),
        "member_up.docx": _with(sound, {"../../../tmp/odd": b"odd", "/etc/odd": b"odd"}),
        "twice.docx": sound + sound,
        "sheet.docx": _zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}),
        "writer.odt": _zip({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}),
        "empty.zip": _zip({}),
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096),
    }  # fmt: skip


# Text and what is none ---------------------------------------------------------------------------------------------


def _texts() -> dict[str, bytes]:
    note = _NOTE * 20
    codecs_ = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp037", "cp500", "cp1140", "utf-7", "utf-8-sig")
    made = {f"{codec.replace('-', '_')}.txt": note.encode(codec) for codec in codecs_}
    made |= {f"{codec}.txt": ("腰痛 " + note).encode(codec) for codec in ("shift_jis", "gb18030", "big5", "euc_kr")[:2]}
    return made | {
        "nul_few.txt": note.replace(" weeks", "\0weeks").encode(),
        "nul_all.txt": bytes(5000),
        "nul_end.txt": note.encode() + bytes(512),
        "byte_one.txt": b"a",
        "byte_ff.txt": b"\xff" * 5000,
        "marks_only.txt": codecs.BOM_UTF16_LE,
        "mark_wrong.txt": codecs.BOM_UTF16_BE + note.encode("utf-16-le"),
        "half_pair.txt": codecs.BOM_UTF16_LE + b"\x00\xd8" * 50 + note.encode("utf-16-le"),
        "overlong.txt": b"\xc0\xaf" * 50 + note.encode(),
        "surrogates.txt": b"\xed\xa0\x80\xed\xb0\x80" * 50 + note.encode(),
        "returns_only.txt": note.replace("\n", "\r").encode(),
        "lines_1000000.txt": b"\n" * 1_000_000 + b"pain",
        "escapes.txt": ("\x1b[2J\x1b]0;title\x07" * 50 + note).encode(),
        "bells.txt": ("\x07" * 50 + note * 5).encode(),
        "right_to_left.txt": ("\u202e" + note + "\u2066").encode(),
        "private.txt": ("\ue000\uf8ff" * 500 + note).encode(),
        "noncharacters.txt": ("\ufffe\uffff\U0010ffff" * 50 + note).encode(),
        "page.html.txt": b"<!DOCTYPE html><html><body>Access denied</body></html>",
        "mail.eml": b"From: a\nContent-Type: multipart/mixed\n\n" + note.encode(),
        "old.rtf": b"{\\rtf1 lumbar pain}",
    }


def _others() -> dict[str, bytes]:
    return {
        "packed.gz": gzip.compress(_NOTE.encode()),
        "seven.7z": b"7z\xbc\xaf\x27\x1c" + bytes(90),
        "program.exe": b"MZ" + bytes(900),
        "program.elf": b"\x7fELF" + bytes(900),
        "study.dcm": bytes(128) + b"DICM" + bytes(900),
        "photo.heic": b"\0\0\0\x18ftypheic" + bytes(900),
        "photo.webp": b"RIFF\x24\0\0\0WEBPVP8 " + bytes(24),
        "data.sqlite": b"SQLite format 3\0" + bytes(900),
        "renamed.pdf": _saved("PNG", "L"),
        "renamed.png": _one(),
        "renamed.docx": _one(),
        "renamed.txt": _saved("TIFF", "L"),
        "noise.pdf": random.Random(6).randbytes(5000),  # noqa: S311 - repeatable, not secret
        "noise.bin": random.Random(7).randbytes(5000),  # noqa: S311 - repeatable, not secret
        "empty.pdf": b"",
        "blanks.txt": b" \n" * 900,
    }
