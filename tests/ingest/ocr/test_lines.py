"""Lines as an engine found them: pieces of one line are one line again."""

from chartcase.ingest.ocr.engine import EngineWord
from chartcase.ingest.ocr.geometry import PixelBox
from chartcase.ingest.ocr.lines import lines_of


def word(text: str, left: float, line: int, foot: float = 120.0) -> EngineWord:
    """A word of 40 by 20 pixels."""
    return EngineWord(text, PixelBox(left, foot - 20.0, left + 40.0, foot), 0.9, line)


def texts(*words: EngineWord) -> list[list[str]]:
    """The words of each line."""
    return [[one.text for one in line.words] for line in lines_of(words)]


def test_what_goes_on_right_after_a_line_is_a_part_of_it() -> None:
    """An engine parts a sign from its number."""
    assert texts(word("AB", 100, 0), word("90", 150, 0), word("AE", 200, 1)) == [["AB", "90", "AE"]]


def test_another_column_and_another_height_stay_apart() -> None:
    """A gap of a column, or a line below, is no continuation."""
    assert texts(word("AB", 100, 0), word("CD", 400, 1)) == [["AB"], ["CD"]]
    assert texts(word("AB", 100, 0), word("CD", 150, 1, foot=140.0)) == [["AB"], ["CD"]]


def test_no_word_stands_twice() -> None:
    """Two lines that end beside the same one do not both get it."""
    found = texts(word("AB", 100, 0), word("CD", 100, 1, foot=122.0), word("EF", 150, 2, foot=121.0))
    assert sorted(text for line in found for text in line) == ["AB", "CD", "EF"]
