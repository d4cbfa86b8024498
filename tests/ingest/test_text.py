"""Plain text: its encoding, its line ends, its pages."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartcase.errors import EmptyFile, WrongFormat
from chartcase.ingest.text import BAD_WIDE, CUT_OFF, MAINFRAME, NOT_UTF8, decode, text_pages

NOTE = "Schmerz 7/10 – left L5 “sciatica”\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "ascii"], ids=str
)
def test_unicode_text_is_read_without_a_warning(encoding: str) -> None:
    """With a byte order mark or without, the words come out, and no mark before them."""
    text = "Pain 7/10, left L5.\n" if encoding == "ascii" else NOTE
    assert (decode(text.encode(encoding)).text, decode(text.encode(encoding)).warnings) == (text, ())


def test_windows_latin_is_read_with_a_warning() -> None:
    """Bytes that are no UTF-8 are taken for the usual encoding of Windows, and the reader is told."""
    decoded = decode(NOTE.encode("cp1252"))
    assert (decoded.text, decoded.warnings) == (NOTE, (NOT_UTF8,))


def test_one_foreign_byte_spoils_only_itself() -> None:
    """A text pasted together from two encodings keeps the letters of both."""
    decoded = decode("naïve — ".encode() + "größer".encode("cp1252"))
    assert (decoded.text, decoded.warnings) == ("naïve — größer", (NOT_UTF8,))


def test_a_byte_that_windows_does_not_know_is_kept() -> None:
    """0x81 has no letter in Windows Latin; it does not stop the reading."""
    assert len(decode(b"pain \x81 relief \xe9 none").text) == len("pain . relief . none")


def test_text_cut_inside_a_character_says_so() -> None:
    """The last, unfinished character is left out, and the others are still UTF-8."""
    decoded = decode("größer – ".encode()[:-2])
    assert (decoded.text, decoded.warnings) == ("größer ", (CUT_OFF,))


def test_broken_utf16_says_so() -> None:
    """Half a surrogate pair is replaced and told."""
    assert decode(b"\xff\xfe" + "pain".encode("utf-16-le") + b"\x00\xd8").warnings == (BAD_WIDE,)


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_every_line_end_becomes_a_newline(ending: str) -> None:
    """Offsets do not depend on the system that wrote the file."""
    assert decode(f"one{ending}two{ending}".encode()).text == "one\ntwo\n"


def test_nul_bytes_make_no_text() -> None:
    """A NUL behind the part that was sniffed still shows a binary file."""
    with pytest.raises(WrongFormat):
        decode(b"Pain. " * 2000 + b"\x00\x01")


@pytest.mark.parametrize("blank", [b" \r\n\t\n", b"\xef\xbb\xbf", b"\f\f"])
def test_white_space_alone_is_an_empty_file(blank: bytes) -> None:
    """A file without a word is told as empty, not read as a case without facts."""
    with pytest.raises(EmptyFile):
        decode(blank)


def test_form_feeds_part_pages_and_belong_to_none() -> None:
    """A page ends before its form feed; the next one begins after it."""
    text = "one\ftwo\n\fthree"
    assert [text[page.start : page.end] for page in text_pages(text)] == ["one", "two\n", "three"]


def test_a_form_feed_at_the_end_opens_no_page() -> None:
    """Printers end the last page with one."""
    assert [(page.start, page.end) for page in text_pages("one\ftwo\f\n")] == [(0, 3), (4, 7)]


def test_a_blank_page_in_the_middle_keeps_its_number() -> None:
    """Page 3 is page 3 even where page 2 is blank."""
    assert [page.number for page in text_pages("one\f\fthree")] == [1, 2, 3]


@given(st.text(st.sampled_from("ab \n\f")))
def test_pages_cover_every_word(text: str) -> None:
    """Nothing but form feeds and closing white space is outside the pages, and pages are in order."""
    pages = text_pages(text)
    assert all(before.end < after.start for before, after in pairwise(pages))
    covered = "".join(text[page.start : page.end] for page in pages)
    assert covered.replace("\f", "").split() == text.replace("\f", "").split()


@given(st.binary())
def test_decoding_ends_in_text_or_one_sentence(data: bytes) -> None:
    """Any bytes give text without a carriage return or a NUL, or an error of ours."""
    try:
        text = decode(data).text
    except (EmptyFile, WrongFormat):
        return
    assert text.strip()
    assert "\r" not in text
    assert "\x00" not in text


def test_representation_shows_no_words() -> None:
    """A traceback that prints it leaks nothing."""
    assert "sciatica" not in repr(decode(NOTE.encode()))


def test_mainframe_text_is_read_with_a_warning() -> None:
    """EBCDIC has its space at another place, and its letters beyond ASCII."""
    note = "LUMBAR PAIN FOR 6 WEEKS\nTHERAPY DID NOT HELP\n"
    assert decode(note.encode("cp037")).text == note
    assert decode(note.encode("cp037")).warnings == (MAINFRAME,)
