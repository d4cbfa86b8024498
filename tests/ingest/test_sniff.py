"""What a file is, by its bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartcase.ingest.sniff import Kind, claimed, sniff


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.4\n%\xe2\xe3", Kind.PDF),
        (b"\x1b%-12345X@PJL\r\n%PDF-1.4\n1 0 obj", Kind.PDF),
        (b"II*\x00\x08\x00\x00\x00", Kind.TIFF),
        (b"MM\x00*\x00\x00\x00\x08", Kind.TIFF),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", Kind.PNG),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", Kind.JPEG),
        (b"PK\x03\x04\x14\x00word/document.xml", Kind.DOCX),
        (b"PK\x03\x04\x14\x00\x00\x00notes.txt", Kind.ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_OFFICE),
        (b"{\\rtf1\\ansi Patient", Kind.RTF),
        (b"<!DOCTYPE html><html><body>Sign in", Kind.HTML),
        (b"\xef\xbb\xbf\r\n  <HTML lang='en'>", Kind.HTML),
        (b'<?xml version="1.0"?><html xmlns="x">', Kind.HTML),
        (b'<?xml version="1.0"?><ClinicalDocument>', Kind.XML),
        (b"CHIEF COMPLAINT: low back pain\n", Kind.TEXT),
        (b"Pain < 3 of 10, <DATE>\n", Kind.TEXT),
        (b"<DATE> Office visit.\n", Kind.TEXT),
        (b"\xff\xfeP\x00a\x00i\x00n\x00", Kind.TEXT),
        (b"P\x00a\x00i\x00n\x00 \x00", Kind.TEXT),
        ("Schmerz, größer".encode("latin-1"), Kind.TEXT),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00", Kind.BINARY),
        (bytes(range(1, 256)) * 4, Kind.BINARY),
        (bytes(64), Kind.BINARY),
    ],
)
def test_kind_follows_from_the_first_bytes(head: bytes, kind: Kind) -> None:
    """Each kind is known by its own first bytes, whatever the file is called."""
    assert sniff(head) is kind


def test_utf16_web_page_is_a_web_page() -> None:
    """A byte order mark does not hide a web page."""
    assert sniff("\ufeff<html><head>".encode("utf-16-le")) is Kind.HTML


def test_a_note_that_names_the_pdf_header_is_text() -> None:
    """The header of a PDF inside a text, with no object after it, makes no PDF."""
    assert sniff(b"The portal returned %PDF-1.4 and nothing else.\n") is Kind.TEXT


def test_the_end_of_an_archive_tells_a_word_document() -> None:
    """The list of an archive's files stands at its end."""
    assert sniff(b"PK\x03\x04[Content_Types].xml", b"PK\x01\x02word/document.xml") is Kind.DOCX


def test_one_stray_control_byte_leaves_a_text_a_text() -> None:
    """Old printer files carry one here and there."""
    assert sniff(b"Pain 7/10 \x02 today. " + b"No change since. " * 20) is Kind.TEXT


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_printable_text_is_never_binary(text: str) -> None:
    """Whatever the script, words in UTF-8 are no binary file."""
    assert sniff(("Note: " + text).encode()) is Kind.TEXT


def test_suffixes_claim_kinds_in_any_case() -> None:
    """Upper case claims what lower case does; an unknown suffix claims nothing."""
    assert (claimed(".PDF"), claimed(".tif"), claimed(".dat")) == (Kind.PDF, Kind.TIFF, None)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"/Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page >>\nendobj\n4 0 obj\n<< >>", Kind.PDF),
        (b"%!PS-Adobe-3.0\nshowpage", Kind.POSTSCRIPT),
        (b"%FDF-1.2\n1 0 obj << >> endobj", Kind.FORM_DATA),
    ],
)
def test_what_looks_like_text_and_is_a_page_language_is_no_note(head: bytes, kind: Kind) -> None:
    """A PDF that lost its beginning, PostScript, form data: their source is no record."""
    assert sniff(head) is kind
