"""Reading order and what stands between words."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartcase.ingest.assemble import assemble
from chartcase.ingest.token import Table, Token
from chartcase.record import Box

Words = Callable[..., list[Token]]


def _cell(x0: float, y0: float, x1: float, y1: float) -> Box:
    return Box(x0, y0, x1, y1)


def test_words_of_a_line_have_one_space_between_them(words: Words) -> None:
    """However wide a justified space is, below the height of the line it is one."""
    tokens = [*words("pain", left=50), *words("relief", left=79)]
    assert assemble(tokens).text == "pain relief"


def test_a_gap_wider_than_the_line_is_high_parts_cells(words: Words) -> None:
    """Two spaces mark it."""
    assert assemble([*words("Naproxen", left=50), *words("500 mg", left=101)]).text == "Naproxen  500 mg"


def test_lines_have_a_line_break_and_paragraphs_a_blank_line(words: Words) -> None:
    """A blank line stands where the paper shows more than one and a half line distances."""
    tops = [100, 112, 124, 148, 160, 172]
    tokens = [token for number, top in enumerate(tops) for token in words(f"line {number}", top=top)]
    assert assemble(tokens).text == "line 0\nline 1\nline 2\n\nline 3\nline 4\nline 5"


def test_double_spaced_lines_are_no_paragraphs(words: Words) -> None:
    """Where sentences run on from line to line the lines are one text, however far apart they are."""
    lines = [
        "The patient has had",
        "pain since the spring",
        "and takes naproxen",
        "twice a day.",
        "Her sleep is",
        "poor.",
    ]
    tokens = [token for number, line in enumerate(lines) for token in words(line, top=100 + 24 * number)]
    assert "\n\n" not in assemble(tokens).text


def test_paragraphs_of_one_line_keep_their_blank_lines(words: Words) -> None:
    """Where no sentence runs on, lines far apart are paragraphs."""
    tokens = [token for number in range(6) for token in words(f"Item {number}", top=100 + 24 * number)]
    assert assemble(tokens).text.count("\n\n") == 5


def test_columns_between_a_heading_and_a_footer(words: Words) -> None:
    """What runs across the page is read before and after the columns."""
    left = ["pain that runs down the left leg since the", "spring and has not become better with the", "care"] * 2
    right = ["therapy that she had twice a week from a", "therapist near her home for eight weeks in", "all"] * 2
    heading = words("This letter was typed from dictation and is read across the page from side to side", top=80)
    tokens = list(heading)
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        tokens += [*words(one, left=50, top=100 + 12 * number), *words(other, left=300, top=100 + 12 * number)]
    tokens += words("Signed electronically by the author of this letter on the day when it was typed by hand", top=172)
    text = assemble(tokens).text.replace("\n", " ").replace("  ", " ")
    said = [" ".join(token.text for token in heading), " ".join(left), " ".join(right), "Signed electronically"]
    places = [text.index(part) for part in said]
    assert places == sorted(places)


def test_rows_of_a_ruled_table_stay_rows(words: Words) -> None:
    """Cells of one line stand side by side."""
    tokens = [
        *words("Drug", 50, 100),
        *words("Dose", 150, 100),
        *words("Naproxen", 50, 114),
        *words("500 mg", 150, 114),
    ]
    rows = tuple((_cell(45, y, 145, y + 14), _cell(145, y, 245, y + 14)) for y in (98.0, 112.0))
    table = Table(_cell(45, 98, 245, 126), rows)
    assert assemble(tokens, [table]).text == "Drug  Dose\nNaproxen  500 mg"


def test_a_cell_of_several_lines_is_read_to_its_end(words: Words) -> None:
    """The words of two cells are not mixed line by line."""
    tokens = [
        *words("Failed care for", 50, 100),
        *words("six weeks", 50, 112),
        *words("PT twice a", 150, 100),
        *words("week, no help", 150, 112),
        *words("Imaging", 50, 126),
        *words("MRI", 150, 126),
    ]
    rows = (
        (_cell(45, 98, 145, 124), _cell(145, 98, 245, 124)),
        (_cell(45, 124, 145, 140), _cell(145, 124, 245, 140)),
    )
    text = assemble(tokens, [Table(_cell(45, 98, 245, 140), rows)]).text
    assert text == "Failed care for\nsix weeks  PT twice a\nweek, no help\nImaging  MRI"


def test_a_word_on_a_tables_edge_is_not_lost(words: Words) -> None:
    """A word in no cell goes to the nearest one."""
    tokens = [*words("Total", 50, 100), *words("12", 150, 100), *words("late", 243, 114)]
    rows = tuple((_cell(45, y, 145, y + 14), _cell(145, y, 240, y + 14)) for y in (98.0, 112.0))
    assert "late" in assemble(tokens, [Table(_cell(45, 98, 260, 126), rows)]).text


def test_no_words_give_no_text() -> None:
    """A blank page is an empty string."""
    assert assemble([]) == ("", [], ())


_PLACE = st.tuples(
    st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=8),
    st.integers(0, 600),
    st.integers(0, 780),
    st.integers(1, 80),
    st.integers(1, 30),
)
_TABLE = Table(
    _cell(100, 100, 300, 200), ((_cell(100, 100, 200, 150), _cell(200, 100, 300, 150)), (_cell(100, 150, 300, 200),))
)


@pytest.mark.parametrize("tables", [(), (_TABLE,)], ids=["plain", "with a table"])
@given(places=st.lists(_PLACE, max_size=60))
def test_each_word_stands_at_its_span(tables: tuple[Table, ...], places: list[tuple[str, int, int, int, int]]) -> None:
    """The law of the one coordinate system: `text[start:end]` is the word, and every word is there once, in order."""
    tokens = [Token(text, x, y, x + width, y + height) for text, x, y, width, height in places]
    written = assemble(tokens, tables)
    assert all(written.text[spot.start : spot.end] == tokens[spot.word].text for spot in written.spots)
    assert sorted(spot.word for spot in written.spots) == list(range(len(tokens)))
    assert [spot.start for spot in written.spots] == sorted(spot.start for spot in written.spots)
    assert "".join(written.text.split()) == "".join(tokens[spot.word].text for spot in written.spots)
