"""Makes one file of every odd kind that public test corpora are full of: rare forms, and forms that break the rules.

It stands apart from the mutators, which damage sound files by chance: here each file is odd in one way that has a name.
"""

import codecs
import gzip
import io
import random
import zipfile
from collections.abc import Iterator

from mutators import Sample, docx, page_of, pdf, stream
from odd_pictures import pictures, saved, tiffs
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
    for family in (_pdfs(), tiffs(), pictures(), _words(), _texts(), _others()):
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
        "jpx.pdf": _picture_page(b"JPXDecode", saved("JPEG2000", "L")),
        "jpx_cut.pdf": _picture_page(b"JPXDecode", saved("JPEG2000", "L")[:200]),
        "dct.pdf": _picture_page(b"DCTDecode", saved("JPEG", "CMYK")),
        "dct_cut.pdf": _picture_page(b"DCTDecode", saved("JPEG", "L")[:300]),
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
        "renamed.pdf": saved("PNG", "L"),
        "renamed.png": _one(),
        "renamed.docx": _one(),
        "renamed.txt": saved("TIFF", "L"),
        "noise.pdf": random.Random(6).randbytes(5000),  # noqa: S311 - repeatable, not secret
        "noise.bin": random.Random(7).randbytes(5000),  # noqa: S311 - repeatable, not secret
        "empty.pdf": b"",
        "blanks.txt": b" \n" * 900,
    }
