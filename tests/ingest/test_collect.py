"""Pages become one record; scanned ones through whatever reads them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from chartcase.errors import DamagedFile, EmptyFile, NoOcrEngine
from chartcase.ingest import PagePicture, PageReading, ReadWord, read
from chartcase.record import Box, PageSource

RawPdf = Callable[..., bytes]
Save = Callable[..., Path]
PICTURE = b"q 612 0 0 792 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q "


@dataclass
class Engine:
    """A recogniser that reads the same words on every page, and keeps the pictures it was given."""

    reading: PageReading
    dpi: int = 100
    pictures: list[PagePicture] = field(default_factory=list)

    def read(self, picture: PagePicture) -> PageReading:
        """The same for each picture."""
        self.pictures.append(picture)
        return self.reading


READING = PageReading(
    (
        ReadWord("L4-5", Box(90, 100, 120, 110), 0.4, raw="14-5"),
        ReadWord("Level", Box(50, 100, 85, 110), 0.9),
        ReadWord("left", Box(50, 112, 70, 122), 0.8),
    ),
    ("Page 2 is faint.",),
)


def _text(content: str) -> bytes:
    return f"BT /F1 12 Tf 50 700 Td ({content}) Tj ET".encode()


def test_pages_have_their_place_in_one_text(raw_pdf: RawPdf, save: Save) -> None:
    """Pages are parted by a form feed that belongs to none; each word stands at its span."""
    record = read(save(raw_pdf(_text("Page one"), _text("Page two"), _text("Page three"))))
    assert record.text == "Page one\fPage two\fPage three"
    assert [(page.number, page.start, page.end) for page in record.pages] == [(1, 0, 8), (2, 9, 17), (3, 18, 28)]
    assert [record.text[word.start : word.end] for page in record.pages for word in page.words] == record.text.split()


def test_a_scanned_page_gets_the_recognisers_words_in_reading_order(raw_pdf: RawPdf, save: Save) -> None:
    """With their boxes, their confidence, their raw reading, and its warnings."""
    engine = Engine(READING)
    record = read(save(raw_pdf(_text("Page one"), PICTURE)), ocr=engine)
    page = record.pages[1]
    assert (record.text, page.source) == ("Page one\fLevel L4-5\nleft", PageSource.OCR)
    assert [(word.confidence, word.raw) for word in page.words] == [(0.9, None), (0.4, "14-5"), (0.8, None)]
    assert page.words[1].box == Box(90, 100, 120, 110)
    assert page.warnings == ("Page 2 is faint.",)
    assert [(picture.number, picture.columns, picture.width) for picture in engine.pictures] == [(2, 850, 612.0)]


def test_a_page_with_words_is_not_recognised_again(raw_pdf: RawPdf, save: Save) -> None:
    """The text layer is exact where there is one."""
    engine = Engine(READING)
    assert read(save(raw_pdf(_text("Page one"))), ocr=engine).text == "Page one"
    assert engine.pictures == []


def test_a_page_that_cannot_be_recognised_keeps_its_stamp(raw_pdf: RawPdf, save: Save) -> None:
    """The few words over the picture stay, and the page is unreadable."""
    engine = Engine(PageReading((), ("It is handwritten.",)))
    page = read(save(raw_pdf(PICTURE + _text("FAX 3 of 45"))), ocr=engine).pages[0]
    assert (page.source, len(page.words)) == (PageSource.UNREADABLE, 4)
    assert page.warnings == ("Page 1 could not be recognised.", "It is handwritten.")


def test_a_blank_scanned_page_is_read(raw_pdf: RawPdf, save: Save) -> None:
    """The back of a sheet has no words, and that is not a failure."""
    record = read(save(raw_pdf(_text("Page one"), PICTURE)), ocr=Engine(PageReading((), blank=True)))
    assert (record.pages[1].source, record.pages[1].warnings) == (PageSource.OCR, ())


def test_without_an_engine_scanned_pages_stay_unreadable(raw_pdf: RawPdf, save: Save) -> None:
    """A scan is a record of pages that were not read, not an error and not an empty text."""
    record = read(save(raw_pdf(PICTURE, PICTURE)))
    assert [page.source for page in record.pages] == [PageSource.UNREADABLE] * 2
    assert all(page.warnings for page in record.pages)


def test_a_picture_file_without_an_engine_is_told(save: Save, tmp_path: Path) -> None:
    """There is nothing else in it to read."""
    Image.new("1", (100, 100)).save(tmp_path / "fax.tif")
    with pytest.raises(NoOcrEngine):
        read(tmp_path / "fax.tif")


def test_pages_of_a_picture_file_are_recognised(tmp_path: Path) -> None:
    """Each page of a fax goes to the engine as it is."""
    page = Image.new("1", (1728, 1078), 1)
    page.save(tmp_path / "fax.tif", save_all=True, append_images=[page], dpi=(204, 98))
    engine = Engine(READING)
    record = read(tmp_path / "fax.tif", ocr=engine)
    assert record.text == "Level L4-5\nleft\fLevel L4-5\nleft"
    assert [(picture.columns, picture.rows) for picture in engine.pictures] == [(1728, 1078)] * 2


def test_a_file_whose_pages_show_nothing_is_empty(raw_pdf: RawPdf, save: Save) -> None:
    """No page has a word or a picture."""
    with pytest.raises(EmptyFile):
        read(save(raw_pdf(b" ", b" ")))


def test_a_damaged_file_without_a_word_is_damaged(raw_pdf: RawPdf, save: Save) -> None:
    """It opens, it shows nothing, and its bytes say why."""
    with pytest.raises(DamagedFile):
        read(save(raw_pdf(b" ").replace(b"%%EOF", b"")))


def test_a_damaged_file_with_words_says_that_it_may_be_incomplete(raw_pdf: RawPdf, save: Save) -> None:
    """What is there is read, and the record carries the doubt."""
    record = read(save(raw_pdf(_text("Page one")).replace(b"%%EOF", b"")))
    assert record.text == "Page one"
    assert "may be incomplete" in record.warnings[0]


def test_a_lost_part_of_a_picture_is_told_when_its_words_are_recognised(save: Save) -> None:
    """Recognised words do not make a cut-off picture whole."""
    stream = BytesIO()
    Image.effect_noise((850, 1100), 60).save(stream, "JPEG")
    data = stream.getvalue()
    record = read(save(data[: len(data) // 2], "fax.jpg"), ocr=Engine(READING))
    assert "left" in record.text
    assert [warning for warning in record.pages[0].warnings if "only a part" in warning]
