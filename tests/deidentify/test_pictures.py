"""Page pictures hold the words that may stay, and nothing else of the file that they come from."""

import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas

from chartcase.deidentify.identifiers import Found, Identifier
from chartcase.deidentify.pictures import sheet
from chartcase.deidentify.verify import StillIdentified
from chartcase.record import Box, Page, PageSource, Word

CANARY = "Zyxquibble"


def _chunks(png: bytes) -> list[bytes]:
    kinds, at = [], 8
    while at < len(png):
        (size,) = struct.unpack_from("!I", png, at)
        kinds.append(png[at + 4 : at + 8])
        at += size + 12
    return kinds


def _drawn(*words: tuple[str, Box]) -> tuple[bytes, Page]:
    """A page of dark noise, so that whatever is not painted shows, with words in these boxes."""
    out = BytesIO()
    Image.effect_noise((400, 200), 90).save(out, "PNG")
    at, listed = 0, []
    for text, box in words:
        listed.append(Word(at, at + len(text), box))
        at += len(text) + 1
    return out.getvalue(), Page(1, 0, at, PageSource.OCR, 400.0, 200.0, tuple(listed))


def test_identifiers_are_painted_over_and_the_unread_is_white() -> None:
    """Even where a kept word's box reaches over the identifier's."""
    png, page = _drawn((CANARY, Box(50, 50, 150, 70)), ("pain", Box(140, 50, 200, 70)))
    clean = Image.open(BytesIO(sheet(png, page, [Found(0, len(CANARY), Identifier.NAME)])))
    assert set(clean.crop((50, 50, 150, 70)).tobytes()) == {0}
    assert len(set(clean.crop((155, 50, 200, 70)).tobytes())) > 9
    assert set(clean.crop((0, 80, 400, 200)).tobytes()) == {255}


def test_a_picture_carries_no_words_beside_its_pixels() -> None:
    """No comment, no EXIF, no profile."""
    png, page = _drawn(("pain", Box(140, 50, 200, 70)))
    assert set(_chunks(sheet(png, page, []))) == {b"IHDR", b"IDAT", b"IEND"}


def _pdf(path: Path) -> None:
    """A canary in every corner of a PDF: title, author, bookmark, form field, note, link, and the page itself."""
    canvas = Canvas(str(path), pageCompression=0)
    canvas.setTitle(CANARY)
    canvas.setAuthor(f"Dr. {CANARY}")
    canvas.setSubject(CANARY)
    canvas.setKeywords([CANARY])
    canvas.bookmarkPage(CANARY)
    canvas.addOutlineEntry(CANARY, CANARY)
    canvas.textAnnotation(CANARY, Rect=[300, 300, 350, 350])
    canvas.linkURL(f"https://{CANARY}.org", (10, 10, 90, 90))
    canvas.acroForm.textfield(name=CANARY, value=CANARY, x=300, y=500, fillColor=None, borderColor=black)
    canvas.drawString(60, 700, f"Patient Name: {CANARY} {CANARY}son")
    canvas.drawString(60, 680, "She completed physical therapy for 6 weeks without relief.")
    canvas.save()


def test_nothing_of_a_pdf_but_its_kept_words_comes_out(call: Callable[..., object], tmp_path: Path) -> None:
    """Titles, bookmarks, notes, fields and links stay behind; the text and the case hold no name."""
    _pdf(tmp_path / f"{CANARY}.pdf")
    call("deidentify", tmp_path / f"{CANARY}.pdf", "-o", tmp_path / "out", "--pictures", "--accept")
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert any(path.suffix == ".png" for path in written)
    for path in written:
        assert CANARY.lower() not in path.name.lower()
        assert CANARY.lower().encode() not in path.read_bytes().lower()
    assert "6 weeks" in (tmp_path / "out" / "record_1" / "record.txt").read_text()


def test_pictures_are_refused_where_the_masked_text_gave_more_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What only the second round found has no box on the page."""
    from chartcase.deidentify import run
    from chartcase.deidentify.clean import Cleaned

    monkeypatch.setattr(run, "cleaned", lambda text, *_given, **_named: Cleaned(text, (), later=1))
    _pdf(tmp_path / "a.pdf")
    with pytest.raises(StillIdentified):
        run.deidentified([tmp_path / "a.pdf"], tmp_path / "out", run.Wishes(pictures=True, accept=True))
    assert not (tmp_path / "out").exists()
