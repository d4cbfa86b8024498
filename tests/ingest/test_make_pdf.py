"""A text set as a PDF, in any style, is read as the text."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from chartcase.ingest import read
from chartcase.record import PageSource

CORPUS = sorted((Path(__file__).resolve().parents[2] / "corpora").glob("*/*.txt"))
FURNITURE = re.compile(r"Medical record\s+Page \d+ of \d+|Confidential - generated for testing")
STYLES: dict[str, dict[str, object]] = {
    "plain": {},
    "tables": {"tables": True, "ticks": "form"},
    "glyphs": {"ticks": "glyph"},
}


BRACKETED = re.compile(r"\(\s?[☐☒✘❏✗]\s?")
"""A box right behind a bracket: drawn it is a word of its own, and a glyph glued to a bracket is no box."""


def _words(text: str) -> list[str]:
    # a check mark without an empty box in its line is read as the bullet that it may be (tests/ingest/test_ticks.py)
    return BRACKETED.sub("( ", text).replace("✘", "☒").split()


def _body(text: str) -> list[str]:
    lines = re.split(r"[\n\f]", text)
    return _words("\n".join(line for line in lines if not FURNITURE.fullmatch(line)))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("source", CORPUS[::8], ids=lambda path: path.stem)
def test_words_of_the_pdf_are_words_of_the_text(source: Path, style: str, pdf_of: Callable[..., Path]) -> None:
    """Headers, page breaks, tables and tick boxes change neither a word nor its order; every word has a place."""
    text = source.read_text(encoding="utf-8").replace("◐", "o")  # no letter of the PDF's font
    record = read(pdf_of(text, **STYLES[style]))
    assert _body(record.text) == _words(text)
    assert all(page.source is PageSource.DIGITAL and page.words for page in record.pages)
    assert record.warnings == ()


def test_a_text_is_spread_over_two_pages_and_a_form_feed_begins_one(pdf_of: Callable[..., Path]) -> None:
    """Running headers stand on every page."""
    for text in ("one\ntwo", "one\ftwo"):
        record = read(pdf_of(text))
        assert [_body(record.text[page.start : page.end]) for page in record.pages] == [["one"], ["two"]]
        assert len(FURNITURE.findall(record.text)) == 4


def test_the_block_of_tick_boxes_comes_last(pdf_of: Callable[..., Path]) -> None:
    """It says nothing about the patient."""
    words = _body(read(pdf_of("one\ntwo", tickboxes=True)).text)
    assert words[:2] == ["one", "two"]
    assert [word for word in words if word in "☐☒"] == ["☒", "☐", "☐"]
