"""Words become lines."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from chartcase.ingest.rows import group_rows
from chartcase.ingest.token import Token

Words = Callable[..., list[Token]]


def _texts(tokens: list[Token]) -> list[list[str]]:
    return [[tokens[index].text for index in row.members] for row in group_rows(tokens, range(len(tokens)))]


def test_lines_come_from_top_to_bottom_and_left_to_right(words: Words) -> None:
    """The order in which words were drawn does not matter."""
    tokens = [*words("third line", top=124), *words("first line", top=100), *words("second line", top=112)][::-1]
    assert _texts(tokens) == [["first", "line"], ["second", "line"], ["third", "line"]]


def test_a_superscript_stays_on_its_line(words: Words) -> None:
    """A small raised word begins no line of its own, above nor below."""
    tokens = [*words("relief of pain", top=100), *words("1", left=125, top=97, height=6), *words("next line", top=112)]
    assert _texts(tokens) == [["relief", "of", "pain", "1"], ["next", "line"]]


def test_tight_lines_stay_apart(words: Words) -> None:
    """Lines set so close that their boxes overlap a little are still two."""
    assert len(_texts([*words("one", top=100), *words("two", top=108)])) == 2


def test_a_large_heading_and_small_words_beside_it_are_one_line(words: Words) -> None:
    """Words of different size on one line share it."""
    tokens = [*words("MRI", top=100, height=24), *words("of XX/XX/XX", left=120, top=110, height=10)]
    assert _texts(tokens) == [["MRI", "of", "XX/XX/XX"]]


def _token(place: tuple[int, int, int, int]) -> Token:
    left, top, width, height = place
    return Token("w", left, top, left + width, top + height)


_PLACE = st.tuples(st.integers(0, 600), st.integers(0, 780), st.integers(1, 80), st.integers(1, 30))


@given(st.lists(_PLACE, max_size=60))
def test_each_word_is_on_one_line(places: list[tuple[int, int, int, int]]) -> None:
    """No word is lost, none is told twice, however they lie."""
    tokens = [_token(place) for place in places]
    found = [index for row in group_rows(tokens, range(len(tokens))) for index in row.members]
    assert sorted(found) == list(range(len(tokens)))
